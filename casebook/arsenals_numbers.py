"""Chapter "What was given up, and who still has it?": the numbers of its prose."""

from __future__ import annotations

import pandas as pd

from casebook.arsenals_facts import (
    announced_transfers,
    before_bound,
    destroyed,
    fates,
    kept,
    largest_holding,
    lead_times,
    making_now,
    millions,
    months_without_order,
    reconciliation,
)
from casebook.data.dates import in_words
from casebook.reasoning.evidence import Evidence, some
from casebook.reasoning.numbers import known
from casebook.telling.wording import how_many, listed, percent, spelled
from casebook.treaty import allies


def numbers(evidence: Evidence) -> dict[str, object]:
    """Return the numbers of this chapter's prose."""
    groups = (
        _stock_numbers,
        _germany_numbers,
        _published_numbers,
        _early_numbers,
        _maker_numbers,
        _american_numbers,
        _cost_numbers,
        _delay_numbers,
        _kept_numbers,
        _transit_numbers,
        _transfer_numbers,
        _keeper_numbers,
        _producer_numbers,
        _contract_numbers,
        _order_numbers,
    )
    return {"data_date": in_words(evidence.as_of), **known(groups, evidence)}


def _stocks(evidence: Evidence) -> pd.DataFrame:
    """Return the destroyed stocks (see :func:`destroyed`), or raise ``NotInEvidence``."""
    return some(destroyed(evidence), "table stockpile_destruction has no accepted row")


def _stock_numbers(evidence: Evidence) -> dict[str, object]:
    stocks, fate = _stocks(evidence), fates(evidence)
    evidence.rows("non_party_stockpilers", stockpile=True)
    stock = fate["stock"].value_counts()
    last = stocks[stocks["allied"]].sort_values("completed")
    return {
        "allies_destroyed": int(stock["destroyed"]),
        "allies_holding": spelled(int(stock.get("held", 0))),
        "allies_holding_names": _listed_names(evidence, fate["iso3"][fate["stock"].eq("held")]),
        "last_ally_done": in_words(last["completed"].iloc[-1][:7]),
        "last_ally": str(last["state"].iloc[-1]),
    }


def _germany_numbers(evidence: Evidence) -> dict[str, object]:
    stocks = _stocks(evidence).set_index("iso3")
    return {
        "germany_low": millions(stocks.loc["DEU", "low"], 0),
        "germany_high": millions(stocks.loc["DEU", "high"], 0),
        "netherlands": millions(stocks.loc["NLD", "submunitions"]),
    }


def _published_numbers(evidence: Evidence) -> dict[str, object]:
    _stocks(evidence)
    sums = reconciliation(evidence).set_index("measure")
    ours, allied, published = sums["ours"], sums["allied"], sums["published"]
    return {
        "munitions_allied": f"{allied['munitions']:,.0f}",
        "submunitions_allied": millions(allied["submunitions"]),
        "munitions_share": percent(allied["munitions"] / ours["munitions"]),
        "submunitions_share": percent(allied["submunitions"] / ours["submunitions"]),
        "munitions_published": millions(published["munitions"], 2),
        "submunitions_published": millions(published["submunitions"], 0),
        "munitions_reached": percent(sums.loc["munitions", "reached"], 1),
        "submunitions_reached": percent(sums.loc["submunitions", "reached"], 1),
    }


def _early_numbers(evidence: Evidence) -> dict[str, object]:
    _stocks(evidence)
    early = before_bound(evidence).query("allied")
    return {
        "early_allies": spelled(len(early)),
        "early_names": _listed_names(evidence, early["iso3"]),
    }


def _maker_numbers(evidence: Evidence) -> dict[str, object]:
    evidence.rows("producers", status="ceased")
    fate = fates(evidence)
    making = fate["making"]
    return {
        "makers_stopped": spelled(int(making.eq("stopped").sum())),
        "makers_stopped_names": _listed_names(evidence, fate["iso3"][making.eq("stopped")]),
        "makers_open": spelled(int(making.eq("not given up").sum())),
        "makers_open_names": _listed_names(evidence, fate["iso3"][making.eq("not given up")]),
        "making_now": how_many(len(making_now(evidence))),
    }


def _american_numbers(evidence: Evidence) -> dict[str, object]:
    gone = _stocks(evidence).query("allied")["submunitions"].sum()
    american = largest_holding(evidence)["stockpile_submunitions"].astype(float)
    return {
        "us_latest": millions(american.iloc[-1], 0),
        "us_multiple_low": f"{american.min() / gone:.1f}",
        "us_multiple_high": f"{american.max() / gone:.1f}",
    }


def _cost_numbers(evidence: Evidence) -> dict[str, object]:
    return {"finland_cost": _finland_cost(evidence)}


def _delay_numbers(evidence: Evidence) -> dict[str, object]:
    delays = lead_times(evidence)
    return {
        "notice_months": spelled(int(delays["notice"])),
        "backlog_low": spelled(int(delays["backlog_low"])),
        "backlog_high": spelled(int(delays["backlog_high"])),
    }


def _kept_numbers(evidence: Evidence) -> dict[str, object]:
    held, nato = kept(evidence), allies(evidence["nato_members"], evidence.as_of)
    submunitions = held.loc[held["iso3"].isin(nato), "submunitions"].sum()
    gone = _stocks(evidence).query("allied")["submunitions"].sum()
    return {
        "kept_allied": f"{submunitions:,.0f}",
        "kept_share": percent(submunitions / gone, 2),
    }


def _transit_numbers(evidence: Evidence) -> dict[str, object]:
    transit = evidence.rows("retention_transit", record_type="transit_view", position="prohibited")
    counts = some(transit.dropna(subset=["states"]), "no count of states on transit is accepted")
    return {"transit_banned": int(counts["states"].max())}


def _transfer_numbers(evidence: Evidence) -> dict[str, object]:
    return {
        "us_transfers_then": spelled(announced_transfers(evidence.at_publication())),
        "us_transfers": spelled(announced_transfers(evidence)),
    }


def _keeper_numbers(evidence: Evidence) -> dict[str, object]:
    kept_by = evidence.by_id("retention_transit", "RT01")["states"].iloc[0]
    return {"kept_states": spelled(int(kept_by))}


def _producer_numbers(evidence: Evidence) -> dict[str, object]:
    count = evidence.by_id("producer_counts_by_edition", "PC06")["producers_current"].iloc[0]
    return {"world_producers": int(count)}


def _contract_numbers(evidence: Evidence) -> dict[str, object]:
    worth = float(evidence.by_id("transfers", "TR36")["quantity"].iloc[0])
    return {"contract": millions(worth, 0)}


def _order_numbers(evidence: Evidence) -> dict[str, object]:
    return {"months_without_order": months_without_order(evidence)}


def _listed_names(evidence: Evidence, states: pd.Series) -> str:
    """Return the states as prose, in the order of the alphabet, with their articles."""
    ordered = sorted(states, key=evidence.state_name)
    return listed(evidence.state_in_text(iso3) for iso3 in ordered)


def _finland_cost(evidence: Evidence) -> str:
    cost = float(evidence.by_id("political_facts", "P103")["number"].iloc[0])
    return f"{cost / 1e9:.1f} billion"
