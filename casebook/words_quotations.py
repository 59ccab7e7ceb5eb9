"""Findings on what was said: the quotations and the warnings about Russia.

A quotation is judged by one rule, :func:`judge_words`. Weak sources never decide it.
"""

from __future__ import annotations

import pandas as pd

from casebook.data.dates import in_words
from casebook.reasoning.claims import Ruling, Verdict
from casebook.reasoning.evidence import Evidence
from casebook.telling.wording import capitalised, counted, listed, spelled
from casebook.words_statements import checks_of, reporter, threat_statements

LADDER = (Verdict.SUPPORTED, Verdict.MOSTLY_SUPPORTED, Verdict.MISLEADING)
"""Exact words start on the first step, words of the same sense on the second."""

CRITERION = (
    "Rule: exact words, supported; other words of the same sense, mostly supported; a cut context "
    "that goes against the use made, one step lower; weak sources do not count."
)

_SIGNING = "A transcript or recording of the signing conference of 3 December 2008."

_TWICE = 2
"""How many days of a statement make it a repeated one."""


def judge_words(checks: pd.DataFrame, *, used: bool = True) -> Verdict:
    """Return the verdict on a quotation from its checks (rows of ``quote_checks``).

    Only rows that are not weak decide. Words found exactly start at *supported*, words near them at
    *mostly supported*. A source in which the context cuts against the use made lowers that by one
    step, unless the op-ed makes no use of the words (``used`` false: a linked headline). If no such
    source has the words, exactly or nearly, the quotation is *unverifiable*: a context without the
    words settles nothing.
    """
    found = checks.loc[checks["confidence"].ne("weak"), "found"]
    best = next((i for i, how in enumerate(("exact", "near")) if found.eq(how).any()), None)
    if best is None:
        return Verdict.UNVERIFIABLE
    return LADDER[best + int(used and found.eq("different_context").any())]


def cap(checks: pd.DataFrame) -> str:
    """Return the highest confidence that the checks allow.

    ``low`` if only weak sources have the words. ``medium`` if an official text was read in part
    without showing them, if sources word them differently, or if only indirect speech has them.
    """
    found = checks.loc[checks["confidence"].ne("weak"), "found"]
    if not found.isin(["exact", "near"]).any():
        return "low"
    return "medium" if found.isin(["not_found", "near"]).any() else "high"


def _by(evidence: Evidence, checks: pd.DataFrame, how: str) -> str:
    """Return the reporters of the checks with a result, as a list in prose, weak ones marked."""
    rows = checks[checks["found"].eq(how)]
    return listed(
        reporter(evidence, row.source) + (" (a weak source)" if row.confidence == "weak" else "")
        for row in rows.itertuples()
    )


def _where(evidence: Evidence, checks: pd.DataFrame) -> str:
    """Return one sentence on which sources have the words, and how."""
    phrases = {
        "exact": "exactly",
        "near": "in other words of the same sense",
        "different_context": "a context that cuts against the use made",
    }
    parts = [
        f"{phrase}: {_by(evidence, checks, how)}"
        for how, phrase in phrases.items()
        if checks["found"].eq(how).any()
    ]
    return f"Found {'; '.join(parts)}."


def moral_obligations(evidence: Evidence) -> Ruling:
    """C37: did he say that the treaty places moral obligations on all states? See the criterion."""
    checks = checks_of(evidence, "C37")
    return Ruling(
        judge_words(checks),
        summary=(
            f"{_where(evidence, checks)} It stands there as the reporter's indirect speech, in a "
            "photo caption, and in the past tense. The op-ed prints it as his own words."
        ),
        best_for=(
            "Turning indirect speech back into direct speech changes only the tense; the sense and "
            "nearly every word are there."
        ),
        best_against=(
            "Quotation marks promise the speaker's own words. What was found is a paraphrase, "
            "which the test set beforehand counts against the claim."
        ),
        would_change=f"{_SIGNING} {CRITERION}",
        rests_on=(evidence.cite("quote_checks", checks),),
        numbers={"checks": len(checks)},
        at_most=cap(checks),
    )


