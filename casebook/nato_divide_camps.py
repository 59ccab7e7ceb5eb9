"""Findings of "A divided NATO?" on facts: who is bound, who is threatened, who said what."""

from __future__ import annotations

from datetime import date

import pandas as pd

from casebook.claims import Ruling, Verdict
from casebook.dates import earliest_day
from casebook.evidence import PUBLICATION, Evidence, NotInEvidence
from casebook.nato_divide_measures import (
    NAMED,
    acts_to_leave,
    alliance_decisions,
    allied_status,
    bound_in,
    compared,
    favourable_words,
    group,
    groups,
    known,
    membership_rows,
    names,
    no_position,
    place_rows,
    points,
    signed_in_2008,
    specifications,
    stocks,
    supporters,
    western,
)
from casebook.wording import capitalised, counted, listed, percent, spelled

_RECENT = date(2023, 1, 1)
"""From when support counts as recent: the year and a half before the op-ed (claim C77)."""

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


def nato_stance(evidence: Evidence) -> Ruling:
    """C02: has NATO as an organisation a stance? By its own words and decisions.

    Contradicted if NATO is on record as having no position and no decision of the alliance is
    found; supported if a decision is found and no such word; misleading if both are found.
    """
    silent, decided = no_position(evidence), alliance_decisions(evidence)
    if silent.empty and decided.empty:
        raise NotInEvidence("no row tells whether NATO has a position")
    if decided.empty:
        verdict = Verdict.CONTRADICTED
    else:
        verdict = Verdict.SUPPORTED if silent.empty else Verdict.MISLEADING
    status = allied_status(evidence)
    bound = int(status["bound"].sum())
    return Ruling(
        verdict,
        summary=(
            f"{capitalised(counted(len(silent), 'report'))} of July 2023 say that NATO as an "
            "alliance holds no position on the convention and that members decide. "
            + (
                "No decision of the alliance for or against it was found. "
                if decided.empty
                else "A decision of the alliance is on record too. "
            )
            + "They are press reports, so confidence is held at medium."
        ),
        best_for=(
            f"Most members share one stance: {bound} of {len(status)} are bound. As shorthand for "
            "what its members do, the phrase can stand."
        ),
        best_against=(
            "The op-ed itself later quotes the Secretary General as leaving the matter to "
            "governments and not to the alliance."
        ),
        would_change="A decision of the North Atlantic Council or a summit on the convention.",
        rests_on=(
            evidence.cite("political_facts", pd.concat([silent, decided])),
            evidence.cite_ids("quote_checks", "Q07"),
            *membership_rows(evidence),
        ),
        numbers={"no_position": len(silent), "decisions": len(decided), "bound": bound},
        at_most="medium",
    )


def nato_embraced(evidence: Evidence) -> Ruling:
    """C04: did NATO itself embrace the treaty in 2008? By a decision, or by all its members.

    Supported if a decision of the alliance is on record; misleading if none is but every ally had
    signed by the end of 2008; contradicted if some had not.
    """
    signed, members = signed_in_2008(evidence)
    decided = alliance_decisions(evidence)
    if len(decided):
        verdict = Verdict.SUPPORTED
    else:
        verdict = Verdict.MISLEADING if signed == members else Verdict.CONTRADICTED
    status = allied_status(evidence, date(2008, 12, 31))["status"]
    missing = list(status.index[status.eq("never joined")])
    return Ruling(
        verdict,
        summary=(
            f"States signed, not the alliance: {signed} of the {members} allies of 2008 did. "
            f"{capitalised(spelled(len(missing)))} did not: {listed(names(evidence, missing))}. "
            + (
                "No decision of the alliance for the convention was found."
                if decided.empty
                else "A decision of the alliance is on record."
            )
        ),
        best_for=f"A clear majority of the allies, {percent(signed / members)}, signed at once.",
        best_against=(
            "As late as 2023 the Secretary General said that the alliance has no position on it."
        ),
        would_change="A summit or council text of 2008 that endorses the convention.",
        rests_on=(
            *membership_rows(evidence),
            *known(evidence, "political_facts", "P023", "P028", "P029"),
        ),
        numbers={"signed": signed, "allies": members},
    )


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
            *known(evidence, "political_facts", "P133", "P134", "P135"),
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
            *known(evidence, "political_facts", "P101", "P103", "P105", "P107"),
            *known(evidence, "political_facts", "P111", "P112", "P117", "P118"),
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
            *known(evidence, "political_facts", "P118", "P129", "P131", "P132"),
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


