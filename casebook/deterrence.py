"""Chapter "Would leaving deter Russia?": its numbers and its rules.

The findings on the war, the times and NATO's purpose are in :mod:`casebook.deterrence_setting`,
those on what leaving would do in :mod:`casebook.deterrence_effect` and
:mod:`casebook.deterrence_exit`; the measures behind them in :mod:`casebook.deterrence_change` and
:mod:`casebook.deterrence_record`.
"""

from __future__ import annotations

from collections.abc import Mapping

from casebook.data.dates import in_words
from casebook.deterrence_change import (
    DEFINITIONS,
    SUBJECT,
    battle_deaths,
    indicators,
    soldiers_killed,
)
from casebook.deterrence_effect import (
    able_to_defend,
    emboldens,
    hinges_on_leaving,
    necessary,
)
from casebook.deterrence_exit import months_out, sends_signal, strengthens
from casebook.deterrence_record import allied_groups, standing_of_allies
from casebook.deterrence_setting import (
    abdicated,
    demands_shift,
    largest_war,
    made_to_deter,
    not_2008,
    rethink,
)
from casebook.reasoning.claims import Rule
from casebook.reasoning.evidence import Evidence, some
from casebook.reasoning.numbers import known
from casebook.telling.wording import spelled

__all__ = ["DEFINITIONS", "RULES", "numbers"]


def _date_numbers(evidence: Evidence) -> dict[str, object]:
    return {
        "data_date": in_words(evidence.as_of),
        "allies": len(standing_of_allies(evidence, evidence.as_of)),
    }


def _death_numbers(evidence: Evidence) -> dict[str, object]:
    deaths = battle_deaths(evidence.at_publication())
    ours = some(deaths[deaths["war"].eq(SUBJECT)], "no battle deaths of the war on Ukraine")
    greek = some(deaths[deaths["civil"]], "no battle deaths of a civil war")
    ends = ("low", "best", "high")
    return {
        **{f"ukraine_{end}": int(ours[end].iloc[0]) for end in ends},
        **{f"greek_{end}": int(greek[end].iloc[0]) for end in ends},
    }


def _floor_numbers(evidence: Evidence) -> dict[str, object]:
    floors = some(soldiers_killed(evidence), "no estimate of one side's soldiers killed")
    return {"later_floor": int(floors["value"].max())}


def _chechen_numbers(evidence: Evidence) -> dict[str, object]:
    return {"chechnya_high": _count(evidence, "BG091")}


def _yugoslav_numbers(evidence: Evidence) -> dict[str, object]:
    return {"yugoslavia_total": _count(evidence, "BG064")}


def _count(evidence: Evidence, fact: str) -> int:
    return int(evidence.rows("background_facts", id=fact)["value"].iloc[0])


def _change_numbers(evidence: Evidence) -> dict[str, object]:
    change = indicators(evidence).set_index("key")
    return {
        **{
            f"{key}_{day}": spelled(int(change.loc[key, day]))
            for key in ("members", "border", "deaths", "agreements", "outside")
            for day in ("signing", "op_ed")
        },
        "outside_now": spelled(int(change.loc["outside", "latest"])),
    }


def _holder_numbers(evidence: Evidence) -> dict[str, object]:
    groups = allied_groups(evidence).set_index("group")["states"]
    return {"holders": spelled(int(groups.get("not bound, stock on record", 0)))}


def _exit_numbers(evidence: Evidence) -> dict[str, object]:
    return {"months_out": spelled(months_out(evidence))}


def _delivery_numbers(evidence: Evidence) -> dict[str, object]:
    years = evidence.rows("industrial_base", id="IB12")["value"].iloc[0]
    return {"delivery_years": spelled(int(years))}


def numbers(evidence: Evidence) -> dict[str, object]:
    """Return the numbers of this chapter's prose."""
    groups = (
        *(_date_numbers, _death_numbers, _floor_numbers, _chechen_numbers, _yugoslav_numbers),
        *(_change_numbers, _holder_numbers, _exit_numbers, _delivery_numbers),
    )
    return known(groups, evidence)


RULES: Mapping[str, Rule] = {
    "C01": rethink,
    "C09": largest_war,
    "C11": demands_shift,
    "C12": hinges_on_leaving,
    "C18": able_to_defend,
    "C19": necessary,
    "C20": strengthens,
    "C32": emboldens,
    "C49": made_to_deter,
    "C50": abdicated,
    "C76": sends_signal,
    "C83": not_2008,
}
