"""The grades of the rows, the scales of verdicts, and where rules leave the tests set before."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from casebook.reasoning.claims import MEANINGS, SCALES, outcome
from casebook.reasoning.evidence import GRADES, Evidence
from casebook.telling.drawing.charts import INK, SMALL, canvas
from casebook.telling.drawing.marks import say
from casebook.telling.drawing.pictures import Picture, Table, picture, table
from chapters.common.package import share
from chapters.common.palette import GRADE_HATCHES
from chapters.common.palette import GRADES as COLOURS
from chapters.common.verdicts import Examined
from chapters.method import WORDS


def table_scales(_: Evidence) -> Table:
    """Return the verdicts with the kinds of claim they are open to and what they mean."""
    lines = [
        {
            "verdict": str(verdict),
            "open_to": ", ".join(
                kind.replace("_", " ") for kind, scale in SCALES.items() if verdict in scale
            ),
            "meaning": meaning,
            "outcome": outcome(verdict),
        }
        for verdict, meaning in MEANINGS.items()
    ]
    return table(WORDS, "scales", pd.DataFrame(lines))


def table_departures(examined: Examined) -> Table:
    """Return every claim whose rungs depart from the test set before, with how and why."""
    lines = [
        {
            "claim": claim_id,
            "confirm": finding.claim.would_confirm or "—",
            "refute": finding.claim.would_refute or "—",
            "departs": finding.departs,
            "helps": finding.departure_helps,
        }
        for claim_id, finding in examined.findings.items()
        if finding.departs
    ]
    return table(WORDS, "departures", pd.DataFrame(lines))


def table_publishers(evidence: Evidence) -> Table:
    """Return the highest grades by kind of publisher, with how many sources are of that kind."""
    frames = evidence.package.frames
    kinds = ["kind", "editorial_control"]
    publishers = frames["publishers"].set_index("id")[kinds]
    number = frames["sources"].join(publishers, on="publisher").groupby(kinds).size()
    rules = frames["publisher_grades"].join(number.rename("sources"), on=kinds)
    rules["sources"] = rules["sources"].fillna(0).astype(int)
    order = [rules[name].map(list(GRADES).index) for name in ("own_words_grade", "highest_grade")]
    rules = rules.assign(own=order[0], others=order[1]).sort_values(["own", "others", *kinds])
    columns = [*kinds, "sources", "own_words_grade", "highest_grade"]
    return table(WORDS, "publishers", rules[columns].reset_index(drop=True))


def by_part(evidence: Evidence) -> pd.DataFrame:
    """Return the number of rows of each grade in each part of the data.

    Columns: ``part``, then one a grade.
    """
    resources, frames = evidence.package.resources, evidence.package.frames
    graded = {name: frame for name, frame in frames.items() if "confidence" in frame}
    rows = pd.concat(
        [
            pd.DataFrame({"part": resources[name]["casebook:part"], "grade": frame["confidence"]})
            for name, frame in graded.items()
        ]
    )
    return (
        pd.crosstab(rows["part"], rows["grade"])
        .reindex(columns=list(GRADES), fill_value=0)
        .rename_axis(columns=None)
        .reset_index()
    )


def chart_grades(evidence: Evidence) -> Picture:
    """Return the chart of the grades of the rows of each part of the data."""
    shares = {"primary_share": share(evidence, "primary"), "weak_share": share(evidence, "weak")}
    return picture(WORDS, "grades_by_part", by_part(evidence), draw_grades, (), **shares)


def draw_grades(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_grades`: a bar a part of the data, under its name."""
    figure, ax = canvas(0.48 * len(frame) + 0.3)
    total = frame[list(GRADES)].sum(axis=1)
    start = pd.Series(0.0, index=frame.index)
    for grade in GRADES:
        share_of, colour = 100 * frame[grade] / total, COLOURS[grade]
        look = {"color": colour, "hatch": GRADE_HATCHES.get(grade), "edgecolor": INK}
        bars = ax.barh(frame.index, share_of, left=start, linewidth=0.4, height=0.4, **look)
        for row, bar in enumerate(bars):
            say(bar, row)
        start += share_of
    for row, part in enumerate(frame["part"]):
        ax.text(0, row - 0.4, f"{part} ({total[row]:,} rows)", fontsize=SMALL, va="center")
    key = [Patch(facecolor=COLOURS[g], hatch=GRADE_HATCHES.get(g), edgecolor=INK) for g in GRADES]
    where = {"loc": "lower left", "bbox_to_anchor": (0, 1), "borderaxespad": 0}
    ax.legend(key, list(GRADES), ncols=3, fontsize=SMALL, handlelength=1, **where)
    ax.set(xlim=(0, 100), ylim=(len(frame) - 0.6, -0.7), yticks=[])
    ax.spines["left"].set_visible(False)
    return figure
