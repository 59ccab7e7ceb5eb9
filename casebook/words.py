"""Chapter "Stoltenberg, Rutte and the quotations": its numbers and all its rules.

The findings stand in ``words_offices``, ``words_quotations``, ``words_roles`` and ``words_rutte``;
what the tables record, on which they build, in ``words_record``; the charts in ``words_charts``.
"""

from __future__ import annotations

import pandas as pd

from casebook import words_offices, words_quotations, words_roles, words_rutte
from casebook.claims import FACTUAL, Rule, read_claims, rule_on
from casebook.dates import in_words
from casebook.evidence import Evidence, some
from casebook.numbers import known
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
    groups = (
        _check_numbers,
        _signing_numbers,
        _norway_numbers,
        _nato_numbers,
        _netherlands_numbers,
        _rutte_numbers,
        _war_numbers,
        _threat_numbers,
        _act_numbers,
        _border_numbers,
    )
    return {"data_date": in_words(evidence.as_of), **known(groups, evidence)}


def _check_numbers(evidence: Evidence) -> dict[str, object]:
    quoted, checks = verdicts_on_quotations(evidence), quotations(evidence)
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
    return {"norway_end": in_words(term_of(evidence, "Stoltenberg", NORWAY)["end"])}


def _nato_numbers(evidence: Evidence) -> dict[str, object]:
    return {"nato_start": in_words(term_of(evidence, "Stoltenberg", SECRETARY_GENERAL)["start"])}


def _netherlands_numbers(evidence: Evidence) -> dict[str, object]:
    return {"rutte_end": in_words(term_of(evidence, "Rutte", NETHERLANDS)["end"])}


def _rutte_numbers(evidence: Evidence) -> dict[str, object]:
    return {"rutte_start": in_words(term_of(evidence, "Rutte", SECRETARY_GENERAL)["start"])}


def _war_numbers(evidence: Evidence) -> dict[str, object]:
    return {"war_years": str(words_offices.two_and_a_half_years(evidence).numbers["years"])}


def _threat_numbers(evidence: Evidence) -> dict[str, object]:
    said = some(threat_statements(evidence), "no statement on the threat is accepted")
    kinds = ("risk", "no imminent threat")
    days = said.groupby("kind")["date"].nunique().reindex(kinds, fill_value=0)
    solid = said[said["grade"].ne("weak")].groupby("kind")["date"].nunique()
    solid = solid.reindex(kinds, fill_value=0)
    return {
        "risk_days": counted(int(days["risk"]), "day"),
        "risk_days_solid": spelled(int(solid["risk"])),
        "no_threat_days": counted(int(days["no imminent threat"]), "day"),
        "no_threat_days_solid": spelled(int(solid["no imminent threat"])),
    }


def _act_numbers(evidence: Evidence) -> dict[str, object]:
    return {"government_acts": spelled(len(government_acts(evidence)))}


def _border_numbers(evidence: Evidence) -> dict[str, object]:
    then = evidence.at_publication()
    border = border_allies(then)
    parties, members = allied_parties(then)
    return {
        "border_allies": spelled(len(border)),
        "border_out": spelled(int(border["stance"].ne("stay").sum())),
        "allied_parties_then": parties,
        "allies_then": members,
    }
