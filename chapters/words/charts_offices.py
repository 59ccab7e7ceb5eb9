"""Timelines of the offices and of the acts of Rutte's government."""

from __future__ import annotations

import matplotlib.dates as mdates
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from casebook.data.dates import earliest_day, latest_day
from casebook.reasoning.evidence import Evidence
from casebook.telling.charts import GREY, INK, SMALL, canvas, text_on
from casebook.telling.marks import beside
from casebook.telling.pictures import Picture, picture
from chapters.common.palette import OFFICE_HOLDERS, TERM, TERM_WORDS
from chapters.words import WORDS, facts
from chapters.words.charts import looks, short_day
from chapters.words.facts import ADOPTED, IN_FORCE, NETHERLANDS, NORWAY, SECRETARY_GENERAL, SIGNED

_LANES = (SECRETARY_GENERAL, NORWAY, NETHERLANDS)

_GAP_DAYS = 365
"""A gap between two terms of one office longer than this is marked as not in the data."""

_ROOM_DAYS = 5 * 365
"""A bar longer than this has its name at its left end, a shorter one in its middle."""

_BLANK = {"facecolor": "white", "edgecolor": "none", "pad": 1}


def _day(text: str) -> float:
    """Return an ISO day as a position on matplotlib's time axis."""
    return float(mdates.date2num(pd.Timestamp(text)))


def _years(ax: Axes, every: int) -> None:
    """Label a time axis with years."""
    ax.xaxis_date()
    ax.xaxis.set_major_locator(mdates.YearLocator(every))
    ax.xaxis.set_major_formatter(mdates.DateFormatter("%Y"))
    ax.spines["left"].set_visible(False)


def chart_offices(evidence: Evidence) -> Picture:
    """Return the timeline of the offices against the dates of the treaty."""
    held = facts.terms(evidence)
    spans = held[held["office"].isin(_LANES)].assign(
        kind="term",
        label=held["person"],
        drawn_to=held["end"].fillna(evidence.reaches("political_facts").isoformat()),
    )
    signing = facts.event_day(evidence, SIGNED)
    answer = evidence.rows("political_facts", id="P028")
    dates = {
        "adopted": facts.event_day(evidence, ADOPTED).isoformat(),
        "signed": signing.isoformat(),
        "in force": facts.event_day(evidence, IN_FORCE).isoformat(),
        WORDS.entry("offices")["answer"]: answer["date_start"].iloc[0],
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
            ("oslo_process", (ADOPTED, SIGNED, IN_FORCE)),
            ("political_facts", answer),
            ("oped_records", ("M01",)),
        ),
        known_to=evidence.reaches("political_facts"),
        lanes=len(_LANES),
        leader=facts.in_office(evidence, SECRETARY_GENERAL, signing),
        premier=facts.in_office(evidence, NORWAY, signing),
        signed=signing,
        answered=facts.month_of(answer, "date_start"),
        at_nato=facts.term_of(evidence, "Stoltenberg", SECRETARY_GENERAL)["start"],
    )


