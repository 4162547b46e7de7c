"""Where words go: how wide a text is about, and a place for each label where nothing lies over another."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

Spot = tuple[float, float]
Segment = tuple[Spot, Spot]

LINE_PX = 50.0
"""how far a label goes rather than lie over one more line"""
EMS = {
    char: wide
    for chars, wide in (
        ("ijl|'", 0.29),
        (" .,:;!·", 0.33),
        ("frtI()[]-/", 0.42),
        ("s", 0.53),
        ("cz", 0.56),
        ("e", 0.62),
    )
    for char in chars
} | dict.fromkeys("mwMW@%—…→", 0.99)
"""widths of letters in DejaVu Sans, the widest of common fonts, rounded up"""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the paper, y downward."""

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: Box) -> bool:
        """Return whether two boxes share more than an edge."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def within(self, other: Box) -> bool:
        """Return whether it lies in another."""
        return (
            self.left >= other.left
            and self.right <= other.right
            and self.top >= other.top
            and self.bottom <= other.bottom
        )

    def crossed(self, segment: Segment) -> bool:
        """Return whether a straight line passes through it (Liang and Barsky)."""
        (x, y), (x_end, y_end) = segment
        first, last = 0.0, 1.0
        for delta, room_before, room_after in (
            (x_end - x, self.left - x, self.right - x),
            (y_end - y, self.top - y, self.bottom - y),
        ):
            if not delta:
                if room_before > 0 or room_after < 0:
                    return False
                continue
            near, far = sorted((room_before / delta, room_after / delta))
            first, last = max(first, near), min(last, far)
        return first < last


@dataclass(frozen=True, slots=True)
class Wish:
    """A label that a step would have."""

    lines: tuple[str, ...]
    x: float
    bottom: float
    """of the step"""
    top: float


@dataclass(frozen=True, slots=True)
class Label:
    """A label in its place."""

    wish: Wish
    box: Box
    leftward: bool
    """whether its text ends at the step instead of beginning there"""
    leader: Segment | None
    """from the step to it, where it is not beside the step"""


@dataclass(slots=True)
class Sheet:
    """The paper while it fills up."""

    bounds: Box
    segments: Sequence[Segment]
    """lines that a label had better not lie on"""
    taken: list[Box] = field(default_factory=list)

    def free(self, boxes: Iterable[Box]) -> bool:
        """Return whether all of some boxes are inside and over nothing."""
        return all(box.within(self.bounds) and not any(map(box.overlaps, self.taken)) for box in boxes)

    def put(self, wish: Wish, *, size: float, over: int) -> Label | None:
        """Return a label in the best free place near its step, which it then takes; None where there is none.

        It lies over `over` lines at most.
        """
        free = [one for one in _places(wish, size=size) if self.free(_boxes(one)) and self._over(one) <= over]
        if not free:
            return None
        best = min(free, key=self._cost)
        self.taken += _boxes(best)
        return best

    def _cost(self, label: Label) -> tuple[float, float]:
        away = abs(label.leader[1][1] - label.leader[0][1]) if label.leader else 0.0
        return (LINE_PX * self._over(label) + away, label.box.left)

    def _over(self, label: Label) -> int:
        return sum(map(label.box.crossed, self.segments))


def width(text: str, size: float) -> float:
    """Return about how wide a text is in any common sans-serif, rather too much than too little."""
    return size * sum(map(_em, text))


def fitted(text: str, size: float, room: float) -> str:
    """Return a text, cut with an ellipsis where it is wider than the room."""
    if width(text, size) <= room:
        return text
    while text and width(f"{text}…", size) > room:
        text = text[:-1]
    return f"{text.rstrip()}…"


def wrapped(text: str, size: float, room: float) -> tuple[str, ...]:
    """Return a text in lines that fit the room, broken between words."""
    lines: list[str] = []
    for word in text.split(" "):
        if lines and width(f"{lines[-1]} {word}", size) <= room:
            lines[-1] += f" {word}"
        else:
            lines.append(fitted(word, size, room))
    return tuple(lines)


def _em(char: str) -> float:
    if unicodedata.combining(char):
        return 0.0
    if unicodedata.east_asian_width(char) in "WF":
        return 1.05
    return EMS.get(char, 0.75 if char.isupper() else 0.64)


def _places(wish: Wish, *, size: float) -> Iterable[Label]:
    """Yield places: left of the step's top or right of its foot, then farther up or down with a leader."""
    wide = max(width(line, size) for line in wish.lines)
    high = size * 1.2 * len(wish.lines)
    middle = (wish.top + wish.bottom) / 2
    for leftward in (True, False):
        left = wish.x - 5 - wide if leftward else wish.x + 5
        for start, way in ((wish.top, -1), (wish.bottom, 1)):
            yield from (
                _at(wish, left, wide, high, start=start, way=way, away=away, leftward=leftward)
                for away in (0.0, *(8.0 * i for i in range(2, 22)))
            )
        yield Label(wish, Box(left, middle - high / 2, left + wide, middle + high / 2), leftward, None)


def _at(
    wish: Wish, left: float, wide: float, high: float, *, start: float, way: int, away: float, leftward: bool
) -> Label:
    near = start + way * away
    top = near - high if way < 0 else near
    if not away:
        top += way * 3
        return Label(wish, Box(left, top, left + wide, top + high), leftward, None)
    far = near - high if way < 0 else near + high
    return Label(wish, Box(left, top, left + wide, top + high), leftward, ((wish.x, start), (wish.x, far)))


def _boxes(label: Label) -> list[Box]:
    if label.leader is None:
        return [label.box]
    (x, start), (_, end) = label.leader
    return [label.box, Box(x - 1.5, min(start, end), x + 1.5, max(start, end))]
