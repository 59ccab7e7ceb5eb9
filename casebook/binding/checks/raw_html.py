"""Raw HTML in a page: each block that is opened is closed, in the page that opens it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

_VOID = frozenset(
    [
        *("area", "base", "br", "col", "embed", "hr", "img", "input"),
        *("link", "meta", "source", "track", "wbr"),
    ]
)
_OPTIONAL = frozenset(
    ["dd", "dt", "li", "option", "p", "tbody", "td", "tfoot", "th", "thead", "tr"]
)
"""Elements that HTML lets end without their end tag."""

_SHOWN = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)|<(?:https?:|mailto:)[^>]*>", re.DOTALL)
"""What is no tag though it looks like one: code in a line, and addresses in angle brackets."""


class _Tags(HTMLParser):
    """Keeps what is open, and notes each end tag that ends nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, int]] = []
        self.stray: list[tuple[int, str, str]] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag not in _VOID:
            self.open.append((tag, self.getpos()[0]))

    def handle_startendtag(self, tag: str, attrs: object) -> None:
        """Open nothing: a drawing's own elements end so."""

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID:
            return
        waiting = list(self.open)
        while waiting and waiting[-1][0] != tag and waiting[-1][0] in _OPTIONAL:
            waiting.pop()
        if waiting and waiting[-1][0] == tag:
            self.open = waiting[:-1]
        else:
            expected = f"</{self.open[-1][0]}> first" if self.open else f"<{tag}> above it"
            self.stray.append((self.getpos()[0], f"</{tag}>", expected))
            places = [place for place, (name, _) in enumerate(self.open) if name == tag]
            self.open = self.open[: places[-1]] if places else self.open


def unbalanced(prose: str) -> Iterator[tuple[int, str, str]]:
    """Yield each tag that is not closed or closes nothing: its line, the tag, what is expected."""
    tags = _Tags()
    tags.feed(_SHOWN.sub(lambda shown: re.sub(r"[^\n]", " ", shown[0]), prose))
    tags.close()
    yield from tags.stray
    for tag, line in tags.open:
        if tag not in _OPTIONAL:
            yield line, f"<{tag}>", f"</{tag}> below it"
