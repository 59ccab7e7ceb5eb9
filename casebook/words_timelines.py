"""Timelines of offices and acts, for the chapter "Stoltenberg, Rutte and the quotations"."""

from __future__ import annotations

import matplotlib.dates as mdates
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from casebook.data.dates import earliest_day, in_words, latest_day
from casebook.reasoning.evidence import PUBLICATION, Evidence
from casebook.telling.charts import GREY, INK, SMALL, Picture, canvas, text_on
from casebook.telling.wording import capitalised, listed, spelled
from casebook.words_record import (
    ADOPTED,
    IN_FORCE,
    NETHERLANDS,
    NORWAY,
    SECRETARY_GENERAL,
    SIGNED,
    event_day,
    government_acts,
    in_office,
    short_day,
    term_of,
    terms,
)

_LANES = (SECRETARY_GENERAL, NORWAY, NETHERLANDS)

_PERSONS = {"Jaap de Hoop Scheffer": GREY, "Stoltenberg": "#1b5e8c", "Rutte": "#b8860b"}
_RUTTE_PALE, _RUTTE_DARK = "#f3ead2", "#8a6508"

_ANSWER = "“governments to decide”"
"""Stoltenberg's answer of July 2023 (row P028), by the words that the op-ed quotes."""

_GAP_DAYS = 365
"""A gap between two terms of one office longer than this is marked as not in the data."""

_ROOM_DAYS = 5 * 365
"""A bar longer than this has its name at its left end, a shorter one in its middle."""


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
    """Timeline of the offices against the dates of the treaty."""
    held = terms(evidence)
    spans = held[held["office"].isin(_LANES)].assign(
        kind="term", label=held["person"], drawn_to=held["end"].fillna(evidence.as_of.isoformat())
    )
    signing = event_day(evidence, SIGNED)
    answer = evidence.rows("political_facts", id="P028")["date_start"].iloc[0]
    dates = {
        "adopted": event_day(evidence, ADOPTED).isoformat(),
        "signed": signing.isoformat(),
        "in force": event_day(evidence, IN_FORCE).isoformat(),
        _ANSWER: answer,
        "op-ed": PUBLICATION.isoformat(),
    }
    marks = pd.DataFrame({"kind": "date", "label": list(dates), "start": list(dates.values())})
    columns = ["kind", "label", "office", "start", "end", "drawn_to"]
    leader, premier = (
        listed(in_office(evidence, office, signing)) for office in (SECRETARY_GENERAL, NORWAY)
    )
    start = term_of(evidence, "Stoltenberg", SECRETARY_GENERAL)["start"]
    return Picture(
        name="offices",
        frame=pd.concat([spans[columns], marks], ignore_index=True),
        draw=draw_offices,
        title=f"When the treaty was signed {leader} led NATO and {premier} led Norway",
        subtitle=f"Terms of office and dates of the treaty, to {in_words(evidence.as_of)}",
        caption=(
            "Only terms in our data are drawn. Where they hold no end of a term, its bar runs to "
            "the date of the data. The words of July 2023 are Stoltenberg's answer on cluster "
            "munitions for Ukraine."
        ),
        alt=(
            f"{capitalised(spelled(len(_LANES)))} rows of bars. "
            + "; ".join(
                f"{row.label}, {row.office}, from {in_words(row.start)}"
                + (f" to {in_words(row.end)}" if pd.notna(row.end) else " on")
                for row in spans.itertuples()
            )
            + f". The treaty was signed on {in_words(signing)}; Stoltenberg took office at NATO on "
            f"{in_words(start)}."
        ),
        sources=(
            *("nato_hoopscheffer", "wikiwand_stoltenberg", "wikipedia_rutte"),
            *("untc_ccm_2026", "ccm_isu_10years", "tass_stoltenberg2023", "oped_militarytimes"),
        ),
    )


