"""Findings of "A divided NATO?" on the camps: who is bound, who is threatened, who needs what."""

from __future__ import annotations

from casebook.nato_divide_members import NAMED, allied_status, membership_rows, names, points
from casebook.nato_divide_record import acts_to_leave, favourable_words, supporters
from casebook.nato_divide_threat import (
    bound_in,
    compared,
    group,
    groups,
    place_rows,
    specifications,
    western,
)
from casebook.reasoning.claims import Ruling, Verdict
from casebook.reasoning.evidence import Evidence
from casebook.telling.wording import capitalised, listed, percent, spelled

_MOST, _HALF = 0.75, 0.5
"""Shares from which a statement about "the eastern states" holds, or mostly holds (claim C57)."""

_NEARLY_ALL = 0.8
"""Share of western states bound from which "Western Europe is bound" mostly holds (claim C58)."""


def _of_all(number: int, total: int) -> str:
    return (
        f"all {spelled(total)}" if number == total else f"{spelled(number)} of the {spelled(total)}"
    )


def _is(states: list[str]) -> str:
    return "is" if len(states) == 1 else "are"


def more_direct_threat(evidence: Evidence) -> Ruling:
    """C40: are the named states under more direct threat than the bound ones? Borders stand in.

    By the reading of "threatened" (``definitions``; a land border with Russia if not chosen):
    supported if all named states are in the group and no bound state is; mostly supported if all
    are and the group's share outside exceeds the rest's, the interval leaving out zero;
    contradicted if that share does not exceed the rest's; misleading in between.
    """
    members, label = group(evidence, "threatened")
    result, (out, total, rest_out, rest) = compared(evidence, members)
    named_in = [iso3 for iso3 in NAMED if members.get(iso3, default=False)]
    bound = bound_in(evidence, members)
    if result.difference <= 0:
        verdict = Verdict.CONTRADICTED
    elif len(named_in) == len(NAMED) and not bound:
        verdict = Verdict.SUPPORTED
    elif len(named_in) == len(NAMED) and result.low > 0:
        verdict = Verdict.MOSTLY_SUPPORTED
    else:
        verdict = Verdict.MISLEADING
    curve = specifications(evidence)
    positive, clear = curve["difference"] > 0, curve["clear"] & (curve["difference"] > 0)
    outside = ~allied_status(evidence)["bound"].reindex(members.index)
    elsewhere = names(evidence, members.index[~members & outside])
    return Ruling(
        verdict,
        summary=(
            f"Measured by “{label}”, {_of_all(len(named_in), len(NAMED))} named states are in the "
            f"group. Of its {total} allies {out} are outside the treaty, of the {rest} others "
            f"{rest_out}: a difference of {points(result.difference)} points (interval "
            f"{points(result.low)} to {points(result.high)}). A place on the map stands in "
            "for threat and the numbers are small, so confidence is held at medium."
        ),
        best_for=(
            f"In {int(positive.sum())} of {len(curve)} ways to draw the group, its share outside "
            f"the treaty is the larger; in {int(clear.sum())} the interval leaves out zero."
        ),
        best_against=(
            (
                f"{capitalised(listed(names(evidence, bound)))} {_is(bound)} in the group and "
                "bound. "
                if bound
                else ""
            )
            + (
                f"Outside the treaty without being in it: {listed(elsewhere)}."
                if elsewhere
                else "No ally stays out without being in it."
            )
        ),
        would_change="Another reading of “threatened”, or one border state changing camp.",
        rests_on=(
            *membership_rows(evidence),
            place_rows(evidence),
            *evidence.cite_known("political_facts", "P133", "P134", "P135"),
        ),
        numbers={
            "difference": result.difference,
            "p_value": result.p_value,
            "specifications": len(curve),
            "positive": int(positive.sum()),
            "clear": int(clear.sum()),
        },
        at_most="medium",
    )


def refused(evidence: Evidence) -> Ruling:
    """C41: have the four named states declined to join? By the list and by their governments.

    Supported if none signed or joined and each government is on record as staying out; mostly
    supported if the statement of one lacks; misleading if several lack; contradicted if one of the
    four signed or joined.
    """
    status = allied_status(evidence)["status"]
    stays = evidence.rows("government_positions", stance="non_party_stay_out")
    stays = stays[stays["iso3"].isin(NAMED)]
    speaking, never = int(stays["iso3"].nunique()), status.eq("never joined")
    if not never.reindex(NAMED).all():
        verdict = Verdict.CONTRADICTED
    elif speaking == len(NAMED):
        verdict = Verdict.SUPPORTED
    else:
        verdict = Verdict.MOSTLY_SUPPORTED if speaking == len(NAMED) - 1 else Verdict.MISLEADING
    others = status.index[never].difference(NAMED)
    return Ruling(
        verdict,
        summary=(
            f"Of {listed(names(evidence, NAMED))} "
            f"{_of_all(int(never.reindex(NAMED).sum()), len(NAMED))} stayed out from the start, "
            f"and {_of_all(speaking, len(NAMED))} governments are on record as not "
            f"joining. The list is a selection: {listed(names(evidence, others))} stay out too."
        ),
        best_for=(
            "Poland gave the loss of military capability as its reason, and Finland has reviewed "
            "its refusal every year and kept it."
        ),
        best_against=(
            "Latvia says that it keeps to the treaty in practice and holds no such weapons. "
            "Estonia and Finland also gave the cost of replacing stocks."
        ),
        would_change="A signature or accession by one of them.",
        rests_on=(
            *membership_rows(evidence),
            evidence.cite("government_positions", stays),
            *evidence.cite_known("political_facts", "P101", "P103", "P105", "P107"),
            *evidence.cite_known("political_facts", "P111", "P112", "P117", "P118"),
        ),
        numbers={"governments_on_record": speaking, "others_outside": len(others)},
    )


