"""Findings of "A divided NATO?" on causes and calls: a rift, its growth, what would close it."""

from __future__ import annotations

from casebook.claims import Ruling, Verdict
from casebook.evidence import Cited, Evidence, NotInEvidence
from casebook.nato_divide_measures import (
    TOGETHER,
    Sides,
    allied_status,
    camp_changes,
    camps,
    cohesion,
    has,
    known,
    membership_rows,
    names,
    side,
    vote_rows,
)
from casebook.treaty import allies, events
from casebook.wording import capitalised, counted, listed, percent, spelled

_HALF = 0.5
"""Difference between the camps' shares in favour from which they vote apart (claim C42)."""

_LIABILITY: Sides = {
    "supports": {"political_facts": ("P080", "P082", "P084"), "industrial_base": ("IB61",)},
    "questions": {
        "government_positions": ("GP22",),
        "ccm_articles": ("AR27",),
        "political_facts": ("P099", "P100"),
    },
}


def two_sided(evidence: Evidence, sides: Sides) -> tuple[Verdict, tuple[Cited, ...]]:
    """Weigh statements: for, against or mixed, by which sides have a row that is not weak.

    The number of rows is not counted: it shows what was searched, not the balance of opinion.

    Raises
    ------
    NotInEvidence
        If neither side has such a row.
    """
    cited = {name: side(evidence, sides, name) for name in ("supports", "questions")}
    strong = {
        name: any(row.grade != "weak" for part in parts for row in part.rows)
        for name, parts in cited.items()
    }
    if not any(strong.values()):
        raise NotInEvidence("no statement of either side is accepted here")
    if all(strong.values()):
        verdict = Verdict.MIXED
    else:
        verdict = Verdict.EVIDENCE_FOR if strong["supports"] else Verdict.EVIDENCE_AGAINST
    return verdict, (*cited["supports"], *cited["questions"])


def strategic_liability(evidence: Evidence) -> Ruling:
    """C16: has the treaty harmed its members' security? By what bound governments report.

    Mixed if both sides have a row that is not weak (officials of bound states, a research
    institute, the treaty's own text), else the side that has. What is on record are words, not an
    operation that was harmed, so confidence is low.
    """
    verdict, rows = two_sided(evidence, _LIABILITY)
    later = has(evidence, "political_facts", "P099", "P100")
    buyers = has(evidence, "industrial_base", "IB61")
    return Ruling(
        verdict,
        summary=(
            (
                "Lithuanian officials said that the treaty kept them from buying the weapon, "
                "training with it and hosting it. "
                if has(evidence, "political_facts", "P080", "P084")
                else ""
            )
            + "Norway, which also borders Russia, said that such treaties "
            "matter most in war. "
            + (
                "In 2025 Britain said that its ban limits neither capability nor joint work. "
                if later
                else ""
            )
            + "No operation, plan or exercise harmed by the ban was found, so confidence is low."
        ),
        best_for=(
            "A bound state on Russia's border named concrete limits: no purchase, no training, no "
            "transfer by allies on its soil."
            + (
                " In 2025 researchers at RUSI wrote that European buyers of such warheads would "
                "have to leave."
                if buyers
                else ""
            )
        ),
        best_against=(
            "Britain, whose forces have fought beside allies outside the treaty while bound, "
            "reports no limit from it."
            if later
            else "Article 21 lets parties operate beside allies that might use the weapon."
        ),
        would_change=(
            "A record of an operation, plan or exercise that the ban made worse, or a party's "
            "review that finds no such case."
        ),
        rests_on=rows,
        at_most="low",
    )


