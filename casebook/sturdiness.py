"""Chapter "How sturdy are the verdicts?": the same rules under other evidence and definitions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from importlib import import_module

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from casebook.chapters import CHAPTERS, rules
from casebook.charts import GREY, VERDICT_COLOURS, Picture, canvas, text_on
from casebook.claims import Finding, Verdict, read_claims, rule_on
from casebook.evidence import Evidence
from casebook.wording import counted, listed

AS_BUILT, AT_PUBLICATION = "as in the book", "as of publication"
_GRADES = {
    "without weak rows": frozenset({"primary", "secondary"}),
    "primary rows only": frozenset({"primary"}),
}
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


class _Asked(dict[str, str]):
    """Definitions that remember which terms were asked for."""

    def __init__(self, definitions: Mapping[str, str]) -> None:
        super().__init__(definitions)
        self.terms: set[str] = set()

    def get(self, term: str, default: str | None = None) -> str | None:
        self.terms.add(term)
        return super().get(term, default)


def definitions() -> dict[str, dict[str, str]]:
    """Return every term that a reader can define: its readings and what they mean."""
    found: dict[str, dict[str, str]] = {}
    for chapter in CHAPTERS:
        found |= getattr(import_module(f"casebook.{chapter}"), "DEFINITIONS", {})
    return found


def verdicts_by_variant(evidence: Evidence) -> pd.DataFrame:
    """Return every verdict under every variant: ``id``, ``variant``, ``verdict``.

    A definition's variants hold only the claims whose rule asks for that definition: no other can
    move with it.
    """
    claims = {claim.id: claim for claim in read_claims(evidence)}
    ruled = [(claims[i], rule) for those in rules().values() for i, rule in those.items()]
    rows = []
    for claim, rule in ruled:
        asked = _Asked(evidence.definitions)
        bodies = {AS_BUILT: replace(evidence, definitions=asked)}
        bodies[AT_PUBLICATION] = evidence.at_publication()
        bodies |= {name: evidence.narrowed(grades=grades) for name, grades in _GRADES.items()}
        rows += [(claim.id, name, rule_on(claim, rule, body)) for name, body in bodies.items()]
        for term in sorted(asked.terms):
            rows += [
                (claim.id, f"{term}: {label}", rule_on(claim, rule, body))
                for reading, label in definitions()[term].items()
                for body in (evidence.narrowed(**{term: reading}),)
            ]
    return pd.DataFrame(
        [(claim_id, name, str(ruling.verdict)) for claim_id, name, ruling in rows],
        columns=["id", "variant", "verdict"],
    )


def movers(table: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of the claims whose verdict is not the same under every variant."""
    readings = table.groupby("id")["verdict"].transform("nunique")
    return table[readings > 1].reset_index(drop=True)


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
                    f"{verdict} ({listed(names)})" for verdict, names in others.items()
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
    """Chart of the verdicts that move, claim by variant.

    Readings of a definition that move nothing are left out of the picture, not of the table.
    """
    frame = movers(table)
    base = frame[frame["variant"].eq(AS_BUILT)].set_index("id")["verdict"]
    frame = frame.assign(moved=frame["verdict"].ne(frame["id"].map(base)))
    shown = frame.groupby("variant")["moved"].transform("any") | frame["variant"].eq(AS_BUILT)
    frame = frame[shown].reset_index(drop=True)
    number = numbers(table)
    return Picture(
        name="verdicts_that_move",
        frame=frame,
        draw=draw_movers,
        title=(
            f"{number['steady']} of {number['tested']} verdicts are the same under every variant; "
            f"{number['moved']} move under at least one"
        ),
        subtitle="Verdict of each claim that moves, by evidence and definition; moves are framed",
        caption=(
            "S supported, S− mostly supported, M misleading, C contradicted, + evidence for, "
            "± mixed, − evidence against, ? unverifiable or untested."
        ),
        alt=" ".join(
            f"{name}: {counted(int(rows['moved'].sum()), 'verdict moves', 'verdicts move')}."
            for name, rows in frame.groupby("variant", sort=False)
            if name != AS_BUILT
        ),
        sources=("oped_militarytimes",),
    )


def draw_movers(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_movers`."""
    names, ids = list(dict.fromkeys(frame["variant"])), sorted(frame["id"].unique())
    figure, ax = canvas(0.19 * len(ids) + 0.35 + 0.16 * len(names))
    for cell in frame.itertuples():
        x, y = names.index(cell.variant), ids.index(cell.id)
        colour = VERDICT_COLOURS[cell.verdict]
        ax.add_patch(
            Rectangle(
                (x + 0.06, y + 0.06),
                0.88,
                0.88,
                facecolor=colour,
                edgecolor="#1a1a1a" if cell.moved else "none",
                linewidth=1.4,
            )
        )
        ax.text(
            x + 0.5,
            y + 0.5,
            _MARKS[Verdict(cell.verdict)],
            ha="center",
            va="center",
            fontsize=8,
            color=text_on(colour),
        )
    ax.set(xlim=(0, len(names)), ylim=(len(ids), 0))
    ax.set_yticks([y + 0.5 for y in range(len(ids))], ids, fontsize=8.5)
    letters = [chr(ord("A") + place) for place in range(len(names))]
    ax.set_xticks([x + 0.5 for x in range(len(names))], letters, weight="semibold")
    ax.tick_params(length=0, top=True, labeltop=True, bottom=False, labelbottom=False)
    ax.spines[["left", "bottom"]].set_visible(False)
    key = "\n".join(f"{letter}  {name}" for letter, name in zip(letters, names, strict=True))
    ax.text(
        0, -0.03, key, transform=ax.transAxes, va="top", fontsize=8, color=GREY, linespacing=1.35
    )
    return figure
