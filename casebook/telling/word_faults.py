"""What is wrong with a ``words.yml`` that can be seen without any evidence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml
from jinja2 import TemplateError

from casebook.data.faults import Fault
from casebook.data.place import read_yaml, yaml_nodes
from casebook.telling.words import parsed_template

CLAIM = ("asks", "rungs", "set_before", "why", "for", "against", "change")
"""What a claim's entry says."""

FURTHER = ("same", "family")
"""What it may say besides: which texts stay under every verdict, and why; why its rungs are not
those of its family."""

HELPS = ("the claim", "the other side", "either", "neither")
"""Which side it can help that a rule departs from the test set before the evidence was read."""

SET_BEFORE = (
    "kept, or how the rungs depart (departs), why (because) and which side that can help "
    f"(helps: {', '.join(HELPS)})"
)
"""What ``set_before`` says, in words."""


def word_faults(file: Path, claims: frozenset[str]) -> Iterator[Fault]:
    """Yield what is wrong with the words of a chapter, given the ids of all claims of the book."""
    name = f"{file.parent.name}/{file.name}"
    try:
        tree = yaml_nodes(file)
        entries = read_yaml(file)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        yield Fault(name, None, None, None, f"readable YAML ({' '.join(str(error).split())})")
        return
    if not isinstance(entries, dict) or not all(isinstance(e, dict) for e in entries.values()):
        yield Fault(name, None, None, None, "entries by name, each with its texts by name")
        return
    yield from _twice(name, tree)
    lines = {key.value: key.start_mark.line + 1 for key, _ in tree.value}
    for entry, texts in entries.items():
        if entry in claims:
            yield from _claim_faults(name, lines[entry], entry, texts)
        for place, text in _texts(entry, texts):
            yield from _template_faults(name, lines[entry], place, text)


def entries_of(file: Path) -> list[str]:
    """Return the names of the entries of a readable ``words.yml``, in order."""
    return list(read_yaml(file))


def _twice(name: str, node: yaml.Node) -> Iterator[Fault]:
    """Yield each key that stands twice in a mapping: YAML would silently take the last."""
    if not isinstance(node, yaml.MappingNode):
        return
    seen: set[str] = set()
    for key, value in node.value:
        if key.value in seen:
            yield Fault(name, key.start_mark.line + 1, None, key.value, "a name used once")
        seen.add(key.value)
        yield from _twice(name, value)


def _claim_faults(name: str, line: int, claim: str, texts: Mapping[str, Any]) -> Iterator[Fault]:
    for key in CLAIM:
        if not texts.get(key):
            yield Fault(name, line, claim, None, f"a text {key}")
    for key in texts:
        if key not in (*CLAIM, *FURTHER):
            yield Fault(name, line, claim, key, f"one of {', '.join((*CLAIM, *FURTHER))}")
    before = texts.get("set_before")
    if before and before != "kept" and not is_departure(before):
        yield Fault(name, line, f"{claim}, set_before", str(before), SET_BEFORE)


def is_departure(before: object) -> bool:
    """Return whether an entry says of its rungs how they depart, why, and which side that helps."""
    if not isinstance(before, dict) or before.get("helps") not in HELPS:
        return False
    return bool(before.get("departs") and before.get("because"))


def _texts(place: str, value: object) -> Iterator[tuple[str, str]]:
    """Yield each text below an entry with its place, such as ``C10, why``."""
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, dict):
        for key, below in value.items():
            yield from _texts(f"{place}, {key}", below)
    elif isinstance(value, list):
        for below in value:
            yield from _texts(place, below)


def _template_faults(name: str, line: int, place: str, text: str) -> Iterator[Fault]:
    try:
        parsed_template(text)
    except (TemplateError, ValueError) as error:
        yield Fault(name, line, place, None, f"a template ({error})")
