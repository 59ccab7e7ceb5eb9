"""The numbers of the prose, and its sentences that hang on a day or on a reading."""

from __future__ import annotations

from contextlib import suppress
from functools import partial

import pandas as pd

from casebook.data.dates import in_words
from casebook.reasoning.evidence import Evidence, NotInEvidence, some
from casebook.telling.wording import percent, spelled
from casebook.telling.words import rows
from chapters.common.exits import CLUSTER, exits
from chapters.industry import WORDS
from chapters.industry.facts import (
    BAN,
    BASE,
    SHELLS,
    due_targets,
    heavy_output,
    kept_share,
    like_for_like,
    limits,
    measured,
    pledge,
    purchases,
    rounds,
    said_to_be_ahead,
    span,
)
from chapters.industry.facts_money import READINGS, burden, compare_burden, gdp_shares, outlays
from chapters.industry.rules import KEPT, WELL_AHEAD


def _shells(evidence: Evidence, row_id: str) -> str:
    return rounds(evidence.by_id(SHELLS, row_id)["value"].iloc[0])


def _ratio(evidence: Evidence, column: str) -> str:
    """Return a cell of the newest year with heavy gun output on both sides."""
    years = some(like_for_like(evidence), "no year has accepted shell figures of both sides")
    return f"{years[column].iloc[-1]:.{0 if column == 'year' else 1}f}"


def _ratio_then(evidence: Evidence, column: str) -> str:
    # By figures of actual output alone nothing could be compared when the op-ed appeared.
    return _ratio(evidence.narrowed(output="stated").at_publication(), column)


def _russia_in(evidence: Evidence, year: int) -> str:
    heavy = heavy_output(evidence)
    heavy = heavy[heavy["who"].eq("Russia") & heavy["year"].eq(year)]
    heavy = some(heavy, f"no figure of Russia's heavy shells of {year} is accepted")
    return span(heavy["low"].min(), heavy["high"].max())


def _officials(evidence: Evidence) -> str:
    stated = evidence.pick(SHELLS, actor="EU", kind="capacity", whose_estimate="officials")
    stated = stated[stated["period_start"].str[:4].eq("2024")]
    stated = some(stated, "no official's figure of the capacity of 2024 is accepted")
    return span(stated["value"].min(), stated["value"].max())


def _backlog(evidence: Evidence) -> str:
    row = evidence.by_id(BASE, "IB11").iloc[0]
    return f"{spelled(int(row['value_low']))} to {spelled(int(row['value_high']))} years"


def _sensitivity(evidence: Evidence) -> str:
    """Return the sentences on spending inside and outside, by each reading accepted here."""
    found, names = {}, WORDS.entry("prose")["names"]
    for reading in READINGS:
        seen = evidence.narrowed(spending=reading)
        with suppress(NotInEvidence):
            found[names[burden(seen)["edition"].iloc[0]]] = compare_burden(seen)
    each = some(pd.DataFrame(found.values()), "no edition of spending is accepted")
    ends = {"low": each.min().to_dict(), "high": each.max().to_dict()}
    return WORDS.say("prose", "sensitivity", {"editions": list(found), **ends})


_TOLD_OF = {
    "prices": (BASE, "IB17", "IB18"),
    "planned": (SHELLS, "AP06", "AP19"),
    "factor": (BASE, "IB13"),
    "poland": (BASE, "IB52"),
    "plant": (BASE, "IB54"),
    "hoped": ("aftermath", "A38"),
}
"""Rows that single sentences tell of."""


def _told(evidence: Evidence, key: str) -> str:
    """Return a sentence of the prose that tells what the evidence holds by its day."""
    years, heavy = like_for_like(evidence), heavy_output(evidence)
    money = outlays(evidence).tail(1)
    europe, russia = (heavy[heavy["who"].eq(who)] for who in ("Europe", "Russia"))
    newest = europe[europe["year"].eq(europe["year"].max())]
    due, said, found = due_targets(evidence), said_to_be_ahead(evidence), limits(evidence)
    left, able = exits(evidence), evidence.pick(SHELLS, "AP80")
    able_by = able["period_end"].str[:4]
    left = left[left["treaty"].eq(CLUSTER) & left["iso3"].eq("LTU")]
    later = heavy["year"].gt(years["year"].max()) & ~heavy["year"].isin(russia["year"])
    given = {
        "known_to": evidence.reaches("ccm_status"),
        "years": rows(years),
        "last": rows(years.tail(1)),
        "above": bool((years["ratio_low"] > 1).all()),
        "bar": WELL_AHEAD,
        "alone": [str(year) for year in europe.loc[later[europe.index], "year"].unique()],
        "europe": rows(europe.assign(text=europe["value"].map(rounds))),
        "newest": rows(newest),
        "end": rounds(newest["value"].max()),
        "money": rows(money.assign(ratio=money["European allies"] / money["Russia"])),
        "shares": rows(gdp_shares(evidence).tail(1)),
        "named": int(found["limit"].eq(BAN).sum()),
        "limits": len(found),
        "targets": len(due),
        "missed": int((due["made"] < due["target"]).sum()),
        "said": len(said),
        "said_in": sorted(set(said["period_end"].str[:4])),
        "left": rows(left),
        "bought": rows(purchases(evidence, "LTU")),
        "ordered": rows(purchases(evidence, "USA")),
        "able": rows(able.assign(text=able["value"].map(rounds), year=able_by.astype(int))),
        **{name: rows(evidence.pick(*which)) for name, which in _TOLD_OF.items()},
    }
    return WORDS.say("prose", key, given)


_SENTENCES = (
    *("gap", "bar", "purse", "shares", "limits", "targets", "europe", "plan", "said", "capacity"),
    *("factor", "poland", "lithuania", "bought", "ordered"),
)

_RATIOS = ("year", "ratio_low", "ratio_high")

NUMBERS = {
    "data_date": lambda e: in_words(e.reaches("artillery_production")),
    "well_ahead": lambda e: f"{WELL_AHEAD:g}",
    "kept_bar": lambda e: percent(KEPT),
    **{f"latest_{each}": partial(_ratio, column=each) for each in _RATIOS},
    **{f"{each}_then": partial(_ratio_then, column=each) for each in _RATIOS},
    "russia_2022": lambda e: _russia_in(e.narrowed(output="stated"), 2022),
    "russia_2023": lambda e: _shells(e, "AP05"),
    "russia_all_low": lambda e: _shells(e, "AP01"),
    "russia_all_high": lambda e: _shells(e, "AP25"),
    "pledged": lambda e: rounds(pledge(e)[0]["value"].iloc[0]),
    "kept": lambda e: percent(kept_share(e)),
    "delivered_january": lambda e: _shells(e, "AP66"),
    "makers_capacity": lambda e: _shells(e, "AP75"),
    "officials_capacity": _officials,
    "backlog": _backlog,
    "former_producers": lambda e: spelled(len(measured(e, "production_ended"))),
    "chosen_outside": lambda e: spelled(compare_burden(e)["outside"]),
    "chosen_inside": lambda e: compare_burden(e)["inside"],
    "latest_sensitivity": _sensitivity,
    **{f"latest_{key}": partial(_told, key=key) for key in _SENTENCES},
}
