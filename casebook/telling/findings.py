"""Findings: the rulings on a claim told in the words of its entry in ``words.yml``."""

from __future__ import annotations

import os
import pickle
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import Any

from casebook.data.reach import newest_of
from casebook.reasoning import book
from casebook.reasoning.cases import Case, Rule, Ruling, judge
from casebook.reasoning.claims import Claim, Verdict, read_claims
from casebook.reasoning.evidence import Cited, Evidence
from casebook.reasoning.kept_answers import Ask, at_once
from casebook.telling.word_faults import SET_BEFORE, is_departure
from casebook.telling.wording import capitalised
from casebook.telling.words import Words

KEPT = "CASEBOOK_FINDINGS"
"""Names in the environment the file of the findings on the book's own evidence, if a build did."""

NOTHING = "Nothing in the evidence accepted here."


@dataclass(frozen=True)
class Rung:
    """One verdict that the rule asks for: what it takes, and whether it is the one reached."""

    verdict: str
    takes: str
    met: bool


@dataclass(frozen=True)
class Told:
    """A ruling in words. All text is plain text.

    ``summary`` is the reason; ``best_for`` and ``best_against`` are the strongest points for and
    against the *claim*; ``would_change`` is what would change the verdict. For a normative claim
    the summary says what it turns on.
    """

    ruling: Ruling
    summary: str
    best_for: str
    best_against: str
    would_change: str
    rungs: tuple[Rung, ...]

    @property
    def verdict(self) -> Verdict:
        """The verdict of the ruling."""
        return self.ruling.verdict

    @property
    def confidence(self) -> str:
        """How sure it is: ``high``, ``medium`` or ``low``; empty for what turns on values."""
        return "" if self.verdict == Verdict.VALUES else self.ruling.confidence

    @property
    def rests_on(self) -> tuple[Cited, ...]:
        """The rows that the ruling rests on, by table."""
        return self.ruling.rests_on

    @property
    def numbers(self) -> Mapping[str, Any]:
        """The numbers published with the ruling."""
        return self.ruling.numbers


@dataclass(frozen=True)
class Finding:
    """A claim, its entry, its two rulings and the chapter that argues it.

    ``asks`` is what the rule asks; ``departs`` says how and why its rungs depart from the test that
    was set before the evidence was read, and ``departure_helps`` which side that can help (of
    ``word_faults.HELPS``); both are empty where they keep it. ``unread`` says which
    primary text could not be reached, where it is and why; it is empty where none is missed.
    ``stands_apart`` says why the rungs are not those of the claim's family; it is empty where they
    are, or there is none.
    """

    claim: Claim
    chapter: str
    asks: str
    departs: str
    departure_helps: str
    stands_apart: str
    at_publication: Told
    now: Told
    unread: str = ""


@cache
def words_of(file: Path) -> Words:
    """Return the words of a file, read once."""
    return Words(file)


def tell(claim: Claim, rule: Rule, evidence: Evidence, words: Words) -> Told:
    """Judge a claim and tell the ruling in the words of its entry.

    Raises
    ------
    WordsError
        If the rungs of the entry are not those that the rule asks, in the same order, or a sentence
        cannot be filled.
    """
    ruling, entry = judge(claim, rule, evidence), words.entry(claim.id)
    case = ruling.case
    if case is None:
        summary = f"The evidence accepted here cannot settle it: {ruling.lacking}."
        change = claim.would_confirm or "A source of a higher grade."
        return Told(ruling, summary, NOTHING, NOTHING, change, _rungs(entry, None))
    if list(case.holds) != list(entry["rungs"]):
        asked, told = ", ".join(case.holds), ", ".join(entry["rungs"])
        raise words.fault(f"{claim.id}, rungs", f"{asked}, as the rule asks, not {told}")
    facts = {**case.numbers, **case.names, "verdict": str(case.verdict)}
    why, pro, con, change = (
        words.say(claim.id, key, facts) for key in ("why", "for", "against", "change")
    )
    if ruling.only_weak:
        why = f"Only weak sources speak to it. They say: {why}"
    rungs = _rungs(entry, None if ruling.only_weak else case)
    told = replace(ruling, case=replace(case, names={}))  # what served the sentences has done so
    return Told(told, why, pro, con, change, rungs)


