"""Battle deaths of Europe's wars since 1945, and what changed since the convention was signed."""

from __future__ import annotations

from datetime import date

import pandas as pd

from casebook.data.dates import latest_day
from casebook.reasoning.evidence import Evidence, remembered, some
from chapters.common.allies import border_allies, standing_of_allies
from chapters.deterrence.facts import signing_day

SUBJECT = "Russia v Ukraine (interstate)"
"""How the table names the war that the op-ed calls the largest."""

DATA_SETS = ("ucdp_brd241", "prio_bd31")
"""The sources of battle deaths: from 1989 and from 1946."""

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
        evidence.rows("background_facts", claim_id="C09", source=key) for key in DATA_SETS
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
    wide = wide.sort_values("best", ascending=False, ignore_index=True)[columns]
    return wide.rename_axis(columns=None)


def ours_and_rivals(evidence: Evidence) -> tuple[pd.Series, pd.DataFrame]:
    """Return the war in question and all others with battle deaths, the deadliest first."""
    deaths = battle_deaths(evidence)
    ours = some(deaths[deaths["war"].eq(SUBJECT)], "no battle deaths of the war on Ukraine")
    rivals = deaths[deaths["war"].ne(SUBJECT) & ~deaths["together"]]
    return ours.iloc[0], some(rivals, "no battle deaths of another war")


def soldiers_killed(evidence: Evidence) -> pd.DataFrame:
    """Return the low ends of estimates, not weak, of one side's soldiers killed in Ukraine.

    Each is a floor for the battle deaths of the whole war.
    """
    alone = {"counted": "soldiers_of_one_side", "estimate": "low", "unit": "deaths"}
    return evidence.pick("background_facts", solid=True, war=SUBJECT, **alone)


def largest_by_reading(evidence: Evidence) -> dict[str, bool | None]:
    """Return for each reading whether the war is the largest, none where ranges leave it open.

    ``best`` compares best estimates. ``strict`` wants the low end for Ukraine (or a higher floor
    from one side's soldiers alone) above the high end of every rival. ``interstate`` leaves out the
    wars that the table calls civil wars, and keeps all others as rivals, which makes the test
    harder than it need be.
    """
    ours, everyone = ours_and_rivals(evidence)
    floor = max([ours["low"], *soldiers_killed(evidence)["value"]])
    found: dict[str, bool | None] = {}
    for which, rivals in (("interstate", everyone[~everyone["civil"]]), ("any", everyone)):
        beaten, above = ours["high"] < rivals["low"].max(), floor > rivals["high"].max()
        found[f"{which}_best"] = bool(ours["best"] > rivals["best"].max())
        found[f"{which}_strict"] = True if above else False if beaten else None
    return found


def russian_exits(evidence: Evidence) -> pd.DataFrame:
    """Return the events by which Russia suspended, left or revoked an arms agreement."""
    gone = ("suspended", "withdrawn", "terminated", "ratification_revoked", "ended")
    return evidence.pick("arms_control", actor_iso3="RUS", event=gone)


def allied_destruction(evidence: Evidence) -> pd.DataFrame:
    """Return the completed destruction of allied stockpiles, one row a state (Spain: a tranche)."""
    stock = evidence.pick("stockpile_destruction", preferred=True, state_list="nato_list")
    return stock.dropna(subset=["completion_date"])


def allied_border(evidence: Evidence, day: date) -> pd.DataFrame:
    """Return the rows of ``geography`` of the allies of a day with a land border with Russia."""
    return evidence.pick("geography", iso3=tuple(border_allies(evidence, day)))


def war_year(evidence: Evidence, day: date) -> pd.Series:
    """Return the row with the most battle deaths in the latest single year up to a day's (UCDP)."""
    facts = evidence.rows("background_facts", source="ucdp_brd241", estimate="best")
    facts = facts[facts["date_start"].eq(facts["date_end"])]
    facts = facts[facts["date_start"] <= str(day.year)].sort_values(["date_start", "value"])
    return some(facts, f"no battle deaths of a single year up to {day.year}").iloc[-1]


def _on_day(evidence: Evidence, day: date) -> dict[str, float]:
    """Return the indicators of change as they stood on a day."""
    status = standing_of_allies(evidence, day)["status"]
    stock, exits = allied_destruction(evidence), russian_exits(evidence)
    done = stock["completion_date"].map(latest_day) <= day
    return {
        "members": len(status),
        "border": int(allied_border(evidence, day)["land_border_km"].sum()),
        "deaths": float(war_year(evidence, day)["value"]),
        "agreements": exits.loc[exits["date"].map(latest_day) <= day, "agreement"].nunique(),
        "destroyed": float(stock.loc[done, "submunitions_destroyed"].sum()) / _MILLION,
        "outside": int((~status.isin(("state party", "signatory only"))).sum()),
    }


@remembered
def indicators(evidence: Evidence) -> pd.DataFrame:
    """Return what changed from the signing of the convention to the op-ed, and since.

    Columns: ``key`` (NATO's ``members``; its ``border`` with Russia in km; battle ``deaths`` in a
    year of war in Europe; arms ``agreements`` that Russia had quit or suspended; submunitions
    ``destroyed`` by allies, millions; allies ``outside`` the convention), ``signing``, ``op_ed``,
    ``latest`` (values), ``changed`` (whether ``signing`` and ``latest`` differ).
    """
    then = evidence.at_publication()
    values = {
        "signing": _on_day(then, signing_day(evidence)),
        "op_ed": _on_day(then, then.as_of),
        "latest": _on_day(evidence, evidence.reaches("ccm_status")),
    }
    frame = pd.DataFrame(values).rename_axis("key").reset_index()
    return frame.assign(changed=frame["signing"].ne(frame["latest"]))


def indicator_rows(evidence: Evidence) -> tuple[tuple[str, pd.DataFrame], ...]:
    """Return the rows that the indicators are made of, by table (treaty status apart)."""
    years = [
        war_year(evidence, day)["id"]
        for day in (signing_day(evidence), evidence.reaches("ccm_status"))
    ]
    return (
        ("background_facts", evidence.pick("background_facts", *years)),
        ("nato_members", evidence["nato_members"]),
        ("geography", allied_border(evidence, evidence.reaches("ccm_status"))),
        ("arms_control", russian_exits(evidence)),
        ("stockpile_destruction", allied_destruction(evidence)),
    )
