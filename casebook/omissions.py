"""Chapter "What the op-ed leaves out": facts on which the argument depends."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure

from casebook.reasoning.evidence import Evidence, some
from casebook.telling.charts import GREY, SIDE_COLOURS, SMALL, Picture, canvas
from casebook.telling.wording import spelled

_SIDES = {"supports": "helps the op-ed", "weakens": "hurts the op-ed", "neutral": "neither"}
_COLOURS = {
    "supports": SIDE_COLOURS["supports"],
    "weakens": SIDE_COLOURS["questions"],
    "neutral": SIDE_COLOURS["neutral"],
}


def weighed(evidence: Evidence) -> pd.DataFrame:
    """Return the omissions with their weight: the number of claims and core claims they touch.

    Columns: those of table ``omissions``, then ``claims_touched`` and ``core_touched``. Sorted by
    direction, then by core claims touched.
    """
    omissions = evidence["omissions"]
    weight = evidence["claims"].set_index("id")["weight"]
    touched = omissions["affects_claims"].str.split()
    return omissions.assign(
        claims_touched=touched.map(len),
        core_touched=touched.map(lambda ids: sum(weight.get(i) == "core" for i in ids)),
    ).sort_values(["direction", "core_touched", "id"], ascending=[True, False, True])


def numbers(evidence: Evidence) -> dict[str, object]:
    """Return the numbers of this chapter's prose."""
    table = weighed(evidence)
    tally = table["direction"].value_counts()
    late = len(table) - len(evidence.at_publication()["omissions"])
    return {
        "omissions": len(table),
        "helping": spelled(int(tally.get("supports", 0))),
        "hurting": spelled(int(tally.get("weakens", 0))),
        "neither": spelled(int(tally.get("neutral", 0))),
        "late": f"{spelled(late) if late else 'none'} became",
    }


def listing(evidence: Evidence, direction: str) -> pd.DataFrame:
    """Return the omissions of one direction as a table to print."""
    table = weighed(evidence)
    table = table[table["direction"].eq(direction)]
    return pd.DataFrame(
        {
            "Id": table["id"],
            "What is left out": table["omission"],
            "Why it matters": table["why_it_matters"],
            "Claims": table["affects_claims"].str.replace(" ", ", "),
            "Grade": table["confidence"],
        }
    )


def chart_omissions(evidence: Evidence) -> Picture:
    """Chart of the omissions by direction and by the number of core claims they touch."""
    table = some(weighed(evidence), "no omission is accepted")
    frame = table[["id", "direction", "core_touched", "claims_touched"]].copy()
    frame["place"] = frame.groupby(["direction", "core_touched"]).cumcount()
    tally = frame["direction"].value_counts()
    return Picture(
        name="omissions_by_weight",
        frame=frame,
        draw=draw_omissions,
        title=(
            f"Of {len(frame)} omitted facts, {spelled(int(tally.get('weakens', 0)))} would hurt "
            f"the op-ed's case and {spelled(int(tally.get('supports', 0)))} would help it"
        ),
        subtitle="Omitted facts by direction and number of core claims that each touches",
        caption=(
            "One mark a fact, with its number. What counts as an omission, and which way it cuts, "
            "is a judgement of this book; the tables below give each reason."
        ),
        alt=" ".join(
            f"{_SIDES[side].capitalize()}: {len(rows)} facts, touching up to "
            f"{rows['core_touched'].max()} core claims each."
            for side, rows in frame.groupby("direction")
        ),
        sources=("oped_militarytimes",),
    )


def draw_omissions(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_omissions`."""
    sides = [side for side in _SIDES if frame["direction"].eq(side).any()]
    heights = [frame.loc[frame["direction"].eq(side), "place"].max() + 1.6 for side in sides]
    figure, axes = canvas(
        0.2 * sum(heights) + 0.9,
        rows=len(sides),
        sharex=True,
        height_ratios=heights,
        squeeze=False,
    )
    axes = axes[:, 0]
    for ax, side in zip(axes, sides, strict=True):
        for mark in frame[frame["direction"].eq(side)].itertuples():
            ax.text(
                mark.core_touched,
                mark.place,
                mark.id,
                ha="center",
                va="center",
                fontsize=SMALL,
                weight="semibold",
                color="white",
                bbox={"facecolor": _COLOURS[side], "edgecolor": "none", "pad": 1.8},
            )
        ax.set_title(f"{_SIDES[side]} ({frame['direction'].eq(side).sum()})", color=_COLOURS[side])
        ax.set(ylim=(-0.7, frame.loc[frame["direction"].eq(side), "place"].max() + 0.7))
        ax.set(yticks=[], xlim=(-0.6, frame["core_touched"].max() + 0.6))
        ax.spines[["left", "bottom"]].set_visible(False)
        ax.set_xticks(range(int(frame["core_touched"].max()) + 1))
        ax.tick_params(length=0)
    axes[-1].set_xlabel("Core claims touched", color=GREY)
    return figure
