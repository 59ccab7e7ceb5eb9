"""Findings on what the weapon does and whether it is needed: C65, C68 to C70, C72, C78, C82."""

from __future__ import annotations

import pandas as pd

from casebook.claims import Ruling, Verdict, balance
from casebook.evidence import Evidence
from casebook.military_value_record import (
    GRANTED,
    ON_AREA,
    SEEN_IN_UKRAINE,
    cite_all,
    lethality,
    picked,
    sided,
    solid,
    studies,
    views,
)
from casebook.wording import capitalised, counted, how_many, listed, spelled

_ON_PEOPLE = ("E01", "E05", "E15", "E17", "E26")
_ON_ARMOUR = ("E08", "E15", "E26")
_ARMOUR_FACTS = ("P116",)
"""C70: rows that speak of an effect on people and on vehicles; E26 argues against the op-ed."""

_NEEDED = ("P102", "P107", "P141")
_NOT_NEEDED = ("P099", "P118")
"""C82: governments that say the weapon is needed for defence, and that it is not or do without."""


_RESTS_ON = {"E01": "the Vietnam war", "E02": "an intelligence estimate on grouped infantry"}
"""C68: what the comparisons by others than the authors rest on."""


def strategic_value(evidence: Evidence) -> Ruling:
    """C65, that use in Ukraine has proved strategic value.

    Only what was seen in Ukraine counts (:data:`SEEN_IN_UKRAINE`), not forecasts. Mixed if reports
    that are not weak stand on both sides, or if none of those for it holds a measurement: good
    effect in an attack does not yet show strategic value. Confidence is low while nothing is
    measured.
    """
    seen = views(evidence, *SEEN_IN_UKRAINE)
    for_, against = sided(seen)
    measured = int(solid(seen)["figure_low"].notna().sum())
    verdict = balance(len(for_), len(against))
    if verdict is Verdict.EVIDENCE_FOR and for_["figure_low"].isna().all():
        verdict = Verdict.MIXED
    return Ruling(
        verdict,
        summary=(
            f"Of the reports of what was seen in Ukraine, {spelled(len(for_))} tell of good effect "
            f"and {spelled(len(against))} of little effect on dug-in troops; "
            f"{how_many(measured)} of them holds a measurement. They speak of villages, "
            "attacks and pace, not of the outcome of the war. Their number reflects a search, not "
            "the balance of opinion."
        ),
        best_for=(
            "The White House said in July 2023 that early use affected Russian defence and "
            "manoeuvre, and press reports linked the recapture of Urozhaine to the shells."
        ),
        best_against=(
            "Ukrainian troops told reporters that the shells did little against dug-in positions, "
            "the main obstacle. Ukraine's own report of August 2023 to the Pentagon is unpublished."
        ),
        would_change="Publication of Ukraine's count of rounds fired and targets destroyed.",
        rests_on=cite_all(
            evidence,
            effectiveness_claims=seen,
            timeline=picked(evidence, "timeline", "TL34"),
        ),
        numbers={"reports_for": len(for_), "reports_against": len(against), "measured": measured},
        at_most="high" if measured else "low",
    )


def lethal(evidence: Evidence) -> Ruling:
    """C68, that the weapons showed high lethality in several key areas.

    For: comparisons above one with ordinary shells, not weak and not by the authors. Against: a
    report from Ukraine of little effect. Both: mixed.
    """
    ratios = lethality(evidence)
    others = ratios[~ratios["own"] & ~ratios["weak"] & ratios["low"].gt(1)]
    _, against = sided(views(evidence, "E25"))
    span = " and ".join(f"{low:g}" for low in others["low"])
    return Ruling(
        balance(len(others), len(against)),
        summary=(
            f"Besides the authors' own figures, {counted(len(others), 'comparison')} rate one "
            f"cluster shell above ordinary ones, at {span or 'no number of'} shells. They rest on "
            f"{listed(text for key, text in _RESTS_ON.items() if key in set(others['id']))}. "
            "Nothing was measured at Bakhmut"
            + (", and soldiers reported little effect on dug-in troops." if len(against) else ".")
        ),
        best_for=(
            "A study and an intelligence estimate, made independently of the authors, agree on a "
            "large advantage against infantry."
        ),
        best_against=(
            "The Vietnam figure is old, from jungle war and without a published method; the op-ed "
            "points to a battle for which there is no figure at all."
        ),
        would_change="Casualties per round, cluster against ordinary shells, measured in Ukraine.",
        rests_on=cite_all(
            evidence,
            effectiveness_claims=views(evidence, *ratios["id"], "E25", "E33"),
        ),
        numbers={"independent_comparisons": len(others)},
        at_most="medium",
    )


