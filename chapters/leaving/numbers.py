"""The numbers of the prose, and its sentences that hang on a day or on a reading."""

from __future__ import annotations

from functools import partial

import pandas as pd

from casebook.data.dates import in_words
from casebook.reasoning.evidence import Evidence
from casebook.telling.wording import how_many, percent, spelled
from chapters.common.allies import border_allies
from chapters.common.exits import (
    CLUSTER,
    MINES,
    allied_parties,
    ever_bound,
    list_date,
    months_to_vote,
    treaty_log,
    whole_months,
)
from chapters.common.states import names_in_text
from chapters.common.treaty import CONSENT
from chapters.leaving import WORDS
from chapters.leaving.facts import (
    LITHUANIA,
    acting_allies,
    distinct,
    exits_of_allies,
    final_vote,
    lithuanias_exit,
    notice_months,
    parties_on,
    purchases,
    purchases_since,
    votes_on_resolution,
)


def _vote(evidence: Evidence, column: str) -> int:
    """Return the members of the parliament, or the votes needed or least in favour."""
    return int(final_vote(evidence)[column].min())


def _reported(evidence: Evidence, column: str) -> str:
    """Return the different numbers of votes that reports give, in words: ``none or one``."""
    numbers = distinct(final_vote(evidence)[column])
    return " or ".join(how_many(number) for number in numbers) or "a number not given"


def _inside(evidence: Evidence, treaty: str) -> str:
    return spelled(len(ever_bound(evidence, border_allies(evidence), treaty)))


def _on_parties(evidence: Evidence) -> dict[str, object]:
    """Return who is in the convention, now and when the op-ed appeared, and who joined since."""
    log, then, now = (
        treaty_log(evidence, CLUSTER),
        evidence.published,
        evidence.reaches("ccm_status"),
    )
    joined = log[log["event"].isin(CONSENT) & (log["date"] > then.isoformat())]
    names = names_in_text(evidence, joined["iso3"])
    days = zip(names, joined["date"], strict=True)
    allies_then, allies_now = (allied_parties(evidence, CLUSTER, day) for day in (then, now))
    return {
        "joined": names,
        "joined_on": [f"{name} joined on {in_words(day)}" for name, day in days],
        "world_then": parties_on(evidence, then),
        "world_now": parties_on(evidence, now),
        "allies_then": len(allies_then),
        "allies_now": len(allies_now),
        "fewer": len(allies_then) - len(allies_now),
        "more": len(allies_now) - len(allies_then),
        "norway_stayed": "NOR" in allies_now,
    }


def _on_mines(evidence: Evidence) -> dict[str, object]:
    """Return which allies gave notice of leaving the ban on mines."""
    gone, notice = exits_of_allies(evidence, MINES), lithuanias_exit(evidence)["notified"]
    states, border = list(gone["iso3"]), border_allies(evidence)
    within = [
        row.iso3
        for row in gone.itertuples()
        if row.iso3 in border and notice and 0 <= whole_months(notice, row.notified) < 12  # a year
    ]
    before = pd.Timestamp(
        min([*gone["notified"], evidence.reaches("apmbc_status").isoformat()])
    ).date()
    return {
        "exits": len(states),
        "names": sorted(names_in_text(evidence, states)),
        "within": len(within),
        "itself": LITHUANIA in within,
        "never_bound": len(states) - len(ever_bound(evidence, states, CLUSTER)),
        "mine_parties_then": len(allied_parties(evidence, MINES, before)),
        "mine_parties_now": len(allied_parties(evidence, MINES, evidence.reaches("apmbc_status"))),
    }


def _on_purchases(evidence: Evidence) -> dict[str, object]:
    """Return what is reported of Lithuania's purchases, and its minister's hope of one."""
    left, bought = lithuanias_exit(evidence)["left"], purchases(evidence)
    hoped = evidence.pick("aftermath", step="purchase_hoped_for")["date"]
    last = bought["date"].iloc[-1] if len(bought) else None
    return {
        "last_report": last,
        "reports_for": purchases_since(evidence)["direction"].eq("supports").sum(),
        "months_out": whole_months(left, hoped.iloc[0]) if left and len(hoped) else None,
    }


