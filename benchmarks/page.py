"""Measures the map page: its bytes, and how long a browser takes to the first frame, a zoom and a pan.

Run from the repository with the development extra installed and chromium on the path: python benchmarks/page.py
First is the second animation frame after the page's load; zoom and pan end two frames after they begin.
"""

from __future__ import annotations

import gzip
import shutil
import statistics
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
from playwright.sync_api import Browser, sync_playwright

from corridor import plan
from corridor.data import World
from corridor.maps import page
from corridor.model import Corridor, Plan

SEQUENCE = ("BY", "RU", "KZ", "UZ", "AF", "PK")
RUNS = 5
VERTICES = 100_000
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run")
FIRST = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now()))))"
STEP = """(what) => new Promise((done) => {
  const map = window[document.querySelector('.folium-map').id];
  const start = performance.now();
  what === 'zoom' ? map.setZoom(map.getZoom() + 1, { animate: false }) : map.panBy([300, 150], { animate: false });
  requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - start)));
})"""
COUNT = "() => document.querySelectorAll('*').length"


def dense(asked: Plan, vertices: int) -> Plan:
    """Return the plan with about so many vertices in its lines, each a little off the way so that it is kept."""
    noise = np.random.default_rng(1)
    have = sum(len(leg.line) for corridor in asked.corridors for leg in corridor.legs)
    times = max(vertices // max(have, 1), 1)

    def jittered(corridor: Corridor) -> Corridor:
        legs = []
        for leg in corridor.legs:
            line = np.array(leg.line, float)
            if len(line) > 1:
                at = np.linspace(0, len(line) - 1, len(line) * times)
                line = np.c_[[np.interp(at, np.arange(len(line)), axis) for axis in line.T]].T
                line[1:-1] += noise.normal(0, 0.006, (len(line) - 2, 2))
            legs.append(replace(leg, line=tuple(map(tuple, line.tolist()))))
        return replace(corridor, legs=tuple(legs))

    return replace(asked, corridors=tuple(map(jittered, asked.corridors)), detours=())


def pages(world: World) -> Iterator[tuple[str, str, int]]:
    """Yield what is measured: a name, the page, and the vertices of the lines before they are simplified."""
    for count in (1, 5, 20):
        asked = plan(SEQUENCE, k=count, world=world)
        yield (
            f"{len(asked.corridors)} of {count} asked, {len(asked.detours)} ways round",
            page(asked, world=world),
            vertices_of(asked),
        )
    many = dense(plan(SEQUENCE, world=world), VERTICES)
    yield f"{len(many.corridors)} with dense lines", page(many, world=world), vertices_of(many)


def vertices_of(asked: Plan) -> int:
    """Return how many points the lines of a plan have."""
    corridors = (*asked.corridors, *(detour.corridor for detour in asked.detours))
    return sum(len(leg.line) for corridor in corridors for leg in corridor.legs)


def measured(browser: Browser, file: Path) -> tuple[float, float, float, int]:
    """Return the medians of first frame, zoom and pan in ms, and the number of elements."""
    runs = []
    for _ in range(RUNS):
        context = browser.new_context(viewport={"width": 1400, "height": 900}, offline=True)
        opened = context.new_page()
        opened.goto(file.as_uri(), wait_until="load")
        first = opened.evaluate(FIRST)
        opened.wait_for_timeout(200)
        runs.append((first, *(opened.evaluate(STEP, what) for what in ("zoom", "pan")), opened.evaluate(COUNT)))
        context.close()
    first, zoom, pan, elements = (statistics.median(column) for column in zip(*runs, strict=True))
    return first, zoom, pan, int(elements)


def main() -> None:
    """Print the table."""
    world = World()
    print("| corridors | vertices | bytes | gzip | first ms | zoom ms | pan ms | elements |")
    print("|---|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=list(FLAGS))
        for number, (name, text, vertices) in enumerate(pages(world)):
            file = Path(folder) / f"{number}.html"
            file.write_text(text, encoding="utf-8")
            first, zoom, pan, elements = measured(browser, file)
            sizes = (len(text.encode()), len(gzip.compress(text.encode(), mtime=0)))
            counts = " | ".join(f"{count:,}" for count in (vertices, *sizes))
            print(f"| {name} | {counts} | {first:.0f} | {zoom:.0f} | {pan:.0f} | {elements:,} |")
        browser.close()


if __name__ == "__main__":
    main()
