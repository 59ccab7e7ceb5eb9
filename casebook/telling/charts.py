"""What every chart needs and none should restate: look, size, header, source line, files.

A chapter module gives a :class:`Picture`: a tidy frame, a function that draws it, and the words. A
chart is drawn 340 points wide, so that on a 360 pixel phone, where it fills the screen, its text is
10.6 pixels high and nothing but the source line is below 9.5.
"""

from __future__ import annotations

import textwrap
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path

import font_source_sans_pro
import matplotlib as mpl
import matplotlib.pyplot as plt
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from casebook.telling.chart_files import PRINT, write_whole
from casebook.telling.pictures import Picture

_POINTS = 72

WIDTH = 340 / _POINTS
"""Width of every chart in inches."""

SMALL = 9
"""The least size of text in a chart, in points; the common size is the style's 10."""

INK, GREY, PALE = "#1a1a1a", "#595959", "#d9d9d9"


@cache
def _register_fonts() -> None:
    files = Path(font_source_sans_pro.__file__).parent / "files"
    for weight in ("Regular", "Semibold", "Bold", "It"):
        font_manager.fontManager.addfont(files / f"SourceSansPro-{weight}.ttf")
    # The style falls back on DejaVu, which has no semibold: its bold stands for it.
    known = font_manager.fontManager.ttflist
    bold = next(f for f in known if f.fname.endswith("DejaVuSans-Bold.ttf"))
    known.append(replace(bold, weight=600))


def style() -> dict[str, object]:
    """Return the book's chart style as matplotlib parameters, its fonts being registered."""
    _register_fonts()
    return dict(
        mpl.rc_params_from_file(
            Path(__file__).with_name("style.mplstyle"),
            fail_on_error=True,
            use_default_template=False,
        )
    )


def canvas(
    height: float, rows: int = 1, columns: int = 1, **options: object
) -> tuple[Figure, Axes]:
    """Return a figure of the book's width and its axes (an array if there are several).

    ``height`` is that of the plotting area in inches; the header and the source line are added by
    :func:`render`. Other options go to ``matplotlib.pyplot.subplots``.
    """
    return plt.subplots(rows, columns, figsize=(WIDTH, height), layout="constrained", **options)


def _luminance(colour: str) -> float:
    """Return the relative luminance of a colour as WCAG 2 defines it, from 0 to 1."""
    channels = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
        for c in mpl.colors.to_rgb(colour)
    ]
    return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2]


def text_on(colour: str) -> str:
    """Return black or white, whichever reads better on the colour."""
    return "white" if _luminance(colour) < 0.179 else INK


def legible(colour: str) -> str:
    """Return the colour, darkened as far as words in it need on white (contrast of WCAG AA)."""
    while 1.05 / (_luminance(colour) + 0.05) < 4.5:
        colour = mpl.colors.to_hex([0.95 * c for c in mpl.colors.to_rgb(colour)])
    return colour


def render(picture: Picture, credit: str) -> Figure:
    """Return the finished chart: drawn, with title, subtitle and, at its foot, the credit."""
    with mpl.rc_context(style()):
        figure = picture.draw(picture.frame)
        title = textwrap.wrap(picture.title, 54)
        subtitle = textwrap.wrap(picture.subtitle, 66)
        foot = textwrap.wrap(credit, 80)
        head_points = 15 * len(title) + 13 * len(subtitle) + 10
        foot_points = 11 * len(foot) + 6
        height = figure.get_figheight() * _POINTS + head_points + foot_points
        figure.set_figheight(height / _POINTS)
        figure.get_layout_engine().set(
            rect=(0, foot_points / height, 1, 1 - (head_points + foot_points) / height)
        )
        line = {"ha": "left", "va": "top", "linespacing": 1.2}
        figure.text(0.008, 1 - 3 / height, "\n".join(title), fontsize=12, weight="bold", **line)
        figure.text(
            0.008,
            1 - (5 + 15 * len(title)) / height,
            "\n".join(subtitle),
            fontsize=10,
            color=GREY,
            **line,
        )
        figure.text(
            0.008,
            2 / height,
            "\n".join(foot),
            fontsize=8.5,
            color=GREY,
            ha="left",
            va="bottom",
            linespacing=1.2,
        )
        figure.draw_without_rendering()
        _settle(figure)
    plt.close(figure)
    return figure


def _settle(figure: Figure) -> None:
    """Fix the axes where the layout put them, to a millionth of the figure.

    The layout's last digits change from run to run, and ids in the SVG are hashes of them.
    """
    figure.set_layout_engine("none")
    for ax in figure.axes:
        ax.set_position([round(value, 6) for value in ax.get_position(original=True).bounds])


def save(picture: Picture, figure: Figure, folder: Path) -> None:
    """Write ``<name>.svg``, ``.png`` and ``.csv`` of a finished chart into the folder.

    ``print/<name>.svg`` is the same chart with its text as text. The PDF holds the font, so that it
    needs no outlines: it is half as large, made faster, and its charts can be searched. A browser
    may lack the font.
    """
    (folder / PRINT).mkdir(parents=True, exist_ok=True)
    undated = {"Date": None, "Creator": None}
    screen, pixels, printed = BytesIO(), BytesIO(), BytesIO()
    with mpl.rc_context(style()):
        figure.savefig(screen, format="svg", metadata=undated)
        figure.savefig(pixels, format="png", metadata={"Software": None})
    with mpl.rc_context({**style(), "svg.fonttype": "none"}):
        figure.savefig(printed, format="svg", metadata=undated)
    # Two spaces between words are two spaces, as matplotlib measured them.
    in_print = printed.getvalue().replace(b"<svg ", b'<svg xml:space="preserve" ', 1)
    rows = picture.frame.to_csv(index=False, lineterminator="\n")
    write_whole(folder / f"{picture.name}.svg", screen.getvalue())
    write_whole(folder / f"{picture.name}.png", pixels.getvalue())
    write_whole(folder / PRINT / f"{picture.name}.svg", in_print)
    write_whole(folder / f"{picture.name}.csv", rows.encode("utf-8"))
