"""Charts and tables of what was said, who held which office, and what Rutte's government did."""

from __future__ import annotations

import textwrap

import matplotlib.dates as mdates
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from casebook.data.dates import in_words, latest_day
from casebook.reasoning.evidence import Evidence, some
from casebook.telling.drawing.charts import INK, SMALL, canvas, text_on
from casebook.telling.drawing.forms import is_narrow
from casebook.telling.drawing.marks import beside, dot, labelled_rows
from casebook.telling.drawing.pictures import Picture, Table, picture, table
from chapters.common.palette import OFFICE_HOLDERS, TERM, TERM_WORDS
from chapters.words import WORDS, facts
from chapters.words.facts import IN_FORCE, NETHERLANDS, NORWAY, SECRETARY_GENERAL, SIGNED
from chapters.words.facts_statements import quotations, threat_statements

_LANES = (SECRETARY_GENERAL, NORWAY, NETHERLANDS)

_ROOM_DAYS = 4 * 365
"""A bar longer than this has its name inside, a shorter one behind its end."""

_ACT_LETTERS = 26
"""So many letters of an act stand on a line on a phone."""

_BESIDE_DAYS = 800
"""Room for a name behind the last bar."""


def _day(text: str) -> float:
    """Return the end of a partial ISO date as a position on matplotlib's time axis."""
    return float(mdates.date2num(latest_day(text)))


def _years(ax: Axes, every: int) -> None:
    """Label a time axis with years."""
    ax.xaxis_date()
    ax.xaxis.set_major_locator(mdates.YearLocator(every))
    ax.xaxis.set_major_formatter(mdates.DateFormatter("%Y"))
    ax.spines["left"].set_visible(False)


def chart_offices(evidence: Evidence) -> Picture:
    """Return the timeline of the offices against the dates of the treaty."""
    held, until = facts.terms(evidence), evidence.reaches("political_facts").isoformat()
    spans = held[held["office"].isin(_LANES)].assign(
        kind="term", label=held["person"], drawn_to=held["end"].fillna(until)
    )
    signing = facts.event_day(evidence, SIGNED)
    dates = {
        "signed": signing.isoformat(),
        "in force": facts.event_day(evidence, IN_FORCE).isoformat(),
        "op-ed": evidence.published.isoformat(),
    }
    marks = pd.DataFrame({"kind": "date", "label": list(dates), "start": list(dates.values())})
    columns = ["kind", "label", "office", "start", "end", "drawn_to"]
    drawn = facts.office_rows(evidence)
    return picture(
        WORDS,
        "offices",
        pd.concat([spans[columns], marks], ignore_index=True),
        draw_offices,
        evidence.cites(
            ("political_facts", drawn[drawn["office"].isin(_LANES)]),
            ("oslo_process", (SIGNED, IN_FORCE)),
            ("oped_records", ("M01",)),
        ),
        known_to=until,
        leader=facts.in_office(evidence, SECRETARY_GENERAL, signing),
        premier=facts.in_office(evidence, NORWAY, signing),
    )


