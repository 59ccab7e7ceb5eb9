"""The numbers of the prose of "A divided NATO?".

Names with ``latest_`` or ``chosen_`` move with the newest votes or the day of the evidence, and
with the readings of "threatened" and "eastern".
"""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from casebook.data.dates import in_words
from casebook.reasoning.evidence import Evidence, some
from casebook.reasoning.statistics import TwoByTwo
from casebook.telling.wording import counted, how_many, listed, percent, points, spelled
from chapters.common.allies import border_allies, standing_of_allies
from chapters.common.exits import CLUSTER, MINES, exits
from chapters.common.states import alphabetical, in_text
from chapters.nato_divide import WORDS
from chapters.nato_divide.facts import (
    NAMED,
    arrived,
    bound_and_all,
    known,
    moved,
    shares_outside,
    signed_in_2008,
    supporters,
)
from chapters.nato_divide.facts_threat import (
    bound_in,
    clear_gaps,
    compared,
    group,
    groups,
    readings,
    specifications,
    western,
)
from chapters.nato_divide.facts_votes import cohesion, turns, votes, wholly_apart, years_between

Recipe = Callable[[Evidence], object]


def _then(recipe: Recipe) -> Recipe:
    """Return the recipe as of the day on which the op-ed appeared."""
    return lambda e: recipe(e.at_publication())


def _both(name: str, recipe: Recipe) -> dict[str, Recipe]:
    """Return the recipe under two names: as of the op-ed's day, and of the evidence's."""
    return {f"{name}_then": _then(recipe), f"{name}_now": recipe}


def _outside(e: Evidence) -> pd.Index:
    return standing_of_allies(e).query("not bound").index


def _unnamed(e: Evidence) -> pd.Index:
    return _outside(e.at_publication()).difference(NAMED)


def _bordering(e: Evidence) -> list[str]:
    return sorted(set(border_allies(e)) - set(_outside(e)))


def _span(result: TwoByTwo) -> str:
    return f"{points(result.low)} to {points(result.high)}"


def _gap(show: Callable[[TwoByTwo], str], term: str = "threatened") -> Recipe:
    """Return a recipe: something of the comparison under the reading chosen."""
    return lambda e: show(compared(e, group(e, term)[0])[0])


def _east(e: Evidence) -> pd.Index:
    eastern, _ = group(e, "eastern")
    return eastern.index[eastern]


def _positive_of(e: Evidence) -> str:
    curve = specifications(e)
    positive = int((curve["difference"] > 0).sum())
    return f"all {len(curve)}" if positive == len(curve) else f"{positive} of {len(curve)}"


def _clear_on_day(e: Evidence) -> int:
    curve = specifications(e)
    return int(clear_gaps(curve)[curve["day"].eq(e.reaches("ccm_status").isoformat())].sum())


def _reading(e: Evidence, place: int) -> str:
    return readings("threatened")[specifications(e)["definition"].iloc[place]]


def _roll(e: Evidence) -> pd.DataFrame:
    some(votes(e), "no vote of states in the General Assembly is accepted")
    return cohesion(e)


def _ends(name: str, show: Callable[[pd.Series], object]) -> dict[str, Recipe]:
    """Return two recipes: something of the first year of votes, and of the latest."""
    return {
        f"first_{name}": lambda e: show(_roll(e).iloc[0]),
        f"latest_{name}": lambda e: show(_roll(e).iloc[-1]),
    }


def _detour(e: Evidence) -> str:
    """Return the year of closest agreement as a phrase, empty if it is the first or the last."""
    roll = _roll(e)
    best = roll.loc[roll["agreement"].idxmax()]
    if best["year"] in (roll["year"].iloc[0], roll["year"].iloc[-1]):
        return ""
    return f", after {best['agreement']:.3f} in {best['year']:.0f}"


