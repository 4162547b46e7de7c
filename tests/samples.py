"""A small drawn plan: two corridors, one blocked, with every kind of leg and stop."""

from corridor.model import (
    Basis,
    Border,
    Candidate,
    Corridor,
    Country,
    Figure,
    Leg,
    Mode,
    Objective,
    Place,
    Plan,
    Scorecard,
    Source,
    Status,
    Stop,
    StopKind,
    Travel,
)

UZ = Country("UZ", "UZB", "Uzbekistan", "Tashkent")
AF = Country("AF", "AFG", "Afghanistan", "Kabul")
PK = Country("PK", "PAK", "Pakistan", "Islamabad")
TASHKENT = Place("1512569", "Tashkent", "UZ", (69.2163, 41.2647), 1_978_028)
KARACHI = Place("PKKHI", "Karachi", "PK", (66.975, 24.835))
GWADAR = Place("PKGWD", "Gwadar", "PK", (62.335, 25.112))


def figure(value: float, unit: str, basis: Basis = Basis.DERIVED) -> Figure:
    return Figure(value, value * 0.8, value * 1.25, unit, basis, ("s1",), "2022")


def leg(mode: Mode, country: str, ends: tuple[str, str], km: float, line, gauge_mm: int | None = None) -> Leg:
    return Leg(
        mode,
        country,
        *ends,
        *ends,
        figure(km, "km"),
        figure(km / 40, "h", Basis.MEASURED),
        figure(km, "USD"),
        figure(km * 2, "kg", Basis.ASSUMED),
        gauge_mm,
        line,
    )


def stop(
    kind: StopKind,
    gateway: str,
    name: str,
    countries,
    point,
    after_leg: int,
    hours: float | None,
    status: Status = Status.OPEN,
    since: str = "",
    note: str = "",
) -> Stop:
    time = None if hours is None else figure(hours, "h", Basis.MEASURED)
    cost = None if hours is None else figure(200, "USD", Basis.ASSUMED)
    return Stop(kind, gateway, name, countries, point, after_leg, time, cost, status, since, "2026-02", note, "s2")


def totals(legs, stops, borders: int, transfers: int) -> Scorecard:
    km = sum(leg.distance.value for leg in legs)
    moving = sum(leg.time.value for leg in legs)
    waits = {kind: sum(s.time.value for s in stops if (s.kind is StopKind.CLEARANCE) is kind) for kind in (True, False)}
    hours = moving + waits[True] + waits[False]
    usd = km + 200 * len(stops)
    return Scorecard(
        figure(km, "km"),
        figure(moving, "h"),
        figure(waits[True], "h"),
        figure(waits[False], "h"),
        figure(hours, "h"),
        figure(usd, "USD", Basis.ASSUMED),
        figure(2 * km, "kg", Basis.ASSUMED),
        borders,
        0,
        transfers,
        len(legs),
        figure(1.2, "×"),
        figure(km / moving, "km/h"),
        figure(km / hours, "km/h"),
        figure(usd * 500 / km, "USD", Basis.ASSUMED),
    )


HAIRATAN = (67.4272, 37.2275)
CHAMAN = (66.4376, 30.9543)
TORKHAM = (71.0847, 34.1147)


