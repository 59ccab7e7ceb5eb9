"""The numbers of the prose, and its sentences that hang on rows that may be newer or missing."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from casebook.reasoning.evidence import Evidence, NotInEvidence, some
from casebook.telling.wording import capitalised, listed, millions, percent, spelled
from casebook.telling.words import rows
from chapters.arsenals import WORDS, facts
from chapters.arsenals.rules import resume_production, weakened_nato
from chapters.common.bearing import bearing
from chapters.common.days import of_chapter
from chapters.common.states import alphabetical
from chapters.common.treaty import log_of, standing
from chapters.common.views import conclusion_of, studies, views, year

BASE = "industrial_base"


def _say(key: str, **told: object) -> str:
    return WORDS.say("prose", key, told)


def _allies(evidence: Evidence, column: str, value: str) -> list[str]:
    """Return the allies whose stock or making met a fate, given rows on stocks and makers."""
    facts.stocks(evidence)
    evidence.rows("non_party_stockpilers", stockpile=True)
    evidence.rows("producers", status="ceased")
    fate = facts.fates(evidence)[column]
    return alphabetical(evidence, fate.index[fate.eq(value)])


def _stock(evidence: Evidence, iso3: str, column: str) -> float:
    stocks = facts.stocks(evidence)
    return some(stocks[stocks["iso3"].eq(iso3)], f"no stock of {iso3} is accepted")[column].iloc[0]


def _gone(evidence: Evidence, measure: str = "submunitions") -> float:
    """Return the munitions or submunitions that allies destroyed."""
    return facts.stocks(evidence, allied=True)[measure].sum()


def _share(evidence: Evidence, measure: str) -> str:
    return percent(_gone(evidence, measure) / facts.stocks(evidence)[measure].sum())


def _american(evidence: Evidence) -> pd.Series:
    """Return the stocks of submunitions that the United States was said to hold, by year."""
    held = facts.largest_holding(evidence)
    return held.set_index(held["as_of"].str[:4])["stockpile_submunitions"].astype(float)


def _last_ally(evidence: Evidence) -> Mapping[str, object]:
    """Return the stock of the ally that finished last, and the first day of the war in Ukraine."""
    last = facts.stocks(evidence, allied=True).sort_values("completed").iloc[-1]
    war = evidence.by_id("timeline", "TL01")["date"].iloc[0]
    return {**last, "month": last["completed"][:7], "in_war": last["completed"] >= war}


def _count_check(evidence: Evidence) -> str:
    """Return how far the states' sums reach the published totals of both kinds."""
    try:
        sums = facts.reconciliation(evidence).to_dict("index")
    except NotInEvidence:
        sums = {}
    return _say("latest_count_check", **{"munitions": None, "submunitions": None, **sums})


def _transfers(evidence: Evidence) -> str:
    """Return the sentence on how many transfers the United States made by the newest count."""
    counts = evidence.rows("transfer_summaries", supplier_iso3="USA", status="confirmed")
    newest = rows(counts.sort_values("last_date"))[-1]
    quiet = evidence.pick("aftermath", "A31")["date"].str[:7].max()
    return _say("latest_transfers", quiet=None if pd.isna(quiet) else quiet, **newest)


def _newest(key: str, found: pd.DataFrame) -> str:
    """Return the sentence that tells the newest of the rows by month, or that there is none."""
    found = found.assign(date=found["date"].str[:7]).sort_values("date", kind="stable")
    return _say(key, rows=rows(found.tail(1)))


def _producers_since(evidence: Evidence) -> str:
    """Return the sentence on the newest count of producers that came after the op-ed."""
    counts = evidence["producer_counts_by_edition"].dropna(subset=["producers_current"])
    counts = counts[counts["known_from"] > evidence.published.isoformat()]
    return _newest("latest_producers", counts.rename(columns={"known_from": "date"}))


def _transit(evidence: Evidence) -> int:
    banned = evidence.rows("retention_transit", record_type="transit_view", position="prohibited")
    counts = some(banned.dropna(subset=["states"]), "no count of states on transit is accepted")
    return int(counts["states"].max())


