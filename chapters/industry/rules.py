"""The claims on shells and budgets: whether Europe is behind, and whether the treaty is why."""

from __future__ import annotations

import pandas as pd

from casebook.reasoning.cases import Case
from casebook.reasoning.evidence import Evidence
from chapters.common.bearing import bearing
from chapters.common.standings import is_free
from chapters.common.views import year
from chapters.industry import facts
from chapters.industry.facts import BASE, SHELLS, measured, rounds, span
from chapters.industry.facts_money import dollars, outlays

WELL_AHEAD = 1.5
"""How many times Europe's highest figure Russia's lowest must reach to count as "well ahead"."""

KEPT = 0.9
"""The share of a pledge, delivered by its deadline, from which it no longer counts as missed."""


def gives_time(evidence: Evidence) -> Case:
    """Return whether the treaty gives Russia time, by studies and events that tie the two.

    What allies make that the treaty does not bind, and what experts write, is told and decides
    nothing: it has other causes too.
    """
    tie, ended = bearing(evidence, "C24"), measured(evidence, "production_ended")
    found, causes = facts.limits(evidence), facts.russian_causes(evidence)
    makers, due = facts.free_makers(evidence), facts.due_targets(evidence)
    return Case(
        tie.rungs,
        evidence.cites(
            *tie.rows,
            (BASE, causes),
            (BASE, makers.drop(columns="active")),
            ("aftermath", facts.purchases(evidence, *makers["actor_iso3"])),
            (SHELLS, due["id"]),
            (BASE, pd.concat([found, ended])),
            ("ccm_articles", evidence.rows("ccm_articles", rule="definition")),
        ),
        {**tie.numbers, "naming_the_convention": int(found["limit"].eq(facts.BAN).sum())},
        {
            "causes": sorted(set(causes["measure"])),
            "free": len(makers),
            "active": int(makers["active"].sum()),
            "due": len(due),
            "met": int((due["made"] >= due["target"]).sum()),
            "ended": len(ended),
            "warheads": found["measure"].eq("call_for_submunition_warheads").any(),
            "limits": list(found.loc[found["limit"].ne(facts.BAN), "limit"].unique()),
        },
        carried_by=evidence.cites(*tie.rows),
        mixed_by=tie.sides(evidence),
        absent=tie.absent(evidence),
        at_most="low",
    )


def russia_ahead(evidence: Evidence) -> Case:
    """Return whether Russia's arms industry is well ahead of Europe's, decided by shells.

    Other measures are the factor by which European output of heavy weapons must rise, a study of
    materiel as a whole, and SIPRI's dollars of the newest year.
    """
    years = facts.like_for_like(evidence)
    last = years.iloc[-1]
    measures = ("rise_needed", "materiel_output", "output_adequacy")
    factor, materiel, adequate = (measured(evidence, measure) for measure in measures)
    others = {"materiel": True} if len(materiel) else {}
    if len(factor):
        others["heavy weapons"] = bool((factor["value"] > 1).all())
    spent = outlays(evidence).tail(1)
    if len(spent):
        others["spending"] = bool((spent["Russia"] > spent["European allies"]).all())
    shells = bool(last["ratio_low"] >= WELL_AHEAD)
    heavy = facts.heavy_output(evidence)
    used = heavy[heavy["who"].isin(("Russia", "Europe")) & heavy["year"].isin(years["year"])]
    nato, money = facts.said_to_be_ahead(evidence), dollars(evidence)
    money = money[money["year"].isin(spent["year"]) & money["who"].ne("United States")]
    return Case(
        {
            "contradicted": last["ratio_high"] < 1,
            "misleading": not shells,
            "supported": others and all(others.values()),
            "mostly supported": True,
        },
        evidence.cites(
            (SHELLS, [*used["id"], *nato["id"]]),
            (BASE, pd.concat([factor, materiel, adequate])),
            ("milex", money.drop(columns="who")),
        ),
        {
            "year": int(last["year"]),
            "ratio_low": round(float(last["ratio_low"]), 2),
            "ratio_high": round(float(last["ratio_high"]), 2),
            "russia_ahead_in_shells": shells,
            **{f"russia_ahead_in_{name.replace(' ', '_')}": each for name, each in others.items()},
        },
        {
            "russia": span(last["russia_low"], last["russia_high"]),
            "europe": span(last["europe_low"], last["europe_high"]),
            "low": last["ratio_low"],
            "high": last["ratio_high"],
            "bar": f"{WELL_AHEAD:g}",
            "agree": [name for name, ahead in others.items() if ahead],
            "differ": [name for name, ahead in others.items() if not ahead],
            "always_above": (years["ratio_low"] > 1).all(),
            "once_above": (years["ratio_low"] > 1).any(),
            "said": len(nato),
            "times": (spent["European allies"] / spent["Russia"]).max(),
            "spent_in": spent["year"].max(),
            "adequate": len(adequate),
        },
        at_most="medium",
    )


def has_struggled(evidence: Evidence) -> Case:
    """Return whether Europe's industry has had trouble making ordinary ammunition.

    The pledge is one of deliveries; trouble in production shows in order books, delays, or makers
    who put capacity below the official figure.
    """
    (promised, deliveries), share = facts.pledge(evidence), facts.kept_share(evidence)
    makers, officials = facts.capacity(evidence)
    slow = measured(evidence, "order_backlog", "delivery_delay")
    due, rise = facts.due_targets(evidence), facts.european_rise(evidence)
    counted = [deliveries, makers, officials, facts.european(evidence), due]
    return Case(
        {
            "contradicted": share >= 1,
            "misleading": share >= KEPT,
            "supported": len(slow) + len(makers),
            "mostly supported": True,
        },
        evidence.cites(
            (SHELLS, [promised["id"], *pd.concat(counted)["id"]]),
            (BASE, slow),
        ),
        {"pledged": int(promised["value"]), "kept_share": round(share, 3)},
        {
            "pledge": rounds(promised["value"]),
            "due": promised["period_end"],
            "share": share,
            "kept": KEPT,
            "makers": rounds(makers["value"].max()) if len(makers) else None,
            "officials": span(officials["value"].min(), officials["value"].max())
            if len(officials)
            else None,
            "asked_in": year(makers, "period_start"),
            "slow": sorted(set(slow["measure"])),
            "rise": rise if rise and rise["rose"] else None,
            "targets": len(due),
            "us_free": is_free(evidence, "USA"),
            "missed": int((due["made"] < due["target"]).sum()),
        },
    )


RULES = {"C24": gives_time, "C25": russia_ahead, "C26": has_struggled}
