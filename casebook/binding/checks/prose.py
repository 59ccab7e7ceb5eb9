"""The prose check: no number of the data is typed, none stands with a year that it may leave.

Chapters glue their numbers (``{glue:text}``), ``words.yml`` names them in ``{{ }}``. What may be
typed are years, dates, article, paragraph and claim numbers, names with digits that the descriptor
lists, and what stands in quotation marks. "One" and "two" pass; a line may be exempted by a comment
above it that gives the reason: ``% number: reason`` in a chapter, ``# number: reason`` in
``words.yml``.

That nothing was found (the words stand in the descriptor) is said of the book's own rows, or with
the search: the sentence holds one of the descriptor's phrases, or a value called ``searched_...``.

A glued number whose name begins with ``latest_`` or ``chosen_`` is the newest of its kind, or hangs
on a reading or a day that a reader may choose: no year stands typed in its sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

import yaml

from casebook.binding.checks.line_fault import LineFault
from casebook.data.place import yaml_nodes
from casebook.data.tables import read_descriptor

_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
_YEAR = r"\b(?:1[89]|20)\d\d(?:s|\b)"
_ALLOWED = rf"""
    “[^”]*” | "[^"]*"                                   # quoted
  | \b\d{{4}}-\d{{2}}(?:-\d{{2}})?\b                    # ISO date
  | \b\d{{1,2}}(?:\s(?:{_MONTH})\b)                     # day and month
  | {_YEAR}                                             # year, decade
  | \b(?:[Aa]rticles?|[Pp]aragraphs?|[Cc]hapter)
    \s\d+(?:\(\w+\))*(?:(?:,|\sand|\sto)\s\d+(?:\(\w+\))*)*
  | \b(?:Python|CC\sBY|UA-?)\s?\d+(?:\.\d+)*            # versions
  | \b[A-Z]+-?\d+\w*\b                                  # names of things and documents: M864
"""
_NUMBER = re.compile(
    r"\d[\d.,]*"
    r"|\b(?:three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|forty|fifty"
    r"|sixty|seventy|eighty|ninety|dozens?|hundreds?|thousands?|millions?|billions?)\b",
    re.IGNORECASE,
)
_MARKUP = re.compile(
    r"`[^`]*`"  # code, and the text of roles
    r"|\]\([^)]*\)"  # targets of links
    r"|\{[^}]*\}"  # names of roles and directives
    r"|https?://\S+"
)
_TEMPLATE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_EXEMPT = re.compile(r"^\s*[%#] number: \S")
_MOVING = re.compile(r"\{glue:text\}`((?:latest|chosen)_\w+)`")
_CITED = re.compile(r"\{cite:\w+\}`[^`]*`|“[^”]*”")
_SEARCHED = re.compile(r"(?:\{glue:text\}`|\{\{ )searched_")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z“*\[{])")


_fault = partial(LineFault, form="{!r} is typed; {}")

_WHERE_SEARCHED = "say of what rows, or with what search (glue a searched_... value)"
_FROM_A_CELL = "take it from a data cell (or say why not in a 'number:' comment above the line)"


def allowed(folder: Path) -> re.Pattern[str]:
    """Return what may be typed: the usual, and the names with digits of the book's descriptor."""
    names = read_descriptor(folder).get("casebook:namesWithDigits", [])
    return re.compile(
        "|".join([_ALLOWED, *(name.replace(" ", r"\s") for name in names)]), re.VERBOSE
    )


def _typed(text: str, may_stand: re.Pattern[str]) -> Iterator[str]:
    for match in _NUMBER.finditer(may_stand.sub(" ", _MARKUP.sub(" ", text))):
        yield match[0]


def check_chapter(file: Path, may_stand: re.Pattern[str]) -> list[LineFault]:
    """Return the typed numbers, and the typed years beside moving ones, in a MyST Markdown file."""
    lines = file.read_text(encoding="utf-8").splitlines()
    prose = _prose(lines)
    found = [
        _fault(file, number, typed, _FROM_A_CELL)
        for number, line in prose.items()
        if not _exempt(lines, number)
        for typed in _typed(line, may_stand)
    ]
    return found + list(_years_beside_moving(file, prose))


def _prose(lines: Sequence[str]) -> dict[int, str]:
    """Return the lines of prose by their number: no code, no front matter, no options."""
    prose = {}
    in_code, in_matter = False, bool(lines) and lines[0] == "---"
    for number, line in enumerate(lines, start=1):
        if in_matter:
            in_matter = number == 1 or line != "---"
        elif line.startswith("```"):
            in_code = line.startswith("```{code-cell}") or (
                line.strip("`") != "" and "{" not in line
            )
        elif not in_code and not line.startswith(("%", ":")):
            prose[number] = line
    return prose


