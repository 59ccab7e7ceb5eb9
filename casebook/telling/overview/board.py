"""The board: all verdicts as tiles, with switches for what counts as evidence and how they stand.

Every verdict under every switch is computed here and stands in the page; the script of the binding
(``board.js``) only shows and moves tiles. Without it a page shows its still picture instead.
"""

from __future__ import annotations

import html
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

import pandas as pd

from casebook.reasoning.argument import Standing
from casebook.reasoning.claims import BY_OUTCOME, OUTCOMES, Verdict
from casebook.reasoning.sturdiness import AT_PUBLICATION, GRADE_CHOICES, TODAY, WHOLE
from casebook.telling.chips import standing_class, verdict_class
from casebook.telling.findings import Finding
from casebook.telling.markup import visible
from casebook.telling.wording import capitalised, listed

COMES_TO = {
    "holds": ("holds", "hold"),
    "right in part": ("is right in part", "are right in part"),
    "does not hold": ("does not hold", "do not hold"),
    "cannot be told": ("cannot be told", "cannot be told"),
    "a matter of values": ("turns on values", "turn on values"),
}
"""What one claim, and what several, come to in a sentence, by outcome."""

_ALIKE = (
    (Verdict.SUPPORTED, Verdict.EVIDENCE_FOR),
    (Verdict.MOSTLY_SUPPORTED,),
    (Verdict.MISLEADING, Verdict.MIXED),
    (Verdict.CONTRADICTED, Verdict.EVIDENCE_AGAINST),
    (Verdict.UNVERIFIABLE, Verdict.UNTESTED),
    (Verdict.VALUES,),
)
"""The verdicts that share a colour, in the order in which the key names them."""

_KNOWN = {TODAY: "today", AT_PUBLICATION: "published"}
_ACCEPTED = {WHOLE: "all", "without weak rows": "reliable", "primary rows only": "primary"}
"""How a choice of the reasoning is called in an address."""

COLUMNS = tuple(product(_KNOWN, GRADE_CHOICES))
"""The choices of date and grades, in the order in which the page holds their verdicts."""


@dataclass(frozen=True)
class Group:
    """Claims that stand together on the board.

    ``stands`` says for each of :data:`COLUMNS` how the group stands as a whole, if it does, and
    ``needed`` are the claims by whose verdicts it does; ``page`` is where its name leads.
    """

    name: str
    claims: tuple[str, ...]
    stands: tuple[str, ...] = ()
    needed: tuple[str, ...] = ()
    page: str = ""


@dataclass(frozen=True)
class Board:
    """All that a board shows.

    Attributes
    ----------
    choices
        A table of ``sturdiness.verdicts_by_choice``, for the whole evidence.
    findings
        Of all claims, in their order.
    groupings
        Groups by the name of what they are grouped by, besides the verdicts.
    questions
        What is asked of a reader for each disputed term that a rule asks for.
    definitions
        The readings of each term (``book.definitions``).
    published
        The day of publication in words.
    """

    choices: pd.DataFrame
    findings: Mapping[str, Finding]
    groupings: Mapping[str, Sequence[Group]]
    questions: Mapping[str, str]
    definitions: Mapping[str, Mapping[str, str]]
    published: str


def columns(choices: pd.DataFrame, claims: Iterable[str]) -> list[dict[str, str]]:
    """Return the verdicts by claim for each of :data:`COLUMNS`, with the book's definitions."""
    own = choices[choices["default"]].set_index(["as_of", "grades", "id"])["verdict"]
    return [{claim: own[(*column, claim)] for claim in claims} for column in COLUMNS]


def terms_asked(choices: pd.DataFrame) -> dict[str, str]:
    """Return the book's own reading of each term that a rule asks for."""
    asked = choices[choices["default"] & choices["term"].ne("")]
    return dict(asked.groupby("term", sort=False)["reading"].first())


def headline(verdicts: Iterable[str], claims: str = "claims") -> str:
    """Return how many of some claims come to what; ``board.js`` says the same of others."""
    verdicts = list(verdicts)
    parts = []
    for name, (one, more) in COMES_TO.items():
        number = sum(verdict in OUTCOMES[name] for verdict in verdicts)
        if number:
            parts.append(f"{number} {one if number == 1 else more}")
    return f"Of {len(verdicts)} {claims} {listed(parts)}."


def board_data(board: Board) -> dict[str, Any]:
    """Return what the script needs, claims as their places and verdicts as theirs.

    Raises
    ------
    ValueError
        If a claim's rule asks for two disputed terms: the page holds verdicts by one.
    """
    choices, place = board.choices, _places(board)
    terms = choices[choices["term"].ne("")].groupby("id")["term"].nunique()
    if several := list(terms.index[terms.gt(1)]):
        raise ValueError(f"the board holds verdicts by one term, and two move {several}")
    others = choices[~choices["default"]]
    at = [COLUMNS.index(pair) for pair in zip(others["as_of"], others["grades"], strict=True)]
    return {
        "known": list(_KNOWN.values()),
        "evidence": list(_ACCEPTED.values()),
        "standings": {str(standing): standing_class(standing) for standing in Standing},
        "terms": list(terms_asked(choices)),
        "verdicts": list(BY_OUTCOME),
        "outcomes": [
            [name, [BY_OUTCOME.index(verdict) for verdict in verdicts], *COMES_TO[name]]
            for name, verdicts in OUTCOMES.items()
        ],
        "columns": [
            "".join(str(BY_OUTCOME.index(verdict)) for verdict in column.values())
            for column in columns(choices, board.findings)
        ],
        "readings": [
            [place[row.id], column, row.term, row.reading, BY_OUTCOME.index(row.verdict)]
            for row, column in zip(others.itertuples(), at, strict=True)
        ],
        "groups": {
            by: [
                [
                    visible(each.name),
                    [place[claim] for claim in each.claims],
                    each.stands,
                    [place[claim] for claim in each.needed],
                    each.page,
                ]
                for each in groups
            ]
            for by, groups in board.groupings.items()
        },
    }


