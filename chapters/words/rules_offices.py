"""Rules on offices: who held them, what they oblige to, what was done and said in them."""

from __future__ import annotations

import pandas as pd

from casebook.data.dates import earliest_day
from casebook.reasoning.cases import Case
from casebook.reasoning.evidence import Evidence, NotInEvidence
from chapters.common.bearing import bearing
from chapters.common.sides import by_side
from chapters.words import facts
from chapters.words.facts import NETHERLANDS, NORWAY, SECRETARY_GENERAL
from chapters.words.facts_statements import checks_of, opposing, words_at_nato

_CLAIMED_YEARS = 2.5
"""The op-ed's period of war, "two-and-a-half years" (C28)."""

_MANY_ACTS = 2
"""So many public acts of his government make "no statements" a wrong picture (C62)."""


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
        carried_by=evidence.cites(("timeline", ("TL01",)), ("ccm_articles", law)),
        absent=evidence.nothing_in("political_facts", unless=moves),
        at_most="medium",
    )


def leading_part(evidence: Evidence) -> Case:
    """Return how many of three marks of a leading part he shows, and who else led the talks."""
    launched = facts.event_day(evidence, facts.LAUNCHED)
    did = {
        "headed": "Stoltenberg" in facts.in_office(evidence, NORWAY, launched),
        "hosted": len(evidence.pick("political_facts", part="hosted")) > 0,
        "signed": len(evidence.pick("oslo_process", facts.SIGNED_FOR_NORWAY)) > 0,
    }
    marks, others = sum(did.values()), evidence.pick("political_facts", part="led")
    return Case(
        {
            "supported": marks > 1 and others.empty,
            "mostly supported": marks > 1,
            "misleading": marks,
            "contradicted": True,
        },
        evidence.cites(
            ("oslo_process", (facts.LAUNCHED, facts.SIGNED_FOR_NORWAY)),
            ("political_facts", ("P001", "P010", "P012", "P013", "P014", "P015", "P016")),
        ),
        {"marks": marks, "others_named": len(others)},
        did,
        carried_by=evidence.cites(
            ("oslo_process", (facts.LAUNCHED,)), ("political_facts", ("P001",))
        ),
        absent=evidence.nothing_in("political_facts", "oslo_process", unless=marks and len(others)),
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
        carried_by=evidence.cites(("background_facts", rows)),
        absent=evidence.nothing_in("background_facts", unless=named),
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
    against, retracting = opposing(said), int(said["position_taken"].eq("for_weapon").sum())
    return Case(
        {
            "supported": against,
            "misleading": len(before) and retracting,
            "mostly supported": len(before),
            "unverifiable": True,
        },
        evidence.cites(("quote_checks", before), ("political_facts", said)),
        {
            "before": len(before),
            "at_nato": len(said),
            "opposing": against,
            "retracting": retracting,
        },
        {
            "spoke": before["found_date"].min()[:4] if len(before) else "",
            "on_russia": facts.month_of(
                said[said["position_taken"].eq("against_russian_use")], "date_start"
            ),
        },
        absent=evidence.nothing_in("political_facts", unless=against),
        at_most="medium",
    )


def put_nato_at_risk(evidence: Evidence) -> Case:
    """Return whether a study or an event traces a harm to his not choosing.

    The reasons of the state that left, and the rule that to leave is each party's act, are told:
    neither shows a harm or its absence.
    """
    found = bearing(evidence, "C51")
    reasons = evidence.rows("political_facts", category="lithuania_argument")
    given = reasons["reason_given"].dropna()
    law = evidence.pick("ccm_articles", rule="withdrawal_right")
    return Case(
        found.rungs,
        evidence.cites(
            *found.rows,
            ("political_facts", reasons),
            ("ccm_articles", law),
            ("political_facts", ("P028", "P029", "P031")),
            ("background_facts", ("BG131", "BG132")),
        ),
        {**found.numbers, "reasons": len(given), "naming_him": int(given.eq("nato_leader").sum())},
        {"own_choice": len(law), "given": list(given.unique())},
        carried_by=evidence.cites(*found.rows),
        mixed_by=found.sides(evidence),
        absent=found.absent(evidence),
        at_most="low",
    )


def about_to_succeed(evidence: Evidence) -> Case:
    """Return whether Rutte was appointed, and still prime minister, when the op-ed appeared."""
    named = {"person": "Rutte", "office": SECRETARY_GENERAL}
    day = evidence.rows("political_facts", term_mark="appointed", **named)["date_start"].iloc[0]
    term = facts.term_of(evidence, "Rutte", NETHERLANDS)
    still = "Rutte" in facts.in_office(evidence, NETHERLANDS, evidence.published)
    took_up = evidence.pick("political_facts", term_mark="start", **named)
    ended = "" if still else term["end"]
    return Case(
        {
            "contradicted": day > evidence.published.isoformat(),
            "supported": still,
            "mostly supported": True,
        },
        evidence.cites(("political_facts", ("P008", "P006", "P007", "P009"))),
        {"still_prime_minister": int(still)},
        {
            "appointed": day,
            "ended": ended,
            "days_out": (evidence.published - earliest_day(ended)).days if ended else 0,
            "took_up": took_up["date_start"].iloc[0] if len(took_up) else "",
        },
    )


def chance_for_one_policy(evidence: Evidence) -> Case:
    """Return whether a common NATO policy was adopted, or turned down, under the new leader.

    Confidence is held low: a chance is not a fact.
    """
    found, rows = facts.policies(evidence), evidence.pick("aftermath", kind="nato_leadership")
    wider = evidence.pick("aftermath", "A14")
    return Case(
        by_side(found["adopted"], found["turned_down"]),
        evidence.cites(
            ("background_facts", ("BG131", "BG132")),
            ("aftermath", rows),
            ("aftermath", wider),
        ),
        found,
        {"on_record": len(rows), "wider": facts.month_of(wider)},
        carried_by=evidence.cites(("aftermath", rows)),
        mixed_by=tuple(
            evidence.cites(("aftermath", rows[rows["direction"].eq(way)]))
            for way in ("supports", "weakens")
        ),
        absent=evidence.nothing_in("aftermath", unless=any(found.values())),
        at_most="low",
    )


def no_statements(evidence: Evidence) -> Case:
    """Return what Rutte himself, and the government he led, said or did before the op-ed.

    That no words of his were found does not show that there were none, so the claim cannot be
    borne out by it; confidence is held at medium.
    """
    acts, own = facts.government_acts(evidence), facts.own_words(evidence)
    rows = evidence["political_facts"]
    return Case(
        {
            "contradicted": len(own),
            "misleading": len(acts) >= _MANY_ACTS,
            "unverifiable": True,
        },
        evidence.cites(
            ("political_facts", rows[rows["id"].isin(acts["id"])]),
            ("political_facts", own),
            ("political_facts", ("P006", "P007", "P038", "P042")),
        ),
        {"own_statements": len(own), "government_acts": len(acts)},
        {
            "acts": list(acts["act"]),
            "asked": facts.month_of(evidence.pick("political_facts", "P038"), "date_start"),
        },
        absent=evidence.nothing_in("political_facts", unless=len(own)),
        at_most="medium",
    )


RULES = {
    "C03": led_nato_in_2008,
    "C28": two_and_a_half_years,
    "C30": leading_part,
    "C36": responsible_for_deterrence,
    "C43": opposed_to_the_weapon,
    "C51": put_nato_at_risk,
    "C60": about_to_succeed,
    "C61": chance_for_one_policy,
    "C62": no_statements,
}
