"""The claims on shells and budgets: whether Europe is behind, and whether the treaty is why."""

from __future__ import annotations

import pandas as pd

from casebook.reasoning.cases import Case
from casebook.reasoning.evidence import Evidence, NotInEvidence
from chapters.common.bearing import bearing
from chapters.industry.facts import (
    BAN,
    BASE,
    SHELLS,
    capacity,
    due_targets,
    heavy_output,
    kept_share,
    like_for_like,
    limits,
    measured,
    pledge,
    rounds,
    russian_causes,
    said_to_be_ahead,
    signs,
    span,
)
from chapters.industry.facts_money import dollars, outlays

WELL_AHEAD = 1.5
"""How many times Europe's highest figure Russia's lowest must reach to count as "well ahead"."""

KEPT = 0.9
"""The share of a pledge, delivered by its deadline, from which it no longer counts as missed."""


def gives_time(evidence: Evidence) -> Case:
    """Return whether the treaty gives Russia time, by studies and events that tie the two.

    Signs that one should see beside such a tie, and what experts write, are told and decide
    nothing: the signs have other causes too.
    """
    looked_for, tie = signs(evidence), bearing(evidence, "C24")
    tested = [sign for sign in looked_for if sign.measured and sign.seen is not None]
    seen = sum(bool(sign.seen) for sign in tested)
    found, ended = limits(evidence), measured(evidence, "production_ended")
    ban = evidence.rows("ccm_articles", rule="definition")
    return Case(
        tie.rungs,
        evidence.cites(
            *tie.rows,
            *(rows for sign in looked_for for rows in sign.rows),
            (BASE, ended),
            ("ccm_articles", ban),
        ),
        {
            **tie.numbers,
            "examined": len(tested),
            "seen": seen,
            "naming_the_convention": int(found["limit"].eq(BAN).sum()),
        },
        {
            "signs": [{**sign._asdict(), "seen": sign.seen} for sign in tested],
            "causes": sorted(set(russian_causes(evidence)["measure"])),
            "ended": len(ended),
            "warheads": found["measure"].eq("call_for_submunition_warheads").any(),
            "limits": list(found.loc[found["limit"].ne(BAN), "limit"].unique()),
        },
        carried_by=evidence.cites(*tie.rows),
        absent=tie.absent(evidence),
        at_most="low",
    )


def russia_ahead(evidence: Evidence) -> Case:
    """Return whether Russia's arms industry is well ahead of Europe's, decided by shells.

    Other measures are the factor by which European output of heavy weapons must rise, and SIPRI's
    dollars of the newest year.
    """
    years = like_for_like(evidence)
    if years.empty:
        raise NotInEvidence("table artillery_production has no year with output of both sides")
    last, others = years.iloc[-1], {}
    factor, adequate = measured(evidence, "rise_needed"), measured(evidence, "output_adequacy")
    if len(factor):
        others["heavy weapons"] = bool((factor["value"] > 1).all())
    spent = outlays(evidence).tail(1)
    if len(spent):
        others["spending"] = bool((spent["Russia"] > spent["European allies"]).all())
    shells = bool(last["ratio_low"] >= WELL_AHEAD)
    heavy = heavy_output(evidence)
    used = heavy[heavy["who"].isin(("Russia", "Europe")) & heavy["year"].isin(years["year"])]
    nato, money = said_to_be_ahead(evidence), dollars(evidence)
    money = money[money["year"].isin(spent["year"]) & money["who"].ne("United States")]
    return Case(
        {
            "contradicted": last["ratio_high"] < 1,
            "misleading": not shells,
            "supported": others and all(others.values()),
            "mostly supported": True,
        },
        evidence.cites(
            (SHELLS, evidence.pick(SHELLS, id=tuple(used["id"]))),
            (SHELLS, nato),
            (BASE, pd.concat([factor, adequate])),
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
    (targets, deliveries), share = pledge(evidence), kept_share(evidence)
    promised = targets.iloc[0]
    makers, officials = capacity(evidence)
    slow = measured(evidence, "order_backlog", "delivery_delay")
    heavy, due = heavy_output(evidence), due_targets(evidence)
    europe = heavy[heavy["who"].eq("Europe")]
    newest = europe[europe["year"].eq(europe["year"].max())]
    others = evidence.pick(SHELLS, id=(*europe["id"], *due["id"]))
    return Case(
        {
            "contradicted": share >= 1,
            "misleading": share >= KEPT,
            "supported": len(slow) + len(makers),
            "mostly supported": True,
        },
        evidence.cites(
            (SHELLS, pd.concat([targets, deliveries, makers, officials, others])),
            (BASE, slow),
        ),
        {"pledged": int(promised["value"]), "kept_share": round(share, 3)},
        {
            "pledge": rounds(promised["value"]),
            "due": promised["period_end"],
            "share": share,
            "kept": KEPT,
            "capacity": {
                "year": makers["period_start"].min()[:4],
                "makers": rounds(makers["value"].max()),
                "officials": span(officials["value"].min(), officials["value"].max()),
            }
            if len(officials)
            else None,
            "makers": len(makers),
            "slow": sorted(set(slow["measure"])),
            "rise": {
                "start": rounds(europe["value"].iloc[0]),
                "first": europe["year"].iloc[0],
                "end": rounds(newest["value"].max()),
                "year": newest["year"].iloc[0],
            }
            if len(europe) and newest["value"].max() > europe["value"].iloc[0]
            else None,
            "targets": len(due),
            "missed": int((due["made"] < due["target"]).sum()),
        },
    )


RULES = {"C24": gives_time, "C25": russia_ahead, "C26": has_struggled}