def arms_and_legs(evidence: Evidence) -> Ruling:
    """C38: did he say that too many lost arms and legs? See the criterion."""
    checks = checks_of(evidence, "C38")
    differing = checks["found"].eq("near") & checks["confidence"].ne("weak")
    return Ruling(
        judge_words(checks),
        summary=(
            f"{_where(evidence, checks)} No transcript was found, so "
            + (
                "the exact wording is unsettled; both versions say that too many people lost limbs."
                if differing.any()
                else "this rests on the reporter's ear."
            )
        ),
        best_for="A news agency reports the very words.",
        best_against=(
            "Another broadcaster has different words for the same opening remarks."
            if differing.any()
            else "There is no transcript."
        ),
        would_change=f"{_SIGNING} {CRITERION}",
        rests_on=(evidence.cite("quote_checks", checks),),
        numbers={"checks": len(checks), "differing_reports": int(differing.sum())},
        at_most=cap(checks),
    )


def stop_at_ukraine(evidence: Evidence) -> Ruling:
    """C44: has he said more than once that Russia would not stop at Ukraine? Days are counted.

    Counted are distinct days of statements, by kind and grade (``threat_statements``). Two or more
    days with the risk in sources that are not weak, and none with a denial of an imminent threat:
    *supported*. One or more: *mostly supported*. None, but such a denial: *contradicted*; otherwise
    *unverifiable*.
    """
    said = threat_statements(evidence)
    solid = said[said["grade"].ne("weak")]
    days = {
        (kind, grade): frame.loc[frame["kind"].eq(kind), "date"].nunique()
        for grade, frame in (("any", said), ("solid", solid))
        for kind in ("risk", "no imminent threat")
    }
    risk, denied = days["risk", "solid"], days["no imminent threat", "solid"]
    if risk >= _TWICE and denied == 0:
        verdict = Verdict.SUPPORTED
    elif risk >= 1:
        verdict = Verdict.MOSTLY_SUPPORTED
    else:
        verdict = Verdict.CONTRADICTED if denied else Verdict.UNVERIFIABLE
    checks = checks_of(evidence, "C44")
    halves = evidence["quote_checks"]
    halves = halves[halves["id"].isin([*checks["id"], *said["id"]])]
    return Ruling(
        verdict,
        summary=(
            f"On {counted(days['risk', 'any'], 'recorded day')} he warned that Russia may go on "
            f"or seeks control over its neighbours ({spelled(risk)} in sources that are not weak). "
            f"On {counted(days['no imminent threat', 'any'], 'day')} ({spelled(denied)} in such "
            "sources) he said that no attack on an ally was imminent. The two fit together: the "
            "warning is of what may follow if Russia wins. A search found these, not all he said."
        ),
        best_for=(
            "The warning of December 2023, of a “real risk”, supports the claim better than the "
            "quotation that the op-ed chose."
        ),
        best_against=(
            "The warnings say what may follow if Russia wins, and the denials of an imminent "
            "threat came in the weeks around the speech that the op-ed quotes."
        ),
        would_change=(
            "A second warning in a source that is not weak, without the denials beside it, would "
            "make it supported; no warning in such a source would undo it."
        ),
        rests_on=(
            evidence.cite("quote_checks", halves),
            evidence.cite_rows("political_facts", category="stoltenberg_threat"),
        ),
        numbers={
            "risk_days": days["risk", "any"],
            "risk_days_not_weak": risk,
            "no_threat_days": days["no imminent threat", "any"],
            "no_threat_days_not_weak": denied,
        },
        at_most="medium",
    )


