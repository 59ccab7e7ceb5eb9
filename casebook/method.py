"""Chapter "How do we test?": the scales, the grades and the rules, as tables."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure

from casebook.data.dates import in_words
from casebook.reasoning.claims import MEANINGS, SCALES, outcome
from casebook.reasoning.evidence import GRADES, PUBLICATION, Evidence
from casebook.telling.charts import INK, Picture, canvas
from casebook.telling.wording import percent

_GRADE_COLOURS = {"primary": "#1b5e8c", "secondary": "#8cb9dc", "weak": "#f0c571"}
_GRADE_HATCHES = {"weak": "////"}
"""The second cue: in grey print weak and secondary are of like darkness."""


def graded_rows(evidence: Evidence) -> pd.Series:
    """Return the number of rows of each grade over all tables, best grade first."""
    grades = pd.concat(
        [frame["confidence"] for frame in evidence.package.frames.values() if "confidence" in frame]
    )
    return grades.value_counts().reindex(list(GRADES), fill_value=0)


def numbers(evidence: Evidence) -> dict[str, object]:
    """Return the numbers of this chapter's prose."""
    rows = graded_rows(evidence)
    checks = evidence["spot_checks"]["result"].value_counts()
    return {
        "rows": int(rows.sum()),
        "primary_share": percent(rows["primary"] / rows.sum()),
        "weak_share": percent(rows["weak"] / rows.sum(), 1),
        "tables": len(evidence.package.frames),
        "sources": len(evidence["sources"]),
        "published": in_words(PUBLICATION),
        "data_date": in_words(evidence.as_of),
        "spot_checks": len(evidence["spot_checks"]),
        "confirmed": int(checks.get("confirmed", 0)),
        "corrections": len(evidence["corrections"]),
        "level": percent(0.95),
    }


def scales() -> pd.DataFrame:
    """Return the verdicts with the kinds of claim they are open to and what they mean."""
    return pd.DataFrame(
        [
            {
                "Verdict": str(verdict),
                "Open to": ", ".join(
                    kind.replace("_", " ") for kind, scale in SCALES.items() if verdict in scale
                ),
                "Meaning": meaning,
                "Counted as": outcome(verdict),
            }
            for verdict, meaning in MEANINGS.items()
        ]
    )


def corrections(evidence: Evidence) -> pd.DataFrame:
    """Return the declared departures from a source as a table to print."""
    table = evidence["corrections"]
    return pd.DataFrame(
        {
            "Id": table["id"],
            "Table": table["table"],
            "Row": table["row"],
            "Column": table["column"],
            "Printed": table["value_in_source"],
            "Used": table["value_used"],
            "Why": table["reason"],
        }
    )


def chart_grades(evidence: Evidence) -> Picture:
    """Chart of the grades of the rows of each part of the data."""
    parts = {
        name: resource.get("casebook:part", "")
        for name, resource in evidence.package.resources.items()
    }
    rows = pd.concat(
        [
            pd.DataFrame({"part": parts[name], "grade": frame["confidence"]})
            for name, frame in evidence.package.frames.items()
            if "confidence" in frame
        ]
    )
    frame = (
        pd.crosstab(rows["part"], rows["grade"])
        .reindex(columns=list(GRADES), fill_value=0)
        .rename_axis(columns=None)
        .reset_index()
    )
    total = graded_rows(evidence)
    return Picture(
        name="grades_by_part",
        frame=frame,
        draw=draw_grades,
        title=(
            f"{percent(total['primary'] / total.sum())} of the rows come from the publisher's own "
            f"text, {percent(total['weak'] / total.sum(), 1)} from weak sources"
        ),
        subtitle="Share of rows by grade in each part of the data, percent",
        caption=(
            "Primary: the publisher's own text was read, often in part. Secondary: a reliable "
            "second-hand source. Weak: an informal source only."
        ),
        alt="; ".join(
            f"{row['part']}: {row['primary']} primary, {row['secondary']} secondary, "
            f"{row['weak']} weak rows"
            for _, row in frame.iterrows()
        )
        + ".",
        sources=("oped_militarytimes",),
    )


def draw_grades(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_grades`."""
    figure, ax = canvas(2.2)
    total = frame[list(GRADES)].sum(axis=1)
    start = pd.Series(0.0, index=frame.index)
    names = frame["part"].str.cat(total.map("{:,}".format).radd(" (").add(" rows)"))
    for grade in GRADES:
        share = 100 * frame[grade] / total
        ax.barh(
            names,
            share,
            left=start,
            color=_GRADE_COLOURS[grade],
            hatch=_GRADE_HATCHES.get(grade),
            edgecolor=INK,
            linewidth=0.4,
            height=0.7,
            label=grade,
        )
        start += share
    ax.legend(ncols=3, loc="lower left", bbox_to_anchor=(0, 1), borderaxespad=0, handlelength=1)
    ax.set(xlim=(0, 100))
    ax.spines["left"].set_visible(False)
    ax.invert_yaxis()
    return figure
