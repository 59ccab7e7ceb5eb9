"""The numbers of the prose, and its sentences that hang on a day or on a reading."""

from __future__ import annotations

from contextlib import suppress

from casebook.data.dates import in_words
from casebook.reasoning.evidence import Evidence, NotInEvidence, some
from casebook.telling.wording import percent, spelled
from casebook.telling.words import rows
from chapters.common.days import of_chapter
from chapters.common.exits import CLUSTER, exits
from chapters.common.known import told
from chapters.industry import WORDS, facts, rules
from chapters.industry.facts import BASE, SHELLS, measured, rounds, span
from chapters.industry.facts_money import compare_burden, gdp_shares, outlays

_NEEDED = ("AP08", "AP19", "AP20", "AP84", "AP85")
"""What each army is said to need in a year, and what reaches it, by one institute."""


def _say(key: str, **told: object) -> str:
    return WORDS.say("prose", key, told)


def _shells(evidence: Evidence, *ids: str) -> str:
    """Return the range of those of the figures on shells that are accepted, in words."""
    values = some(evidence.pick(SHELLS, id=ids), "none of these figures is accepted")["value"]
    return span(values.min(), values.max())


def _years(evidence: Evidence, key: str) -> str:
    """Return a sentence on the years with heavy gun shells of both sides, as far as there are."""
    years: list[object] = []
    with suppress(NotInEvidence):
        years = rows(facts.like_for_like(evidence))
    heavy = facts.heavy_output(evidence)
    seen = {who: set(heavy.loc[heavy["who"].eq(who), "year"]) for who in ("Russia", "Europe")}
    alone = sorted(seen["Europe"] - seen["Russia"])
    return _say(key, years=years, bar=rules.WELL_AHEAD, alone=[str(year) for year in alone])


def _then(evidence: Evidence) -> str:
    """Return what could be compared when the op-ed appeared: nothing by actual output alone."""
    then = evidence.narrowed(output="stated").at_publication()
    return _say("ratio_then", years=rows(facts.like_for_like(then)))


def _purse(evidence: Evidence, key: str) -> str:
    money, prices = outlays(evidence).tail(1), evidence.pick(BASE, "IB17", "IB18")
    money = money.assign(ratio=money["European allies"] / money["Russia"])
    shares = rows(gdp_shares(evidence).tail(1))
    return _say(key, money=rows(money), shares=shares, prices=rows(prices))


def _limits(evidence: Evidence) -> str:
    found = facts.limits(evidence)["limit"]
    return _say("latest_limits", named=int(found.eq(facts.BAN).sum()), entries=len(found))


def _targets(evidence: Evidence) -> str:
    due = facts.due_targets(evidence)
    return _say("latest_targets", due=len(due), missed=int((due["made"] < due["target"]).sum()))


def _forecast(evidence: Evidence) -> str:
    """Return what Washington forecast of its output, beside the first figure after that."""
    shells = evidence.pick(SHELLS, actor_iso3="USA", calibre="155 mm")
    shells = shells[shells["actor"].isna() & shells["annualised"]]
    shells = shells.sort_values("period_end", kind="stable").assign(
        monthly=shells["value"].astype(float) / 12, said_in=shells["as_of"].str[: len("2024-12")]
    )
    forecast = shells[shells["kind"].eq("estimate")].tail(1)
    after = shells["period_end"] >= forecast["period_end"].max() if len(forecast) else False
    made = shells[shells["kind"].eq("actual") & after]
    return _say("latest_forecast", rows=rows(forecast), made=rows(made.head(1)))


def _said(evidence: Evidence) -> str:
    said = facts.said_to_be_ahead(evidence)["period_end"]
    return _say("latest_said", said=len(said), said_in=sorted(set(said.str[:4])))


def _lithuania(evidence: Evidence) -> str:
    """Return whether Lithuania has left, and what it plans and has bought."""
    left = exits(evidence)
    left = left[left["treaty"].eq(CLUSTER) & left["iso3"].eq("LTU")]
    return _say(
        "latest_lithuania",
        known_to=evidence.reaches("ccm_status"),
        left=rows(left),
        plant=len(measured(evidence, "shell_plant").query("actor_iso3 == 'LTU'")),
        bought=rows(facts.purchases(evidence, "LTU")),
        hoped=rows(evidence.pick("aftermath", step="purchase_hoped_for")),
    )


NUMBERS = {
    "data_date": of_chapter("industry"),
    "counted_on": lambda e: in_words(e.by_id(SHELLS, "AP66")["as_of"].iloc[0]),
    "delivered": lambda e: _shells(e, "AP66"),
    "pledged": lambda e: rounds(facts.pledge(e)[0]["value"]),
    "answer": lambda e: _say("answer", **{key: rule(e) for key, rule in rules.RULES.items()}),
    "latest_headline": lambda e: _years(e, "latest_headline"),
    "latest_gap": lambda e: _years(e, "latest_gap"),
    "latest_bar": lambda e: _years(e, "latest_bar"),
    "need": lambda e: _say("need", **{row["id"]: row for row in rows(e.pick(SHELLS, *_NEEDED))}),
    "latest_purse": lambda e: _purse(e, "latest_purse"),
    "latest_shares": lambda e: _purse(e, "latest_shares"),
    "chosen_headline": lambda e: _say("chosen_headline", **compare_burden(e)),
    "chosen_outside": lambda e: spelled(compare_burden(e)["outside"]),
    "chosen_inside": lambda e: compare_burden(e)["inside"],
    "latest_limits": _limits,
    "officials_capacity": lambda e: _shells(e, *facts.capacity(e)[1]["id"]),
    "makers_capacity": lambda e: _shells(e, "AP75"),
    "russia_2022": lambda e: _shells(e, "AP10", "AP14", "AP16", "AP17"),
    "russia_2023": lambda e: _shells(e, "AP05"),
    "russia_all": lambda e: _shells(e, "AP01", "AP25"),
    "former_producers": lambda e: spelled(
        len(some(measured(e, "production_ended"), "no count of makers that stopped is accepted"))
    ),
    "latest_analysts": told(WORDS, "analysts", industrial_base=("IB61",)),
    "latest_one_side": told(WORDS, "one_side", industrial_base=("IB64",)),
    "latest_made": told(WORDS, "made", artillery_production=("AP19", "AP20")),
    "latest_near_the_need": told(WORDS, "near_the_need", industrial_base=("IB16",)),
    "latest_bottlenecks": told(WORDS, "bottlenecks", industrial_base=("IB01", "IB12")),
    "latest_targets": _targets,
    "latest_forecast": _forecast,
    "latest_europe": lambda e: _say("latest_europe", output=facts.european_rise(e)),
    "well_ahead": lambda _: f"{rules.WELL_AHEAD:g}",
    "kept_bar": lambda _: percent(rules.KEPT),
    "ratio_then": _then,
    "latest_since": lambda e: _say("latest_since", rows=rows(facts.purchases(e, "USA"))),
    "latest_said": _said,
    "latest_multiple": lambda e: _say("latest_multiple", rows=rows(e.pick(SHELLS, "AP32"))),
    "latest_factor": lambda e: _say("latest_factor", rows=rows(measured(e, "rise_needed"))),
    "latest_lithuania": _lithuania,
    "latest_ordered": lambda e: _say("latest_ordered", rows=rows(facts.purchases(e, "USA"))),
}
