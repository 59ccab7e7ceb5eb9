"""Findings of the chapter "Would leaving deter Russia?" on the setting.

The war, the times, and what NATO is for.
"""

from __future__ import annotations

from casebook.deterrence_change import (
    DEFINITIONS,
    SUBJECT,
    battle_deaths,
    changed_in_words,
    indicator_rows,
    indicators,
    is_largest,
    soldiers_killed,
)
from casebook.deterrence_record import standing_of_allies
from casebook.reasoning.claims import Ruling, Verdict
from casebook.reasoning.evidence import Evidence
from casebook.telling.wording import capitalised, counted, spelled


def largest_war(evidence: Evidence) -> Ruling:
    """C09: is the war the largest in Europe since 1945? Judged by battle deaths.

    On "every": supported if the largest on all readings; mostly supported if among interstate wars
    on both and among all wars by best estimates; misleading if among interstate wars only;
    contradicted if not even there. On one reading: as :func:`is_largest`.
    """
    reading = evidence.definitions.get("largest_war", "every")
    by_reading = {r: is_largest(evidence, r) for r in DEFINITIONS["largest_war"] if r != "every"}
    holds = {r for r, verdict in by_reading.items() if verdict is Verdict.SUPPORTED}
    if reading != "every":
        verdict = is_largest(evidence, reading)
    elif len(holds) == len(by_reading):
        verdict = Verdict.SUPPORTED
    elif {"interstate_best", "interstate_strict", "any_best"} <= holds:
        verdict = Verdict.MOSTLY_SUPPORTED
    elif "interstate_best" in holds:
        verdict = Verdict.MISLEADING
    else:
        verdict = Verdict.CONTRADICTED
    deaths = battle_deaths(evidence)
    ours = deaths[deaths["war"].eq(SUBJECT)].iloc[0]
    rival = deaths[deaths["war"].ne(SUBJECT) & ~deaths["together"]].nlargest(1, "best").iloc[0]
    soldiers = soldiers_killed(evidence)
    floor = soldiers["value"].max() if len(soldiers) else 0
    rest = (
        f"One side's soldiers alone are now put at {floor:,.0f} or more, above the high end of "
        "any rival."
        if floor > rival["high"]
        else "The ranges overlap, so among all wars its first place is likely, not certain."
        if ours["low"] <= rival["high"]
        else ""
    )
    troops = evidence["background_facts"]
    troops = troops[troops["unit"].eq("troops") & troops["confidence"].ne("weak")]
    here = troops["war"].eq(SUBJECT).fillna(False)
    facts = evidence["background_facts"]
    battle = facts[facts["claim_id"].eq("C09") & facts["source"].isin(deaths["source"])]
    return Ruling(
        verdict,
        summary=(
            f"Battle deaths in {ours['start']} and {ours['end']} alone: {ours['best']:,.0f} "
            f"({ours['low']:,.0f} to {ours['high']:,.0f}). The nearest rival in the data "
            f"({rival['war']}) has {rival['best']:,.0f} ({rival['low']:,.0f} to "
            f"{rival['high']:,.0f}). {rest}"
        ),
        best_for=(
            "No war between states comes near. By forces it leads too: one side had "
            f"{troops.loc[here, 'value'].max():,.0f} troops in it, the largest army of any other "
            f"war in the table {troops.loc[~here, 'value'].max():,.0f}."
        ),
        best_against=(
            f"The two data sets count differently, and the rival reaches {rival['high']:,.0f} at "
            "its high end. Totals on other bases, for the Chechen and Yugoslav wars, are high as "
            "well."
        ),
        would_change="A data set that counts all wars since 1945 by one method.",
        rests_on=(
            evidence.cite("background_facts", battle),
            evidence.cite("background_facts", soldiers),
            evidence.cite("background_facts", troops),
        ),
        numbers={
            "readings_that_hold": len(holds),
            "ukraine_low": int(ours["low"]),
            "rival_high": int(rival["high"]),
        },
        at_most="medium",
    )


def not_2008(evidence: Evidence) -> Ruling:
    """C83: do conditions differ from 2008? Judged by indicators of that day and of now.

    Supported if more than half of the indicators differ and the deaths in war are among them;
    mostly supported if any differ; contradicted if none does.
    """
    frame = indicators(evidence).set_index("key")
    changed = frame["changed"]
    same = frame.index[~changed]
    if changed.sum() * 2 > len(changed) and changed["deaths"]:
        verdict = Verdict.SUPPORTED
    else:
        verdict = Verdict.MOSTLY_SUPPORTED if changed.any() else Verdict.CONTRADICTED
    first, last = frame["signing"], frame["latest"]
    return Ruling(
        verdict,
        summary=(
            f"{changed_in_words(frame)} differ from the day of signing in 2008. "
            f"NATO has {last['members']:.0f} members, not {first['members']:.0f}, and "
            f"{last['border']:,.0f} km of border with Russia, not "
            f"{first['border']:,.0f}; battle deaths in a year of war went from "
            f"{first['deaths']:,.0f} to {last['deaths']:,.0f}."
        ),
        best_for="The war, the map of the alliance and the state of arms control have all changed.",
        best_against=(
            (
                f"Not all has changed: {counted(int(last['outside']), 'ally is', 'allies are')} "
                "outside the convention, as many as at the signing. "
                if "outside" in same
                else f"Allies outside the convention: {spelled(int(first['outside']))} then, "
                f"{spelled(int(last['outside']))} since. "
            )
            + "That the times differ does not say which answer fits them."
        ),
        would_change="Indicators that stand where they stood in 2008.",
        rests_on=(
            *(evidence.cite(table, rows) for table, rows in indicator_rows(evidence).items()),
            evidence.cite("ccm_status", evidence["ccm_status"]),
        ),
        numbers={"indicators": len(changed), "changed": int(changed.sum())},
    )


