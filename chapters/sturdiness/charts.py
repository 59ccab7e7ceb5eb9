"""The verdicts that move, as a chart and as tables."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from casebook.reasoning import book
from casebook.reasoning.claims import Verdict
from casebook.reasoning.sturdiness import moved
from casebook.telling.charts import GREY, SMALL, canvas, text_on
from casebook.telling.findings import Finding
from casebook.telling.markup import Block
from casebook.telling.pictures import Picture, Table, picture, table
from casebook.telling.show_claims import try_it
from casebook.telling.wording import listed, spelled
from casebook.telling.words import rows
from chapters.common.palette import VERDICTS
from chapters.sturdiness import WORDS
from chapters.sturdiness.facts import GROUPS, Choices, moves, readings

_TILES_ACROSS = 12

_FEW = 10
"""As many moves as an alt text lists one by one."""

_SOME = 2
"""As many readings of a term as the table names one by one."""

_MARKS = {
    Verdict.SUPPORTED: "S",
    Verdict.MOSTLY_SUPPORTED: "S−",
    Verdict.MISLEADING: "M",
    Verdict.CONTRADICTED: "C",
    Verdict.UNVERIFIABLE: "?",
    Verdict.EVIDENCE_FOR: "+",
    Verdict.MIXED: "±",
    Verdict.EVIDENCE_AGAINST: "−",
    Verdict.UNTESTED: "?",
}


def panel(choices: Choices, findings: Mapping[str, Finding]) -> Block:
    """Return the panel in which a reader chooses date, grades and definitions."""
    return try_it(choices.all, book.definitions(), findings)


def _under(variants: pd.DataFrame) -> str:
    """Return variants as a list in prose, many readings of one term as their number."""
    parts = list(variants.loc[variants["reading"].eq(""), "variant"])
    terms = book.definitions()
    for term, those in variants[variants["reading"].ne("")].groupby("variant", sort=False):
        named = listed(those["reading"])
        if len(those) > _SOME:
            named = f"{spelled(len(those))} of {len(terms[term])} readings"
        parts.append(f"{term}: {named}")
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
    """Return the chart of the claims whose verdict moves: one tile a move, by what moves it."""
    frame = moves(choices)
    told = []
    for group in GROUPS:
        those = frame[frame["group"].eq(group)]
        few = 0 < len(those) <= _FEW
        told.append(
            {"name": group, "claims": those["id"].nunique(), "few": few, "moves": rows(those)}
        )
    primary = frame.loc[frame["group"].eq("primary rows only"), "id"].nunique()
    return picture(
        WORDS,
        "verdicts_that_move",
        frame,
        draw_movers,
        (),
        tested=choices.tested,
        steady=choices.tested - len(choices.movers),
        primary_moves_most=primary > choices.variants["id"].nunique() / 4,
        told=told,
    )


def draw_movers(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_movers`."""
    lines = {g: -(-int(frame["group"].eq(g).sum()) // _TILES_ACROSS) for g in GROUPS}
    figure, ax = canvas(0.3 * sum(lines.values()) + 0.34 * len(GROUPS) + 0.55)
    y = 0.0
    for group in GROUPS:
        those = frame[frame["group"].eq(group)].sort_values(["verdict", "id"])
        number = those["id"].nunique() or "no move"
        ax.text(0, y + 0.5, group, weight="semibold", va="center")
        ax.text(_TILES_ACROSS, y + 0.5, number, ha="right", va="center", color=GREY)
        for place, (claim, verdict) in enumerate(zip(those["id"], those["verdict"], strict=True)):
            down, across = divmod(place, _TILES_ACROSS)
            _draw_tile(ax, across, y + 1 + down, claim, Verdict(verdict))
        y += 1.35 + lines[group]
    _draw_key(ax, y + 0.2, {Verdict(verdict) for verdict in frame["verdict"]})
    ax.set(xlim=(0, _TILES_ACROSS), ylim=(y + 1.6, 0))
    ax.axis("off")
    return figure


def _draw_tile(ax: Axes, x: float, y: float, claim: str, verdict: Verdict) -> None:
    colour = VERDICTS[verdict]
    ax.add_patch(Rectangle((x + 0.04, y + 0.05), 0.92, 0.88, facecolor=colour, linewidth=0))
    look = {"ha": "center", "va": "center", "fontsize": SMALL, "color": text_on(colour)}
    ax.text(x + 0.5, y + 0.49, f"{claim[1:]}{_MARKS[verdict]}", **look)


def _draw_key(ax: Axes, y: float, present: set[Verdict]) -> None:
    """Write what each mark in the tiles means, verdicts that share a mark together."""
    meanings: dict[str, list[str]] = {}
    for verdict, mark in _MARKS.items():
        meanings.setdefault(mark, []).append(str(verdict))
    marks = {_MARKS[verdict] for verdict in present}
    ordered = sorted((m for m in meanings if m in marks), key=lambda mark: mark == "?")
    key = ",  ".join(f"{mark} {' or '.join(meanings[mark])}" for mark in ordered)
    look = {"fontsize": SMALL, "color": GREY, "va": "top", "linespacing": 1.3}
    ax.text(0, y, textwrap.fill(key, 78), **look)
