"""The numbers of the prose of "Does arms control have a future?"."""

from __future__ import annotations

from collections.abc import Callable

from casebook.data.dates import in_words
from casebook.reasoning.evidence import Evidence, some
from casebook.telling.wording import counted
from chapters.arms_control import WORDS
from chapters.arms_control.facts import BEFORE, LISTS, moves, record
from chapters.arms_control.rules import deals_unlikely, staying_is_pointless
from chapters.common.exits import acts_since
from chapters.common.known import told
from chapters.common.states import names_in_text


def _forecast(key: str) -> Callable[[Evidence], str]:
    """Return a recipe: a phrase that follows the rule on the forecast."""

    def told(evidence: Evidence) -> str:
        case = deals_unlikely(evidence)
        facts = {**case.names, **case.numbers, "verdict": str(case.verdict)}
        return WORDS.say("prose", key, facts)

    return told


def _leavers(key: str) -> Callable[[Evidence], str]:
    """Return a recipe: a phrase on who left one of the two bans, and who of them borders Russia."""

    def told(evidence: Evidence) -> str:
        made = moves(evidence)
        left = made[made["agreement"].isin(LISTS) & made["role"].eq("left")]
        km = evidence["geography"].set_index("iso3")["land_border_km"]
        borders = km.reindex(left["iso3"].unique())
        year = None if left.empty else str(min(left["day"]).year)
        facts = {"leavers": len(borders), "at_border": int(borders.gt(0).sum()), "year": year}
        return WORDS.say("prose", key, facts)

    return told


def _joiners(evidence: Evidence) -> str:
    """Return who joined which agreement since the op-ed, by the rows of this book."""
    made = moves(evidence)
    joined = made[made["role"].eq("joined") & (made["day"] > evidence.published)]
    names = WORDS.entry("agreements")
    gains = [
        {"agreement": names[agreement], "states": names_in_text(evidence, those["iso3"])}
        for agreement, those in joined.groupby("agreement", sort=False)
    ]
    return WORDS.say("prose", "joiners", {"gains": gains})


def _vote(evidence: Evidence) -> str:
    """Return how the newest vote went, beside the best one, and how many states were not there."""
    votes = evidence.pick("unga_votes", stage="plenary").dropna(subset=["yes"])
    last = some(votes, "no total of a plenary vote is accepted").sort_values("year").iloc[-1]
    against = evidence.pick("unga_votes_by_state", year=last["year"], vote="no")["iso3"]
    absent = None if votes["non_voting"].isna()[last.name] else last["non_voting"]
    facts = {"last": last, "peak": votes.loc[votes["yes"].idxmax()], "absent": absent}
    return WORDS.say("prose", "vote", facts | {"against": names_in_text(evidence, against)})


NUMBERS = {
    "headline_short": _forecast("headline_short"),
    "headline_record": _forecast("headline_record"),
    "headline_since": _leavers("headline_since"),
    "chosen_forecast": _forecast("forecast"),
    "latest_bans": lambda e: WORDS.say("prose", "bans", acts_since(e)),
    "chosen_exits": _leavers("exits"),
    "data_date": lambda e: in_words(e.reaches("ccm_status")),
    "ccm_parties": lambda e: staying_is_pointless(e).numbers["ccm_parties"],
    "ccm_left": lambda e: counted(staying_is_pointless(e).numbers["ccm_left"], "state"),
    "latest_new_start": told(WORDS, "new_start", arms_control=("AC20", "AC21")),
    "latest_commissioner": told(WORDS, "commissioner", aftermath=("A41",)),
    "latest_talks": told(WORDS, "talks", arms_control=("AC22",)),
    "latest_suspension": told(WORDS, "suspension", apmbc_events=("AE09", "AE11")),
    "latest_prospects": told(WORDS, "prospects", arms_control=("AC57",)),
    "latest_stoltenberg": told(WORDS, "stoltenberg", aftermath=("A43",)),
    "before": lambda e: WORDS.say("prose", "before", record(e, BEFORE, e.published)),
    "latest_users": lambda e: WORDS.say("prose", "users", staying_is_pointless(e).names),
    "latest_joiners": _joiners,
    "latest_vote": _vote,
}
