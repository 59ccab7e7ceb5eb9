"""The record that the chapter "A divided NATO?" reads: stocks, words, acts and rules."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import pandas as pd

from casebook.nato_divide_members import NAMED, allied_status
from casebook.nato_divide_threat import groups
from casebook.reasoning.evidence import PUBLICATION, Cited, Evidence


def stocks(evidence: Evidence) -> pd.Series:
    """Return ``yes`` or ``no`` for each state on which a row says whether it holds a stock.

    The latest statement counts (table ``non_party_stockpilers``).
    """
    rows = evidence["non_party_stockpilers"].dropna(subset=["stockpile"]).sort_values("as_of")
    latest = rows.groupby("iso3")["stockpile"].last()
    return latest.map({True: "yes", False: "no"}).astype("object")


def favourable_words(evidence: Evidence) -> pd.DataFrame:
    """Return the rows in which an office of an ally speaks for using, making or giving the weapon.

    These are the rows of ``political_facts`` on the positions of allies that favour the weapon.
    """
    facts = evidence["political_facts"]
    return facts[
        facts["category"].eq("ally_position") & facts["stance"].eq("favours_weapon").fillna(False)
    ]


def acts_to_leave(evidence: Evidence) -> pd.DataFrame:
    """Return the rows in which a government, president or parliament acts to leave the treaty."""
    positions = evidence["government_positions"]
    return positions[positions["stance"].eq("leave")]


def supporters(evidence: Evidence) -> pd.DataFrame:
    """Return the allies that hold the weapon outside the treaty, act to leave or speak for it.

    Index ``iso3``; columns ``stock``, ``act`` and ``words`` (booleans; see :func:`stocks`,
    :func:`acts_to_leave` and :func:`favourable_words`).
    """
    status = allied_status(evidence)
    frame = pd.DataFrame(
        {
            "stock": stocks(evidence).reindex(status.index).eq("yes") & ~status["bound"],
            "act": status.index.isin(acts_to_leave(evidence)["iso3"]),
            "words": status.index.isin(favourable_words(evidence)["iso3"]),
        }
    )
    return frame[frame.any(axis=1)]


def outsiders(evidence: Evidence) -> pd.DataFrame:
    """Return the allies that border Russia or were outside the treaty on either day.

    Index ``iso3``; columns ``name``, ``named`` (by the op-ed), ``border``, ``outside_then`` (when
    the op-ed appeared), ``outside_now``, ``stock`` (``yes``, ``no``, ``destroyed`` or ``not
    published``) and ``status``. Named states come first, then those that stay out, then the rest.
    """
    destroyed = set(evidence["stockpile_destruction"]["iso3"])
    stock = stocks(evidence)
    now = allied_status(evidence)
    then = allied_status(evidence, min(PUBLICATION, evidence.as_of))["bound"]
    border = groups(evidence)["border"].fillna(value=False)
    frame = pd.DataFrame(
        {
            "name": now["name"],
            "named": now.index.isin(NAMED),
            "border": border.astype(bool),
            "outside_then": ~then.reindex(now.index, fill_value=True),
            "outside_now": ~now["bound"],
            "stock": [
                stock.get(iso3, "destroyed" if iso3 in destroyed else "not published")
                for iso3 in now.index
            ],
            "status": now["status"],
        }
    )
    frame = frame[frame["border"] | frame["outside_then"] | frame["outside_now"]]
    order = ["named", "outside_then", "outside_now", "name"]
    return frame.sort_values(order, ascending=[False, False, False, True])


Sides = Mapping[str, Mapping[str, tuple[str, ...]]]
"""Rows by side (``supports`` or ``questions`` the claim), table and id."""

TOGETHER: Sides = MappingProxyType(
    {
        "supports": {
            "political_facts": ("P080", "P084", "P120"),
            "retention_transit": ("RT38", "RT39"),
            "ccm_articles": ("AR28",),
            "aftermath": ("A32",),
        },
        "questions": {
            "ccm_articles": ("AR27",),
            "retention_transit": ("RT36",),
            "political_facts": ("P147", "P099", "P100"),
        },
    }
)
"""What texts and officials say on fighting side by side with allies outside the treaty."""


def no_position(evidence: Evidence) -> pd.DataFrame:
    """Return the reports that NATO as an alliance has no position on the convention."""
    facts = evidence["political_facts"]
    return facts[facts["stance"].eq("no_position").fillna(False)]


def alliance_decisions(evidence: Evidence) -> pd.DataFrame:
    """Return the rows that record a decision of the alliance for or against the convention."""
    facts = evidence["political_facts"]
    decided = facts["stance"].isin(("adopts_treaty", "rejects_treaty"))
    return facts[facts["category"].eq("nato_position") & decided]


def side(evidence: Evidence, sides: Sides, name: str) -> tuple[Cited, ...]:
    """Return the accepted rows of one side, one reference a table."""
    return tuple(
        cited for table, ids in sides[name].items() for cited in evidence.cite_known(table, *ids)
    )


def has(evidence: Evidence, table: str, *ids: str) -> bool:
    """Return whether the evidence holds all the rows with these ids."""
    return set(ids) <= set(evidence[table]["id"])


def together(evidence: Evidence) -> pd.DataFrame:
    """Return the statements of :data:`TOGETHER` for a table, oldest first.

    Columns: ``Known from``, ``Who``, ``What it says``, ``Bears on the claim``, ``Grade``, ``Row``.
    """
    words = {
        "political_facts": "fact",
        "ccm_articles": "paraphrase",
        "aftermath": "event",
        "retention_transit": "locator",
    }
    rows = []
    for name, label in (("supports", "friction"), ("questions", "no bar")):
        for table, ids in TOGETHER[name].items():
            found = evidence[table]
            for _, row in found[found["id"].isin(ids)].iterrows():
                who = (
                    f"Article {row['article']}({row['paragraph'][0]})"
                    if table == "ccm_articles"
                    else evidence.state_name(row["iso3"])
                )
                what = str(row[words[table]])
                if table == "retention_transit":
                    what = f"“{what}”"
                rows.append((row["known_from"], who, what, label, row["confidence"], row["id"]))
    columns = ["Known from", "Who", "What it says", "Bears on the claim", "Grade", "Row"]
    return pd.DataFrame(rows, columns=columns).sort_values("Known from", ignore_index=True)
