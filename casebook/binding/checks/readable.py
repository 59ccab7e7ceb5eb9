"""The files of a book that cannot be read at all: each told with its line, and without a traceback.

Nothing else can be judged of such a book, and what meets one of these files first is chance. So the
check goes on as if all could be read, and looks here only once it has failed.
"""

from __future__ import annotations

import traceback
from collections.abc import Collection, Iterator
from importlib.util import find_spec
from pathlib import Path

import yaml

from casebook.binding.checks.line_fault import LineFault
from casebook.data.place import read_yaml, yaml_nodes

_FOR_PUBLISHERS = ("html", "repository", "launch_buttons")
_CONTENTS = ("_toc.yml", "_config.yml")


def unreadable(root: Path, error: Exception) -> list[LineFault]:
    """Return the faults of files that explain an error of the check; none if it is the engine's."""
    found = [fault for file in _files(root) for fault in _faults(file)]
    return found or list(_raised(root, error))


def settings_faults(root: Path) -> Iterator[LineFault]:
    """Yield what is wrong with the settings: they cannot be read, or set what nothing reads.

    Jupyter Book passes over a name that it does not know, and YAML over the first of two.
    """
    settings = root / "_config.yml"
    if not settings.is_file():
        return
    if faults := list(_faults(settings)):
        yield from faults
        return
    known = read_yaml(Path(find_spec("jupyter_book").origin).with_name("default_config.yml"))
    given = yaml_nodes(settings)
    yield from _twice(settings, given)
    if isinstance(given, yaml.MappingNode):
        yield from _unknown(settings, given, {*known, "bibtex_bibfiles"})
        for name, part in given.value:
            if name.value in _FOR_PUBLISHERS and isinstance(part, yaml.MappingNode):
                yield from _unknown(settings, part, set(known[name.value]))


def _twice(file: Path, node: yaml.Node | None) -> Iterator[LineFault]:
    """Yield each name that stands twice in one mapping: YAML would take the last without a word."""
    if isinstance(node, yaml.SequenceNode):
        for part in node.value:
            yield from _twice(file, part)
    elif isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for name, part in node.value:
            if name.value in seen:
                yield LineFault(file, name.start_mark.line + 1, name.value, "a name used once")
            seen.add(name.value)
            yield from _twice(file, part)


def _unknown(file: Path, given: yaml.MappingNode, known: Collection[str]) -> Iterator[LineFault]:
    """Yield each name of a mapping that is none of those known."""
    for name, _ in given.value:
        if name.value not in known:
            expected = f"one of {', '.join(sorted(known))}"
            yield LineFault(file, name.start_mark.line + 1, name.value, expected)


def _files(root: Path) -> Iterator[Path]:
    yield from (root / name for name in _CONTENTS)
    yield from sorted(root.glob("*.md"))
    chapters = (root / "chapters").rglob("*")
    yield from sorted(file for file in chapters if file.suffix in (".md", ".yml", ".py"))


def _faults(file: Path) -> Iterator[LineFault]:
    """Yield what keeps a file from being read: it is not there, no UTF-8, no YAML or no Python."""
    try:
        text = file.read_bytes().decode("utf-8")
    except OSError as error:
        yield LineFault(file, 1, file.name, f"a file that can be read ({error.strerror})")
        return
    except UnicodeDecodeError as error:
        above = error.object[: error.start]
        line = above.rpartition(b"\n")[2].decode("utf-8")[-20:]
        found = f"{line}{error.object[error.start : error.end].decode('cp1252', 'replace')}"
        yield LineFault(file, above.count(b"\n") + 1, found, "text encoded as UTF-8")
        return
    try:
        if file.suffix == ".yml":
            yaml_nodes(file)
        elif file.suffix == ".py":
            compile(text, str(file), "exec")
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = min(mark.line, text.count("\n")) if mark else 0
        yield LineFault(file, line + 1, _line(text, line), f"YAML ({error.problem})")
    except SyntaxError as error:
        line = (error.lineno or 1) - 1
        yield LineFault(file, line + 1, _line(text, line), f"Python code ({error.msg})")


def _line(text: str, number: int) -> str:
    lines = text.split("\n")
    return lines[number].strip()[:40] if number < len(lines) else ""


def _raised(root: Path, error: Exception) -> Iterator[LineFault]:
    """Yield the place in a chapter's module at which an error was raised, if it was in one."""
    chapters = str((root / "chapters").resolve())
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if str(Path(frame.filename).resolve()).startswith(chapters):
            what = f"code that runs, not {type(error).__name__}: {error}"
            yield LineFault(Path(frame.filename), frame.lineno or 1, frame.line or "", what)
            return
