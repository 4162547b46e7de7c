"""Reads a scenario file, TOML, and checks it whole: every problem with its line, nothing passed over."""

from __future__ import annotations

import datetime
import difflib
import re
import tomllib
from collections.abc import Callable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from corridor import names
from corridor.data import World
from corridor.errors import BadValueError, FileProblemsError, MisuseError
from corridor.model import Objective, SeaUse, Travel
from corridor.scenario.amounts import Say, Table, delay, is_number, override
from corridor.scenario.entries import Entry, ScenarioFile, checked_date, iso_date
from corridor.scenario.lines import Lines
from corridor.scenario.targets import Kind, Target, Verb, target
from corridor.scenario.values import FACTORS, MAX_CARGO_T, MIN_CARGO_T, WTW, Delay, Override

E = TypeVar("E", bound=StrEnum)

TOP = ("name", "note", "as_of", "cargo_t", "mode", "objective", "sea", "sequence")
KEYS: Mapping[Verb, tuple[str, ...]] = {
    Verb.CLOSE: ("id", "from", "to", "note"),
    Verb.OPEN: ("id", "from", "to", "note"),
    Verb.DELAY: ("id", "hours", "factor", "low", "high", "from", "to", "note"),
    Verb.BUILD: ("id", "from", "note"),
    Verb.PARAMETER: ("kind", "mode", "country", "value", "low", "high", "unit", "from", "to", "note"),
}
WHOLE_OR_PARTS = "give co2e, whose parts keep their shares of it, or co2e_ttw and co2e_wtt, whose sum it is"
_AT_LINE = re.compile(r"\s*\(at (?:line (\d+), column \d+|end of document)\)")


