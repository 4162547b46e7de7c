"""Finds the lines of a TOML text that tables and keys stand on, which tomllib does not tell."""

from __future__ import annotations

import re

_HEADER = re.compile(r"\s*\[\[?\s*([^\[\]]+?)\s*\]\]?")
_KEY = re.compile(r"""\s*("[^"]*"|'[^']*'|[\w-]+)\s*[.=]""")
_TOKEN = re.compile(r'''"""|\'\'\'|"(?:\\.|[^"\\])*"|'[^']*'|\#.*|[\[\]{}]''')
_IN_BASIC, _IN_LITERAL = re.compile(r'\\.|"""'), re.compile("'''")


class Lines:
    """The lines of a text, from 1, by table, number of that table from 0, and key."""

    def __init__(self, text: str) -> None:
        self._at: dict[tuple[str, int, str], int] = {}
        seen: dict[str, int] = {}
        table, number, inside = "", 0, _Inside()
        for line, words in enumerate(text.splitlines(), start=1):
            rest = words
            if inside.nothing:
                header, key = _HEADER.match(words), _KEY.match(words)
                if header:
                    table = _bare(header[1])
                    number = seen[table] = seen.get(table, -1) + 1
                    self._at.setdefault((table, number, ""), line)
                    continue
                if key:
                    self._at.setdefault((table, number, _bare(key[1])), line)
                    rest = words[key.end() :]
            inside.read(rest)

    def find(self, table: str = "", number: int = 0, key: str = "") -> int:
        """Return the line of a key of a table, else of the table, else of a key of that name, else 1."""
        for place in ((table, number, key), (table, number, ""), ("", 0, table)):
            if place in self._at:
                return self._at[place]
        return 1


class _Inside:
    """What a value leaves open at the end of a line: a text of several lines, or brackets."""

    def __init__(self) -> None:
        self.quote, self.depth = "", 0

    @property
    def nothing(self) -> bool:
        return not self.quote and self.depth <= 0

    def read(self, words: str) -> None:
        at = 0
        while at < len(words):
            if self.quote:
                pattern = _IN_BASIC if self.quote == '"""' else _IN_LITERAL
                found = pattern.search(words, at)
                if found is None:
                    return
                at = found.end()
                if found[0] == self.quote:
                    self.quote = ""
                continue
            found = _TOKEN.search(words, at)
            if found is None:
                return
            at = found.end()
            if found[0] in ('"""', "'''"):
                self.quote = found[0]
            elif found[0] in "[{":
                self.depth += 1
            elif found[0] in "]}":
                self.depth -= 1


def _bare(key: str) -> str:
    return key.strip().strip("\"'")
