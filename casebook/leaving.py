"""Chapter "Leaving": what Lithuania did, what Article 20 says, and who followed.

What is measured stands in ``leaving_measures``, the findings in ``leaving_findings``, tables in
``leaving_tables``, charts in ``leaving_charts`` and ``leaving_steps``.
"""

from __future__ import annotations

from datetime import date

import pandas as pd

from casebook.data.dates import in_words
from casebook.leaving_findings import bolstered, decisive_vote, some_members
from casebook.leaving_measures import (
    CLUSTER,
    DEFINITIONS,
    MINES,
    allied_parties,
    border_allies,
    ever_bound,
    exits,
    one_or_range,
    parties_on,
    purchases,
    treaty_log,
    vote_reports,
    whole_months,
)
from casebook.reasoning.claims import Rule
from casebook.reasoning.evidence import PUBLICATION, Evidence, some
from casebook.reasoning.numbers import known
from casebook.telling.wording import listed, percent, spelled
from chapters.common.treaty import CONSENT

__all__ = ["DEFINITIONS", "RULES", "numbers"]

RULES: dict[str, Rule] = {"C52": some_members, "C53": bolstered, "C55": decisive_vote}


def numbers(evidence: Evidence) -> dict[str, object]:
    """Return the numbers of this chapter's prose."""
    groups = (
        _vote_numbers,
        _suggestion_numbers,
        _exit_numbers,
        _notice_numbers,
        _mine_ban_numbers,
        _party_numbers,
        _objection_numbers,
        _purchase_numbers,
    )
    return {"data_date": in_words(evidence.as_of), **known(groups, evidence)}


def _final_vote(evidence: Evidence) -> pd.DataFrame:
    """Return the reports of the final vote (see :func:`vote_reports`)."""
    votes = vote_reports(evidence)
    return votes[votes["stage"].eq("final")]


def _exits_of_allies(evidence: Evidence, treaty: str) -> pd.DataFrame:
    """Return the allies that gave notice under a treaty (see :func:`exits`).

    Raises
    ------
    NotInEvidence
        If none had by the evidence's date.
    """
    gone = exits(evidence)
    return some(gone[gone["treaty"].eq(treaty) & gone["ally"]], f"no ally had left the {treaty}")


def _vote_numbers(evidence: Evidence) -> dict[str, object]:
    final = _final_vote(evidence)
    members, needed = int(final["members"].iloc[0]), int(final["needed"].iloc[0])
    ayes = int(final["votes_for"].min())
    return {
        "ayes": ayes,
        "members": members,
        "needed": needed,
        "spare": ayes - needed,
        "aye_share": percent(ayes / members),
        "against": one_or_range(final["votes_against"]),
        "abstaining": one_or_range(final["votes_abstaining"]),
    }


def _suggestion_numbers(evidence: Evidence) -> dict[str, object]:
    suggested = evidence.by_id("political_facts", "P060")["date_start"].iloc[0]
    voted = _final_vote(evidence)["date"].iloc[0]
    return {"suggestion_to_vote": spelled(whole_months(suggested, voted))}


def _exit_numbers(evidence: Evidence) -> dict[str, object]:
    gone = _exits_of_allies(evidence, CLUSTER)
    lithuania = gone[gone["iso3"].eq("LTU")].iloc[0]
    return {
        "cluster_exits": spelled(len(gone)),
        "notified": in_words(lithuania["notified"]),
        "left": in_words(lithuania["left"]),
    }


def _notice_numbers(evidence: Evidence) -> dict[str, object]:
    notice = evidence.rows("ccm_articles", rule="withdrawal_notice_period")
    return {"notice_months": spelled(int(notice["number"].iloc[0]))}


def _mine_ban_numbers(evidence: Evidence) -> dict[str, object]:
    gone = _exits_of_allies(evidence, MINES)
    border = border_allies(evidence)
    before = date.fromisoformat(gone["notified"].min())
    return {
        "mine_exits": spelled(len(gone)),
        "mine_names": listed(sorted(gone["iso3"].map(evidence.state_in_text))),
        "mine_exits_border": spelled(int(gone["iso3"].isin(border).sum())),
        "mine_exits_never_cluster": spelled(
            len(gone) - len(ever_bound(evidence, list(gone["iso3"]), CLUSTER))
        ),
        "mine_parties_then": len(allied_parties(evidence, MINES, before)),
        "mine_parties_now": len(allied_parties(evidence, MINES, evidence.as_of)),
    }


def _party_numbers(evidence: Evidence) -> dict[str, object]:
    border = border_allies(evidence)
    log = treaty_log(evidence, CLUSTER)
    joined = log[log["event"].isin(CONSENT)].set_index("iso3")["date"]
    return {
        "list_date": in_words(evidence["ccm_status"]["as_of"].max()),
        "border": spelled(len(border)),
        "border_cluster": spelled(len(ever_bound(evidence, border, CLUSTER))),
        "border_mines": spelled(len(ever_bound(evidence, border, MINES))),
        "parties_then": len(allied_parties(evidence, CLUSTER, PUBLICATION)),
        "parties_now": len(allied_parties(evidence, CLUSTER, evidence.as_of)),
        "world_then": parties_on(evidence, PUBLICATION),
        "world_now": parties_on(evidence, evidence.as_of),
        "newest": evidence.state_in_text(joined.index[-1]),
        "newest_date": in_words(joined.iloc[-1]),
    }


def _objection_numbers(evidence: Evidence) -> dict[str, object]:
    return {"objectors": int(evidence.by_id("oslo_process", "OP38")["number"].iloc[0])}


def _purchase_numbers(evidence: Evidence) -> dict[str, object]:
    left = _exits_of_allies(evidence, CLUSTER).set_index("iso3")["left"]["LTU"]
    bought = some(purchases(evidence), "no report on Lithuania's purchases is accepted")
    last = bought["date"].iloc[-1]
    return {
        "last_purchase": in_words(last),
        "months_silent": spelled(whole_months(last, evidence.as_of.isoformat())),
        "months_out": spelled(whole_months(left, last)),
    }
