"""The numbers of the prose of "What does China change?"."""

from __future__ import annotations

from casebook.data.dates import in_words
from casebook.reasoning.evidence import Evidence
from casebook.telling.wording import doing, spelled
from chapters.china import WORDS
from chapters.china.facts import free_allies, makers
from chapters.common.known import told
from chapters.common.standings import stands


def _years(evidence: Evidence, vote: str) -> list[str]:
    """Return the years in which China voted so on the yearly resolution."""
    votes = evidence.pick("unga_votes_by_state", solid=True, iso3="CHN", vote=vote)
    return [str(year) for year in sorted(votes["year"])]


def _say(evidence: Evidence, key: str) -> str:
    """Return a phrase of the prose that hangs on the day or on what is found."""
    studies = evidence.pick("effectiveness_claims", subject="conflict_with_china", basis="study")
    new = evidence.pick("china_russia", category=("dual_use", "sanctions"))
    facts = {
        "studies": len(studies),
        "known_to": evidence.reaches("ccm_status"),
        "free": len(free_allies(evidence)),
        "abstained": len(_years(evidence, "abstain")),
        "yes": _years(evidence, "yes"),
        "early": evidence.as_of <= evidence.published,
        "after": list(new.loc[new["known_from"] > evidence.published.isoformat(), "id"]),
    }
    return WORDS.say("prose", key, facts)


NUMBERS = {
    "stated": lambda e: in_words(
        e.rows("china_russia", says="no_limits", actor_iso3="CHN")["period_start"].min()
    ),
    "chips": lambda e: f"{e.by_id('china_russia', 'CR75')['value'].iloc[0]:.0f}",
    "latest_votes": lambda e: _say(e, "votes"),
    "producers": lambda e: spelled(len(makers(e)[0])),
    "producers_used": lambda e: doing(len(makers(e)[1]), "is", "are"),
    "latest_headline": lambda e: _say(e, "headline"),
    "latest_studies": lambda e: _say(e, "studies"),
    "latest_since_headline": lambda e: _say(e, "since_headline"),
    "latest_news": lambda e: _say(e, "news"),
    "latest_bound": lambda e: _say(e, "bound"),
    "latest_tools": told(WORDS, "tools", china_russia=("CR10", "CR13")),
    "latest_china_stands": stands("CHN", "has_joined"),
    "latest_us_stands": stands("USA", "is_bound"),
}
