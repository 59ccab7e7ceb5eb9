"""What the rows say of the weapon's effect, of Bakhmut and of the US delay."""

from __future__ import annotations

from datetime import date

import pandas as pd

from casebook.data.dates import earliest_day, latest_day
from casebook.reasoning.evidence import Evidence, some
from chapters.common.treaty import allies
from chapters.common.views import views

PERIODS = {
    "before 2008": "2007-12-31",
    "2008 to 2021": "2021-12-31",
    "2022 and 2023": "2023-12-31",
    "2024 and later": "9999-12-31",
}
"""Periods of the evidence map with their last days; a row without a date is ``undated``."""

_CHAIN = (
    ("bakhmut", "BK03", "battle", True),
    ("transfers", "TR01", "Turkish shells", False),
    ("bakhmut", "BK17", "United States", True),
    ("bakhmut", "BK19", "Turkish shells", False),
    ("transfers", "TR03", "Turkish shells", True),
    ("transfers", "TR05", "Turkish shells", True),
    ("bakhmut", "BK05", "battle", True),
    ("bakhmut", "BK08", "battle", True),
    ("bakhmut", "BK22", "Turkish shells", False),
    ("transfers", "TR12", "United States", True),
    ("timeline", "TL33", "United States", True),
)
"""The dated chain of Bakhmut: table, row, lane, and whether it is undisputed and said by many."""


def _period(day: str) -> str:
    if pd.isna(day):
        return "undated"
    last = latest_day(day).isoformat()
    return next(name for name, end in PERIODS.items() if last <= end)


def evidence_map(evidence: Evidence) -> pd.DataFrame:
    """Return every published view with its place on the evidence map.

    Columns: ``id``, ``stated_by``, ``direction``, ``basis``, ``period`` (by the last day that the
    date can mean), ``weak``. The number of rows a side reflects a search, not a balance of opinion.
    """
    rows = evidence["effectiveness_claims"].rename(columns={"claim_id": "id"})
    rows = rows.assign(period=rows["date"].map(_period), weak=rows["confidence"].eq("weak"))
    columns = ["id", "stated_by", "direction", "basis", "period", "weak"]
    return rows[columns].reset_index(drop=True)


def lethality(evidence: Evidence) -> pd.DataFrame:
    """Return the published comparisons of a cluster shell with ordinary shells.

    Columns: ``id``, ``stated_by`` (in short), ``date``, ``low``, ``high`` (ordinary shells that one
    cluster shell is said to match), ``own`` (stated by an author of the op-ed), ``weak``.
    """
    rows = evidence.pick("effectiveness_claims", measure="lethality")
    return pd.DataFrame(
        {
            "id": rows["claim_id"],
            "stated_by": rows["speaker"],
            "date": rows["date"],
            "low": rows["figure_low"].astype(float),
            "high": rows["figure_high"].astype(float),
            "own": rows["by_author"].eq(True).fillna(False).astype(bool),
            "weak": rows["confidence"].eq("weak"),
        }
    ).reset_index(drop=True)


# --- Bakhmut -----------------------------------------------------------------------------------


def turkish(evidence: Evidence, status: str) -> pd.DataFrame:
    """Return the statements of a status on a transfer from Türkiye to Ukraine."""
    return evidence.pick("transfers", from_iso3="TUR", to_iso3="UKR", status=status)


def import_records(evidence: Evidence) -> pd.DataFrame:
    """Return the trade records of shells from Türkiye that reached Ukraine (``on_paper``)."""
    reported = turkish(evidence, "reported")
    return reported[reported["on_paper"].eq(True).fillna(False)]


def refusals(evidence: Evidence) -> pd.DataFrame:
    """Return the transfers to Ukraine that a third state refused, before the first US approval.

    Only refusals that cite the convention count: they show it at work.
    """
    rows = evidence.pick("transfers", to_iso3="UKR", status="denied", cites_convention=True)
    third = rows["denied_by_iso3"].ne(rows["from_iso3"]) & rows["denied_by_iso3"].ne("UKR")
    return rows[third & (rows["date"] < approval(evidence)["date"])]


def both_deny(evidence: Evidence) -> bool:
    """Return whether Türkiye and Ukraine both deny that transfer."""
    return {"TUR", "UKR"} <= set(turkish(evidence, "denied")["denied_by_iso3"].dropna())


def _first(rows: pd.DataFrame, what: str) -> pd.Series:
    """Return the earliest row, or raise ``NotInEvidence``."""
    return some(rows, f"no accepted row gives {what}").sort_values("date").iloc[0]


def fall(evidence: Evidence) -> pd.Series:
    """Return the row that dates the fall of Bakhmut, as a press report of the day has it."""
    rows = evidence.pick("bakhmut", topic="control", says="city_occupied")
    return _first(rows, "the end of the battle")


def approval(evidence: Evidence) -> pd.Series:
    """Return the row of the first announced US transfer."""
    rows = evidence.pick("transfers", from_iso3="USA", status="announced")
    return _first(rows, "a US transfer")


def days_between(earlier: str, later: str) -> int:
    """Return the days from one partial ISO date to another, each at the last day it can mean."""
    return (latest_day(later) - latest_day(earlier)).days