def _american_abroad(evidence: Evidence) -> str:
    """Return where the United States kept the weapon on the land of states that are parties now."""
    found = evidence.pick("retention_transit", solid=True, record_type="foreign_stockpile")
    kept = found[found["position"].eq("us_stocks_present")]
    moved = found[found["position"].eq("apparent_transit")]
    status = standing(log_of(evidence, "ccm_status"), evidence.reaches("ccm_status"))["status"]
    bound = status.index[status.eq("state party")]
    return _say(
        "us_abroad",
        hosts=alphabetical(evidence, kept.loc[kept["iso3"].isin(bound), "iso3"]),
        year=year(kept, "known_from"),
        through=alphabetical(evidence, moved.loc[moved["iso3"].isin(bound), "iso3"]),
    )


def _answer(evidence: Evidence) -> str:
    """Return whether NATO is weaker, and whether deterrence needs the weapon, by the verdicts."""
    return _say(
        "answer",
        weaker=weakened_nato(evidence).verdict,
        needed=resume_production(evidence).verdict,
        first=year(bearing(evidence, "C46").studies),
    )


NUMBERS = {
    "data_date": of_chapter("arsenals"),
    "exercise": lambda e: _say("exercise", rows=rows(views(e, "E06", "E66").tail(1))),
    "answer": _answer,
    "allies_destroyed": lambda e: spelled(len(_allies(e, "stock", "destroyed"))),
    "allies_holding": lambda e: spelled(len(_allies(e, "stock", "held"))),
    "allies_holding_names": lambda e: listed(_allies(e, "stock", "held")),
    "makers_stopped_names": lambda e: capitalised(listed(_allies(e, "making", "stopped"))),
    "makers_open_names": lambda e: capitalised(listed(_allies(e, "making", "not given up"))),
    "latest_makers": lambda e: _say(
        "latest_makers", free=_allies(e, "making", "not given up"), making=len(facts.making_now(e))
    ),
    "munitions_allied": lambda e: f"{_gone(e, 'munitions'):,.0f}",
    "munitions_share": lambda e: _share(e, "munitions"),
    "submunitions_share": lambda e: _share(e, "submunitions"),
    "headline_short": lambda e: _say("headline_short", gone=_gone(e)),
    "headline_holders": lambda e: _say(
        "headline_holders", held=_allies(e, "stock", "held"), times=_american(e).min() / _gone(e)
    ),
    "headline_against": lambda e: _say("headline_against", held=_allies(e, "stock", "held")),
    "headline_since": lambda e: _say("headline_since", ordered=len(e.pick("transfers", "TR36"))),
    "latest_finish": lambda e: _say("latest_finish", **_last_ally(e)),
    "latest_count_check": _count_check,
    "germany_low": lambda e: millions(_stock(e, "DEU", "low"), 0),
    "germany_high": lambda e: millions(_stock(e, "DEU", "high"), 0),
    "netherlands": lambda e: millions(_stock(e, "NLD", "submunitions"), 1),
    "kept_allied": lambda e: f"{facts.kept_by_allies(e):,.0f}",
    "kept_share": lambda e: percent(facts.kept_by_allies(e) / _gone(e), 2),
    "latest_us_stock": lambda e: millions(_american(e).iloc[-1], 0),
    "latest_us_stock_year": lambda e: _american(e).index[-1],
    "latest_pentagon_year": lambda e: e.rows(
        "non_party_stockpilers", iso3="USA", number_by="pentagon"
    )["as_of"].max()[:4],
    "finland_cost": lambda e: millions(e.by_id("political_facts", "P103")["number"].iloc[0]),
    "notice_months": lambda e: spelled(facts.lead_times(e)["notice"]),
    "backlog": lambda e: _say("backlog", **facts.lead_times(e)),
    "refusal": lambda e: _say("refusal", rows=rows(e.pick("transfers", cites_convention=True))),
    "deterrence": lambda e: _say("deterrence", studies=len(studies(e, "deterrence"))),
    "transit_banned": _transit,
    "us_abroad": _american_abroad,
    "concludes_hansard_20070321": lambda e: conclusion_of(e, "hansard_20070321"),
    "latest_britain": lambda e: _say("latest_britain", said=len(e.pick("omissions", "O05"))),
    "latest_order": lambda e: _say("latest_order", months=facts.months_without_order(e)),
    "latest_transfers": _transfers,
    "latest_call": lambda e: _newest("latest_call", e.pick(BASE, measure="call_to_restart")),
    "latest_contract": lambda e: _newest("latest_contract", e.pick("transfers", to_iso3="USA")),
    "latest_analysts": lambda e: _newest(
        "latest_analysts", e.pick(BASE, measure="call_for_submunition_warheads")
    ),
    "latest_producers": _producers_since,
}
