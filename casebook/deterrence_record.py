"""What the chapter "Would leaving deter Russia?" computes from the tables.

The battle deaths of Europe's wars, the change since 2008, and who used cluster munitions on whose
land.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

import pandas as pd

from casebook.claims import Verdict
from casebook.dates import latest_day
from casebook.evidence import Evidence, NotInEvidence
from casebook.treaty import allies, events, status_of
from casebook.wording import listed

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

_BATTLE = re.compile(r"(.+?): battle(?:-related)? deaths, (?:best|low|high) estimate")
_MILLION = 1_000_000


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
    rows = rows.assign(war=rows["fact"].str.extract(_BATTLE, expand=False)).dropna(subset=["war"])
    rows["start"], rows["end"] = (rows[c].str[:4].astype(int) for c in ("date_start", "date_end"))
    rows["civil"] = rows["note"].str.contains("civil war, not interstate", na=False)
    keys = ["war", "source", "start", "end", "civil"]
    wide = rows.pivot(index=keys, columns="estimate", values="value").dropna().reset_index()
    wide["years"] = wide["end"] - wide["start"]
    wide = wide.sort_values("years").drop_duplicates(["war", "source"], keep="last")
    wide["together"] = wide["war"].str.startswith("All other")
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
        facts["fact"].str.contains("soldiers killed, ")
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


def standing_of(evidence: Evidence, states: Iterable[str], day: date) -> pd.Series:
    """Return the treaty status of the states (by iso3) on a day."""
    states = pd.Series(list(states), dtype="string")
    return pd.Series(
        status_of(states, events(evidence["ccm_status"]), day).to_numpy(), index=states.to_numpy()
    )


def allied_status(evidence: Evidence, day: date) -> pd.Series:
    """Return the treaty status of NATO's members of a day (by iso3) on that day."""
    return standing_of(evidence, allies(evidence["nato_members"], day), day)


def signing_day(evidence: Evidence) -> date:
    """Return the day on which the convention was opened for signature."""
    return date.fromisoformat(evidence["ccm_status"]["signature_date"].dropna().min())


def russian_exits(evidence: Evidence) -> pd.DataFrame:
    """Return the events by which Russia suspended, left or revoked an arms agreement."""
    acts = evidence["arms_control"]
    gone = ("suspended", "withdrawn", "terminated", "ratification_revoked", "ended")
    return acts[acts["actor_iso3"].eq("RUS") & acts["event"].isin(gone)]


def allied_destruction(evidence: Evidence) -> pd.DataFrame:
    """Return the completed destruction of allied stockpiles, one row a state (Spain: a tranche)."""
    stock = evidence["stockpile_destruction"]
    stock = stock[stock["preferred"] & stock["state_list"].str.startswith("nato")]
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
    status = allied_status(evidence, day)
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


def stock_on_record(evidence: Evidence) -> set[str]:
    """Return the states (iso3) whose stock of cluster munitions is on record.

    A state counts if a row says that it holds a stock, produces, or has used the weapon itself.
    """
    held, made = evidence["non_party_stockpilers"], evidence["producers"]
    used = evidence["cluster_munition_use"]
    used = used[used["user_type"].eq("state") & used["status"].eq("confirmed")]
    return {
        *held.loc[held["stockpile"].fillna(False), "iso3"],
        *made.loc[made["status"].eq("producing"), "iso3"],
        *used["user_iso3"].dropna(),
    }


def strikes(evidence: Evidence) -> pd.DataFrame:
    """Return the use of cluster munitions by one state on the land of another since the signing.

    Rows of the table ``cluster_munition_use`` with a state or coalition as user, confirmed or
    alleged; weak rows are left out.
    """
    use = evidence["cluster_munition_use"]
    return use[
        use["user_type"].isin(("state", "coalition"))
        & use["location_iso3"].ne(use["user_iso3"]).fillna(False)
        & use["status"].isin(("confirmed", "alleged"))
        & use["first_year"].ge(signing_day(evidence).year)
        & use["confidence"].ne("weak")
    ]


