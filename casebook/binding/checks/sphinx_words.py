"""What Sphinx tells of pages, as all faults are told: once, with the place and what is expected.

Two builders read the same pages and tell the same of them. Sphinx's advice to report a bug of its
own is left out: what stops a build is nearly always a fault of a page.
"""

from __future__ import annotations

import re

_TARGET = "a label that a page, a claim or a chart of the book bears"
_MEANT = (
    (r"undefined label: '(.*?)'", _TARGET),
    (r"'myst' cross-reference target not found: '(.*?)'", _TARGET),
    (r'Duplicate explicit target name: "(.*?)"', "a label used once"),
    (r"duplicate label ([^,\s]+)", "a label used once"),
    (r'Unknown interpreted text role "(.*?)"', "a role that there is"),
    (r"Unknown directive type: '(.*?)'", "a directive that there is"),
    (r"Non-consecutive header level increase; (H\d to H\d)", "headings that skip no level"),
    (r"(?:Directive \S+ )?file not found: '(.*?)'", "a file"),
    (r"(?:image|download) file not readable: (\S+)", "a file"),
)
_MEANT_BY = tuple((re.compile(pattern), expected) for pattern, expected in _MEANT)
_LINE = re.compile(r"(?P<place>(?:\S.*?:\d+: )?)(?:WARNING|ERROR|CRITICAL|SEVERE): (?P<says>.*)")
_HANDLER = re.compile(r"Handler <.*> for event '.*' threw an exception \(exception: (.*)\)")
_KIND = re.compile(r" \[[\w.]+\]$")
_ADVICE = re.compile(
    r"^(?:Extension error.*:|The full traceback has been saved.*|To report this error.*"
    r"|Please (?:also )?report.*|.*github\.com/sphinx-doc.*"
    r"|.*(?:issue tracker|bug report|reported if it was).*)$"
)


def faults_told(text: str) -> list[str]:
    """Return the lines of what was told on the way, without the same twice and without advice."""
    lines = [line for line in text.splitlines() if line.strip() and not _ADVICE.match(line.strip())]
    return list(dict.fromkeys(map(_plain, lines)))


def _plain(line: str) -> str:
    """Return a warning as a fault is told: its place, what was found, what is expected."""
    if handler := _HANDLER.fullmatch(line):
        return handler[1]
    warning = _LINE.fullmatch(_KIND.sub("", line))
    if not warning:
        return line
    for pattern, expected in _MEANT_BY:
        if found := pattern.search(warning["says"]):
            return f"{warning['place']}found {found[1]!r}, expected {expected}"
    return f"{warning['place']}{warning['says']}"