def area_targets(evidence: Evidence) -> Ruling:
    """C69, that they cover area well and so suit dispersed or moving targets.

    For: a study or official view that is not weak affirms it, and views against the op-ed grant it
    (:data:`GRANTED`). One of the two: mixed if others deny it, else evidence for. None: the other
    side. The cost to one's own troops is weighed elsewhere.
    """
    for_, against = sided(views(evidence, *ON_AREA))
    granted = solid(views(evidence, *GRANTED))
    granted = granted[granted["direction"].eq("questions")]
    firm = for_[for_["basis"].isin(("official", "study"))]
    if len(firm) and len(granted):
        verdict = Verdict.EVIDENCE_FOR
    else:
        verdict = balance(len(for_) + len(granted), len(against))
    return Ruling(
        verdict,
        summary=(
            f"{capitalised(counted(len(for_), 'published view'))} affirm "
            "that the weapon covers wide areas and suits dispersed or moving targets. "
            f"{capitalised(counted(len(granted), 'view'))} against the op-ed grant an effect on "
            f"troops or vehicles in the open. {capitalised(counted(len(against), 'view'))} call it "
            "inaccurate or tell of strays. “Ideal” leaves out dug-in targets and duds in the path "
            "of one's own troops."
        ),
        best_for=(
            "Even Human Rights Watch, which opposes the weapon, has acknowledged the wider area "
            "covered and the help to an outnumbered force."
        ),
        best_against=(
            "A US division that used them in 2003 is cited as calling them losers, because its "
            "troops had to advance through duds."
        ),
        would_change="Trials or records that show no gain over ordinary shells on open targets.",
        rests_on=cite_all(
            evidence,
            effectiveness_claims=views(evidence, *ON_AREA, *GRANTED, "E31", "E37"),
            omissions=picked(evidence, "omissions", "O16"),
        ),
        numbers={"affirm": len(for_), "granted": len(granted), "deny": len(against)},
        at_most="medium",
    )


def dual_purpose(evidence: Evidence) -> Ruling:
    """C70, that dual-purpose submunitions work against light armour and people.

    Put to the test by a study, or by what was seen in Ukraine, that affirms an effect on people or
    on vehicles, and is not weak: evidence for if there is one, else untested. Views that affirm it
    or grant it are named beside. Confidence is low unless both effects were studied or seen.
    """
    people, armour = (
        rows[rows["direction"].eq("supports") | rows["claim_id"].isin(GRANTED)]
        for rows in (solid(views(evidence, *ids)) for ids in (_ON_PEOPLE, _ON_ARMOUR))
    )
    facts = solid(picked(evidence, "political_facts", *_ARMOUR_FACTS))
    tested = [
        int((rows["basis"].eq("study") | rows["claim_id"].isin(SEEN_IN_UKRAINE)).sum())
        for rows in (people, armour)
    ]
    return Ruling(
        Verdict.EVIDENCE_FOR if any(tested) else Verdict.UNTESTED,
        summary=(
            f"{capitalised(counted(len(people), 'report'))} affirm an effect on people, "
            f"{how_many(tested[0])} of them from a study or from what was seen in Ukraine; "
            f"{spelled(len(armour) + len(facts))} affirm one on vehicles, "
            f"{how_many(tested[1])} of them so founded. No report found denies either, and "
            "no test of penetration or fragments was found."
        ),
        best_for="An analyst at CSIS who calls them no game changer grants the effect on both.",
        best_against="Against dug-in troops, soldiers in Ukraine reported that they did little.",
        would_change="Published tests of effect on light armour and people.",
        rests_on=cite_all(
            evidence,
            effectiveness_claims=views(evidence, *_ON_PEOPLE, *_ON_ARMOUR, "E25"),
            political_facts=facts,
        ),
        numbers={"on_people": len(people), "on_vehicles": len(armour) + len(facts)},
        at_most="medium" if all(tested) else "low",
    )


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
    relayed = solid(picked(evidence, "political_facts", "P039"))
    relayed_stopgap = relayed[relayed["fact"].str.contains("temporary")]
    later = solid(picked(evidence, "aftermath", "A31", "A35"))
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
            political_facts=picked(evidence, "political_facts", "P039", "P137", "P141"),
            transfers=picked(evidence, "transfers", "TR13"),
            aftermath=later,
        ),
        numbers={"stopgap": len(stopgap) + len(relayed_stopgap), "military_use": len(need)},
        at_most="medium",
    )


def compelling_case(evidence: Evidence) -> Ruling:
    """C78, normative: that success in Ukraine makes a compelling case."""
    seen = views(evidence, *SEEN_IN_UKRAINE)
    for_, against = sided(seen)
    toll = picked(evidence, "casualties_by_year", "CY42")
    counted_in = (
        f" ({toll['ukraine_total'].max():,} recorded in 2022, before the US shells)"
        if len(toll)
        else ""
    )
    own_land = picked(evidence, "political_facts", "P030")
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
    games = studies(evidence, r"\bEurope|\bNATO\b|war.?game")
    official = views(evidence, "E14")
    needed, _ = sided(official)
    for_facts = solid(picked(evidence, "political_facts", *_NEEDED))
    against_facts = solid(picked(evidence, "political_facts", *_NOT_NEEDED))
    substitutes = solid(picked(evidence, "omissions", "O38"))
    drones = solid(views(evidence, "E45"))
    order = solid(picked(evidence, "aftermath", "A35"))
    cost = picked(evidence, "political_facts", "P103")["number"]
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
                [for_facts, against_facts, picked(evidence, "political_facts", "P103")]
            ),
            omissions=picked(evidence, "omissions", "O06", "O30", "O38"),
            aftermath=order,
        ),
        numbers={"needed": len(for_), "not_needed": len(against), "studies": len(games)},
        at_most="low",
    )
