"""Chapter "Stoltenberg, Rutte and the quotations": its numbers and all its rules.

The findings stand in ``words_offices``, ``words_quotations``, ``words_roles`` and ``words_rutte``;
what the tables record, on which they build, in ``words_record``; the charts in ``words_charts``.
"""

from __future__ import annotations

import pandas as pd

from casebook import words_offices, words_quotations, words_roles, words_rutte
from casebook.claims import FACTUAL, Rule, read_claims, rule_on
from casebook.dates import in_words
from casebook.evidence import Evidence
from casebook.wording import counted, spelled
from casebook.words_record import (
    NETHERLANDS,
    NORWAY,
    SECRETARY_GENERAL,
    allied_parties,
    border_allies,
    government_acts,
    how_many,
    quotations,
    since_signing,
    term_of,
    threat_statements,
)

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


def numbers(evidence: Evidence) -> dict[str, object]:
    """Return the numbers of this chapter's prose."""
    quoted, checks = verdicts_on_quotations(evidence), quotations(evidence)
    said = threat_statements(evidence)
    days = said.groupby("kind")["date"].nunique()
    solid = said[said["grade"].ne("weak")].groupby("kind")["date"].nunique()
    border = border_allies(evidence.at_publication())
    parties, members = allied_parties(evidence.at_publication())
    return {
        "data_date": in_words(evidence.as_of),
        "checks": counted(len(checks), "check"),
        "weak_checks": spelled(int(checks["grade"].eq("weak").sum())),
        "quotations": spelled(sum(quoted.values())),
        "quotations_supported": how_many(quoted["supported"]),
        "quotations_mostly": how_many(quoted["mostly supported"]),
        "quotations_misleading": how_many(quoted["misleading"]),
        "quotations_unverifiable": how_many(quoted["unverifiable"]),
        "years_apart": f"{since_signing(evidence):.1f}",
        "norway_end": in_words(term_of(evidence, "Stoltenberg", NORWAY)["end"]),
        "nato_start": in_words(term_of(evidence, "Stoltenberg", SECRETARY_GENERAL)["start"]),
        "rutte_end": in_words(term_of(evidence, "Rutte", NETHERLANDS)["end"]),
        "rutte_start": in_words(term_of(evidence, "Rutte", SECRETARY_GENERAL)["start"]),
        "war_years": str(words_offices.two_and_a_half_years(evidence).numbers["years"]),
        "risk_days": counted(int(days["risk"]), "day"),
        "risk_days_solid": spelled(int(solid["risk"])),
        "no_threat_days": counted(int(days["no imminent threat"]), "day"),
        "no_threat_days_solid": spelled(int(solid["no imminent threat"])),
        "government_acts": spelled(len(government_acts(evidence))),
        "border_allies": spelled(len(border)),
        "border_out": spelled(int(border["stance"].ne("stay").sum())),
        "allied_parties_then": parties,
        "allies_then": members,
    }
