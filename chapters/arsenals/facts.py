"""What the rows say of stocks, makers and transfers.

Stock figures are the ``preferred`` rows of ``stockpile_destruction``, one a state (Spain's two
parts are added up). An ally is a NATO member on the evidence's date.
"""

from __future__ import annotations

import pandas as pd

from casebook.data.dates import latest_day
from casebook.reasoning.evidence import Evidence, remembered, some
from chapters.common.allies import allies_on, standing_of_allies
from chapters.common.exits import whole_months
from chapters.common.states import name


def _day(text: str) -> str:
    return latest_day(text).isoformat()


@remembered
def destroyed(evidence: Evidence) -> pd.DataFrame:
    """Return the destroyed stocks, one row a state that had one, largest first.

    Columns: ``iso3``, ``state``, ``munitions``, ``submunitions`` (numbers), ``low`` and ``high``
    (the range of submunitions over all statements made once the stock was gone), ``completed`` (ISO
    day, the last that the stated date can mean) and ``allied``.
    """
    rows = evidence["stockpile_destruction"]
    preferred = rows[rows["preferred"]]
    frame = preferred.groupby("iso3")[["munitions_destroyed", "submunitions_destroyed"]].sum()
    frame = frame.astype(float).set_axis(["munitions", "submunitions"], axis="columns")
    frame = frame[frame["munitions"] > 0]
    dated = preferred.dropna(subset=["completion_date"])
    ends = dated["completion_date"].map(_day).groupby(dated["iso3"]).max()
    whole = rows[rows["tranche"].isna()].dropna(subset=["submunitions_destroyed", "as_of"])
    gone = whole["as_of"].map(_day) >= whole["iso3"].map(ends)
    stated = whole[gone].groupby("iso3")["submunitions_destroyed"].agg(["min", "max"]).astype(float)
    frame = frame.assign(
        completed=ends.reindex(frame.index),
        low=stated["min"].reindex(frame.index).fillna(frame["submunitions"]),
        high=stated["max"].reindex(frame.index).fillna(frame["submunitions"]),
    )
    frame = frame.sort_values("submunitions", ascending=False).reset_index()
    return frame.assign(
        state=[name(evidence, iso3) for iso3 in frame["iso3"]],
        allied=frame["iso3"].isin(allies_on(evidence)),
    )


def stocks(evidence: Evidence, *, allied: bool = False) -> pd.DataFrame:
    """Return :func:`destroyed`, or that of allies; raise ``NotInEvidence`` if none is accepted."""
    frame = some(destroyed(evidence), "table stockpile_destruction has no accepted row")
    return frame[frame["allied"]] if allied else frame


def rows_of(evidence: Evidence, gone: pd.DataFrame) -> tuple[str, pd.DataFrame]:
    """Return the preferred rows, with their table, of some of the stocks :func:`destroyed`."""
    table = "stockpile_destruction"
    return table, evidence.pick(table, preferred=True, iso3=tuple(gone["iso3"]))


def reconciliation(evidence: Evidence) -> pd.DataFrame:
    """Return our sums beside the last published total of all declared stocks, figures rounded.

    Earlier totals count partial destruction and cannot be reached by the rows of finished stocks.
    Index ``munitions`` and ``submunitions``; columns ``ours``, ``published``, ``reached`` (ours
    divided by published). Raises ``NotInEvidence`` if there is no such total.
    """
    totals = evidence.rows(
        "stockpile_totals_by_edition",
        scope="cumulative_states_parties",
        munitions_precision="rounded",
        submunitions_precision="rounded",
        share_munitions=1,
    )
    latest = totals.loc[totals["as_of"].map(latest_day).idxmax()]
    ours = stocks(evidence)[["munitions", "submunitions"]].sum()
    published = latest[[f"{measure}_destroyed" for measure in ours.index]].astype(float)
    frame = pd.DataFrame({"ours": ours, "published": published.to_numpy()})
    return frame.assign(reached=frame["ours"] / frame["published"])


