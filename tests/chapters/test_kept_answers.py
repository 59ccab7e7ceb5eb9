"""Answers kept by the tables that they were read from are those that would be given anew."""

from dataclasses import replace

import pytest

from casebook import find_all
from casebook.reasoning import book
from casebook.reasoning.kept_answers import KeptAnswers
from casebook.reasoning.sturdiness import verdicts_by_choice
from tests.chapters.alter import drop, put


def told(findings):
    """Return all that is told of findings, and the rows that they rest on."""
    return {
        name: (
            finding.unread,
            [replace(each, ruling=None) for each in (finding.at_publication, finding.now)],
            [repr(each.rests_on) for each in (finding.at_publication, finding.now)],
        )
        for name, finding in findings.items()
    }


@pytest.fixture(scope="module")
def kept(evidence, tmp_path_factory):
    """A file with the answers on the book's evidence, and the digests of the tables then."""
    file = tmp_path_factory.mktemp("kept") / "answers.found"
    digests = dict.fromkeys(evidence.package.frames, "as it was")
    answers = KeptAnswers(file, digests)
    find_all(evidence, answers.ask)
    answers.save()
    return file, digests


@pytest.mark.parametrize(
    ("table", "alteration", "claim"),
    [
        ("ccm_status", drop("ccm_status", "LTU"), "C52"),
        ("sources", put("sources", "untc_ccm_2026", reprints="x"), "C06"),
        ("no_primary", drop("no_primary", "C02"), "C02"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_findings_on_a_changed_table_are_those_of_a_build_from_nothing(
    evidence, kept, table, alteration, claim
):
    file, digests = kept
    other, asked = alteration.make(evidence), []
    answers = KeptAnswers(file, {**digests, table: "changed"})

    def ask(name, answer):
        return answers.ask(name, lambda: (asked.append(name), answer())[1])

    assert told(find_all(other, ask)) == told(find_all(other))
    assert claim in asked
    assert len(asked) < len(other.package.frames["claims"]) or table != "ccm_status"


def test_nothing_is_asked_again_while_no_table_changed(evidence, kept):
    file, digests = kept

    def refuse():
        raise AssertionError("asked again")

    answers = KeptAnswers(file, digests)
    assert told(find_all(evidence, lambda name, _: answers.ask(name, refuse))) == told(
        find_all(evidence)
    )


def test_choices_are_kept_claim_by_claim_too(evidence, tmp_path, monkeypatch):
    monkeypatch.setattr(book, "chapters", lambda: ("military_value", "china"))  # two suffice
    digests = dict.fromkeys(evidence.package.frames, "as it was")
    answers = KeptAnswers(tmp_path / "answers.chosen", digests)
    first = verdicts_by_choice(evidence, answers.ask)
    answers.save()
    other = put("transfers", "TR01", status="announced").make(evidence)
    again = KeptAnswers(tmp_path / "answers.chosen", {**digests, "transfers": "changed"})
    second = verdicts_by_choice(other, again.ask)
    assert second.equals(verdicts_by_choice(other))
    assert not second.equals(first)


def test_an_answer_that_reads_no_table_stays(tmp_path):
    answers = KeptAnswers(tmp_path / "a.found", {})
    assert answers.ask("one", lambda: 1) == 1
    answers.save()
    assert KeptAnswers(tmp_path / "a.found", {"t": "new"}).ask("one", lambda: 2) == 1


def test_a_table_that_was_looked_for_may_come(evidence, tmp_path):
    def count():
        return "nowhere" in evidence.package.frames

    answers = KeptAnswers(tmp_path / "a.found", {})
    assert not answers.ask("one", count)
    answers.save()
    assert KeptAnswers(tmp_path / "a.found", {}).ask("one", lambda: "asked again") is False
    again = KeptAnswers(tmp_path / "a.found", {"nowhere": "here"})
    assert again.ask("one", lambda: "asked again") == "asked again"