def draw_offices(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_offices`."""
    figure, ax = canvas(2.9)
    spans, marks = frame[frame["kind"].eq("term")], frame[frame["kind"].eq("date")]
    start, end = _day("2004-01-01"), _day(spans["drawn_to"].max())
    blank = {"facecolor": "white", "edgecolor": "none", "pad": 1}
    for y, office in enumerate(_LANES):
        lane = spans[spans["office"].eq(office)]
        name = "Secretary General of NATO" if office == SECRETARY_GENERAL else office
        ax.text(start, y - 0.42, name, weight="semibold", va="center", bbox=blank)
        for row in lane.itertuples():
            first, last = _day(row.start), _day(row.drawn_to)
            roomy = last - first > _ROOM_DAYS
            ax.barh(
                *(y, last - first),
                left=first,
                height=0.46,
                color=_PERSONS[row.label],
                edgecolor="white",
                linewidth=1.2,
                zorder=2,
            )
            ax.text(
                first + 60 if roomy else (first + last) / 2,
                y,
                row.label.removeprefix("Jaap "),
                ha="left" if roomy else "center",
                va="center",
                color=text_on(_PERSONS[row.label]),
                weight="semibold",
                fontsize=SMALL,
            )
        for left, right in zip(lane["drawn_to"].iloc[:-1], lane["start"].iloc[1:], strict=True):
            if _day(right) - _day(left) > _GAP_DAYS:
                ax.text(
                    (_day(left) + _day(right)) / 2,
                    y,
                    "not in\nour data",
                    ha="center",
                    va="center",
                    fontsize=SMALL,
                    style="italic",
                    color=GREY,
                    bbox=blank,
                )
    high = ("signed", _ANSWER)
    for row in marks.itertuples():
        x, level = _day(row.start), -1.35 if row.label in high else -1.05
        ax.plot(
            *([x, x], [level + 0.12, 2.4]),
            color=INK,
            linewidth=0.8,
            linestyle=(0, (3, 2)),
            zorder=0,
        )
        ax.text(
            x,
            level,
            f"{row.label} {row.start[:4]}",
            ha="right" if row.label in ("adopted", _ANSWER) else "left",
            va="center",
            fontsize=SMALL,
        )
    ax.set(xlim=(start, end), ylim=(2.4, -1.5), yticks=[])
    _years(ax, 4)
    return figure


def chart_rutte(evidence: Evidence) -> Picture:
    """Timeline of what Rutte's government did on the treaty, and of his own texts as found."""
    acts = government_acts(evidence).assign(who="his government")
    facts = evidence.known("political_facts", "P042")
    later = evidence.known("aftermath", "A17")
    silent = pd.DataFrame(
        {
            # P042 is dated to the year; the month from which it was known is nearer.
            "date": [*facts["known_from"], *later["date"]],
            "act": "as Secretary General: treaty not mentioned",
            "grade": [*facts["confidence"], *later["confidence"]],
            "source": [*facts["source"], *later["source"]],
            "who": "himself",
        }
    )
    frame = pd.concat([acts, silent], ignore_index=True).sort_values(["date", "act"])
    term = term_of(evidence, "Rutte", NETHERLANDS)
    frame = frame.assign(term_start=term["start"], term_end=term["end"])
    return Picture(
        name="rutte_record",
        frame=frame[["date", "who", "act", "grade", "term_start", "term_end"]],
        draw=draw_rutte,
        title=(
            f"Rutte's government acted or spoke on the treaty {spelled(len(acts))} times; no "
            "statement of his own was found"
        ),
        subtitle="Public acts and statements on record, by date",
        caption=(
            "The shaded time is his term as Dutch prime minister. Hollow marks are texts of Rutte "
            "at NATO that were read in part and do not mention the treaty. A bar is a date known "
            "only to the year. No statement found is not proof that none was made."
        ),
        alt="; ".join(f"{in_words(row.date)}: {row.who}, {row.act}" for row in frame.itertuples())
        + f". He was prime minister from {in_words(term['start'])} to {in_words(term['end'])}.",
        sources=tuple(frame["source"].unique()),
    )


def draw_rutte(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_rutte`."""
    figure, ax = canvas(0.3 * len(frame) + 0.9)
    start, end = (_day(frame[column].iloc[0]) for column in ("term_start", "term_end"))
    ax.axvspan(start, end, color=_RUTTE_PALE, linewidth=0)
    ax.text(
        *(start + 60, -0.95, "Rutte prime minister"), color=_RUTTE_DARK, weight="bold", va="center"
    )
    for y, row in enumerate(frame.itertuples()):
        first, last = (
            float(mdates.date2num(bound))
            for bound in (earliest_day(row.date), latest_day(row.date))
        )
        own = row.who == "himself"
        colour = GREY if own else _PERSONS["Rutte"]
        ax.plot([first, last], [y, y], color=colour, linewidth=4, solid_capstyle="butt")
        ax.plot(
            *([(first + last) / 2], [y]),
            marker="o",
            markersize=7,
            markeredgecolor=colour,
            markerfacecolor="white" if own else colour,
            markeredgewidth=1.6,
            linestyle="none",
        )
        right = first < (start + end) / 2
        ax.annotate(
            f"{short_day(row.date)}  {row.act}",
            (last if right else min(first, end), y),
            xytext=(8 if right else -8, 0),
            textcoords="offset points",
            ha="left" if right else "right",
            va="center",
            fontsize=SMALL,
            color=GREY if own else INK,
        )
    ax.set(xlim=(_day("2010-01-01"), _day("2025-12-31")), ylim=(len(frame) - 0.4, -1.4), yticks=[])
    _years(ax, 5)
    return figure