def uses(evidence: Evidence) -> pd.DataFrame:
    """Return the reports that shells from Türkiye were fired; ``in_time``: before the city fell."""
    rows = evidence.pick("bakhmut", topic="dpicm", says="shells_in_use")
    in_time = rows["date"].map(latest_day) <= latest_day(fall(evidence)["date"])
    return rows.assign(in_time=in_time.astype(bool))


def credits(evidence: Evidence) -> pd.DataFrame:
    """Return the accounts, other than the op-ed's, that call those shells decisive."""
    return evidence.pick("bakhmut", topic="dpicm", says="shells_decisive", by_author=False)


def links(evidence: Evidence) -> dict[str, str]:
    """Return what "pivotal" would require of the shells at Bakhmut, and whether it is met.

    Values: ``met``, ``disputed``, ``not found``, ``not met``.

    - ``delivered``: met if a government announced it, disputed if reported and denied.
    - ``fired`` in time: met if a report of use is dated before the city fell.
    - ``credited``: met if an account other than the op-ed's calls the shells decisive.
    - city ``held``: not met, since a row that dates its fall is needed for the others.
    """
    disputed = len(turkish(evidence, "reported")) and len(turkish(evidence, "denied"))
    unmet = "disputed" if disputed else "not found"
    return {
        "delivered": "met" if len(turkish(evidence, "announced")) else unmet,
        "fired": "met" if uses(evidence)["in_time"].any() else "not found",
        "credited": "met" if len(credits(evidence)) else "not found",
        "held": "not met",
    }


def chain(evidence: Evidence) -> pd.DataFrame:
    """Return the dated chain of Bakhmut: the battle, the Turkish report, the US decision.

    Columns: ``table``, ``id``, ``start``, ``end`` (first and last day that the date can mean),
    ``lane`` (``battle``, ``Turkish shells``, ``United States``), ``firm`` (False for what is
    reported and disputed or said by one outlet).
    """
    events = [
        (table, key, earliest_day(day), latest_day(day), lane, firm)
        for table, key, lane, firm in _CHAIN
        for day in evidence.pick(table, key)["date"]
    ]
    columns = ["table", "id", "start", "end", "lane", "firm"]
    return pd.DataFrame(events, columns=columns).sort_values(
        ["start", "end"], kind="stable", ignore_index=True
    )


# --- the US delay ------------------------------------------------------------------------------

_CAUSES = {"us_law": "US law", "allies": "allies"}


def causes(evidence: Evidence) -> pd.DataFrame:
    """Return what the rows give as causes of the US delay.

    Columns: ``id``, ``table``, ``cause`` (``US law``, ``allies``), ``start`` (last day that the
    date of the statement or rule can mean; first day for the testimony), ``account`` (it names the
    cause as one of delay), ``before`` (it was so before the first US transfer was announced),
    ``iso3``. One account can name both causes (column ``delayed_by``). The positions of allies are
    those stated in July 2023, against the weapon (``political_facts``) or for keeping to the ban
    (``government_positions``, of allies that the other table lacks); neither table is whole; beside
    them stand refusals that cite the convention (``transfers``).
    """
    approved = latest_day(approval(evidence)["date"])
    accounts = views(evidence, "E12").dropna(subset=["delayed_by"])
    found = [
        (row.claim_id, "effectiveness_claims", cause, testimony_day(evidence), True, True, "USA")
        for row in accounts.itertuples()
        for key, cause in _CAUSES.items()
        if key in row.delayed_by.split()
    ]
    stands = evidence.pick("political_facts", position_taken="against_weapon")
    spoke = stands["category"].eq("july_2023") | stands["id"].eq("P019")
    stands = stands[spoke & stands["iso3"].notna()]
    rules = evidence.pick("political_facts", "P142")
    kept = evidence.pick("government_positions", stance="stay").rename(
        columns={"date": "date_start"}
    )
    kept = kept[kept["date_start"].str.startswith("2023-07") & ~kept["iso3"].isin(stands["iso3"])]
    members = allies(evidence["nato_members"], approved)
    kept = kept[kept["iso3"].isin(members)].drop_duplicates("iso3")
    for table, cause, rows in (
        ("political_facts", "US law", rules),
        ("political_facts", "allies", stands),
        ("government_positions", "allies", kept),
    ):
        for row in rows.itertuples():
            day = latest_day(row.date_start)
            found.append((row.id, table, cause, day, False, day < approved, row.iso3))
    for row in refusals(evidence).itertuples():
        day = latest_day(row.date)
        found.append(
            (row.id, "transfers", "allies", day, False, day < approved, row.denied_by_iso3)
        )
    columns = ["id", "table", "cause", "start", "account", "before", "iso3"]
    return pd.DataFrame(found, columns=columns)


def positions(evidence: Evidence) -> pd.DataFrame:
    """Return the rows of :func:`causes` that are positions or acts of allies."""
    rows = causes(evidence)
    return rows[rows["cause"].eq("allies") & ~rows["account"].astype(bool)]


def testimony_day(evidence: Evidence) -> date:
    """Return the first day that the Pentagon testimony (E12) can mean.

    E12 is dated to the year; it is the testimony of E11, which is dated to the month.
    """
    twin = views(evidence, "E11")
    rows = twin if len(twin) else views(evidence, "E12")
    return earliest_day(_first(rows, "the date of the testimony")["date"])
