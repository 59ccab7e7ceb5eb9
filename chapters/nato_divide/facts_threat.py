"""Who is near Russia, by every reading of it, and who of them stays out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache

import pandas as pd

from casebook.reasoning.evidence import Evidence, NotInEvidence, remembered
from casebook.reasoning.statistics import TwoByTwo, compare_shares
from chapters.common.allies import OVERSEAS, standing_of_allies
from chapters.nato_divide import WORDS

CUTOFFS_KM = (1000, 1250, 1500, 1750, 2000)

DEFAULTS = {"threatened": "border", "eastern": "bloc"}
"""The readings closest to the op-ed's words ("on Russia's border", "Eastern European")."""

POPULATIONS = {"all allies": (), "without the United States and Canada": OVERSEAS}
"""Which allies are left out of the comparison, by the name of those compared."""

SPENDING = {"edition": "nato_2024_02", "year": 2023}
"""The last edition and year of NATO's estimates before the op-ed."""

_COUNTS = ("group_outside", "group", "rest_outside", "rest")
_GAP = ("difference", "low", "high", "odds_ratio", "p_value")
"""The columns of :func:`specifications` that count allies, and those of the comparison."""

_compared = cache(compare_shares)
"""Many readings draw the same groups; each exact test is made once."""


def readings(term: str) -> Mapping[str, str]:
    """Return the readings of ``threatened`` or ``eastern``, with what each means."""
    return WORDS.entry("definitions")[term]


@remembered
def groups(evidence: Evidence) -> pd.DataFrame:
    """Return for every ally whether it belongs to the group by each reading of "threatened".

    Index ``iso3``; one boolean column a reading, ``NA`` where the table gives nothing for the
    state.
    """
    land = evidence["geography"].set_index("iso3").reindex(standing_of_allies(evidence).index)
    km = evidence["distance_to_moscow"].set_index("iso3")["distance_km"].reindex(land.index)
    border, bloc = land["land_border_with_russia"], land["warsaw_pact_or_ussr_before_1991"]
    soviet, region = land["soviet_republic"], land["un_subregion"]
    east = region.eq("eastern_europe")
    spent = evidence.pick("milex", **SPENDING).set_index("iso3")["pct_gdp"].reindex(land.index)
    frame = {
        "border": border,
        "border_mainland": border & ~land["via_kaliningrad"],
        "soviet": soviet,
        "bloc": bloc,
        "bloc_to_the_end": bloc & land["bloc_left_year"].isna(),
        "border_or_bloc": border | bloc,
        "since_1999": land["joined_nato_year"] >= 1999,
        "since_2004": land["joined_nato_year"] >= 2004,
        **{f"within_{cutoff}": km <= cutoff for cutoff in CUTOFFS_KM},
        "nearer_half": km < km.median(),
        "un_eastern": east,
        "un_eastern_baltic": east | soviet,
        "un_eastern_northern": east | region.eq("northern_europe"),
        "spending": spent > spent.median(),
    }
    return pd.DataFrame(frame).astype("boolean")


def reading_of(evidence: Evidence, term: str) -> str:
    """Return the reading of a term chosen for this evidence."""
    return evidence.definitions.get(term, DEFAULTS[term])


def group(evidence: Evidence, term: str) -> tuple[pd.Series, str]:
    """Return who belongs to a disputed group by the reading chosen, and that reading in words.

    The series (index ``iso3``) lacks the allies of which the table says nothing.
    """
    name = reading_of(evidence, term)
    meaning = readings(term)[name]
    members = groups(evidence)[name].dropna().astype(bool)
    if members.empty:
        raise NotInEvidence(f"no accepted row tells which allies are meant by: {meaning}")
    return members, meaning


@remembered
def specifications(evidence: Evidence) -> pd.DataFrame:
    """Compare the share outside the treaty under every reading, population and day.

    One row a combination, sorted by the difference. Columns: ``day`` (ISO), ``definition``,
    ``population`` (of :data:`POPULATIONS`), ``group_outside`` and ``group``, ``rest_outside`` and
    ``rest`` (numbers of allies), ``difference`` with ``low`` and ``high`` (group less rest, -1 to
    1), ``odds_ratio``, ``p_value`` (see ``statistics.compare_shares``) and ``clear`` (whether the
    interval leaves out zero).
    """
    rows = []
    for day in dict.fromkeys((evidence.at_publication().as_of, evidence.reaches("ccm_status"))):
        allies = standing_of_allies(evidence, day).index
        for name, members in groups(evidence).items():
            members = members.dropna().astype(bool)
            for population, left_out in POPULATIONS.items():
                chosen = members[members.index.isin(allies) & ~members.index.isin(left_out)]
                if chosen.all() or not chosen.any():
                    continue
                result, counts = compared(evidence, chosen, day)
                gap = [getattr(result, field) for field in _GAP]
                clear = result.low > 0 or result.high < 0
                rows.append((day.isoformat(), name, population, *counts, *gap, clear))
    columns = ["day", "definition", "population", *_COUNTS, *_GAP, "clear"]
    order = ["difference", "definition", "population", "day"]
    return pd.DataFrame(rows, columns=columns).sort_values(order, ignore_index=True)


def compared(
    evidence: Evidence, members: pd.Series, day: date | None = None
) -> tuple[TwoByTwo, tuple[int, int, int, int]]:
    """Compare the share outside the treaty in a group of allies with that among the rest.

    Returns the comparison and the four counts of :data:`_COUNTS`; of the evidence's day if none is
    given.
    """
    outside = ~standing_of_allies(evidence, day)["bound"].reindex(members.index)
    inside_group, rest = outside[members], outside[~members]
    counts = (int(inside_group.sum()), len(inside_group), int(rest.sum()), len(rest))
    return _compared(counts[:2], counts[2:]), counts


def clear_gaps(curve: pd.DataFrame) -> pd.Series:
    """Return which of :func:`specifications` have the group out more, by the whole interval."""
    return curve["clear"].astype(bool) & (curve["difference"] > 0)


def bound_in(evidence: Evidence, members: pd.Series) -> list[str]:
    """Return the states of a group of allies that are bound by the treaty."""
    bound = standing_of_allies(evidence)["bound"].reindex(members.index)
    return list(members.index[members & bound])


def western(evidence: Evidence) -> pd.DataFrame:
    """Return the standing of the European allies (UN region) outside the eastern group."""
    eastern, _ = group(evidence, "eastern")
    region = evidence["states"].set_index("iso3")["m49_region"]
    status = standing_of_allies(evidence)
    european = region.reindex(status.index).eq("Europe")
    return status[european & ~eastern.reindex(status.index, fill_value=False)]
