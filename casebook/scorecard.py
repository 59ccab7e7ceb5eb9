"""Chapter "The scorecard": all verdicts together."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from casebook.data.dates import in_words
from casebook.reasoning.claims import OUTCOMES, Finding, outcome
from casebook.reasoning.evidence import Evidence
from casebook.telling.charts import (
    GREY,
    INK,
    SMALL,
    VERDICT_COLOURS,
    WIDTH,
    Picture,
    canvas,
    text_on,
)
from casebook.telling.wording import capitalised, counted, percent, spelled

_TILES_ACROSS = 13
# number: a rule of WCAG and the width of a phone
"""So few that on a phone 360 pixels wide each tile is over the 24 pixels that WCAG 2.5.8 asks."""

_LABEL, _BETWEEN = 0.62, 0.4
"""Height of a block's label and of the room between blocks, in tiles."""

_LETTERS = 9
"""How many letters of an outcome's name fit above its column."""


def verdicts(findings: Mapping[str, Finding]) -> pd.DataFrame:
    """Return one row a claim, in the op-ed's order.

    Columns: ``id``, ``paragraph``, ``topic``, ``kind``, ``weight``, ``paraphrase``, ``chapter``,
    ``at_publication``, ``now``, ``confidence``, ``outcome`` and ``outcome_then`` (a key of
    ``claims.OUTCOMES``). A claim not examined has ``not examined yet`` in their place.
    """
    rows = []
    for finding in findings.values():
        claim, then, now = finding.claim, finding.at_publication, finding.now
        rows.append(
            {
                "id": claim.id,
                "paragraph": claim.paragraph,
                "topic": claim.topic,
                "kind": claim.kind,
                "weight": claim.weight,
                "paraphrase": claim.paraphrase,
                "chapter": finding.chapter,
                "at_publication": str(then.verdict) if then else "not examined yet",
                "now": str(now.verdict) if now else "not examined yet",
                "confidence": now.confidence if now else "",
                "outcome": outcome(now.verdict) if now else "not examined yet",
                "outcome_then": outcome(then.verdict) if then else "not examined yet",
            }
        )
    return pd.DataFrame(rows)


def _number(table: pd.DataFrame, name: str) -> str:
    """Return how many claims come to an outcome, as it stands in a sentence."""
    return spelled(int(table["outcome"].eq(name).sum()))


def numbers(evidence: Evidence, findings: Mapping[str, Finding]) -> dict[str, object]:
    """Return the numbers of the front page's and the scorecard's prose."""
    table = verdicts(findings)
    core = table[table["weight"].eq("core")]
    tested = table[~table["outcome"].isin(("a matter of values", "not examined yet"))]
    keys = {name: name.replace(" ", "_") for name in OUTCOMES}
    return {
        "claims": len(table),
        "core": len(core),
        "tested": len(tested),
        "moved": spelled(int((table["at_publication"] != table["now"]).sum())),
        **{keys[name]: _number(table, name) for name in OUTCOMES},
        **{f"core_{keys[name]}": _number(core, name) for name in OUTCOMES},
        "holds_share": percent(tested["outcome"].eq("holds").mean()),
        "not_examined": int(table["outcome"].eq("not examined yet").sum()),
        "high": int(table["confidence"].eq("high").sum()),
        "data_date": in_words(evidence.as_of),
        "sources": len(evidence["sources"]),
        "tables": len(evidence.package.frames),
        "rows": sum(len(frame) for frame in evidence.package.frames.values()),
    }


def chart_verdicts(evidence: Evidence, findings: Mapping[str, Finding]) -> Picture:
    """Chart of all verdicts: one tile a claim, in blocks by what the verdict comes to."""
    table = verdicts(findings)
    frame = table[["id", "weight", "now", "outcome"]].rename(columns={"now": "verdict"})
    # As seen from the folder of the drawing, which is one below the book's first page.
    frame["card"] = [
        f"../chapters/{f.chapter}.html#{f.claim.anchor}" if f.chapter else None
        for f in findings.values()
    ]
    order = {name: place for place, name in enumerate([*OUTCOMES, "not examined yet"])}
    ranks = {v: rank for rank, v in enumerate(v for vs in OUTCOMES.values() for v in vs)}
    frame = frame.assign(
        block=frame["outcome"].map(order),
        rank=frame["verdict"].map(ranks).fillna(len(ranks)),
        lesser=frame["weight"].ne("core"),
    ).sort_values(["block", "rank", "lesser", "id"], ignore_index=True)
    # One place stays empty between the verdicts of a block: a second cue beside their colours.
    first = ~frame.duplicated(["block", "verdict"])
    frame["place"] = frame.groupby("block").cumcount() + first.groupby(frame["block"]).cumsum() - 1
    frame = frame.drop(columns=["rank", "lesser"])
    tally = table["outcome"].value_counts()
    tested = int(sum(tally.get(name, 0) for name in list(OUTCOMES)[:4]))
    core = table[table["weight"].eq("core")]["outcome"].value_counts()
    return Picture(
        name="all_verdicts",
        frame=frame,
        draw=draw_verdicts,
        title=(
            f"Of {tested} claims that can be put to a test, {tally.get('holds', 0)} hold, "
            f"{tally.get('right in part', 0)} are right in part, "
            f"{tally.get('does not hold', 0)} do not hold, {tally.get('cannot be told', 0)} cannot "
            "be told"
        ),
        subtitle=(
            f"All {len(table)} claims of the op-ed by verdict, with the data of "
            f"{in_words(evidence.as_of)}; core claims in bold with a frame"
        ),
        caption=(
            "One tile a claim, numbered in the op-ed's order. Counting claims is not weighing "
            "them: the scorecard lists each with its reasons."
        ),
        alt=" ".join(
            f"{name}: {counted(int(tally.get(name, 0)), 'claim')}, "
            f"{int(core.get(name, 0))} of them core."
            for name in OUTCOMES
        ),
        sources=("oped_militarytimes",),
    )


