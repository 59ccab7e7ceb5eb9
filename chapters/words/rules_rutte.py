"""Rules on Rutte: his office, what he and his government said, what he is asked to do."""

from __future__ import annotations

from casebook.data.dates import earliest_day
from casebook.reasoning.cases import Case
from casebook.reasoning.evidence import Evidence
from chapters.common.sides import by_side
from chapters.words import facts
from chapters.words.facts import NETHERLANDS, one_of
from chapters.words.facts_statements import words_at_nato

_MANY_ACTS = 2
"""So many public acts of his government make "no statements" a wrong picture (C62)."""

_VALUES = {"a matter of values": True}


def incumbent_on_new_leadership(evidence: Evidence) -> Case:
    """Return the facts on whether the new leader has the power, and so a duty, to change course."""
    parties, members = facts.bound_allies(evidence)
    office = one_of(evidence, "background_facts", "BG128", "BG131", "BG132", "BG133", "BG134")
    law = evidence.rows("ccm_articles", rule="withdrawal_right")
    return Case(
        _VALUES,
        evidence.cites(
            ("background_facts", office),
            ("ccm_articles", law),
            ("omissions", one_of(evidence, "omissions", "O06")),
        ),
        {"allied_parties": parties, "members": members},
    )


def about_to_succeed(evidence: Evidence) -> Case:
    """Return whether Rutte was appointed, and still prime minister, when the op-ed appeared."""
    day = evidence.rows("political_facts", id="P008")["date_start"].iloc[0]
    term = facts.term_of(evidence, "Rutte", NETHERLANDS)
    still = "Rutte" in facts.in_office(evidence, NETHERLANDS, evidence.published)
    took_up = evidence.pick("political_facts", "P009")
    office = one_of(evidence, "political_facts", "P006", "P007", "P009")
    ended = "" if still else term["end"]
    return Case(
        {
            "contradicted": day > evidence.published.isoformat(),
            "supported": still,
            "mostly supported": True,
        },
        evidence.cites(("political_facts", ("P008",)), ("political_facts", office)),
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
            ("background_facts", one_of(evidence, "background_facts", "BG131", "BG132")),
            ("aftermath", rows),
            ("aftermath", wider),
        ),
        found,
        {"on_record": len(rows), "wider": facts.month_of(wider)},
        carried_by=evidence.cites(("aftermath", rows)),
        at_most="low",
    )


def no_statements(evidence: Evidence) -> Case:
    """Return what Rutte himself, and the government he led, said or did before the op-ed.

    That no words of his were found does not show that there were none, so the claim cannot be
    borne out by it; confidence is held at medium.
    """
    acts, own = facts.government_acts(evidence), facts.own_words(evidence)
    rows = evidence["political_facts"]
    record = one_of(evidence, "political_facts", "P006", "P007", "P038", "P042")
    return Case(
        {
            "contradicted": len(own),
            "misleading": len(acts) >= _MANY_ACTS,
            "unverifiable": True,
        },
        evidence.cites(
            ("political_facts", rows[rows["id"].isin(acts["id"])]),
            ("political_facts", own),
            ("political_facts", record),
        ),
        {"own_statements": len(own), "government_acts": len(acts)},
        {
            "acts": list(acts["act"]),
            "asked": facts.month_of(evidence.pick("political_facts", "P038"), "date_start"),
        },
        at_most="medium",
    )


def heed_border_states(evidence: Evidence) -> Case:
    """Return what the allies on Russia's border hold of the treaty."""
    border = facts.border_positions(evidence)
    out = border["out"]
    positions = evidence.pick("government_positions")
    positions = positions[positions["id"].isin(border["position_id"])]
    status = evidence.pick("ccm_status", iso3=tuple(border["iso3"]))
    omitted = one_of(evidence, "omissions", "O07", "O21")
    return Case(
        _VALUES,
        evidence.cites(
            ("government_positions", positions), ("ccm_status", status), ("omissions", omitted)
        ),
        {
            "border_allies": len(border),
            "out_or_leaving": int(out.sum()),
            "staying": int((~out).sum()),
        },
        {"out": list(border.loc[out, "name"]), "stay": list(border.loc[~out, "name"])},
    )


def change_at_turning_points(evidence: Evidence) -> Case:
    """Return the facts on which the maxim, applied to the ban of 2008, turns."""
    return Case(
        _VALUES,
        evidence.cites(
            ("political_facts", words_at_nato(evidence)),
            ("omissions", one_of(evidence, "omissions", "O31")),
            ("government_positions", one_of(evidence, "government_positions", "GP22")),
        ),
    )


RULES = {
    "C17": incumbent_on_new_leadership,
    "C60": about_to_succeed,
    "C61": chance_for_one_policy,
    "C62": no_statements,
    "C64": heed_border_states,
    "C81": change_at_turning_points,
}
