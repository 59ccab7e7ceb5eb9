"""The words of a chapter: strict templates, named faults, and rungs that are those of the rule."""

from pathlib import Path

import pytest

from casebook.reasoning.cases import Case
from casebook.reasoning.claims import Claim
from casebook.reasoning.evidence import Cited, CitedRow, NotInEvidence
from casebook.telling.findings import _departs, tell
from casebook.telling.word_faults import word_faults
from casebook.telling.words import FILTERS, Words, WordsError

ENTRY = """\
C98:
  asks: Is it so?
  rungs:
    supported: it is
    contradicted: it is not
  set_before: kept
  why: "{{ n | counted('row') }} say it."
  for: One says so.
  against: One says not.
  change: More.
"""
CLAIM = Claim("C98", 1, "current_fact", "core", "topic", "made", "made", "a list", "no list")
ROWS = (Cited("made", (CitedRow("R1", ("one",), "primary"),)),)


@pytest.fixture
def words(tmp_path):
    """Return a function that gives the words of a file with this text."""

    def make(text: str) -> Words:
        file = tmp_path / "loaf" / "words.yml"
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return Words(file)

    return make


def sentence(words, text: str) -> Words:
    quoted = text.replace("'", "''")
    return words(f"entry:\n  why: '{quoted}'\n")


def case(**holds: object) -> Case:
    return Case(holds or {"supported": True, "contradicted": False}, ROWS, {"n": 2})


# --- templates ---------------------------------------------------------------------------------


def test_a_sentence_is_filled_and_stands_on_one_line(words):
    text = "{% for row in rows %}{{ row.n | spelled }}\n\n  {% endfor %}{{ 'b' if n > 2 else 'c' }}"
    told = sentence(words, text).say("entry", "why", {"rows": [{"n": 1}], "n": 2})
    assert told == "one c"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{{ n }}", "'n' is undefined"),
        ("{{ row.gossip }}", "gossip"),
        ("{% if n %}yes{% endif %}", "'n' is undefined"),
        ("{% for each in n %}{{ each }}{% endfor %}", "'n' is undefined"),
        ("{{ n | spelled }}", "undefined"),
    ],
)
def test_an_unknown_name_stops_with_file_and_entry(words, text, told):
    with pytest.raises(WordsError, match=r"^loaf/words\.yml, entry, why: .*") as stopped:
        sentence(words, text).say("entry", "why", {"row": {"m": 1}})
    assert told in str(stopped.value)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{{ f() }}", "call"),
        ("{{ names.pop() }}", "call"),
        ("{% set n = 2 %}", "assign"),
        ("{% macro m() %}x{% endmacro %}", "macro"),
        ("{% include 'other' %}", "include"),
        ("{% import 'other' as o %}", "import"),
        ("{% block b %}x{% endblock %}", "block"),
        ("{{ 2 + n }}", "add"),
        ("{{ names | join }}", "join"),
        ("{{ n is odd }}", "odd"),
    ],
)
def test_more_than_if_for_and_the_named_filters_is_refused(words, text, told):
    given = {"n": 1, "names": ["a"], "f": str}
    refusing = sentence(words, text)
    with pytest.raises(WordsError, match=r"^loaf/words\.yml, entry, why: .*") as stopped:
        refusing.say("entry", "why", given)
    assert told in str(stopped.value).lower()
    (fault,) = word_faults(refusing.file, frozenset())
    assert ("entry, why", told in str(fault).lower()) == (fault.column, True)


def test_the_filters_are_named_where_one_is_refused(words):
    with pytest.raises(WordsError) as stopped:
        sentence(words, "{{ names | join }}").say("entry", "why", {"names": []})
    assert [name for name in (*FILTERS, "length", "lower") if name not in str(stopped.value)] == []


@pytest.mark.parametrize("text", ["{{ n", "{% if n %}", "{{ n | }}"])
def test_a_broken_template_stops_with_file_and_entry(words, text):
    with pytest.raises(WordsError, match=r"^loaf/words\.yml, entry, why: expected a template"):
        sentence(words, text).say("entry", "why", {"n": 1})


def test_text_of_a_cell_is_no_template(words):
    assert sentence(words, "{{ said }}").say("entry", "why", {"said": "{{ 7 }}"}) == "{{ 7 }}"


@pytest.mark.parametrize(("name", "key"), [("gossip", "why"), ("entry", "gossip")])
def test_a_missing_entry_or_text_is_named(words, name, key):
    with pytest.raises(WordsError, match=r"^loaf/words\.yml, .*gossip"):
        sentence(words, "x").say(name, key, {})


# --- faults that need no evidence --------------------------------------------------------------


def found(words, text: str) -> list[str]:
    return [str(fault) for fault in word_faults(words(text).file, frozenset({"C98"}))]


def test_a_sound_file_has_no_fault(words):
    assert found(words, ENTRY) == []


