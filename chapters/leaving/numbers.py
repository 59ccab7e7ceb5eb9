"""The numbers of the prose, and its sentences that hang on a day or on a reading."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from casebook.data.dates import in_words
from casebook.reasoning.evidence import Evidence
from casebook.telling.wording import how_many, spelled
from chapters.common.allies import border_allies
from chapters.common.exits import (
    CLUSTER,
    MINES,
    allied_parties,
    ever_bound,
    list_date,
    months_to_vote,
    whole_months,
)
from chapters.common.known import known
from chapters.common.states import names_in_text
from chapters.leaving import WORDS
from chapters.leaving.facts import (
    LITHUANIA,
    acting_allies,
    distinct,
    exits_of_allies,
    final_vote,
    is_first,
    lithuanias_exit,
    notice_months,
    purchases,
    purchases_since,
)


def _vote(evidence: Evidence, column: str) -> int:
    """Return the members of the parliament, or the votes needed or least in favour."""
    return int(final_vote(evidence)[column].min())


def _reported(evidence: Evidence, column: str) -> str:
    """Return the different numbers of votes that reports give, in words: ``none or one``."""
    numbers = distinct(final_vote(evidence)[column])
    return " or ".join(how_many(number) for number in numbers) or "a number not given"


def _inside(evidence: Evidence, treaty: str) -> int:
    return len(ever_bound(evidence, border_allies(evidence), treaty))


def _of_treaties(evidence: Evidence) -> Mapping[str, object]:
    """Return who left and stayed in the convention, and who gave notice under the ban on mines."""
    gone = list(exits_of_allies(evidence, MINES)["iso3"])
    inside = allied_parties(evidence, CLUSTER, evidence.reaches("ccm_status"))
    acting = acting_allies(evidence)
    border, ever = len(border_allies(evidence)), _inside(evidence, CLUSTER)
    return {
        **lithuanias_exit(evidence),
        "known_to": list_date(evidence),
        "acting": len(acting),
        "followers": names_in_text(evidence, [iso3 for iso3 in acting if iso3 != LITHUANIA]),
        "allies_then": len(allied_parties(evidence, CLUSTER, evidence.published)),
        "allies_now": len(inside),
        "border": border,
        "ever": ever,
        "few": 2 * ever < border,
        "is_first": is_first(evidence),
        "norway_stayed": "NOR" in inside,
        "exits": len(gone),
        "exits_of_others": len(gone) - (LITHUANIA in gone),
        "never_bound": len(gone) - len(ever_bound(evidence, gone, CLUSTER)),
    }


def _of_purchases(evidence: Evidence) -> Mapping[str, object]:
    """Return what is reported of Lithuania's purchases, and its minister's hope of one."""
    left, bought = lithuanias_exit(evidence)["left"], purchases(evidence)
    hoped = evidence.pick("aftermath", step="purchase_hoped_for")["date"]
    return {
        "last_report": bought["date"].iloc[-1] if len(bought) else None,
        "reports_for": int(purchases_since(evidence)["direction"].eq("supports").sum()),
        "months_out": whole_months(left, hoped.iloc[0]) if left and len(hoped) else None,
    }


def _say(evidence: Evidence, key: str) -> str:
    """Return a sentence of the prose that hangs on the evidence's day or readings."""
    facts: dict[str, object] = {
        "acts_counted": evidence.definitions.get("acts_counted", "vote"),
        "gain_counted": evidence.definitions.get("gain_counted", "acquired"),
        "votes": evidence.pick("unga_votes_by_state", iso3=LITHUANIA).to_dict("records"),
    }
    facts["known"] = known(evidence, {"aftermath": ("A03",)})
    facts |= {**_of_treaties(evidence), **_of_purchases(evidence)}
    return WORDS.say("prose", key, facts)


NUMBERS = {
    "suggested": lambda e: in_words(
        e.rows("political_facts", step="suggested")["date_start"].iloc[0]
    ),
    "suggestion_to_vote": lambda e: spelled(months_to_vote(e)),
    "notice_months": lambda e: spelled(notice_months(e)),
    "ayes": lambda e: _vote(e, "votes_for"),
    "members": lambda e: _vote(e, "members"),
    "needed": lambda e: _vote(e, "needed"),
    "against": lambda e: _reported(e, "votes_against"),
    "abstaining": lambda e: _reported(e, "votes_abstaining"),
    "border_mines": lambda e: how_many(_inside(e, MINES)),
    "notice_then": lambda e: WORDS.say("prose", "notice_then", lithuanias_exit(e.at_publication())),
    "general_rules": lambda e: spelled(len(e.rows("law", kind="general_law", after_leaving=True))),
    "chosen_leavers": lambda e: how_many(len(acting_allies(e))),
    **{key: partial(_say, key=key) for key in WORDS.entry("prose")},
}