def bifurcated(evidence: Evidence) -> Ruling:
    """C42: has the treaty split NATO in two? By votes (politics) and by joint work (operations).

    Evidence for if allies inside and outside vote apart (shares in favour differ by more than half
    in the latest year with state votes) and no text or official says that joint work goes on; mixed
    if they vote apart but joint work is said to go on; against if they do not vote apart.
    """
    roll = cohesion(evidence)
    if roll.empty:
        raise NotInEvidence("no year of state votes is accepted here")
    last = roll.iloc[-1]
    denied = side(evidence, TOGETHER, "questions")
    if last["parties_yes"] - last["outside_yes"] > _HALF:
        verdict = Verdict.MIXED if denied else Verdict.EVIDENCE_FOR
    else:
        verdict = Verdict.EVIDENCE_AGAINST
    status = allied_status(evidence)
    bound = int(status["bound"].sum())
    if roll["parties_yes"].eq(1).all() and roll["outside_yes"].eq(0).all():
        voted = (
            f"In all {spelled(len(roll))} years with full state votes every bound ally voted for "
            "the United Nations resolution and no other ally did. "
        )
    else:
        voted = (
            f"In {last['year']:.0f} {percent(last['parties_yes'])} of the bound allies and "
            f"{percent(last['outside_yes'])} of the others voted for the United Nations "
            "resolution. "
        )
    return Ruling(
        verdict,
        summary=(
            f"NATO has two camps, {bound} bound and {len(status) - bound} not. {voted}"
            "But Article 21 lets them operate together, and no operation that failed over it was "
            "found. How far the treaty made the difference and how far it shows it cannot be told, "
            "so confidence is held at medium."
        ),
        best_for=(
            "On the treaty itself the allies' votes split along membership, and in July 2023 "
            "several bound allies spoke against the American transfers."
        ),
        best_against=(
            "Article 21 was written so that both can fight together, and Germany's president said "
            "that his country could not stand in the way of the United States."
        ),
        would_change="A joint operation or exercise on record as stopped by the treaty.",
        rests_on=(
            *membership_rows(evidence),
            vote_rows(evidence),
            *side(evidence, TOGETHER, "supports"),
            *denied,
            *known(evidence, "omissions", "O03", "O27", "O34"),
        ),
        numbers={"bound": bound, "outside": len(status) - bound, "vote_years": len(roll)},
        at_most="medium",
    )


def growing(evidence: Evidence) -> Ruling:
    """C56: is the divide growing? By camps and by votes.

    The camps grew apart if an ally left the treaty; the votes if the agreement index of the latest
    year with state votes is below that of the first. Evidence for if the votes did and two or more
    allies left; mixed if either; evidence against if neither.
    """
    changes, by_camp, roll = camp_changes(evidence), camps(evidence), cohesion(evidence)
    moved = changes[changes["act"].eq("changed camp")]
    came, left = (moved[moved["inside"].eq(inside)] for inside in (True, False))
    apart = len(roll) > 1 and roll["agreement"].iloc[-1] < roll["agreement"].iloc[0]
    if len(left) > 1 and apart:
        verdict = Verdict.EVIDENCE_FOR
    else:
        verdict = Verdict.MIXED if len(left) or apart else Verdict.EVIDENCE_AGAINST
    outside = (by_camp["never joined"] + by_camp["left"]) / by_camp["allies"]
    moves = listed(
        f"{evidence.state_name(row.iso3)} {'joined' if row.inside else 'left'} in {row.date[:4]}"
        for row in moved.itertuples()
    )
    rows = [*membership_rows(evidence)]
    if len(roll):
        rows.append(vote_rows(evidence))
    rows += [*known(evidence, "political_facts", "P072"), *known(evidence, "omissions", "O36")]
    return Ruling(
        verdict,
        summary=(
            f"The share of allies outside went from {percent(outside.iloc[0])} at the signing to "
            f"{percent(outside.iloc[-1])}. "
            f"{capitalised(counted(len(moved), 'ally', 'allies'))} changed camp: {moves}. "
            + (
                f"Agreement in their United Nations votes was {roll['agreement'].iloc[0]:.3f} in "
                f"{roll['year'].iloc[0]} and {roll['agreement'].iloc[-1]:.3f} in "
                f"{roll['year'].iloc[-1]}. "
                if len(roll) > 1
                else "Their votes cannot be compared over time. "
            )
            + "“Growing” has no agreed measure, so confidence is held at medium."
        ),
        best_for=(
            "Lithuania's parliament voted to leave, where no state had left such a treaty before, "
            "and Finland joined the alliance from outside the treaty."
        ),
        best_against=(
            f"In the treaty's whole life {counted(len(left), 'ally has', 'allies have')} left it"
            + (f", and {listed(names(evidence, came['iso3']))} came in late." if len(came) else ".")
        ),
        would_change="A further ally giving notice, or state votes for the missing years.",
        rests_on=tuple(rows),
        numbers={"moved": len(moved), "left": len(left), "votes_apart": bool(apart)},
        at_most="medium",
    )


