"""Chapter on military value: what the rows say, before any finding is drawn from them."""

from __future__ import annotations

from datetime import date

import pandas as pd

from casebook.data.dates import earliest_day, in_words, latest_day
from casebook.reasoning.evidence import Cited, Evidence, NotInEvidence

SEEN_IN_UKRAINE = ("E13", "E16", "E17", "E18", "E20", "E25", "E27")
"""Views that report what was seen of the shells in Ukraine, not what was expected of them.

Chosen by reading all rows of ``effectiveness_claims``; forecasts (such as E02, E24 and E26) and
accounts of other wars are left out. Which way each points is taken from its ``direction`` cell.
"""

ON_AREA = ("E02", "E05", "E08", "E09", "E15", "E17", "E23", "E32", "E36")
"""Views on whether the weapon suits spread-out or moving targets (C69)."""

GRANTED = ("E25", "E26", "E28")
"""Views against the op-ed that nevertheless grant an effect on troops or vehicles in the open."""

PERIODS = {
    "before 2008": "2007-12-31",
    "2008 to 2021": "2021-12-31",
    "2022 and 2023": "2023-12-31",
    "2024 and later": "9999-12-31",
}
"""Periods of the evidence map with their last days; a row without a date is ``undated``."""


def views(evidence: Evidence, *ids: str) -> pd.DataFrame:
    """Return the views with these ids as far as they are accepted here; all if none is given."""
    rows = evidence["effectiveness_claims"]
    return rows[rows["claim_id"].isin(ids)] if ids else rows