_DETER = ("BG139", "BG141", "BG143", "BG144", "BG146", "BG153", "BG154", "BG156")

_OTHER_PURPOSES = ("BG140", "BG142", "BG147", "BG148", "BG149", "BG150")


def made_to_deter(evidence: Evidence) -> Ruling:
    """C49: was NATO created to avoid war through deterrence? Judged by its founding text.

    Supported if the founding treaty's own text carries it and no other purpose is on record; mostly
    supported if it does and others are; misleading if only later texts do; contradicted if none.
    """
    facts = evidence.rows("background_facts", claim_id="C49")
    facts = facts[facts["confidence"].ne("weak")]
    deter = facts[facts["id"].isin(_DETER)]
    other = facts[facts["id"].isin(_OTHER_PURPOSES)]
    treaty = deter[deter["source"].eq("nato_treaty_annex")]
    if len(treaty):
        verdict = Verdict.MOSTLY_SUPPORTED if len(other) else Verdict.SUPPORTED
    else:
        verdict = Verdict.MISLEADING if len(deter) else Verdict.CONTRADICTED
    first = facts["id"].eq("BG146").any()
    return Ruling(
        verdict,
        summary=(
            "The treaty of 1949 speaks of collective defence, peace and the capacity to resist "
            "attack; the word deterrence is not in the parts read. "
            + (
                "A reference work puts deterring the Soviet Union first and names other purposes "
                "beside it, among them political ones in Europe."
                if first
                else "Other purposes stand beside these."
            )
        ),
        best_for=(
            "Capacity to resist attack, promised in advance, is deterrence in all but name; the "
            "Strategic Concept of 2022 lists it among the first tasks."
        ),
        best_against=(
            "Other purposes stand in the same papers: free institutions, the peaceful settlement "
            "of disputes, political unity in Europe."
        ),
        would_change="Founding papers that put another purpose first.",
        rests_on=(
            evidence.cite("background_facts", deter),
            evidence.cite("background_facts", other),
        ),
        numbers={"deterrence_rows": len(deter), "other_purpose_rows": len(other)},
    )


def rethink(evidence: Evidence) -> Ruling:
    """C01: does the new setting require a rethink? No verdict: what it turns on, computed."""
    frame = indicators(evidence)
    harm = evidence.rows("ukraine_use", id="UU15")
    return Ruling(
        Verdict.VALUES,
        summary=(
            "It turns on whether the changes touch the reasons for the choice of 2008. "
            f"{changed_in_words(frame)} of the setting changed. "
            f"The humanitarian reason did not fade: {harm['value'].iloc[0]:,.0f} casualties were "
            "recorded worldwide for 2022."
        ),
        best_for=(
            "A choice made in quieter years should be looked at again when a large war returns; "
            "to look again commits to nothing."
        ),
        best_against=(
            "The treaty was made for war, not for peace: its first article binds “under any "
            "circumstances”."
        ),
        would_change="Nothing in the data: a reader's view of what a rethink is owed to.",
        rests_on=(
            evidence.cite("ukraine_use", harm),
            evidence.cite_ids("ccm_articles", "AR01"),
            *(evidence.cite(table, rows) for table, rows in indicator_rows(evidence).items()),
        ),
        numbers={"changed": int(frame["changed"].sum()), "indicators": len(frame)},
    )


def demands_shift(evidence: Evidence) -> Ruling:
    """C11: do the threats demand a change of strategy? No verdict: what it turns on."""
    concept = evidence.cite_ids("background_facts", "BG153", "BG154")
    calm = evidence.cite_ids("political_facts", "P156", "P157")
    return Ruling(
        Verdict.VALUES,
        summary=(
            "It turns on how near the threat is and on whether this weapon is the answer to it. "
            "NATO's Strategic Concept of 2022 already puts deterrence and defence first; in June "
            "and July 2024 its Secretary General saw no immediate or imminent military threat to "
            "an ally."
        ),
        best_for=(
            "A war of this size next to the alliance, with Chinese support, is reason to change "
            "course."
        ),
        best_against=(
            "A shift of strategy can take many forms; nothing in the threat itself picks this one."
        ),
        would_change="Nothing in the data: a reader's weighing of threat and means.",
        rests_on=(concept, calm, evidence.cite_ids("china_russia", "CR33", "CR34")),
    )


def abdicated(evidence: Evidence) -> Ruling:
    """C50: has NATO given up its duty? No verdict: what it turns on."""
    status = standing_of_allies(evidence, evidence.as_of)
    bound = int(status.eq("state party").sum())
    return Ruling(
        Verdict.VALUES,
        summary=(
            "It turns on whose duty defence is and what “best possible” allows. The North "
            "Atlantic Treaty puts the capacity to resist attack on its parties, and NATO took no "
            f"position on the convention. {capitalised(spelled(bound))} of {len(status)} allies "
            "are bound, each by its own choice; a comparison of means that shows the weapon "
            "superior was not found."
        ),
        best_for=(
            "An alliance that leaves such a choice to each member alone may miss the best common "
            "defence."
        ),
        best_against=(
            "States chose the treaty knowing its price; keeping a promise is not abdication."
        ),
        would_change=(
            "Nothing in the data: a reader's view of duty. A study of alternatives would bear on "
            "it."
        ),
        rests_on=(
            evidence.cite_ids("background_facts", "BG136", "BG143"),
            evidence.cite_ids("political_facts", "P028"),
            evidence.cite_ids("omissions", "O38"),
            evidence.cite("ccm_status", evidence["ccm_status"]),
        ),
        numbers={"bound": bound, "allies": len(status)},
    )
