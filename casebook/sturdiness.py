"""Chapter "How sturdy are the verdicts?": the same rules under other evidence and definitions."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from dataclasses import replace
from importlib import import_module
from itertools import product

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from casebook.reasoning.chapters import CHAPTERS, rules
from casebook.reasoning.claims import Finding, Verdict, read_claims, rule_on
from casebook.reasoning.evidence import GRADES, Evidence
from casebook.telling.charts import GREY, SMALL, VERDICT_COLOURS, Picture, canvas, text_on
from casebook.telling.wording import counted, listed, spelled

AS_BUILT, AT_PUBLICATION = "as in the book", "as of publication"
ANOTHER = "under another definition"
TODAY = "with today's data"
_TILES_ACROSS = 12
_FEW = 10
"""As many moves as an alt text lists one by one."""
_SOME = 2
"""As many readings of a term as the table names one by one."""

_GRADES = {
    "all rows": frozenset(GRADES),
    "without weak rows": frozenset({"primary", "secondary"}),
    "primary rows only": frozenset({"primary"}),
}
_FEWER = [name for name in _GRADES if name != "all rows"]
_MARKS = {
    Verdict.SUPPORTED: "S",
    Verdict.MOSTLY_SUPPORTED: "S−",
    Verdict.MISLEADING: "M",
    Verdict.CONTRADICTED: "C",
    Verdict.UNVERIFIABLE: "?",
    Verdict.EVIDENCE_FOR: "+",
    Verdict.MIXED: "±",
    Verdict.EVIDENCE_AGAINST: "−",
    Verdict.UNTESTED: "?",
    Verdict.VALUES: "",
}

_KEY = {
    "S": "supported",
    "S−": "mostly supported",
    "M": "misleading",
    "C": "contradicted",
    "+": "evidence for",
    "±": "mixed",
    "−": "evidence against",
    "?": "unverifiable or untested",
}


class _Asked(dict[str, str]):
    """Definitions that remember which terms were asked for, and the reading taken by default."""

    def __init__(self, definitions: Mapping[str, str]) -> None:
        super().__init__(definitions)
        self.defaults: dict[str, str] = {}

    def get(self, term: str, default: str | None = None) -> str | None:
        self.defaults[term] = str(default)
        return super().get(term, default)


def definitions() -> dict[str, dict[str, str]]:
    """Return every term that a reader can define: its readings and what they mean."""
    found: dict[str, dict[str, str]] = {}
    for chapter in CHAPTERS:
        found |= getattr(import_module(f"casebook.{chapter}"), "DEFINITIONS", {})
    return found


def verdicts_by_choice(evidence: Evidence) -> pd.DataFrame:
    """Return every verdict under every choice of date, grades and definition.

    Columns: ``id``, ``as_of`` (``with today's data`` or ``as of publication``), ``grades`` (what is
    accepted, of the grades that the evidence holds), ``term`` and ``reading`` (empty where the
    claim's rule asks for no definition), ``default`` (whether that reading is the book's own) and
    ``verdict``.
    """
    claims = {claim.id: claim for claim in read_claims(evidence)}
    ruled = [(claims[i], rule) for those in rules().values() for i, rule in those.items()]
    dates = {TODAY: evidence, AT_PUBLICATION: evidence.at_publication()}
    rows = []
    for claim, rule in ruled:
        for (as_of, dated), (name, grades) in product(dates.items(), _GRADES.items()):
            body = dated.narrowed(grades=grades & evidence.grades)
            asked = _Asked(evidence.definitions)
            ruling = rule_on(claim, rule, replace(body, definitions=asked))
            here = (claim.id, as_of, name)
            if not asked.defaults:
                rows.append((*here, "", "", True, str(ruling.verdict)))
            for term, default in asked.defaults.items():
                for reading in definitions()[term]:
                    own = reading == default
                    other = (
                        ruling if own else rule_on(claim, rule, body.narrowed(**{term: reading}))
                    )
                    rows.append((*here, term, reading, own, str(other.verdict)))
    return pd.DataFrame(
        rows, columns=["id", "as_of", "grades", "term", "reading", "default", "verdict"]
    )


def verdicts_by_variant(choices: pd.DataFrame) -> pd.DataFrame:
    """Return the verdicts where one choice departs from the book: ``id``, ``variant``, ``verdict``.

    ``choices`` is a table of :func:`verdicts_by_choice`.
    """
    today, whole = choices["as_of"].eq(TODAY), choices["grades"].eq("all rows")
    own = choices["default"]
    labels = definitions()
    parts = [
        choices[today & whole & own].assign(variant=AS_BUILT),
        choices[~today & whole & own].assign(variant=AT_PUBLICATION),
        *(choices[today & choices["grades"].eq(g) & own].assign(variant=g) for g in _FEWER),
        choices[today & whole & ~own].assign(
            variant=lambda rows: [
                f"{term}: {labels[term][reading]}"
                for term, reading in zip(rows["term"], rows["reading"], strict=True)
            ]
        ),
    ]
    return pd.concat(parts, ignore_index=True)[["id", "variant", "verdict"]]


def movers(table: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of the claims whose verdict is not the same under every variant."""
    readings = table.groupby("id")["verdict"].transform("nunique")
    return table[readings > 1].reset_index(drop=True)


