"""Findings of the chapter "Would leaving deter Russia?" on the state that left.

What it gained since, and how Russia answered.
"""

from __future__ import annotations

import pandas as pd

from casebook.deterrence_record import strikes
from casebook.deterrence_views import Statement, heard, status_rows
from chapters.common.exits import whole_months
from casebook.reasoning.claims import Ruling, Verdict, balance
from casebook.reasoning.evidence import Evidence, some
from casebook.telling.wording import capitalised, counted, how_many, listed


def leavers(evidence: Evidence) -> pd.DataFrame:
    """Return the rows of ``ccm_status`` of the states that have left by the evidence's date."""
    status = evidence["ccm_status"].dropna(subset=["withdrawal_effective"])
    return status[status["withdrawal_effective"] <= evidence.as_of.isoformat()]


def months_out(evidence: Evidence) -> int:
    """Return the whole months since the first state left.

    Raises
    ------
    NotInEvidence
        If none has left.
    """
    left = some(leavers(evidence), "no state has left the convention")
    return whole_months(left["withdrawal_effective"].min(), evidence.as_of.isoformat())


def strengthens(evidence: Evidence) -> Ruling:
    """C20: would withdrawal strengthen NATO and secure peace? Judged by who left and what followed.

    Evidence for: a state that left has since acquired the weapon (a purchase among the later events
    that supports the claim). Evidence against: Russia attacked a state that had left. Both: mixed;
    neither: untested. That no purchase was reported is no test, since no list holds them all; nor
    is peace that lasted, which leaving need not have caused.
    """
    left = leavers(evidence)
    buying = evidence["aftermath"]
    buying = buying[
        buying["kind"].eq("procurement")
        & buying["iso3"].isin(set(left["iso3"]))
        & buying["confidence"].ne("weak")
    ]
    gained = buying[buying["direction"].eq("supports")]
    years = left["withdrawal_effective"].str[:4].astype(int).set_axis(left["iso3"])
    hit = strikes(evidence)
    hit = hit[hit["user_iso3"].eq("RUS") & hit["location_iso3"].isin(years.index)]
    hit = hit[hit["first_year"] >= hit["location_iso3"].map(years)]
    wait = evidence["industrial_base"].query("id == 'IB12'")
    names = capitalised(listed(evidence.state_in_text(state) for state in left["iso3"]))
    told = (
        f"{names} left, {counted(months_out(evidence), 'month')} before the date of this evidence. "
        f"Purchases of the weapon reported since: {how_many(len(gained))}; Russian attacks since: "
        f"{how_many(len(hit))}. Whether peace is safer cannot be seen."
        if len(left)
        else "No state had left, so there was nothing to observe."
    )
    slow = (
        f" Deliveries in Europe take {counted(int(wait['value'].iloc[0]), 'year')} or more."
        if len(left) and len(wait)
        else ""
    )
    return Ruling(
        balance(len(gained), len(hit)),
        summary=told + slow,
        best_for="Leaving is the first step without which a party can neither buy nor train.",
        best_against="Parties have destroyed their stocks, so leaving by itself adds nothing.",
        would_change="Weapons in the hands of a state that left, and a long record after it.",
        rests_on=(
            *(evidence.cite("aftermath", rows) for rows in (buying,) if len(rows)),
            *evidence.cite_known("industrial_base", *wait["id"]),
            *evidence.cite_known("omissions", "O13", "O02"),
            *evidence.cite_known("government_positions", "GP19"),
            status_rows(evidence),
        ),
        numbers={"left": len(left), "acquired": len(gained), "attacked": len(hit)},
        at_most="low",
    )


def sends_signal(evidence: Evidence) -> Ruling:
    """C76: would withdrawal signal resolve to Russia? Judged by Russian reactions.

    Evidence for: a Russian official reaction to a state's leaving that takes it as resolve or
    threat. Evidence against: one that dismisses it. Looked for among Russian positions since the
    Lithuanian decision (column ``reaction``); without any, untested.
    """
    timeline = evidence["timeline"]
    russian = timeline[
        timeline["category"].eq("position")
        & timeline["actor_iso3"].eq("RUS")
        & timeline["confidence"].ne("weak")
    ]
    decision = evidence.rows("timeline", category="treaty", actor_iso3="LTU")
    start = decision["date"].min()
    after = russian[russian["date"].ge(start)]
    cold = after["reaction"].eq("dismisses").fillna(False)
    if after.empty:
        verdict = Verdict.UNTESTED
    else:
        verdict = Verdict.EVIDENCE_AGAINST if cold.all() else Verdict.EVIDENCE_FOR
    sender = heard(evidence, (Statement("aftermath", "A09", "a strategic message"),))
    return Ruling(
        verdict,
        summary=(
            "Russian official reactions found since Lithuania's government decided: "
            f"{how_many(len(after))}. The nearest case is July 2023: when the United States "
            f"announced its supply, {counted(len(russian) - len(after), 'Russian statement')} "
            "answered that Russia has its own and may use them."
        ),
        best_for=(
            f"Lithuania's defence minister called the exit {sender[0][0]}; Russia does watch the "
            "weapon."
            if sender[0]
            else "Russia answered at the highest level when the weapon went to Ukraine."
        ),
        best_against="In 2023 the answer was a threat to use the weapon, not restraint.",
        would_change="Russian statements or conduct that respond to a state's leaving.",
        rests_on=(
            evidence.cite("timeline", russian),
            evidence.cite("timeline", decision),
            *sender[1],
            *evidence.cite_known("omissions", "O15"),
        ),
        numbers={"reactions": len(after), "statements_2023": len(russian) - len(after)},
        at_most="low",
    )
