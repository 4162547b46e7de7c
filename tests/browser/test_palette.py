"""The alternatives' colours can be told apart under every colour vision, and seen on the land."""

import re
from itertools import combinations

import numpy as np
import pytest

from corridor.maps import assets

# Machado, Oliveira and Fernandes 2009, severity 1, on linear RGB
VISIONS = {
    "normal": np.eye(3),
    "protan": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deutan": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
    "tritan": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
}
TO_LMS = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
TO_LAB = np.array(
    [
        [0.2104542553, 0.793617785, -0.0040720468],
        [1.9779984951, -2.428592205, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.808675766],
    ]
)


def linear(colour):
    part = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(part <= 0.04045, part / 12.92, ((part + 0.055) / 1.055) ** 2.4)


def oklab(rgb):
    return TO_LAB @ np.cbrt(TO_LMS @ np.clip(rgb, 0, 1))


def contrast(one, other):
    high, low = sorted((float(linear(c) @ (0.2126, 0.7152, 0.0722)) + 0.05 for c in (one, other)), reverse=True)
    return high / low


def themes():
    """Return the colours of each block of the style sheet that sets the palette."""
    blocks = re.findall(r"\{([^{}]*--alt-0[^{}]*)\}", assets.text("app.css"))
    return [dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block)) for block in blocks if "--land" in block]


def test_there_are_two_themes_and_the_dark_one_is_the_same_by_both_ways():
    light, dark, preferred = themes()
    assert dark == preferred
    assert light != dark


@pytest.mark.parametrize("theme", [0, 1])
def test_colours_stand_out(theme):
    colours = themes()[theme]
    palette = [colours[f"alt-{number}"] for number in range(8)]
    assert min(contrast(colour, colours["land"]) for colour in palette) >= 3
    for ink, paper in (("ink", "paper"), ("quiet", "paper"), ("closed", "closed-paper"), ("best", "best-paper")):
        assert contrast(colours[ink], colours[paper]) >= 4.5
    nearest = min(
        100 * float(np.linalg.norm(oklab(matrix @ linear(one)) - oklab(matrix @ linear(other))))
        for matrix in map(np.array, VISIONS.values())
        for one, other in combinations(palette, 2)
    )
    assert nearest >= 10