def _under(variants: list[str]) -> str:
    """Return the variants as a list in prose, many readings of one term as their number."""
    terms = pd.Series(variants).str.extract(r"^(\w+): (.+)$")
    plain = [name for name, term in zip(variants, terms[0], strict=True) if pd.isna(term)]
    for term, labels in terms.dropna().groupby(0)[1]:
        of = len(definitions()[term])
        some = f"{spelled(len(labels))} of {of} readings" if len(labels) > _SOME else listed(labels)
        plain.append(f"{term}: {some}")
    return "; ".join(plain)


def moves(table: pd.DataFrame, findings: Mapping[str, Finding]) -> pd.DataFrame:
    """Return a table of what moves: claim, as in the book, and each other verdict with where."""
    rows = []
    for claim_id, group in movers(table).groupby("id"):
        base = group.loc[group["variant"].eq(AS_BUILT), "verdict"].iloc[0]
        others = group[group["verdict"].ne(base)].groupby("verdict")["variant"].agg(list)
        rows.append(
            {
                "Claim": claim_id,
                "In short": findings[claim_id].claim.paraphrase,
                "In the book": base,
                "Elsewhere": "; ".join(
                    f"{verdict} ({_under(names)})" for verdict, names in others.items()
                ),
            }
        )
    return pd.DataFrame(rows)


def choices() -> pd.DataFrame:
    """Return every definition that a reader can choose as a table to print."""
    return pd.DataFrame(
        [
            {"Term": term, "Reading": reading, "Meaning": label}
            for term, readings in definitions().items()
            for reading, label in readings.items()
        ],
        columns=["Term", "Reading", "Meaning"],
    )


def numbers(table: pd.DataFrame) -> dict[str, object]:
    """Return the numbers of this chapter's prose from the table of verdicts by variant."""
    tested = table[table["verdict"].ne(Verdict.VALUES)]["id"].nunique()
    base = table[table["variant"].eq(AS_BUILT)].set_index("id")["verdict"]
    changed = table[table["verdict"].ne(table["id"].map(base))].groupby("variant")["id"].nunique()
    definition_moves = table[
        table["variant"].str.contains(": ") & table["verdict"].ne(table["id"].map(base))
    ]["id"].nunique()
    return {
        "tested": tested,
        "variants": table["variant"].nunique() - 1,
        "moved": movers(table)["id"].nunique(),
        "steady": tested - movers(table)["id"].nunique(),
        "moved_at_publication": int(changed.get(AT_PUBLICATION, 0)),
        "moved_without_weak": int(changed.get("without weak rows", 0)),
        "moved_primary_only": int(changed.get("primary rows only", 0)),
        "moved_by_definition": definition_moves,
    }


