"""Facts of the chapter "What was given up, and who still has it?": stocks, makers, transfers.

Stock figures are the ``preferred`` rows of ``stockpile_destruction``, one a state (Spain's two
parts are added up). An ally is a NATO member on the evidence's date.
"""

from __future__ import annotations

import pandas as pd

from casebook.data.dates import latest_day
from casebook.reasoning.evidence import Evidence, NotInEvidence, remembered
from casebook.telling.wording import capitalised, percent
from chapters.common.treaty import allies, entry_into_force, log_of, standing

_COUNT_UNITS = ("transfers", "shipments")
"""Units of the rows of ``transfers`` that count deliveries rather than report one."""


def millions(number: float, digits: int = 1) -> str:
    """Return a number in millions as prose: ``163.4 million``."""
    return f"{number / 1e6:,.{digits}f} million"


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
    best = rows[rows["preferred"]].groupby("iso3")
    frame = best[["munitions_destroyed", "submunitions_destroyed"]].sum().astype(float)
    frame.columns = ["munitions", "submunitions"]
    frame = frame[frame["munitions"] > 0]
    dates = rows[rows["preferred"]].dropna(subset=["completion_date"])
    ends = dates["completion_date"].map(_day).groupby(dates["iso3"]).max()
    whole = rows[rows["tranche"].isna()].dropna(subset=["submunitions_destroyed", "as_of"])
    gone = whole["as_of"].map(_day) >= whole["iso3"].map(ends)
    stated = whole[gone].groupby("iso3")["submunitions_destroyed"].agg(["min", "max"]).astype(float)
    stated = stated.reindex(frame.index)
    frame = frame.assign(
        completed=ends.reindex(frame.index),
        low=stated["min"].fillna(frame["submunitions"]),
        high=stated["max"].fillna(frame["submunitions"]),
    )
    nato = allies(evidence["nato_members"], evidence.as_of)
    frame = frame.sort_values("submunitions", ascending=False).reset_index()
    return frame.assign(
        state=frame["iso3"].map(evidence.state_name), allied=frame["iso3"].isin(nato)
    )


def before_bound(evidence: Evidence) -> pd.DataFrame:
    """Return the rows of :func:`destroyed` of states that finished before the treaty bound them.

    The dates of effect are computed by article 17 (see ``treaty.entry_into_force``).
    """
    articles = evidence["ccm_articles"]
    start = articles[articles["rule"].eq("entry_into_force")]
    status = evidence["ccm_status"].set_index("iso3")["consent_date"]
    bound = entry_into_force(status, int(start["number"].iloc[0]))
    stocks = destroyed(evidence)
    return stocks[stocks["completed"] < stocks["iso3"].map(bound)]


def published_totals(evidence: Evidence) -> pd.DataFrame:
    """Return the published running totals of submunitions destroyed: ``date``, ``submunitions``."""
    rows = evidence["stockpile_totals_by_edition"].dropna(subset=["submunitions_destroyed"])
    rows = rows[rows["scope"].str.startswith("cumulative")]
    return pd.DataFrame(
        {
            "date": rows["as_of"].map(_day),
            "submunitions": rows["submunitions_destroyed"].astype(float),
        }
    ).sort_values("date", ignore_index=True)


def reconciliation(evidence: Evidence) -> pd.DataFrame:
    """Return our sums beside the last published total of all declared stocks, figures rounded.

    Earlier totals count partial destruction and cannot be reached by the rows of finished stocks.

    Columns: ``measure``, ``ours``, ``allied`` (allies' part of ours), ``published``, ``reached``
    (ours divided by published).

    Raises
    ------
    NotInEvidence
        If no such total is accepted.
    """
    totals = evidence.rows(
        "stockpile_totals_by_edition",
        scope="cumulative_states_parties",
        munitions_precision="rounded",
        submunitions_precision="rounded",
        share_munitions=1,
    )
    latest = totals.loc[totals["as_of"].map(latest_day).idxmax()]
    stocks = destroyed(evidence)
    rows = [
        {
            "measure": measure,
            "ours": stocks[measure].sum(),
            "allied": stocks.loc[stocks["allied"], measure].sum(),
            "published": float(latest[f"{measure}_destroyed"]),
        }
        for measure in ("munitions", "submunitions")
    ]
    return pd.DataFrame(rows).assign(reached=lambda f: f["ours"] / f["published"])


@remembered
def fates(evidence: Evidence) -> pd.DataFrame:
    """Return what each ally has and made: ``iso3``, ``stock``, ``making``, ``bound``.

    ``stock`` is ``destroyed``, ``held`` or ``none found``; ``making`` is ``stopped`` (on the list
    of former makers), ``not given up`` (listed as making or keeping the right to) or ``never``.
    """
    frame = pd.DataFrame({"iso3": allies(evidence["nato_members"], evidence.as_of)})
    holders = evidence["non_party_stockpilers"]
    held = set(holders.loc[holders["stockpile"].fillna(False), "iso3"])
    gone = set(destroyed(evidence)["iso3"])
    makers = evidence["producers"].groupby("status")["iso3"].agg(set)
    stopped = makers.get("ceased", set())
    open_to_it = (makers.get("producing", set()) | makers.get("unclear", set())) - stopped
    parties = standing(log_of(evidence, "ccm_status"), evidence.as_of)
    bound = set(parties.index[parties["status"].eq("state party")])
    return frame.assign(
        stock=[
            "held" if s in held else "destroyed" if s in gone else "none found"
            for s in frame["iso3"]
        ],
        making=[
            "stopped" if s in stopped else "not given up" if s in open_to_it else "never"
            for s in frame["iso3"]
        ],
        bound=frame["iso3"].isin(bound),
    )


