"""What would be dropped in silence: pages that are in no form, charts and words on no page."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterator
from pathlib import Path

import yaml

from casebook.binding.checks.line_fault import LineFault
from casebook.data.faults import Fault
from casebook.data.place import yaml_nodes

_SHOWN = {"Picture", "Table"}
"""What a function returns that makes a chart or a table for a page."""

_BESIDE_TABLES = ("datapackage.json", "sources.bib")

_SHOWS = "a page or a module that names it: else no reader sees it"


def stray_data(folder: Path) -> Iterator[Fault]:
    """Yield each file beside the tables that is none, such as a table saved as a workbook.

    That each table is declared is checked with the data.
    """
    for file in sorted(filter(Path.is_file, folder.rglob("*"))):
        name = file.relative_to(folder).as_posix()
        is_table = file.parent == folder and file.suffix == ".csv"
        if not (is_table or name in _BESIDE_TABLES or file.name.startswith(".")):
            yield Fault(
                name, None, None, None, f"a table as CSV in {folder.name}/: nothing reads it"
            )


def stray_pages(root: Path, listed: Collection[Path]) -> Iterator[LineFault]:
    """Yield each page and notebook that the table of contents leaves out.

    Beside the first page stand texts that are no pages; what begins as pages do is one.
    """
    chapters = (root / "chapters").rglob("*")
    pages = [file for file in chapters if file.suffix in (".md", ".ipynb")]
    pages += [file for file in root.glob("*.md") if _begins_as_a_page(file)]
    for page in sorted(pages):
        hidden = any(part.startswith(".") for part in page.relative_to(root).parts)
        if page not in listed and not hidden:
            yield LineFault(page, 1, page.stem, "an entry in _toc.yml: else no form shows it")


def _begins_as_a_page(file: Path) -> bool:
    return file.read_bytes().startswith(b"---\n")


def unshown(root: Path, pages: Collection[Path], claims: Collection[str]) -> Iterator[LineFault]:
    """Yield each chart, table and entry of words of the chapters that nothing names."""
    modules = sorted((root / "chapters").rglob("*.py"))
    engine = sorted((root / "casebook").rglob("*.py"))
    code = {file: file.read_text(encoding="utf-8") for file in (*modules, *engine)}
    prose = "\n".join(page.read_text(encoding="utf-8") for page in pages)
    named = set(re.findall(r"\w+", prose))
    for module in modules:
        named |= set(re.findall(r"(?<!def )\b[a-z]\w*", code[module]))
    for module in modules:
        for function in ast.parse(code[module]).body:
            if _makes_what_is_shown(function) and function.name not in named:
                yield LineFault(module, function.lineno, function.name, _SHOWS)
    quoted = {name for text in code.values() for name in re.findall(r"[\"']([\w-]+)[\"']", text)}
    for words in sorted((root / "chapters").rglob("words.yml")):
        tree = yaml_nodes(words)
        for key, _ in tree.value if isinstance(tree, yaml.MappingNode) else ():
            if key.value not in {*claims, *quoted, *named}:
                yield LineFault(words, key.start_mark.line + 1, key.value, _SHOWS)


def _makes_what_is_shown(node: ast.stmt) -> bool:
    """Return whether a statement is a function of evidence that makes a chart or a table."""
    if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
        return False
    return isinstance(node.returns, ast.Name) and node.returns.id in _SHOWN
