"""The forms in which every chart is drawn: for a phone, for a desk, and whole, to take away.

A chart's function draws on ``charts.canvas``, which is as wide as the form that is being drawn. It
need not know which: sizes in points and heights in inches are those of all forms. What must fit a
width (words on lines, columns of tiles) asks :func:`width` or :func:`letters`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

_POINTS = 72


@dataclass(frozen=True)
class Form:
    """A form of a chart: ``points`` wide, shown ``pixels`` wide where there is room.

    ``whole`` says whether title, subtitle and credit stand in the drawing; a page writes them
    beside it.
    """

    name: str
    points: float
    pixels: int
    whole: bool = False


WHOLE = Form("whole", 340, 453, whole=True)
NARROW = Form("narrow", 340 * 9 / 11, 340)
"""As wide as a phone of 360 pixels has room; its least text, 9 points, is then 11 pixels high."""
WIDE = Form("wide", 540, 720)
"""A point is drawn as CSS means it: 4/3 pixels."""

ON_PAGES = (NARROW, WIDE)

_current: ContextVar[Form] = ContextVar("form", default=WHOLE)


@contextmanager
def drawn_as(form: Form) -> Iterator[None]:
    """Let all that is drawn within be drawn in a form."""
    before = _current.set(form)
    try:
        yield
    finally:
        _current.reset(before)


def width() -> float:
    """Return the width of the drawing in inches."""
    return _current.get().points / _POINTS


def is_wide() -> bool:
    """Return whether the drawing is for a desk."""
    return _current.get() is WIDE


def is_narrow() -> bool:
    """Return whether the drawing is for a phone."""
    return _current.get() is NARROW


def scaled(size: float) -> float:
    """Return a size that is right in the whole form, as large as the form has it.

    For the height of what keeps its shape, such as maps.
    """
    return size * _current.get().points / WHOLE.points


def letters(number: int) -> int:
    """Return how many letters fit on a line on which ``number`` fit in the whole form."""
    return int(scaled(number))