def sample_plan() -> Plan:
    legs_a = (
        leg(Mode.RAIL, "UZ", ("Tashkent", "Galaba"), 760, (TASHKENT.point, (66.97, 39.65), HAIRATAN), 1520),
        leg(Mode.RAIL, "AF", ("Hairatan", "Naibabad"), 75, (HAIRATAN, (67.42, 36.74)), 1520),
        leg(Mode.ROAD, "AF", ("Naibabad", "Spin Boldak"), 1100, ((67.42, 36.74), (69.17, 34.53), CHAMAN)),
        leg(Mode.ROAD, "PK", ("Chaman", "Karachi"), 820, (CHAMAN, (66.99, 30.18), KARACHI.point)),
    )
    stops_a = (
        stop(StopKind.CLEARANCE, "uz-af-galaba-hairatan-rail", "Galaba–Hairatan", ("UZ", "AF"), HAIRATAN, 0, 12),
        stop(StopKind.TRANSFER, "af-naibabad", "Naibabad", ("AF",), (67.42, 36.74), 1, 24),
        stop(
            StopKind.CLEARANCE,
            "af-pk-spin-boldak-chaman",
            "Spin Boldak–Chaman",
            ("AF", "PK"),
            CHAMAN,
            2,
            54,
            Status.CLOSED,
            "2025-10-12",
            "shut to trade since the clashes of 11–12 October 2025",
        ),
    )
    legs_b = (
        leg(Mode.ROAD, "UZ", ("Tashkent", "Ayritom"), 720, (TASHKENT.point, (66.97, 39.65), HAIRATAN)),
        leg(Mode.ROAD, "AF", ("Hairatan", "Torkham"), 640, (HAIRATAN, (69.17, 34.53), TORKHAM)),
        leg(Mode.ROAD, "PK", ("Torkham", "Karachi"), 1819, (TORKHAM, (74.3, 31.5), KARACHI.point)),
    )
    stops_b = (
        stop(StopKind.CLEARANCE, "uz-af-ayritom-hairatan", "Ayritom–Hairatan", ("UZ", "AF"), HAIRATAN, 0, 10),
        stop(
            StopKind.CLEARANCE,
            "af-pk-torkham",
            "Torkham",
            ("AF", "PK"),
            TORKHAM,
            1,
            24,
            Status.CLOSED,
            "2025-10-12",
            "shut to trade since the clashes of 11–12 October 2025",
        ),
    )
    corridors = (
        Corridor(
            "A",
            1,
            "Rail to Naibabad, road via Spin Boldak–Chaman to Karachi",
            TASHKENT,
            KARACHI,
            legs_a,
            stops_a,
            totals(legs_a, stops_a, 2, 1),
            ("a warning of A",),
        ),
        Corridor(
            "B", 2, "Road via Torkham to Karachi", TASHKENT, KARACHI, legs_b, stops_b, totals(legs_b, stops_b, 2, 0)
        ),
    )
    borders = (
        Border(
            "UZ",
            "AF",
            (
                Candidate(
                    "uz-af-galaba-hairatan-rail",
                    "Galaba–Hairatan",
                    HAIRATAN,
                    Mode.RAIL,
                    Status.OPEN,
                    "",
                    ("A",),
                    "chosen",
                ),
                Candidate(
                    "uz-af-ayritom-hairatan", "Ayritom–Hairatan", HAIRATAN, Mode.ROAD, Status.OPEN, "", ("B",), "chosen"
                ),
            ),
        ),
        Border(
            "AF",
            "PK",
            (
                Candidate(
                    "af-pk-spin-boldak-chaman",
                    "Spin Boldak–Chaman",
                    CHAMAN,
                    Mode.ROAD,
                    Status.CLOSED,
                    "2025-10-12",
                    ("A",),
                    "chosen",
                ),
                Candidate(
                    "af-pk-torkham", "Torkham", TORKHAM, Mode.ROAD, Status.CLOSED, "2025-10-12", ("B",), "chosen"
                ),
                Candidate(
                    "af-pk-ghulam-khan",
                    "Ghulam Khan",
                    (70.02, 33.1),
                    Mode.ROAD,
                    Status.CLOSED,
                    "2025-10-12",
                    (),
                    "+12 h, +300 USD",
                    12.0,
                    300.0,
                ),
            ),
        ),
    )
    return Plan(
        (UZ, AF, PK),
        TASHKENT,
        "2026-11-24",
        Travel.MULTIMODAL,
        Objective.TIME,
        20.0,
        "",
        True,
        corridors,
        borders,
        (),
        (
            Source("s1", "CAREC CPMM Annual Report 2022", "ADB", "2023"),
            Source("s2", "MENAFN 25 Oct 2025", "MENAFN", "2025"),
        ),
        ("Afghanistan–Pakistan is closed since 2025-10-12; figures are those of its last open time",),
    )
