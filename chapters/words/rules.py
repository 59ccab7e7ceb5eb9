"""All rules of the chapter; those on values, which get no verdict, are its own."""

from __future__ import annotations

from casebook.reasoning.cases import Case, Rule
from casebook.reasoning.evidence import Evidence
from chapters.words import facts, rules_offices, rules_quotations
from chapters.words.facts_statements import on_russia, opposing, words_at_nato

_VALUES = {"a matter of values": True}


def _membership(evidence: Evidence) -> dict[str, int]:
    """Return how many allies were parties when the op-ed appeared, and how many there were."""
    parties, members = facts.bound_allies(evidence)
    return {"allied_parties": parties, "members": members}


def _counted_on(evidence: Evidence) -> dict[str, object]:
    """Return the day of :func:`_membership`, and whether the op-ed had not appeared by then."""
    day = min(evidence.as_of, evidence.published)
    return {"before_op_ed": day < evidence.published, "day": day}


def incumbent_on_new_leadership(evidence: Evidence) -> Case:
    """Return the facts on whether the new leader has the power, and so a duty, to change course."""
    return Case(
        _VALUES,
        evidence.cites(
            ("background_facts", ("BG128", "BG131", "BG132", "BG133", "BG134")),
            ("ccm_articles", evidence.pick("ccm_articles", rule="withdrawal_right")),
            ("omissions", ("O06",)),
        ),
        _membership(evidence),
        _counted_on(evidence),
    )


def should_have_urged(evidence: Evidence) -> Case:
    """Return the facts on whether he should have suggested that all members withdraw."""
    said = words_at_nato(evidence)
    return Case(
        _VALUES,
        evidence.cites(
            ("political_facts", said),
            ("background_facts", ("BG131", "BG132")),
            ("ccm_articles", evidence.pick("ccm_articles", rule="duty_to_discourage")),
        ),
        _membership(evidence),
        {
            **_counted_on(evidence),
            "urging": int(said["position_taken"].eq("leave_treaty").sum()),
            "month": facts.month_of(said, "date_start"),
        },
    )


def two_roles(evidence: Evidence) -> Case:
    """Return the facts on whether his two roles contradict each other, or are inconsistent."""
    said, later = words_at_nato(evidence), evidence.pick("aftermath", "A43")
    return Case(
        _VALUES,
        evidence.cites(
            ("political_facts", said),
            ("oslo_process", (facts.SIGNED_FOR_NORWAY, facts.TAKES_UP)),
            ("aftermath", later),
        ),
        {"years_apart": round(facts.since_signing(evidence), 1), "opposing": opposing(said)},
        {"reports": len(said), "on_russia": on_russia(said), "later": facts.month_of(later)},
    )


def argues_for_limits(evidence: Evidence) -> Case:
    """Return the facts on whether limits and a warning of Russia are inconsistent."""
    said = words_at_nato(evidence)
    warned = evidence.rows("political_facts", category="stoltenberg_threat")
    return Case(
        _VALUES,
        evidence.cites(("political_facts", said), ("political_facts", warned)),
        {"opposing": opposing(said)},
        {
            "reports": len(said),
            "on_russia": on_russia(said),
            "warned": int(warned["threat_seen"].eq("risk").sum()),
        },
    )


def heed_border_states(evidence: Evidence) -> Case:
    """Return what the allies on Russia's border hold of the treaty."""
    border = facts.border_positions(evidence)
    stated = tuple(border["position_id"].dropna())
    names = border.groupby("out")["name"].agg(list)
    norway_stays = bool((border["iso3"].eq("NOR") & ~border["out"]).any())
    return Case(
        _VALUES,
        evidence.cites(
            ("government_positions", stated),
            ("ccm_status", evidence.pick("ccm_status", iso3=tuple(border["iso3"]))),
            ("omissions", ("O07", "O21")),
        ),
        {
            "border_allies": len(border),
            "out_or_leaving": int(border["out"].sum()),
            "staying": int((~border["out"]).sum()),
        },
        {"out": names.get(True, []), "stay": names.get(False, []), "norway_stays": norway_stays},
    )


def change_at_turning_points(evidence: Evidence) -> Case:
    """Return the facts on which the maxim, applied to the ban of 2008, turns."""
    return Case(
        _VALUES,
        evidence.cites(
            ("political_facts", words_at_nato(evidence)),
            ("omissions", ("O31",)),
            ("government_positions", ("GP22",)),
        ),
    )


_OWN: dict[str, Rule] = {
    "C17": incumbent_on_new_leadership,
    "C29": should_have_urged,
    "C34": two_roles,
    "C47": argues_for_limits,
    "C48": two_roles,
    "C64": heed_border_states,
    "C81": change_at_turning_points,
}

RULES: dict[str, Rule] = dict(
    sorted({**_OWN, **rules_offices.RULES, **rules_quotations.RULES}.items())
)