def _spans(rows: pd.DataFrame) -> str:
    """Return the years of use in words, touching spells joined: ``2011, 2015 to 2016``."""
    spans: list[list[int]] = []
    for first, last in sorted(zip(rows["first_year"], rows["last_year"], strict=True)):
        if spans and first <= spans[-1][1] + 1:
            spans[-1][1] = max(spans[-1][1], last)
        else:
            spans.append([first, last])
    return ", ".join(f"{a}" if a == b else f"{a} to {b}" for a, b in spans)


def targets(evidence: Evidence) -> pd.DataFrame:
    """Return the states struck with cluster munitions by another state, one row a pair.

    Columns: ``target``, ``user`` (iso3), ``start`` (first year), ``years`` (in words),
    ``confirmed``, ``coalition`` (the user led one), ``status`` (the target's treaty status at the
    end of the first year), ``stock`` (on record or not), ``beside`` (a row has the target's own
    government use the weapon together with allied forces, so that the strikes were not an attack on
    the state).

    Raises
    ------
    NotInEvidence
        If no such use is accepted.
    """
    found = strikes(evidence)
    if found.empty:
        raise NotInEvidence("table cluster_munition_use has no accepted use across a border")
    frame = pd.DataFrame(
        [
            {
                "target": target,
                "user": user,
                "start": int(rows["first_year"].min()),
                "years": _spans(rows),
                "confirmed": bool(rows["status"].eq("confirmed").any()),
                "coalition": bool(rows["user_type"].eq("coalition").any()),
            }
            for (target, user), rows in found.groupby(["location_iso3", "user_iso3"])
        ]
    ).sort_values(["start", "target"], ignore_index=True)
    stock = stock_on_record(evidence)
    frame["status"] = [
        standing_of(evidence, [row.target], date(row.start, 12, 31)).iloc[0]
        for row in frame.itertuples()
    ]
    frame["stock"] = frame["target"].isin(stock)
    use = evidence["cluster_munition_use"]
    joint = use[use["user_type"].eq("joint_or_alternative")]
    joint = joint[joint["user_name"].str.contains("allied", na=False)]
    frame["beside"] = frame["target"].isin(set(joint["location_iso3"].dropna()))
    return frame


def allied_groups(evidence: Evidence) -> pd.DataFrame:
    """Return the allies by treaty status and stock on record, with how many were struck.

    Columns: ``group``, ``states``, ``struck`` (confirmed strikes of another state), ``names``.
    """
    stock, hit = stock_on_record(evidence), targets(evidence)
    hit = set(hit.loc[hit["confirmed"], "target"])
    frame = allied_status(evidence, evidence.as_of).rename_axis("iso3").reset_index(name="status")
    frame["group"] = "not bound, no stock on record"
    frame.loc[frame["iso3"].isin(stock), "group"] = "not bound, stock on record"
    frame.loc[frame["status"].eq("state party"), "group"] = "bound by the convention"
    return (
        frame.assign(struck=frame["iso3"].isin(hit), names=frame["iso3"].map(evidence.state_name))
        .groupby("group")
        .agg(states=("iso3", "size"), struck=("struck", "sum"), names=("names", listed))
        .sort_values("states", ascending=False)
        .reset_index()
    )


def attack_table(evidence: Evidence) -> pd.DataFrame:
    """Return :func:`targets` ready to print, with the war of 2008 in Georgia if accepted."""
    rows = [
        (
            evidence.state_name(row.target),
            evidence.state_name(row.user)
            + (" and coalition" if row.coalition else "")
            + ("" if row.confirmed else " (alleged)")
            + (" (beside its government)" if row.beside else ""),
            row.years,
            row.status,
            "on record" if row.stock else "none on record",
        )
        for row in targets(evidence).itertuples()
    ]
    georgia = evidence["effectiveness_claims"]
    if georgia["claim_id"].eq("E36").any():
        status = standing_of(evidence, ["GEO"], signing_day(evidence)).iloc[0]
        war = (
            evidence.state_name("GEO"),
            "(war over South Ossetia)",
            "2008",
            status,
            "used its own",
        )
        rows.insert(0, war)
    columns = ["On whose land", "Used by", "Years", "Status then", "Own stock"]
    return pd.DataFrame(rows, columns=columns)


def group_table(evidence: Evidence) -> pd.DataFrame:
    """Return :func:`allied_groups` ready to print."""
    frame = allied_groups(evidence)[["group", "states", "struck"]]
    return frame.set_axis(["NATO members", "States", "Struck by a state's use"], axis=1)
