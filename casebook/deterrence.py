"""Chapter "Would leaving deter Russia?": the wars, the change since 2008, the record of attacks.

Deterrence that works leaves no trace: an attack that did not come is not observed. Most rules here
therefore test what can be tested (was a state with the weapon attacked, did a state that left gain
anything, did Russia react) and return ``untested`` or ``mixed`` by a criterion in their docstring.
Where evidence is a list of statements for and against, a side counts only by its accepted rows of
officials or studies that are better than weak, never by their number: the rows show what a search
for both sides found, not the balance of opinion.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import pandas as pd

from casebook.claims import Rule, Ruling, Verdict
from casebook.dates import earliest_day, in_words
from casebook.deterrence_record import (
    DEFINITIONS,
    SUBJECT,
    allied_groups,
    allied_status,
    battle_deaths,
    indicator_rows,
    indicators,
    is_largest,
    soldiers_killed,
    strikes,
    targets,
)
from casebook.evidence import Cited, Evidence, some
from casebook.numbers import known
from casebook.wording import capitalised, counted, listed, spelled

__all__ = ["DEFINITIONS", "RULES", "numbers"]

_ENOUGH = 3
"""Cases from which the record of attacks counts as evidence rather than as single cases."""

_DAYS_A_YEAR = 365.25


# --- numbers -----------------------------------------------------------------------------------


def numbers(evidence: Evidence) -> dict[str, object]:
    """Return the numbers of this chapter's prose."""
    groups = (
        _war_numbers,
        _later_floor_numbers,
        _balkan_numbers,
        _change_numbers,
        _ally_numbers,
        _exit_numbers,
        _delivery_numbers,
    )
    return {"data_date": in_words(evidence.as_of), **known(groups, evidence)}


def _war_numbers(evidence: Evidence) -> dict[str, object]:
    deaths = battle_deaths(evidence.at_publication()).set_index("war")
    ours, greek = deaths.loc[SUBJECT], deaths[deaths["civil"]].iloc[0]
    ends = ("low", "best", "high")
    return {
        **{f"ukraine_{end}": int(ours[end]) for end in ends},
        **{f"greek_{end}": int(greek[end]) for end in ends},
    }


def _later_floor_numbers(evidence: Evidence) -> dict[str, object]:
    killed = some(soldiers_killed(evidence), "no count of soldiers killed is accepted")
    return {"later_floor": int(killed["value"].max())}


def _balkan_numbers(evidence: Evidence) -> dict[str, object]:
    return {
        "chechnya_high": int(_value(evidence, "BG091")),
        "yugoslavia_total": int(_value(evidence, "BG064")),
    }


def _change_numbers(evidence: Evidence) -> dict[str, object]:
    change = indicators(evidence).set_index("key")
    shown = {
        f"{key}_{day}": f"{change.loc[key, day]:,.0f}"
        for key in ("members", "border", "deaths", "agreements", "outside")
        for day in ("signing", "op_ed")
    }
    return {**shown, "outside_now": int(change.loc["outside", "latest"])}


def _ally_numbers(evidence: Evidence) -> dict[str, object]:
    groups = allied_groups(evidence).set_index("group")["states"]
    return {
        "allies": len(allied_status(evidence, evidence.as_of)),
        "holders": spelled(int(groups.get("not bound, stock on record", 0))),
    }


def _exit_numbers(evidence: Evidence) -> dict[str, object]:
    return {"months_out": _months_out(evidence)}


def _delivery_numbers(evidence: Evidence) -> dict[str, object]:
    return {"delivery_years": spelled(int(_delivery(evidence)["value"].iloc[0]))}


def _value(evidence: Evidence, fact: str) -> float:
    return float(evidence.rows("background_facts", id=fact)["value"].iloc[0])


# --- findings ----------------------------------------------------------------------------------


class Statement(NamedTuple):
    """A row that speaks for or against a claim, and what it says in a few words."""

    table: str
    id: str
    words: str


def _heard(
    evidence: Evidence, statements: Iterable[Statement]
) -> tuple[list[str], tuple[Cited, ...]]:
    """Return the words and the rows of the statements that are accepted here and not weak."""
    words: list[str] = []
    found: dict[str, list[pd.DataFrame]] = {}
    for statement in statements:
        rows = evidence[statement.table]
        key = "claim_id" if statement.table == "effectiveness_claims" else "id"
        rows = rows[rows[key].eq(statement.id) & rows["confidence"].ne("weak")]
        if len(rows):
            words.append(statement.words)
            found.setdefault(statement.table, []).append(rows)
    return words, tuple(evidence.cite(table, pd.concat(rows)) for table, rows in found.items())