def read(path: Path | str, *, world: World) -> ScenarioFile:
    """Return the scenario of a TOML file; its name is the file's where it has none.

    Raises
    ------
    BadValueError
        where the file cannot be read.
    FileProblemsError
        where it is not right, with every problem and its line.
    """
    if not str(path).strip():
        raise BadValueError(f"cannot read scenario {str(path)!r}: name a file")
    path = Path(path)
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise BadValueError(f"cannot read scenario {str(path)!r}: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise BadValueError(f"cannot read scenario {str(path)!r}: it is not UTF-8 text") from error
    try:
        data = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # a number of too many digits, brackets too deep
        raise FileProblemsError(str(path), (_not_toml(str(error), text),)) from error
    reader = _Reader(world, data, Lines(text))
    made = reader.file(path.stem)
    if reader.problems:
        raise FileProblemsError(str(path), tuple(sorted(set(reader.problems))))
    return made


def _not_toml(message: str, text: str) -> tuple[int, str]:
    found = _AT_LINE.search(message)
    line = int(found[1]) if found and found[1] else max(1, len(text.splitlines()))
    return line, f"not TOML: {_AT_LINE.sub('', message)}"


class _Reader:
    """Reads tables and gathers what is wrong in them."""

    def __init__(self, world: World, data: Table, lines: Lines) -> None:
        self.world, self.data, self.lines = world, data, lines
        self.problems: list[tuple[int, str]] = []

    def file(self, stem: str) -> ScenarioFile:
        say = self._say("")
        self._unknown(self.data, (*TOP, *Verb), say)
        entries = self._entries()
        self._twice(entries)
        return ScenarioFile(
            self._text(self.data, "name", say) or stem,
            self._text(self.data, "note", say),
            self._date(self.data, "as_of", say, checked_date),
            self._cargo(say),
            self._word("mode", Travel, say),
            self._word("objective", Objective, say),
            self._word("sea", SeaUse, say),
            self._sequence(say),
            tuple(entries),
        )

    def _say(self, table: str, number: int = 0) -> Say:
        return lambda key, text: self.problems.append((self.lines.find(table, number, key), text))

    def _entries(self) -> list[Entry]:
        found: list[tuple[Verb, int, Table]] = []
        for verb in Verb:
            tables = self.data.get(verb, [])
            if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
                self._say(str(verb))("", f"{verb} is a list of tables: head each of them [[{verb}]]")
                continue
            found += [(verb, number, table) for number, table in enumerate(tables)]
        ids = [table.get("id") for verb, _, table in found if verb in (Verb.BUILD, Verb.OPEN)]
        planned = {row["id"] for row in self.world.rows("planned_links")}
        built = frozenset(one.lower() for one in ids if isinstance(one, str)) & planned
        made = [self._entry(verb, number, table, built) for verb, number, table in found]
        return sorted((entry for entry in made if entry), key=lambda entry: entry.line)

    def _entry(self, verb: Verb, number: int, table: Table, built: frozenset[str]) -> Entry | None:
        say = self._say(str(verb), number)
        self._unknown(table, KEYS[verb], say)
        note, before = self._text(table, "note", say), len(self.problems)
        start, end = self._dates(table, say)
        dated = len(self.problems) == before
        line = self.lines.find(str(verb), number)
        if verb is Verb.PARAMETER:
            value = override(self.world, table, say)
            return Entry(verb, None, value, start, end, note, line) if value else None
        found = self._target(table, verb, built, say)
        amount = delay(table, say) if verb is Verb.DELAY else None
        if found is None or not dated:
            return None
        if found.kind is Kind.LINK:
            if end and verb is Verb.OPEN:
                say("to", "a planned link is built from a day on: it has no to")
            verb = Verb.BUILD
        return Entry(verb, found, amount, start, end, note, line)

    def _target(self, table: Table, verb: Verb, built: frozenset[str], say: Say) -> Target | None:
        text = table.get("id")
        if not isinstance(text, str) or not text.strip():
            given = "is missing" if text is None else f"= {text!r} is no id"
            say("id", f"id {given}: every [[{verb}]] names what it is about")
            return None
        try:
            return target(self.world, text, verb, built=built)
        except MisuseError as error:
            say("id", str(error))
            return None

    def _dates(self, table: Table, say: Say) -> tuple[str, str]:
        start, end = self._date(table, "from", say, iso_date), self._date(table, "to", say, iso_date)
        if start and end and start >= end:
            say("to", f"to = {end} is not after from = {start}")
        return start, end

    def _date(self, table: Table, key: str, say: Say, check: Callable[[str], str]) -> str:
        value = table.get(key)
        if value is None:
            return ""
        if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
            value = value.isoformat()
        try:
            return check(value)
        except BadValueError as error:
            say(key, f"{key}: {error}")
            return ""

    def _text(self, table: Table, key: str, say: Say) -> str:
        value = table.get(key, "")
        if not isinstance(value, str):
            say(key, f"{key} = {value!r}: must be a text in quotes")
            return ""
        return " ".join(value.split())

    def _cargo(self, say: Say) -> float | None:
        value = self.data.get("cargo_t")
        if value is None:
            return None
        if not is_number(value) or not MIN_CARGO_T <= value < MAX_CARGO_T:
            say("cargo_t", f"cargo_t = {value!r}: must be tonnes, {MIN_CARGO_T:g} or more, less than {MAX_CARGO_T}")
            return None
        return float(value)

    def _word(self, key: str, kind: type[E], say: Say) -> E | None:
        value = self.data.get(key)
        if value is None:
            return None
        try:
            return kind(value)
        except ValueError:
            say(key, f"{key} = {value!r}: must be one of {', '.join(kind)}")
            return None

    def _sequence(self, say: Say) -> tuple[str, ...]:
        value = self.data.get("sequence", ())
        words = (value,) if isinstance(value, str) else value
        if not isinstance(words, list | tuple) or not all(isinstance(word, str) for word in words):
            say("sequence", f'sequence = {value!r}: must be countries in order, as "KZ-UZ-AF" or ["KZ", "UZ", "AF"]')
            return ()
        if "sequence" in self.data:
            try:
                names.sequence(self.world, tuple(words))
            except MisuseError as error:
                say("sequence", f"sequence: {error}")
        return tuple(words)

    def _unknown(self, table: Table, known: tuple[str, ...], say: Say) -> None:
        for key in table:
            if key not in known:
                near = difflib.get_close_matches(key, known, n=1)
                hint = f"did you mean {near[0]}?" if near else f"known here: {', '.join(known)}"
                say(key, f"unknown key {key!r}; {hint}")

    def _twice(self, entries: list[Entry]) -> None:
        """Find what is said twice, or closed and opened, at the same time."""
        for i, entry in enumerate(entries):
            for other in entries[:i]:
                same = entry.id == other.id and _group(entry) == _group(other)
                if _whole_and_part(entry, other) and _meet(entry, other):
                    text = f"{entry.id}: line {other.line} has {other.id} for the same time: " + WHOLE_OR_PARTS
                    self.problems.append((entry.line, text))
                    break
                if same and _meet(entry, other):
                    text = f"{entry.verb} {entry.id}: line {other.line} has {other.verb} {other.id} for the same time"
                    self.problems.append((entry.line, text))
                    break


def _meet(entry: Entry, other: Entry) -> bool:
    return entry.start < (other.end or "9") and other.start < (entry.end or "9")


def _whole_and_part(entry: Entry, other: Entry) -> bool:
    """Say whether one is the emission factor of a mode and the other a part of it, which may contradict it."""
    one, two = entry.amount, other.amount
    if not isinstance(one, Override) or not isinstance(two, Override) or one.mode != two.mode:
        return False
    return one.kind != two.kind and {one.kind, two.kind} <= set(FACTORS) and WTW in (one.kind, two.kind)


def _group(entry: Entry) -> str:
    """Return what two entries of one id must not both do at the same time."""
    if isinstance(entry.amount, Delay):
        return Verb.DELAY
    return Verb.CLOSE if entry.verb is Verb.OPEN else entry.verb
