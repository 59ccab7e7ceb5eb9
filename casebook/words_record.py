"""What the tables record for the chapter "Stoltenberg, Rutte and the quotations".

Offices, events of the treaty, acts of Rutte's government and the views of allies on Russia's
border; what was said stands in ``words_statements``. Findings and charts build on both.
"""

from __future__ import annotations

from datetime import date

import pandas as pd

from casebook.data.dates import earliest_day, in_words, latest_day
from casebook.reasoning.evidence import PUBLICATION, Cited, Evidence, NotInEvidence, remembered
from casebook.words_statements import reporter
from chapters.common.treaty import allies, log_of, status_of

SECRETARY_GENERAL = "NATO Secretary General"
NORWAY = "Prime Minister of Norway"
NETHERLANDS = "Prime Minister of the Netherlands"

ACTS = {
    "P032": "ratified the treaty",
    "P036": "completed the destruction of its stock",
    "P037": "chaired the treaty's meeting",
    "P039": "passed on the US reason for the supply",
    "P040": "told parliament that it discourages every use",
    "P041": "discouraged use while recognising Ukraine's self-defence",
}
"""Rows of ``political_facts`` on what Rutte's government did or said about the treaty, in brief."""

LAUNCHED, ADOPTED, SIGNED, IN_FORCE = "OP01", "OP09", "OP10", "OP13"
SIGNED_FOR_NORWAY, TAKES_UP = "OP11", "OP20"
"""Rows of ``oslo_process`` on the treaty and on Stoltenberg."""

_AT_NATO = ("P028", "P029", "P030")
"""Rows of ``political_facts``: reports of what he said at NATO on the treaty and the weapon."""

_DAYS_A_YEAR = 365.25


@remembered
def terms(evidence: Evidence) -> pd.DataFrame:
    """Return who held which office when: ``person``, ``office``, ``start``, ``end``, ``ids``.

    Dates are ISO days; ``end`` is missing while no accepted row records it. ``ids`` are the rows of
    ``political_facts``, separated by spaces. A term stands there as a start row and an end row, or
    as one row with both days in ``term_start`` and ``term_end``.
    """
    facts = evidence.rows("political_facts", category="office")
    marks = facts[facts["term_mark"].isin(("start", "end"))]
    found = [
        {
            "person": person,
            "office": office,
            **dict(zip(rows["term_mark"], rows["date_start"], strict=True)),
            "ids": " ".join(rows["id"]),
        }
        for (person, office), rows in marks.groupby(["person", "office"])
    ]
    for row in facts[facts["term_mark"].eq("held").fillna(False)].itertuples():
        found.append(
            {
                "person": row.person,
                "office": row.office,
                "start": row.term_start,
                "end": row.term_end,
                "ids": row.id,
            }
        )
    columns = ["person", "office", "start", "end", "ids"]
    frame = pd.DataFrame(found, columns=columns).dropna(subset=["start"])
    return frame.sort_values(["office", "start"], ignore_index=True)


def in_office(evidence: Evidence, office: str, day: date) -> list[str]:
    """Return the persons recorded as holding an office on a day, in order of their start."""
    held = terms(evidence)
    iso = day.isoformat()
    held = held[held["office"].eq(office) & (held["start"] <= iso)]
    return list(held.loc[held["end"].isna() | (held["end"] > iso), "person"])


def term_of(evidence: Evidence, person: str, office: str) -> pd.Series:
    """Return one term (see :func:`terms`).

    Raises
    ------
    NotInEvidence
        If no accepted row records its start.
    """
    held = terms(evidence)
    held = held[held["person"].eq(person) & held["office"].eq(office)]
    if held.empty:
        raise NotInEvidence(f"no accepted row dates the term of {person} as {office}")
    return held.iloc[0]


def event_day(evidence: Evidence, row: str) -> date:
    """Return the first day of an event of ``oslo_process``.

    Raises
    ------
    NotInEvidence
        If the row is not accepted.
    """
    return earliest_day(evidence.rows("oslo_process", id=row)["date"].iloc[0])


def years_between(first: date, second: date) -> float:
    """Return the time between two days in years."""
    return (second - first).days / _DAYS_A_YEAR


def words_in_office(evidence: Evidence) -> tuple[Cited, int]:
    """Return the reports of what Stoltenberg said of the treaty at NATO, and how many oppose it.

    Raises
    ------
    NotInEvidence
        If no report is accepted.
    """
    rows = evidence.known("political_facts", *_AT_NATO)
    if rows.empty:
        raise NotInEvidence("no accepted report of his words on the treaty as Secretary General")
    opposing = int(rows["position_taken"].eq("against_weapon").sum())
    return evidence.cite("political_facts", rows), opposing


