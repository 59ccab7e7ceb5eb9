"""What every chart needs and none should restate: look, size, header, source line, files.

A chapter module gives a :class:`Picture`: a tidy frame, a function that draws it, and the words.
The function is called once for each form of :mod:`casebook.telling.drawing.forms`.
"""

from __future__ import annotations

import json
import textwrap
from collections.abc import Sequence
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

from casebook.telling.drawing.chart_files import SCREEN, write_whole
from casebook.telling.drawing.colours import INK_ON_MARKS, MIRRORED, contrast, luminance
from casebook.telling.drawing.forms import ON_PAGES, WHOLE, Form, drawn_as, width
from casebook.telling.drawing.pictures import Picture
from casebook.telling.markup import visible

_POINTS = 72

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
    """Return a figure as wide as its form and its axes (an array if there are several).

    ``height`` is that of the plotting area in inches; the header and the source line are added by
    :func:`render`. Other options go to ``matplotlib.pyplot.subplots``.
    """
    return plt.subplots(rows, columns, figsize=(width(), height), layout="constrained", **options)


def text_on(colour: str) -> str:
    """Return white or ink, whichever reads better on the colour, in every scheme."""
    colour = mpl.colors.to_hex(colour)
    if contrast(colour, "#ffffff") >= contrast(colour, INK_ON_MARKS):
        return "white"
    return INK if luminance(colour) > MIRRORED else INK_ON_MARKS


def legible(colour: str) -> str:
    """Return the colour, darkened as far as words in it need on white (contrast of WCAG AA)."""
    colour = mpl.colors.to_hex(colour)
    while contrast(colour, "#ffffff") < 4.5:
        colour = mpl.colors.to_hex([0.95 * c for c in mpl.colors.to_rgb(colour)])
    return colour


def render(picture: Picture, credit: str, form: Form = WHOLE) -> Figure:
    """Return the finished chart in a form; the whole form bears title, subtitle and credit."""
    with mpl.rc_context(style()), drawn_as(form):
        figure = picture.draw(picture.frame)
        if form.whole:
            _frame(figure, picture, credit)
        figure.get_layout_engine().execute(figure)
        _settle(figure)
    plt.close(figure)
    return figure


def _frame(figure: Figure, picture: Picture, credit: str) -> None:
    """Make room above and below a drawing, and write title, subtitle and credit there."""
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
    below_title = 1 - (5 + 15 * len(title)) / height
    look = {"ha": "left", "linespacing": 1.2}
    quiet = {**look, "color": GREY}
    figure.text(
        0.008, 1 - 3 / height, "\n".join(title), fontsize=12, weight="bold", va="top", **look
    )
    figure.text(0.008, below_title, "\n".join(subtitle), fontsize=10, va="top", **quiet)
    figure.text(0.008, 2 / height, "\n".join(foot), fontsize=8.5, va="bottom", **quiet)


def _settle(figure: Figure) -> None:
    """Fix the axes where the layout put them, to a millionth of the figure.

    The layout's last digits change from run to run, and ids in the SVG are hashes of them.
    """
    with mpl.rc_context({"figure.constrained_layout.use": False, "figure.autolayout": False}):
        figure.set_layout_engine(None)  # what stood in its place would lay out again at each save
    for ax in figure.axes:
        ax.set_position([round(value, 6) for value in ax.get_position(original=True).bounds])


def save(picture: Picture, figure: Figure, credit: str, marks: Sequence[str], folder: Path) -> None:
    """Write a chart's files into the folder: to take away, and for its page.

    ``<name>.svg``, ``.png`` and ``.csv`` are the finished chart, given as ``figure``, and its rows.
    The text of the SVG is text: the PDF, which shows the same file, holds the font. In the
    subfolder for the screen lie the drawings of each form and, as ``.json``, the words around them
    and which rows of the data are drawn; ``marks`` say what each row's mark says.
    """
    (folder / SCREEN).mkdir(parents=True, exist_ok=True)
    pixels = BytesIO()
    with mpl.rc_context(style()):
        figure.savefig(pixels, format="png", metadata={"Software": None})
    rows = picture.frame.to_csv(index=False, lineterminator="\n")
    write_whole(folder / f"{picture.name}.svg", _svg(figure))
    write_whole(folder / f"{picture.name}.png", pixels.getvalue())
    write_whole(folder / f"{picture.name}.csv", rows.encode("utf-8"))
    for form in ON_PAGES:
        drawing = _svg(render(picture, credit, form), facecolor="none")
        write_whole(folder / SCREEN / f"{picture.name}.{form.name}.svg", drawing)
    words = {word: visible(getattr(picture, word)) for word in ("title", "subtitle", "alt")}
    drawn = {cited.table: [row.key for row in cited.rows] for cited in picture.rests_on}
    about = {"marks": [visible(said) for said in marks], "rows": drawn, **words}
    record = json.dumps(about, ensure_ascii=False)
    write_whole(folder / SCREEN / f"{picture.name}.json", record.encode("utf-8"))


def _svg(figure: Figure, **options: object) -> bytes:
    """Return a drawing as SVG with its text as text, the same bytes for the same drawing."""
    written = BytesIO()
    with mpl.rc_context(style()):
        undated = {"Date": None, "Creator": None}
        figure.savefig(written, format="svg", metadata=undated, **options)
    # Two spaces between words are two spaces, as matplotlib measured them.
    return written.getvalue().replace(b"<svg ", b'<svg xml:space="preserve" ', 1)