def _turned(e: Evidence) -> str:
    """Return which allies vote otherwise than in the first year, and how, as a phrase."""
    _roll(e)
    turned = turns(e)
    ways = {"yes": "voting for it", "abstain": "abstaining", "no": "voting against"}
    parts = [
        f"{listed(alphabetical(e, turned.index[turned['after'].eq(vote)]))} to {way}"
        for vote, way in ways.items()
        if turned["after"].eq(vote).any()
    ]
    return ": ".join([f"{how_many(len(turned))} changed", *([", ".join(parts)] if parts else [])])


def _votes_told(key: str) -> Recipe:
    """Return a recipe: for which years votes by state are missing or copied, in words."""

    def told(e: Evidence) -> str:
        roll, copied = _roll(e), e.pick("unga_votes_by_state", source="undl_80_52")
        missing = years_between(roll)
        whole = len(missing) > 1 and missing == list(range(missing[0], missing[-1] + 1))
        years = f"{missing[0]} to {missing[-1]}" if whole else listed(map(str, missing))
        facts = {
            "missing": years if missing else "",
            "first": int(roll["year"].iloc[0]),
            "last": int(roll["year"].iloc[-1]),
            "copied": listed(map(str, sorted(set(copied["year"])))) if len(copied) else "",
        }
        return WORDS.say("since", key, facts)

    return told


def _newly_against(e: Evidence) -> list[str]:
    """Return the allies (iso3) that voted against in the last year and never before."""
    rows = votes(e)
    against = rows[rows["ally"].astype(bool) & rows["vote"].eq("no")]
    newest = against["year"].eq(rows["year"].max())
    return sorted(set(against.loc[newest, "iso3"]) - set(against.loc[~newest, "iso3"]))


def _left(e: Evidence, treaty: str) -> pd.DataFrame:
    """Return the allies' rows of ``exits`` from one treaty."""
    gone = exits(e)
    return gone[gone["treaty"].eq(treaty) & gone["ally"]]


_SINCE = {
    "aftermath": ("A03", "A12", "A14", "A16", "A17", "A32"),
    "political_facts": ("P099", "P109"),
    "industrial_base": ("IB61",),
}


def _since(key: str) -> Recipe:
    """Return a recipe: what has happened since, in words, as far as the evidence reaches."""

    def told(e: Evidence) -> str:
        gone, mines = _left(e, CLUSTER), _left(e, MINES)
        condemned = e.pick("oslo_process", "OP38")
        acts = zip(gone["iso3"], gone["notified"], gone["left"], strict=True)
        facts = {
            "known_to": e.reaches("ccm_status"),
            "known": known(e, _SINCE),
            "exits": [
                {"state": in_text(e, iso3), "notified": day, "left": None if pd.isna(out) else out}
                for iso3, day, out in acts
            ],
            "objectors": int(condemned["number"].iloc[0]) if len(condemned) else None,
            "leavers": alphabetical(e, gone["iso3"]),
            "left_mines": alphabetical(e, mines.loc[mines["left"].notna(), "iso3"]),
            "newly_against": alphabetical(e, _newly_against(e)),
            "year": votes(e)["year"].max(),
        }
        return WORDS.say("since", key, facts)

    return told


