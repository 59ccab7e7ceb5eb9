"""Findings on what the weapon does: C65, C68 to C70."""

from __future__ import annotations

from casebook.military_value_record import (
    GRANTED,
    ON_AREA,
    SEEN_IN_UKRAINE,
    cite_all,
    lethality,
    sided,
    solid,
    views,
)
from casebook.reasoning.claims import Ruling, Verdict, balance
from casebook.reasoning.evidence import Evidence
from casebook.telling.wording import capitalised, counted, how_many, listed, spelled

_ON_PEOPLE = ("E01", "E05", "E15", "E17", "E26")
_ON_ARMOUR = ("E08", "E15", "E26")
_ARMOUR_FACTS = ("P116",)
"""C70: rows that speak of an effect on people and on vehicles; E26 argues against the op-ed."""

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
            timeline=evidence.known("timeline", "TL34"),
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
            omissions=evidence.known("omissions", "O16"),
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
    facts = solid(evidence.known("political_facts", *_ARMOUR_FACTS))
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
