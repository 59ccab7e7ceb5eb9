"""The claims by kind, weight and paragraph, before any is tested."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import seaborn as sns
from matplotlib.figure import Figure

from casebook.reasoning.evidence import Evidence
from casebook.telling.drawing.charts import SMALL, canvas, text_on
from casebook.telling.drawing.pictures import Picture, Table, picture, table
from casebook.telling.findings import Finding
from casebook.telling.markup import Block
from casebook.telling.overview.marked_text import marked_text
from casebook.telling.words import rows
from chapters.common.palette import WEIGHTS
from chapters.oped import WORDS

_REPLIES = ("reply", "similar_for", "similar_against")


def _plain(column: pd.Series) -> pd.Series:
    """Return terms of the register as words."""
    return column.str.replace("_", " ")


def marked(findings: Mapping[str, Finding]) -> Block:
    """Show the op-ed paragraph by paragraph, in our words, with its claims and their verdicts."""
    says = {number: " ".join(text.split()) for number, text in WORDS.entry("paragraphs").items()}
    return marked_text(says, findings.values())


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
    frame = frame.sort_values("all", ascending=False, ignore_index=True)
    causes = int(claims["kind"].isin(("causal", "predictive")).sum())
    values = int(claims["kind"].eq("normative").sum())
    number = {"facts": len(claims) - causes - values, "causes": causes, "values": values}
    cited = evidence.cites(("oped_records", ("M01",)))
    most_first = rows(frame)
    return picture(
        WORDS, "claims_by_kind", frame, draw_kinds, cited, most_first=most_first, **number
    )


def draw_kinds(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_kinds`."""
    figure, ax = canvas(2.9)
    claims = frame.melt("kind", list(WEIGHTS), var_name="weight", value_name="claims")
    sns.histplot(
        claims,
        y="kind",
        hue="weight",
        weights="claims",
        palette=WEIGHTS,
        hue_order=list(WEIGHTS)[::-1],
        multiple="stack",
        shrink=0.7,
        alpha=1,
        linewidth=0,
        ax=ax,
    )
    for bars, weight in zip(ax.containers, WEIGHTS, strict=True):
        labels = [int(bar.get_width()) or "" for bar in bars]
        look = {"fontsize": SMALL, "color": text_on(WEIGHTS[weight])}
        ax.bar_label(bars, labels=labels, label_type="center", **look)
    sns.move_legend(ax, "lower right", title="", frameon=False, reverse=True)
    ax.set(xticks=[], xlabel="", ylabel="")
    ax.spines[["left", "bottom"]].set_visible(False)
    return figure
