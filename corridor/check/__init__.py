"""Checks the data that ship: files, rows, what they say of one another, and where gateways lie."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corridor.check.files import files, shapes
from corridor.check.points import at_nodes, in_countries
from corridor.check.rows import fields, histories, ids, ranges
from corridor.check.summary import summary
from corridor.check.ties import countries, gateways, links, neighbours, sources
from corridor.data import World
from corridor.errors import DataError
from corridor.rates import rates

__all__ = ["Checked", "check"]

_LINE = re.compile(r"(\w+\.csv)', (line \d+):")


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found."""

    report: tuple[str, ...]
    """what is there, what could not be attached"""
    problems: tuple[str, ...]
    """empty where all is well"""


def check(world: World) -> Checked:
    """Check every file that SOURCES.csv lists, and what they hold; collect all problems."""
    problems, broken = files(world), list[str]()
    looks = (fields, _figures, ranges, ids, histories, sources, countries, gateways, links, neighbours)
    for look in (*looks, in_countries, at_nodes, shapes):
        try:
            problems += look(world)
        except DataError as error:
            broken.append(str(error))
        except (KeyError, ValueError):  # of a field or a column that is told of already
            if not problems:
                raise
    problems += [one for one in broken if not _told(one, problems)]
    problems = list(dict.fromkeys(problems))
    return Checked(() if problems else tuple(summary(world)), tuple(problems))


def _told(broken: str, problems: list[str]) -> bool:
    """Say whether a row that cannot be read is named already, with what would be right."""
    found = _LINE.search(broken)
    return found is not None and any(one.startswith(f"{found[1]}, {found[2]}:") for one in problems)


def _figures(world: World) -> list[str]:
    rates(world)  # every table of figures is read whole, so that a bad value is found here
    return []
