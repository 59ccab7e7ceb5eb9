"""Chapter "Stoltenberg, Rutte and the quotations": its numbers and all its rules.

The findings stand in ``words_offices``, ``words_quotations``, ``words_roles`` and ``words_rutte``;
what the tables record, on which they build, in ``words_record`` and ``words_statements``; the
charts in ``words_charts`` and ``words_timelines``.
"""

from __future__ import annotations

import pandas as pd

from casebook import words_offices, words_quotations, words_roles, words_rutte
from casebook.data.dates import in_words
from casebook.reasoning.claims import FACTUAL, Rule, read_claims, rule_on
from casebook.reasoning.evidence import Evidence, NotInEvidence, some
from casebook.reasoning.numbers import known
from casebook.telling.wording import counted, how_many, spelled
from casebook.words_record import (
    NETHERLANDS,
    NORWAY,
    SECRETARY_GENERAL,
    allied_parties,
    border_allies,
    government_acts,
    since_signing,
    term_of,
)
from casebook.words_statements import quotations, threat_statements

RULES: dict[str, Rule] = dict(
    sorted(
        {
            **words_offices.RULES,
            **words_quotations.RULES,
            **words_roles.RULES,
            **words_rutte.RULES,
        }.items()
    )
)

_FOUND = {
    "exact": "exact",
    "near": "near",
    "different_context": "other context",
    "not_found": "not found",
}


def quotation_table(evidence: Evidence) -> pd.DataFrame:
    """Return every check of words for show: words, result with grade, words found, what else."""
    checks = quotations(evidence)
    return pd.DataFrame(
        {
            "Claim": checks["claim"].where(checks["claim"].ne("link"), "linked headline"),
            "Words in the op-ed": [
                f"“{row.words}”" if row.quoted else f"{row.words} (not a quotation)"
                for row in checks.itertuples()
            ],
            "Result": [
                f"{_FOUND[row.found]}, {row.grade} ({row.reporter} {row.year})"
                for row in checks.itertuples()
            ],
            "Words found": [
                f"“{text}”" if pd.notna(text) else pd.NA for text in checks["found_text"]
            ],
            "What the record adds": checks["note"],
        }
    )


def verdicts_on_quotations(evidence: Evidence) -> dict[str, int]:
    """Return how many quotations of this chapter got each verdict."""
    rulings = [
        rule_on(claim, RULES[claim.id], evidence).verdict
        for claim in read_claims(evidence)
        if claim.kind == "quotation" and claim.id in RULES
    ]
    return {str(verdict): rulings.count(verdict) for verdict in FACTUAL}


def _quotation_numbers(evidence: Evidence) -> dict[str, object]:
    """Return how many checks of words there are, and what became of the quotations."""
    checks = some(quotations(evidence), "table quote_checks has no accepted row")
    quoted = verdicts_on_quotations(evidence)
    return {
        "checks": counted(len(checks), "check"),
        "weak_checks": spelled(int(checks["grade"].eq("weak").sum())),
        "quotations": spelled(sum(quoted.values())),
        "quotations_supported": how_many(quoted["supported"]),
        "quotations_mostly": how_many(quoted["mostly supported"]),
        "quotations_misleading": how_many(quoted["misleading"]),
        "quotations_unverifiable": how_many(quoted["unverifiable"]),
    }


def _signing_numbers(evidence: Evidence) -> dict[str, object]:
    return {"years_apart": f"{since_signing(evidence):.1f}"}


def _norway_numbers(evidence: Evidence) -> dict[str, object]:
    return {"norway_end": _end(evidence, "Stoltenberg", NORWAY)}


def _nato_numbers(evidence: Evidence) -> dict[str, object]:
    return {"nato_start": in_words(term_of(evidence, "Stoltenberg", SECRETARY_GENERAL)["start"])}


def _dutch_numbers(evidence: Evidence) -> dict[str, object]:
    """Return when Rutte's term as prime minister ended, and what his government is known for."""
    return {
        "rutte_end": _end(evidence, "Rutte", NETHERLANDS),
        "government_acts": spelled(len(government_acts(evidence))),
    }


def _rutte_at_nato_numbers(evidence: Evidence) -> dict[str, object]:
    return {"rutte_start": in_words(term_of(evidence, "Rutte", SECRETARY_GENERAL)["start"])}


def _end(evidence: Evidence, person: str, office: str) -> str:
    """Return the last day of a term in words.

    Raises
    ------
    NotInEvidence
        If no accepted row records it.
    """
    end = term_of(evidence, person, office)["end"]
    if pd.isna(end):
        raise NotInEvidence(f"no accepted row dates the end of the term of {person} as {office}")
    return in_words(end)


def _war_numbers(evidence: Evidence) -> dict[str, object]:
    return {"war_years": str(words_offices.two_and_a_half_years(evidence).numbers["years"])}


def _threat_numbers(evidence: Evidence) -> dict[str, object]:
    """Return on how many days he warned of Russia, and denied that an attack was imminent."""
    said = some(threat_statements(evidence), "no words of his on the Russian threat are accepted")
    risk, calm = said["kind"].eq("risk"), said["kind"].eq("no imminent threat")
    solid = said["grade"].ne("weak")
    return {
        "risk_days": counted(said.loc[risk, "date"].nunique(), "day"),
        "risk_days_solid": spelled(said.loc[risk & solid, "date"].nunique()),
        "no_threat_days": counted(said.loc[calm, "date"].nunique(), "day"),
        "no_threat_days_solid": spelled(said.loc[calm & solid, "date"].nunique()),
    }


def _border_numbers(evidence: Evidence) -> dict[str, object]:
    """Return how many allies bordered Russia when the op-ed appeared, and how many did not stay."""
    border = border_allies(evidence.at_publication())
    out = border["status"].ne("state party") | border["stance"].eq("leave").fillna(False)
    return {"border_allies": spelled(len(border)), "border_out": spelled(int(out.sum()))}


def _treaty_numbers(evidence: Evidence) -> dict[str, object]:
    parties, members = allied_parties(evidence.at_publication())
    return {
        "data_date": in_words(evidence.as_of),
        "allied_parties_then": parties,
        "allies_then": members,
    }


def numbers(evidence: Evidence) -> dict[str, object]:
    """Return the numbers of this chapter's prose."""
    groups = (
        _treaty_numbers,
        _quotation_numbers,
        _signing_numbers,
        _norway_numbers,
        _nato_numbers,
        _dutch_numbers,
        _rutte_at_nato_numbers,
        _war_numbers,
        _threat_numbers,
        _border_numbers,
    )
    return known(groups, evidence)
