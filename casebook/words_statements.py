"""What was said, for the chapter "Stoltenberg, Rutte and the quotations".

The checked words of the quotations, and statements on the Russian threat.
"""

from __future__ import annotations

import re

import pandas as pd

from casebook.reasoning.evidence import Evidence, NotInEvidence


def checks_of(evidence: Evidence, claim: str) -> pd.DataFrame:
    """Return the rows of ``quote_checks`` on a claim.

    Raises
    ------
    NotInEvidence
        If none is accepted.
    """
    rows = evidence["quote_checks"]
    rows = rows[rows["claim_ids"].fillna("").str.split().map(lambda ids: claim in ids).astype(bool)]
    if rows.empty:
        raise NotInEvidence(f"no accepted check of the words of {claim}")
    return rows


def reporter(evidence: Evidence, source: str) -> str:
    """Return the short name of a source: its author up to "via", "quoting" or a bracket."""
    sources = evidence.package.frames["sources"].set_index("key")
    return re.split(r" via | quoting | \(|;", str(sources.loc[source, "author"]))[0]


def quotations(evidence: Evidence) -> pd.DataFrame:
    """Return all checks of words, one row a check, in the op-ed's order.

    Columns: ``claim`` (first claim it bears on), ``words`` (given in the op-ed), ``speaker``,
    ``quoted`` (whether the op-ed quotes), ``found``, ``grade``, ``reporter``, ``year``,
    ``found_text``, ``note``, ``id``, ``source``.
    """
    rows = evidence["quote_checks"]
    frame = pd.DataFrame(
        {
            "claim": rows["claim_ids"].str.split().str[0].fillna("link"),
            "words": rows["quoted_text"],
            "speaker": rows["attributed_to"],
            "quoted": rows["quoted_in_oped"],
            "found": rows["found"],
            "grade": rows["confidence"],
            "reporter": [reporter(evidence, key) for key in rows["source"]],
            "year": rows["found_date"].str[:4],
            "found_text": rows["found_text"],
            "note": rows["note"],
            "id": rows["id"],
            "source": rows["source"],
        }
    )
    return frame.sort_values(["claim", "words", "id"], ignore_index=True)


def threat_statements(evidence: Evidence) -> pd.DataFrame:
    """Return Stoltenberg's recorded words on the Russian threat, in order of date.

    Columns: ``date``, ``kind`` (``risk``: Russia may go on or seeks control; ``no imminent
    threat``), ``words`` (found, cut to the locator), ``use`` (in the op-ed, if any), ``grade``,
    ``reporter``, ``id``, ``source``.
    They are the rows of category ``stoltenberg_threat`` and the two halves of the Wilson Center
    remark (checks of C45). The rows reflect a search, not all that he said.
    """
    facts = evidence["political_facts"]
    facts = facts[facts["category"].eq("stoltenberg_threat")]
    said = facts.assign(
        kind=facts["threat_seen"].str.replace("_", " "),
        words=facts["locator"].str.strip("'"),
        date=facts["date_start"],
    )
    spoken = evidence["quote_checks"]
    spoken = spoken[
        spoken["claim_ids"].fillna("").str.startswith("C45") & spoken["found_text"].notna()
    ]
    halves = spoken.assign(
        kind=spoken["found"].map(
            lambda found: "no imminent threat" if found == "different_context" else "risk"
        ),
        words=spoken["found_text"],
        date=spoken["found_date"],
    )
    columns = ["date", "kind", "words", "confidence", "id", "source"]
    uses = {"risk": "quoted in the op-ed", "no imminent threat": "the sentence after it"}
    frame = pd.concat(
        [said[columns].assign(use=pd.NA), halves[columns].assign(use=halves["kind"].map(uses))],
        ignore_index=True,
    )
    frame = frame.rename(columns={"confidence": "grade"})
    frame["reporter"] = [reporter(evidence, key) for key in frame["source"]]
    return frame.sort_values(["date", "id"], ignore_index=True)