def _tally(number: int) -> str:
    return spelled(number) if number else "none"


def _balance(for_it: list[str], against: list[str]) -> Verdict:
    """Return the verdict of two-sided statements: mixed if both sides have one, else the side."""
    if for_it and against:
        return Verdict.MIXED
    if for_it:
        return Verdict.EVIDENCE_FOR
    return Verdict.EVIDENCE_AGAINST if against else Verdict.UNTESTED


def _status_rows(evidence: Evidence) -> Cited:
    return evidence.cite("ccm_status", evidence["ccm_status"])


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
    here = troops["fact"].str.startswith(("Russian troops", "Ukrainian military"))
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
            f"{capitalised(spelled(int(changed.sum())))} of {spelled(len(changed))} indicators "
            f"differ from the day of signing in 2008. NATO has {last['members']:.0f} members, not "
            f"{first['members']:.0f}, and {last['border']:,.0f} km of border with Russia, not "
            f"{first['border']:,.0f}; battle deaths in a year of war went from "
            f"{first['deaths']:,.0f} to {last['deaths']:,.0f}."
        ),
        best_for="The war, the map of the alliance and the state of arms control have all changed.",
        best_against=(
            (
                f"Not all has changed: {counted(int(last['outside']), 'ally is', 'allies are')} "
                "outside the convention, as many as at the signing. "
                if "outside" in same
                else f"Allies outside the convention: {first['outside']:.0f} then, "
                f"{last['outside']:.0f} since. "
            )
            + "That the times differ does not say which answer fits them."
        ),
        would_change="Indicators that stand where they stood in 2008.",
        rests_on=(
            *(evidence.cite(table, rows) for table, rows in indicator_rows(evidence).items()),
            _status_rows(evidence),
        ),
        numbers={"indicators": len(changed), "changed": int(changed.sum())},
    )


_NO_SUBSTITUTE = (
    Statement("effectiveness_claims", "E14", "a US defence secretary saw no substitute in 2008"),
    Statement("political_facts", "P141", "the Pentagon named a critical gap in 2017"),
    Statement("industrial_base", "IB61", "RUSI authors want European submunition warheads"),
)
_SUBSTITUTE = (
    Statement(
        "omissions", "O38", "a report to Congress saw precision eroding the weapon's relevance"
    ),
    Statement("political_facts", "P099", "the UK government denied any loss of capability in 2025"),
    Statement(
        "industrial_base", "IB62", "RUSI found air burst comparable against troops in the open"
    ),
)


def hinges_on_leaving(evidence: Evidence) -> Ruling:
    """C12: does effective deterrence depend on leaving? Judged as a claim of necessity.

    Against it: allies outside the convention hold the weapon, or a state that held it was struck by
    Russia. For it: an official or a study, not weak, that sees no substitute. Both: mixed; neither:
    untested. Indirect evidence, so confidence is low at most.
    """
    status = allied_status(evidence, evidence.as_of)
    stocks = evidence["non_party_stockpilers"]
    held = stocks[stocks["stockpile"].fillna(False) & stocks["confidence"].ne("weak")]
    holders = sorted(set(held["iso3"]) & set(status.index[status.ne("state party")]))
    hit = strikes(evidence)
    hit = hit[hit["user_iso3"].eq("RUS") & hit["location_iso3"].isin(set(held["iso3"]))]
    struck = sorted(set(hit.loc[hit["status"].eq("confirmed"), "location_iso3"]))
    for_it, _ = _heard(evidence, _NO_SUBSTITUTE)
    against, _ = _heard(evidence, _SUBSTITUTE)
    counter = [
        *(
            [f"{counted(len(holders), 'ally', 'allies')} hold the weapon and stayed outside"]
            * bool(holders)
        ),
        *(
            f"{evidence.state_name(state)} held it and was attacked all the same"
            for state in struck
        ),
    ]
    return Ruling(
        _balance(for_it, counter),
        summary=(
            f"Against the claim that deterrence depends on leaving: {'; '.join(counter)}. For it: "
            f"{listed(for_it)}. No experiment is possible and deterrence that works is not seen, "
            "so confidence stays low."
        ),
        best_for=(
            "A weapon that officials call irreplaceable, and that Russia itself uses, may well "
            "weigh in Russia's reckoning."
        ),
        best_against=(
            f"“Hinges” is a strong word, and substitutes are argued over: {listed(against)}."
        ),
        would_change=(
            "Russian planning papers, war games that vary only this weapon, or a change in "
            "Russian conduct after several states left."
        ),
        rests_on=(
            evidence.cite("non_party_stockpilers", held),
            evidence.cite("cluster_munition_use", hit),
            *_heard(evidence, (*_NO_SUBSTITUTE, *_SUBSTITUTE))[1],
            _status_rows(evidence),
        ),
        numbers={"allied_holders": len(holders), "holders_struck": len(struck)},
        at_most="low",
    )


