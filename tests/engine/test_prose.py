from pathlib import Path

import pytest

from casebook.binding.checks.prose import check_chapter, check_chapters, check_module, check_modules

ROOT = Path(__file__).parents[2]

HEADER = "---\nkernelspec:\n  name: python3\n---\n\n"


def typed(tmp_path: Path, text: str) -> list[tuple[int, str]]:
    file = tmp_path / "page.md"
    file.write_text(HEADER + text, encoding="utf-8")
    return [(found.line - 5, found.number) for found in check_chapter(file)]


def test_the_book_types_no_number():
    assert [*check_chapters(ROOT), *check_modules(ROOT)] == []


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


def test_numbers_in_the_sentences_of_a_module_are_found(tmp_path):
    file = tmp_path / "module.py"
    file.write_text('"""Holds 3 things."""\nN = 7\n\ntext = f"{N} of 112 states"\nname = "a1"\n')
    assert [(found.line, found.number) for found in check_module(file)] == [(4, "112")]
