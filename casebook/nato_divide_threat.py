"""What the chapter "A divided NATO?" measures of threat: who is near Russia, and who stays out."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

import pandas as pd

from casebook.nato_divide_members import allied_status
from casebook.reasoning.evidence import PUBLICATION, Cited, Evidence, NotInEvidence, remembered
from casebook.reasoning.statistics import TwoByTwo, compare_shares

OVERSEAS = ("USA", "CAN")
"""The allies outside Europe that one population of the specification curve leaves out."""

_CUTOFFS_KM = (1000, 1250, 1500, 1750, 2000)

DEFINITIONS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "threatened": MappingProxyType(
            {
                "border": "land border with Russia",
                "border_mainland": "border with Russia outside Kaliningrad",
                "soviet": "once part of the Soviet Union",
                "bloc": "once in the Warsaw Pact or Soviet Union",
                "bloc_to_the_end": "Warsaw Pact to its end, or Soviet Union",
                "border_or_bloc": "border with Russia, or Warsaw Pact",
                "since_1999": "joined NATO in 1999 or later",
                "since_2004": "joined NATO in 2004 or later",
                **{f"within_{km}": f"capital within {km:,} km of Moscow" for km in _CUTOFFS_KM},
                "nearer_half": "capital in the half nearer to Moscow",
                "un_eastern": "Eastern Europe (UN region)",
                "un_eastern_baltic": "Eastern Europe (UN), Baltic states",
                "un_eastern_northern": "Eastern and Northern Europe (UN)",
                "spending": "defence share of GDP above the median",
            }
        ),
        "eastern": MappingProxyType(
            {
                "bloc": "once in the Warsaw Pact or Soviet Union",
                "un_eastern": "Eastern Europe (UN region)",
                "un_eastern_baltic": "Eastern Europe (UN), Baltic states",
                "since_1999": "joined NATO in 1999 or later",
                "border": "land border with Russia",
                "border_or_bloc": "border with Russia, or Warsaw Pact",
            }
        ),
    }
)
"""The readings of "threatened" and "eastern" that ``Evidence.definitions`` may name."""

DEFAULTS = MappingProxyType({"threatened": "border", "eastern": "bloc"})
"""The readings closest to the op-ed's words ("on Russia's border", "Eastern European")."""

_SPENDING_EDITION = ("nato_2024_02", 2023)


_compared = cache(compare_shares)
"""Many readings draw the same groups; each exact test is made once."""


def place_rows(evidence: Evidence) -> Cited:
    """Return the rows that say where the allies lie."""
    land = evidence["geography"]
    return evidence.cite("geography", land[land["nato_member"]])


@remembered
def groups(evidence: Evidence) -> pd.DataFrame:
    """Return for every ally whether it belongs to the group by each reading of "threatened".

    Index ``iso3``; one boolean column a name in ``DEFINITIONS["threatened"]``, ``NA`` where the
    table gives nothing for the state.
    """
    land = evidence["geography"].set_index("iso3").reindex(allied_status(evidence).index)
    km = evidence["distance_to_moscow"].set_index("iso3")["distance_km"].reindex(land.index)
    region = land["un_subregion"]
    border, bloc = land["land_border_with_russia"], land["warsaw_pact_or_ussr_before_1991"]
    soviet, east = land["soviet_republic"], region.eq("eastern_europe")
    edition, year = _SPENDING_EDITION
    spent = evidence["milex"]
    spent = spent[spent["edition"].eq(edition) & spent["year"].eq(year)]
    spent = spent.set_index("iso3")["pct_gdp"].reindex(land.index)
    frame = {
        "border": border,
        "border_mainland": border & ~land["via_kaliningrad"],
        "soviet": soviet,
        "bloc": bloc,
        "bloc_to_the_end": bloc & land["bloc_left_year"].isna(),
        "border_or_bloc": border | bloc,
        "since_1999": land["joined_nato_year"] >= 1999,
        "since_2004": land["joined_nato_year"] >= 2004,
        **{f"within_{cutoff}": km <= cutoff for cutoff in _CUTOFFS_KM},
        "nearer_half": km < km.median(),
        "un_eastern": east,
        "un_eastern_baltic": east | soviet,
        "un_eastern_northern": east | region.eq("northern_europe"),
        "spending": spent > spent.median(),
    }
    return pd.DataFrame(frame).astype("boolean")