def emboldens(evidence: Evidence) -> Ruling:
    """C32: does keeping to the treaty make Russia bolder? Judged by its words and its attacks.

    Direct test: Russian statements that cite the ban. Indirect test: whom Russia struck. Evidence
    for: a statement, or a party struck. Evidence against: no statement, and at least ``_ENOUGH``
    states struck, none a party. Fewer cases: untested. States beside whose government Russia fought
    are no cases. A state struck outside NATO cannot tell the treaty's effect from the alliance's.
    """
    said = evidence["timeline"]
    said = said[said["category"].eq("position") & said["actor_iso3"].eq("RUS")]
    on_ban = said[said["event"].str.contains(r"\b(?:[Cc]onvention|[Tt]reaty|[Bb]an)\b")]
    hit = targets(evidence)
    hit = hit[hit["user"].eq("RUS") & hit["confirmed"] & ~hit["beside"]]
    parties = hit[hit["status"].eq("state party")]
    rows = strikes(evidence)
    rows = rows[rows["user_iso3"].eq("RUS")]
    if len(on_ban) or len(parties):
        verdict = Verdict.EVIDENCE_FOR
    else:
        verdict = Verdict.EVIDENCE_AGAINST if len(hit) >= _ENOUGH else Verdict.UNTESTED
    names = listed(evidence.state_name(state) for state in hit["target"])
    holders = listed(evidence.state_name(state) for state in hit.loc[hit["stock"], "target"])
    lean = {
        Verdict.EVIDENCE_FOR: "That fits the claim.",
        Verdict.EVIDENCE_AGAINST: "That speaks against the claim.",
        Verdict.UNTESTED: "That leans against the claim, but so few cases cannot tell the treaty's "
        "effect from that of belonging to NATO.",
    }
    return Ruling(
        verdict,
        summary=(
            f"Russian statements found that cite the ban: {_tally(len(on_ban))}. States that "
            f"Russia attacked with the weapon: {names}; parties among them: "
            f"{_tally(len(parties))}. {lean[verdict]}"
        ),
        best_for="Russia has used the weapon widely, while most of NATO has promised never to.",
        best_against=(
            f"Attacked although stocks of its own were on record: {holders}. Attacks by Russia on "
            f"parties in the rows: {_tally(len(parties))}."
        ),
        would_change="Russian statements or plans that name the ban, or attacks that follow it.",
        rests_on=(
            evidence.cite("timeline", said),
            evidence.cite("cluster_munition_use", rows),
            *_heard(
                evidence,
                (
                    Statement("omissions", "O15", ""),
                    Statement("omissions", "O31", ""),
                    Statement("non_party_stockpilers", "NS21", ""),
                ),
            )[1],
            _status_rows(evidence),
        ),
        numbers={"statements": len(on_ban), "struck": len(hit), "parties_struck": len(parties)},
        at_most="low",
    )


_CANNOT_DO_WITHOUT = (
    Statement("political_facts", "P102", "Finland's prime minister in 2008"),
    Statement("political_facts", "P107", "Poland's foreign ministry in 2020"),
    Statement("political_facts", "P080", "Lithuania's defence minister in 2024"),
    Statement("political_facts", "P141", "the Pentagon in 2017"),
    Statement("industrial_base", "IB63", "RUSI authors in 2025"),
)
_CAN_DO_WITHOUT = (
    Statement("omissions", "O38", "a report to Congress in 2017"),
    Statement("political_facts", "P099", "the UK government in 2025"),
    Statement("industrial_base", "IB62", "RUSI authors in 2025 on air burst"),
)


