"""States by their standing under the convention: on a day, by year."""

from __future__ import annotations

from datetime import date

import pandas as pd

from casebook.reasoning.evidence import Evidence, some
from chapters.common.states import names_in_text
from chapters.common.treaty import (
    CONSENT,
    allies,
    awaiting_force,
    log_of,
    standing,
    status_of,
)


def counts(evidence: Evidence, on: date | None = None) -> dict[str, int]:
    """Return the numbers of states by status on a day, the list's if not given, and of allies.

    Keys: ``signed`` (ever), ``joined`` (ever consented), ``parties``, ``signatories_only``,
    ``left``, ``committed`` (parties and signatories together), ``members`` (United Nations),
    ``allies``, ``allied_parties``, ``allied_outside``.
    """
    log, on = log_of(evidence, "ccm_status"), on or evidence.reaches("ccm_status")
    now, nato = standing(log, on), allies(evidence["nato_members"], on)
    tally = now["status"].value_counts()
    allied = int(status_of(pd.Series(nato), log, on).eq("state party").sum())
    parties, only = int(tally.get("state party", 0)), int(tally.get("signatory only", 0))
    return {
        "signed": int(now["signed"].sum()),
        "joined": int(log.loc[log["event"].isin(CONSENT), "iso3"].nunique()),
        "parties": parties,
        "signatories_only": only,
        "left": int(tally.get("left", 0)),
        "committed": parties + only,
        "members": int(evidence["states"]["un_member"].sum()),
        "allies": len(nato),
        "allied_parties": allied,
        "allied_outside": len(nato) - allied,
    }


def awaiting_named(evidence: Evidence) -> list[dict[str, object]]:
    """Return the parties not bound yet on the list's day: ``state``, and from which ``day``."""
    awaiting = awaiting_force(evidence)
    names = names_in_text(evidence, awaiting)
    return [{"state": n, "day": d} for n, d in zip(names, awaiting.values(), strict=True)]


def by_year(evidence: Evidence) -> pd.DataFrame:
    """Return signatories, parties and NATO's share at the end of each year since the first act.

    Columns: ``date`` (31 December, or the list's day in its own year), ``signatories`` (ever
    signed), ``parties``, ``allies``, ``allied_parties`` (numbers of states) and ``allied_share``
    (0 to 1).
    """
    log = some(log_of(evidence, "ccm_status"), "no act under the convention is accepted")
    first, last = log["date"].min(), evidence.reaches("ccm_status")
    days = [min(date(year, 12, 31), last) for year in range(int(first[:4]), last.year + 1)]
    frame = pd.DataFrame([{"date": day.isoformat(), **counts(evidence, day)} for day in days])
    frame = frame.assign(
        signatories=frame["signed"], allied_share=frame["allied_parties"] / frame["allies"]
    )
    return frame[["date", "signatories", "parties", "allies", "allied_parties", "allied_share"]]


def world_status(evidence: Evidence) -> pd.Series:
    """Return the status of every state that may join, by iso3.

    These are the United Nations members and the others that signed or joined.
    """
    log, states = log_of(evidence, "ccm_status"), evidence["states"]
    codes = states.loc[states["un_member"] | states["iso3"].isin(log["iso3"]), "iso3"]
    status = status_of(codes, log, evidence.reaches("ccm_status"))
    return status.set_axis(codes).rename("status")
