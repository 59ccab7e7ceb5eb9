"""The claims by kind, weight and paragraph, before any is tested."""

from __future__ import annotations

import pandas as pd
import seaborn as sns
from matplotlib.figure import Figure

from casebook.reasoning.evidence import Evidence
from casebook.telling.charts import GREY, SMALL, canvas, text_on
from casebook.telling.pictures import Picture, Table, picture, table
from casebook.telling.words import rows
from chapters.common.palette import MARK_EDGE, WEIGHTS
from chapters.oped import WORDS

_REPLIES = ("reply", "similar_for", "similar_against")


def _plain(column: pd.Series) -> pd.Series:
    """Return terms of the register as words."""
    return column.str.replace("_", " ")


def table_claims(evidence: Evidence) -> Table:
    """Return all claims in the op-ed's order."""
    claims = evidence["claims"]
    return table(WORDS, "claims", claims.assign(kind=_plain(claims["kind"])))


def table_voices(evidence: Evidence) -> Table:
    """Return the replies to the op-ed and the like arguments of others, by date."""
    voices = evidence.pick("oped_records", item_type=_REPLIES)
    voices = voices.assign(stance=_plain(voices["stance"])).sort_values("date")
    return table(WORDS, "voices", voices)


def chart_kinds(evidence: Evidence) -> Picture:
    """Return the chart of the claims by kind and weight."""
    claims = evidence["claims"]
    frame = (
        pd.crosstab(_plain(claims["kind"]), claims["weight"])
        .reindex(columns=list(WEIGHTS), fill_value=0)
        .rename_axis(columns=None)
        .reset_index()
    )
    frame["all"] = frame[list(WEIGHTS)].sum(axis=1)
    frame = frame.sort_values("all", ignore_index=True)
    causes = int(claims["kind"].isin(("causal", "predictive")).sum())
    values = int(claims["kind"].eq("normative").sum())
    number = {"facts": len(claims) - causes - values, "causes": causes, "values": values}
    cited = evidence.cites(("oped_records", ("M01",)))
    most_first = rows(frame.iloc[::-1])
    return picture(
        WORDS, "claims_by_kind", frame, draw_kinds, cited, most_first=most_first, **number
    )


def draw_kinds(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_kinds`."""
    figure, ax = canvas(2.9)
    start = pd.Series(0, index=frame.index)
    for weight, colour in WEIGHTS.items():
        ax.barh(frame["kind"], frame[weight], left=start, color=colour, height=0.7)
        look = {"ha": "center", "va": "center", "fontsize": SMALL, "color": text_on(colour)}
        for y, (left, number) in enumerate(zip(start, frame[weight], strict=True)):
            if number:
                ax.text(left + number / 2, y, number, **look)
        start += frame[weight]
    edge = 0
    for weight in WEIGHTS:
        ax.text(edge, len(frame) - 0.45, weight, fontsize=SMALL, color=GREY, va="bottom")
        edge += max(frame.iloc[-1][weight], 4)
    ax.set(xticks=[], ylim=(-0.6, len(frame) + 0.1))
    ax.spines[["left", "bottom"]].set_visible(False)
    return figure


def chart_paragraphs(evidence: Evidence) -> Picture:
    """Return the chart of where in the op-ed the claims stand: one mark a claim, by paragraph."""
    frame = evidence["claims"][["id", "paragraph", "weight"]].copy()
    frame["place"] = frame.groupby("paragraph").cumcount() + 1
    core, tally = frame[frame["weight"].eq("core")], frame["paragraph"].value_counts()
    return picture(
        WORDS,
        "claims_by_paragraph",
        frame,
        draw_paragraphs,
        evidence.cites(("oped_records", ("M01",))),
        fullest=[str(number) for number in sorted(tally.index[tally.eq(tally.max())])],
        most=int(tally.max()),
        paragraphs=frame["paragraph"].max(),
        core=len(core),
        core_paragraphs=core["paragraph"].nunique(),
    )


def draw_paragraphs(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_paragraphs`."""
    figure, ax = canvas(2.1)
    sns.scatterplot(
        frame,
        x="paragraph",
        y="place",
        hue="weight",
        style="weight",
        hue_order=list(WEIGHTS),
        style_order=list(WEIGHTS),
        palette=WEIGHTS,
        markers={"core": "s", "supporting": "o", "rhetorical": "D"},
        s=42,
        edgecolor=MARK_EDGE,
        linewidth=0.4,
        ax=ax,
    )
    ax.legend(title=None, ncols=3, loc="lower left", bbox_to_anchor=(-0.02, 1), handletextpad=0.1)
    ax.set(yticks=[], ylabel="", xlabel="Paragraph", ylim=(0.4, frame["place"].max() + 0.6))
    ax.spines["left"].set_visible(False)
    return figure