def chart_movers(evidence: Evidence, table: pd.DataFrame) -> Picture:
    """Chart of the claims whose verdict moves: one tile a move, by what moves it."""
    base = table[table["variant"].eq(AS_BUILT)].set_index("id")["verdict"]
    frame = table.assign(in_the_book=table["id"].map(base))
    frame = frame[frame["verdict"].ne(frame["in_the_book"])]
    groups = [AT_PUBLICATION, *_FEWER]
    frame = frame.assign(group=frame["variant"].where(frame["variant"].isin(groups), ANOTHER))
    frame = frame.drop_duplicates(["group", "id", "verdict"])
    frame = frame[["group", "id", "in_the_book", "verdict"]].reset_index(drop=True)
    number = numbers(table)
    counts = frame.groupby("group")["id"].nunique()
    return Picture(
        name="verdicts_that_move",
        frame=frame,
        draw=draw_movers,
        title=(
            f"{number['steady']} of {number['tested']} verdicts are the same under every variant; "
            f"most moves come from accepting primary rows only"
            if counts.get("primary rows only", 0) > len(table["id"].unique()) / 4
            else f"{number['steady']} of {number['tested']} verdicts are the same under every "
            "variant"
        ),
        subtitle="Claims whose verdict moves, by what moves it; the colour is the verdict it gets",
        caption=(
            "One tile a claim and new verdict. A claim can stand in several groups. The table "
            "below says for each what it moves from and under what."
        ),
        alt=" ".join(_told(group, frame[frame["group"].eq(group)]) for group in (*groups, ANOTHER)),
        sources=("oped_militarytimes",),
    )


def _told(group: str, rows: pd.DataFrame) -> str:
    """Return the moves of a group as a sentence, one by one if they are few."""
    number = counted(rows["id"].nunique(), "claim moves", "claims move")
    pairs = zip(rows["id"], rows["verdict"], strict=True)
    each = f" ({listed(f'{i} to {v}' for i, v in pairs)})" if 0 < len(rows) <= _FEW else ""
    return f"{group.capitalize()}: {number}{each}."


def draw_movers(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_movers`."""
    groups = [AT_PUBLICATION, *_FEWER, ANOTHER]
    lines = {g: -(-int(frame["group"].eq(g).sum()) // _TILES_ACROSS) for g in groups}
    figure, ax = canvas(0.3 * sum(lines.values()) + 0.34 * len(groups) + 0.55)
    y = 0.0
    for group in groups:
        rows = frame[frame["group"].eq(group)].sort_values(["verdict", "id"])
        number = rows["id"].nunique()
        ax.text(0, y + 0.5, group, weight="semibold", va="center")
        ax.text(_TILES_ACROSS, y + 0.5, number or "no move", ha="right", va="center", color=GREY)
        for place, tile in enumerate(rows.itertuples()):
            x, line = place % _TILES_ACROSS, y + 1 + place // _TILES_ACROSS
            colour = VERDICT_COLOURS[tile.verdict]
            ax.add_patch(
                Rectangle((x + 0.04, line + 0.05), 0.92, 0.88, facecolor=colour, linewidth=0)
            )
            text = f"{tile.id[1:]}{_MARKS[Verdict(tile.verdict)]}"
            ax.text(
                x + 0.5,
                line + 0.49,
                text,
                ha="center",
                va="center",
                fontsize=SMALL,
                color=text_on(colour),
            )
        y += 1.35 + lines[group]
    present = {_MARKS[Verdict(verdict)] for verdict in frame["verdict"]}
    key = ",  ".join(f"{mark} {words}" for mark, words in _KEY.items() if mark in present)
    ax.text(
        0, y + 0.2, textwrap.fill(key, 78), fontsize=SMALL, color=GREY, va="top", linespacing=1.3
    )
    ax.set(xlim=(0, _TILES_ACROSS), ylim=(y + 1.6, 0))
    ax.axis("off")
    return figure
