"""The numbers of the prose, and its sentences that hang on rows that may be newer or missing."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from casebook.data.dates import in_words
from casebook.reasoning.evidence import Evidence, NotInEvidence, some
from casebook.telling.wording import listed, millions, percent, spelled
from chapters.arsenals import WORDS, facts
from chapters.common.allies import allies_on
from chapters.common.states import alphabetical
from chapters.common.views import studies


def _stocks_of(evidence: Evidence, value: str) -> pd.Index:
    """Return the allies (iso3) whose stock met a fate, given rows on stocks gone and held."""
    facts.stocks(evidence)
    evidence.rows("non_party_stockpilers", stockpile=True)
    fate = facts.fates(evidence)["stock"]
    return fate.index[fate.eq(value)]


def _makers(evidence: Evidence, value: str) -> pd.Index:
    """Return the allies (iso3) that stopped making the weapon, or have not given it up."""
    evidence.rows("producers", status="ceased")
    fate = facts.fates(evidence)["making"]
    return fate.index[fate.eq(value)]


def _names(evidence: Evidence, states: Iterable[str]) -> str:
    return listed(alphabetical(evidence, states))


def _last_ally(evidence: Evidence) -> pd.Series:
    """Return the stock of the ally that finished last."""
    return facts.stocks(evidence, allied=True).sort_values("completed").iloc[-1]


def _stock(evidence: Evidence, iso3: str, column: str) -> float:
    return facts.stocks(evidence).set_index("iso3").loc[iso3, column]


def _sum(evidence: Evidence, measure: str, column: str) -> float:
    """Return a cell of the reconciliation with the last published total."""
    facts.stocks(evidence)
    return facts.reconciliation(evidence).loc[measure, column]


def _gone(evidence: Evidence, measure: str = "submunitions") -> float:
    """Return the munitions or submunitions that allies destroyed."""
    return facts.stocks(evidence, allied=True)[measure].sum()


def _allied_share(evidence: Evidence, measure: str) -> str:
    return percent(_gone(evidence, measure) / facts.stocks(evidence)[measure].sum())


def _american(evidence: Evidence) -> pd.Series:
    """Return the stocks of submunitions that the United States was said to hold, oldest first."""
    return facts.largest_holding(evidence)["stockpile_submunitions"].astype(float)


def _times(evidence: Evidence) -> pd.Series:
    """Return how many times as many that is as allies destroyed."""
    return _american(evidence) / _gone(evidence)


def _pentagon_year(evidence: Evidence) -> str:
    rows = evidence.rows("non_party_stockpilers", iso3="USA", number_by="pentagon")
    return rows["as_of"].max()[:4]


def _kept(evidence: Evidence) -> int:
    """Return the submunitions that allies keep for training."""
    held = some(facts.kept(evidence), "no number of munitions kept for training is accepted")
    return held.loc[held["iso3"].isin(allies_on(evidence)), "submunitions"].sum()


def _transit_banned(evidence: Evidence) -> int:
    views = evidence.rows("retention_transit", record_type="transit_view", position="prohibited")
    counts = views["states"].dropna().to_frame()
    return int(some(counts, "no count of states on transit is accepted")["states"].max())


def _say(key: str, **facts_of: object) -> str:
    return WORDS.say("prose", key, facts_of)


def _newest(key: str, rows: pd.DataFrame) -> str:
    """Return the sentence on the newest of the rows by its columns, or on there being none."""
    newest = rows.sort_values("date", kind="stable").tail(1).to_dict("records")
    return _say(key, **(newest[0] if newest else dict.fromkeys(rows.columns)))


def _latest_war(evidence: Evidence) -> str:
    start = evidence.by_id("timeline", "TL01")["date"].iloc[0]
    return _say("latest_war", in_war=_last_ally(evidence)["completed"] >= start)


def _latest_british_word(evidence: Evidence) -> str:
    states, said = list(facts.destroyed(evidence)["iso3"]), evidence.pick("omissions", "O05")
    rank = states.index("GBR") + 1 if "GBR" in states else None
    return _say("latest_british_word", rank=rank, said=len(said))


def _latest_transfers(evidence: Evidence) -> str:
    then, now = (facts.announced_transfers(e) for e in (evidence.at_publication(), evidence))
    later = evidence.pick("aftermath", "A31")["date"].str[:7]
    later = later[later > now["last_date"]]
    return _say(
        "latest_transfers",
        then=int(then["announcements"]),
        now=int(now["announcements"]),
        last=now["last_date"],
        through_germany=len(evidence.pick("retention_transit", "RT46")),
        none_since=later.max() if len(later) else None,
    )


def _latest_call(evidence: Evidence) -> str:
    calls = evidence.pick("industrial_base", "IB52")
    return _newest("latest_call", calls.assign(called=calls["date"].str[:7]))


def _latest_contract(evidence: Evidence) -> str:
    order = evidence.pick("transfers", "TR36")
    return _newest("latest_contract", order.assign(signed=order["date"], dollars=order["quantity"]))


def _latest_analysts(evidence: Evidence) -> str:
    wrote = evidence.pick("industrial_base", measure="call_for_submunition_warheads")
    compared = evidence.pick("industrial_base", measure="alternative_weapon")
    wrote = wrote if len(compared) else compared
    return _newest("latest_analysts", wrote.assign(year=wrote["date"].str[:4]))


def _latest_count(evidence: Evidence, rows: pd.DataFrame, key: str, column: str) -> str:
    """Return the sentence on the newest count of states that was published since the op-ed."""
    rows = rows[rows["known_from"] > evidence.published.isoformat()].dropna(subset=[column])
    rows = rows.assign(
        number=rows[column], year=rows["known_from"].str[:4], date=rows["known_from"]
    )
    return _newest(key, rows)


def _count_check(evidence: Evidence) -> str:
    """Return how far the states' sums reach the published totals of both kinds."""
    kinds = ("munitions", "submunitions")
    try:
        sums = {
            f"{kind}_{what}": _sum(evidence, kind, what)
            for kind in kinds
            for what in ("published", "reached")
        }
    except NotInEvidence:
        return _say("latest_count_check", known=False)
    return _say("latest_count_check", known=True, **sums)


