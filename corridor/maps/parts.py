"""What alternatives are made of, as plain values: legs, stops, figures. Each is kept once and called by its number."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from corridor.io.printed import printed
from corridor.maps.strokes import Marked, Path, unwrap
from corridor.model import Figure, Leg, LinkUse, Point, Source, Stop

Value = Any
"""what JSON can hold"""


class Numbered:
    """Values by the number under which each was first met."""

    def __init__(self) -> None:
        """Begin with none."""
        self.values: list[Value] = []
        self._numbers: dict[str, int] = {}

    def number(self, value: Value) -> int:
        """Return the number of `value`, a new one where it was not met before."""
        found = self._numbers.setdefault(json.dumps(value), len(self.values))
        if found == len(self.values):
            self.values.append(value)
        return found


class Parts:
    """The legs, the stops and what figures rest on, of all alternatives of a page."""

    def __init__(self, sources: Sequence[Source]) -> None:
        """Figures name `sources` by their place among them."""
        self.rests, self.legs, self.stops = Numbered(), Numbered(), Numbered()
        self._sources = {source.id: number for number, source in enumerate(sources)}

    def leg(self, leg: Leg, path: Path, over: Marked) -> int:
        """Return the number of a leg that follows `path`, stretches of which are drawn in a way of their own."""
        value = {
            "mode": leg.mode.value,
            "country": leg.country,
            "start": leg.start_name,
            "end": leg.end_name,
            "gauge": leg.gauge_mm,
            "path": path,
            "distance": self.figure(leg.distance),
            "time": self.figure(leg.time),
            "cost": self.figure(leg.cost),
            "co2e": self.figure(leg.co2e),
        }
        if over.schematic:
            value["schematic"] = over.schematic
        if leg.planned:
            value["planned"] = {"paths": over.planned, "links": [self._use(use) for use in leg.planned]}
        return self.legs.number(value)

    def stop(self, stop: Stop, near: float) -> int:
        """Return the number of a stop, its longitude within half a turn of `near`."""
        return self.stops.number(
            {
                "kind": stop.kind.value,
                "gateway": stop.gateway,
                "place": place(stop.name, stop.point, near),
                "countries": stop.countries,
                "time": self.figure(stop.time),
                "cost": self.figure(stop.cost),
                "status": stop.status.value,
                "source": self._sources.get(stop.source),
                **known(since=stop.status_since, note=stop.status_note),
            }
        )

    def figure(self, figure: Figure | None, *, note: bool = True) -> Value:
        """Return value, low, high and the number of what they rest on; None where there is no figure."""
        shown = printed(figure)
        if figure is None or shown is None:
            return None
        sources = [self._sources[source] for source in figure.sources if source in self._sources]
        rest = self.rests.number([figure.basis.value, sources, figure.as_of, figure.note if note else ""])
        return [whole(shown.value), whole(shown.low), whole(shown.high), rest]

    def _use(self, use: LinkUse) -> Value:
        expected = f", expected {use.expected}" if use.expected else ""
        text = f"{use.name} ({use.link}): {use.status}{f', {use.checked}' if use.checked else ''}{expected}"
        return {"text": text, "distance": self.figure(use.distance), "source": self._sources.get(use.source)}


def place(name: str, point: Point, near: float) -> Value:
    """Return name, lon and lat, the longitude within half a turn of `near`."""
    return [name, round(unwrap(point[0], near), 4), round(point[1], 4)]


def known(**texts: str) -> dict[str, str]:
    """Return texts by name, empty ones left out."""
    return {name: text for name, text in texts.items() if text}


def whole(value: float) -> float:
    """Return `value`, as an integer where it is one: shorter in JSON."""
    return int(value) if float(value).is_integer() else value
