"""The rules of the chapter on deterrence; those on the setting and on what NATO is for."""

from __future__ import annotations

import pandas as pd

from casebook.reasoning.cases import Case, Rule
from casebook.reasoning.evidence import Evidence
from chapters.common.allies import standing_of_allies
from chapters.deterrence import facts
from chapters.deterrence import rules_effect as effect


def rethink(evidence: Evidence) -> Case:
    """Return what it turns on whether the new setting requires a rethink."""
    frame, harm = facts.indicators(evidence), evidence.rows("ukraine_use", id="UU15")
    return Case(
        {"a matter of values": True},
        evidence.cites(
            ("ukraine_use", harm),
            ("ccm_articles", facts.among(evidence, "ccm_articles", "AR01")),
            *facts.indicator_rows(evidence),
        ),
        {"changed": int(frame["changed"].sum()), "indicators": len(frame)},
        {
            "signed": facts.signing_day(evidence).year,
            "harm": harm["value"].iloc[0],
            "harm_year": harm["period_start"].iloc[0][:4],
        },
    )


def largest_war(evidence: Evidence) -> Case:
    """Return whether the war is the largest in Europe since 1945, by battle deaths.

    The readings are those of the definition ``largest_war``; all of them count unless one is named.
    """
    readings = facts.largest_by_reading(evidence)
    reading = evidence.definitions.get("largest_war", "every")
    every = reading == "every"
    asked = readings if every else {reading: readings[reading]}
    most = ("interstate_best", "interstate_strict", "any_best")
    ours, rivals = facts.ours_and_rivals(evidence)
    rival, soldiers = rivals.iloc[0], facts.soldiers_killed(evidence)
    battle = evidence.pick("background_facts", claim_id="C09", document=facts.DATA_SETS)
    return Case(
        {
            "supported": all(asked.values()),
            "mostly supported": every and all(readings[each] for each in most),
            "misleading": every and readings["interstate_best"],
            "unverifiable": not every and readings[reading] is None,
            "contradicted": True,
        },
        evidence.cites(("background_facts", pd.concat([battle, soldiers]))),
        {
            "readings_that_hold": sum(held is True for held in readings.values()),
            "ukraine_low": int(ours["low"]),
            "rival_high": int(rival["high"]),
        },
        {
            "ours": ours.to_dict(),
            "rival": rival.to_dict(),
            "readings": readings,
            "floor": max([0.0, *soldiers["value"]]),
        },
        at_most="medium",
    )


def demands_shift(evidence: Evidence) -> Case:
    """Return what it turns on whether the threats demand a change of strategy."""
    concept = facts.among(evidence, "background_facts", "BG153", "BG154")
    calm = facts.among(evidence, "political_facts", "P156", "P157")
    support = facts.among(evidence, "china_russia", "CR33", "CR34")
    return Case(
        {"a matter of values": True},
        evidence.cites(
            ("background_facts", concept), ("political_facts", calm), ("china_russia", support)
        ),
        names={
            "concept_year": concept["date_start"].max()[:4],
            "calm": sorted(set(calm["date_start"].str[:7])),
        },
    )


def made_to_deter(evidence: Evidence) -> Case:
    """Return whether NATO was created to avoid war through deterrence, by its founding text."""
    rows = evidence.rows("background_facts", claim_id="C49")
    rows = rows[rows["confidence"].ne("weak")]
    deter, other = (
        rows[rows["purpose_of_nato"].eq(purpose).fillna(False)]
        for purpose in ("avoiding_war", "other")
    )
    treaty = deter[deter["document"].eq("north_atlantic_treaty").fillna(False)]
    day = rows.set_index("id")["date_start"]
    return Case(
        {
            "supported": len(treaty) and other.empty,
            "mostly supported": len(treaty),
            "misleading": len(deter),
            "unverifiable": True,
        },
        evidence.cites(("background_facts", deter), ("background_facts", other)),
        {"deterrence_rows": len(deter), "other_purpose_rows": len(other)},
        {
            "treaty_year": treaty["date_start"].min()[:4] if len(treaty) else None,
            "concept_year": day["BG154"][:4] if "BG154" in day else None,
            "rows": list(day.index),
        },
        carried_by=evidence.cites(("background_facts", treaty)),
        absent=evidence.nothing_in("background_facts", unless=len(other)),
    )


def abdicated(evidence: Evidence) -> Case:
    """Return what it turns on whether NATO has given up its duty."""
    status = standing_of_allies(evidence)
    duty = facts.among(evidence, "background_facts", "BG136", "BG143")
    silent = facts.among(evidence, "political_facts", "P028")
    means = facts.among(evidence, "omissions", "O38")
    return Case(
        {"a matter of values": True},
        evidence.cites(
            ("background_facts", duty),
            ("political_facts", silent),
            ("omissions", means),
            ("ccm_status", evidence["ccm_status"]),
        ),
        {"bound": int(status["bound"].sum()), "allies": len(status)},
    )


def not_2008(evidence: Evidence) -> Case:
    """Return whether conditions differ from 2008, by indicators of that day and of now."""
    frame = facts.indicators(evidence).set_index("key")
    changed = frame["changed"]
    return Case(
        {
            "supported": changed.sum() * 2 > len(changed) and changed["deaths"],
            "mostly supported": changed.any(),
            "contradicted": True,
        },
        evidence.cites(*facts.indicator_rows(evidence), ("ccm_status", evidence["ccm_status"])),
        {"indicators": len(changed), "changed": int(changed.sum())},
        {
            "signed": facts.signing_day(evidence).year,
            "first": frame["signing"].to_dict(),
            "last": frame["latest"].to_dict(),
            "moved": list(frame.index[changed]),
        },
    )


RULES: dict[str, Rule] = {
    "C01": rethink,
    "C09": largest_war,
    "C11": demands_shift,
    "C12": effect.hinges_on_leaving,
    "C18": effect.able_to_defend,
    "C19": effect.necessary,
    "C20": effect.strengthens,
    "C32": effect.emboldens,
    "C49": made_to_deter,
    "C50": abdicated,
    "C76": effect.sends_signal,
    "C83": not_2008,
}
