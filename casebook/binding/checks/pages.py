"""What of a page can be seen to be wrong without running it: each fault with its file and line."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from pathlib import Path

import yaml

from casebook.binding.checks.line_fault import LineFault
from casebook.data.place import yaml_nodes

_CITED = re.compile(r"\{cite:\w+\}`([^`]+)`")
_GLUED = re.compile(r"\{glue:\w*\}`([^`:]+)[^`]*`")
_DOC = re.compile(r"\{doc\}`(?:[^`<]*<)?([^`>]+)>?`")
_PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)\s]+)[^)]*\)")
_BY_NAME = re.compile(r"!\[([^\]]*)\]\[([^\]]*)\]")
_NAMED = re.compile(r"^\[([^\]^]+)\]:\s*(\S+)", re.MULTILINE)
_TAG = re.compile(r"<img\b[^>]*>", re.IGNORECASE)
_ATTRIBUTE = r"""\b{}\s*=\s*["']\s*([^"']*[^"'\s])"""
_LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s#:]+\.md)(?:#[^)\s]*)?\)")
_DIRECTIVE = re.compile(r"^(`{3,}|:{3,})\{(image|figure)\}\s*(\S+)")
_ALT = re.compile(r"^:alt:\s*\S", re.MULTILINE)
_CODE = re.compile(r"^```\{code-cell\}[^\n]*\n(.*?)^```", re.MULTILINE | re.DOTALL)
_FENCE = re.compile(r"(`{3,}|~{3,})(.*)")
_MERGE_MARK = re.compile(r"^(?:<{7} .*|>{7} .*)$", re.MULTILINE)


def page_faults(root: Path, sources: Collection[str]) -> Iterator[LineFault]:
    """Yield what is wrong with the contents and the pages; ``sources`` are the keys to be cited.

    An archive of notebooks has contents and no pages: that none is there is no fault.
    """
    contents = root / "_toc.yml"
    places = list(_entries(contents))
    if not any((root / f"{place}.md").is_file() for place, _ in places):
        return
    for place, line in places:
        if not (root / f"{place}.md").is_file():
            yield LineFault(contents, line, place, f"a page {place}.md")
        elif (first := places[[name for name, _ in places].index(place)][1]) != line:
            yield LineFault(contents, line, place, f"each page once (it stands in line {first})")
    listed = {root / f"{place}.md" for place, _ in places}
    for page in sorted((root / "chapters").glob("*.md")):
        if page not in listed:
            yield LineFault(page, 1, page.stem, "an entry in _toc.yml: else no form shows it")
    for page in sorted(listed):
        if page.is_file():
            yield from _faults(page, root, sources)


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


def _faults(page: Path, root: Path, sources: Collection[str]) -> Iterator[LineFault]:
    text = page.read_text(encoding="utf-8")

    def fault(place: int, found: str, expected: str) -> LineFault:
        return LineFault(page, text.count("\n", 0, place) + 1, found, expected)

    for mark in _MERGE_MARK.finditer(text):
        yield fault(mark.start(), mark[0], "no mark of a merge that was not settled")
    for cell in _CODE.finditer(text):
        yield from _code_fault(page, text.count("\n", 0, cell.start(1)), cell[1])
    yield from _front_fault(page, text)
    prose, left_open = _without_code(text)
    if left_open:
        line = text.split("\n")[left_open - 1]
        yield LineFault(page, left_open, line, "a line further down that closes it")
    for cited in _CITED.finditer(prose):
        for key in re.split(r"\s*,\s*", cited[1].strip()):
            if key not in sources:
                yield fault(_at(text, cited[0]), key, "a key of data/sources.bib")
    for doc in _DOC.finditer(prose):
        folder = root if doc[1].startswith("/") else page.parent
        if not (folder / f"{doc[1].strip('/').removesuffix('.md')}.md").is_file():
            yield fault(_at(text, doc[0]), doc[1], "a page of the book")
    for link in _LINK.finditer(prose):
        folder = root if link[1].startswith("/") else page.parent
        if not (folder / link[1].strip("/")).is_file():
            yield fault(_at(text, link[0]), link[1], "a page of the book")
    for written, alt, file in _pictures(prose):
        if not alt:
            yield fault(_at(text, written), written, "alternative text: ![what it shows](...)")
        yield from _missing(fault(_at(text, written), file, "a file"), root)
    yield from _directive_faults(page, root, prose)


def _pictures(prose: str) -> Iterator[tuple[str, str, str]]:
    """Yield each picture of a page as written, with its alternative text and its file."""
    for picture in _PICTURE.finditer(prose):
        yield picture[0], picture[1].strip(), picture[2]
    files = {name.casefold(): file for name, file in _NAMED.findall(prose)}
    for picture in _BY_NAME.finditer(prose):
        name = picture[2] or picture[1]
        yield picture[0], picture[1].strip(), files.get(name.casefold(), name)
    for tag in _TAG.findall(prose):
        alt, file = (re.search(_ATTRIBUTE.format(name), tag) for name in ("alt", "src"))
        yield tag, alt[1] if alt else "", file[1] if file else ""


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


def _at(text: str, found: str) -> int:
    return text.index(found)


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


def glue_faults(page: Path, glued: Collection[str]) -> Iterator[LineFault]:
    """Yield each number that a page names and no cell of it has glued."""
    for number, line in enumerate(page.read_text(encoding="utf-8").split("\n"), start=1):
        for match in _GLUED.finditer(line):
            if match[1] not in glued:
                yield LineFault(page, number, match[1], "a number that a cell of this page glues")
