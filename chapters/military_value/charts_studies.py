"""The tables of the studies, of what was read of them, and of the substitutes by name."""

from __future__ import annotations

import pandas as pd

from casebook.reasoning.evidence import Evidence
from casebook.telling.pictures import Table, table
from chapters.military_value import WORDS

_VIEWS, _STUDIES, _PART = "effectiveness_claims", "studies_both_ways", "partly_read"
_SUBSTITUTES = "substitutes_by_name"


def studies_both_ways(evidence: Evidence) -> pd.DataFrame:
    """Return the works whose main conclusion is known, one row a work, in order of date.

    Columns: ``source``, ``who``, ``year``, ``conclusion``, ``side`` (of the conclusion),
    ``points`` (list of pairs: point in our words, its side), ``read`` (``whole``, ``part``, missing
    if the note on the source does not say).
    """
    rows = evidence[_VIEWS].dropna(subset=["main_conclusion"])
    works = [
        {
            "source": source,
            "who": of_work["stated_by"].iloc[0],
            "year": of_work["date"].iloc[0][:4],
            "conclusion": of_work["main_conclusion"].iloc[0],
            "side": of_work["conclusion_direction"].iloc[0],
            "points": list(zip(of_work["claim"], of_work["direction"], strict=True)),
            "read": of_work["read"].iloc[0],
        }
        for source, of_work in rows.groupby("source", sort=False)
    ]
    columns = ["source", "who", "year", "conclusion", "side", "points", "read"]
    return pd.DataFrame(works, columns=columns).sort_values("year", kind="stable")


def table_studies(evidence: Evidence) -> Table:
    """Return the table of the studies, each with its conclusion before the points used."""
    frame = studies_both_ways(evidence)
    says = WORDS.entry(_STUDIES)
    sides = says["sides"]
    frame = frame.assign(
        side=frame["side"].map(sides),
        points=[
            "; ".join(f"{point} ({sides[side]})" for point, side in each)
            for each in frame["points"]
        ],
        read=frame["read"].fillna(says["unknown"]),
    )
    return table(WORDS, _STUDIES, frame.reset_index(drop=True))


def partly_read(evidence: Evidence) -> pd.DataFrame:
    """Return the texts of which only a part was read: ``who``, ``year``, ``title``, ``grade``.

    One row a source that a study, a test, an official view or an observed effect was taken from.
    """
    rows = evidence[_VIEWS]
    firm = rows["basis"].ne("commentary") | rows["observed"].eq(True).fillna(False)
    rows = rows[firm & rows["read"].eq("part").fillna(False)].drop_duplicates("source")
    sources = evidence.package.sources
    return pd.DataFrame(
        {
            "who": rows["stated_by"],
            "year": rows["date"].fillna(rows["known_from"]).str[:4],
            "title": [sources.loc[key, "title"] for key in rows["source"]],
            "grade": rows["confidence"],
        }
    ).reset_index(drop=True)


def table_partly_read(evidence: Evidence) -> Table:
    """Return the table of the texts of which only a part was read."""
    return table(WORDS, _PART, partly_read(evidence))


def _figures(rows: pd.DataFrame, *kinds: str) -> list[str]:
    """Return the figures of these kinds in words, in the order of the rows."""
    units = WORDS.entry(_SUBSTITUTES)["units"]
    return [
        WORDS.say(
            _SUBSTITUTES,
            "figure",
            {
                "low": row.value,
                "high": None if pd.isna(row.value_high) else row.value_high,
                "unit": units[row.unit],
                "weak": row.confidence == "weak",
            },
        )
        for row in rows[rows["kind"].isin(kinds) & rows["value"].notna()].itertuples()
    ]


def _effects(rows: pd.DataFrame) -> list[str]:
    """Return what studies and official papers say of a weapon, each after its main conclusion."""
    return [
        WORDS.say(
            _SUBSTITUTES,
            "said",
            {
                "by": row.stated_by,
                "year": row.date[:4],
                "conclusion": row.main_conclusion,
                "point": row.claim,
            },
        )
        for row in rows.dropna(subset=["main_conclusion"]).itertuples()
    ]


def substitutes_by_name(evidence: Evidence) -> pd.DataFrame:
    """Return the weapons named as substitutes with price, numbers, standing and effect, in words.

    Columns: ``weapon`` (key), ``price``, ``held``, ``standing``, ``effect``: lists of sentences,
    empty where no row of this book gives any.
    """
    known, studied = evidence["substitutes"], evidence[_VIEWS]
    found = []
    for weapon in WORDS.entry(_SUBSTITUTES)["weapons"]:
        rows = known[known["weapon"].eq(weapon)]
        said = rows[rows["kind"].isin(("effect",))]["statement"]
        found.append(
            {
                "weapon": weapon,
                "price": _figures(rows, "price"),
                "held": _figures(rows, "stock", "order"),
                "standing": list(rows[rows["kind"].isin(("status", "limit"))]["statement"]),
                "effect": [
                    *_effects(studied[studied["weapon"].eq(weapon).fillna(False)]),
                    *said,
                ],
            }
        )
    return pd.DataFrame(found)


def table_substitutes(evidence: Evidence) -> Table:
    """Return the table of the substitutes by name."""
    frame = substitutes_by_name(evidence)
    says = WORDS.entry(_SUBSTITUTES)
    told = frame.drop(columns="weapon").map(lambda each: "; ".join(each) or says["none"])
    told.insert(0, "weapon", frame["weapon"].map(says["weapons"]))
    return table(WORDS, _SUBSTITUTES, told)
