"""What of a page can be seen to be wrong without running it: each fault with its file and line."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from pathlib import Path

import yaml

from casebook.binding.checks.line_fault import LineFault
from casebook.binding.checks.names import Known, labels_of, name_faults
from casebook.binding.checks.raw_html import unbalanced
from casebook.binding.checks.unused import stray_pages, unshown
from casebook.data.place import yaml_nodes

_PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)\s]+)[^)]*\)")
_BY_NAME = re.compile(r"!\[([^\]]*)\]\[([^\]]*)\]")
_NAMED = re.compile(r"^\[([^\]^]+)\]:\s*(\S+)", re.MULTILINE)
_TAG = re.compile(r"<img\b[^>]*>", re.IGNORECASE)
_ATTRIBUTE = r"""\b{}\s*=\s*["']\s*([^"']*[^"'\s])"""
_HEADING = re.compile(r"(#{1,6}) \S")
_DIRECTIVE = re.compile(r"^(`{3,}|:{3,})\{(image|figure)\}\s*(\S+)")
_ALT = re.compile(r"^:alt:\s*\S", re.MULTILINE)
_CODE = re.compile(r"^```\{code-cell\}[^\n]*\n(.*?)^```", re.MULTILINE | re.DOTALL)
_FENCE = re.compile(r"[ \t>]*(`{3,}|~{3,}|:{3,})(.*)")
_MERGE_MARK = re.compile(r"^(?:<{7} .*|>{7} .*)$", re.MULTILINE)


_IN_CONTENTS = frozenset(
    [
        *("format", "root", "defaults", "meta", "options", "parts", "chapters", "sections"),
        *("subtrees", "entries", "file", "url", "title", "caption", "numbered", "hidden"),
        *("maxdepth", "reversed", "titlesonly", "style", "restart_numbering"),
    ]
)


def page_faults(
    root: Path, sources: Collection[str], claims: Collection[str]
) -> Iterator[LineFault]:
    """Yield what is wrong with the contents and the pages.

    They may cite ``sources`` by their keys and link ``claims`` by their ids. An archive of
    notebooks has contents and no pages: that none is there is no fault.
    """
    contents = root / "_toc.yml"
    places = list(_entries(contents))
    if not any((root / f"{place}.md").is_file() for place, _ in places):
        return
    yield from _unknown_in(contents, yaml_nodes(contents))
    for place, line in places:
        if not (root / f"{place}.md").is_file():
            yield LineFault(contents, line, place, f"a page {place}.md")
        elif (first := places[[name for name, _ in places].index(place)][1]) != line:
            yield LineFault(contents, line, place, f"each page once (it stands in line {first})")
    listed = {root / f"{place}.md" for place, _ in places}
    yield from stray_pages(root, listed)
    there = [page for page in sorted(listed) if page.is_file()]
    prose = (_without_code(page.read_text(encoding="utf-8"))[0] for page in there)
    known = Known(sources, claims, labels_of(prose))
    for page in there:
        yield from _faults(page, root, known)
    yield from unshown(root, there, claims)


def _entries(contents: Path) -> Iterator[tuple[str, int]]:
    """Yield each page that the table of contents names, with its line."""
    nodes = [yaml_nodes(contents)]
    while nodes:
        node = nodes.pop(0)
        if isinstance(node, yaml.SequenceNode):
            nodes += node.value
        elif isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                if key.value in ("file", "root"):
                    yield value.value.removesuffix(".md"), value.start_mark.line + 1
                else:
                    nodes.append(value)


def _unknown_in(contents: Path, node: yaml.Node | None) -> Iterator[LineFault]:
    """Yield each name in the contents that nothing reads: what stands below it would be lost."""
    if isinstance(node, yaml.SequenceNode):
        for part in node.value:
            yield from _unknown_in(contents, part)
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value not in _IN_CONTENTS:
                expected = f"one of {', '.join(sorted(_IN_CONTENTS))}"
                yield LineFault(contents, key.start_mark.line + 1, key.value, expected)
            yield from _unknown_in(contents, value)


def _faults(page: Path, root: Path, known: Known) -> Iterator[LineFault]:
    text = page.read_text(encoding="utf-8")

    for mark in _MERGE_MARK.finditer(text):
        line, expected = text.count("\n", 0, mark.start()) + 1, "no mark of a merge not settled"
        yield LineFault(page, line, mark[0], expected)
    for cell in _CODE.finditer(text):
        yield from _code_fault(page, text.count("\n", 0, cell.start(1)), cell[1])
    yield from _front_fault(page, text)
    prose, left_open = _without_code(text)
    if left_open:
        line = text.split("\n")[left_open - 1]
        yield LineFault(page, left_open, line, "a line further down that closes it")

    def fault(place: int, found: str, expected: str) -> LineFault:
        return LineFault(page, prose.count("\n", 0, place) + 1, found, expected)

    for place, found, expected in name_faults(page, root, prose, known):
        yield fault(place, found, expected)
    for place, written, alt, file in _pictures(prose):
        if not alt:
            yield fault(place, written, "alternative text: ![what it shows](...)")
        yield from _missing(fault(place, file, "a file"), root)
    yield from _directive_faults(page, root, prose)
    yield from _heading_faults(page, prose)
    for number, found, expected in unbalanced(prose):
        yield LineFault(page, number, found, expected)


def _pictures(prose: str) -> Iterator[tuple[int, str, str, str]]:
    """Yield each picture of a page: where, as written, its alternative text and its file."""
    for picture in _PICTURE.finditer(prose):
        yield picture.start(), picture[0], picture[1].strip(), picture[2]
    files = {name.casefold(): file for name, file in _NAMED.findall(prose)}
    for picture in _BY_NAME.finditer(prose):
        name = picture[2] or picture[1]
        yield picture.start(), picture[0], picture[1].strip(), files.get(name.casefold(), name)
    for tag in _TAG.finditer(prose):
        alt, file = (re.search(_ATTRIBUTE.format(name), tag[0]) for name in ("alt", "src"))
        yield tag.start(), tag[0], alt[1] if alt else "", file[1] if file else ""


def _front_fault(page: Path, text: str) -> Iterator[LineFault]:
    """Yield what is wrong with the lines above a page that tell Jupyter and the book of it."""
    front, ends, _ = text.removeprefix("---\n").partition("\n---\n")
    if not text.startswith("---\n") or not ends:
        return
    try:
        yaml.safe_load(front)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line if error.problem_mark else 0
        yield LineFault(page, line + 2, text.split("\n")[line + 1], f"YAML ({error.problem})")


def _without_code(text: str) -> tuple[str, int]:
    """Return a page with empty lines for its code and what is shown as such.

    With it the number of the line that opens what no line closes, 0 if there is none: all that
    follows it is taken for its content.
    """
    lines, code, directives, opened = [], "", [], []
    for number, line in enumerate(text.split("\n"), start=1):
        mark, rest = fence.groups() if (fence := _FENCE.match(line)) else ("", "")
        if code:
            if mark.startswith(code) and not rest.strip():
                code = ""
                opened.pop()
            line = ""
        elif directives and mark == directives[-1] and not rest.strip():
            directives.pop()
            opened.pop()
        elif mark and rest.startswith("{") and not rest.startswith("{code-cell}"):
            directives.append(mark)
            opened.append(number)
        elif mark:
            code, line = mark, ""
            opened.append(number)
        lines.append(line)
    return "\n".join(lines), opened[-1] if opened else 0


def _directive_faults(page: Path, root: Path, prose: str) -> Iterator[LineFault]:
    lines = prose.split("\n")
    for number, line in enumerate(lines, start=1):
        if match := _DIRECTIVE.match(line):
            options = []
            for following in lines[number:]:
                if not following.startswith(":") or following.startswith(match[1]):
                    break
                options.append(following)
            if not _ALT.search("\n".join(options)):
                yield LineFault(page, number, line, "an option :alt: that says what it shows")
            yield from _missing(LineFault(page, number, match[3], "a file"), root)


def _heading_faults(page: Path, prose: str) -> Iterator[LineFault]:
    """Yield each heading that skips a level: who hears a page read out would look for it."""
    above = 0
    for number, line in enumerate(prose.split("\n"), start=1):
        if heading := _HEADING.match(line):
            level = len(heading[1])
            if level > above + 1:
                expected = f"a heading of level {above + 1}, as none may be skipped"
                yield LineFault(page, number, line, expected)
            above = level


def _missing(fault: LineFault, root: Path) -> Iterator[LineFault]:
    """Yield the fault unless the picture that it names is there, or elsewhere on the web."""
    name = fault.found
    folder = root if name.startswith("/") else fault.file.parent
    if "://" not in name and not (folder / name.strip("/")).is_file():
        yield fault


def _code_fault(page: Path, above: int, code: str) -> Iterator[LineFault]:
    """Yield what is wrong with the form of a cell's code, Jupyter's own commands aside."""
    plain = re.sub(r"^(:|[%!]|---$)", r"#\1", code, flags=re.MULTILINE)
    try:
        compile(plain, str(page), "exec")
    except SyntaxError as error:
        line = (error.text or "").strip()
        yield LineFault(page, above + (error.lineno or 1), line, f"Python code ({error.msg})")
