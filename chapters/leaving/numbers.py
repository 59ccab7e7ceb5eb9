"""The numbers of the prose, and the sentences that hang on what has happened by a day."""

from __future__ import annotations

from datetime import date

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
from chapters.common.states import in_text, names_in_text
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
    votes_on_resolution,
)
from chapters.leaving.rules import bolstered


def _say(evidence: Evidence, key: str, **facts: object) -> str:
    """Return a sentence of the prose that hangs on what has happened by the evidence's date."""
    days = {"as_of": evidence.as_of, "published": evidence.published, **lithuanias_exit(evidence)}
    return WORDS.say("prose", key, {**days, **facts})


def _vote(evidence: Evidence, column: str) -> int:
    """Return the members of the parliament, or the votes needed or least in favour."""
    return int(final_vote(evidence)[column].min())


def _reported(evidence: Evidence, column: str) -> str:
    """Return the different numbers of votes that reports give, in words: ``none or one``."""
    numbers = distinct(final_vote(evidence)[column])
    return " or ".join(how_many(number) for number in numbers) or "a number not given"


def _inside(evidence: Evidence, treaty: str) -> str:
    return spelled(len(ever_bound(evidence, border_allies(evidence), treaty)))


def _followers(evidence: Evidence) -> str:
    then = len(allied_parties(evidence, CLUSTER, evidence.published))
    return _say(evidence, "followers", parties_then=then, list_ends=list_date(evidence))


def _neighbour(evidence: Evidence) -> str:
    bound = allied_parties(evidence, CLUSTER, evidence.as_of)
    return _say(evidence, "neighbour", stayed="NOR" in bound)


def _mine_ban(evidence: Evidence, key: str) -> str:
    """Return a sentence on the allies that gave notice of leaving the ban on mines."""
    gone, notified = exits_of_allies(evidence, MINES), lithuanias_exit(evidence)["notified"]
    allied = list(gone["iso3"])
    border = gone[gone["iso3"].isin(border_allies(evidence))]
    within = [
        row.iso3
        for row in border.itertuples()
        if notified and 0 <= whole_months(notified, row.notified) < 12  # a year
    ]
    before = date.fromisoformat(gone["notified"].min()) if allied else evidence.as_of
    return _say(
        evidence,
        key,
        exits=len(allied),
        names=sorted(names_in_text(evidence, allied)),
        within=len(within),
        itself=LITHUANIA in within,
        never_bound=len(allied) - len(ever_bound(evidence, allied, CLUSTER)),
        parties_then=len(allied_parties(evidence, MINES, before)),
        parties_now=len(allied_parties(evidence, MINES, evidence.as_of)),
    )


def _gain(evidence: Evidence, key: str) -> str:
    """Return a sentence on what Lithuania bought, or hoped to buy, since it left."""
    case, left = bolstered(evidence), lithuanias_exit(evidence)["left"]
    hoped, bought = evidence.pick("aftermath", step="purchase_hoped_for"), purchases(evidence)
    hoped_on = hoped["date"].iloc[0] if len(hoped) else None
    last = bought["date"].iloc[-1] if len(bought) else None
    return _say(
        evidence,
        key,
        **{**case.numbers, **case.names},
        months_out=whole_months(left, hoped_on) if left and hoped_on else None,
        last_of_all=last,
        months_silent=whole_months(last, evidence.as_of.isoformat()) if last else None,
    )


def _joined_since(evidence: Evidence) -> pd.DataFrame:
    """Return the consents to the convention since the op-ed appeared (see ``treaty.events``)."""
    log = treaty_log(evidence, CLUSTER)
    since = log["date"] > evidence.published.isoformat()
    return log[log["event"].isin(CONSENT) & since]