def eastern_need(evidence: Evidence) -> Ruling:
    """C57: do the eastern states see the weapon as critical? By what they hold, do and say.

    A state counts if, outside the treaty, it holds a stock, if its government acted to leave, or if
    an office of it spoke for using, making or giving the weapon. Supported from three quarters of
    the eastern allies, mostly supported above half, misleading from two states, else contradicted.
    """
    eastern, label = group(evidence, "eastern")
    states = eastern.index[eastern]
    need = supporters(evidence)
    need = need[need.index.isin(states)]
    share = len(need) / len(states)
    if share >= _MOST:
        verdict = Verdict.SUPPORTED
    elif share > _HALF:
        verdict = Verdict.MOSTLY_SUPPORTED
    else:
        verdict = Verdict.MISLEADING if len(need) > 1 else Verdict.CONTRADICTED
    bound = bound_in(evidence, eastern)
    border = groups(evidence)["border"].fillna(value=False)
    near = int(border.reindex(need.index).sum())
    stock, acts, words = (
        rows[rows["iso3"].isin(states)]
        for rows in (
            evidence["non_party_stockpilers"],
            acts_to_leave(evidence),
            favourable_words(evidence),
        )
    )
    return Ruling(
        verdict,
        summary=(
            f"Of {spelled(len(states))} eastern allies (“{label}”), {spelled(len(need))} hold the "
            "weapon, spoke for it or acted to leave the treaty: "
            f"{listed(names(evidence, need.index))}. Bound: {listed(names(evidence, bound))}. "
            "What a state holds and says stands in for "
            "what it thinks, so confidence is held at medium."
        ),
        best_for=(
            f"{capitalised(spelled(near))} of those {spelled(len(need))} border Russia, and "
            "Estonia's ministry called the weapon extremely effective against armoured columns."
        ),
        best_against=(
            "Bulgaria and Slovakia finished destroying their stocks in 2023, Czechia sponsored the "
            "yearly resolution for the treaty, and Latvia holds none."
        ),
        would_change="Statements or purchases by the eastern allies that have so far been silent.",
        rests_on=(
            place_rows(evidence),
            *membership_rows(evidence),
            evidence.cite("non_party_stockpilers", stock),
            evidence.cite("government_positions", acts),
            evidence.cite("political_facts", words),
            *evidence.cite_known("political_facts", "P118", "P129", "P131", "P132"),
        ),
        numbers={"eastern": len(states), "need": len(need), "bound": len(bound)},
        at_most="medium",
    )


def western_bound(evidence: Evidence) -> Ruling:
    """C58: are the western states bound? By the European allies outside the eastern group.

    Supported if all are bound; mostly supported from four fifths; misleading from half; else
    contradicted.
    """
    west = western(evidence)
    eastern, label = group(evidence, "eastern")
    share, missing = float(west["bound"].mean()), west.index[~west["bound"]]
    if share == 1:
        verdict = Verdict.SUPPORTED
    elif share >= _NEARLY_ALL:
        verdict = Verdict.MOSTLY_SUPPORTED
    else:
        verdict = Verdict.MISLEADING if share >= _HALF else Verdict.CONTRADICTED
    states = evidence["states"].set_index("iso3")
    core = west[states["m49_subregion"].reindex(west.index).eq("Western Europe")]
    elsewhere = allied_status(evidence).index.difference(
        states.index[states["m49_region"].eq("Europe")]
    )
    return Ruling(
        verdict,
        summary=(
            f"{west['bound'].sum()} of the {len(west)} European allies not counted as eastern "
            f"(“{label}”) are bound; not bound: {listed(names(evidence, missing))}. In the narrow "
            f"Western Europe of the United Nations it is {core['bound'].sum()} of {len(core)}. Its "
            f"regions put {listed(names(evidence, elsewhere))} outside Europe."
        ),
        best_for=f"With {percent(share)} bound, western Europe is close to a bloc.",
        best_against=(
            f"The contrast with the east is weaker than it sounds: there "
            f"{len(bound_in(evidence, eastern))} of {int(eastern.sum())} are bound as well."
        ),
        would_change="An accession by one of the western states outside, or an exit.",
        rests_on=(*membership_rows(evidence), place_rows(evidence)),
        numbers={"west": len(west), "bound": int(west["bound"].sum())},
    )
