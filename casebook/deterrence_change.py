"""The setting of the chapter "Would leaving deter Russia?", measured.

The battle deaths of Europe's wars since 1945, and what changed since the signing in 2008.
"""

from __future__ import annotations

from datetime import date

import pandas as pd

from casebook.data.dates import latest_day
from casebook.deterrence_record import signing_day, standing_of_allies
from casebook.reasoning.claims import Verdict
from casebook.reasoning.evidence import Evidence, remembered
from casebook.telling.wording import capitalised, spelled
from chapters.common.treaty import allies

DEFINITIONS: dict[str, dict[str, str]] = {
    "largest_war": {
        "every": "All readings below together (the book's choice)",
        "interstate_best": "Wars between states, by best estimates of battle deaths",
        "interstate_strict": "Wars between states, Ukraine's low estimate against all high ones",
        "any_best": "Any war, by best estimates of battle deaths",
        "any_strict": "Any war, Ukraine's low estimate against all high ones",
    }
}
"""Readings of "the largest European conflict" (C09), for ``evidence.definitions``."""

SUBJECT = "Russia v Ukraine (interstate)"
"""How the table names the war that the op-ed calls the largest."""

_MILLION = 1_000_000


@remembered
def battle_deaths(evidence: Evidence) -> pd.DataFrame:
    """Return the battle deaths of each European war since 1945 in the two data sets of the book.

    Columns: ``war``, ``source`` (key of the data set), ``start``, ``end`` (years), ``low``,
    ``best``, ``high`` (deaths), ``civil`` (the table calls it a civil war), ``together`` (a sum of
    all wars but the subject, no war of its own). UCDP counts battle-related deaths from 1989, PRIO
    battle deaths from 1946, by different methods. Of a war with several periods the longest stays.

    Raises
    ------
    NotInEvidence
        If one of the data sets is not accepted: either alone leaves out half of the time.
    """
    rows = pd.concat(
        evidence.rows("background_facts", claim_id="C09", source=key)
        for key in ("ucdp_brd241", "prio_bd31")
    )
    rows = rows[rows["counted"].eq("battle_deaths").fillna(False) & rows["war"].notna()].copy()
    rows["start"], rows["end"] = (rows[c].str[:4].astype(int) for c in ("date_start", "date_end"))
    rows["civil"] = rows["war_kind"].eq("civil").fillna(False).astype(bool)
    rows["together"] = rows["war_kind"].eq("several").fillna(False).astype(bool)
    keys = ["war", "source", "start", "end", "civil", "together"]
    wide = rows.pivot(index=keys, columns="estimate", values="value").dropna().reset_index()
    wide["years"] = wide["end"] - wide["start"]
    wide = wide.sort_values("years").drop_duplicates(["war", "source"], keep="last")
    columns = ["war", "source", "start", "end", "low", "best", "high", "civil", "together"]
    return wide.sort_values("best", ascending=False, ignore_index=True)[columns].rename_axis(
        columns=None
    )


def soldiers_killed(evidence: Evidence) -> pd.DataFrame:
    """Return the low ends of published estimates of one side's soldiers killed, weak ones left out.

    Each is a floor for the battle deaths of the whole war. Table ``background_facts``.
    """
    facts = evidence["background_facts"]
    return facts[
        facts["war"].eq(SUBJECT)
        & facts["counted"].eq("soldiers_of_one_side")
        & facts["estimate"].eq("low")
        & facts["unit"].eq("deaths")
        & facts["confidence"].ne("weak")
    ]


def is_largest(evidence: Evidence, reading: str) -> Verdict:
    """Return whether the war is the largest on one reading (a key of ``DEFINITIONS``, not "every").

    ``best`` compares best estimates. ``strict`` wants the low end for Ukraine (or a higher floor
    from one side's soldiers alone) above the high end of every rival; where ranges overlap it is
    ``unverifiable``. ``interstate`` leaves out the wars that the table calls civil wars, and keeps
    all others as rivals, which makes the test harder than it need be.

    Raises
    ------
    KeyError
        If there is no such reading.
    """
    if reading not in DEFINITIONS["largest_war"]:
        raise KeyError(f"largest_war has no reading {reading!r}")
    deaths = battle_deaths(evidence)
    ours = deaths[deaths["war"].eq(SUBJECT)].iloc[0]
    rivals = deaths[deaths["war"].ne(SUBJECT) & ~deaths["together"]]
    if reading.startswith("interstate"):
        rivals = rivals[~rivals["civil"]]
    if reading.endswith("best"):
        best = ours["best"] > rivals["best"].max()
        return Verdict.SUPPORTED if best else Verdict.CONTRADICTED
    floor = max([ours["low"], *soldiers_killed(evidence)["value"]])
    if floor > rivals["high"].max():
        return Verdict.SUPPORTED
    beaten = ours["high"] < rivals["low"].max()
    return Verdict.CONTRADICTED if beaten else Verdict.UNVERIFIABLE


