"""Tables of the chapter "Leaving"."""

from __future__ import annotations

import pandas as pd

from casebook.data.dates import in_words
from casebook.leaving import RULES
from casebook.leaving_measures import DEFINITIONS, by_date, purchases
from casebook.reasoning.claims import examine
from casebook.reasoning.evidence import Evidence
from casebook.telling.wording import capitalised


def article_20(evidence: Evidence) -> pd.DataFrame:
    """Return the rules on leaving, ready to show: paragraph, rule, words of the treaty."""
    rules = evidence.rows("ccm_articles", article=20)
    return pd.DataFrame(
        {
            "Paragraph": "20(" + rules["paragraph"] + ")",
            "Rule, in our words": rules["paraphrase"],
            "Words of the treaty": "“" + rules["quoted_words"] + "”",
        }
    )


_DEBATE = "Parliamentary debate elsewhere"

SPEAKERS = {
    "Presidents of the treaty's meetings": ("P087", "P094", "P097"),
    "The parties together": ("P095", "P098"),
    "Governments": ("P089", "P090", "P099"),
    "Red Cross and campaigners": ("P088", "P091", "P092", "P093", "P096"),
    _DEBATE: ("P100",),
}
"""Who speaks in the rows on reactions in ``political_facts``; the sorting is ours."""

_AFTERWARDS = {"For leaving too": ("A14",), _DEBATE: ("A16",)}
"""The same for rows of ``aftermath``."""


def reactions(evidence: Evidence) -> pd.DataFrame:
    """Return the reactions found, by who speaks: ``kind``, ``date``, ``what``, ``grade``."""
    facts = evidence["political_facts"].rename(columns={"fact": "what", "date_start": "date"})
    later = evidence["aftermath"].rename(columns={"event": "what"})
    parts = [
        table[table["id"].isin(ids)].assign(kind=kind)
        for table, kinds in ((facts, SPEAKERS), (later, _AFTERWARDS))
        for kind, ids in kinds.items()
    ]
    rows = pd.concat(parts, ignore_index=True)
    figures = ["" if pd.isna(number) else f": {number:.0f}" for number in rows["number"]]
    rows["what"] = rows["what"] + pd.Series(figures, index=rows.index, dtype="string")
    return rows.rename(columns={"confidence": "grade"})[["kind", "date", "what", "grade"]]


def reactions_table(evidence: Evidence) -> pd.DataFrame:
    """Return :func:`reactions` ready to show, each kind named once."""
    rows = reactions(evidence)
    return pd.DataFrame(
        {
            "Who": rows["kind"].mask(rows["kind"].duplicated(), ""),
            "When": rows["date"].map(in_words),
            "What": rows["what"].map(capitalised),
            "Grade": rows["grade"],
        }
    )


def acquired_table(evidence: Evidence) -> pd.DataFrame:
    """Return what Lithuania bought or planned after leaving, ready to show, by date."""
    bought = purchases(evidence)
    plans = evidence["industrial_base"]
    plans = plans[plans["actor_iso3"].eq("LTU") & plans["id"].isin(("IB54", "IB58"))]
    rows = pd.concat(
        [
            bought.rename(columns={"event": "what"})[["date", "what", "confidence"]],
            plans.assign(what=plans["indicator"] + ": " + plans["note"])[
                ["date", "what", "confidence"]
            ],
        ]
    )
    rows = by_date(rows.reset_index(drop=True))
    return pd.DataFrame(
        {
            "When": rows["date"].map(in_words),
            "What is reported": rows["what"].map(capitalised),
            "Grade": rows["confidence"],
        }
    )


def readings_table(evidence: Evidence) -> pd.DataFrame:
    """Return the verdicts under every reading of the disputed terms, ready to show."""
    rows = []
    for (term, readings), claim in zip(DEFINITIONS.items(), ("C52", "C53"), strict=True):
        for reading, meaning in readings.items():
            narrowed = evidence.narrowed(**{**evidence.definitions, term: reading})
            finding = examine(narrowed, {"leaving": RULES})[claim]
            rows.append(
                {
                    "Claim": claim,
                    "Reading": meaning,
                    "When published": str(finding.at_publication.verdict),
                    "Today": str(finding.now.verdict),
                }
            )
    return pd.DataFrame(rows)
