"""What the book says of unchanged evidence, written down for the browser, with what it rests on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from casebook.reasoning import book
from casebook.reasoning.claims import read_claims
from casebook.telling.live.session import Request, Session

_FENCED = re.compile(r"^(`{3,}|:{3,}).*?^\1\s*$", re.DOTALL | re.MULTILINE)
_GLUED = re.compile(r"\{glue:text\}`([^`:]+)`")
_SENTENCE = re.compile(r"(?<=[.?!”])\s+(?=[A-Z“\[{])")
_MARKUP = (
    (re.compile(r"\s?\{cite:[pt]\}`[^`]+`"), ""),
    (re.compile(r"\{\w+(?:-\w+)*\}`([^`<]+?)\s*(?:<[^`>]+>)?`"), r"\1"),
    (re.compile(r"\[([^\]]+)\](?:\([^)]*\))?(?:\{[^}]*\})?"), r"\1"),
    (re.compile(r"^[#>]+ |\*+"), ""),
)
"""What stands in a chapter's Markdown and is not read aloud."""


def all_answers(root: Path) -> dict[str, Any]:
    """Return claims, numbers and charts as the unchanged evidence has them.

    Each names the tables from which it was ``reads``. A claim has its page and paraphrase, a number
    the sentences of its chapter in which it stands, with ``{}`` in its place.
    """
    session = Session()
    found = session.answers(Request())
    for claim in read_claims(session.evidence(Request())):
        found["claims"][claim.id]["says"] = claim.paraphrase
    for chapter in book.chapters():
        for claim_id in book.rules(chapter):
            anchor = f"claim-{claim_id.lower()}"
            found["claims"][claim_id]["page"] = f"chapters/{chapter}.html#{anchor}"
        numbers = {
            name.partition("/")[2]: answer["text"]
            for name, answer in found["numbers"].items()
            if name.startswith(f"{chapter}/")
        }
        prose = (root / "chapters" / f"{chapter}.md").read_text(encoding="utf-8")
        for name, sentence in sentences_with_numbers(prose, numbers):
            found["numbers"][f"{chapter}/{name}"].setdefault("said", []).append(sentence)
    return {**found, "charts": session.charts(Request())}


def sentences_with_numbers(prose: str, numbers: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield each number of a chapter's prose with its sentence, in which ``{}`` stands for it."""
    for paragraph in re.split(r"\n\s*\n", _FENCED.sub("\n\n", prose)):
        for sentence in _SENTENCE.split(" ".join(paragraph.split())):
            for name in dict.fromkeys(_GLUED.findall(sentence)):
                if name in numbers:
                    yield name, _told(sentence, name, numbers)


def _told(sentence: str, name: str, numbers: Mapping[str, str]) -> str:
    def number(match: re.Match[str]) -> str:
        return "\0" if match[1] == name else numbers.get(match[1], match[1])

    text = _GLUED.sub(number, sentence)
    for markup, instead in _MARKUP:
        text = markup.sub(instead, text)
    return text.replace("\0", "{}").strip()
