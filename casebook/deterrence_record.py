"""Who used cluster munitions on whose land since the signing, and who was bound then.

Measures of the chapter "Would leaving deter Russia?".
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pandas as pd

from casebook.reasoning.evidence import Evidence, NotInEvidence
from chapters.common.treaty import allies, log_of, status_of


def standing_of(evidence: Evidence, states: Iterable[str], day: date) -> pd.Series:
    """Return the treaty status of the states (by iso3) on a day."""
    states = pd.Series(list(states), dtype="string")
    return pd.Series(
        status_of(states, log_of(evidence, "ccm_status"), day).to_numpy(), index=states.to_numpy()
    )


def standing_of_allies(evidence: Evidence, day: date) -> pd.Series:
    """Return the treaty status of NATO's members of a day (by iso3) on that day."""
    return standing_of(evidence, allies(evidence["nato_members"], day), day)


def signing_day(evidence: Evidence) -> date:
    """Return the day on which the convention was opened for signature."""
    return date.fromisoformat(evidence.rows("ccm_status")["signature_date"].dropna().min())


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
    joint = use[use["beside_government"].fillna(False)]
    frame["beside"] = frame["target"].isin(set(joint["location_iso3"].dropna()))
    return frame


def allied_groups(evidence: Evidence) -> pd.DataFrame:
    """Return the allies by treaty status and stock on record, with how many were struck.

    Columns: ``group``, ``states``, ``struck`` (confirmed strikes of another state).
    """
    stock, hit = stock_on_record(evidence), targets(evidence)
    hit = set(hit.loc[hit["confirmed"], "target"])
    frame = (
        standing_of_allies(evidence, evidence.as_of).rename_axis("iso3").reset_index(name="status")
    )
    frame["group"] = "not bound, no stock on record"
    frame.loc[frame["iso3"].isin(stock), "group"] = "not bound, stock on record"
    frame.loc[frame["status"].eq("state party"), "group"] = "bound by the convention"
    return (
        frame.assign(struck=frame["iso3"].isin(hit))
        .groupby("group")
        .agg(states=("iso3", "size"), struck=("struck", "sum"))
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
    return allied_groups(evidence).set_axis(
        ["NATO members", "States", "Struck by a state's use"], axis=1
    )
