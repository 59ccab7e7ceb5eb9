"""The chart of the events since the op-ed, claim by claim."""

from __future__ import annotations

import textwrap

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from casebook.reasoning.evidence import Evidence
from casebook.telling.drawing.charts import GREY, SMALL, canvas, legible
from casebook.telling.drawing.forms import width
from casebook.telling.drawing.marks import say
from casebook.telling.drawing.pictures import Picture, picture
from chapters.common.days import of_book
from chapters.common.palette import BAND
from chapters.common.palette import SIDES as COLOURS
from chapters.predictions import WORDS
from chapters.predictions.facts import CAUSES, DUE, PART, SIDES, bearing, by_claim

_LOOKS = {
    "supports": ("^", COLOURS["supports"]),
    "weakens": ("v", COLOURS["questions"]),
    "neutral": ("o", COLOURS["neutral"]),
}
"""Marker and colour of the events that point a claim's way, the other way, and neither."""

_LINE, _STEP, _PAD, _HEAD = 0.16, 0.14, 0.06, 0.28
"""Heights in inches: a line of words, a mark, the margin of a box, the heading of a group."""

_ACROSS = 4
"""Marks side by side in one of the three columns."""

_LETTERS = 15.5
"""Letters on an inch of words."""


def chart_predictions(evidence: Evidence) -> Picture:
    """Return the chart of the events by prediction, grouped by standing, and by causal claim."""
    frame, events = by_claim(evidence), bearing(evidence)
    shown = evidence.cites(("aftermath", events[events["claim"].isin(frame["claim"])]))
    words, said = WORDS.entry("sides"), []
    for claim, those in frame.groupby("claim", sort=False):
        count = those["direction"].value_counts()
        some = [f"{count[side]} {words[side]}" for side in SIDES if side in count]
        said.append({"claim": claim, "group": those["group"].iloc[0], "events": some})
    predictions = [each["group"] for each in said if each["group"] != CAUSES]
    return picture(
        WORDS,
        "predictions",
        frame,
        draw_events,
        shown or evidence.cites(("claims", evidence["claims"])),
        published=evidence.published,
        known_to=of_book(evidence),
        said=said,
        total=len(predictions),
        due=predictions.count(DUE),
        part=predictions.count(PART),
    )


def draw_events(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_predictions`: a box a claim, with its words and its events."""
    room = width() - (_ACROSS * _STEP + _PAD) * len(SIDES)
    boxes, heads, y, group = [], [], _HEAD, None
    for _, those in frame.groupby("claim", sort=False):
        first = those.iloc[0]
        if first["group"] != group:
            group = first["group"]
            heads.append((y, group))
            y += _HEAD
        text = textwrap.wrap(f"{first['claim']}  {first['paraphrase']}", int(room * _LETTERS))
        most = those["direction"].value_counts().max() if those["direction"].notna().any() else 0
        inside = max(_LINE * len(text), _STEP * -(-most // _ACROSS))
        boxes.append((y, inside + 2 * _PAD, text, those))
        y += inside + 3 * _PAD
    figure, ax = canvas(y)
    columns = [room + place * (_ACROSS * _STEP + _PAD) for place in range(len(SIDES))]
    for x, side in zip(columns, SIDES, strict=True):
        look = {"color": legible(_LOOKS[side][1]), "weight": "semibold", "fontsize": SMALL}
        ax.text(x, _HEAD / 2, WORDS.entry("sides")[side], va="center", **look)
    for top, name in heads:
        ax.text(0, top + _HEAD / 2, name.capitalize(), weight="bold", va="center")
    for box in boxes:
        _draw_box(ax, columns, *box)
    ax.set(xlim=(0, width()), ylim=(y, 0))
    ax.axis("off")
    return figure


def _draw_box(
    ax: Axes, columns: list[float], y: float, height: float, text: list[str], those: pd.DataFrame
) -> None:
    """Draw the box of one claim: its words, and a mark for each of its events."""
    ax.add_patch(Rectangle((0, y), width(), height, facecolor=BAND, linewidth=0, zorder=0))
    ax.text(_PAD, y + _PAD, "\n".join(text), va="top", fontsize=SMALL, linespacing=1.2)
    if those["direction"].isna().all():
        note = {"fontsize": SMALL, "color": GREY, "style": "italic", "va": "top"}
        ax.text(columns[0], y + _PAD, "no event here", **note)
    for x, (side, (shape, colour)) in zip(columns, _LOOKS.items(), strict=True):
        events = those[those["direction"].eq(side).fillna(False)]
        for place, (row, event) in enumerate(events.iterrows()):
            down, across = divmod(place, _ACROSS)
            at = x + _STEP * (across + 0.5), y + _PAD + _STEP * (down + 0.5)
            inside = "white" if event["grade"] == "weak" else colour
            look = {"marker": shape, "markersize": 6, "color": colour, "markerfacecolor": inside}
            (mark,) = ax.plot(*at, **look)
            say(mark, row)
