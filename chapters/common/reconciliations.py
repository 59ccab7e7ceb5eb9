"""Reconciliation: totals that others published, and figures that follow from other rows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from math import asin, cos, radians, sin, sqrt

import pandas as pd

from casebook.data.checks.equalities import agree
from casebook.data.dates import earliest_day, latest_day
from casebook.data.faults import Fault
from casebook.data.tables import Package
from chapters.common.treaty import events, standing

STOCKS_MARGIN = 0.01
"""How far the states' stocks may be from a rounded total, as a share of it.

Rounding alone moves the totals by up to 0.3 per cent (1.49 million, 179 million); the rest is room
for what some states restated after the edition was closed.
"""


def reconcile(package: Package) -> list[Fault]:
    """Return a fault for each published total and distance that the rows do not reach."""
    found = (_depositary_counts, _votes, _vote_days, _destroyed_stocks, _distances)
    return [fault for faults in found for fault in faults(package)]


def _line(frame: pd.DataFrame, index: int) -> int:
    """Return the line of the file on which the row with this position stands."""
    return frame.index.get_loc(index) + 2


def _depositary_counts(package: Package) -> Iterator[Fault]:
    """Parties and signatories on the day of each published count, or on one of a partial date.

    The United Nations drops a state that left from the signatories too, so it counts as neither.
    """
    status, counts = package.frames["ccm_status"], package.frames["ccm_counts"]
    logs = [events(status, day_meant=meant) for meant in (latest_day, earliest_day)]
    for index, row in counts.iterrows():
        published = row[list(_COUNTED)].dropna().to_dict()
        ours = [_counted(log, day) for log in logs for day in _days_meant(log, row["as_of"])]
        if any(published.items() <= those.items() for those in ours):
            continue
        for column, number in published.items():
            if number != ours[0][column]:
                yield Fault(
                    "ccm_counts.csv",
                    _line(counts, index),
                    column,
                    str(number),
                    f"{ours[0][column]}, which the rows of ccm_status add up to on {row['as_of']}",
                )


_COUNTED = ("states_parties", "signatories_not_parties", "signatories_total")


def _days_meant(log: pd.DataFrame, text: str) -> list[date]:
    """Return the last day that a date can mean, and of a partial one each day of another standing.

    A count that is dated by its year alone is right if it was right on a day of that year.
    """
    first, last = earliest_day(text), latest_day(text)
    acts = sorted({date.fromisoformat(day) for day in log["date"]}, reverse=True)
    return [last, *(day for day in acts if first <= day < last), first]


def _counted(log: pd.DataFrame, on: date) -> dict[str, int]:
    now = standing(log, on)
    numbers = (
        now["status"].eq("state party").sum(),
        now["status"].eq("signatory only").sum(),
        (now["signed"] & now["status"].ne("left")).sum(),
    )
    return dict(zip(_COUNTED, map(int, numbers), strict=True))


def _votes(package: Package) -> Iterator[Fault]:
    """State votes of each complete year against the plenary totals made from the same records."""
    votes = package.frames["unga_votes"]
    tallies = pd.crosstab(
        package.frames["unga_votes_by_state"]["year"], package.frames["unga_votes_by_state"]["vote"]
    )
    by_sources = package.frames["unga_votes_by_state"].groupby("year")["source"].unique()
    for index, row in votes.iterrows():
        if row["stage"] != "plenary" or row["source"] not in by_sources.get(row["year"], ()):
            continue
        for column in ("yes", "no", "abstain", "non_voting"):
            number = tallies.get(column, {}).get(row["year"], 0)
            if pd.notna(row[column]) and row[column] != number:
                yield Fault(
                    "unga_votes.csv",
                    _line(votes, index),
                    column,
                    str(row[column]),
                    f"{number}, which the rows of unga_votes_by_state add up to",
                )


def _vote_days(package: Package) -> Iterator[Fault]:
    """Compare the day on which each state voted with its year and its plenary days."""
    votes = package.frames["unga_votes"]
    plenary = votes[votes["stage"].eq("plenary")].groupby("year")["date"].unique()
    states = package.frames["unga_votes_by_state"]
    for index, row in states[states["date"].notna()].iterrows():
        days = [str(row["year"]), *plenary.get(row["year"], ())]
        other = next((day for day in days if pd.notna(day) and not agree(day, row["date"])), None)
        if other:
            yield Fault(
                "unga_votes_by_state.csv",
                _line(states, index),
                "date",
                row["date"],
                f"{other}, the day or year of the plenary vote in unga_votes",
            )


def _destroyed_stocks(package: Package) -> Iterator[Fault]:
    """Preferred rows of the states against each rounded total of all declared stocks destroyed.

    Earlier totals count partial destruction, which the rows of a finished stock do not give.
    """
    stocks = package.frames["stockpile_destruction"]
    stocks = stocks[stocks["preferred"].fillna(False)]
    totals = package.frames["stockpile_totals_by_edition"]
    whole = totals["scope"].eq("cumulative_states_parties") & totals["share_munitions"].eq(1)
    for index, row in totals[whole.fillna(False)].iterrows():
        for what in ("munitions", "submunitions"):
            column, number = f"{what}_destroyed", stocks[f"{what}_destroyed"].sum()
            published = row[column]
            if pd.isna(published) or row[f"{what}_precision"] != "rounded":
                continue
            if abs(number - published) > STOCKS_MARGIN * published:
                yield Fault(
                    "stockpile_totals_by_edition.csv",
                    _line(totals, index),
                    column,
                    f"{published:,}",
                    f"{number:,} within {STOCKS_MARGIN:.0%}, which the preferred rows of "
                    "stockpile_destruction add up to",
                )


EARTH_RADIUS = 6371.0088
"""The mean radius in kilometres."""


def _distances(package: Package) -> Iterator[Fault]:
    """Great-circle distances to Moscow against the coordinates of the capitals."""
    places = package.frames["geography"].set_index("iso3")[["capital_lat", "capital_lon"]]
    distances = package.frames["distance_to_moscow"]
    for index, row in distances.iterrows():
        number = _great_circle(*places.loc[row["iso3"]], *places.loc["RUS"])
        if abs(number - row["distance_km"]) >= 1:
            yield Fault(
                "distance_to_moscow.csv",
                _line(distances, index),
                "distance_km",
                str(row["distance_km"]),
                f"{number:.0f}, which the coordinates in geography give",
            )


def _great_circle(north: float, east: float, other_north: float, other_east: float) -> float:
    """Return the distance between two places in kilometres, by the haversine formula."""
    here, there = radians(north), radians(other_north)
    across = sin(radians(other_east - east) / 2) ** 2 * cos(here) * cos(there)
    return 2 * EARTH_RADIUS * asin(sqrt(sin((there - here) / 2) ** 2 + across))
