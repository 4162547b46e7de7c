"""Text folded where a reader would: after spaces, else after dashes and slashes, inside a word where it must."""

from __future__ import annotations

import re
from itertools import accumulate
from typing import Any

from rich.cells import cell_len, chop_cells
from rich.console import Console
from rich.containers import Lines
from rich.text import Text

_WORD = re.compile(r"\s*\S+\s*")
_PIECE = re.compile(r"[^\s–/-]*(?:[–/-]+|\s+|$)")


class Folded(Text):
    """A text that a narrow column folds between its pieces."""

    def wrap(self, console: Console, width: int, **how: Any) -> Lines:
        """Return the lines of the text in a column of `width` cells."""
        if how.get("no_wrap") or how.get("overflow") != "fold":
            return super().wrap(console, width, **how)
        made = Text("\n", style=self.style).join(
            line for given in self.split("\n", allow_blank=True) for line in _divided(given, width)
        )
        return made.wrap(console, width, **how)


def folded(text: str, width: int) -> list[str]:
    """Return a line of text as lines of at most `width` cells."""
    return [line.rstrip() for line in _cut(text, width)]


def _divided(given: Text, width: int) -> list[Text]:
    """Return a line of styled text as such lines, each part in its style."""
    lengths = [len(line) for line in _cut(given.plain, width)]
    lines = list(given.divide(list(accumulate(lengths))[:-1]))
    for line in lines:
        line.rstrip()
    return lines


def _cut(text: str, width: int) -> list[str]:
    """Return a text in pieces, one a line, that are the text where they are joined."""
    words = _WORD.findall(text)
    pieces = [
        piece
        for word in words
        for piece in ([word] if cell_len(word.strip()) <= width else filter(None, _PIECE.findall(word)))
    ]
    lines = [""]
    for piece in pieces:
        if lines[-1] and cell_len((lines[-1] + piece).rstrip()) > width:
            lines.append("")
        if cell_len(piece.rstrip()) > width:
            lines[-1:] = chop_cells(piece, width)
        else:
            lines[-1] += piece
    return lines


def longest_piece(text: str) -> int:
    """Return how many cells a column needs so that no word of a text is cut."""
    return max(cell_len(piece.rstrip()) for piece in _PIECE.findall(text))
