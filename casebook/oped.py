"""Chapter "What does the op-ed claim?": the claims as they stand, before any is tested."""

from __future__ import annotations

import pandas as pd
import seaborn as sns
from matplotlib.figure import Figure

from casebook.reasoning.evidence import Evidence
from casebook.telling.charts import GREY, SMALL, Picture, canvas, text_on
from casebook.telling.wording import capitalised, counted, listed

WEIGHTS = ("core", "supporting", "rhetorical")
_COLOURS = {"core": "#1a1a1a", "supporting": "#8a8a8a", "rhetorical": "#dcdcdc"}


def numbers(evidence: Evidence) -> dict[str, object]:
    """Return the numbers of this chapter's prose."""
    tally = evidence["claims"]["weight"].value_counts()
    return {"claims": len(evidence["claims"]), **{w: int(tally.get(w, 0)) for w in WEIGHTS}}


def listing(evidence: Evidence) -> pd.DataFrame:
    """Return all claims as a table to print."""
    claims = evidence["claims"]
    return pd.DataFrame(
        {
            "Claim": claims["id"],
            "Paragraph": claims["paragraph"],
            "In our words": claims["paraphrase"],
            "Kind": claims["kind"].str.replace("_", " "),
            "Weight": claims["weight"],
        }
    )


def voices(evidence: Evidence) -> pd.DataFrame:
    """Return the replies to the op-ed and the like arguments of others as a table to print."""
    records = evidence["oped_records"]
    records = records[records["item_type"].isin(("reply", "similar_for", "similar_against"))]
    return pd.DataFrame(
        {
            "Date": records["date"],
            "Title": records["title"],
            "Where": records["outlet"],
            "Stance": records["stance"].str.replace("_", " "),
        }
    ).sort_values("Date")


def chart_kinds(evidence: Evidence) -> Picture:
    """Chart of the claims by kind and weight."""
    claims = evidence["claims"]
    frame = (
        pd.crosstab(claims["kind"], claims["weight"])
        .reindex(columns=list(WEIGHTS), fill_value=0)
        .rename_axis(columns=None)
        .reset_index()
    )
    frame["kind"] = frame["kind"].str.replace("_", " ")
    frame["all"] = frame[list(WEIGHTS)].sum(axis=1)
    frame = frame.sort_values("all", ignore_index=True)
    open_kinds = int(frame.loc[frame["kind"].isin(("causal", "predictive")), "all"].sum())
    values = int(frame.loc[frame["kind"].eq("normative"), "all"].sum())
    return Picture(
        name="claims_by_kind",
        frame=frame,
        draw=draw_kinds,
        title=(
            f"{len(claims) - open_kinds - values} claims state facts, {open_kinds} causes or "
            f"predictions, {values} values"
        ),
        subtitle="Number of claims by kind and weight",
        caption=(
            "Facts, quotations, figures and law can be checked. Causes and predictions can be set "
            "against evidence. Values can be weighed, not checked."
        ),
        alt="; ".join(
            f"{row['kind']}: {row['all']} claims, {row['core']} of them core"
            for _, row in frame.iloc[::-1].iterrows()
        )
        + ".",
        sources=("oped_militarytimes",),
    )


def draw_kinds(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_kinds`."""
    figure, ax = canvas(2.9)
    start = pd.Series(0, index=frame.index)
    for weight in WEIGHTS:
        ax.barh(frame["kind"], frame[weight], left=start, color=_COLOURS[weight], height=0.7)
        for y, (left, number) in enumerate(zip(start, frame[weight], strict=True)):
            if number:
                ax.text(
                    left + number / 2,
                    y,
                    number,
                    ha="center",
                    va="center",
                    fontsize=SMALL,
                    color=text_on(_COLOURS[weight]),
                )
        start += frame[weight]
    top = frame.iloc[-1]
    edge = 0
    for weight in WEIGHTS:
        ax.text(edge, len(frame) - 0.45, weight, fontsize=SMALL, color=GREY, va="bottom")
        edge += max(top[weight], 4)
    ax.set(xticks=[], ylim=(-0.6, len(frame) + 0.1))
    ax.spines[["left", "bottom"]].set_visible(False)
    return figure


def chart_paragraphs(evidence: Evidence) -> Picture:
    """Chart of where in the op-ed the claims stand: one mark a claim, by paragraph."""
    claims = evidence["claims"]
    frame = claims[["id", "paragraph", "weight"]].copy()
    frame["place"] = frame.groupby("paragraph").cumcount() + 1
    core = frame[frame["weight"].eq("core")]
    tally = frame["paragraph"].value_counts()
    most = int(tally.max())
    fullest = sorted(tally.index[tally.eq(most)])
    where = f"paragraph{'s' if len(fullest) > 1 else ''} {listed(map(str, fullest))}"
    make = "make" if len(fullest) > 1 else "makes"
    return Picture(
        name="claims_by_paragraph",
        frame=frame,
        draw=draw_paragraphs,
        title=f"Core claims run through the whole op-ed; {where} {make} the most claims",
        subtitle="Each mark is one claim, by paragraph of the op-ed",
        caption="Paragraphs of the body text are counted; headings and linked headlines are not.",
        alt=(
            f"Marks over {frame['paragraph'].max()} paragraphs. {capitalised(where)} {make} "
            f"{counted(most, 'claim')}{' each' if len(fullest) > 1 else ''}. {len(core)} marks "
            f"are core, found in {core['paragraph'].nunique()} paragraphs."
        ),
        sources=("oped_militarytimes",),
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
        hue_order=WEIGHTS,
        style_order=WEIGHTS,
        palette=_COLOURS,
        markers={"core": "s", "supporting": "o", "rhetorical": "D"},
        s=42,
        edgecolor="#595959",
        linewidth=0.4,
        ax=ax,
    )
    ax.legend(title=None, ncols=3, loc="lower left", bbox_to_anchor=(-0.02, 1), handletextpad=0.1)
    ax.set(yticks=[], ylabel="", xlabel="Paragraph", ylim=(0.4, frame["place"].max() + 0.6))
    ax.spines["left"].set_visible(False)
    return figure
