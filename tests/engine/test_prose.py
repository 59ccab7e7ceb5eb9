"""The prose check: no number is typed, and no year stands beside a number that may leave it."""

from pathlib import Path

import pytest

from casebook.binding.checks.prose import (
    allowed,
    check_all_words,
    check_chapter,
    check_chapters,
    check_words,
)
from casebook.data.place import data_folder

ROOT = Path(__file__).parents[2]
MAY_STAND = allowed(data_folder())

HEADER = "---\nkernelspec:\n  name: python3\n---\n\n"


def typed(tmp_path: Path, text: str) -> list[tuple[int, str]]:
    """Return what the check finds in a page's text, with its line in that text."""
    file = tmp_path / "page.md"
    file.write_text(HEADER + text, encoding="utf-8")
    return [(fault.line - 5, fault.found) for fault in check_chapter(file, MAY_STAND)]


def test_the_book_types_no_number():
    assert [*check_chapters(ROOT, data_folder()), *check_all_words(ROOT, data_folder())] == []


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("The convention binds 112 states.", "112"),
        ("About 84% of the stock.", "84"),
        ("It has twelve signatories.", "twelve"),
        ("Some 1,485 of them.", "1,485"),
        ("Millions were destroyed.", "Millions"),
    ],
)
def test_a_typed_number_is_named_with_its_line(tmp_path, text, number):
    assert typed(tmp_path, f"First line.\n{text}\n") == [(2, number)]


@pytest.mark.parametrize(
    "text",
    [
        "On 18 July 2024 it voted, as in the 1990s.",
        "Article 20(3) and Articles 20 and 21 say so; see paragraph 8.",
        "Claim [C06](#claim-c06) and omission O02.",
        'He said "124 member nations".',
        "It binds {glue:text}`parties` states {cite:p}`untc_ccm_2026`.",
        "A 155 mm shell, the M864.",
        "% number: the title of a law\nThe Law of Twelve Tables.",
        "```{code-cell} ipython3\nx = 112\n```",
    ],
)
def test_what_may_be_typed_passes(tmp_path, text):
    assert typed(tmp_path, text) == []


def test_names_with_digits_are_those_of_the_descriptor(tmp_path):
    (tmp_path / "datapackage.json").write_text('{"casebook:namesWithDigits": ["Route 66"]}')
    own = allowed(tmp_path)
    file = tmp_path / "page.md"
    file.write_text(f"{HEADER}Along Route 66.\nA 155 mm shell.\n", encoding="utf-8")
    assert [(fault.line - 5, fault.found) for fault in check_chapter(file, own)] == [(2, "155")]


# --- years beside what may leave them ----------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "line", "year"),
    [
        ("The edition of 2025 counted {glue:text}`latest_total`.", 1, "2025"),
        ("First line.\n\nIn the 2020s\nthere were {glue:text}`chosen_total` of them.", 3, "2020s"),
        ("All is well. On 3 May 2026 {glue:text}`latest_state` joined.", 1, "2026"),
        ("It had {glue:text}`latest_total` (1 March 2025).", 1, "2025"),
    ],
)
def test_a_year_in_the_sentence_of_a_moving_number_is_named_with_its_paragraph(
    tmp_path, text, line, year
):
    assert typed(tmp_path, f"{text}\n") == [(line, year)]


@pytest.mark.parametrize(
    "text",
    [
        "The edition of {glue:text}`latest_edition` counted {glue:text}`latest_total`.",
        "The treaty is of 2008. It binds {glue:text}`latest_total` states.",
        "In 2024 it bound {glue:text}`total_then` states.",
        "It counted {glue:text}`latest_total` {cite:p}`monitor_2025_counts`.",
        "It counted {glue:text}`latest_total`, against “the 2024 figure”.",
        "Said in 2024.\n\nIt counted {glue:text}`latest_total`.",
    ],
)
def test_a_year_in_another_sentence_a_citation_or_a_quotation_passes(tmp_path, text):
    assert typed(tmp_path, f"{text}\n") == []


# --- the words of a chapter --------------------------------------------------------------------


def typed_in_words(tmp_path: Path, text: str) -> list[tuple[int, str]]:
    file = tmp_path / "words.yml"
    file.write_text(text, encoding="utf-8")
    return [(fault.line, fault.found) for fault in check_words(file, MAY_STAND)]


@pytest.mark.parametrize(
    ("text", "line", "number"),
    [
        ("C06:\n  why: It binds 112 states.\n", 2, "112"),
        ("C06:\n  why: >\n    It binds\n    112 states.\n", 4, "112"),
        ("C06:\n  rungs: {supported: at least twelve}\n", 2, "twelve"),
        ("C06:\n  why: '{{ n }} of 112 states'\n", 2, "112"),
        ('C06:\n  why: "It binds 112 states."\n', 2, "112"),
        ("C06:\n  why: '{% if n > 3 %}{{ n }} of 112{% endif %}'\n", 2, "112"),
        ("chart:\n  caption: Dozens of them.\n", 2, "Dozens"),
    ],
)
def test_a_typed_number_in_words_is_named_with_its_line(tmp_path, text, line, number):
    assert typed_in_words(tmp_path, text) == [(line, number)]


@pytest.mark.parametrize(
    "text",
    [
        "C06:\n  why: It binds {{ n }} states since 2010.\n",
        "C06:\n  why: '{% if n > 30 %}Many.{% endif %}'\n",
        "C06:\n  # number: the title of a law\n  why: The Law of Twelve Tables.\n",
        "C06:\n  why: So it is.  # 112 of them\n",
        "C06:\n  why: He said “112 states”.\n",
    ],
)
def test_what_may_be_typed_in_words_passes(tmp_path, text):
    assert typed_in_words(tmp_path, text) == []
