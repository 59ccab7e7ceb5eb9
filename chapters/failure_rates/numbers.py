"""The numbers of the chapter on failure rates."""

from __future__ import annotations

import pandas as pd

from casebook.data.dates import in_words
from casebook.reasoning.evidence import Evidence, NotInEvidence, some
from casebook.telling.wording import percent, spelled
from chapters.common.failure_rates import own_troops, rate
from chapters.failure_rates import WORDS
from chapters.failure_rates.facts import (
    SHELLS,
    US_SHELLS,
    by_basis,
    claimed_against_observed,
    duds_left,
    harm,
    statements,
    submunitions_per_shell,
    world_counts,
)


def _span(evidence: Evidence, family: str, basis: str) -> str:
    """Return the span of the rates of a munition that rest on one basis, in short."""
    spans = by_basis(evidence)
    rows = spans[spans["family"].eq(family) & spans["basis"].eq(basis)]
    return some(rows, f"no {basis} rate is accepted for {family}")["text"].iloc[0]


def _kosovo(evidence: Evidence) -> str:
    """Return who spoke of the rate in Kosovo, up to what a disposal expert found."""
    try:
        claimed = _span(evidence, "kosovo_1999", "claim")
    except NotInEvidence:
        claimed = None
    return WORDS.say("prose", "kosovo", {"claimed": claimed})


def _times(evidence: Evidence, family: str) -> str:
    """Return how many times the field rate of a munition is the one tested or claimed."""
    pairs = claimed_against_observed(evidence)
    pair = some(pairs[pairs["family"].eq(family)], f"no pair of rates is accepted for {family}")
    return f"{pair['times_low'].iloc[0]:.1f} to {pair['times_high'].iloc[0]:.1f}"


def _claims(evidence: Evidence) -> pd.Series:
    """Return the rates claimed for US shells (shares, upper bounds)."""
    rows = statements(evidence)
    rows = rows[rows["family"].eq(US_SHELLS) & rows["basis"].eq("claim")]
    return some(rows, "no claim rate is accepted for US shells")["high"]


def _duds(evidence: Evidence, basis: str) -> pd.DataFrame:
    duds = duds_left(evidence)
    return some(duds[duds["basis"].eq(basis)], f"no {basis} rate is accepted for US shells")


def _stated(evidence: Evidence, row_id: str, end: str = "rate_high") -> str:
    """Return one end of the rate of a row, as it was published."""
    return rate(float(evidence.by_id("failure_rates", row_id)[end].iloc[0]))


def _pairs(evidence: Evidence) -> pd.DataFrame:
    return some(claimed_against_observed(evidence), "no munition has both kinds of rate")


def _remnant_years(evidence: Evidence) -> str:
    """Return in how many of the years with a split remnants harmed people."""
    years, split = harm(evidence)["remnant_years"], harm(evidence)["split_years"]
    return f"{'every one' if years == split else spelled(years)} of the {spelled(split)}"


def _laos_years(evidence: Evidence) -> int:
    years = pd.Series([harm(evidence)["contaminated_years"]]).dropna()
    return int(some(years, "no statement on the land of Laos is accepted").iloc[0])


def _latest_count(evidence: Evidence) -> str:
    """Return the sentence on the newest count published since the op-ed, if there is one."""
    world, before = world_counts(evidence), world_counts(evidence.at_publication())
    newer = world[~world["id"].isin(before["id"])]
    split = newer.dropna(subset=["total", "from_remnants"]).sort_values("year")
    if split.empty:
        return WORDS.say("since", "counted", {"year": None})
    row = split.iloc[-1]
    shares = newer.loc[newer["year"].eq(row["year"]), "civilian_share"].dropna()
    given = {
        "year": int(row["year"]),
        "total": int(row["total"]),
        "remnants": int(row["from_remnants"]),
        "civilians": float(shares.min()) if len(shares) else None,
    }
    return WORDS.say("since", "counted", given)


def _latest_order(evidence: Evidence) -> str:
    order = evidence.pick("aftermath", "A35")["date"].str[:4]
    goals = evidence.pick("failure_rates", "FR46")
    if order.empty or goals.empty:
        return WORDS.say("since", "order", {"year": None})
    given = {"year": order.iloc[-1], "goal": _span(evidence, "us_xm1208", "goal")}
    return WORDS.say("since", "order", given)


def _latest_red_cross(evidence: Evidence) -> str:
    return WORDS.say("since", "red_cross", {"said": len(evidence.pick("aftermath", "A10"))})


NUMBERS = {
    "data_date": lambda e: in_words(e.reaches("failure_rates")),
    "shells": lambda _: SHELLS,
    "per_shell": submunitions_per_shell,
    "us_tests": lambda e: _span(e, US_SHELLS, "test"),
    "m85_test": lambda e: _span(e, "m85_self_destruct", "test"),
    "m85_field": lambda e: _span(e, "m85_self_destruct", "field"),
    "m85_times": lambda e: _times(e, "m85_self_destruct"),
    "bl755_times": lambda e: _times(e, "bl755"),
    "kosovo": _kosovo,
    "kosovo_field": lambda e: _span(e, "kosovo_1999", "field"),
    "blu97_field": lambda e: _span(e, "blu_97", "field"),
    "lebanon_field": lambda e: _span(e, "lebanon_2006", "field"),
    "laos_field": lambda e: _span(e, "laos", "field"),
    "russian_claim": lambda e: _span(e, "russian_in_ukraine", "claim"),
    "pentagon_claim": lambda e: rate(_claims(e).min()),
    "white_house_claim": lambda e: rate(_claims(e).max()),
    "duds_claim": lambda e: f"{_duds(e, 'claim')['high'].min():,.0f}",
    "duds_limit": lambda e: f"{_duds(e, 'limit')['high'].iloc[0]:,.0f}",
    "duds_test_low": lambda e: f"{_duds(e, 'test')['low'].min():,.0f}",
    "duds_test_high": lambda e: f"{_duds(e, 'test')['low'].max():,.0f}",
    "m864_rate": lambda e: _stated(e, "FR07", "rate_low"),
    "old_grenades": lambda e: _stated(e, "FR08", "rate_low"),
    "army_limit": lambda e: _stated(e, "FR13"),
    "law_limit": lambda e: _stated(e, "FR45"),
    "m85_uk_limit": lambda e: _stated(e, "FR17"),
    "norway_limit": lambda e: _stated(e, "FR21"),
    "pairs": lambda e: spelled(len(_pairs(e))),
    "pairs_higher": lambda e: spelled(int((_pairs(e)["times_low"] > 1).sum())),
    "killed_1991": lambda e: own_troops(e)["killed_1991"],
    "handling_1991": lambda e: own_troops(e)["handling_1991"],
    "wounded_1991": lambda e: own_troops(e)["wounded_1991"],
    "killed_2003": lambda e: spelled(own_troops(e)["killed_2003"]),
    "civilian_low": lambda e: percent(harm(e)["civilian_low"]),
    "civilian_high": lambda e: percent(harm(e)["civilian_high"]),
    "remnant_years": _remnant_years,
    "worst_year": lambda e: str(harm(e)["worst_year"]),
    "worst_share": lambda e: percent(harm(e)["worst_share"]),
    "laos_years": _laos_years,
    "latest_count": _latest_count,
    "latest_order": _latest_order,
    "latest_red_cross": _latest_red_cross,
}
