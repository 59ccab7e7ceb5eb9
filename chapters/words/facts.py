"""Offices, the making of the treaty, the acts of Rutte's government, the allies on the border."""

from __future__ import annotations

from datetime import date

import pandas as pd

from casebook.data.dates import earliest_day, latest_day
from casebook.reasoning.evidence import Evidence, remembered, some
from chapters.common.allies import border_allies, standing_of_allies

SECRETARY_GENERAL = "NATO Secretary General"
NORWAY = "Prime Minister of Norway"
NETHERLANDS = "Prime Minister of the Netherlands"

LAUNCHED, ADOPTED, SIGNED, IN_FORCE = "OP01", "OP09", "OP10", "OP13"
SIGNED_FOR_NORWAY, TAKES_UP = "OP11", "OP20"
"""Rows of ``oslo_process`` on the treaty and on Stoltenberg."""

_DAYS_A_YEAR = 365.25


def office_rows(evidence: Evidence) -> pd.DataFrame:
    """Return the rows of ``political_facts`` that date a term of office."""
    return evidence.pick("political_facts", category="office", term_mark=("start", "end", "held"))


@remembered
def terms(evidence: Evidence) -> pd.DataFrame:
    """Return who held which office when: ``person``, ``office``, ``start``, ``end`` (ISO days).

    ``end`` is missing while no accepted row records it. A term stands in ``political_facts`` as a
    start row and an end row, or as one row that gives both days.
    """
    evidence.rows("political_facts", category="office")
    rows, who = office_rows(evidence), ["person", "office"]
    marks = {
        mark: rows[rows["term_mark"].eq(mark)].groupby(who)["date_start"].last()
        for mark in ("start", "end")
    }
    held = rows[rows["term_mark"].eq("held")]
    whole = held.rename(columns={"term_start": "start", "term_end": "end"})
    frame = pd.concat([pd.DataFrame(marks).reset_index(), whole[[*who, "start", "end"]]])
    return frame.dropna(subset=["start"]).sort_values(["office", "start"], ignore_index=True)


def in_office(evidence: Evidence, office: str, day: date) -> list[str]:
    """Return the persons recorded as holding an office on a day, in order of their start."""
    held, iso = terms(evidence), day.isoformat()
    held = held[held["office"].eq(office) & held["start"].le(iso)]
    return list(held.loc[held["end"].isna() | held["end"].gt(iso), "person"])


def term_of(evidence: Evidence, person: str, office: str) -> pd.Series:
    """Return one term (see :func:`terms`)."""
    held = terms(evidence)
    held = held[held["person"].eq(person) & held["office"].eq(office)]
    return some(held, f"no accepted row dates the term of {person} as {office}").iloc[0]


def event_day(evidence: Evidence, row: str) -> date:
    """Return the first day of an event of ``oslo_process``."""
    return earliest_day(evidence.rows("oslo_process", id=row)["date"].iloc[0])


def years_between(first: date, second: date) -> float:
    """Return the time between two days in years."""
    return (second - first).days / _DAYS_A_YEAR


def since_signing(evidence: Evidence) -> float:
    """Return the years from the signing to Stoltenberg's first day at NATO."""
    return years_between(event_day(evidence, SIGNED), event_day(evidence, TAKES_UP))


def invasion(evidence: Evidence) -> date:
    """Return the day of the full-scale invasion of Ukraine (``timeline``, row TL01)."""
    return earliest_day(evidence.rows("timeline", id="TL01")["date"].iloc[0])


def years_of_war(evidence: Evidence) -> float:
    """Return the years from the invasion to the op-ed."""
    return years_between(invasion(evidence), evidence.published)


def government_acts(evidence: Evidence) -> pd.DataFrame:
    """Return the acts and statements on the treaty of the government that Rutte led, by date.

    Columns: ``date``, ``act``, ``grade``, ``id``, ``source``. Only those dated within his term as
    prime minister and before the op-ed.
    """
    term = term_of(evidence, "Rutte", NETHERLANDS)
    until = evidence.published.isoformat() if pd.isna(term["end"]) else term["end"]
    rows = evidence.pick("political_facts", category="rutte").dropna(subset=["act"])
    first = rows["date_start"].map(lambda day: earliest_day(day).isoformat())
    last = rows["date_start"].map(lambda day: latest_day(day).isoformat())
    rows = rows[first.ge(term["start"]) & last.lt(until)]
    rows = rows.rename(columns={"date_start": "date", "confidence": "grade"})
    columns = ["date", "act", "grade", "id", "source"]
    return rows[columns].sort_values(["date", "id"], ignore_index=True)


def policies(evidence: Evidence) -> dict[str, int]:
    """Return how many common policies on the treaty NATO has on record under Rutte.

    Keys: ``adopted`` and ``turned_down``, by the direction of rows of ``aftermath`` on NATO's
    leadership, and ``silent``, the texts among them that do not mention the treaty.
    """
    rows = evidence.pick("aftermath", kind="nato_leadership")
    silent = rows["speaks_of"].eq("neither").fillna(False)
    told = rows.loc[~silent, "direction"]
    return {
        "adopted": int(told.eq("supports").sum()),
        "turned_down": int(told.eq("weakens").sum()),
        "silent": int(silent.sum()),
    }


def own_words(evidence: Evidence) -> pd.DataFrame:
    """Return the rows of ``political_facts`` with words of Rutte's own, from before the op-ed."""
    rows = evidence.rows("political_facts", category="rutte")
    own = rows[rows["iso3"].isna() & rows["speaks_of"].isin(("convention", "weapon"))]
    early = [latest_day(day) <= evidence.published for day in own["date_start"]]
    return own[early]


def border_positions(evidence: Evidence) -> pd.DataFrame:
    """Return the allies with a land border with Russia and where they stand, on the evidence's day.

    Columns: ``iso3``, ``name``, ``status`` (in the treaty), ``stance`` (the latest one in
    ``government_positions`` that is not weak; missing if none), ``position_id``, ``out`` (whether
    it is outside the treaty or says that it leaves). Kaliningrad counts as Russia.
    """
    border = standing_of_allies(evidence).loc[border_allies(evidence), ["name", "status"]]
    stances = evidence.pick("government_positions", solid=True).sort_values(["known_from", "id"])
    latest = stances.drop_duplicates("iso3", keep="last").set_index("iso3")
    frame = border.join(latest[["stance", "id"]]).rename(columns={"id": "position_id"})
    outside = frame["status"].isin(("never joined", "left"))
    leaving = frame["stance"].eq("leave").fillna(False)
    return frame.assign(out=(outside | leaving).astype(bool)).reset_index()


def bound_allies(evidence: Evidence) -> tuple[int, int]:
    """Return how many allies were parties when the op-ed appeared, and of how many allies."""
    bound = standing_of_allies(evidence.at_publication())["bound"]
    return int(bound.sum()), len(bound)


def month_of(rows: pd.DataFrame, column: str = "date") -> str:
    """Return the month of the first row (``2024-07``; its year where no month is on record).

    Empty if there is no row.
    """
    return rows[column].iloc[0][: len("2024-07")] if len(rows) else ""
