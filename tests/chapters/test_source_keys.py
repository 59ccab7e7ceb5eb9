"""Sources follow from rows: no code names one, and each source of the book is used."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CODE = sorted((ROOT / "chapters").rglob("*.py"))
PAGES = [ROOT / "index.md", *sorted((ROOT / "chapters").glob("*.md"))]
NAMED = re.compile(r"concludes_(\w+)")
"""Numbers of the prose that tell a study's conclusion beside its citation (test_studies)."""


def words_in(path: Path) -> set[str]:
    """Return the texts written in a module, but for those of numbers that prose names."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    told = {
        part.value
        for pair in ast.walk(tree)
        if isinstance(pair, ast.Dict)
        for key, value in zip(pair.keys, pair.values, strict=True)
        if isinstance(key, ast.Constant) and NAMED.fullmatch(str(key.value))
        for part in ast.walk(value)
        if isinstance(part, ast.Constant)
    }
    texts = {part.value for part in ast.walk(tree) if isinstance(part, ast.Constant)}
    return {text for text in texts - told if isinstance(text, str)}


def cited_in_prose() -> set[str]:
    """Return the keys that pages cite."""
    found = (re.findall(r"\{cite:\w\}`([^`]+)`", page.read_text("utf-8")) for page in PAGES)
    return {key.strip() for cites in found for keys in cites for key in keys.split(",")}


def cited_in_rows(evidence) -> set[str]:
    """Return the keys that rows give as their sources."""
    frames = evidence.package.frames
    tables = (frame for name, frame in frames.items() if name != "sources")
    columns = (rows[c] for rows in tables for c in rows if c.startswith("source"))
    return {str(key) for column in columns for key in column.dropna()}


@pytest.mark.parametrize("path", CODE, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_code_names_a_source(evidence, path):
    assert words_in(path) & set(evidence["sources"]["key"]) == set()


def test_each_source_is_used(evidence):
    used = cited_in_rows(evidence) | cited_in_prose()
    assert sorted(set(evidence["sources"]["key"]) - used) == []


def test_each_source_that_prose_cites_is_that_of_a_row(evidence):
    assert sorted(cited_in_prose() - cited_in_rows(evidence)) == []