def since_signing(evidence: Evidence) -> float:
    """Return the years from the signing to Stoltenberg's first day at NATO."""
    return years_between(event_day(evidence, SIGNED), event_day(evidence, TAKES_UP))


def short_day(text: str) -> str:
    """Return a partial date in few letters: ``14 Dec 2023``."""
    return " ".join(word[:3] if word.isalpha() else word for word in in_words(text).split())


def government_acts(evidence: Evidence) -> pd.DataFrame:
    """Return the acts and statements on the treaty of the government that Rutte led.

    Columns: ``date``, ``act``, ``grade``, ``id``, ``source``. Only those dated within his term as
    prime minister and before the op-ed.

    Raises
    ------
    NotInEvidence
        If his term is not recorded.
    """
    term = term_of(evidence, "Rutte", NETHERLANDS)
    until = PUBLICATION.isoformat() if pd.isna(term["end"]) else term["end"]
    rows = evidence.known("political_facts", *ACTS)
    rows = rows[
        rows["date_start"].map(lambda d: earliest_day(d).isoformat()).ge(term["start"])
        & rows["date_start"].map(lambda d: latest_day(d).isoformat()).lt(until)
    ]
    return pd.DataFrame(
        {
            "date": rows["date_start"],
            "act": rows["id"].map(ACTS),
            "grade": rows["confidence"],
            "id": rows["id"],
            "source": rows["source"],
        }
    ).sort_values(["date", "id"], ignore_index=True)


def border_allies(evidence: Evidence) -> pd.DataFrame:
    """Return the allies with a land border with Russia and where they stand.

    Columns: ``iso3``, ``name``, ``status`` (in the treaty, on the evidence's date), ``stance`` (the
    latest one in ``government_positions`` that is not weak; missing if none), ``position_id``.
    Kaliningrad counts as Russia.
    """
    land = evidence["geography"]
    nato = allies(evidence["nato_members"], evidence.as_of)
    land = land[land["land_border_with_russia"].fillna(False) & land["iso3"].isin(nato)]
    log = log_of(evidence, "ccm_status")
    stances = evidence["government_positions"]
    stances = stances[stances["confidence"].ne("weak")].sort_values(["known_from", "id"])
    latest = stances.drop_duplicates("iso3", keep="last").set_index("iso3")
    return pd.DataFrame(
        {
            "iso3": land["iso3"],
            "name": [evidence.state_name(iso3) for iso3 in land["iso3"]],
            "status": status_of(land["iso3"], log, evidence.as_of),
            "stance": land["iso3"].map(latest["stance"]),
            "position_id": land["iso3"].map(latest["id"]),
        }
    ).reset_index(drop=True)


def allied_parties(evidence: Evidence) -> tuple[int, int]:
    """Return how many allies were parties on the evidence's date, and of how many allies."""
    nato = allies(evidence["nato_members"], evidence.as_of)
    status = status_of(pd.Series(nato), log_of(evidence, "ccm_status"), evidence.as_of)
    return int(status.eq("state party").sum()), len(nato)


def process_leaders(evidence: Evidence) -> pd.DataFrame:
    """Return who did what in the making of the treaty, for show: who, part, when, grade."""
    parts = {
        "P010": ("Norway (Stoltenberg its prime minister)", "started the process"),
        "P012": ("Steffen Kongstad, ambassador", "led it from day to day"),
        "P013": ("Jonas Gahr Støre, foreign minister", "led the negotiations, until"),
        "P018": ("Norway's parliament", "supported the signature unanimously"),
        "P014": ("Jens Stoltenberg, prime minister", "hosted the signing"),
        "P015": ("Jens Stoltenberg, prime minister", "signed for Norway"),
    }
    rows = evidence.known("political_facts", *parts).set_index("id")
    rows = rows.loc[[key for key in parts if key in rows.index]]
    return pd.DataFrame(
        {
            "Who": [parts[key][0] for key in rows.index],
            "Part": [parts[key][1] for key in rows.index],
            "When": [
                in_words(start) if start == end else f"{in_words(start)} to {in_words(end)}"
                for start, end in zip(rows["date_start"], rows["date_end"], strict=True)
            ],
            "Source": [reporter(evidence, key) for key in rows["source"]],
            "Grade": list(rows["confidence"]),
        }
    )
