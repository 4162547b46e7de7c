"""Take the pictures of the README's maps: open each in a browser, off the network, and write palette PNGs.

Usage: python -m tools.pictures [MAPS] [PICTURES]      (maps/ and docs/pictures/ of the project)
"""

from __future__ import annotations

import base64
import shutil
import struct
import sys
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[1]
DESKTOP, PHONE = (1400, 900), (390, 844)
MOST_BYTES = 200_000
COLOURS = 256
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
PIXELS = """async (png) => {
  const image = new Image();
  image.src = 'data:image/png;base64,' + png;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = image.width;
  canvas.height = image.height;
  const context = canvas.getContext('2d');
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, image.width, image.height);
  let text = '';
  for (let i = 0; i < data.length; i += 32768) text += String.fromCharCode(...data.subarray(i, i + 32768));
  return [image.width, image.height, btoa(text)];
}"""


@dataclass(frozen=True)
class Picture:
    """One picture of a map, after something was done on its page."""

    name: str
    page: str
    size: tuple[int, int] = DESKTOP
    before: Callable[[Any], None] = lambda _page: None


def _select(page: Any) -> None:
    page.locator(".pick").first.click()


def _changes(page: Any) -> None:
    page.locator(".views").get_by_role("button", name="Changes").click()


def _day_before(page: Any) -> None:
    page.locator(".views input").focus()
    page.keyboard.press("ArrowLeft")


PICTURES = (
    Picture("by-pk", "by-ru-kz-uz-af-pk"),
    Picture("by-pk-selected", "by-ru-kz-uz-af-pk", before=_select),
    Picture("by-pk-phone", "by-ru-kz-uz-af-pk", PHONE),
    Picture("changes", "uap-built", before=_changes),
    Picture("changes-phone", "uap-built", PHONE, _changes),
    Picture("dates", "by-pk-dates", before=_day_before),
    Picture("dates-phone", "by-pk-dates", PHONE, _day_before),
)


def main(maps: Path, folder: Path) -> None:
    """Write all pictures of the maps in a folder. Exits where a map is missing or a picture is too big."""
    browser = shutil.which("chromium")
    if browser is None:
        sys.exit("chromium is not installed: the pictures are taken with it")
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=browser, args=FLAGS)
        for picture in PICTURES:
            page = maps / f"{picture.page}.html"
            if not page.is_file():
                sys.exit(f"there is no {page}: make maps draws it")
            png = taken(opened, page, picture)
            if len(png) > MOST_BYTES:
                sys.exit(f"{picture.name} has {len(png)} bytes, more than {MOST_BYTES}")
            (folder / f"{picture.name}.png").write_bytes(png)
            print(f"{picture.name}.png {len(png) / 1000:.0f} kB")
        opened.close()


def taken(browser: Any, file: Path, picture: Picture) -> bytes:
    """Return the picture of a page as a PNG of at most 256 colours."""
    width, height = picture.size
    phone = width < 700
    context = browser.new_context(
        viewport={"width": width, "height": height},
        device_scale_factor=2 if phone else 1,
        color_scheme="light",
        reduced_motion="reduce",
        offline=True,
    )
    page = context.new_page()
    page.goto(file.resolve().as_uri())
    page.wait_for_timeout(300)
    picture.before(page)
    page.wait_for_timeout(300)
    wide, high, text = page.context.new_page().evaluate(PIXELS, base64.b64encode(page.screenshot()).decode())
    context.close()
    pixels = np.frombuffer(base64.b64decode(text), np.uint8).reshape(high, wide, 4)[:, :, :3]
    return palette_png(pixels)


def palette_png(pixels: np.ndarray) -> bytes:
    """Return an image, rows × columns × RGB, as a PNG of the colours that are most of it, others as their nearest."""
    high, wide, _ = pixels.shape
    flat = pixels.reshape(-1, 3).astype(np.int64)
    codes = (flat[:, 0] << 16) + (flat[:, 1] << 8) + flat[:, 2]
    found, inverse, counts = np.unique(codes, return_inverse=True, return_counts=True)
    colours = np.stack([found >> 16, found >> 8 & 255, found & 255], axis=1)
    palette = _palette(colours, counts)
    nearest = np.concatenate(
        [
            ((part[:, None, :] - palette[None, :, :]) ** 2).sum(axis=2).argmin(axis=1)
            for part in np.array_split(colours, max(1, len(colours) // 4096))
        ]
    )
    rows = nearest[inverse].astype(np.uint8).reshape(high, wide)
    raw = np.concatenate([np.zeros((high, 1), np.uint8), rows], axis=1).tobytes()
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        _chunk(kind, data)
        for kind, data in (
            (b"IHDR", struct.pack(">IIBBBBB", wide, high, 8, 3, 0, 0, 0)),
            (b"PLTE", palette.astype(np.uint8).tobytes()),
            (b"IDAT", zlib.compress(raw, 9)),
            (b"IEND", b""),
        )
    )


def _palette(colours: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """Return at most 256 colours: each time the one that is worst served, by its distance and how much there is."""
    if len(colours) <= COLOURS:
        return colours
    chosen = [int(counts.argmax())]
    distance = ((colours - colours[chosen[0]]) ** 2).sum(axis=1)
    while len(chosen) < COLOURS:
        chosen.append(int((distance * np.sqrt(counts)).argmax()))
        distance = np.minimum(distance, ((colours - colours[chosen[-1]]) ** 2).sum(axis=1))
    return colours[chosen]


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


if __name__ == "__main__":
    given = [Path(word) for word in sys.argv[1:]]
    main(*(given or [ROOT / "maps", ROOT / "docs" / "pictures"]))
