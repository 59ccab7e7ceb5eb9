"""States by their standing under the convention: on a day, by year, and by time to consent."""

from __future__ import annotations

from datetime import date

import pandas as pd

from casebook.reasoning.evidence import Evidence
from chapters.common.treaty import CONSENT, STATUSES, allies, log_of, standing, status_of

_DAYS_A_YEAR = 365.25


def counts(evidence: Evidence) -> dict[str, int]:
    """Return the numbers of states by status on the evidence's date, and of allies among them.

    Keys: ``signed`` (ever), ``joined`` (ever bound), ``parties``, ``signatories_only``, ``left``,
    ``committed`` (parties and signatories together), ``members`` (United Nations), ``allies``,
    ``allied_parties``, ``allied_outside``.
    """
    log = log_of(evidence, "ccm_status")
    now = standing(log, evidence.reaches("ccm_status"))
    tally = now["status"].value_counts()
    nato = allies(evidence["nato_members"], evidence.reaches("ccm_status"))
    allied = status_of(pd.Series(nato), log, evidence.reaches("ccm_status")).eq("state party").sum()
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
        "allied_parties": int(allied),
        "allied_outside": len(nato) - int(allied),
    }


def by_year(evidence: Evidence) -> pd.DataFrame:
    """Return signatories, parties and NATO's share at the end of each year since the first act.

    Columns: ``date`` (31 December, or the evidence's date in its own year), ``signatories`` (ever
    signed), ``parties``, ``allies``, ``allied_parties`` (numbers of states) and ``allied_share``
    (0 to 1).
    """
    log, rows = log_of(evidence, "ccm_status"), []
    for year in range(int(log["date"].min()[:4]), evidence.reaches("ccm_status").year + 1):
        day = min(date(year, 12, 31), evidence.reaches("ccm_status"))
        then = standing(log, day)
        nato = allies(evidence["nato_members"], day)
        allied = int(status_of(pd.Series(nato), log, day).eq("state party").sum())
        rows.append(
            {
                "date": day.isoformat(),
                "signatories": int(then["signed"].sum()),
                "parties": int(then["status"].eq("state party").sum()),
                "allies": len(nato),
                "allied_parties": allied,
                "allied_share": allied / len(nato),
            }
        )
    return pd.DataFrame(rows)


def world_status(evidence: Evidence) -> pd.DataFrame:
    """Return every state that may join with its status: ``iso3``, ``name``, region, ``status``.

    These are the United Nations members and the others that signed or joined.
    """
    log = log_of(evidence, "ccm_status")
    states = evidence["states"]
    states = states[states["un_member"] | states["iso3"].isin(log["iso3"])]
    return states[["iso3", "name", "m49_region", "m49_subregion"]].assign(
        status=status_of(states["iso3"], log, evidence.reaches("ccm_status"))
    )


def by_region(evidence: Evidence) -> pd.DataFrame:
    """Return the numbers of states by status and region, the region with fewest parties first.

    Columns: ``m49_region``, one a status, ``share`` (of parties, 0 to 1).
    """
    world = world_status(evidence)
    frame = pd.crosstab(world["m49_region"], world["status"])
    frame = frame.reindex(columns=list(STATUSES), fill_value=0).rename_axis(columns=None)
    frame["share"] = frame["state party"] / frame[list(STATUSES)].sum(axis=1)
    return frame.reset_index().sort_values("share", ignore_index=True)


def time_to_consent(evidence: Evidence) -> pd.DataFrame:
    """Return the years from signature to consent, one row a signatory.

    Columns: ``iso3``, ``group`` (``NATO`` or ``other``, by membership when signing), ``years``,
    ``consented``. States that had not consented by the evidence's date are censored there.
    """
    today = evidence.reaches("ccm_status").isoformat()
    status = evidence["ccm_status"].dropna(subset=["signature_date"])
    status = status[status["signature_date"] <= today]
    signed = pd.to_datetime(status["signature_date"])
    consent = status["consent_date"].where(status["consent_date"] <= today)
    until = pd.to_datetime(consent.fillna(today))
    members = evidence["nato_members"]
    member = [
        iso3 in allies(members, day)
        for iso3, day in zip(status["iso3"], signed.dt.date, strict=True)
    ]
    return pd.DataFrame(
        {
            "iso3": status["iso3"].to_numpy(),
            "group": ["NATO" if m else "other" for m in member],
            "years": ((until - signed).dt.days / _DAYS_A_YEAR).to_numpy(),
            "consented": consent.notna().to_numpy(),
        }
    )
