"""Rules on Stoltenberg: his offices, his part in the treaty, and the two roles together."""

from __future__ import annotations

import pandas as pd

from casebook.reasoning.cases import Case
from casebook.reasoning.evidence import Evidence, NotInEvidence
from chapters.common.bearing import bearing
from chapters.words import facts
from chapters.words.facts import NORWAY, SECRETARY_GENERAL, one_of
from chapters.words.facts_statements import checks_of, words_at_nato

_CLAIMED_YEARS = 2.5
"""The op-ed's period of war, "two-and-a-half years" (C28)."""

_VALUES = {"a matter of values": True}


def led_nato_in_2008(evidence: Evidence) -> Case:
    """Return whether he was Secretary General on the days of adoption and of signing."""
    days = [facts.event_day(evidence, row) for row in (facts.ADOPTED, facts.SIGNED)]
    leaders = [facts.in_office(evidence, SECRETARY_GENERAL, day) for day in days]
    if not all(leaders):
        raise NotInEvidence("no accepted row says who led NATO in 2008")
    his = ["Stoltenberg" in names for names in leaders]
    oslo = (facts.ADOPTED, facts.SIGNED, facts.SIGNED_FOR_NORWAY, facts.TAKES_UP)
    return Case(
        {"supported": all(his), "misleading": any(his), "contradicted": True},
        evidence.cites(
            ("political_facts", ("P001", "P002", "P003", "P005")), ("oslo_process", oslo)
        ),
        {"years_to_nato": round(facts.since_signing(evidence), 1)},
        {
            "adopted": days[0],
            "signed": days[1],
            "at_adoption": leaders[0],
            "at_signing": leaders[1],
            "leaders": sorted({*leaders[0], *leaders[1]}),
            "premier": facts.in_office(evidence, NORWAY, days[1]),
        },
    )


def two_and_a_half_years(evidence: Evidence) -> Case:
    """Return whether NATO had so many years of war to leave, and did not.

    The period is right if the time from the invasion to the op-ed rounds, in halves of a year, to
    the claimed one. A move to leave is a report on NATO's position in that time that says so.
    """
    start, years = facts.invasion(evidence), facts.years_of_war(evidence)
    positions = evidence.rows("political_facts", category="nato_position")
    known = positions["date_start"]
    in_time = known.ge(start.isoformat()) & known.le(evidence.published.isoformat())
    positions = positions[in_time]
    moves = int(positions["position_taken"].eq("leave_treaty").sum())
    period = round(2 * years) == round(2 * _CLAIMED_YEARS)
    listed = evidence["ccm_status"]["iso3"]
    is_party = bool((~listed.isin(evidence["states"]["iso3"])).any())
    law = evidence.rows("ccm_articles", rule="withdrawal_right")
    return Case(
        {"contradicted": moves or not period, "supported": is_party, "misleading": True},
        evidence.cites(
            ("timeline", ("TL01",)), ("political_facts", positions), ("ccm_articles", law)
        ),
        {"years": round(years, 1), "moves": moves},
        {"start": start, "reports": len(positions), "period_right": period, "is_party": is_party},
        at_most="medium",
    )


def should_have_urged(evidence: Evidence) -> Case:
    """Return the facts on whether he should have suggested that all members withdraw."""
    parties, members = facts.bound_allies(evidence)
    said = words_at_nato(evidence)
    office = one_of(evidence, "background_facts", "BG131", "BG132")
    duty = evidence.rows("ccm_articles", rule="duty_to_discourage")
    return Case(
        _VALUES,
        evidence.cites(
            ("political_facts", said), ("background_facts", office), ("ccm_articles", duty)
        ),
        {"allied_parties": parties, "members": members},
        {
            "urging": int(said["position_taken"].eq("leave_treaty").sum()),
            "month": facts.month_of(said, "date_start"),
        },
    )


def leading_part(evidence: Evidence) -> Case:
    """Return how many of three marks of a leading part he shows, and who else led the talks."""
    launched = facts.event_day(evidence, facts.LAUNCHED)
    did = {
        "headed": "Stoltenberg" in facts.in_office(evidence, NORWAY, launched),
        "hosted": len(evidence.pick("political_facts", "P014")) > 0,
        "signed": len(evidence.pick("oslo_process", facts.SIGNED_FOR_NORWAY)) > 0,
    }
    marks, others = sum(did.values()), evidence.pick("political_facts", "P012", "P013")
    making = ("P001", "P010", "P012", "P013", "P014", "P015", "P016")
    return Case(
        {
            "supported": marks > 1 and others.empty,
            "mostly supported": marks > 1,
            "misleading": marks,
            "contradicted": True,
        },
        evidence.cites(
            ("oslo_process", (facts.LAUNCHED, facts.SIGNED_FOR_NORWAY)),
            ("political_facts", one_of(evidence, "political_facts", *making)),
        ),
        {"marks": marks, "others_named": len(others)},
        did,
    )