NUMBERS: dict[str, Recipe] = {
    "latest_day": lambda e: in_words(e.reaches("ccm_status")),
    "published": lambda e: in_words(e.published),
    "allies_then": _then(lambda e: bound_and_all(e)[1]),
    "bound_then": _then(lambda e: bound_and_all(e)[0]),
    "outside_then": _then(lambda e: spelled(len(_outside(e)))),
    "latest_bound": lambda e: bound_and_all(e)[0],
    "named": lambda e: spelled(len(NAMED)),
    "unnamed_names": lambda e: listed(alphabetical(e, _unnamed(e))),
    "unnamed_on_border": lambda e: how_many(len(_unnamed(e).intersection(border_allies(e)))),
    "border_states": lambda e: spelled(len(border_allies(e))),
    **_both("border_outside", lambda e: spelled(len(_outside(e).intersection(border_allies(e))))),
    **_both("border_bound", lambda e: listed(alphabetical(e, _bordering(e)))),
    "signed_2008": lambda e: signed_in_2008(e)[0],
    "allies_2008": lambda e: signed_in_2008(e)[1],
    "unsigned_2008": lambda e: spelled(signed_in_2008(e)[1] - signed_in_2008(e)[0]),
    "moved": lambda e: spelled(len(moved(e))),
    "moved_in": lambda e: listed(alphabetical(e, moved(e, inside=True)["iso3"])),
    "moved_out": lambda e: listed(alphabetical(e, moved(e, inside=False)["iso3"])),
    "arrived": lambda e: spelled(len(arrived(e))),
    "arrived_outside": lambda e: listed(alphabetical(e, arrived(e, outside=True)["iso3"])),
    "share_out_start": lambda e: percent(shares_outside(e).iloc[0]),
    **_both("share_out", lambda e: percent(len(_outside(e)) / bound_and_all(e)[1])),
    "chosen_east_label": lambda e: group(e, "eastern")[1],
    "chosen_east": _then(lambda e: spelled(len(_east(e)))),
    "chosen_east_bound": _then(lambda e: spelled(len(bound_in(e, group(e, "eastern")[0])))),
    "chosen_east_need": _then(lambda e: spelled(len(supporters(e).index.intersection(_east(e))))),
    "chosen_east_points": _then(_gap(lambda r: points(r.difference), "eastern")),
    "chosen_east_span": _then(_gap(_span, "eastern")),
    "chosen_west": _then(lambda e: len(western(e))),
    "chosen_west_bound": _then(lambda e: int(western(e)["bound"].sum())),
    "chosen_west_outside": _then(
        lambda e: listed(alphabetical(e, western(e).query("not bound").index))
    ),
    "chosen_threat_label": lambda e: group(e, "threatened")[1],
    **_both("chosen_share", _gap(lambda r: percent(r.first_share))),
    **_both("chosen_rest", _gap(lambda r: percent(r.second_share))),
    **_both("chosen_points", _gap(lambda r: points(r.difference))),
    **_both("chosen_span", _gap(_span)),
    **_both("chosen_odds", _gap(lambda r: f"{r.odds_ratio:.0f}")),
    **_both("chosen_p", _gap(lambda r: f"{r.p_value:.3f}")),
    "codings": lambda e: len(readings("threatened")),
    "specs": lambda e: len(specifications(e)),
    "specs_positive": lambda e: int((specifications(e)["difference"] > 0).sum()),
    "specs_positive_of": _positive_of,
    "specs_clear": lambda e: int(clear_gaps(specifications(e)).sum()),
    "specs_day": _then(lambda e: len(specifications(e))),
    **_both("clear", _clear_on_day),
    "smallest": lambda e: points(specifications(e)["difference"].iloc[0]),
    "smallest_coding": lambda e: _reading(e, 0),
    "largest": lambda e: points(specifications(e)["difference"].iloc[-1]),
    "largest_coding": lambda e: _reading(e, -1),
    "spending_missing": lambda e: counted(
        int(groups(e)["spending"].isna().sum()), "ally", "allies"
    ),
    **_ends("vote_year", lambda row: f"{row['year']:.0f}"),
    **_ends("yes", lambda row: int(row["yes"])),
    **_ends("voting", lambda row: int(row["allies"])),
    **_ends("agreement", lambda row: f"{row['agreement']:.3f}"),
    "latest_others_yes": lambda e: percent(_roll(e)["others_yes"].iloc[-1]),
    "agreement_detour": _detour,
    "latest_turned": _turned,
    "latest_gap": _votes_told("gap"),
    "latest_votes_known": _votes_told("votes"),
    "latest_apart": lambda e: WORDS.say("since", "apart", {"wholly": wholly_apart(_roll(e))}),
    "latest_exits": _since("exits"),
    "latest_towards": _since("towards"),
    "latest_away": _since("away"),
    "seimas_for": lambda e: int(e.by_id("seimas_votes", "SV06")["votes_for"].iloc[0]),
    "seimas_members": lambda e: int(e.by_id("seimas_votes", "SV06")["members_total"].iloc[0]),
    "finland_cost": lambda e: (
        f"{e.by_id('political_facts', 'P103')['number'].iloc[0] / 1e9:.1f} billion"
    ),
}