def scattered(evidence: Evidence) -> Ruling:
    """C63: is NATO policy scattered? By the positions of its members.

    Supported if NATO is on record as having no position and its members fall into two or more
    groups of more than one; mostly supported if they differ otherwise; contradicted if all share
    one position.
    """
    status, stock = allied_status(evidence), stocks(evidence)
    outside = status.index[~status["bound"]]
    holds = stock.reindex(outside).eq("yes")
    bound, held, none = int(status["bound"].sum()), int(holds.sum()), int((~holds).sum())
    silent = no_position(evidence)
    sizes = pd.Series([bound, held, none])
    if (sizes > 0).sum() == 1:
        verdict = Verdict.CONTRADICTED
    elif (sizes > 1).sum() > 1 and len(silent):
        verdict = Verdict.SUPPORTED
    else:
        verdict = Verdict.MOSTLY_SUPPORTED
    rows = evidence["non_party_stockpilers"]
    return Ruling(
        verdict,
        summary=(
            f"There is no single policy: {bound} allies are bound, {spelled(held)} are outside "
            f"with stocks and {spelled(none)} outside without a stated stock. NATO leaves the "
            "matter to them."
        ),
        best_for="National rules run from a full ban to stocks kept for use.",
        best_against="Two camps are not a scatter, and among the bound the rule is the same.",
        would_change="A common policy agreed by the allies.",
        rests_on=(
            *membership_rows(evidence),
            evidence.cite("non_party_stockpilers", rows[rows["iso3"].isin(outside)]),
            evidence.cite("political_facts", silent),
        ),
        numbers={"bound": bound, "outside_with_stock": held, "outside_without": none},
    )


def recent_support(evidence: Evidence) -> Ruling:
    """C77: had eastern states lately voiced support? By acts and words from 2023 to the op-ed.

    New voices are governments that acted to leave or offices that spoke for the weapon; a standing
    view is one restated in that time for its military use (row GP16). Supported from three new
    voices; mostly supported from two new voices if the standing views make three states; misleading
    if fewer; contradicted if there is neither.
    """
    eastern, label = group(evidence, "eastern")
    states = eastern.index[eastern]
    positions = evidence["government_positions"]

    def lately(rows: pd.DataFrame, column: str) -> pd.DataFrame:
        rows = rows.dropna(subset=[column])
        days = rows[column].map(earliest_day)
        return rows[(days >= _RECENT) & (days <= PUBLICATION)]

    acts = lately(acts_to_leave(evidence), "date")
    words = lately(favourable_words(evidence), "date_start")
    standing = lately(positions[positions["id"].eq("GP16")], "date")
    if acts.empty and words.empty and standing.empty:
        raise NotInEvidence("no statement or act of those months is accepted here")
    acts, words, standing = (rows[rows["iso3"].isin(states)] for rows in (acts, words, standing))
    new = {*acts["iso3"], *words["iso3"]}
    restated = set(standing["iso3"]) - new
    if len(new) > 2:
        verdict = Verdict.SUPPORTED
    elif len(new) == 2 and restated:
        verdict = Verdict.MOSTLY_SUPPORTED
    else:
        verdict = Verdict.MISLEADING if new or restated else Verdict.CONTRADICTED
    after, undisclosed = (
        known(evidence, "political_facts", "P109"),
        known(evidence, "omissions", "O18"),
    )
    vote = evidence.rows("seimas_votes", id="SV06").iloc[0]
    return Ruling(
        verdict,
        summary=(
            f"From 2023 to the op-ed {counted(len(new), 'eastern ally', 'eastern allies')} "
            f"acted or spoke anew ({listed(names(evidence, new))}); a standing view was restated "
            f"by {listed(names(evidence, restated))}. For the rest of the {len(states)} "
            f"(“{label}”) no such word was found. A search can miss words, so confidence is held "
            "at medium."
        ),
        best_for=(
            f"In Lithuania {vote['votes_for']} of {vote['members_total']} members of parliament "
            "voted to leave, and Estonia's defence minister saw no problem in giving the weapon "
            "to Ukraine." + (" Poland's security chief later spoke for making it." if after else "")
        ),
        best_against=(
            "Several eastern allies are bound and said nothing of the kind."
            + (
                " A co-author is reported, by one blog, to have urged the Lithuanian vote."
                if undisclosed
                else ""
            )
        ),
        would_change="Statements of the same months by other eastern governments.",
        rests_on=(
            evidence.cite("government_positions", pd.concat([acts, standing])),
            evidence.cite("political_facts", words),
            *after,
            evidence.cite_rows("seimas_votes", id="SV06"),
            *undisclosed,
            place_rows(evidence),
        ),
        numbers={"new": len(new), "restated": len(restated), "eastern": len(states)},
        at_most="medium",
    )