def _places(board: Board) -> dict[str, int]:
    """Return the place of each claim, by which page and script know it."""
    return {claim: place for place, claim in enumerate(board.findings)}


def board_page(board: Board) -> str:
    """Return the board as HTML, on the book's own choices and grouped by verdict."""
    data = json.dumps(board_data(board), ensure_ascii=False, separators=(",", ":"))
    verdicts = [str(finding.now.verdict) for finding in board.findings.values()]
    return (
        '<form class="board screen-only" data-board id="board" aria-label="All verdicts">'
        f'<div class="board-switches">{_switches(board)}'
        '<button type="button" hidden>Back to the book’s own choices</button></div>'
        f'<p class="board-said" role="status">{_text(headline(verdicts))}</p>'
        '<a class="past-links" href="#board-end">Past the tiles</a>'
        f'<div class="board-groups" data-by="verdict">{_by_verdict(board)}</div>'
        f'{_legend()}<div id="board-end">{_terms(board)}</div>'
        f'<script type="application/json">{data.replace("<", chr(92) + "u003c")}</script></form>'
    )


def _text(said: str) -> str:
    """Return text for a page: it ends no element, and no line on which a fence might end."""
    return html.escape(visible(said))


def _switches(board: Board) -> str:
    core = sum(finding.claim.weight == "core" for finding in board.findings.values())
    switches = {
        ("Claims", "claims"): {
            "all": f"All {len(board.findings)} claims",
            "core": f"Core {core}",
        },
        ("What counts as known", "known"): {"today": "Today", "published": board.published},
        ("Evidence", "evidence"): {
            "all": "All sources",
            "reliable": "Without weak",
            "primary": "Primary only",
        },
        ("Grouped by", "by"): {
            "verdict": "By verdict",
            **{by: capitalised(by) for by in board.groupings},
        },
    }
    return "".join(
        f'<fieldset class="board-switch switch-{name}"><legend>{label}</legend>'
        f"{_radios(name, options, next(iter(options)))}</fieldset>"
        for (label, name), options in switches.items()
    )


def _radios(name: str, options: Mapping[str, str], chosen: str) -> str:
    return "".join(
        f'<label><input type="radio" name="{name}" value="{value}"'
        f"{' checked' if value == chosen else ''}><span>{_text(text)}</span></label>"
        for value, text in options.items()
    )


def _terms(board: Board) -> str:
    """Return the disputed terms, each a question that unfolds into its readings."""
    parts = []
    for term, reading in terms_asked(board.choices).items():
        readings = board.definitions[term]
        parts.append(
            f'<details class="board-term"><summary>{_text(board.questions[term])} '
            f'<span class="board-chosen">{_text(capitalised(readings[reading]))}</span>'
            f"</summary><fieldset><legend>{_text(board.questions[term])}</legend>"
            f"{_radios(term, {key: capitalised(text) for key, text in readings.items()}, reading)}"
            "</fieldset></details>"
        )
    return (
        '<details class="board-terms"><summary>Choose what disputed words mean '
        f"({len(parts)})</summary>{''.join(parts)}</details>"
    )


def _legend() -> str:
    shown = "".join(
        f'<li class="chip {verdict_class(alike[0])}">{" or ".join(alike)}</li>' for alike in _ALIKE
    )
    return f'<ul class="board-legend" aria-label="The colours">{shown}<li>framed: core</li></ul>'


def _by_verdict(board: Board) -> str:
    places = _places(board)
    ranks = {claim: _rank(finding) for claim, finding in board.findings.items()}
    groups = []
    for number, (name, verdicts) in enumerate(OUTCOMES.items()):
        those = [c for c, f in board.findings.items() if f.now.verdict in verdicts]
        tiles = "".join(
            _tile(board.findings[claim], places[claim])
            for claim in sorted(those, key=ranks.__getitem__)
        )
        groups.append(
            f'<div class="board-group"><p class="board-label" id="board-{number}">'
            f"{capitalised(name)} <b>{len(those)}</b></p>"
            f'<ul aria-labelledby="board-{number}">{tiles}</ul></div>'
        )
    return "".join(groups)


def _rank(finding: Finding) -> tuple[int, bool]:
    """Return where a tile stands within its group, before the order of the claims."""
    return BY_OUTCOME.index(finding.now.verdict), finding.claim.weight != "core"


def _tile(finding: Finding, place: int) -> str:
    claim, verdict = finding.claim.id, finding.now.verdict
    core = " core" if finding.claim.weight == "core" else ""
    says = _text(f"{claim[1:]}: {finding.claim.paraphrase}.")
    return (
        f'<li class="tile {verdict_class(verdict)}{core}" data-place="{place}">'
        f'<a href="chapters/{finding.chapter}.html#{finding.claim.anchor}" '
        f'aria-label="{says} {verdict}">{claim[1:]}</a></li>'
    )
