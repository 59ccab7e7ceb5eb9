"""The numbers of "What is the human cost?", and the phrases that hold what moves with them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from casebook.data.dates import in_words
from casebook.reasoning.evidence import Evidence
from casebook.telling.wording import percent, spelled
from casebook.telling.words import rows
from chapters.common.days import of_chapter
from chapters.common.standings import stands
from chapters.human_cost import WORDS
from chapters.human_cost.facts import (
    attacked_in,
    child_shares,
    civilian_shares,
    peak,
    quiet,
    revisions,
    ukraine,
    world_counts,
    yearly,
)
from chapters.human_cost.rules import greater_loss

Recipe = Callable[[Evidence], object]

_COUNTRIES = "casualties_by_country_year"


def _cell(table: str, row: str, column: str) -> Recipe:
    return lambda e: int(e.by_id(table, row)[column].iloc[0])


def _view(row: str) -> Recipe:
    return lambda e: spelled(
        int(e.rows("effectiveness_claims", claim_id=row)["figure_low"].iloc[0])
    )


def _rate(row: str, column: str, digits: int = 0) -> Recipe:
    return lambda e: percent(e.by_id("failure_rates", row)[column].iloc[0], digits)


def _known(table: str, row: str, column: str) -> Recipe:
    """Return the recipe of a cell that is none where its row is not accepted."""
    return lambda e: next(iter(e.pick(table, row)[column].dropna()), None)


def _phrase(name: str, **facts: Recipe) -> Recipe:
    """Return the recipe of a phrase that is filled with what the other recipes give."""
    return lambda e: WORDS.say("prose", name, {key: fact(e) for key, fact in facts.items()})


def _since(evidence: Evidence) -> list[Mapping[str, object]]:
    """Return the world counts that were not known when the op-ed appeared, with their shares."""
    counts, known = world_counts(evidence), yearly(evidence.at_publication()).dropna(subset="count")
    counts["before"] = counts["year"].sub(1).map(counts.set_index("year")["count"])
    counts["civilians"] = counts["year"].map(civilian_shares(evidence))
    return rows(counts[~counts["year"].isin(known["year"])])


NUMBERS: Mapping[str, Recipe] = {
    "data_date": of_chapter("human_cost"),
    "verdict_c33": _phrase("verdict_c33", verdict=lambda e: greater_loss(e).verdict),
    "peak": lambda e: int(peak(e)["count"]),
    "peak_year": lambda e: str(peak(e)["year"]),
    "peak_in_ukraine": _phrase(
        "peak_in_ukraine", count=lambda e: ukraine(e).get(str(peak(e)["year"]), (None,))[0]
    ),
    "latest": _phrase(
        "latest", last=lambda e: world_counts(e).iloc[-1], top=lambda e: peak(e)["year"]
    ),
    "revisions": lambda e: WORDS.say("prose", "revisions", revisions(e)),
    "unrecorded": _phrase("unrecorded", attacks=_known("ukraine_use", "UU19", "value")),
    "recorded_ever": _cell(_COUNTRIES, "CC51", "casualties"),
    "recorded_to": lambda e: e.by_id(_COUNTRIES, "CC51")["period_end"].iloc[0],
    "estimate_low": _cell(_COUNTRIES, "CC60", "casualties"),
    "estimate_high": _cell(_COUNTRIES, "CC60", "casualties_high"),
    "civilians_low": lambda e: percent(civilian_shares(e).min()),
    "civilians_high": lambda e: percent(civilian_shares(e).max()),
    "latest_quiet_year": lambda e: str(quiet(e)["year"]),
    "latest_quiet_remnants": lambda e: int(quiet(e)["remnants"]),
    "latest_attacked": _phrase(
        "attacked",
        year=lambda e: quiet(e)["year"],
        states=lambda e: attacked_in(e, quiet(e)["year"]),
    ),
    "children": _phrase(
        "children", shares=lambda e: rows(child_shares(e).query("base == 'remnants'"))
    ),
    "ukraine_2022_attacks": _cell(_COUNTRIES, "CC62", "casualties"),
    "ukraine_2022_remnants": _cell(_COUNTRIES, "CC63", "casualties"),
    "ukraine_later": _phrase(
        "ukraine_later",
        later=lambda e: [both for both in ukraine(e).items() if both[0] > "2022"],
    ),
    "kramatorsk_day": lambda e: in_words(e.by_id("ukraine_use", "UU39")["period_start"].iloc[0]),
    "kramatorsk_low": _cell("ukraine_use", "UU39", "value"),
    "kramatorsk_high": _cell("ukraine_use", "UU41", "value"),
    "izium": lambda e: spelled(_cell("ukraine_use", "UU43", "value")(e)),
    "civilians_killed": _phrase(
        "civilians_killed", killed=_known("background_facts", "BG107", "value")
    ),
    "contamination": _phrase(
        "contamination",
        monitor=_known("contamination_global", "CG12", "contaminated_states"),
        review=_known("contamination_global", "CG13", "contaminated_states"),
        km2=_known("contamination_global", "CG13", "area_cleared_km2"),
    ),
    "rounds_ratio": _view("E01"),
    "leak_ratio": _view("E02"),
    "latest_russia_stands": stands("RUS", "which"),
    "russian_fired": _phrase(
        "russian_fired", told=lambda e: len(e.pick("ukraine_use", metric="submunitions_fired"))
    ),
    "russian_low": _rate("FR05", "rate_low"),
    "russian_high": _rate("FR05", "rate_high"),
    "american_claim": _rate("FR02", "rate_high", 2),
    "counted_since": _phrase("counted_since", counts=_since),
    "farmland": _phrase("farmland", told=lambda e: len(e.pick("omissions", "O32"))),
    "newest_edition": _phrase(
        "newest_edition",
        people=_known("casualties_by_year", "CY34", "total"),
        ukraine=_known("casualties_by_year", "CY34", "ukraine_total"),
    ),
}
