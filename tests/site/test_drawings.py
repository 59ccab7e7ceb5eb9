"""Every chart in both forms of a page: its text is large enough, apart, and within the drawing."""

from itertools import combinations
from unittest.mock import patch

import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text

from casebook.telling.drawing.charts import render
from casebook.telling.drawing.forms import NARROW, ON_PAGES, Form
from tests.site.drawings import pictures

LEAST = 11
"""Height of the least text in CSS pixels on a phone of 360 pixels."""
OVERLAP, OUTSIDE = 1.5, 2
"""What may overlap or stick out, in points: empty edges of the letters' boxes."""


def written(figure: Figure) -> list[tuple[str, float, tuple[float, float, float, float]]]:
    """Return each text that is drawn, its size, and its box in points."""
    found, whole, draw = [], 72 / figure.dpi, Text.draw

    def record(text, renderer, *rest, **more):
        if text.get_visible() and text.get_text().strip():
            box = Text.get_window_extent(text, renderer)
            found.append((text.get_text(), text.get_fontsize(), tuple(box.extents * whole)))
        return draw(text, renderer, *rest, **more)

    with patch.object(Text, "draw", record):
        figure.draw_without_rendering()
    return found


def faults(figure: Figure, form: Form) -> list[str]:
    """Return what is wrong with the text of a drawing."""
    said = []
    texts, high = written(figure), figure.get_figheight() * 72
    for text, size, (left, low, right, top) in texts:
        pixels = size * form.pixels / form.points
        if form is NARROW and pixels < LEAST - 0.01:
            said.append(f"{pixels:.1f} px: {text!r}")
        out = max(-left, -low, right - form.points, top - high)
        if out > OUTSIDE:
            said.append(f"{out:.0f} pt outside: {text!r}")
    for (one, _, a), (other, _, b) in combinations(texts, 2):
        across = min(a[2], b[2]) - max(a[0], b[0])
        down = min(a[3], b[3]) - max(a[1], b[1])
        if min(across, down) > OVERLAP:
            said.append(f"{one!r} on {other!r}")
    return said


@pytest.fixture(scope="module")
def drawn():
    return {
        (name, form.name): faults(render(picture, "", form), form)
        for name, (picture, _) in pictures().items()
        for form in ON_PAGES
    }


def test_text_of_charts_is_large_enough_apart_and_within(drawn):
    assert {key: said for key, said in drawn.items() if said} == {}
