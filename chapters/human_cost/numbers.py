"""The numbers of "What is the human cost?", and the phrases that hold what moves with them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from casebook.data.dates import in_words
from casebook.reasoning.evidence import Evidence
from casebook.telling.wording import listed, percent, spelled
from chapters.human_cost import WORDS
from chapters.human_cost.facts import (
    child_trap,
    civilian_shares,
    missing_years,
    peak,
    quiet,
    revised,
    world_counts,
    yearly,
)
from chapters.human_cost.facts_bounds import (
    highest_2012,
    in_ukraine,
    land,
    later_in_ukraine,
    missing_years_bound,
    of_year,
    since,
    ukraine,
)
from chapters.human_cost.rules import greater_loss

Recipe = Callable[[Evidence], object]


def _cell(table: str, row: str, column: str) -> Recipe:
    return lambda e: int(e.by_id(table, row)[column].iloc[0])


def _view(row: str) -> Recipe:
    return lambda e: int(e.rows("effectiveness_claims", claim_id=row)["figure_low"].iloc[0])


def _rate(row: str, column: str, digits: int = 0) -> Recipe:
    return lambda e: percent(e.by_id("failure_rates", row)[column].iloc[0], digits)


def _known(table: str, row: str, column: str) -> Recipe:
    """Return the recipe of a cell that is none where its row is not accepted."""
    return lambda e: next(iter(e.pick(table, row)[column]), None)


def _phrase(name: str, **facts: Recipe) -> Recipe:
    """Return the recipe of a phrase that is filled with what the other recipes give."""
    return lambda e: WORDS.say("prose", name, {key: fact(e) for key, fact in facts.items()})


def _after_peak(evidence: Evidence) -> int | None:
    years, top = world_counts(evidence)["year"], peak(evidence)["year"]
    return min(years[years > top], default=None)


NUMBERS: Mapping[str, Recipe] = {
    "data_date": lambda e: in_words(e.reaches("casualties_by_year")),
    "peak": lambda e: int(peak(e)["count"]),
    "peak_year": lambda e: str(peak(e)["year"]),
    "peak_in_ukraine": _phrase(
        "peak_in_ukraine",
        count=lambda e: ukraine(e).get(str(peak(e)["year"]), (None,))[0],
    ),
    "latest": _phrase(
        "latest", last=lambda e: world_counts(e).iloc[-1], top=lambda e: peak(e)["year"]
    ),
    "missing_years": lambda e: listed(missing_years(e)),
    "revisions": _phrase(
        "revisions",
        years=lambda e: len(revised(e)),
        upward=lambda e: revised(e).eval("count > first").all(),
    ),
    "revised_2018_first": lambda e: int(of_year(revised(e), 2018, "first")),
    "revised_2018": lambda e: int(of_year(revised(e), 2018, "count")),
    "missing_bound": missing_years_bound,
    "highest_2012": highest_2012,
    "first_2012": lambda e: int(of_year(yearly(e), 2012, "first")),
    "minimum_2013": lambda e: int(of_year(yearly(e), 2013, "count")),
    "recorded_ever": _cell("casualties_by_country_year", "CC51", "casualties"),
    "recorded_to": lambda e: e.by_id("casualties_by_country_year", "CC51")["period_end"].iloc[0],
    "estimate_low": _cell("casualties_by_country_year", "CC60", "casualties"),
    "estimate_high": _cell("casualties_by_country_year", "CC60", "casualties_high"),
    "civilians_low": lambda e: percent(civilian_shares(e).min()),
    "civilians_high": lambda e: percent(civilian_shares(e).max()),
    "latest_quiet_year": lambda e: str(quiet(e)["year"]),
    "latest_quiet_remnants": lambda e: int(quiet(e)["remnants"]),
    "verdict_c33": _phrase("verdict_c33", verdict=lambda e: str(greater_loss(e).verdict)),
    "fall": _phrase("fall", top=lambda e: peak(e)["year"], next=_after_peak),
    "unrecorded": _phrase(
        "unrecorded",
        attacks=_known("ukraine_use", "UU19", "value"),
        year=lambda e: (_known("ukraine_use", "UU19", "period_start")(e) or "")[:4],
    ),
    "child_2022": lambda e: percent(of_year(child_trap(e), 2022, "share")),
    "child_2022_remnants": lambda e: int(of_year(child_trap(e), 2022, "remnants")),
    "child_2022_children": lambda e: int(of_year(child_trap(e), 2022, "children")),
    "child_2022_of_all": lambda e: percent(of_year(child_trap(e), 2022, "of_all")),
    "child_2023": _phrase(
        "child_2023", row=lambda e: next(child_trap(e).query("year == 2023").itertuples(), None)
    ),
    "ukraine_2022": lambda e: in_ukraine(e, "2022")[0],
    "ukraine_2022_share": lambda e: percent(
        in_ukraine(e, "2022")[0] / of_year(world_counts(e), 2022, "count")
    ),
    "ukraine_2022_attacks": _cell("casualties_by_country_year", "CC62", "casualties"),
    "ukraine_2022_remnants": _cell("casualties_by_country_year", "CC63", "casualties"),
    "ukraine_later": _phrase("ukraine_later", found=later_in_ukraine),
    "claimed": _phrase("claimed", people=_known("ukraine_use", "UU20", "value")),
    "kramatorsk_low": _cell("ukraine_use", "UU39", "value"),
    "kramatorsk_high": _cell("ukraine_use", "UU41", "value"),
    "izium": lambda e: spelled(_cell("ukraine_use", "UU43", "value")(e)),
    "civilians_killed": _phrase(
        "civilians_killed", killed=_known("background_facts", "BG107", "value")
    ),
    "latest_monitor_year": lambda e: land(e, "monitor")["year"],
    "latest_review_year": lambda e: land(e, "mine_action_review")["year"],
    "contamination": _phrase(
        "contamination",
        monitor=lambda e: land(e, "monitor"),
        review=lambda e: land(e, "mine_action_review"),
    ),
    "own_killed_1991": _view("E29"),
    "rounds_ratio": lambda e: spelled(_view("E01")(e)),
    "leak_ratio": lambda e: spelled(_view("E02")(e)),
    "russian_low": _rate("FR05", "rate_low"),
    "russian_high": _rate("FR05", "rate_high"),
    "american_claim": _rate("FR02", "rate_high", 2),
    "since": _phrase("since", found=since),
}