def sphere_of_influence(evidence: Evidence) -> Ruling:
    """C45: did he say this at the Wilson Center in June 2024? See the criterion."""
    checks = checks_of(evidence, "C45")
    verdict = judge_words(checks)
    official = checks[checks["found"].eq("not_found") & checks["confidence"].eq("primary")]
    place = (
        f"NATO's own page confirms the day ({in_words(official['found_date'].iloc[0])}) and the "
        "place; the part of it that was read does not have the words. "
        if len(official)
        else ""
    )
    cut = checks["found"].eq("different_context").any()
    return Ruling(
        verdict,
        summary=(
            f"{_where(evidence, checks)} {place}"
            + (
                "No source that is not weak has the words, so the book does not settle them. "
                if verdict is Verdict.UNVERIFIABLE
                else ""
            )
            + (
                "In that report the next sentence, which the op-ed leaves out, says that he sees "
                "no imminent risk of an attack on NATO."
                if cut
                else ""
            )
        ),
        best_for="Date and place are right, and a report of the next day carries the same sense.",
        best_against=(
            "If the report is right, the sentence that was cut speaks against the use made of the "
            "quotation."
            if cut
            else "No official text with these words was found."
        ),
        would_change=(
            "NATO's transcript of the questions and answers. If it has the words and the next "
            "sentence, the rule gives mostly supported for exact words and misleading for near "
            f"ones. {CRITERION}"
        ),
        rests_on=(evidence.cite("quote_checks", checks),),
        numbers={"checks": len(checks)},
        at_most=cap(checks),
    )


def sufficient_stockpile(evidence: Evidence) -> Ruling:
    """C54: did Putin say that Russia has a sufficient stockpile? See the criterion.

    A linked headline (column ``element`` of ``claims``) is judged on its words alone: the op-ed
    makes no use of it that a context could cut against.
    """
    checks = checks_of(evidence, "C54")
    element = evidence.rows("claims", id="C54")["element"].iloc[0]
    cut = checks["found"].eq("different_context").any()
    return Ruling(
        judge_words(checks, used=element != "link_headline"),
        summary=(
            f"{_where(evidence, checks)} "
            + (
                "In the same interview Putin denied that Russia had used such weapons, which "
                "reporters had documented, and claimed a right to answer in kind. "
                if cut
                else ""
            )
            + "The line is the headline of a linked article, of which the op-ed makes no other "
            "use, so it is judged on its words alone."
        ),
        best_for="The words of the headline are his, spoken on Russian television.",
        best_against=(
            "The headline speaks of the stock and leaves out the denial of its use."
            if cut
            else "The interview was read in newspaper reports only."
        ),
        would_change=f"A transcript of the interview of July 2023 with other words. {CRITERION}",
        rests_on=(evidence.cite("quote_checks", checks),),
        numbers={"checks": len(checks)},
        at_most=cap(checks),
    )


def governments_decide(evidence: Evidence) -> Ruling:
    """C80: did he say that governments and not NATO decide? See the criterion."""
    checks = checks_of(evidence, "C80")
    facts = evidence["political_facts"]
    same = facts[facts["id"].isin(["P028", "P029", "P030"])]
    agreeing = sorted({reporter(evidence, key) for key in same["source"]})
    official = checks["found"].eq("not_found").any()
    return Ruling(
        judge_words(checks),
        summary=(
            f"{_where(evidence, checks)} "
            + (
                "The part read of NATO's own page stops before the questions and answers. "
                if official
                else ""
            )
            + f"{capitalised(spelled(len(agreeing)))} "
            + ("outlet has" if len(agreeing) == 1 else "outlets have")
            + f" the answer in substance ({listed(agreeing)}). The question was about deliveries "
            "to Ukraine. In the same answer he said that NATO has no position on the convention, "
            f"because its members differ."
        ),
        best_for="The words are exact but for a comma, and other reports agree in substance.",
        best_against=(
            "He was asked who decides on deliveries to Ukraine, not whether states should stay in "
            "the treaty, though the answer that NATO has no position covers both."
        ),
        would_change=f"NATO's transcript of 7 July 2023 with other words. {CRITERION}",
        rests_on=(evidence.cite("quote_checks", checks), evidence.cite("political_facts", same)),
        numbers={"checks": len(checks), "outlets_in_substance": len(agreeing)},
        at_most=cap(checks),
    )


RULES = {
    "C37": moral_obligations,
    "C38": arms_and_legs,
    "C44": stop_at_ukraine,
    "C45": sphere_of_influence,
    "C54": sufficient_stockpile,
    "C80": governments_decide,
}
