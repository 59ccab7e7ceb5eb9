"""What the cards say on every rung, kept as text to read: ``make rungs`` writes it anew."""

import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from casebook import read_evidence
from casebook.reasoning import book
from casebook.reasoning.claims import read_claims
from casebook.reasoning.evidence import Evidence
from casebook.telling.findings import Told, tell, words_of
from tests.chapters.alter import altered

FOLDER = Path(__file__).parent / "rungs"


class Reached(NamedTuple):
    claim: str
    verdict: str
    how: str
    told: Told


def reached(chapter: str, evidence: Evidence) -> Iterator[Reached]:
    """Yield each rung of each claim of a chapter, reached by the alterations given for it."""
    ways = import_module(f"tests.chapters.reach.{chapter}").REACH
    words = words_of(book.words_file(chapter))
    claims = {claim.id: claim for claim in read_claims(evidence)}
    for claim_id, rule in book.rules(chapter).items():
        for verdict, alterations in ways[claim_id].items():
            told = tell(claims[claim_id], rule, altered(evidence, alterations), words)
            how = "; ".join(each.says for each in alterations) or "the book's own evidence"
            yield Reached(claim_id, verdict, how, told)


def as_text(chapter: str, evidence: Evidence) -> str:
    """Return what the cards of a chapter say on every rung."""
    words = words_of(book.words_file(chapter))
    lines, last = [f"# {chapter}: every claim on every rung", ""], None
    for claim, verdict, how, told in reached(chapter, evidence):
        if claim != last:
            lines += [f"## {claim}: {' '.join(str(words.entry(claim)['asks']).split())}", ""]
            last = claim
        takes = next(rung.takes for rung in told.rungs if rung.verdict == verdict)
        lines += [f"### {verdict}: {takes}", "", f"Evidence: {how}.", "", told.summary, ""]
        lines += [f"For: {told.best_for}", "", f"Against: {told.best_against}", ""]
        lines += [f"Would change: {told.would_change}", ""]
    return "\n".join(lines)


def main() -> None:
    """Write the texts of the chapters named on the command line, of all if none is."""
    evidence = read_evidence()
    for chapter in sys.argv[1:] or book.chapters():
        (FOLDER / f"{chapter}.md").write_text(as_text(chapter, evidence), encoding="utf-8")
        print(f"tests/chapters/rungs/{chapter}.md")


if __name__ == "__main__":
    main()