def draw_offices(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_offices`."""
    figure, ax = canvas(2.9)
    spans, marks = frame[frame["kind"].eq("term")], frame[frame["kind"].eq("date")]
    start, end = _day("2004-01-01"), _day(spans["drawn_to"].max())
    for y, office in enumerate(_LANES):
        name = WORDS.entry("offices")["lanes"].get(office, office)
        ax.text(start, y - 0.42, name, weight="semibold", va="center", bbox=_BLANK)
        _draw_lane(ax, spans[spans["office"].eq(office)], y)
    _draw_dates(ax, marks)
    ax.set(xlim=(start, end), ylim=(2.4, -1.5), yticks=[])
    _years(ax, 4)
    return figure


def _draw_lane(ax: Axes, lane: pd.DataFrame, y: float) -> None:
    """Draw the terms of one office as bars with names, and the gaps between them."""
    for row in lane.itertuples():
        first, last, colour = _day(row.start), _day(row.drawn_to), OFFICE_HOLDERS[row.label]
        look = {"left": first, "height": 0.46, "color": colour, "zorder": 2}
        ax.barh(y, last - first, edgecolor="white", linewidth=1.2, **look)
        roomy = last - first > _ROOM_DAYS
        ax.text(
            first + 60 if roomy else (first + last) / 2,
            y,
            row.label.removeprefix("Jaap "),
            ha="left" if roomy else "center",
            va="center",
            color=text_on(colour),
            weight="semibold",
            fontsize=SMALL,
        )
    look = {"ha": "center", "va": "center", "fontsize": SMALL, "style": "italic", "color": GREY}
    for left, right in zip(lane["drawn_to"].iloc[:-1], lane["start"].iloc[1:], strict=True):
        if _day(right) - _day(left) > _GAP_DAYS:
            middle = (_day(left) + _day(right)) / 2
            ax.text(middle, y, "not in\nour data", bbox=_BLANK, **look)


def _draw_dates(ax: Axes, marks: pd.DataFrame) -> None:
    """Draw the days of the treaty as dashed lines, their names above on two levels."""
    answer = WORDS.entry("offices")["answer"]
    for row in marks.itertuples():
        x, level = _day(row.start), -1.35 if row.label in ("signed", answer) else -1.05
        dashed = {"color": INK, "linewidth": 0.8, "linestyle": (0, (3, 2)), "zorder": 0}
        ax.plot([x, x], [level + 0.12, 2.4], **dashed)
        side = "right" if row.label in ("adopted", answer) else "left"
        ax.text(x, level, f"{row.label} {row.start[:4]}", ha=side, va="center", fontsize=SMALL)


def chart_rutte(evidence: Evidence) -> Picture:
    """Return the timeline of what Rutte's government did on the treaty, and of his own texts."""
    acts = facts.government_acts(evidence).assign(who="his government")
    silent = [
        # P042 is dated to the year; the month from which it was known is nearer.
        evidence.pick("political_facts", "P042").assign(date=lambda rows: rows["known_from"]),
        evidence.pick("aftermath", "A17"),
    ]
    texts = pd.concat(silent, ignore_index=True).rename(columns={"confidence": "grade"})
    texts = texts.assign(who="himself", act=WORDS.entry("rutte_record")["silent"])
    columns = ["date", "who", "act", "grade"]
    frame = pd.concat([acts[columns], texts[columns]], ignore_index=True)
    frame = frame.sort_values(["date", "act"])
    term = facts.term_of(evidence, "Rutte", NETHERLANDS)
    return picture(
        WORDS,
        "rutte_record",
        frame.assign(term_start=term["start"], term_end=term["end"]),
        draw_rutte,
        evidence.cites(
            ("political_facts", acts["id"]),
            *zip(("political_facts", "aftermath"), silent, strict=True),
        ),
        acts=len(acts),
        own=len(facts.own_words(evidence)),
        silent=len(texts),
        term_start=term["start"],
        term_end="" if pd.isna(term["end"]) else term["end"],
    )


def draw_rutte(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_rutte`."""
    figure, ax = canvas(0.3 * len(frame) + 0.9)
    start, end = (_day(frame[column].iloc[0]) for column in ("term_start", "term_end"))
    ax.axvspan(start, end, color=TERM, linewidth=0)
    name = WORDS.entry("rutte_record")["term"]
    ax.text(start + 60, -0.95, name, color=TERM_WORDS, weight="bold", va="center")
    for y, row in enumerate(frame.itertuples()):
        bounds = earliest_day(row.date), latest_day(row.date)
        first, last = (float(mdates.date2num(bound)) for bound in bounds)
        own = row.who == "himself"
        colour = GREY if own else OFFICE_HOLDERS["Rutte"]
        ax.plot([first, last], [y, y], color=colour, linewidth=4, solid_capstyle="butt")
        ax.plot([(first + last) / 2], [y], **looks("weak" if own else "secondary", colour))
        right = first < (start + end) / 2
        beside(
            ax,
            f"{short_day(row.date)}  {row.act}",
            last if right else min(first, end),
            y,
            (8 if right else -8, 0),
            ha="left" if right else "right",
            fontsize=SMALL,
            color=GREY if own else INK,
        )
    ax.set(xlim=(_day("2010-01-01"), _day("2025-12-31")), ylim=(len(frame) - 0.4, -1.4), yticks=[])
    _years(ax, 5)
    return figure