def _on_the_rest(evidence: Evidence) -> dict[str, object]:
    """Return votes at the United Nations, where lists end, and what is reported of others."""
    votes = votes_on_resolution(evidence)
    since = votes["date"] > evidence.published.isoformat()
    weak = evidence.pick("aftermath", kind="who_did_not_follow", confidence="weak")
    ends = list_date(evidence)
    return {
        "since": votes[since].to_dict("records"),
        "before": None if since.all() else votes[~since].iloc[-1].to_dict(),
        "list_ends": ends,
        "weak_years": [day[:4] for day in weak["date"] if day[:4] >= ends[:4]],
        "objectors": list(evidence.pick("oslo_process", "OP38")["number"].dropna()),
        "planned": list(evidence.pick("arms_control", event="review_conference_scheduled")["date"]),
    }


def _on_law(evidence: Evidence) -> dict[str, object]:
    """Return what law goes on for a state that leaves, or keeps it from a middle way."""
    law = evidence["law"]
    general = law[law["kind"].eq("general_law") & law["after_leaving"].eq(True)]
    acts, count = law[law["kind"].eq("national_law")], law[law["number_unit"].eq("states")]
    whose, counted = acts.dropna(subset=["iso3"]), count[count["kind"].eq("national_law")]
    declared = count[count["kind"].eq("declaration")]
    return {
        "rules": len(general),
        "instruments": list(general["instrument"].unique()),
        "review": general["id"].isin(("LW12",)).any(),
        "by_nature": general["id"].isin(("LW18",)).any(),
        "judged": next(iter(law.loc[law["kind"].eq("court"), "date"]), None),
        "acts": len(acts),
        "states": names_in_text(evidence, whose["iso3"].unique()),
        "years": next(iter(acts.loc[acts["number_unit"].eq("years"), "number"]), None),
        "counted": next(iter(counted["number"]), None),
        "counted_in": next(iter(counted["date"].str[:7]), None),
        "endorsed": next(iter(declared["number"]), None),
        "endorsed_in": next(iter(declared["date"].str[:7]), None),
        "closed": law["id"].isin(("LW06",)).any(),
    }


def _say(evidence: Evidence, key: str) -> str:
    """Return a sentence of the prose that hangs on the evidence's day or readings."""
    facts = {
        "known_to": evidence.reaches("ccm_status"),
        "published": evidence.published,
        "acts_counted": evidence.definitions.get("acts_counted", "vote"),
        "gain_counted": evidence.definitions.get("gain_counted", "acquired"),
        **lithuanias_exit(evidence),
    }
    for gather in (_on_parties, _on_mines, _on_purchases, _on_the_rest, _on_law):
        facts |= gather(evidence)
    return WORDS.say("prose", key, facts)


NUMBERS = {
    "ayes": lambda e: _vote(e, "votes_for"),
    "members": lambda e: _vote(e, "members"),
    "needed": lambda e: _vote(e, "needed"),
    "spare": lambda e: _vote(e, "votes_for") - _vote(e, "needed"),
    "aye_share": lambda e: percent(_vote(e, "votes_for") / _vote(e, "members")),
    "against": lambda e: _reported(e, "votes_against"),
    "abstaining": lambda e: _reported(e, "votes_abstaining"),
    "suggestion_to_vote": lambda e: spelled(months_to_vote(e)),
    "notice_months": lambda e: spelled(notice_months(e)),
    "border": lambda e: spelled(len(border_allies(e))),
    "border_cluster": lambda e: _inside(e, CLUSTER),
    "border_mines": lambda e: _inside(e, MINES),
    "chosen_leavers": lambda e: how_many(len(acting_allies(e))),
    **{key: partial(_say, key=key) for key in WORDS.entry("prose")},
}
