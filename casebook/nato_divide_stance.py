"""Findings of "A divided NATO?" on positions: the alliance's own, and what its members say."""

from __future__ import annotations

from datetime import date

import pandas as pd

from casebook.data.dates import earliest_day
from casebook.nato_divide_members import allied_status, membership_rows, names, signed_in_2008
from casebook.nato_divide_record import (
    acts_to_leave,
    alliance_decisions,
    favourable_words,
    no_position,
    stocks,
)
from casebook.nato_divide_threat import group, place_rows
from casebook.reasoning.claims import Ruling, Verdict
from casebook.reasoning.evidence import PUBLICATION, Evidence, NotInEvidence
from casebook.telling.wording import capitalised, counted, listed, percent, spelled

_RECENT = date(2023, 1, 1)
"""From when support counts as recent: the year and a half before the op-ed (claim C77)."""


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
            *evidence.cite_known("political_facts", "P023", "P028", "P029"),
        ),
        numbers={"signed": signed, "allies": members},
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
        evidence.cite_known("political_facts", "P109"),
        evidence.cite_known("omissions", "O18"),
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


def take_a_stand(evidence: Evidence) -> Ruling:
    """C79: should NATO take a stand? A matter of values; the facts say what it would take."""
    status = allied_status(evidence)
    bound = int(status["bound"].sum())
    return Ruling(
        Verdict.VALUES,
        summary=(
            "It turns on whether one voice is worth more than each state's choice. NATO decides by "
            f"consensus, and {bound} of {len(status)} allies are bound by Article 21 to discourage "
            "use. A stand for the weapon would need all of those to agree, and a stand against it "
            f"the {spelled(len(status) - bound)} outside."
        ),
        best_for=(
            "An alliance that plans and fights together gains from one rule, and Russia keeps to "
            "none."
        ),
        best_against=(
            "A forced line could deepen the split that silence covers; the Netherlands reads the "
            "duty to discourage use as its own."
        ),
        would_change="Nothing in the data: which course is right is for the reader to judge.",
        rests_on=(
            evidence.cite_rows("ccm_articles", rule="duty_to_discourage"),
            *evidence.cite_known("background_facts", "BG132"),
            *evidence.cite_known("omissions", "O31", "O33"),
            *membership_rows(evidence),
        ),
        numbers={"bound": bound, "outside": len(status) - bound},
    )