def solid(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows that are not weak."""
    return rows[rows["confidence"].ne("weak")]


def sided(rows: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the views that are not weak, split into those for the op-ed and those against."""
    rows = solid(rows)
    return rows[rows["direction"].eq("supports")], rows[rows["direction"].eq("questions")]


def studies(evidence: Evidence, subject: str) -> pd.DataFrame:
    """Return the studies, not weak, of a subject (column of ``effectiveness_claims``).

    A study on the claim itself is what puts a cause or a prediction to the test where nothing that
    happened does; views of officials and commentators do not.
    """
    rows = solid(views(evidence))
    return rows[rows["basis"].eq("study") & rows["subject"].eq(subject)]


def cite_all(evidence: Evidence, **rows: pd.DataFrame) -> tuple[Cited, ...]:
    """Return references to the rows of each named table, leaving out empty ones."""
    return tuple(evidence.cite(table, found) for table, found in rows.items() if not found.empty)


def evidence_map(evidence: Evidence) -> pd.DataFrame:
    """Return every published view with its place on the evidence map.

    Columns: ``id``, ``stated_by``, ``direction``, ``basis``, ``period`` (by the last day that the
    date can mean), ``weak``. The number of rows a side reflects a search, not a balance of opinion.
    """
    rows = evidence["effectiveness_claims"]

    def period(day: str) -> str:
        if pd.isna(day):
            return "undated"
        last = latest_day(day).isoformat()
        return next(name for name, end in PERIODS.items() if last <= end)

    return pd.DataFrame(
        {
            "id": rows["claim_id"],
            "stated_by": rows["stated_by"],
            "direction": rows["direction"],
            "basis": rows["basis"],
            "period": [period(day) for day in rows["date"]],
            "weak": rows["confidence"].eq("weak"),
        }
    ).reset_index(drop=True)


def lethality(evidence: Evidence) -> pd.DataFrame:
    """Return the published comparisons of a cluster shell with ordinary shells.

    Columns: ``id``, ``stated_by``, ``date``, ``low``, ``high`` (ordinary shells that one cluster
    shell is said to match), ``own`` (stated by an author of the op-ed), ``weak``.
    """
    rows = evidence["effectiveness_claims"]
    rows = rows[rows["measure"].eq("lethality").fillna(False)]
    return pd.DataFrame(
        {
            "id": rows["claim_id"],
            "stated_by": rows["speaker"],
            "date": rows["date"],
            "low": rows["figure_low"].astype(float),
            "high": rows["figure_high"].astype(float),
            "own": rows["by_author"].astype(bool),
            "weak": rows["confidence"].eq("weak"),
        }
    ).reset_index(drop=True)


# --- Bakhmut -----------------------------------------------------------------------------------


def turkish(evidence: Evidence, status: str) -> pd.DataFrame:
    """Return the statements of a status on a transfer from Türkiye to Ukraine."""
    rows = evidence["transfers"]
    return rows[rows["from_iso3"].eq("TUR") & rows["to_iso3"].eq("UKR") & rows["status"].eq(status)]


def _dated(rows: pd.DataFrame, what: str) -> pd.Series:
    """Return the first row.

    Raises
    ------
    NotInEvidence
        If there is none.
    """
    if rows.empty:
        raise NotInEvidence(f"no accepted row gives {what}")
    return rows.sort_values("date").iloc[0]


def fall(evidence: Evidence) -> pd.Series:
    """Return the row that dates the fall of Bakhmut, as a press report of the day has it."""
    rows = evidence["bakhmut"]
    rows = rows[rows["says"].eq("city_occupied").fillna(False)]
    return _dated(rows, "the end of the battle")


def approval(evidence: Evidence) -> pd.Series:
    """Return the row of the first announced US transfer."""
    rows = evidence["transfers"]
    return _dated(
        rows[rows["from_iso3"].eq("USA") & rows["status"].eq("announced")], "a US transfer"
    )


def links(evidence: Evidence) -> pd.DataFrame:
    """Return what "pivotal" would require of the shells at Bakhmut, and whether it is met.

    Columns: ``link``, ``status`` (``met``, ``disputed``, ``not found``, ``not met``), ``words``.

    - Delivered: met if a government announced it, disputed if reported and denied.
    - Fired in time: met if a report of use is dated before the city fell.
    - Credited: met if an account other than the op-ed's calls the shells pivotal or decisive.
    - City held: not met if Russian troops occupied it.
    """
    rows = evidence["bakhmut"]
    shells = rows[rows["topic"].eq("dpicm")]
    city = fall(evidence)
    use = shells[shells["says"].eq("shells_in_use").fillna(False)]
    in_time = use[use["date"].map(latest_day) <= latest_day(city["date"])]
    credit = shells[shells["says"].eq("shells_decisive").fillna(False) & ~shells["by_author"]]
    reported, denied = turkish(evidence, "reported"), turkish(evidence, "denied")
    delivered = (
        "met"
        if len(turkish(evidence, "announced"))
        else "disputed"
        if len(reported) and len(denied)
        else "not found"
    )
    first_use = f"; first dated report {in_words(use['date'].min())}" if len(use) else ""
    return pd.DataFrame(
        [
            (
                "Delivered",
                delivered,
                "reported, denied by both governments" if delivered == "disputed" else delivered,
            ),
            (
                "Fired before the city fell",
                "met" if len(in_time) else "not found",
                "yes" if len(in_time) else f"no report of it{first_use}",
            ),
            (
                "Credited by others",
                "met" if len(credit) else "not found",
                "yes" if len(credit) else "none found but the op-ed",
            ),
            ("City held", "not met", f"no, under Russian control by {in_words(city['date'])}"),
        ],
        columns=["link", "status", "words"],
    )


def chain(evidence: Evidence) -> pd.DataFrame:
    """Return the dated chain of Bakhmut: the battle, the Turkish report, the US decision.

    Columns: ``id``, ``start``, ``end`` (first and last day that the date can mean), ``lane``
    (``battle``, ``Turkish shells``, ``United States``), ``words``, ``firm`` (False for what is
    reported and disputed or said by one outlet).
    """
    named = (
        ("bakhmut", "BK03", "battle", "Main Russian assault begins", True),
        ("transfers", "TR01", "Turkish shells", "Reported start of Turkish deliveries", False),
        (
            "bakhmut",
            "BK17",
            "United States",
            "US intelligence: such shells would likely help",
            True,
        ),
        ("bakhmut", "BK19", "Turkish shells", "Report: unclear whether they were fired", False),
        ("transfers", "TR03", "Turkish shells", "Ukraine's ambassador denies it", True),
        ("transfers", "TR05", "Turkish shells", "Türkiye denies it", True),
        ("bakhmut", "BK05", "battle", "Wagner's leader claims the city; Ukraine disputes", True),
        ("bakhmut", "BK08", "battle", "City effectively under Russian control", True),
        ("bakhmut", "BK22", "Turkish shells", "One outlet: Turkish shells recently in use", False),
        ("transfers", "TR12", "United States", "First US transfer announced", True),
        ("timeline", "TL33", "United States", "White House confirms use of the US shells", True),
    )
    events = []
    for table, key, lane, words, firm in named:
        for day in evidence.known(table, key)["date"]:
            events.append((key, earliest_day(day), latest_day(day), lane, words, firm))
    columns = ["id", "start", "end", "lane", "words", "firm"]
    return pd.DataFrame(events, columns=columns).sort_values(
        ["start", "end"], kind="stable", ignore_index=True
    )


# --- the US delay ------------------------------------------------------------------------------


def causes(evidence: Evidence) -> pd.DataFrame:
    """Return what the rows give as causes of the US delay.

    Columns: ``id``, ``table``, ``cause`` (``US law``, ``allies``), ``start`` (last day that the
    date of the statement or rule can mean; first day for the testimony), ``account`` (it names the
    cause as one of delay), ``before`` (it was so before the first US transfer was announced),
    ``iso3``. One account can name both causes (``delayed_by``). The positions of allies are those
    stated against the transfer in July 2023.
    """
    approved = latest_day(approval(evidence)["date"])
    accounts = views(evidence, "E12")
    found = []
    for row in accounts.dropna(subset="delayed_by").itertuples():
        for cause, name in (("US law", "us_law"), ("allies", "allies")):
            if name in row.delayed_by.split():
                day = testimony_day(evidence)
                found.append((row.claim_id, "effectiveness_claims", cause, day, True, True, "USA"))
    facts = evidence["political_facts"]
    rules = facts[facts["id"].eq("P142")]
    spoke = facts["category"].eq("july_2023") | facts["id"].eq("P019")
    against = facts["position_taken"].eq("against_weapon").fillna(False)
    stands = facts[spoke & against & facts["iso3"].notna()]
    for cause, rows in (("US law", rules), ("allies", stands)):
        for row in rows.itertuples():
            day = latest_day(row.date_start)
            found.append((row.id, "political_facts", cause, day, False, day < approved, row.iso3))
    columns = ["id", "table", "cause", "start", "account", "before", "iso3"]
    return pd.DataFrame(found, columns=columns)


def testimony_day(evidence: Evidence) -> date:
    """Return the first day that the Pentagon testimony (E12) can mean.

    E12 is dated to the year; its note calls it the testimony of E11, which is dated to the month.
    """
    twin = views(evidence, "E11")
    rows = twin if len(twin) else views(evidence, "E12")
    return earliest_day(_dated(rows, "the date of the testimony")["date"])
