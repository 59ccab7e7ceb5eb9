"""Findings on Stoltenberg's two roles: judgements, and the one cause the op-ed draws from them."""

from __future__ import annotations

from casebook.reasoning.claims import Ruling, Verdict
from casebook.reasoning.evidence import Cited, Evidence
from casebook.telling.wording import counted, how_many, spelled
from casebook.words_record import (
    SIGNED_FOR_NORWAY,
    TAKES_UP,
    allied_parties,
    since_signing,
    words_in_office,
)


def _afterwards(evidence: Evidence) -> tuple[Cited, ...]:
    """Return what he said after he left NATO, as far as it is known on the evidence's date."""
    rows = evidence.known("aftermath", "A43")
    return (evidence.cite("aftermath", rows),) if len(rows) else ()


def _later(evidence: Evidence) -> str:
    """Return the same as a sentence, empty if not known yet."""
    if not _afterwards(evidence):
        return ""
    return (
        " In January 2026, out of office, he said that deterrence works and that new arms "
        "control must be discussed."
    )


def should_have_urged(evidence: Evidence) -> Ruling:
    """C29 (values): should he have suggested that all members withdraw? Facts that bear on it."""
    parties, members = allied_parties(evidence.at_publication())
    said, _ = words_in_office(evidence)
    return Ruling(
        Verdict.VALUES,
        summary=(
            "No statement of his that suggests withdrawal was found; in July 2023 he said that "
            "governments decide. Whether he should have turns on what the office is for: to speak "
            f"for all {members} members, {parties} of them parties with a duty to discourage use, "
            "or to press them towards what he holds safest."
        ),
        best_for=(
            "The Secretary General may propose items and use good offices. A leader who sees a gap "
            "in defence can raise it without any power to command."
        ),
        best_against=(
            "NATO decides by consensus and had no position. Urging parties to leave would have set "
            "the office against the treaty duties of most members."
        ),
        would_change="Nothing measurable; a statement urging withdrawal would remove the premise.",
        rests_on=(
            said,
            evidence.cite_ids("background_facts", "BG131", "BG132"),
            evidence.cite_rows("ccm_articles", topic="duty to discourage use"),
        ),
        numbers={"allied_parties": parties, "members": members},
    )


def two_roles(evidence: Evidence) -> Ruling:
    """C34 (values): do his two roles contradict each other? Facts that bear on it."""
    said, opposing = words_in_office(evidence)
    years = since_signing(evidence)
    return Ruling(
        Verdict.VALUES,
        summary=(
            f"His signature and his start at NATO lie {years:.1f} years apart. Of "
            f"{counted(len(said.rows), 'report')} of his words at NATO on the treaty or the "
            f"weapon, {how_many(opposing)} opposes the weapon. Whether that is a contradiction "
            "turns on whether a signature binds the signer in a later office that speaks for "
            "others." + _later(evidence)
        ),
        best_for=(
            "He put his name to a lasting ban, and nothing found takes it back; later he had to "
            "weigh what that ban does to deterrence."
        ),
        best_against=(
            "Each office has its own duty. At NATO he took no side on the treaty, because its "
            "members do not agree."
        ),
        would_change="Nothing measurable; words from his NATO years on the treaty bear on it.",
        rests_on=(
            said,
            evidence.cite_ids("oslo_process", SIGNED_FOR_NORWAY, TAKES_UP),
            *_afterwards(evidence),
        ),
        numbers={"years_apart": round(years, 1), "opposing": opposing},
    )


