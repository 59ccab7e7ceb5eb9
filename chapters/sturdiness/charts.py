"""The verdicts that move, as a chart and as tables."""

from __future__ import annotations

import textwrap

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from casebook.reasoning import book
from casebook.reasoning.sturdiness import moved
from casebook.telling.drawing.charts import GREY, SMALL, canvas, text_on
from casebook.telling.drawing.forms import width
from casebook.telling.drawing.marks import say
from casebook.telling.drawing.pictures import Picture, Table, picture, table
from casebook.telling.wording import listed, spelled
from chapters.common.palette import VERDICTS
from chapters.sturdiness import WORDS
from chapters.sturdiness.facts import GROUPS, PRIMARY, Choices, moves, readings

_SOME = 2
"""As many readings of a term as the table names one by one."""

_BOX, _BETWEEN, _LINE, _PAD = 1.06, 0.16, 0.16, 0.05
"""Width of a verdict's box and of the room for the arrow, heights of a line and of a margin."""

_LETTERS = 15.5
"""Letters on an inch of words."""


def _under(variants: pd.DataFrame) -> str:
    """Return variants as a list in prose, many readings of one term as their number."""
    parts = list(variants.loc[variants["reading"].eq(""), "variant"])
    terms = book.definitions()
    for term, those in variants[variants["reading"].ne("")].groupby("variant", sort=False):
        name = str(term).replace("_", " ")
        if len(those) > _SOME:
            parts.append(f"{spelled(len(those))} of {len(terms[term])} readings of “{name}”")
        else:
            named = listed(f"“{reading}”" for reading in those["reading"])
            parts.append(f"“{name}” read as {named}")
    return "; ".join(parts)


def table_moves(choices: Choices) -> Table:
    """Return what moves: the claim, its verdict in the book, and each other one with where."""
    claims = choices.evidence["claims"].set_index("id")["paraphrase"]
    lines = []
    for claim_id, group in moved(choices.variants).groupby("id"):
        elsewhere = [f"{verdict} ({_under(those)})" for verdict, those in group.groupby("verdict")]
        lines.append(
            {
                "claim": claim_id,
                "paraphrase": claims[claim_id],
                "in_the_book": group["in_the_book"].iloc[0],
                "elsewhere": "; ".join(elsewhere),
            }
        )
    return table(WORDS, "moves", pd.DataFrame(lines))


def table_definitions(_: Choices) -> Table:
    """Return every definition that a reader can choose."""
    return table(WORDS, "definitions", readings())


def chart_movers(choices: Choices) -> Picture:
    """Return the chart of the claims whose verdict moves when only primary rows are accepted."""
    frame = moves(choices)
    counts = {group: frame.loc[frame["group"].eq(group), "id"].nunique() for group in GROUPS}
    primary = frame[frame["group"].eq(PRIMARY)].drop(columns="group").reset_index(drop=True)
    said = choices.evidence["claims"].set_index("id")["paraphrase"]
    primary.insert(1, "paraphrase", primary["id"].map(said))
    return picture(
        WORDS,
        "verdicts_that_move",
        primary,
        draw_movers,
        (),
        tested=choices.tested,
        steady=choices.tested - len(choices.movers),
        primary=counts[PRIMARY],
        counts=[{"name": group, "claims": number} for group, number in counts.items()],
    )


def draw_movers(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_movers`: a line a claim, from its verdict in the book to the other."""
    left = width() - 2 * _BOX - _BETWEEN
    lines, y = [], 0.3
    for row, claim in frame.iterrows():
        words = f"{claim['id']}  {claim['paraphrase']}"
        text = textwrap.wrap(words, int((left - _PAD) * _LETTERS))
        lines.append((row, y, text, claim))
        y += _LINE * len(text) + 2 * _PAD
    figure, ax = canvas(y)
    places = {"in_the_book": left, "verdict": left + _BOX + _BETWEEN}
    for x, head in zip(places.values(), ("in the book", "primary only"), strict=True):
        ax.text(x, 0.12, head, va="center", fontsize=SMALL, color=GREY)
    for row, top, text, claim in lines:
        ax.text(0, top, "\n".join(text), va="top", fontsize=SMALL, linespacing=1.2)
        ax.text(left + _BOX + _BETWEEN / 2, top + _LINE / 2, "→", ha="center", va="center")
        for column, x in places.items():
            colour = VERDICTS[claim[column]]
            box = Rectangle((x, top - 0.01), _BOX, _LINE + 0.03, facecolor=colour, linewidth=0)
            say(ax.add_patch(box), row)
            look = {"ha": "center", "va": "center", "fontsize": SMALL, "color": text_on(colour)}
            ax.text(x + _BOX / 2, top + _LINE / 2, claim[column], **look)
    ax.set(xlim=(0, width()), ylim=(y, 0))
    ax.axis("off")
    return figure
