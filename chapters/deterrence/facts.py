"""Whom Russia struck, who left, what Russia said; Europe's wars and what changed since 2008."""

from __future__ import annotations

from datetime import date

import pandas as pd

from casebook.data.dates import latest_day
from casebook.reasoning.evidence import Evidence, remembered, some
from chapters.common.allies import border_allies, standing_of_allies
from chapters.common.treaty import log_of, status_of


def among(evidence: Evidence, table: str, *ids: str) -> pd.DataFrame:
    """Return those of the rows that are accepted here, or raise ``NotInEvidence`` if none is."""
    lacking = f"table {table} has no accepted row among {', '.join(ids)}"
    return some(evidence.pick(table, *ids), lacking)


def signing_day(evidence: Evidence) -> date:
    """Return the day on which the convention was opened for signature."""
    return date.fromisoformat(evidence.rows("ccm_status")["signature_date"].dropna().min())


def strikes(evidence: Evidence) -> pd.DataFrame:
    """Return Russia's use of cluster munitions on another state's land since the signing.

    Rows of ``cluster_munition_use`` that are not weak and have it as confirmed.
    """
    used = {"user_iso3": "RUS", "user_type": "state", "status": "confirmed"}
    use = evidence.pick("cluster_munition_use", solid=True, **used)
    abroad = use["location_iso3"].ne("RUS").fillna(False)
    return use[abroad & use["first_year"].ge(signing_day(evidence).year)]


def allies_struck(evidence: Evidence) -> dict[str, int]:
    """Return how many allies Russia struck with the weapon, bound ones and others, in this order.

    Keys: ``bound_allies_struck`` and ``other_allies_struck``.
    """
    status = standing_of_allies(evidence)
    struck = status.index.isin(strikes(evidence)["location_iso3"])
    return {
        "bound_allies_struck": int((status["bound"] & struck).sum()),
        "other_allies_struck": int((~status["bound"] & struck).sum()),
    }


def targets(evidence: Evidence) -> pd.DataFrame:
    """Return the states that Russia struck with the weapon, one row a state.

    Columns: ``iso3``, ``party`` (to the convention), ``stock`` (on record). States beside whose
    government Russia fought are left out: those strikes were no attack on the state.
    """
    beside = evidence.pick("cluster_munition_use", beside_government=True)["location_iso3"]
    struck = sorted({*strikes(evidence)["location_iso3"]} - {*beside.dropna()})
    frame = pd.DataFrame({"iso3": struck}, dtype="object")
    status = status_of(
        frame["iso3"], log_of(evidence, "ccm_status"), evidence.reaches("ccm_status")
    )
    held = evidence.pick("non_party_stockpilers", stockpile=True)["iso3"]
    return frame.assign(party=status.eq("state party"), stock=frame["iso3"].isin(held))


def russian_words(evidence: Evidence) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return Russian positions, not weak, before Lithuania's government decided and since.

    Raises
    ------
    NotInEvidence
        If the decision is not accepted here.
    """
    said = evidence.pick("timeline", solid=True, category="position", actor_iso3="RUS")
    decided = evidence.rows("timeline", category="treaty", actor_iso3="LTU")["date"].min()
    since = said["date"].ge(decided)
    return said[~since], said[since]


# --- the wars and what changed -------------------------------------------------------------------

SUBJECT = "Russia v Ukraine (interstate)"
"""How the table names the war that the op-ed calls the largest."""

DATA_SETS = ("ucdp", "prio")
"""The data sets of battle deaths: from 1989 and from 1946."""


@remembered
def battle_deaths(evidence: Evidence) -> pd.DataFrame:
    """Return the battle deaths of each European war since 1945 in the two data sets of the book.

    Columns: ``war``, ``document`` (the data set), ``source``, ``start``, ``end`` (years), ``low``,
    ``best``, ``high`` (deaths), ``civil`` (the table calls it a civil war), ``together`` (a sum of
    all wars but the subject, no war of its own). UCDP counts battle-related deaths from 1989, PRIO
    battle deaths from 1946, by different methods. Of a war with several periods the longest stays.

    Raises
    ------
    NotInEvidence
        If one of the data sets is not accepted: either alone leaves out half of the time.
    """
    rows = pd.concat(
        evidence.rows("background_facts", claim_id="C09", document=name) for name in DATA_SETS
    )
    rows = rows[rows["counted"].eq("battle_deaths").fillna(False) & rows["war"].notna()].copy()
    rows["start"], rows["end"] = (rows[c].str[:4].astype(int) for c in ("date_start", "date_end"))
    rows["civil"] = rows["war_kind"].eq("civil").fillna(False).astype(bool)
    rows["together"] = rows["war_kind"].eq("several").fillna(False).astype(bool)
    keys = ["war", "document", "source", "start", "end", "civil", "together"]
    wide = rows.pivot(index=keys, columns="estimate", values="value").dropna().reset_index()
    wide["years"] = wide["end"] - wide["start"]
    wide = wide.sort_values("years").drop_duplicates(["war", "document"], keep="last")
    columns = ["low", "best", "high", "civil", "together"]
    wide = wide.sort_values("best", ascending=False, ignore_index=True)[[*keys[:5], *columns]]
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


def allied_border(evidence: Evidence, day: date) -> pd.DataFrame:
    """Return the rows of ``geography`` of the allies of a day with a land border with Russia."""
    return evidence.pick("geography", iso3=tuple(border_allies(evidence, day)))


def war_year(evidence: Evidence, day: date) -> pd.Series:
    """Return the row with the most battle deaths in the latest single year up to a day's (UCDP)."""
    facts = evidence.rows("background_facts", document="ucdp", estimate="best")
    facts = facts[facts["date_start"].eq(facts["date_end"])]
    facts = facts[facts["date_start"] <= str(day.year)].sort_values(["date_start", "value"])
    return some(facts, f"no battle deaths of a single year up to {day.year}").iloc[-1]


def _on_day(evidence: Evidence, day: date) -> dict[str, float]:
    """Return the indicators of change as they stood on a day."""
    status = standing_of_allies(evidence, day)["status"]
    exits = russian_exits(evidence)
    return {
        "members": len(status),
        "border": int(allied_border(evidence, day)["land_border_km"].sum()),
        "deaths": float(war_year(evidence, day)["value"]),
        "agreements": exits.loc[exits["date"].map(latest_day) <= day, "agreement"].nunique(),
        "outside": int((~status.isin(("state party", "signatory only"))).sum()),
    }


@remembered
def indicators(evidence: Evidence) -> pd.DataFrame:
    """Return what changed from the signing of the convention to the op-ed, and since.

    Columns: ``key`` (NATO's ``members``; its ``border`` with Russia in km; battle ``deaths`` in a
    year of war in Europe; arms ``agreements`` that Russia had quit or suspended; allies
    ``outside`` the convention), ``signing``, ``op_ed``,
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
    )