def able_to_defend(evidence: Evidence) -> Ruling:
    """C18: would NATO be less able to defend its members? Judged by what officials and studies say.

    Mixed if both sides (can and cannot do without the weapon) have one that is not weak, else the
    one side, else untested. None of them assesses a defence plan, so confidence is low at most.
    """
    for_it, _ = _heard(evidence, _CANNOT_DO_WITHOUT)
    against, _ = _heard(evidence, _CAN_DO_WITHOUT)
    return Ruling(
        _balance(for_it, against),
        summary=(
            "No assessment of NATO's defence plans with and without the weapon was found, only "
            f"statements. Hard to do without: {listed(for_it)}. Can do without, or less needed: "
            f"{listed(against)}."
        ),
        best_for="States nearest to Russia said in public that their defence would suffer.",
        best_against=(
            "Those who call it indispensable mostly speak of their own forces, which the "
            "convention does not bind; none has shown a plan that fails without it."
        ),
        would_change=(
            "A published exercise or study of a defence plan that changes only this weapon."
        ),
        rests_on=_heard(evidence, (*_CANNOT_DO_WITHOUT, *_CAN_DO_WITHOUT))[1],
        numbers={"for": len(for_it), "against": len(against)},
        at_most="low",
    )


def _leavers(evidence: Evidence) -> pd.DataFrame:
    status = evidence["ccm_status"].dropna(subset=["withdrawal_effective"])
    return status[status["withdrawal_effective"] <= evidence.as_of.isoformat()]


def _months_out(evidence: Evidence) -> int:
    left = _leavers(evidence)
    if left.empty:
        return 0
    first = earliest_day(left["withdrawal_effective"].min())
    return int((evidence.as_of - first).days / _DAYS_A_YEAR * 12)


def _delivery(evidence: Evidence) -> pd.DataFrame:
    return evidence.rows("industrial_base", id="IB12")


def strengthens(evidence: Evidence) -> Ruling:
    """C20: would withdrawal strengthen NATO and secure peace? Judged by who left and what followed.

    Peace kept cannot be observed as an effect. Strength can: evidence for if a state that left has
    since acquired the weapon (a procurement row of the aftermath that supports the claim); evidence
    against if none has although the first has been out for longer than European arms deliveries
    take (table ``industrial_base``, IB12); until then untested.
    """
    left = _leavers(evidence)
    names = listed(evidence.state_name(state) for state in left["iso3"])
    buying = evidence["aftermath"]
    buying = buying[
        buying["kind"].eq("procurement")
        & buying["iso3"].isin(set(left["iso3"]))
        & buying["confidence"].ne("weak")
    ]
    gained = buying[buying["direction"].eq("supports")]
    common = {
        "best_for": "Leaving is the first step without which a party can neither buy nor train.",
        "best_against": "Parties have destroyed their stocks, so leaving by itself adds nothing.",
        "would_change": "Weapons in the hands of a state that left, and a long record after it.",
    }
    stocks = evidence.cite_ids("omissions", "O13", "O02")
    allowed = _heard(evidence, (Statement("government_positions", "GP19", ""),))[1]
    if left.empty:
        return Ruling(
            Verdict.UNTESTED,
            summary="No state had left, so there was nothing to observe.",
            rests_on=(stocks, *allowed, _status_rows(evidence)),
            numbers={"left": 0},
            at_most="low",
            **common,
        )
    wait, months = _delivery(evidence), _months_out(evidence)
    if len(gained):
        verdict = Verdict.EVIDENCE_FOR
    else:
        late = months > 12 * float(wait["value"].iloc[0])
        verdict = Verdict.EVIDENCE_AGAINST if late else Verdict.UNTESTED
    return Ruling(
        verdict,
        summary=(
            f"{names} left, {counted(months, 'month')} before the data closes. Reports of cluster "
            f"munitions acquired since: {_tally(len(gained))}. Deliveries in Europe take "
            f"{counted(int(wait['value'].iloc[0]), 'year')} or more. Whether peace is safer "
            "cannot be seen."
        ),
        rests_on=(
            evidence.cite("aftermath", buying),
            evidence.cite("industrial_base", wait),
            stocks,
            *allowed,
            _status_rows(evidence),
        ),
        numbers={"left": len(left), "months": months, "acquired": len(gained)},
        at_most="low",
        **common,
    )