def making_now(evidence: Evidence) -> list[str]:
    """Return the allies (iso3) that are producing by their latest statement in ``producers``."""
    rows = evidence["producers"]
    rows = rows[rows["iso3"].isin(allies(evidence["nato_members"], evidence.as_of))]
    day = rows["known_from"].map(_day)
    newest = rows[day.eq(day.groupby(rows["iso3"]).transform("max"))]
    unsure = set(newest.loc[newest["status"].ne("producing"), "iso3"])
    return sorted(set(newest["iso3"]) - unsure)


def largest_holding(evidence: Evidence) -> pd.DataFrame:
    """Return the statements on the submunitions of the United States, oldest first.

    Columns of ``non_party_stockpilers``; the Army's share of the total is left out.

    Raises
    ------
    NotInEvidence
        If there is none.
    """
    rows = evidence.rows("non_party_stockpilers", iso3="USA")
    whole = rows["number_covers"].ne("army").fillna(True)
    rows = rows[whole & rows["stockpile_submunitions"].notna() & rows["confidence"].ne("weak")]
    if rows.empty:
        raise NotInEvidence(
            "table non_party_stockpilers has no accepted number for the United States"
        )
    return rows.sort_values("as_of")


def kept(evidence: Evidence) -> pd.DataFrame:
    """Return what each party said last of munitions kept for training: one row a state.

    Columns: ``iso3``, ``state``, ``munitions``, ``submunitions`` (missing if not stated), ``year``.
    """
    rows = evidence["retention_transit"]
    rows = rows[
        rows["record_type"].eq("retention")
        & (rows["munitions"].notna() | rows["submunitions"].notna())
    ].dropna(subset=["iso3"])
    rows = rows.assign(day=rows["known_from"].map(_day)).sort_values(["year", "day"])
    last = rows.groupby("iso3").tail(1).sort_values("submunitions", ascending=False)
    return last.assign(state=last["iso3"].map(evidence.state_name))[
        ["iso3", "state", "munitions", "submunitions", "year"]
    ].reset_index(drop=True)


def kept_table(evidence: Evidence) -> pd.DataFrame:
    """Return :func:`kept` ready to print, states that keep some; text columns."""
    held = kept(evidence)
    held = held[held["submunitions"] > 0]
    return pd.DataFrame(
        {
            "State": held["state"],
            "Munitions": held["munitions"].map("{:,}".format, na_action="ignore"),
            "Submunitions": held["submunitions"].map("{:,}".format),
            "Year": held["year"].astype(str),
        }
    )


def reconciliation_table(evidence: Evidence) -> pd.DataFrame:
    """Return :func:`reconciliation` ready to print, one line of words if there is none."""
    try:
        sums = reconciliation(evidence)
    except NotInEvidence:
        return pd.DataFrame({"": ["no published total is accepted here"]})
    return pd.DataFrame(
        {
            "": sums["measure"].map(capitalised),
            "Sum of the states": sums["ours"].map("{:,.0f}".format),
            "Of these, NATO members": sums["allied"].map("{:,.0f}".format),
            "Published total": sums["published"].map("{:,.0f}".format),
            "Reached": [percent(share, 1) for share in sums["reached"]],
        }
    )


def transfers_to_ukraine(evidence: Evidence) -> pd.DataFrame:
    """Return the dated statements on transfers to Ukraine, running totals left out.

    Columns: ``id``, ``supplier`` (name, ``not named`` if the source names none), ``status``
    (announced, reported, denied), ``start`` and ``end`` (the ISO days that the date can mean),
    ``item``, ``confidence``.
    """
    rows = evidence["transfers"]
    rows = rows[rows["to_iso3"].eq("UKR") & rows["date"].notna() & ~rows["unit"].isin(_COUNT_UNITS)]
    names = rows["from_iso3"].map(evidence.state_name, na_action="ignore").fillna("not named")
    missing = (10 - rows["date"].str.len()).map({0: "", 3: "-01", 6: "-01-01"})
    return pd.DataFrame(
        {
            "id": rows["id"],
            "supplier": names,
            "status": rows["status"],
            "start": rows["date"] + missing,
            "end": rows["date"].map(_day),
            "item": rows["item"],
            "confidence": rows["confidence"],
        }
    ).sort_values(["start", "id"], ignore_index=True)


def announced_transfers(evidence: Evidence) -> int:
    """Return how many US transfers to Ukraine the latest running total counts.

    Raises
    ------
    NotInEvidence
        If there is none.
    """
    rows = evidence.rows("transfer_summaries", supplier_iso3="USA", status="confirmed")
    return int(rows.sort_values("last_date")["announcements"].iloc[-1])


def lead_times(evidence: Evidence) -> dict[str, float]:
    """Return the delays that stand before a first new shell.

    Keys: ``notice`` (months, article 20(3)), ``backlog_low`` and ``backlog_high`` (years of orders
    for ordinary ammunition in the European Union, 2023).

    Raises
    ------
    NotInEvidence
        If a row is not accepted.
    """
    notice = evidence.rows("ccm_articles", rule="withdrawal_notice_period")
    backlog = evidence.rows("industrial_base", measure="order_backlog")
    return {
        "notice": int(notice["number"].iloc[0]),
        "backlog_low": float(backlog["value_low"].iloc[0]),
        "backlog_high": float(backlog["value_high"].iloc[0]),
    }


def months_without_order(evidence: Evidence) -> int:
    """Return the months from the final Lithuanian vote to the last report of no order (row A38).

    Raises
    ------
    NotInEvidence
        If that report is not accepted.
    """
    report = evidence.rows("aftermath", id="A38", kind="procurement")
    vote = evidence.rows("government_positions", id="GP23")
    end, start = latest_day(report["date"].iloc[0]), latest_day(vote["date"].iloc[0])
    return (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)
