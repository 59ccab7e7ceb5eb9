"""The colours of the book, measured as eyes, grey print and dark screens show them."""

from itertools import combinations, pairwise

import numpy as np
import pytest
from matplotlib.colors import to_hex

from casebook.telling.drawing.charts import text_on
from casebook.telling.drawing.colours import in_the_dark
from chapters.common import palette
from chapters.common.palette import COUNTRIES, DARK, STATUS, TILE_EDGE, VERDICTS

PALETTES = {"verdicts": VERDICTS, "status": STATUS, "countries": COUNTRIES}
GROUNDS = {"light": "#ffffff", "dark": "#121212"}
FRAMED = {VERDICTS["untested"], VERDICTS["a matter of values"]}
EYES = {
    "normal": np.eye(3),
    "deuteranopia": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "protanopia": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
}
"""What is left of linear red, green and blue (Machado, Oliveira and Fernandes 2009, severity 1)."""

TO_XYZ = np.array(
    [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
    ]
)
WHITE = np.array([0.95047, 1, 1.08883])


def linear(colour):
    part = np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)]) / 255
    return np.where(part <= 0.04045, part / 12.92, ((part + 0.055) / 1.055) ** 2.4)


def lab(colour, eye="normal"):
    """Return a colour in CIELAB, as an eye sees it."""
    seen = TO_XYZ @ np.clip(np.array(EYES[eye]) @ linear(colour), 0, 1) / WHITE
    root = np.where(seen > 0.008856, np.cbrt(seen), 7.787 * seen + 16 / 116)
    return np.array([116 * root[1] - 16, 500 * (root[0] - root[1]), 200 * (root[1] - root[2])])


def contrast(one, other):
    """Return the contrast of two colours as WCAG 2 has it."""
    dark, light = sorted(float((TO_XYZ @ linear(c))[1]) for c in (one, other))
    return (light + 0.05) / (dark + 0.05)


def shown(name, scheme):
    """Return the different colours of a palette in a scheme."""
    colours = dict.fromkeys(PALETTES[name].values())
    return [DARK[colour] if scheme == "dark" else colour for colour in colours]


@pytest.mark.parametrize("scheme", GROUNDS)
@pytest.mark.parametrize("name", PALETTES)
@pytest.mark.parametrize("eye", EYES)
def test_colours_of_a_palette_are_told_apart(name, scheme, eye):
    for one, other in combinations(shown(name, scheme), 2):
        assert np.linalg.norm(lab(one, eye) - lab(other, eye)) >= 15, (one, other)


@pytest.mark.parametrize("scheme", GROUNDS)
@pytest.mark.parametrize("name", PALETTES)
def test_colours_of_a_palette_differ_in_grey(name, scheme):
    darkness = sorted(lab(colour)[0] for colour in shown(name, scheme))
    assert min(b - a for a, b in pairwise(darkness)) >= 5, darkness


@pytest.mark.parametrize("scheme", GROUNDS)
@pytest.mark.parametrize("name", PALETTES)
def test_marks_stand_out_from_the_ground(name, scheme):
    """WCAG 2 AA for graphical objects: 3 to 1; by their frame where they are as light as paper."""
    edge = DARK[TILE_EDGE] if scheme == "dark" else TILE_EDGE
    framed = {DARK[colour] for colour in FRAMED} if scheme == "dark" else FRAMED
    for colour in shown(name, scheme):
        mark = edge if colour in framed else colour
        assert contrast(mark, GROUNDS[scheme]) >= 3, colour


def test_the_colours_of_verdicts_mean_verdicts_alone():
    own = set(VERDICTS.values()) - {"#ffffff"}
    for name, value in vars(palette).items():
        if name.isupper() and name not in ("VERDICTS", "STANDINGS", "DARK"):
            used = value.values() if isinstance(value, dict) else [value]
            assert not own & {colour for colour in used if isinstance(colour, str)}, name


@pytest.mark.parametrize("scheme", GROUNDS)
@pytest.mark.parametrize("name", PALETTES)
def test_words_on_a_mark_can_be_read(name, scheme):
    """WCAG 2 AA for words: 4.5 to 1, in whichever of black and white the charts choose.

    On a dark page white words become the ground, and dark ones stay.
    """
    for colour in dict.fromkeys(PALETTES[name].values()):
        ink, mark = to_hex(text_on(colour)), colour
        if scheme == "dark":
            ink, mark = in_the_dark(ink), DARK[colour]
        assert contrast(ink, mark) >= 4.5, colour