def rift(evidence: Evidence) -> Ruling:
    """C59: does the difference harm unity and operations? By what texts and officials say.

    Mixed if both sides have a row that is not weak, else the side that has. What is on record are
    words, not incidents, so confidence is low.
    """
    verdict, rows = two_sided(evidence, TOGETHER)
    later = has(evidence, "political_facts", "P099", "P100")
    return Ruling(
        verdict,
        summary=(
            (
                "Lithuanian officials said that, while bound, they could not let allies bring or "
                "use the weapon on their soil, nor train with it. "
                if has(evidence, "political_facts", "P080", "P084")
                else ""
            )
            + "Article 21 lets parties operate beside "
            "non-parties but not use, store or transfer the weapon themselves. "
            + (
                "In 2025 Britain's parliament heard that its forces have operated with all allies, "
                "in combat too, since it ratified. "
                if later
                else ""
            )
            + "No blocked exercise or operation was found, so confidence is low."
        ),
        best_for=(
            "The doubt of a host state is real: the treaty bans transfer and assistance, and the "
            "United States was worried about storage and transit in 2008."
        ),
        best_against=(
            "Britain, bound, told its parliament that the treaty does not prevent joint work."
            if later
            else "The treaty allows joint operations in so many words, and Canada's law leaves "
            "room for its soldiers to take part."
        ),
        would_change="A blocked exercise, a refused transit or a ruling, or a record of none.",
        rests_on=(*rows, *known(evidence, "omissions", "O04", "O41")),
        at_most="low",
    )


def would_unify(evidence: Evidence) -> Ruling:
    """C75: would withdrawals unite NATO's stance? By what followed the first one.

    Untested until a withdrawal has taken effect. Then evidence for if two or more other allies gave
    notice, mixed if one did, evidence against if none did.
    """
    log = events(evidence["ccm_status"], evidence.as_of)
    members = allies(evidence["nato_members"], evidence.as_of)
    log = log[log["iso3"].isin(members)]
    left = log[log["event"].eq("left")]
    notices = log[log["event"].eq("gave notice of withdrawal")]
    followers = notices[~notices["iso3"].isin(left["iso3"].head(1))]
    bound = int(allied_status(evidence)["bound"].sum())
    rows = [*membership_rows(evidence), *known(evidence, "government_positions", "GP22")]
    if left.empty:
        verdict = Verdict.UNTESTED
        summary = (
            "No ally had left yet, so nothing shows what withdrawals would do. An early reaction "
            "was Norway's: it regretted Lithuania's vote and had tried to dissuade it."
        )
    else:
        if followers.empty:
            verdict = Verdict.EVIDENCE_AGAINST
        else:
            verdict = Verdict.EVIDENCE_FOR if len(followers) > 1 else Verdict.MIXED
        objected = evidence["oslo_process"]
        objected = objected[objected["id"].eq("OP38")]
        rows += [
            *known(evidence, "aftermath", "A03", "A08", "A11", "A12", "A14"),
            *known(evidence, "oslo_process", "OP38"),
        ]
        summary = (
            f"{evidence.state_name(left['iso3'].iloc[0])} left in {left['date'].iloc[0][:4]}; "
            f"{counted(len(followers), 'other ally is', 'other allies are')} on record as giving "
            "notice. "
            + (
                f"{objected['number'].iloc[0]:.0f} states condemned the exit. "
                if len(objected)
                else ""
            )
            + "One exit is a small test of a call for all to leave, so confidence is low."
        )
    return Ruling(
        verdict,
        summary=summary,
        best_for=(
            f"By arithmetic it would: were all {bound} bound allies to leave, all "
            f"{len(members)} would stand outside."
        ),
        best_against=(
            "The one exit so far opened a dispute: the parties asked Lithuania to reconsider, and "
            "Norway stayed."
            if len(left)
            else "Norway, bound and on Russia's border, argued against leaving from the start."
        ),
        would_change="Notices of withdrawal by other allies, or a common policy after one.",
        rests_on=tuple(rows),
        numbers={"left": len(left), "followers": len(followers)},
        at_most="low",
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
            evidence.cite_rows("ccm_articles", topic="duty to discourage use"),
            *known(evidence, "background_facts", "BG132"),
            *known(evidence, "omissions", "O31", "O33"),
            *membership_rows(evidence),
        ),
        numbers={"bound": bound, "outside": len(status) - bound},
    )
