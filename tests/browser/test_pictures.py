"""The pictures of the README's maps: small, and what the browser showed."""

import base64

import numpy as np
import pytest

from corridor.pages import draw_dates
from tests.browser.versions import by_date
from tools.pictures import COLOURS, MOST_BYTES, PHONE, PICTURES, PIXELS, Picture, palette_png, taken


def decoded(counter, png):
    wide, high, text = counter.evaluate(PIXELS, base64.b64encode(png).decode())
    return np.frombuffer(base64.b64decode(text), np.uint8).reshape(high, wide, 4)[:, :, :3].astype(int)


def test_few_colours_are_kept_to_the_bit(counter):
    image = np.array([[[1, 2, 3], [250, 0, 9]], [[0, 114, 178], [1, 2, 3]]], np.uint8)
    assert (decoded(counter, palette_png(image)) == image).all()


def test_many_colours_come_close(counter):
    across, down = np.meshgrid(np.arange(200), np.arange(100))
    image = np.stack([across, down * 2, (across + down) // 2], axis=2).astype(np.uint8)
    image[:50] = (244, 241, 234)
    shown = decoded(counter, palette_png(image))
    assert len(np.unique(shown.reshape(-1, 3), axis=0)) <= COLOURS
    assert (shown[:50] == (244, 241, 234)).all(), "what there is most of is exact"
    assert np.abs(shown - image).max() < 30


@pytest.mark.parametrize("size", [(900, 600), PHONE])
def test_a_page_is_taken_after_what_was_done_on_it(browser, counter, world, tmp_path, size):
    file = tmp_path / "x.html"
    file.write_text(draw_dates(by_date(), world=world).text(), encoding="utf-8")
    there = taken(browser, file, Picture("a", "x", size))
    moved = taken(browser, file, Picture("a", "x", size, lambda page: page.locator(".views input").press("Home")))
    assert there != moved
    assert len(there) < MOST_BYTES
    scale = 2 if size == PHONE else 1
    assert decoded(counter, there).shape == (size[1] * scale, size[0] * scale, 3)


def test_names_are_their_own():
    assert len({picture.name for picture in PICTURES}) == len(PICTURES)
