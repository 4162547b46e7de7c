"""Single facts of a sheet in words: figures, statuses, gauges, places."""

from __future__ import annotations

from corridor.catalog import Attachment
from corridor.io.words import NO_DATA
from corridor.model import Basis, Country, Crossing, Figure, StatusInterval


def length_of(one: Figure | None) -> str:
    """Return the length of a planned link, and that it is assumed where no source has one."""
    return ranged(one) + (", assumed" if one is not None and one.basis is Basis.ASSUMED else "")


def ranged(one: Figure | None) -> str:
    """Return a figure in its own unit with its range: 24.2 h (12.1–36.3)."""
    if one is None:
        return NO_DATA
    if one.low == one.high:
        return f"{_plain(one.value)} {one.unit}"
    return f"{_plain(one.value)} {one.unit} ({_plain(one.low)}–{_plain(one.high)})"


def printed(one: Figure | None) -> str:
    """Return a published figure; where sources differ, the range that they span and no single value."""
    if one is None or one.low == one.high:
        return ranged(one)
    return f"{_plain(one.low)}–{_plain(one.high)} {one.unit}"


def _plain(value: float) -> str:
    return f"{value:,.1f}".replace(",", " ").removesuffix(".0")


def status_in_words(one: StatusInterval, *, told: str) -> str:
    """Return a status with since when and why; a note that was `told` already is left out."""
    note = f": {one.note}" if one.note not in ("", told) else ""
    return f"{one.status.value}{_since(one)}{note}"


def _since(one: StatusInterval) -> str:
    return f" since {one.start}" if one.start else ""


def as_of(status: str, checked: str) -> str:
    """Return a status with when it was last read."""
    if not status:
        return NO_DATA
    return f"{status} (as of {checked})" if checked else status


def countries_in_words(countries: tuple[Country, ...]) -> str:
    """Return countries with their codes, each once."""
    return ", ".join(f"{one.name} ({one.code})" for one in dict.fromkeys(countries))


def gauge_facts(countries: tuple[Country, ...], gauges: tuple[int | None, ...]) -> tuple[tuple[str, str], ...]:
    """Return the gauge in each country as facts of a sheet."""
    return tuple(
        (f"gauge in {one.name}", f"{gauge} mm" if gauge else NO_DATA)
        for one, gauge in zip(countries, gauges, strict=True)
    )


def millimetres(gauges: tuple[int, ...]) -> str:
    """Return gauges as 1520 mm, 1435 mm."""
    return ", ".join(f"{one} mm" for one in gauges) or NO_DATA


def placed(point: tuple[float, float], how: str) -> tuple[tuple[str, str], ...]:
    """Return where a point lies, and how it was placed where that is known."""
    at = ("lon, lat", f"{point[0]:g}, {point[1]:g}")
    return (at, ("placed by", how)) if how else (at,)


def snapped(one: Crossing) -> str:
    """Return how far a crossing lies from the network, or why it is not attached."""
    if one.snap_km is None:
        return f"not attached: {one.unattached_reason or NO_DATA}"
    return f"{_km(one.snap_km)} from the {one.mode.value} network"


def attached(attachments: tuple[Attachment, ...]) -> str:
    """Return the cells that a gateway hangs on, and how far off it lies."""
    return "; ".join(f"{one.cell}, {_km(one.snap_km)} off" for one in attachments) or "not attached"


def _km(value: float) -> str:
    return f"{value:.1f} km" if value < 99.95 else f"{value:.0f} km"