def draw_offices(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_offices`."""
    words = WORDS.entry("offices")["lanes"]
    figure, ax = canvas(2.7)
    spans, marks = frame[frame["kind"].eq("term")], frame[frame["kind"].eq("date")]
    start, end = _day("2004-01-01"), _day(spans["drawn_to"].max())
    blank = {"facecolor": "white", "edgecolor": "none", "pad": 1}
    for y, office in enumerate(_LANES):
        heading = words.get(office, office)
        ax.text(start, y - 0.42, heading, weight="semibold", va="center", bbox=blank)
        for row in spans[spans["office"].eq(office)].itertuples():
            first, last, colour = _day(row.start), _day(row.drawn_to), OFFICE_HOLDERS[row.label]
            look = {"left": first, "height": 0.46, "color": colour, "zorder": 2}
            ax.barh(y, last - first, edgecolor="white", linewidth=1.2, **look)
            inside = last - first > _ROOM_DAYS
            at, ink = (first, text_on(colour)) if inside else (last, INK)
            name = textwrap.fill(row.label.removeprefix("Jaap "), 12 if is_narrow() else 40)
            look = {"weight": "semibold", "fontsize": SMALL, "color": ink, "linespacing": 1.0}
            beside(ax, name, at, y, (3, 0), **look)
    for row in marks.itertuples():
        x, left = _day(row.start), row.label != "in force"
        ax.plot([x, x], [-0.85, 2.4], color=INK, linewidth=0.8, linestyle=(0, (3, 2)), zorder=0)
        look = {"ha": "right" if left else "left", "va": "center", "fontsize": SMALL}
        ax.text(x, -1.0, f"{row.label} {row.start[:4]}", **look)
    ax.set(xlim=(start, end + _BESIDE_DAYS), ylim=(2.4, -1.15), yticks=[])
    _years(ax, 4)
    return figure


def chart_rutte(evidence: Evidence) -> Picture:
    """Return the timeline of what Rutte's government did on the treaty, in his term of office."""
    term = facts.term_of(evidence, "Rutte", NETHERLANDS)
    acts = some(facts.government_acts(evidence), "no act of Rutte's government is accepted")
    end = evidence.published.isoformat() if pd.isna(term["end"]) else term["end"]
    return picture(
        WORDS,
        "rutte_record",
        acts[["date", "act", "grade"]].assign(term_start=term["start"], term_end=end),
        draw_rutte,
        evidence.cites(("political_facts", acts["id"])),
        own=len(facts.own_words(evidence)),
    )


def draw_rutte(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_rutte`."""
    figure, ax = labelled_rows(map(in_words, frame["date"]), 0.48 if is_narrow() else 0.32, 0.7)
    start, end = (_day(frame[column].iloc[0]) for column in ("term_start", "term_end"))
    ax.axvspan(start, end, color=TERM, linewidth=0)
    look = {"color": TERM_WORDS, "weight": "semibold", "va": "center"}
    ax.text(start + 60, -0.75, WORDS.entry("rutte_record")["term"], **look)
    for y, row in enumerate(frame.itertuples()):
        x = _day(row.date)
        dot(ax, x, y, OFFICE_HOLDERS["Rutte"], hollow=row.grade == "weak")
        right = x < (start + end) / 2
        side = {"ha": "left" if right else "right", "fontsize": SMALL}
        act = textwrap.fill(row.act, _ACT_LETTERS) if is_narrow() else row.act
        beside(ax, act, x, y, (8 if right else -8, 0), linespacing=1.05, **side)
    ax.set(xlim=(start - 60, end + 60), ylim=(len(frame) - 0.4, -1.2))
    ax.grid(visible=False)
    _years(ax, 4)
    return figure


def table_quotations(evidence: Evidence) -> Table:
    """Return the checks of words in the op-ed's order: its words, the result, the words found."""
    checks = some(quotations(evidence), "no check of the words is accepted")
    words, rows = WORDS.entry("quotations"), list(checks.itertuples())
    shown = checks.assign(
        words=[f"“{r.words}”" if r.quoted else f"{r.words} ({words['not_quoted']})" for r in rows],
        result=checks["found"].map(words["results"]),
        found_text="“" + checks["found_text"] + "”",
        source=checks["reporter"] + " " + checks["year"] + ", " + checks["grade"],
    )
    return table(WORDS, "quotations", shown)


def table_threat(evidence: Evidence) -> Table:
    """Return his words on the Russian threat by date, warnings beside denials of a near attack."""
    said = some(threat_statements(evidence), "no words of his on the Russian threat are accepted")
    kinds = WORDS.entry("threat_statements")["kinds"]
    words = "“" + said["words"] + "”"
    shown = said.assign(
        date=said["date"].map(in_words),
        **{column: words.where(said["kind"].eq(kind), "") for column, kind in kinds.items()},
        source=said["reporter"] + ", " + said["grade"],
    )
    return table(WORDS, "threat_statements", shown)
