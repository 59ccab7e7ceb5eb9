"""Findings on whether the weapon is needed: C72, C78, C82."""

from __future__ import annotations

import pandas as pd

from casebook.military_value_record import (
    SEEN_IN_UKRAINE,
    cite_all,
    sided,
    solid,
    studies,
    views,
)
from casebook.reasoning.claims import Ruling, Verdict, balance
from casebook.reasoning.evidence import Evidence
from casebook.telling.wording import capitalised, counted, how_many, listed, spelled

_NEEDED = ("P102", "P107", "P141")
_NOT_NEEDED = ("P099", "P118")
"""C82: governments that say the weapon is needed for defence, and that it is not or do without."""


def shows_necessity(evidence: Evidence) -> Ruling:
    """C72, that the US approval shows the weapons are necessary.

    What did Washington say of its reasons in June and July 2023? The rows are the Pentagon's
    testimony (E11, E12: military use), the adviser's word on the decision (E40) and what an ally
    relayed (P039: a temporary solution). Military use or need speaks for, a stand-in for scarce
    shells against; both: mixed; none known, weak rows left out: untested. Older US policy on need
    in general does not bear on what this approval shows, and is named as the best point for it.
    """
    said = views(evidence, "E11", "E12", "E40")
    need, stopgap = sided(said)
    relayed = solid(evidence.known("political_facts", "P039"))
    relayed_stopgap = relayed[relayed["reason_given"].eq("stopgap").fillna(False)]
    later = solid(evidence.known("aftermath", "A31", "A35"))
    return Ruling(
        balance(len(need), len(stopgap) + len(relayed_stopgap)),
        summary=(
            f"{capitalised(counted(len(need), 'US statement'))} called the shells useful in battle "
            f"before the decision; {counted(len(stopgap) + len(relayed_stopgap), 'account')} of it "
            f"{'gives' if len(stopgap) + len(relayed_stopgap) == 1 else 'give'} lack of ordinary "
            "shells as the reason: a bridge until more are made. Useful is less than necessary, "
            "and a stand-in does not show that nothing else works."
            + (
                " Since then no transfers are known under the next US president, by a report of "
                "September 2025, and new US cluster shells have been ordered."
                if len(later) > 1
                else ""
            )
        ),
        best_for=(
            "US policy papers of 2008 and 2017 name a capability gap without the weapon, and in "
            "2023 it was what could be sent at once when other shells ran short."
        ),
        best_against="The US adviser said that the stock would not be replenished.",
        would_change="A US record that gives military need, not supply, as the reason in 2023.",
        rests_on=cite_all(
            evidence,
            effectiveness_claims=pd.concat([said, views(evidence, "E14")]),
            political_facts=evidence.known("political_facts", "P039", "P137", "P141"),
            transfers=evidence.known("transfers", "TR13"),
            aftermath=later,
        ),
        numbers={"stopgap": len(stopgap) + len(relayed_stopgap), "military_use": len(need)},
        at_most="medium",
    )


def compelling_case(evidence: Evidence) -> Ruling:
    """C78, normative: that success in Ukraine makes a compelling case."""
    seen = views(evidence, *SEEN_IN_UKRAINE)
    for_, against = sided(seen)
    toll = evidence.known("casualties_by_year", "CY42")
    counted_in = (
        f" ({toll['ukraine_total'].max():,} recorded in 2022, before the US shells)"
        if len(toll)
        else ""
    )
    own_land = evidence.known("political_facts", "P030")
    return Ruling(
        Verdict.VALUES,
        summary=(
            f"It turns on how reports of effect ({spelled(len(for_))} for, {spelled(len(against))} "
            f"against) weigh beside people killed and injured in Ukraine{counted_in}, by both "
            "sides' weapons, and beside duds on one's own land. How much proof makes a case "
            "compelling is a judgement."
        ),
        best_for=(
            "Those who fired the shells called them very effective, and Ukraine uses them on its "
            "own land to defend itself, as NATO's Secretary General put it."
        ),
        best_against=(
            "No result has been published that can be checked, and Ukraine's case, a shortage of "
            "ordinary shells, need not be that of the alliance."
        ),
        would_change="It is no matter of proof; published results would narrow the dispute.",
        rests_on=cite_all(
            evidence, effectiveness_claims=seen, casualties_by_year=toll, political_facts=own_land
        ),
        numbers={"reports_for": len(for_), "reports_against": len(against)},
    )


def europe_requires_them(evidence: Evidence) -> Ruling:
    """C82, that Europe cannot be defended without cluster munitions.

    Put to the test by a study, not weak, of the defence of Europe or of NATO, such as a war game:
    its side decides; untested while there is none. What governments hold, and orders of the weapon
    or of its substitutes, are positions: named, and without weight in the verdict.
    """
    games = studies(evidence, "defence_of_europe")
    official = views(evidence, "E14")
    needed, _ = sided(official)
    for_facts = solid(evidence.known("political_facts", *_NEEDED))
    against_facts = solid(evidence.known("political_facts", *_NOT_NEEDED))
    substitutes = solid(evidence.known("omissions", "O38"))
    drones = solid(views(evidence, "E45"))
    order = solid(evidence.known("aftermath", "A35"))
    cost = evidence.known("political_facts", "P103")["number"]
    price = f"{cost.max() / 1e9:.1f} billion"
    for_ = pd.concat([needed, for_facts, order])
    against = pd.concat([against_facts, substitutes, drones])
    states = [evidence.state_in_text(s) for s in against_facts["iso3"].dropna().unique()]
    return Ruling(
        balance(*map(len, sided(games))),
        summary=(
            f"War games or studies found that turn on them: {how_many(len(games))}. What was "
            f"found are positions: {spelled(len(for_))} that defence needs them, "
            f"{spelled(len(against))} that point the other way (states doing without among them: "
            f"{listed(states)})."
        ),
        best_for=(
            "The United States, Finland and Poland each said that giving them up would leave a gap "
            "or weaken defence."
            + (f" Finland put replacing them above {price} dollars." if len(cost) else "")
            if len(for_facts) > 1
            else "Official US statements name a gap without them."
        ),
        best_against=(
            "Most allies had bound themselves to do without them. A report for the US Congress "
            "said that precision may erode the weapon's relevance."
        ),
        would_change="War games or plans with and without them, or with their substitutes.",
        rests_on=cite_all(
            evidence,
            effectiveness_claims=pd.concat([games, official, views(evidence, "E45")]),
            political_facts=pd.concat(
                [for_facts, against_facts, evidence.known("political_facts", "P103")]
            ),
            omissions=evidence.known("omissions", "O06", "O30", "O38"),
            aftermath=order,
        ),
        numbers={"needed": len(for_), "not_needed": len(against), "studies": len(games)},
        at_most="low",
    )
