"""The numbers of the prose, and the sentences that hang on what has happened by a day."""

from __future__ import annotations

from functools import partial

import pandas as pd

from casebook.data.dates import in_words
from casebook.reasoning.evidence import Evidence, some
from casebook.telling.wording import how_many, spelled
from chapters.common.allies import allies_on
from chapters.common.views import conclusion_of
from chapters.deterrence import WORDS, facts, facts_war
from chapters.deterrence.rules_effect import able_to_defend, sends_signal, strengthens

_WARS = {"ukraine": facts_war.SUBJECT, "greek": "Greek Civil War"}


def _deaths(evidence: Evidence, war: str) -> pd.Series:
    """Return the battle deaths of a war as they were published when the op-ed appeared."""
    deaths = facts_war.battle_deaths(evidence.at_publication())
    return some(deaths[deaths["war"].eq(war)], f"no battle deaths of the {war}").iloc[0]


def _total(evidence: Evidence, row_id: str) -> int:
    return int(evidence.by_id("background_facts", row_id)["value"].iloc[0])


def _indicator(evidence: Evidence, key: str, day: str) -> str:
    frame = facts_war.indicators(evidence).set_index("key")
    return spelled(int(frame.loc[key, day]))


def _group(evidence: Evidence, column: str) -> pd.Series:
    return facts.allied_groups(evidence).set_index("group")[column]


def _floor(evidence: Evidence, key: str) -> str:
    """Return a sentence on the highest floor of one side's soldiers killed."""
    floors = some(facts_war.soldiers_killed(evidence), "no estimate of one side's soldiers killed")
    top = floors.loc[floors["value"].idxmax()]
    _, rivals = facts_war.ours_and_rivals(evidence)
    given = {
        "floor": top["value"],
        "until": top["date_end"],
        "year": top["date_end"][:4],
        "ends_year": top["date_end"][4:7] == "-12",
        "above": bool(top["value"] > rivals["high"].max()),
        "on_all": all(facts_war.largest_by_reading(evidence).values()),
    }
    return WORDS.say("prose", key, given)


def _since(evidence: Evidence, key: str) -> str:
    """Return a sentence on those that left, what they bought since and how Russia answered."""
    left, hoped = facts.leavers(evidence), evidence.pick("aftermath", step="purchase_hoped_for")
    exits, signal = strengthens(evidence), sends_signal(evidence)
    given = {
        **{**exits.numbers, **exits.names, **signal.numbers, **signal.names},
        "left_on": left["withdrawal_effective"].min() if len(left) else None,
        "hoped": hoped["date"].iloc[0][:7] if len(hoped) else None,
        "known_to": evidence.reaches("ccm_status"),
    }
    return WORDS.say("prose", key, given)


_TOLD = ("rusi_2025_fires", "arcic_cm_2014")
"""Works named in the prose of which a point goes another way than the main conclusion."""

NUMBERS = {
    **{f"concludes_{key}": partial(conclusion_of, source=key) for key in _TOLD},
    "latest_studies": lambda e: how_many(able_to_defend(e).numbers["studies"]),
    "data_date": lambda e: in_words(e.reaches("effectiveness_claims")),
    "allies": lambda e: len(allies_on(e)),
    **{
        f"{key}_{end}": lambda e, war=war, end=end: int(_deaths(e, war)[end])
        for key, war in _WARS.items()
        for end in ("low", "best", "high")
    },
    "latest_ukraine_years": lambda e: "{start} and {end}".format_map(_deaths(e, _WARS["ukraine"])),
    "chechnya_high": lambda e: _total(e, "BG091"),
    "yugoslavia_total": lambda e: _total(e, "BG064"),
    **{
        f"{key}_{day}": partial(_indicator, key=key, day=day)
        for key in ("members", "border", "deaths", "agreements", "outside")
        for day in ("signing", "op_ed")
    },
    "holders": lambda e: spelled(int(_group(e, "states").get("outside_with_stock", 0))),
    "allies_struck": lambda e: WORDS.say(
        "prose", "struck", {"struck": int(_group(e, "struck").sum())}
    ),
    **{f"latest_{key}": partial(_floor, key=key) for key in ("floor", "rank")},
    **{
        f"latest_{key}": partial(_since, key=key)
        for key in ("left", "exit", "reactions", "purchases", "deliveries")
    },
    "latest_outside": partial(_indicator, key="outside", day="latest"),
}