def test_a_name_used_twice_is_named_with_its_line(words):
    assert any("C98" in fault and "11" in fault for fault in found(words, ENTRY + ENTRY))
    (fault,) = found(words, ENTRY + "  why: Another.\n")
    assert "why" in fault
    assert "11" in fault
    (fault,) = found(words, ENTRY.replace("    contradicted:", "    supported:"))
    assert "supported" in fault


@pytest.mark.parametrize("key", ["asks", "why", "for", "against", "change"])
def test_a_missing_text_of_a_claim_is_named(words, key):
    lines = [line for line in ENTRY.splitlines() if not line.startswith(f"  {key}:")]
    (fault,) = found(words, "\n".join(lines))
    assert "C98" in fault
    assert f"a text {key}" in fault


def test_a_key_that_means_nothing_is_named(words):
    (fault,) = found(words, ENTRY + "  gossip: So they say.\n")
    assert "gossip" in fault


@pytest.mark.parametrize(
    "before",
    [
        "{departs: It is milder., helps: either}",
        "{because: It is., helps: either}",
        "{departs: '', because: x, helps: either}",
        "{departs: It is milder., because: It is.}",
        "{departs: It is milder., because: It is., helps: nobody}",
        "left",
    ],
)
def test_a_departure_without_how_or_why_stops(words, before):
    text = ENTRY.replace("set_before: kept", f"set_before: {before}")
    (fault,) = found(words, text)
    assert "C98, set_before" in fault
    with pytest.raises(WordsError, match="C98, set_before: expected kept, or how"):
        _departs(CLAIM, words(text))


def test_a_departure_is_told_with_how_and_why(words):
    assert _departs(CLAIM, words(ENTRY)) == ("", "")
    text = ENTRY.replace(
        "kept", "{departs: It is milder., because: The list is short., helps: the claim}"
    )
    assert _departs(CLAIM, words(text)) == ("It is milder. The list is short.", "the claim")
    assert found(words, text) == []


@pytest.mark.parametrize("text", ["a: [", "- a list", "just text", "entry: text", "\t"])
def test_what_is_no_file_of_entries_is_a_fault_and_no_traceback(words, text):
    (fault,) = found(words, text)
    assert fault.startswith("loaf/words.yml")


# --- rungs -------------------------------------------------------------------------------------


def told(words, text: str, found: Case):
    return tell(CLAIM, lambda _: found, _Body, words(text))


class _Body:
    as_of = None


def test_the_rung_reached_is_marked(words):
    entry = told(words, ENTRY, case())
    assert [(r.verdict, r.takes, r.met) for r in entry.rungs] == [
        ("supported", "it is", True),
        ("contradicted", "it is not", False),
    ]
    assert entry.summary == "two rows say it."


@pytest.mark.parametrize(
    "holds",
    [
        {"contradicted": False, "supported": True},
        {"supported": True},
        {"supported": True, "misleading": True},
        {"supported": True, "contradicted": False, "misleading": False},
    ],
)
def test_rungs_that_are_not_the_rules_stop_with_the_claim(words, holds):
    with pytest.raises(WordsError, match=r"^loaf/words\.yml, C98, rungs: expected ") as stopped:
        told(words, ENTRY, case(**holds))
    assert ", ".join(holds) in str(stopped.value)
    assert "not supported, contradicted" in str(stopped.value)


def test_weak_rows_alone_meet_no_rung_and_are_said_to_be_weak(words):
    weak = Case(case().holds, (Cited("made", (CitedRow("R1", ("one",), "weak"),)),), {"n": 2})
    entry = told(words, ENTRY, weak)
    assert entry.summary == "Only weak sources speak to it. They say: two rows say it."
    assert [rung.met for rung in entry.rungs] == [False, False]


def test_missing_rows_are_told_in_the_place_of_the_sentences(words):
    def rule(_):
        raise NotInEvidence("table made has no accepted row")

    entry = tell(CLAIM, rule, _Body, words(ENTRY))
    assert entry.summary == (
        "The evidence accepted here cannot settle it: table made has no accepted row."
    )
    assert (entry.best_for, entry.best_against) == ("Nothing in the evidence accepted here.",) * 2
    assert entry.would_change == "a list"
    assert [rung.met for rung in entry.rungs] == [False, False]


def test_names_serve_the_sentences_and_are_not_published(words):
    text = ENTRY.replace("for: One says so.", "for: '{{ who }} says so.'")
    found = Case(case().holds, ROWS, {"n": 2}, {"who": "Ada"})
    entry = told(words, text, found)
    assert entry.best_for == "Ada says so."
    assert dict(entry.numbers) == {"n": 2}


def test_the_words_of_the_book_have_no_fault(evidence):
    root = Path(__file__).parents[2] / "chapters"
    claims = frozenset(evidence["claims"]["id"])
    files = sorted(root.rglob("words.yml"))
    assert files
    assert [str(fault) for file in files for fault in word_faults(file, claims)] == []