def draw_verdicts(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_verdicts`."""
    blocks = list(frame.groupby("outcome", sort=False))
    heights = [_LABEL + int(chosen["place"].max()) // _TILES_ACROSS + 1 for _, chosen in blocks]
    below = sum(heights) + _BETWEEN * (len(blocks) - 1)
    figure, ax = canvas(WIDTH / _TILES_ACROSS * below)
    top = 0.0
    for (name, chosen), height in zip(blocks, heights, strict=True):
        ax.text(0, top, f"{capitalised(name)}: {len(chosen)}", va="top", weight="semibold")
        # The verdicts in the block's order, so that colour is not the only key to them.
        listed = [f"{len(same)} {of}" for of, same in chosen.groupby("verdict", sort=False)]
        if list(chosen["verdict"].unique()) != [name]:
            words = ", ".join(listed)
            ax.text(_TILES_ACROSS, top, words, ha="right", va="top", fontsize=SMALL, color=GREY)
        for tile in chosen.itertuples():
            down, across = divmod(tile.place, _TILES_ACROSS)
            _draw_tile(ax, across, top + _LABEL + down, tile)
        top += height + _BETWEEN
    ax.set(xlim=(0, _TILES_ACROSS), ylim=(below, 0), aspect="equal")
    ax.axis("off")
    return figure


def _draw_tile(ax: Axes, left: float, top: float, tile: Any) -> None:
    """Draw the tile of a claim, a row of the frame, with the link to the claim's card."""
    colour = VERDICT_COLOURS.get(tile.verdict, "#ffffff")
    core = tile.weight == "core"
    ax.add_patch(
        Rectangle(
            (left + 0.04, top + 0.04),
            0.92,
            0.92,
            facecolor=colour,
            edgecolor=INK if core else "#9a9a9a",
            linewidth=1.1 if core else 0.4,
            url=tile.card,
        )
    )
    ax.text(
        left + 0.5,
        top + 0.53,
        tile.id[1:],
        ha="center",
        va="center",
        fontsize=SMALL,
        weight="bold" if core else "normal",
        color=text_on(colour),
    )


def chart_topics(evidence: Evidence, findings: Mapping[str, Finding]) -> Picture:
    """Chart of what the verdicts come to, by topic."""
    table = verdicts(findings)
    frame = (
        pd.crosstab(table["topic"], table["outcome"])
        .reindex(columns=list(OUTCOMES), fill_value=0)
        .rename_axis(columns=None)
        .reset_index()
    )
    frame["topic"] = frame["topic"].str.replace("_", " ").map(capitalised)
    frame["topic"] = frame["topic"].str.replace("Nato", "NATO")
    frame["all"] = frame[list(OUTCOMES)].sum(axis=1)
    frame = frame.sort_values(["holds", "all"], ignore_index=True)
    best, worst = frame.iloc[-1], frame.loc[frame["does not hold"].idxmax()]
    return Picture(
        name="verdicts_by_topic",
        frame=frame,
        draw=draw_topics,
        title=(
            f"Topic with most claims that hold: {best['topic']} ({best['holds']}); with most that "
            f"do not: {worst['topic']} ({worst['does not hold']})"
        ),
        subtitle=f"Number of claims by topic and verdict, {in_words(evidence.as_of)}",
        caption="Topics as the register of claims assigns them; each claim has one.",
        alt="; ".join(
            f"{row['topic']}: " + ", ".join(f"{row[name]} {name}" for name in OUTCOMES if row[name])
            for _, row in frame.iloc[::-1].iterrows()
        )
        + ".",
        sources=("oped_militarytimes",),
    )


def draw_topics(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_topics`."""
    figure, ax = canvas(0.27 * len(frame) + 0.7)
    for x, name in enumerate(OUTCOMES):
        colour = VERDICT_COLOURS[OUTCOMES[name][0]]
        for y, number in enumerate(frame[name]):
            if number:
                ax.scatter(x, y, s=32 * number, color=colour, edgecolor=INK, linewidth=0.4)
                ax.text(x + 0.34, y, number, va="center", fontsize=SMALL)
    ax.set_xticks(
        range(len(OUTCOMES)), [textwrap.fill(name, _LETTERS) for name in OUTCOMES], fontsize=SMALL
    )
    ax.set_yticks(range(len(frame)), frame["topic"])
    ax.tick_params(length=0, top=False, labeltop=True, labelbottom=False)
    ax.set(xlim=(-0.5, len(OUTCOMES) - 0.3), ylim=(-0.6, len(frame) - 0.4))
    ax.grid(axis="y")
    ax.spines[["left", "bottom"]].set_visible(False)
    return figure