def _years_beside_moving(file: Path, prose: dict[int, str]) -> Iterator[LineFault]:
    """Yield each year typed into a sentence with a number that may move away from it."""
    for start, paragraph in _paragraphs(prose):
        for sentence in _SENTENCE_END.split(paragraph):
            moving = _MOVING.search(sentence)
            year = re.search(_YEAR, _CITED.sub(" ", sentence))
            if moving and year:
                expected = f"glue it with the number {moving[1]}, which may leave it"
                yield _fault(file, start, year[0], expected)


def _paragraphs(prose: dict[int, str]) -> Iterator[tuple[int, str]]:
    """Yield each paragraph with the number of its first line."""
    start, words = 0, []
    for number, line in [*prose.items(), (0, "")]:
        if line.strip() and words and number == start + len(words):
            words.append(line)
            continue
        if words:
            yield start, "\n".join(words)
        start, words = number, [line] if line.strip() else []


def check_words(file: Path, may_stand: re.Pattern[str]) -> list[LineFault]:
    """Return the typed numbers in the sentences of a ``words.yml``."""
    lines = file.read_text(encoding="utf-8").split("\n")
    found = []
    for node in _scalars(yaml_nodes(file)):
        first = node.start_mark.line
        plain = _TEMPLATE.sub(lambda match: "\n" * match[0].count("\n"), _as_written(node, lines))
        for number, line in enumerate(plain.split("\n"), start=first + 1):
            if not _exempt(lines, number) and not _exempt(lines, first + 1):
                found += [
                    _fault(file, number, typed, _FROM_A_CELL) for typed in _typed(line, may_stand)
                ]
    return sorted(set(found))


def _scalars(node: yaml.Node | None) -> Iterator[yaml.ScalarNode]:
    """Yield the values of a YAML document that are text."""
    if isinstance(node, yaml.ScalarNode):
        yield node
    elif isinstance(node, yaml.SequenceNode):
        for each in node.value:
            yield from _scalars(each)
    elif isinstance(node, yaml.MappingNode):
        for _, value in node.value:
            yield from _scalars(value)


def _as_written(node: yaml.ScalarNode, lines: Sequence[str]) -> str:
    """Return a value as it stands in the file, without key, comment, and quotation marks."""
    quoted = node.style in ("'", '"')  # marks of the file, not of a quotation
    written = list(lines[node.start_mark.line : node.end_mark.line + 1])
    written[-1] = written[-1][: node.end_mark.column - quoted]
    written[0] = written[0][node.start_mark.column + quoted :]
    return "\n".join(written)


def _exempt(lines: Sequence[str], number: int) -> bool:
    return number > 1 and _EXEMPT.match(lines[number - 2]) is not None


def check_absences(files: Iterable[Path], data: Path) -> list[LineFault]:
    """Return each sentence of pages or words that says of the world that nothing was found."""
    rules = read_descriptor(data).get("casebook:absences")
    if rules is None:
        return []
    phrases = re.compile("|".join(rules["phrases"]), re.IGNORECASE)
    found = []
    for file in files:
        for line, sentence in _sentences(file):
            match = phrases.search(" ".join(_CITED.sub(" ", sentence).split()))
            told = any(words in " ".join(sentence.lower().split()) for words in rules["within"])
            if match and not told and not _SEARCHED.search(sentence):
                found.append(_fault(file, line, match[0], _WHERE_SEARCHED))
    return found


def _sentences(file: Path) -> Iterator[tuple[int, str]]:
    """Yield the sentences of a page or of words, each with the line on which its passage begins."""
    if file.suffix == ".md":
        passages = _paragraphs(_prose(file.read_text(encoding="utf-8").splitlines()))
    else:
        scalars = _scalars(yaml_nodes(file))
        passages = ((node.start_mark.line + 1, node.value) for node in scalars)
    for line, passage in passages:
        for part in re.split(r"\{%.*?%\}", passage, flags=re.DOTALL):
            for sentence in _SENTENCE_END.split(part):
                yield line, sentence


def chapters(root: Path) -> list[Path]:
    """Return the pages of the book that are there: an archive of notebooks holds none."""
    first = [root / "index.md"] if (root / "index.md").is_file() else []
    return [*first, *sorted((root / "chapters").glob("*.md"))]


def check_chapters(root: Path, data: Path) -> list[LineFault]:
    """Return the faults of the prose of all pages; ``data`` is the folder of the data package."""
    may_stand = allowed(data)
    typed = [fault for file in chapters(root) for fault in check_chapter(file, may_stand)]
    return typed + check_absences(chapters(root), data)


def check_all_words(root: Path, data: Path) -> list[LineFault]:
    """Return the faults of the sentences of every ``words.yml`` of the book."""
    may_stand = allowed(data)
    files = sorted((root / "chapters").rglob("words.yml"))
    typed = [fault for file in files for fault in check_words(file, may_stand)]
    return typed + check_absences(files, data)
