"""The rules of "A divided NATO?": its own are those on positions."""

from __future__ import annotations

import pandas as pd

from casebook.data.dates import earliest_day
from casebook.reasoning.cases import Case, Rule
from casebook.reasoning.evidence import Evidence, NotInEvidence, some
from chapters.common.allies import (
    denials,
    membership_rows,
    place_rows,
    standing_of_allies,
)
from chapters.common.known import known
from chapters.common.states import alphabetical
from chapters.nato_divide.facts import (
    acts_to_leave,
    alliance_decisions,
    bound_and_all,
    favourable_words,
    holders,
    no_position,
    signed_in_2008,
    status_in_2008,
)
from chapters.nato_divide.facts_threat import bound_in, group
from chapters.nato_divide.rules_camps import (
    eastern_need,
    more_direct_threat,
    refused,
    western_bound,
)
from chapters.nato_divide.rules_rift import bifurcated, growing, liability, rift, would_unify

_RECENT = "2023-01-01"
"""From when support counts as recent: the year and a half before the op-ed (claim C77)."""


def nato_stance(evidence: Evidence) -> Case:
    """Return whether NATO itself has a stance, or all its members one standing.

    Its reports are the press's: medium at most.
    """
    silent = no_position(evidence)
    decided = alliance_decisions(evidence, "adopts_treaty", "rejects_treaty")
    if silent.empty and decided.empty:
        raise NotInEvidence("no row tells whether NATO has a position")
    quoted = evidence.pick("quote_checks", "Q07")
    some(quoted, "table quote_checks has no accepted row among Q07")
    bound, allies = bound_and_all(evidence)
    months = sorted(silent["date_start"].str[: len("2023-07")])
    return Case(
        {"supported": len(decided), "misleading": bound == allies, "contradicted": True},
        evidence.cites(
            ("political_facts", pd.concat([silent, decided])),
            ("quote_checks", quoted),
            *membership_rows(evidence),
        ),
        {"no_position": len(silent), "decisions": len(decided), "bound": bound},
        {
            "allies": allies,
            "most": bound > allies / 2,
            "months": [months[0], months[-1]] if months else [],
        },
        carried_by=evidence.cites(("political_facts", pd.concat([silent, decided]))),
        absent=evidence.nothing_in("political_facts", unless=len(decided)),
        at_most="medium",
    )


def nato_embraced(evidence: Evidence) -> Case:
    """Return whether NATO took up the treaty in 2008, by a decision or by all its members."""
    signed, allies = signed_in_2008(evidence)
    status = status_in_2008(evidence)
    adopted = alliance_decisions(evidence, "adopts_treaty")
    said = {"political_facts": ("P023", "P028", "P029")}
    return Case(
        {
            "supported": len(adopted),
            "misleading": signed == allies,
            "contradicted": True,
        },
        evidence.cites(
            *membership_rows(evidence),
            ("political_facts", adopted),
            *said.items(),
        ),
        {"signed": signed, "allies": allies},
        {
            "share": signed / allies,
            "missing": alphabetical(evidence, status.index[status.eq("never joined")]),
            "known": known(evidence, said),
        },
        carried_by=evidence.cites(*membership_rows(evidence), ("political_facts", adopted)),
        absent=evidence.nothing_in("political_facts", unless=len(adopted)),
    )


def scattered(evidence: Evidence) -> Case:
    """Return whether the members fall into groups: bound, outside with a stock, outside without."""
    status, silent = standing_of_allies(evidence), no_position(evidence)
    outside = status.index[~status["bound"]]
    holding = outside.intersection(holders(evidence))
    bound, held, denied = int(status["bound"].sum()), len(holding), denials(evidence, holding)
    none = len(outside) - held
    sizes = pd.Series([bound, held, none])
    rows = evidence.pick("non_party_stockpilers", iso3=tuple(outside))
    return Case(
        {
            "contradicted": (sizes > 0).sum() == 1,
            "supported": (sizes > 1).sum() > 1 and len(silent),
            "mostly supported": True,
        },
        evidence.cites(
            *membership_rows(evidence),
            ("non_party_stockpilers", rows),
            ("political_facts", pd.concat([silent, denied])),
        ),
        {"bound": bound, "outside_with_stock": held, "outside_without": none},
        {"silent": len(silent), "denying": alphabetical(evidence, denied["iso3"])},
    )


def recent_support(evidence: Evidence) -> Case:
    """Return the eastern allies that acted or spoke anew, or restated a view of its military use.

    A search can miss words: medium at most.
    """
    eastern, label = group(evidence, "eastern")
    states = eastern.index[eastern]

    def lately(rows: pd.DataFrame, column: str) -> pd.DataFrame:
        days = rows[column].dropna().map(earliest_day)
        days = days[(days >= earliest_day(_RECENT)) & (days <= evidence.published)]
        return rows.loc[days.index]

    acts, words, standing = (
        lately(acts_to_leave(evidence), "date"),
        lately(favourable_words(evidence), "date_start"),
        lately(evidence.pick("government_positions", reason="military_use"), "date"),
    )
    if acts.empty and words.empty and standing.empty:
        raise NotInEvidence("no statement or act of those months is accepted here")
    acts, words, standing = (rows[rows["iso3"].isin(states)] for rows in (acts, words, standing))
    new = {*acts["iso3"], *words["iso3"]}
    restated = set(standing["iso3"]) - new
    votes, urged = evidence.rows("seimas_votes", id="SV06"), evidence.pick("omissions", "O18")
    return Case(
        {
            "supported": len(new) > 2,
            "mostly supported": len(new) == 2 and restated,
            "misleading": new or restated,
            "unverifiable": True,
        },
        evidence.cites(
            ("government_positions", pd.concat([acts, standing])),
            ("political_facts", words),
            ("seimas_votes", votes),
            ("omissions", urged),
            place_rows(evidence),
        ),
        {"new": len(new), "restated": len(restated), "eastern": len(states)},
        {
            "label": label,
            "since": _RECENT[:4],
            "new_names": alphabetical(evidence, new),
            "lithuania_new": "LTU" in new,
            "restated_names": alphabetical(evidence, restated),
            "vote": votes.iloc[0][["votes_for", "members_total"]].to_dict(),
            "urged": len(urged),
            "quiet": alphabetical(evidence, set(bound_in(evidence, eastern)) - new - restated),
            "silent": len(states) - len(new | restated),
        },
        absent=evidence.nothing_in("government_positions", "political_facts", unless=len(new) > 2),
        at_most="medium",
    )


def take_a_stand(evidence: Evidence) -> Case:
    """Return what a stand of NATO would take; whether it should is a matter of values."""
    bound, allies = bound_and_all(evidence)
    duty = evidence.rows("ccm_articles", rule="duty_to_discourage")
    return Case(
        {"a matter of values": True},
        evidence.cites(
            ("ccm_articles", duty),
            ("background_facts", ("BG132",)),
            ("omissions", ("O31", "O33")),
            *membership_rows(evidence),
        ),
        {"bound": bound, "outside": allies - bound},
        {"allies": allies},
    )


RULES: dict[str, Rule] = {
    "C02": nato_stance,
    "C04": nato_embraced,
    "C16": liability,
    "C40": more_direct_threat,
    "C41": refused,
    "C42": bifurcated,
    "C56": growing,
    "C57": eastern_need,
    "C58": western_bound,
    "C59": rift,
    "C63": scattered,
    "C75": would_unify,
    "C77": recent_support,
    "C79": take_a_stand,
}
