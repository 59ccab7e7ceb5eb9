"""The numbers of the chapter on failure rates."""

from __future__ import annotations

from casebook.reasoning.evidence import Evidence, NotInEvidence, some
from casebook.telling.wording import percent, span
from chapters.common.days import of_chapter
from chapters.common.failure_rates import own_troops, rate
from chapters.common.views import year
from chapters.failure_rates import WORDS
from chapters.failure_rates.facts import (
    SHELLS,
    US_SHELLS,
    by_basis,
    claimed_against_observed,
    harm,
    submunitions_per_shell,
    world_counts,
)
from chapters.failure_rates.rules import reasons_for_the_ban


def _phrase(name: str, **facts: object) -> str:
    return WORDS.say("prose", name, facts)


def _span(evidence: Evidence, family: str, basis: str, *, needed: bool = True) -> str | None:
    """Return the span of the rates of a munition that rest on one basis, in short."""
    text = by_basis(evidence).set_index(["family", "basis"])["text"].get((family, basis))
    if needed and text is None:
        raise NotInEvidence(f"no {basis} rate is accepted for {family}")
    return text


def _times(evidence: Evidence, family: str) -> str:
    """Return how many times the field rate of a munition is the one tested or claimed."""
    pairs = claimed_against_observed(evidence)
    pair = some(pairs[pairs["family"].eq(family)], f"no pair of rates is accepted for {family}")
    return span(pair["times_low"].iloc[0], pair["times_high"].iloc[0], 1)


def _stated(evidence: Evidence, row_id: str, end: str = "rate_high") -> str:
    """Return one end of the rate of a row, as it was published."""
    return rate(float(evidence.by_id("failure_rates", row_id)[end].iloc[0]))


def _pairs(evidence: Evidence) -> dict[str, int]:
    """Return how many munitions have both kinds of rate, and in how many the field is worse."""
    pairs = claimed_against_observed(evidence)
    return {"pairs": len(pairs), "higher": int((pairs["times_low"] > 1).sum())}


def _latest_count(evidence: Evidence) -> str:
    """Return the sentence on the newest count published since the op-ed, if there is one."""
    world, before = world_counts(evidence), world_counts(evidence.at_publication())
    newer = world[~world["id"].isin(before["id"])]
    split = newer.dropna(subset=["total", "from_remnants"]).sort_values("year").tail(1)
    shares = newer.loc[newer["year"].isin(split["year"]), "civilian_share"].dropna()
    row = next(split.itertuples(), None)
    return _phrase("count", row=row, civilians=min(shares, default=None))


NUMBERS = {
    "data_date": of_chapter("failure_rates"),
    "headline_short": lambda e: _phrase("headline_short", verdict=reasons_for_the_ban(e).verdict),
    "headline_rates": lambda e: _phrase("headline_rates", **_pairs(e)),
    "headline_against": lambda e: _phrase("headline_against", **_pairs(e)),
    "reasons": lambda e: _phrase("reasons", verdict=reasons_for_the_ban(e).verdict),
    "us_field": lambda e: _phrase("us_field", rate=_span(e, US_SHELLS, "field", needed=False)),
    "shells": lambda _: SHELLS,
    "per_shell": submunitions_per_shell,
    "us_tests": lambda e: _span(e, US_SHELLS, "test"),
    "m85_test": lambda e: _span(e, "m85_self_destruct", "test"),
    "m85_times": lambda e: _times(e, "m85_self_destruct"),
    "bl755_times": lambda e: _times(e, "bl755"),
    "kosovo": lambda e: _phrase("kosovo", claimed=_span(e, "kosovo_1999", "claim", needed=False)),
    "kosovo_field": lambda e: _span(e, "kosovo_1999", "field"),
    "lebanon_field": lambda e: _span(e, "lebanon_2006", "field"),
    "laos_field": lambda e: _span(e, "laos", "field"),
    "russian_claim": lambda e: _span(e, "russian_in_ukraine", "claim"),
    "finnish_test": lambda e: _stated(e, "FR51"),
    "pentagon_claim": lambda e: _stated(e, "FR01"),
    "white_house_claim": lambda e: _stated(e, "FR04"),
    "m864_rate": lambda e: _stated(e, "FR07", "rate_low"),
    "old_grenades": lambda e: _stated(e, "FR08", "rate_low"),
    "law_limit": lambda e: _stated(e, "FR45"),
    "killed_1991": lambda e: own_troops(e)["killed_1991"],
    "handling_1991": lambda e: own_troops(e)["handling_1991"],
    "civilian_low": lambda e: percent(harm(e)["civilian_low"]),
    "civilian_high": lambda e: percent(harm(e)["civilian_high"]),
    "lasting": lambda e: _phrase("lasting", **harm(e)),
    "latest_count": _latest_count,
    "latest_order": lambda e: _phrase(
        "order",
        year=year(e.pick("aftermath", "A35")),
        goal=_span(e, "us_xm1208", "goal", needed=False),
    ),
}