def group(evidence: Evidence, term: str) -> tuple[pd.Series, str]:
    """Return who belongs to a disputed group under the reading chosen, and that reading in words.

    Parameters
    ----------
    evidence
        The evidence; its ``definitions`` may name a reading.
    term
        ``threatened`` or ``eastern``.

    Raises
    ------
    ValueError
        If the reading is not one of :data:`DEFINITIONS`.
    NotInEvidence
        If the table behind the reading holds no accepted row.
    """
    name = evidence.definitions.get(term, DEFAULTS[term])
    known = DEFINITIONS[term]
    if name not in known:
        raise ValueError(f"{term} can be read as {', '.join(known)}; not as {name!r}")
    members = groups(evidence)[name].dropna().astype(bool)
    if members.empty:
        raise NotInEvidence(f"no accepted row tells which allies are meant by: {known[name]}")
    return members, known[name]


@remembered
def specifications(evidence: Evidence) -> pd.DataFrame:
    """Compare the share outside the treaty under every reading, population and day.

    One row a combination, sorted by the difference. Columns: ``day`` (ISO), ``definition``,
    ``population`` (``all allies`` or ``without the United States and Canada``), ``group`` and
    ``group_outside``, ``rest`` and ``rest_outside`` (numbers of allies), ``difference`` with
    ``low`` and ``high`` (group less rest, -1 to 1), ``odds_ratio``, ``p_value`` (see
    ``statistics.compare_shares``) and ``clear`` (whether the interval leaves out zero).
    """
    rows = []
    for day in dict.fromkeys((min(PUBLICATION, evidence.as_of), evidence.as_of)):
        outside = ~allied_status(evidence, day)["bound"]
        for name, members in groups(evidence).items():
            members = members.dropna().astype(bool)
            for population, left_out in (
                ("all allies", ()),
                ("without the United States and Canada", OVERSEAS),
            ):
                chosen = members[members.index.isin(outside.index) & ~members.index.isin(left_out)]
                if chosen.all() or not chosen.any():
                    continue
                inside_group = outside[chosen.index[chosen]]
                rest = outside[chosen.index[~chosen]]
                result = _compared(
                    (int(inside_group.sum()), len(inside_group)), (int(rest.sum()), len(rest))
                )
                rows.append(
                    {
                        "day": day.isoformat(),
                        "definition": name,
                        "population": population,
                        "group": len(inside_group),
                        "group_outside": int(inside_group.sum()),
                        "rest": len(rest),
                        "rest_outside": int(rest.sum()),
                        "difference": result.difference,
                        "low": result.low,
                        "high": result.high,
                        "odds_ratio": result.odds_ratio,
                        "p_value": result.p_value,
                        "clear": result.low > 0 or result.high < 0,
                    }
                )
    order = ["difference", "definition", "population", "day"]
    return pd.DataFrame(rows).sort_values(order, ignore_index=True)


def compared(evidence: Evidence, members: pd.Series) -> tuple[TwoByTwo, tuple[int, int, int, int]]:
    """Compare the share outside the treaty in a group of allies with that among the rest.

    Returns the comparison and the four counts: outside and all in the group, outside and all in
    the rest.
    """
    outside = ~allied_status(evidence)["bound"].reindex(members.index)
    inside_group, rest = outside[members], outside[~members]
    counts = (int(inside_group.sum()), len(inside_group), int(rest.sum()), len(rest))
    return _compared(counts[:2], counts[2:]), counts


def bound_in(evidence: Evidence, members: pd.Series) -> list[str]:
    """Return the states of a group of allies that are bound by the treaty."""
    bound = allied_status(evidence)["bound"].reindex(members.index)
    return list(members.index[members & bound])


def western(evidence: Evidence) -> pd.DataFrame:
    """Return the status of the European allies (UN region) outside the eastern group."""
    eastern, _ = group(evidence, "eastern")
    region = evidence["states"].set_index("iso3")["m49_region"]
    status = allied_status(evidence)
    european = region.reindex(status.index).eq("Europe")
    return status[european & ~eastern.reindex(status.index, fill_value=False)]