def sends_signal(evidence: Evidence) -> Ruling:
    """C76: would withdrawal signal resolve to Russia? Judged by Russian reactions.

    Evidence for: a Russian official reaction to a state's leaving that takes it as resolve or
    threat. Evidence against: one that dismisses it. Looked for among Russian positions since the
    Lithuanian decision; without any, untested. Words that decide: dismiss, irrelevant, no effect.
    """
    timeline = evidence["timeline"]
    russian = timeline[
        timeline["category"].eq("position")
        & timeline["actor_iso3"].eq("RUS")
        & timeline["confidence"].ne("weak")
    ]
    decision = evidence.rows("timeline", category="treaty", actor_iso3="LTU")
    start = decision["date"].min()
    after = russian[russian["date"].ge(start)]
    cold = after["event"].str.contains("dismiss|irrelevant|no effect", case=False)
    if after.empty:
        verdict = Verdict.UNTESTED
    else:
        verdict = Verdict.EVIDENCE_AGAINST if cold.all() else Verdict.EVIDENCE_FOR
    sender = _heard(evidence, (Statement("aftermath", "A09", "a strategic message"),))
    return Ruling(
        verdict,
        summary=(
            "Russian official reactions found since Lithuania's government decided: "
            f"{_tally(len(after))}. The nearest case is July 2023: when the United States "
            f"announced its supply, {counted(len(russian) - len(after), 'Russian statement')} "
            "answered that Russia has its own and may use them."
        ),
        best_for=(
            f"Lithuania's defence minister called the exit {sender[0][0]}; Russia does watch the "
            "weapon."
            if sender[0]
            else "Russia answered at the highest level when the weapon went to Ukraine."
        ),
        best_against="In 2023 the answer was a threat to use the weapon, not restraint.",
        would_change="Russian statements or conduct that respond to a state's leaving.",
        rests_on=(
            evidence.cite("timeline", russian),
            evidence.cite("timeline", decision),
            *sender[1],
            *_heard(evidence, (Statement("omissions", "O15", ""),))[1],
        ),
        numbers={"reactions": len(after), "statements_2023": len(russian) - len(after)},
        at_most="low",
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
            f"{capitalised(spelled(int(frame['changed'].sum())))} of {spelled(len(frame))} "
            "indicators of the setting changed. The humanitarian reason did not fade: "
            f"{harm['value'].iloc[0]:,.0f} casualties were recorded worldwide for 2022."
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


def necessary(evidence: Evidence) -> Ruling:
    """C19: is it necessary to leave and use the weapon again? No verdict: what it turns on."""
    for_it, _ = _heard(evidence, _NO_SUBSTITUTE)
    against, _ = _heard(evidence, _SUBSTITUTE)
    notice = evidence.rows("ccm_articles", id="AR23")
    return Ruling(
        Verdict.VALUES,
        summary=(
            "It turns on whether substitutes fall short, and on what harm to civilians is "
            f"accepted for what gain. On substitutes: {listed(for_it)}; but {listed(against)}. "
            f"Leaving takes {counted(int(notice['number'].iloc[0]), 'month')} and cannot take "
            "effect during a war that the state is in, so waiting has a price."
        ),
        best_for="If the weapon will be needed, the decision must fall long before the war.",
        best_against="A promise that ends when it becomes costly protects nobody.",
        would_change="Nothing in the data: a reader's weighing of risk and harm.",
        rests_on=(
            *_heard(evidence, (*_NO_SUBSTITUTE, *_SUBSTITUTE))[1],
            evidence.cite_ids("ccm_articles", "AR23", "AR24"),
        ),
    )


def abdicated(evidence: Evidence) -> Ruling:
    """C50: has NATO given up its duty? No verdict: what it turns on."""
    status = allied_status(evidence, evidence.as_of)
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
            _status_rows(evidence),
        ),
        numbers={"bound": bound, "allies": len(status)},
    )


RULES: Mapping[str, Rule] = {
    "C01": rethink,
    "C09": largest_war,
    "C11": demands_shift,
    "C12": hinges_on_leaving,
    "C18": able_to_defend,
    "C19": necessary,
    "C20": strengthens,
    "C32": emboldens,
    "C49": made_to_deter,
    "C50": abdicated,
    "C76": sends_signal,
    "C83": not_2008,
}