def _parties(evidence: Evidence, key: str) -> str:
    """Return a sentence on the number of parties, then and now, or on who joined."""
    joined = _joined_since(evidence)
    then, now = (
        (parties_on(evidence, day), len(allied_parties(evidence, CLUSTER, day)))
        for day in (evidence.published, evidence.as_of)
    )
    return _say(
        evidence,
        key,
        joined=names_in_text(evidence, joined["iso3"]),
        joined_on=[
            f"{in_text(evidence, row.iso3)} joined on {in_words(row.date)}"
            for row in joined.itertuples()
        ],
        world_then=then[0],
        world_now=now[0],
        allies_now=now[1],
        fewer=then[1] - now[1],
        more=now[1] - then[1],
    )


def _resolution(evidence: Evidence) -> str:
    votes = votes_on_resolution(evidence)
    since = votes[votes["date"] > evidence.published.isoformat()]
    before = votes.drop(since.index)
    return _say(
        evidence,
        "resolution",
        since=[{"year": row.year, "vote": row.vote} for row in since.itertuples()],
        before=None if before.empty else before.iloc[-1].to_dict(),
    )


def _later_reports(evidence: Evidence) -> str:
    """Return the sentence on where the depositary's list ends, and what weak texts say since."""
    weak = evidence.pick("aftermath", kind="who_did_not_follow", confidence="weak")
    years = [day[:4] for day in weak["date"] if day[:4] >= list_date(evidence)[:4]]
    return _say(evidence, "list_ends", list_ends=list_date(evidence), weak_years=years)


def _objections(evidence: Evidence) -> str:
    counted = evidence.pick("oslo_process", "OP38")
    return _say(evidence, "objections", objectors=list(counted["number"].dropna()))


def _conference(evidence: Evidence) -> str:
    planned = evidence.pick("arms_control", event="review_conference_scheduled")
    return _say(evidence, "conference", planned=list(planned["date"]))


NUMBERS = {
    "ayes": lambda e: _vote(e, "votes_for"),
    "members": lambda e: _vote(e, "members"),
    "needed": lambda e: _vote(e, "needed"),
    "spare": lambda e: _vote(e, "votes_for") - _vote(e, "needed"),
    "aye_share": lambda e: percent(_vote(e, "votes_for") / _vote(e, "members")),
    "against": lambda e: _reported(e, "votes_against"),
    "abstaining": lambda e: _reported(e, "votes_abstaining"),
    "suggestion_to_vote": lambda e: spelled(months_to_vote(e)),
    "chosen_leavers": lambda e: how_many(len(acting_allies(e))),
    "chosen_leaving": lambda e: _say(e, "leaving", reading=e.definitions.get("acts_counted")),
    "chosen_gain": lambda e: _say(e, "gain", reading=e.definitions.get("gain_counted")),
    "notice_months": lambda e: spelled(notice_months(e)),
    "border": lambda e: spelled(len(border_allies(e))),
    "border_cluster": lambda e: _inside(e, CLUSTER),
    "border_mines": lambda e: _inside(e, MINES),
    "latest_followers": _followers,
    "latest_neighbour": _neighbour,
    "latest_mine_exits": lambda e: _mine_ban(e, "mines_left"),
    "latest_mine_notices": lambda e: _mine_ban(e, "mines_notified"),
    "latest_mine_strangers": lambda e: _mine_ban(e, "mines_strangers"),
    "latest_mine_parties": lambda e: _mine_ban(e, "mines_parties"),
    "latest_gain": lambda e: _gain(e, "gained"),
    "latest_hope": lambda e: _gain(e, "hope"),
    "latest_silence": lambda e: _gain(e, "silence"),
    "latest_parties": lambda e: _parties(e, "parties"),
    "latest_allies": lambda e: _parties(e, "allies"),
    "latest_joined": lambda e: _parties(e, "joined"),
    "latest_list_end": _later_reports,
    "latest_objections": _objections,
    "latest_exit": lambda e: _say(e, "exit"),
    "latest_resolution": _resolution,
    "latest_conference": _conference,
}
