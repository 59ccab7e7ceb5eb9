"""What was said: the checked words of the quotations, and statements on the Russian threat."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pandas as pd

from casebook.reasoning.evidence import Evidence, remembered, some


def checks_of(evidence: Evidence, claim: str) -> pd.DataFrame:
    """Return the rows of ``quote_checks`` on a claim."""
    rows = evidence["quote_checks"]
    on_it = [claim in ids.split() for ids in rows["claim_ids"].fillna("")]
    return some(rows[on_it], f"no accepted check of the words of {claim}")


def reporter(evidence: Evidence, source: str) -> str:
    """Return the short name of a source: its author up to "via", "quoting" or a bracket."""
    author = evidence.package.sources.loc[source, "author"]
    return re.split(r" via | quoting | \(|;", str(author))[0]


def reporters(evidence: Evidence, sources: Iterable[str]) -> list[str]:
    """Return the short names of sources, in order."""
    return [reporter(evidence, source) for source in sources]


def marked(evidence: Evidence, checks: pd.DataFrame) -> list[str]:
    """Return the reporters of checks of words, by name, each weak one marked as such."""
    names = reporters(evidence, checks["source"])
    weak = checks["confidence"].eq("weak")
    return [f"{name} (a weak source)" if w else name for name, w in zip(names, weak, strict=True)]


@remembered
def quotations(evidence: Evidence) -> pd.DataFrame:
    """Return all checks of words, one row a check, in the op-ed's order.

    Columns: ``claim`` (first claim it bears on; ``link`` for a headline that is none), ``words``
    (given in the op-ed), ``quoted`` (whether the op-ed quotes), ``found``, ``grade``, ``reporter``,
    ``year``, ``found_text``.
    """
    rows = evidence["quote_checks"]
    frame = pd.DataFrame(
        {
            "claim": rows["claim_ids"].str.split().str[0].fillna("link"),
            "words": rows["quoted_text"],
            "quoted": rows["quoted_in_oped"],
            "found": rows["found"],
            "grade": rows["confidence"],
            "reporter": reporters(evidence, rows["source"]),
            "year": rows["found_date"].str[:4],
            "found_text": rows["found_text"],
        }
    )
    return frame.sort_values(["claim", "words"], kind="stable", ignore_index=True)


@remembered
def threat_statements(evidence: Evidence) -> pd.DataFrame:
    """Return Stoltenberg's recorded words on the Russian threat, in order of date.

    Columns: ``date``, ``kind`` (``risk``: Russia may go on or seeks control; ``no imminent
    threat``), ``words`` (found, cut to the locator), ``grade``, ``reporter``, ``id``, ``source``.
    They are the rows of ``political_facts`` that say how he saw the threat, and the two halves of
    the Wilson Center remark (checks of C45). The rows reflect a search, not all that he said.
    """
    facts = evidence["political_facts"].dropna(subset=["threat_seen"])
    kinds, words = facts["threat_seen"].str.replace("_", " "), facts["locator"].str.strip("'")
    said = facts.assign(date=facts["date_start"], kind=kinds, words=words)
    checks = evidence["quote_checks"].dropna(subset=["found_text"])
    checks = checks[checks["claim_ids"].str.split().str[0].eq("C45").fillna(False)]
    cut = checks["found"].eq("different_context").map({True: "no imminent threat", False: "risk"})
    halves = checks.assign(date=checks["found_date"], kind=cut, words=checks["found_text"])
    columns = ["date", "kind", "words", "confidence", "id", "source"]
    frame = pd.concat([said[columns], halves[columns]], ignore_index=True)
    frame = frame.rename(columns={"confidence": "grade"})
    frame["reporter"] = reporters(evidence, frame["source"])
    return frame.sort_values(["date", "id"], ignore_index=True)


def days_of(said: pd.DataFrame, kind: str, *, solid: bool = False) -> list[str]:
    """Return the days (partial ISO) of statements of one kind; ``solid`` leaves out weak rows."""
    rows = said[said["kind"].eq(kind) & ~(solid & said["grade"].eq("weak"))]
    return sorted(rows["date"].unique())


def words_at_nato(evidence: Evidence) -> pd.DataFrame:
    """Return the reports (``political_facts``) of what Stoltenberg said at NATO on the treaty."""
    rows = evidence.pick("political_facts", category="nato_position").dropna(subset=["speaks_of"])
    rows = rows[rows["iso3"].isna()]
    return some(rows, "no accepted report of his words on the treaty as Secretary General")


def opposing(said: pd.DataFrame) -> int:
    """Return how many reports of his words at NATO have him oppose the weapon."""
    return int(said["position_taken"].eq("against_weapon").sum())


def on_russia(said: pd.DataFrame) -> int:
    """Return how many reports of his words at NATO have him condemn Russia's use of the weapon."""
    return int(said["position_taken"].eq("against_russian_use").sum())