def two_roles(evidence: Evidence) -> Case:
    """Return the facts on whether his two roles contradict each other."""
    said, years = words_at_nato(evidence), round(facts.since_signing(evidence), 1)
    later = evidence.pick("aftermath", "A43")
    roles = one_of(evidence, "oslo_process", facts.SIGNED_FOR_NORWAY, facts.TAKES_UP)
    return Case(
        _VALUES,
        evidence.cites(("political_facts", said), ("oslo_process", roles), ("aftermath", later)),
        {"years_apart": years, "opposing": _opposing(said)},
        {"reports": len(said), "later": facts.month_of(later)},
    )


def responsible_for_deterrence(evidence: Evidence) -> Case:
    """Return on whom the recorded facts on the office put the duty to deter."""
    rows = evidence.rows("background_facts", claim_id="C36")
    named, partly, elsewhere = (
        int(rows["duty_to_deter"].eq(duty).sum())
        for duty in ("secretary_general", "secretary_general_in_part", "others")
    )
    return Case(
        {
            "supported": named,
            "misleading": partly and elsewhere,
            "mostly supported": partly,
            "contradicted": True,
        },
        evidence.cites(("background_facts", rows)),
        {
            "rows": len(rows),
            "naming_deterrence": named,
            "in_part": partly,
            "elsewhere": elsewhere,
        },
        at_most="medium",
    )


def opposed_to_the_weapon(evidence: Evidence) -> Case:
    """Return whether his words before and at NATO oppose the weapon.

    Confidence is held at medium, as the office and the private view may differ.
    """
    start = facts.term_of(evidence, "Stoltenberg", SECRETARY_GENERAL)["start"]
    words = pd.concat([checks_of(evidence, claim) for claim in ("C37", "C38")])
    solid = words["found"].isin(("exact", "near")) & words["confidence"].ne("weak")
    before = words[solid & words["found_date"].lt(start)]
    said = words_at_nato(evidence)
    opposing, retracting = _opposing(said), int(said["position_taken"].eq("for_weapon").sum())
    return Case(
        {
            "supported": opposing,
            "misleading": len(before) and retracting,
            "mostly supported": len(before),
            "unverifiable": True,
        },
        evidence.cites(("quote_checks", before), ("political_facts", said)),
        {
            "before": len(before),
            "at_nato": len(said),
            "opposing": opposing,
            "retracting": retracting,
        },
        {"spoke": before["found_date"].min()[:4] if len(before) else ""},
        at_most="medium",
    )


def argues_for_limits(evidence: Evidence) -> Case:
    """Return the facts on whether limits and a warning of Russia are inconsistent."""
    said = words_at_nato(evidence)
    warned = evidence.rows("political_facts", category="stoltenberg_threat")
    return Case(
        _VALUES,
        evidence.cites(("political_facts", said), ("political_facts", warned)),
        {"opposing": _opposing(said)},
        {"reports": len(said), "warned": int(warned["threat_seen"].eq("risk").sum())},
    )


def moral_consistency(evidence: Evidence) -> Case:
    """Return the facts on whether his two roles are morally inconsistent."""
    case = two_roles(evidence)
    return Case(_VALUES, case.rests_on, {"years_apart": case.numbers["years_apart"]}, case.names)


def put_nato_at_risk(evidence: Evidence) -> Case:
    """Return whether a study or an event traces a harm to his not choosing.

    The reasons of the state that left, and the rule that to leave is each party's act, are told:
    neither shows a harm or its absence.
    """
    found = bearing(evidence, "C51")
    reasons = evidence.rows("political_facts", category="lithuania_argument")
    naming = int(reasons["reason_given"].eq("nato_leader").sum())
    law = evidence.pick("ccm_articles", rule="withdrawal_right")
    office = one_of(evidence, "background_facts", "BG131", "BG132")
    return Case(
        found.rungs,
        evidence.cites(
            *found.rows,
            ("political_facts", reasons),
            ("ccm_articles", law),
            ("political_facts", ("P028", "P029", "P031")),
            ("background_facts", office),
        ),
        {**found.numbers, "reasons": len(reasons), "naming_him": naming},
        {"own_choice": len(law)},
        carried_by=evidence.cites(*found.rows),
        at_most="low",
    )


def _opposing(said: pd.DataFrame) -> int:
    """Return how many reports of his words at NATO have him oppose the weapon."""
    return int(said["position_taken"].eq("against_weapon").sum())


RULES = {
    "C03": led_nato_in_2008,
    "C28": two_and_a_half_years,
    "C29": should_have_urged,
    "C30": leading_part,
    "C34": two_roles,
    "C36": responsible_for_deterrence,
    "C43": opposed_to_the_weapon,
    "C47": argues_for_limits,
    "C48": moral_consistency,
    "C51": put_nato_at_risk,
}