def russian_exits(evidence: Evidence) -> pd.DataFrame:
    """Return the events by which Russia suspended, left or revoked an arms agreement."""
    acts = evidence["arms_control"]
    gone = ("suspended", "withdrawn", "terminated", "ratification_revoked", "ended")
    return acts[acts["actor_iso3"].eq("RUS") & acts["event"].isin(gone)]


def allied_destruction(evidence: Evidence) -> pd.DataFrame:
    """Return the completed destruction of allied stockpiles, one row a state (Spain: a tranche)."""
    stock = evidence["stockpile_destruction"]
    stock = stock[stock["preferred"] & stock["state_list"].eq("nato_list")]
    return stock.dropna(subset=["completion_date"])


def allied_border(evidence: Evidence, day: date) -> pd.DataFrame:
    """Return the allies of a day that have a land border with Russia (table ``geography``)."""
    place, nato = evidence["geography"], allies(evidence["nato_members"], day)
    return place[place["iso3"].isin(nato) & place["land_border_with_russia"].fillna(False)]


def war_year(evidence: Evidence, day: date) -> pd.Series:
    """Return the row with the most battle deaths in the latest single year up to a day's (UCDP)."""
    facts = evidence.rows("background_facts", source="ucdp_brd241", estimate="best")
    facts = facts[facts["date_start"].eq(facts["date_end"])]
    facts = facts[facts["date_start"] <= str(day.year)].sort_values(["date_start", "value"])
    return facts.iloc[-1]


def on_day(evidence: Evidence, day: date) -> dict[str, float]:
    """Return the indicators of change as they stood on a day (units in ``indicators``)."""
    status = standing_of_allies(evidence, day)
    stock, exits = allied_destruction(evidence), russian_exits(evidence)
    done = stock["completion_date"].map(latest_day) <= day
    inside = status.isin(("state party", "signatory only"))
    return {
        "members": len(status),
        "border": int(allied_border(evidence, day)["land_border_km"].sum()),
        "deaths": float(war_year(evidence, day)["value"]),
        "agreements": exits.loc[exits["date"].map(latest_day) <= day, "agreement"].nunique(),
        "destroyed": float(stock.loc[done, "submunitions_destroyed"].sum()) / _MILLION,
        "outside": int((~inside).sum()),
    }


@remembered
def indicators(evidence: Evidence) -> pd.DataFrame:
    """Return what changed from the signing of the convention to the op-ed, and since.

    Columns: ``key``, ``indicator`` (name with unit), ``signing``, ``op_ed``, ``latest`` (values),
    ``changed`` (whether ``signing`` and ``latest`` differ).
    """
    then, first = evidence.at_publication(), signing_day(evidence)
    years = [war_year(then, day)["date_start"] for day in (first, then.as_of)]
    names = {
        "members": "NATO members (states)",
        "border": "NATO's land border with Russia (km)",
        "deaths": f"Battle deaths in a year of war in Europe ({years[0]}; {years[1]})",
        "agreements": "Arms agreements that Russia had quit or suspended",
        # number: a unit
        "destroyed": "Submunitions destroyed by allies (million)",
        "outside": "Allies outside the convention (states)",
    }
    values = {
        "signing": on_day(then, first),
        "op_ed": on_day(then, then.as_of),
        "latest": on_day(evidence, evidence.as_of),
    }
    frame = pd.DataFrame(values).rename_axis("key").reset_index()
    frame.insert(1, "indicator", frame["key"].map(names))
    frame["changed"] = frame["signing"].ne(frame["latest"])
    return frame


def changed_in_words(frame: pd.DataFrame) -> str:
    """Return how many of :func:`indicators` differ: ``All six indicators``."""
    changed, of = int(frame["changed"].sum()), spelled(len(frame))
    return (
        f"All {of} indicators"
        if changed == len(frame)
        else capitalised(f"{spelled(changed)} of {of} indicators")
    )


def indicator_rows(evidence: Evidence) -> dict[str, pd.DataFrame]:
    """Return the rows that the indicators are computed from, by table (treaty status apart)."""
    years = {war_year(evidence, day)["id"] for day in (signing_day(evidence), evidence.as_of)}
    facts = evidence["background_facts"]
    return {
        "background_facts": facts[facts["id"].isin(years)],
        "nato_members": evidence["nato_members"],
        "geography": allied_border(evidence, evidence.as_of),
        "arms_control": russian_exits(evidence),
        "stockpile_destruction": allied_destruction(evidence),
    }