NUMBERS = {
    "data_date": lambda e: in_words(e.reaches("non_party_stockpilers")),
    "allies_destroyed": lambda e: len(_stocks_of(e, "destroyed")),
    "allies_holding": lambda e: spelled(len(_stocks_of(e, "held"))),
    "allies_holding_names": lambda e: _names(e, _stocks_of(e, "held")),
    "latest_ally": lambda e: _last_ally(e)["state"],
    "latest_ally_done": lambda e: in_words(_last_ally(e)["completed"][:7]),
    "latest_war": _latest_war,
    "germany_low": lambda e: millions(_stock(e, "DEU", "low"), 0),
    "germany_high": lambda e: millions(_stock(e, "DEU", "high"), 0),
    "netherlands": lambda e: millions(_stock(e, "NLD", "submunitions"), 1),
    "munitions_allied": lambda e: f"{_gone(e, 'munitions'):,.0f}",
    "submunitions_allied": lambda e: millions(_gone(e), 1),
    "munitions_share": lambda e: _allied_share(e, "munitions"),
    "submunitions_share": lambda e: _allied_share(e, "submunitions"),
    "latest_count_check": _count_check,
    "early_allies": lambda e: spelled(len(facts.before_bound(e).query("allied"))),
    "early_names": lambda e: _names(e, facts.before_bound(e).query("allied")["iso3"]),
    "makers_stopped": lambda e: spelled(len(_makers(e, "stopped"))),
    "makers_stopped_names": lambda e: _names(e, _makers(e, "stopped")),
    "makers_open": lambda e: spelled(len(_makers(e, "not given up"))),
    "makers_open_names": lambda e: _names(e, _makers(e, "not given up")),
    "latest_makers": lambda e: _say("latest_makers", making=len(facts.making_now(e))),
    "latest_us_stock": lambda e: millions(_american(e).iloc[-1], 0),
    "latest_us_stock_year": lambda e: facts.largest_holding(e)["as_of"].iloc[-1][:4],
    "latest_pentagon_year": _pentagon_year,
    "us_multiple_low": lambda e: f"{_times(e).min():.1f}",
    "us_multiple_high": lambda e: f"{_times(e).max():.1f}",
    "us_lowest": lambda e: _say("us_lowest", lowest=_times(e).min()),
    "finland_cost": lambda e: (
        f"{e.by_id('political_facts', 'P103')['number'].iloc[0] / 1e9:.1f} billion"
    ),
    "notice_months": lambda e: spelled(facts.lead_times(e)["notice"]),
    "backlog_low": lambda e: spelled(facts.lead_times(e)["backlog_low"]),
    "backlog_high": lambda e: spelled(facts.lead_times(e)["backlog_high"]),
    "kept_allied": lambda e: f"{_kept(e):,.0f}",
    "kept_share": lambda e: percent(_kept(e) / _gone(e), 2),
    "transit_banned": _transit_banned,
    "studies_of_deterrence": lambda e: _say(
        "studies_of_deterrence", studies=len(studies(e, "deterrence"))
    ),
    "latest_british_word": _latest_british_word,
    "latest_order": lambda e: _say("latest_order", months=facts.months_without_order(e)),
    "latest_transfers": _latest_transfers,
    "latest_call": _latest_call,
    "latest_contract": _latest_contract,
    "latest_analysts": _latest_analysts,
    "latest_producers": lambda e: _latest_count(
        e, e["producer_counts_by_edition"], "latest_producers", "producers_current"
    ),
    "latest_keepers": lambda e: _latest_count(
        e, e.pick("retention_transit", record_type="retention"), "latest_keepers", "states"
    ),
}
