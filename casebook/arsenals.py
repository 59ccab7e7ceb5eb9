"""Chapter "What was given up, and who still has it?": its numbers and findings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

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
from casebook.claims import Ruling, Verdict
from casebook.dates import in_words
from casebook.evidence import Cited, Evidence, some
from casebook.numbers import known
from casebook.treaty import allies
from casebook.wording import capitalised, counted, listed, percent, spelled

_LIST_ID = {"omissions": "id", "aftermath": "id", "effectiveness_claims": "claim_id"}
_DIRECTIONS = {"supports": "for", "weakens": "against", "questions": "against"}


# --- numbers -----------------------------------------------------------------------------------


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
    stock = fate["stock"].value_counts()
    names = fate["iso3"].map(evidence.state_in_text)
    last = stocks[stocks["allied"]].sort_values("completed")
    return {
        "allies_destroyed": int(stock["destroyed"]),
        "allies_holding": spelled(int(stock.get("held", 0))),
        "allies_holding_names": listed(names[fate["stock"].eq("held")]),
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
        "early_names": listed(early["iso3"].map(evidence.state_in_text)),
    }


def _maker_numbers(evidence: Evidence) -> dict[str, object]:
    some(evidence["producers"], "table producers has no accepted row")
    fate = fates(evidence)
    making, names = fate["making"], fate["iso3"].map(evidence.state_in_text)
    return {
        "makers_stopped": spelled(int(making.eq("stopped").sum())),
        "makers_stopped_names": listed(names[making.eq("stopped")]),
        "makers_open": spelled(int(making.eq("not given up").sum())),
        "makers_open_names": listed(names[making.eq("not given up")]),
        "making_now": _none(len(making_now(evidence))),
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


def _none(number: int) -> str:
    return spelled(number) if number else "none"


def _finland_cost(evidence: Evidence) -> str:
    cost = float(evidence.by_id("political_facts", "P103")["number"].iloc[0])
    return f"{cost / 1e9:.1f} billion"


# --- findings ----------------------------------------------------------------------------------


class Part(NamedTuple):
    """One part of a question: the sides that its evidence takes, and the rows."""

    sides: frozenset[str]
    rests_on: tuple[Cited, ...]


def said(evidence: Evidence, ids: Mapping[str, tuple[str, ...]]) -> Part:
    """Return what the given rows say, each table's ``direction`` column giving the side.

    ``ids`` names rows by table. Rows not known yet, not accepted, weak or neutral take no side.
    """
    sides, cited = set(), []
    for table, wanted in ids.items():
        rows = evidence[table]
        rows = rows[rows[_LIST_ID[table]].isin(wanted) & rows["confidence"].ne("weak")]
        if len(rows):
            sides |= set(rows["direction"].map(_DIRECTIONS).dropna())
            cited.append(evidence.cite(table, rows))
    return Part(frozenset(sides), tuple(cited))


def fact(holds: bool, *rests_on: Cited) -> Part:
    """Return a part that a count settles: for the claim if it holds, against it if not."""
    return Part(frozenset({"for" if holds else "against"}), rests_on)


def weigh(parts: Mapping[str, Part]) -> Verdict:
    """Return the verdict on a question from its parts.

    Parts that point both ways cancel out. Evidence for (against) if at least one part points only
    for (against) the claim and none only the other way; mixed if parts point different ways or if
    all that speak are two-sided; untested if none speaks.
    """
    clear = {side for part in parts.values() if len(part.sides) == 1 for side in part.sides}
    if clear == {"for"}:
        return Verdict.EVIDENCE_FOR
    if clear == {"against"}:
        return Verdict.EVIDENCE_AGAINST
    spoke = any(part.sides for part in parts.values())
    return Verdict.MIXED if spoke else Verdict.UNTESTED


def _cited(parts: Mapping[str, Part]) -> tuple[Cited, ...]:
    return tuple(cited for part in parts.values() for cited in part.rests_on if cited.rows)


def _tally(parts: Mapping[str, Part]) -> str:
    """Return how the parts point, in words."""
    words = []
    for sides, name in (
        ({"for"}, "speaking for the claim"),
        ({"against"}, "against it"),
        ({"for", "against"}, "cutting both ways"),
    ):
        names = [question for question, part in parts.items() if part.sides == sides]
        if names:
            words.append(f"{name}: {listed(names)}")
    return capitalised("; ".join(words)) + "."


def _known(evidence: Evidence, table: str, row_id: str) -> bool:
    return evidence[table][_LIST_ID[table]].eq(row_id).any()


def _gave_up(evidence: Evidence) -> Part:
    """Did allies give up stocks that they had? For if any did."""
    stocks = destroyed(evidence)
    rows = evidence["stockpile_destruction"]
    rows = rows[rows["preferred"] & rows["iso3"].isin(stocks.loc[stocks["allied"], "iso3"])]
    return fact(len(rows) > 0, evidence.cite("stockpile_destruction", rows))


def _made(evidence: Evidence) -> Part:
    """Have allies that gave the weapon up ever made it? For if any has."""
    stopped = fates(evidence).query("making == 'stopped'")["iso3"]
    rows = evidence["producers"]
    rows = rows[rows["iso3"].isin(stopped) & rows["status"].eq("ceased")]
    return fact(len(rows) > 0, evidence.cite("producers", rows))


def _ordered(evidence: Evidence) -> Part:
    """Is any ally making or ordering? Latest statements of makers, and procurement since."""
    allied = allies(evidence["nato_members"], evidence.as_of)
    rows = evidence["producers"]
    rows = rows[rows["iso3"].isin(allied) & rows["status"].isin(("producing", "unclear"))]
    running = fact(bool(making_now(evidence)), evidence.cite("producers", rows))
    later = evidence["aftermath"]
    later = later[
        later["kind"].eq("procurement") & later["bears_on_claims"].str.contains("C14", regex=False)
    ]
    since = said(evidence, {"aftermath": tuple(later["id"])})
    return Part(running.sides | since.sides, (*running.rests_on, *since.rests_on))


def resume_production(evidence: Evidence) -> Ruling:
    """Rule on C14: whether deterrence needs allies to make and field the weapon again.

    Four parts (see :func:`weigh`): could it be made again (allies that once made it); is any ally
    making or ordering it; do officials and studies say that nothing else will do; did a fielded
    stock deter before. No row measures deterrence with and without, so confidence is low.
    """
    parts = {
        "allies that once made it": _made(evidence),
        "present production and orders": _ordered(evidence),
        "views on substitutes": said(
            evidence,
            {"effectiveness_claims": ("E14", "E40"), "omissions": ("O25", "O38")},
        ),
        "the record of Ukraine's own stock": said(evidence, {"omissions": ("O15",)}),
    }
    fate = fates(evidence)
    stopped = int(fate["making"].eq("stopped").sum())
    still = int(fate["making"].eq("not given up").sum())
    later = []
    if _known(evidence, "aftermath", "A35"):
        later.append("the United States has since ordered new 155 mm cluster shells")
    if _known(evidence, "aftermath", "A38"):
        later.append(
            f"Lithuania, which left, had none on order {months_without_order(evidence)} months "
            "after its vote"
        )
    return Ruling(
        weigh(parts),
        summary=(
            f"{_tally(parts)} {capitalised(counted(stopped, 'ally', 'allies'))} once made the "
            f"weapon and stopped, {spelled(still)} keep the right to, and by the latest statements "
            f"{_none(len(making_now(evidence)))} of them are producing"
            + "".join(f"; {event}" for event in later)
            + ". Nothing found measures deterrence with and without it."
        ),
        best_for=(
            "The makers existed. The Pentagon called going without it a capability gap, and "
            "a US defence secretary said that nothing replaces it."
        ),
        best_against=(
            "Ukraine held a large stock of its own, and critics say that it did not deter Russia "
            "in 2014 or 2022. Leaving gives no weapon: it must first be bought or made."
        ),
        would_change=(
            "A study of deterrence with and without these weapons, or an order by a state that "
            "left. The verdict is mixed as long as the parts of the question point different ways."
        ),
        rests_on=(*_cited(parts), *_optional(evidence, "omissions", "O13", "O40")),
        numbers={"makers_stopped": stopped, "makers_not_given_up": still},
        at_most="low",
    )


def _optional(evidence: Evidence, table: str, *ids: str) -> tuple[Cited, ...]:
    """Return a reference to those of the rows that are accepted, which may be none."""
    rows = evidence[table]
    rows = rows[rows[_LIST_ID.get(table, "id")].isin(ids)]
    return (evidence.cite(table, rows),) if len(rows) else ()


def limits_capabilities(evidence: Evidence) -> Ruling:
    """Rule on C23: whether the treaty reduces what NATO forces can do.

    Four parts (see :func:`weigh`), after what the claim said would confirm or refute it: stocks
    given up; the word of governments that were bound; whether treaty clauses and other weapons fill
    the gap; whether allies outside keep the weapon. What forces can do is judged by statements, not
    measured, so confidence is at most medium.
    """
    holders = evidence["non_party_stockpilers"]
    fate = fates(evidence)
    holding = fate.loc[fate["stock"].eq("held"), "iso3"]
    rows = holders[holders["iso3"].isin(holding) & holders["stockpile"].fillna(False)]
    parts = {
        "stocks given up": _gave_up(evidence),
        "statements of bound governments": said(evidence, {"omissions": ("O04", "O41", "O05")}),
        "clauses and substitutes that fill the gap": said(
            evidence, {"omissions": ("O03", "O17", "O25", "O30", "O38")}
        ),
        "stocks kept by allies outside": fact(
            holding.empty, evidence.cite("non_party_stockpilers", rows)
        ),
    }
    stocks = destroyed(evidence)
    gone = stocks[stocks["allied"]]
    return Ruling(
        weigh(parts),
        summary=(
            f"{_tally(parts)} {capitalised(counted(len(gone), 'ally', 'allies'))} destroyed "
            f"{millions(gone['submunitions'].sum())} submunitions and may own no more; "
            f"{counted(len(holding), 'ally', 'allies')} outside the treaty hold a stock. That the "
            "treaty limits its parties is certain; how far it limits the alliance is in dispute."
        ),
        best_for=(
            "A class of weapon that allies held in great numbers is gone. Lithuania said that "
            "as a party it could not buy it, train with it or let allies bring it."
        ),
        best_against=(
            "Britain, a party, says that going without constrains neither its capability nor its "
            "work with allies."
            if _known(evidence, "omissions", "O05")
            else "Allies outside keep the weapon, and article 21 lets parties fight beside them."
        ),
        would_change=(
            "A task shown to be beyond parties would tip it for the claim, a test showing that "
            "permitted weapons do the same against it. Mixed while the parts point different ways."
        ),
        rests_on=(*_cited(parts), *_optional(evidence, "ccm_articles", "AR02", "AR27", "AR28")),
        numbers={
            "allies_that_destroyed": len(gone),
            "submunitions_allied": float(gone["submunitions"].sum()),
            "allies_holding": len(holding),
        },
        at_most="medium",
    )


def starting_late(evidence: Evidence) -> Ruling:
    """Rule on C27: whether a late start in production could prove disastrous.

    A test needs two lengths of time: how long a start takes, and how much warning there would be
    (rows of ``industrial_base`` whose indicator names a warning time, in years). Evidence for if
    notice and the shortest backlog together are longer than the warning, against if the longest are
    shorter, mixed between; untested while no row gives a warning time.
    """
    lead = lead_times(evidence)
    low = lead["notice"] / 12 + lead["backlog_low"]
    high = lead["notice"] / 12 + lead["backlog_high"]
    base = evidence["industrial_base"]
    warning = base[base["indicator"].str.contains("warning time") & base["value"].notna()]
    if warning.empty:
        verdict = Verdict.UNTESTED
    elif low > warning["value"].max():
        verdict = Verdict.EVIDENCE_FOR
    elif high < warning["value"].min():
        verdict = Verdict.EVIDENCE_AGAINST
    else:
        verdict = Verdict.MIXED
    seen = (
        f" Lithuania had nothing on order {months_without_order(evidence)} months after its vote."
        if _known(evidence, "aftermath", "A38")
        else ""
    )
    return Ruling(
        verdict,
        summary=(
            "Half of the claim can be looked at: a start takes long. Leaving takes "
            f"{spelled(lead['notice'])} months, and makers of ordinary ammunition had orders for "
            f"{spelled(int(lead['backlog_low']))} to {spelled(int(lead['backlog_high']))} years "
            f"ahead in 2023.{seen} "
            + (
                "No source found sets a warning time against this, and none shows what the lack of "
                "this one weapon would cost."
                if warning.empty
                else "Set against the warning times stated, that gives the verdict."
            )
        ),
        best_for=(
            "Article 20 holds a party that is at war to the treaty until the war ends, so a state "
            "cannot wait and see. The stocks given up were large; rebuilding them would take long."
        ),
        best_against=(
            "The statement has no date and says only what might be; it also takes for granted that "
            "this weapon is the one whose absence would decide."
        ),
        would_change=(
            "A stated time to first delivery of cluster shells, and an official estimate of the "
            "warning before an attack."
        ),
        rests_on=(
            evidence.cite_rows("ccm_articles", article=20, paragraph="3"),
            evidence.cite_rows("industrial_base", indicator="order backlog of ammunition makers"),
            *((evidence.cite("industrial_base", warning),) if len(warning) else ()),
            *_optional(evidence, "omissions", "O02", "O14", "O39", "O40"),
            *_optional(evidence, "aftermath", "A38"),
        ),
        numbers={"lead_years_low": low, "lead_years_high": high, "warning_times": len(warning)},
        at_most="low",
    )


def weakened_nato(evidence: Evidence) -> Ruling:
    """Rule on C46: whether the treaty has weakened NATO.

    Three parts (see :func:`weigh`): means lost (stocks that allies destroyed); means kept (does the
    largest ally outside hold at least as many submunitions as the bound allies destroyed, by the
    latest number); the word of governments that were bound. A loss of strength would need a
    comparison with a NATO without the treaty, which no row gives: confidence is low.
    """
    stocks = destroyed(evidence)
    gone = float(stocks.loc[stocks["allied"], "submunitions"].sum())
    holding = largest_holding(evidence).iloc[[-1]]
    held = float(holding["stockpile_submunitions"].iloc[0])
    parts = {
        "stocks given up": _gave_up(evidence),
        "the stock kept outside": fact(
            held < gone, evidence.cite("non_party_stockpilers", holding)
        ),
        "statements of bound governments": said(evidence, {"omissions": ("O04", "O41", "O05")}),
    }
    return Ruling(
        weigh(parts),
        summary=(
            f"{_tally(parts)} Bound allies destroyed {millions(gone)} submunitions; the United "
            f"States alone was last put at {millions(held, 0)}. Means were lost; whether the "
            "alliance became weaker needs a comparison with a NATO without the treaty, and none "
            "was found."
        ),
        best_for=(
            "Most allies no longer own a weapon they once had. Officials in Vilnius and Riga said "
            "that membership hinders allied use, training or transit on their soil."
        ),
        best_against=(
            "NATO as a whole never gave the weapon up: its largest holder never joined"
            + (
                ", and Britain, a party, says that it is not constrained."
                if _known(evidence, "omissions", "O05")
                else "."
            )
        ),
        would_change=(
            "A measured loss, such as a war game with and without the weapon. Mixed while means "
            "lost and means kept point different ways."
        ),
        rests_on=(*_cited(parts), *_optional(evidence, "omissions", "O06", "O13", "O34")),
        numbers={
            "destroyed_by_allies": gone,
            "held_by_united_states": held,
        },
        at_most="low",
    )


RULES = {
    "C14": resume_production,
    "C23": limits_capabilities,
    "C27": starting_late,
    "C46": weakened_nato,
}
