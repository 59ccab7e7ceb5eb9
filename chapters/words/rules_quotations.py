"""Rules on what was said: the quotations, and the warnings about Russia.

All quotations are judged by one rule, :func:`quotation`. Weak sources never decide it.
"""

from __future__ import annotations

from functools import partial

import pandas as pd

from casebook.reasoning.cases import Case
from casebook.reasoning.evidence import Evidence
from chapters.words import facts_statements as statements
from chapters.words.facts import month_of
from chapters.words.facts_statements import checks_of, days_of, reporters, words_at_nato

_TWICE = 2
"""How many days of a statement make it a repeated one, how many reports settle a motive."""

_HAS_THE_WORDS = ("exact", "near")


def holds(checks: pd.DataFrame, *, used: bool = True) -> dict[str, bool]:
    """Return which verdicts the checks of a quotation (rows of ``quote_checks``) reach.

    ``used`` is false where the op-ed makes no use of the words that a context could cut against (a
    linked headline). A context without the words settles nothing, and a reporter's indirect speech
    is not the speaker's own words.
    """
    solid = checks[checks["confidence"].ne("weak")]
    found = set(solid["found"])
    own = solid["found"].eq("near") & ~solid["indirect"].eq(True).fillna(False)
    cut = used and "different_context" in found
    return {
        "supported": "exact" in found and not cut,
        "mostly supported": "exact" in found or (own.any() and not cut),
        "misleading": "near" in found,
        "unverifiable": True,
    }


def cap(checks: pd.DataFrame) -> str:
    """Return the highest confidence that the checks allow.

    ``low`` if only weak sources have the words. ``medium`` if an official text was read in part
    without showing them, if sources word them differently, or if only indirect speech has them.
    """
    found = checks.loc[checks["confidence"].ne("weak"), "found"]
    if not found.isin(_HAS_THE_WORDS).any():
        return "low"
    return "medium" if found.isin(("not_found", "near")).any() else "high"


def quotation(
    evidence: Evidence,
    claim: str,
    *further: tuple[str, pd.DataFrame],
    used: bool = True,
    numbers: dict[str, object] | None = None,
    **names: object,
) -> Case:
    """Return the case of a quotation, by the checks of its words, with what sentences need of them.

    Names for the sentences: ``found`` (results that occur, in order, each with its reporters),
    ``exact``, ``near`` and ``indirect`` (counts in sources that are not weak),
    ``cut`` (contexts that go against the use, in any source), ``cut_solid``, ``not_found``.
    """
    checks = checks_of(evidence, claim)
    solid = checks[checks["confidence"].ne("weak")]
    counts = {how: int(solid["found"].eq(how).sum()) for how in _HAS_THE_WORDS}
    return Case(
        holds(checks, used=used),
        evidence.cites(("quote_checks", checks), *further),
        {"checks": len(checks), **(numbers or {})},
        {
            "found": [
                (how, statements.marked(evidence, checks[checks["found"].eq(how)]))
                for how in (*_HAS_THE_WORDS, "different_context")
                if checks["found"].eq(how).any()
            ],
            **counts,
            "indirect": int(solid["indirect"].eq(True).fillna(False).sum()),
            "cut": int(checks["found"].eq("different_context").sum()),
            "cut_solid": int(used and solid["found"].eq("different_context").sum()),
            "not_found": int(checks["found"].eq("not_found").sum()),
            **names,
        },
        carried_by=evidence.cites(("quote_checks", solid[solid["found"].isin(_HAS_THE_WORDS)])),
        absent=evidence.nothing_in(
            "quote_checks", unless=solid["found"].eq("different_context").any()
        ),
        at_most=cap(checks),
    )


def humanitarian_motive(evidence: Evidence) -> Case:
    """Return how many reports that are not weak have him name harm to people, in 2008."""
    checks = checks_of(evidence, "C38")
    solid = checks[checks["confidence"].ne("weak")]
    reports = solid[solid["reason_given"].eq("harm_to_people")]
    return Case(
        {
            "supported": len(reports) >= _TWICE,
            "mostly supported": len(reports),
            "unverifiable": True,
        },
        evidence.cites(("quote_checks", checks)),
        {"reports": len(reports)},
        {
            "year": checks["found_date"].min()[:4],
            "by": reporters(evidence, reports["source"]),
            "others": int(checks["reason_given"].eq("other").sum()),
        },
        at_most="medium",
    )


def arms_and_legs(evidence: Evidence) -> Case:
    """Return whether he said that too many lost arms and legs."""
    checks = checks_of(evidence, "C38")
    differing = checks["found"].eq("near") & checks["confidence"].ne("weak")
    return quotation(evidence, "C38", numbers={"differing_reports": int(differing.sum())})


def stop_at_ukraine(evidence: Evidence) -> Case:
    """Return on how many days he warned that Russia would not stop, or denied a near threat."""
    said, checks = statements.threat_statements(evidence), checks_of(evidence, "C44")
    facts = evidence.rows("political_facts", category="stoltenberg_threat")
    risk, calm = (partial(days_of, said, kind) for kind in ("risk", "no imminent threat"))
    risk_solid, calm_solid = len(risk(solid=True)), len(calm(solid=True))
    return Case(
        {
            "supported": risk_solid >= _TWICE and not calm_solid,
            "mostly supported": risk_solid,
            "contradicted": calm_solid,
            "unverifiable": True,
        },
        evidence.cites(
            ("quote_checks", evidence.pick("quote_checks", *checks["id"], *said["id"])),
            ("political_facts", facts),
        ),
        {
            "risk_days": len(risk()),
            "risk_days_not_weak": risk_solid,
            "no_threat_days": len(calm()),
            "no_threat_days_not_weak": calm_solid,
        },
        {"real_risk": month_of(evidence.pick("political_facts", "P155", solid=True), "date_start")},
        carried_by=evidence.cites(
            ("quote_checks", evidence.pick("quote_checks", *said["id"])), ("political_facts", facts)
        ),
        absent=evidence.nothing_in("quote_checks", unless=calm_solid),
        at_most="medium",
    )


def sphere_of_influence(evidence: Evidence) -> Case:
    """Return whether he said this at the Wilson Center in June 2024."""
    checks = checks_of(evidence, "C45")
    official = checks[checks["found"].eq("not_found") & checks["confidence"].eq("primary")]
    day = official["found_date"].iloc[0] if len(official) else ""
    return quotation(evidence, "C45", official_day=day)


def sufficient_stockpile(evidence: Evidence) -> Case:
    """Return whether Putin said that Russia has a sufficient stockpile.

    A linked headline is judged on its words alone: the op-ed makes no use of it that a context
    could cut against.
    """
    element = evidence.rows("claims", id="C54")["element"].iloc[0]
    headline = element == "link_headline"
    return quotation(evidence, "C54", used=not headline, headline=headline)


def governments_decide(evidence: Evidence) -> Case:
    """Return whether he said that governments and not NATO decide."""
    same = words_at_nato(evidence)
    same = same[same["date_start"].isin(checks_of(evidence, "C80")["found_date"])]
    agreeing = sorted(set(reporters(evidence, same["source"])))
    return quotation(
        evidence,
        "C80",
        ("political_facts", same),
        numbers={"outlets_in_substance": same["source"].nunique()},
        agreeing=agreeing,
        no_position=bool(same["stance"].eq("no_position").any()),
    )


RULES = {
    "C35": humanitarian_motive,
    "C37": partial(quotation, claim="C37"),
    "C38": arms_and_legs,
    "C44": stop_at_ukraine,
    "C45": sphere_of_influence,
    "C54": sufficient_stockpile,
    "C80": governments_decide,
}
