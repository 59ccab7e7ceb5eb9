"""Text from data as markup: in MyST Markdown for the book, and in HTML for Jupyter.

It is shown as typed in both, and executes nothing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass

_PUNCTUATION = re.compile(r"([!-&)-+./:-@\[-`{-~-])")

_EATEN = re.compile(r"\\(?=[\\\"'.`-])")
"""A backslash that the typesetting of quotes, dashes and dots would take for its own."""

CITED = 6
"""The most sources cited in one caption or card, and the most rows named in one."""

_CONTROL = re.compile(r"[\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069]+")


@dataclass(frozen=True)
class Block:
    """Something to show: ``markdown`` for the book, ``html`` for Jupyter."""

    markdown: str
    html: str

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        return {"text/markdown": self.markdown, "text/html": self.html, "text/plain": ""}


def put_out(shown: object, **options: object) -> None:
    """Show something in the notebook that runs; ``options`` are those of IPython's ``display``."""
    from IPython.display import display  # what is drawn in a browser's page runs in no notebook

    display(shown, **options)


def visible(text: str) -> str:
    """Return text without the marks that no reader sees and that turn what follows round."""
    return _CONTROL.sub(" ", text)


def plain(text: object) -> str:
    """Return text from data as MyST Markdown that shows it as typed and executes nothing."""
    typed = visible(str(text)).strip()
    return _PUNCTUATION.sub(r"\\\1", _EATEN.sub(r"\\\\", typed))


def quoted(text: str) -> str:
    """Return text as the value of a directive's option, which shows it as typed."""
    return json.dumps(visible(text), ensure_ascii=False)


def citations(keys: Iterable[str], lead: str, role: str) -> str:
    """Return citations of the first sources and the number of the rest, if there is any."""
    keys = list(dict.fromkeys(keys))
    if not keys:
        return ""
    more = len(keys) - CITED
    rest = f" and {more} more, named in the rows of the data" if more > 0 else ""
    return f"{lead}{{cite:{role}}}`{','.join(keys[:CITED])}`{rest}."


def markdown_table(caption: str, name: str, classes: str, rows: list[list[str]]) -> str:
    """Return a MyST table; the first row is the heading, all cells are Markdown already."""
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    head, *body = lines
    return "\n".join(
        [
            f"````{{table}} {plain(caption)}",
            f":name: tbl-{name}",
            *([f":class: {classes}"] if classes else []),
            "",
            head,
            "|" + "---|" * len(rows[0]),
            *body,
            "````",
            "",
        ]
    )