def argues_for_limits(evidence: Evidence) -> Ruling:
    """C47 (values): is it inconsistent to argue for limits and warn of Russia? The premise."""
    said, opposing = words_in_office(evidence)
    return Ruling(
        Verdict.VALUES,
        summary=(
            f"The premise can be checked. Of {counted(len(said.rows), 'report')} of his words at "
            f"NATO, {how_many(opposing)} argues against the weapon; he said that governments "
            "decide. He did warn of Russia. Whether a limit on one weapon and a warning of a "
            "threat clash turns on whether that weapon is needed to meet the threat."
        ),
        best_for=(
            "Whoever sees a real risk of further attack should want every lawful means of defence, "
            "and silence on a limit leaves it standing."
        ),
        best_against=(
            "He urged no limit at NATO. One can fear an enemy and still hold that a weapon costs "
            "one's own people too much."
        ),
        would_change="A statement from his NATO years that urges allies to keep or drop the ban.",
        rests_on=(said, evidence.cite_rows("political_facts", category="stoltenberg_threat")),
        numbers={"opposing": opposing},
    )


def moral_consistency(evidence: Evidence) -> Ruling:
    """C48 (values): are his two roles morally inconsistent? Facts that bear on it."""
    said, _ = words_in_office(evidence)
    years = since_signing(evidence)
    return Ruling(
        Verdict.VALUES,
        summary=(
            f"He took the two roles {years:.1f} years apart, and at NATO spoke for members on both "
            "sides of the treaty. The judgement turns on whether a moral view once stated obliges "
            "its holder in every later office, and on whether the ban or the lack of it costs more "
            "lives." + _later(evidence)
        ),
        best_for=(
            "A moral duty of all states has no term of office. Leading an alliance in which some "
            "keep the weapon sits ill with having proclaimed one."
        ),
        best_against=(
            "An official who speaks for states that differ does right to keep his own view out."
        ),
        would_change="Nothing measurable.",
        rests_on=(
            said,
            evidence.cite_ids("oslo_process", SIGNED_FOR_NORWAY, TAKES_UP),
            *_afterwards(evidence),
        ),
        numbers={"years_apart": round(years, 1)},
    )


def put_nato_at_risk(evidence: Evidence) -> Ruling:
    """C51: has his failure to choose put NATO at risk? By the op-ed's own instance, Lithuania.

    For: a recorded reason of the state that left that names him or his office. Against: the
    treaty's own rule that to leave is each party's act, so that the choice was not his. Both:
    *mixed*; one side only: that side; none: *untested*. Statements on who decides do not count.
    Confidence is held low, because nothing measures NATO's position.
    """
    reasons = evidence.rows("political_facts", category="lithuania_argument")
    naming = int(reasons["reason_given"].eq("nato_leader").sum())
    law = evidence["ccm_articles"]
    law = law[law["topic"].eq("withdrawal: right and notice")]
    elsewhere = evidence.known("political_facts", "P028", "P029", "P031")
    if naming:
        verdict = Verdict.MIXED if len(law) else Verdict.EVIDENCE_FOR
    else:
        verdict = Verdict.EVIDENCE_AGAINST if len(law) else Verdict.UNTESTED
    return Ruling(
        verdict,
        summary=(
            "The op-ed's instance is Lithuania's exit. "
            + ("By the treaty to leave is an act of each party, not of NATO. " if len(law) else "")
            + f"Of {spelled(len(reasons))} recorded Lithuanian reasons {how_many(naming)} names "
            "Stoltenberg or his office; they name Russia, training, allied transfers and "
            "technology. Nothing measures NATO's position, so confidence is low."
        ),
        best_for=(
            "A Secretary General can propose items and use good offices; no such step on this was "
            "found while a member chose to act alone."
        ),
        best_against="Neither the treaty nor NATO's rules gave him the choice he is said to miss.",
        would_change=(
            "A member's statement that it left, or lacked means, because NATO's leader held back."
        ),
        rests_on=(
            evidence.cite("political_facts", reasons),
            evidence.cite("ccm_articles", law),
            evidence.cite("political_facts", elsewhere),
            evidence.cite_ids("background_facts", "BG131", "BG132"),
        ),
        numbers={"reasons": len(reasons), "naming_him": naming},
        at_most="low",
    )


RULES = {
    "C29": should_have_urged,
    "C34": two_roles,
    "C47": argues_for_limits,
    "C48": moral_consistency,
    "C51": put_nato_at_risk,
}