def _rungs(entry: Mapping[str, Any], case: Case | None) -> tuple[Rung, ...]:
    """Return the rungs of an entry with the one that the case reaches marked."""
    met = str(case.verdict) if case else None
    return tuple(
        Rung(verdict, " ".join(str(takes).split()), verdict == met)
        for verdict, takes in entry["rungs"].items()
    )


def _departs(claim: Claim, words: Words) -> tuple[str, str]:
    """Return how and why a claim's rungs depart from the test set before, and whom that can help.

    Both are empty if they keep it.

    Raises
    ------
    WordsError
        If the entry does not say which, or departs without a reason.
    """
    before = words.entry(claim.id).get("set_before")
    if before == "kept":
        return "", ""
    if not is_departure(before):
        raise words.fault(f"{claim.id}, set_before", SET_BEFORE)
    return " ".join(f"{before['departs']} {before['because']}".split()), before["helps"]


def _unread(claim_id: str, evidence: Evidence) -> str:
    """Return what is said of the primary text that could not be reached (``no_primary``)."""
    if "no_primary" not in evidence.package.frames:
        return ""
    for row in evidence.pick("no_primary", claim=claim_id).fillna("").to_dict("records"):
        place = f"; it is at {row['place']}" if row["place"] else ""
        return f"{row['text']}{place}. {capitalised(row['why'])}."
    return ""


def find_in(chapter: str, evidence: Evidence, ask: Ask = at_once) -> dict[str, Finding]:
    """Return the findings of one chapter's claims, by claim id, in the order of its rules."""
    claims = {claim.id: claim for claim in read_claims(evidence)}
    words, then = words_of(book.words_file(chapter)), evidence.at_publication()

    def find(claim: Claim, rule: Rule) -> Finding:
        entry = words.entry(claim.id)
        return Finding(
            claim,
            chapter,
            " ".join(str(entry["asks"]).split()),
            *_departs(claim, words),
            " ".join(str(entry.get("family", "")).split()),
            tell(claim, rule, then, words),
            tell(claim, rule, evidence, words),
            _unread(claim.id, evidence),
        )

    return {
        claim_id: ask(claim_id, partial(find, claims[claim_id], rule))
        for claim_id, rule in book.rules(chapter).items()
    }


def newest_day(evidence: Evidence, findings: Iterable[Finding]) -> date | None:
    """Return the newest day of the rows that verdicts rest on, None if they do not age."""
    cited = (those for finding in findings for those in finding.now.rests_on)
    days = (newest_of(evidence.package, c.table, (row.key for row in c.rows)) for c in cited)
    return max((day for day in days if day), default=None)


def find_all(evidence: Evidence, ask: Ask = at_once) -> dict[str, Finding]:
    """Return the finding of every claim, by claim id, in the order of the claims.

    A build finds them once for all its notebooks and tells them where they lie (``KEPT``); what is
    asked of other evidence than the book's own is found anew.

    Raises
    ------
    ValueError
        If a claim has no rule or more than one, a rule has no claim, or a claim is put to another
        test than its family without a reason; says which.
    """
    from casebook.telling.families import refuse_other_tests  # which reads findings

    kept, is_own = Path(os.environ.get(KEPT, "")), evidence.package.is_books_own
    if kept.is_file() and is_own and evidence.is_whole and not evidence.definitions:
        return pickle.loads(kept.read_bytes())
    found: dict[str, Finding] = {}
    for chapter in book.chapters():
        those = find_in(chapter, evidence, ask)
        if twice := sorted(found.keys() & those.keys()):
            raise ValueError(f"chapters/{chapter}/rules.py: {', '.join(twice)} has a rule already")
        found |= those
    wanted = [claim.id for claim in read_claims(evidence)]
    if missing := [claim_id for claim_id in wanted if claim_id not in found]:
        raise ValueError(f"no rule for {', '.join(missing)}: each claim has one, in its chapter")
    ordered = {claim_id: found[claim_id] for claim_id in wanted}
    refuse_other_tests(ordered)
    return ordered
