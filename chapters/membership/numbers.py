"""The numbers of "Who is bound?", and the phrases that hold what moves with them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from casebook.data.dates import in_words
from casebook.reasoning.evidence import Evidence
from casebook.telling.wording import spelled
from chapters.common.searches import compliance
from chapters.common.states import names_in_text
from chapters.common.treaty import (
    CONSENT,
    allies,
    applied_provisionally,
    log_of,
)
from chapters.membership import WORDS
from chapters.membership.facts import awaiting_named, counts, world_status


def _then(key: str) -> Callable[[Evidence], int]:
    """Return the recipe of a number of :func:`counts` on the day of the op-ed."""
    return lambda e: counts(e.at_publication())[key]


def _facts(evidence: Evidence) -> Mapping[str, object]:
    """Return the counts then and now, who had only signed then, and who acted since.

    ``acts`` are in order of their days, each with ``state``, ``day`` and ``act`` (``joined``,
    ``left`` or ``gave notice``, of those that have not left).
    """
    then = evidence.at_publication()
    world, members = world_status(then), allies(then["nato_members"], then.as_of)
    only = list(world.index[world.eq("signatory only")])
    log = log_of(evidence, "ccm_status")
    left = set(log.loc[log["event"].eq("left"), "iso3"])
    log = log[log["date"] > evidence.published.isoformat()]
    waiting = log["event"].eq("gave notice of withdrawal") & ~log["iso3"].isin(left)
    acts = log["event"].map(dict.fromkeys(CONSENT, "joined") | {"left": "left"})
    log = log.assign(act=acts.mask(waiting, "gave notice")).dropna()
    return {
        "allied": names_in_text(evidence, [state for state in only if state in members]),
        "acts": log.assign(state=names_in_text(evidence, log["iso3"])).to_dict("records"),
        "early": evidence.as_of < evidence.published,
        "now": counts(evidence),
        "then": counts(then),
        "claimed": int(evidence.by_id("claims", "C06")["number_claimed"].iloc[0]),
        "provisional": names_in_text(evidence, applied_provisionally(evidence)),
        "awaiting": awaiting_named(evidence),
        "known_to": evidence.reaches("ccm_status"),
    }


def _say(name: str) -> Callable[[Evidence], str]:
    return lambda e: WORDS.say("prose", name, _facts(e))


NUMBERS: Mapping[str, Callable[[Evidence], object]] = {
    "latest_compliance": compliance,
    "norway_signed": lambda e: in_words(e.rows("ccm_status", iso3="NOR")["signature_date"].iloc[0]),
    "claimed": lambda e: int(e.by_id("claims", "C06")["number_claimed"].iloc[0]),
    "mexico": lambda e: int(e.by_id("ccm_counts", "CC04")["states_parties"].iloc[0]),
    "data_date": lambda e: in_words(e.reaches("ccm_status")),
    "parties_then": _then("parties"),
    "allied_parties_then": _then("allied_parties"),
    "allies_then": _then("allies"),
    "committed_then": _then("committed"),
    "signatories_only_then": _then("signatories_only"),
    "parties": lambda e: counts(e)["parties"],
    "months_to_force": lambda e: spelled(int(e.by_id("law", "LW04")["number"].iloc[0])),
    "never_joined": lambda e: int(world_status(e).eq("never joined").sum()),
    "latest_headline": _say("headline"),
    "provisional": _say("provisional"),
    "latest_awaiting": _say("awaiting"),
    "only_signed": _say("only_signed"),
    "latest_since": _say("since"),
    "latest_since_headline": _say("since_headline"),
}
