"""Chart of the chapter "A divided NATO?": the camps since the treaty was opened."""

from __future__ import annotations

import matplotlib.dates as mdates
import pandas as pd
from matplotlib.figure import Figure

from casebook.data.dates import in_words
from casebook.nato_divide_members import camp_changes, camps, keys_of, names
from casebook.reasoning.evidence import Evidence
from casebook.telling.charts import (
    GREY,
    SMALL,
    STATUS_COLOURS,
    STATUS_HATCHES,
    Picture,
    canvas,
    text_on,
)
from casebook.telling.wording import capitalised, counted, listed, spelled
from casebook.treaty import STATUSES


def chart_camps(evidence: Evidence) -> Picture:
    """Stacked steps of allies by status since the treaty was opened."""
    frame, changes = camps(evidence), camp_changes(evidence)
    moved = changes[changes["act"].eq("changed camp")]
    start, end = frame.iloc[0], frame.iloc[-1]
    out_start, out_end = (int(row["never joined"] + row["left"]) for row in (start, end))
    frame["note"] = frame["date"].map(_camp_notes(evidence, changes)).fillna("")
    return Picture(
        name="nato_camps",
        frame=frame,
        draw=draw_camps,
        title=(
            f"{capitalised(counted(len(moved), 'ally', 'allies'))} changed camp since 2008; "
            f"{spelled(out_start)} of {start['allies']} were outside then, {spelled(out_end)} of "
            f"{end['allies']} are now"
        ),
        subtitle=(f"NATO members by status towards the treaty, to {in_words(evidence.as_of)}"),
        caption=(
            "Signing puts a state in the treaty's camp; it is bound from its consent. Allies that "
            "joined NATO later appear from that day. "
            + " ".join(
                f"{capitalised(evidence.state_in_text(row.iso3))} "
                + ("joined the treaty" if row.inside else "left the treaty")
                + f" on {in_words(row.date)}."
                for row in moved.itertuples()
            )
        ),
        alt=(
            f"Stacked step chart. In {start['date'][:4]} bound: {start['state party']}, signed "
            f"only: {start['signatory only']}, outside: {start['never joined']}. At the "
            f"end {end['state party']} are bound, {end['signatory only']} have only signed, "
            f"{end['never joined']} never joined and {end['left']} left, of {end['allies']}. "
            f"Changed camp: {listed(names(evidence, moved['iso3']))}."
        ),
        sources=("untc_ccm_2026", *keys_of(evidence, "nato_members")),
    )


def _camp_notes(evidence: Evidence, changes: pd.DataFrame) -> dict[str, str]:
    """Return a note for each day on which an ally changed camp or arrived outside the treaty."""
    notes = {}
    for row in changes.itertuples():
        if row.act == "changed camp":
            act = "\njoins" if row.inside else "\nleaves"
        elif not row.inside:
            act = " enters\nNATO outside"
        else:
            continue
        notes[row.date] = f"{evidence.state_name(row.iso3)}{act}"
    return notes


_NOTE_ROOM = pd.Timedelta(days=4 * 365)
"""Time that the words of a note take up on the axis."""


def draw_camps(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_camps`."""
    figure, ax = canvas(3.2)
    days = pd.to_datetime(frame["date"])
    base = pd.Series(0, index=frame.index)
    for status in STATUSES:
        top, hatch = base + frame[status], STATUS_HATCHES.get(status)
        ax.fill_between(
            days,
            base,
            top,
            step="post",
            facecolor=STATUS_COLOURS[status],
            edgecolor="white" if hatch else "none",
            hatch=hatch,
            linewidth=0,
        )
        ax.step(days, top, where="post", color="white", linewidth=0.8)
        base = top
    last, edge = frame.iloc[-1], 0
    for status in STATUSES:
        if last[status]:
            ax.annotate(
                f"{last[status]} {'bound' if status == 'state party' else status}",
                (days.iloc[-1], edge + last[status] / 2),
                xytext=(4, 0),
                textcoords="offset points",
                va="center",
                annotation_clip=False,
            )
        edge += last[status]
    for status, day, text in (
        ("state party", "2018-01-01", "bound"),
        ("signatory only", "2009-08-01", "signed only"),
        ("never joined", "2018-01-01", "never joined"),
    ):
        row = frame[frame["date"] <= day].iloc[-1]
        before = STATUSES[: STATUSES.index(status)]
        height = row[list(before)].sum() + row[status] / 2
        colour = STATUS_COLOURS[status]
        ax.text(
            pd.Timestamp(day),
            height,
            text,
            va="center",
            color=text_on(colour),
            weight="semibold",
            bbox={"facecolor": colour, "edgecolor": "none", "pad": 1.5},
        )
    noted = frame[frame["note"].ne("")]
    since = pd.to_datetime(noted["date"]).diff()
    for row, gap in zip(noted.itertuples(), since, strict=True):
        ax.annotate(
            row.note,
            (pd.Timestamp(row.date), row.allies),
            xytext=(
                3,
                40 if gap < _NOTE_ROOM else 12,
            ),  # two that are near stand one above the other
            textcoords="offset points",
            ha="right",
            va="bottom",
            fontsize=SMALL,
            linespacing=1.05,
            arrowprops={"arrowstyle": "-", "color": GREY, "linewidth": 0.8},
        )
    ax.set(
        ylim=(0, frame["allies"].max() + 13),
        xlim=(days.iloc[0], days.iloc[-1]),
        yticks=(0, 10, 20, 30),
    )
    ax.xaxis.set_major_locator(mdates.YearLocator(4))
    ax.xaxis.set_major_formatter(mdates.DateFormatter("%Y"))
    ax.grid(axis="y")
    return figure
