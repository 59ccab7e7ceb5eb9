"""The numbers of "Who is bound?", and the phrases that hold what moves with them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from casebook.data.dates import in_words
from casebook.reasoning.evidence import Evidence
from casebook.telling.wording import spelled
from chapters.common.states import names_in_text
from chapters.common.treaty import CONSENT, allies, applied_provisionally, log_of
from chapters.membership import WORDS
from chapters.membership.facts import by_region, counts, time_to_consent, world_status


def _then(key: str) -> Callable[[Evidence], int]:
    """Return the recipe of a number of :func:`counts` on the day of the op-ed."""
    return lambda e: counts(e.at_publication())[key]


def _say(name: str, facts: Callable[[Evidence], Mapping[str, object]]) -> Callable[[Evidence], str]:
    return lambda e: WORDS.say("prose", name, facts(e))


def only_signed(evidence: Evidence) -> Mapping[str, object]:
    """Return who had only signed on the op-ed's day, and which of them were allies (``allied``)."""
    then = evidence.at_publication()
    world = world_status(then).set_index("iso3")["status"]
    only = list(world.index[world.eq("signatory only")])
    members = set(allies(then["nato_members"], then.as_of))
    allied = [state for state in only if state in members]
    return {"names": names_in_text(evidence, only), "allied": names_in_text(evidence, allied)}


def in_text(region: str) -> str:
    """Return the name of a region as it stands in a sentence: ``the Americas``."""
    return WORDS.entry("status_by_region")["in_text"].get(region, region)


def regions(evidence: Evidence) -> Mapping[str, list[str]]:
    """Return the regions in which more than half, and fewer than half, of states are parties."""
    shares = by_region(evidence).set_index("m49_region")["share"][::-1]
    most, fewer = shares.index[shares > 0.5], shares.index[shares < 0.5]
    return {"most": list(map(in_text, most)), "fewer": list(map(in_text, fewer))}


def waits_of_allies(evidence: Evidence) -> Mapping[str, int]:
    """Return how many states signed as NATO members, and how many of them have consented."""
    waits = time_to_consent(evidence)
    consented = waits.loc[waits["group"].eq("NATO"), "consented"]
    return {"signed": len(consented), "consented": int(consented.sum())}


def since(evidence: Evidence) -> Mapping[str, object]:
    """Return who joined, left or gave notice after the op-ed appeared, and the counts then and now.

    ``acts`` are in order of their days, each with ``state``, ``day`` and ``act`` (``joined``,
    ``left`` or ``gave notice``, of those that have not left).
    """
    log = log_of(evidence, "ccm_status")
    left = set(log.loc[log["event"].eq("left"), "iso3"])
    acts = dict.fromkeys(CONSENT, "joined") | {"left": "left"}
    log = log[log["date"] > evidence.published.isoformat()]
    waiting = log["event"].eq("gave notice of withdrawal") & ~log["iso3"].isin(left)
    log = log.assign(act=log["event"].map(acts).mask(waiting, "gave notice")).dropna()
    states = names_in_text(evidence, log["iso3"])
    told = zip(states, log["date"], log["act"], strict=True)
    claims = evidence["claims"].set_index("id")
    return {
        "acts": [dict(zip(("state", "day", "act"), act, strict=True)) for act in told],
        "now": counts(evidence),
        "then": counts(evidence.at_publication()),
        "claimed": int(claims.loc["C06", "number_claimed"]),
    }


NUMBERS: Mapping[str, Callable[[Evidence], object]] = {
    "data_date": lambda e: in_words(e.reaches("ccm_status")),
    **{f"{key}_then": _then(key) for key in ("parties", "allied_parties", "allies", "committed")},
    "signatories_only_then": _then("signatories_only"),
    "parties": lambda e: counts(e)["parties"],
    "allied_parties": lambda e: counts(e)["allied_parties"],
    "committed": lambda e: counts(e)["committed"],
    "months_to_force": lambda e: spelled(int(e.by_id("law", "LW04")["number"].iloc[0])),
    "provisional": _say(
        "provisional", lambda e: {"states": names_in_text(e, applied_provisionally(e))}
    ),
    "only_signed": _say("only_signed", only_signed),
    "never_joined": lambda e: int(world_status(e)["status"].eq("never joined").sum()),
    "regions": _say("regions", regions),
    "waits_of_allies": _say("waits_of_allies", waits_of_allies),
    "since": _say("since", since),
}