@remembered
def fates(evidence: Evidence) -> pd.DataFrame:
    """Return what each ally has and made: index ``iso3``, columns ``stock``, ``making``, ``bound``.

    ``stock`` is ``destroyed``, ``held`` or ``none found``; ``making`` is ``stopped`` (on the list
    of former makers), ``not given up`` (listed as making or keeping the right to) or ``never``.
    """
    frame = standing_of_allies(evidence)[["bound"]].assign(stock="none found", making="never")
    held = evidence.pick("non_party_stockpilers", stockpile=True)["iso3"]
    stopped = evidence.pick("producers", status="ceased")["iso3"]
    open_to_it = evidence.pick("producers", status=("producing", "unclear"))["iso3"]
    frame.loc[frame.index.isin(destroyed(evidence)["iso3"]), "stock"] = "destroyed"
    frame.loc[frame.index.isin(held), "stock"] = "held"
    frame.loc[frame.index.isin(open_to_it), "making"] = "not given up"
    frame.loc[frame.index.isin(stopped), "making"] = "stopped"
    return frame


def makers(evidence: Evidence) -> pd.DataFrame:
    """Return the rows of allies that make the weapon, may make it, or made it once."""
    statuses = ("producing", "unclear", "ceased")
    return evidence.pick("producers", status=statuses, iso3=tuple(allies_on(evidence)))


def making_now(evidence: Evidence) -> list[str]:
    """Return the allies (iso3) that are producing by their latest statement in ``producers``."""
    rows = evidence.pick("producers", iso3=tuple(allies_on(evidence)))
    day = rows["known_from"].map(_day)
    newest = rows[day.eq(day.groupby(rows["iso3"]).transform("max"))]
    unsure = set(newest.loc[newest["status"].ne("producing"), "iso3"])
    return sorted(set(newest["iso3"]) - unsure)


def largest_holding(evidence: Evidence) -> pd.DataFrame:
    """Return what the United States was said to hold, oldest first, or raise ``NotInEvidence``.

    Columns of ``non_party_stockpilers``; the Army's share of the total is left out.
    """
    rows = evidence.rows("non_party_stockpilers", iso3="USA")
    whole = rows["number_covers"].ne("army").fillna(True)
    rows = rows[whole & rows["stockpile_submunitions"].notna() & rows["confidence"].ne("weak")]
    return some(rows, "no number for the US stock is accepted").sort_values("as_of")


def kept_by_allies(evidence: Evidence) -> int:
    """Return the submunitions that allies keep for training, by what each declared last."""
    rows = evidence.pick("retention_transit", record_type="retention").dropna(subset=["iso3"])
    rows = rows[rows["munitions"].notna() | rows["submunitions"].notna()]
    rows = rows.assign(day=rows["known_from"].map(_day)).sort_values(["year", "day"])
    last = some(rows.groupby("iso3").tail(1), "no number of munitions kept is accepted")
    return int(last.loc[last["iso3"].isin(allies_on(evidence)), "submunitions"].sum())


def lead_times(evidence: Evidence) -> dict[str, float]:
    """Return the delays that stand before a first new shell, or raise ``NotInEvidence``.

    Keys: ``notice`` (months, article 20(3)), ``backlog_low`` and ``backlog_high`` (years of orders
    for ordinary ammunition in the European Union, to the nearest year) and ``backlog_year``;
    ``low`` and ``high`` (years of both together, not rounded).
    """
    notice = evidence.rows("ccm_articles", rule="withdrawal_notice_period")["number"].iloc[0]
    backlog = evidence.rows("industrial_base", measure="order_backlog").iloc[0]
    return {
        "notice": int(notice),
        "backlog_low": round(backlog["value_low"]),
        "backlog_high": round(backlog["value_high"]),
        "backlog_year": backlog["date"][:4],
        "low": notice / 12 + float(backlog["value_low"]),
        "high": notice / 12 + float(backlog["value_high"]),
    }


def months_without_order(evidence: Evidence) -> int | None:
    """Return the months from Lithuania's vote to the last report of no order, if both are known."""
    report = evidence.pick("aftermath", iso3="LTU", step="purchase_hoped_for")["date"]
    vote = evidence.pick("political_facts", step="final_vote")["date_start"]
    return whole_months(vote.iloc[0], report.iloc[-1]) if len(report) and len(vote) else None
