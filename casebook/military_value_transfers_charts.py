"""Charts of the chapter on military value: Bakhmut and the US delay."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

import matplotlib.dates as mdates
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from casebook.data.dates import in_words, latest_day
from casebook.military_value_record import (
    approval,
    causes,
    chain,
    fall,
    links,
    testimony_day,
)
from casebook.reasoning.evidence import Evidence
from casebook.telling.charts import GREY, INK, SMALL, Picture, canvas
from casebook.telling.wording import counted, listed, spelled

_LANES = {"battle": INK, "Turkish shells": "#b8860b", "United States": "#1b5e8c"}

_LANE_MARKERS = {"battle": "D", "Turkish shells": "o", "United States": "s"}

_STATUS_COLOURS = {
    "met": "#1b5e8c",
    "disputed": "#f0c571",
    "not found": "white",
    "not met": "#8c2d19",
}

_LABEL_DAYS = 18
"""Days of the time axis that one line of text needs in the chain of Bakhmut."""


def chart_bakhmut(evidence: Evidence) -> Picture:
    """Chart of the dated chain of Bakhmut and of what "pivotal" would require."""
    events, needed = chain(evidence), links(evidence)
    frame = pd.concat(
        [
            events.assign(part="chain"),
            needed.rename(columns={"link": "lane"}).assign(part="required"),
        ],
        ignore_index=True,
    )
    met = int(needed["status"].eq("met").sum())
    city, approved = fall(evidence), approval(evidence)
    return Picture(
        name="bakhmut_chain",
        frame=frame,
        draw=draw_bakhmut,
        title=(
            f"Of {spelled(len(needed))} things that “pivotal” would require at Bakhmut, "
            f"{spelled(met) if met else 'none'} is established"
        ),
        subtitle=(
            f"Dated events to scale, {in_words(events['start'].min())} to "
            f"{in_words(events['end'].max())}, and the requirements"
        ),
        caption=(
            "Black: the battle. Gold circles: reports and denials of Turkish shells, hollow where "
            "the report is disputed or has one source. Blue squares: the United States. An event "
            "known to the month stands in its middle. That no account was found is not proof that "
            "there was no effect."
        ),
        alt="; ".join(f"{in_words(row.start)}: {row.words}" for row in events.itertuples())
        + ". Required: "
        + "; ".join(f"{row.link}: {row.words}" for row in needed.itertuples())
        + f". The city fell by {in_words(city['date'])}; the first US transfer was announced on "
        + f"{in_words(approved['date'])}.",
        sources=(
            "wikimili_bakhmut",
            "babel_bodnar2023",
            "dailysabah_2023",
            "messenger_bakhmut_2023",
            "politicaliq_2023",
            "pravda_ua_2023_0707_pkg",
        ),
    )


def _spread(places: Sequence[float], gap: float) -> list[float]:
    """Return the places moved down where needed, so that neighbours are a gap apart."""
    moved: list[float] = []
    for place in places:
        moved.append(max(place, moved[-1] + gap) if moved else place)
    return moved


def draw_bakhmut(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_bakhmut`."""
    figure, (top, bottom) = canvas(5.4, rows=2, height_ratios=(3.6, 1))
    events = frame[frame["part"].eq("chain")]
    start, end = (mdates.date2num(pd.to_datetime(events[c])) for c in ("start", "end"))
    events = events.assign(middle=(start + end) / 2).sort_values("middle", kind="stable")
    middle = events["middle"].to_numpy()
    battle = middle[(events["lane"] == "battle").to_numpy()]
    top.plot([0, 0], [battle.min(), battle.max()], color=INK, linewidth=9, solid_capstyle="butt")
    labels = _spread(middle, _LABEL_DAYS)
    for row, when, label in zip(events.itertuples(), middle, labels, strict=True):
        colour = _LANES[row.lane]
        place = 0.04 * list(_LANES).index(row.lane)
        top.plot(
            place,
            when,
            _LANE_MARKERS[row.lane],
            color=colour,
            markersize=7,
            markeredgecolor=colour,
            markerfacecolor=colour if row.firm else "white",
            markeredgewidth=1.4,
            zorder=3,
        )
        top.plot([place + 0.02, 0.135], [when, label], color=GREY, linewidth=0.6)
        day = pd.to_datetime(row.start)
        exact = row.start == row.end
        text = f"{day.day} {day:%b %Y}" if exact else f"{day:%b %Y}"
        top.text(0.145, label, text, va="center", fontsize=SMALL, color=GREY)
        top.text(
            0.335,
            label,
            row.words,
            va="center",
            fontsize=SMALL,
            color=colour if row.lane != "Turkish shells" else "#7a5a05",
        )
    top.set(
        xlim=(-0.03, 1), xticks=[], ylim=(max(labels[-1], middle.max()) + 12, middle.min() - 14)
    )
    top.yaxis.set_major_locator(mdates.MonthLocator(bymonth=(1, 4, 7, 10)))
    top.yaxis.set_major_formatter(mdates.DateFormatter("%b %Y"))
    top.tick_params(axis="y", length=3)
    top.spines[["bottom"]].set_visible(False)
    needed = frame[frame["part"].eq("required")]
    for y, row in enumerate(needed.itertuples()):
        bottom.plot(
            0.012,
            y,
            "o" if row.status != "not met" else "X",
            markersize=8,
            markeredgecolor=GREY if row.status == "not found" else _STATUS_COLOURS[row.status],
            markerfacecolor=_STATUS_COLOURS[row.status],
            clip_on=False,
        )
        bottom.text(0.045, y, row.lane, va="center", weight="semibold")
        bottom.text(0.45, y, row.words, va="center", fontsize=SMALL)
    bottom.set_title("What “pivotal” would require")
    bottom.set(xlim=(0, 1), ylim=(len(needed) - 0.5, -0.5), xticks=[], yticks=[])
    bottom.spines[["left", "bottom"]].set_visible(False)
    return figure


def chart_delay(evidence: Evidence) -> Picture:
    """Chart of what the rows give as causes of the US delay, before and after the approval."""
    frame = causes(evidence)
    frame["start"] = frame["start"].map(lambda day: day.isoformat())
    frame["approved"] = latest_day(approval(evidence)["date"]).isoformat()
    stands = frame[frame["cause"].eq("allies") & ~frame["account"]]
    late = stands[~stands["before"]]
    names = [evidence.state_in_text(iso3) for iso3 in late["iso3"].unique()]
    frame["name"] = frame["iso3"].map(evidence.state_in_text)
    both = frame[frame["account"]]["cause"].nunique()
    return Picture(
        name="causes_of_us_delay",
        frame=frame,
        draw=draw_delay,
        title=(
            f"Pentagon testimony names {'US law and allied unity' if both > 1 else 'one cause'}; "
            f"{counted(len(names), 'ally', 'allies')} objected on or after the day of approval"
        ),
        subtitle="What is given as cause of the US delay, by date, 2022 and 2023",
        caption=(
            "Bar: the limit in US law, set by Congress, waived for Ukraine in the end. Diamonds: "
            "Pentagon testimony, known to the month. Circles: public positions of allies bound by "
            "the treaty. What allies said in private before is not known."
        ),
        alt=(
            f"US law: in force since 2017, before the approval on "
            f"{in_words(frame['approved'].iloc[0])}. Testimony of "
            f"{in_words(testimony_day(evidence).isoformat()[:7])} names "
            f"{listed(frame.loc[frame['account'], 'cause'])}. Public objections on the day of the "
            f"approval or after: {listed(names)}."
        ),
        sources=(
            "wapo_yomiuri2023",
            "rosbalt_2023_cooper",
            "eupravda_baerbock2023",
            "espreso_2023",
        ),
    )


def draw_delay(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_delay`."""
    figure, ax = canvas(2.2)
    lanes = {"US law": 0, "allies": 1.6}
    approved = mdates.date2num(pd.to_datetime(frame["approved"].iloc[0]))
    left, right = (mdates.date2num(pd.Timestamp(d)) for d in ("2022-02-01", "2024-01-31"))
    _lane_of_law(ax, frame, lanes, left, right)
    stands = frame[~frame["account"] & frame["cause"].eq("allies")].sort_values("start")
    days = mdates.date2num(pd.to_datetime(stands["start"]))
    places = lanes["allies"] + 0.12 * stands.groupby("start").cumcount().to_numpy()
    ax.plot(days, places, "o", color="#8c2d19", markersize=5)
    text = f"Public objections: {listed(dict.fromkeys(stands['name']))}"
    ax.text(
        days.max() + 13,
        lanes["allies"] + 0.2,
        textwrap.fill(text, 24),
        va="center",
        fontsize=SMALL,
        color="#8c2d19",
    )
    spoken = frame[frame["account"]]
    if len(spoken):
        day = mdates.date2num(pd.to_datetime(spoken["start"].iloc[0])) + 14
        heights = spoken["cause"].map(lanes)
        ax.plot([day] * len(heights), heights, "D-", color=INK, markersize=6, linewidth=1.2)
        ax.text(
            day - 10,
            heights.mean(),
            "Pentagon: useful, but held back by\nUS law and worries over allied unity",
            ha="right",
            va="center",
            fontsize=SMALL,
        )
    ax.axvline(approved, color=INK, linewidth=1, linestyle=(0, (4, 2)))
    ax.text(approved, -0.95, "US approval", ha="center", va="bottom", fontsize=SMALL)
    ax.set_yticks(list(lanes.values()), ["US law\nand policy", "Allies and\ntheir treaty"])
    ax.set(ylim=(2.3, -0.95), xlim=(left, right))
    ax.xaxis.set_major_locator(mdates.MonthLocator(bymonth=(1, 7)))
    ax.xaxis.set_major_formatter(mdates.DateFormatter("%b %Y"))
    ax.spines["left"].set_visible(False)
    return figure


def _lane_of_law(
    ax: Axes, frame: pd.DataFrame, lanes: dict[str, float], left: float, right: float
) -> None:
    """Draw the limit in US law as a bar over the whole span if it was in force before."""
    rules = frame[frame["cause"].eq("US law") & ~frame["account"]]
    if rules.empty:
        return
    ax.barh(lanes["US law"], right - left, left=left, height=0.42, color="#1b5e8c")
    ax.text(
        left + 8,
        lanes["US law"],
        f"limit on duds in US law since {rules['start'].min()[:4]}",
        color="white",
        va="center",
        fontsize=SMALL,
    )
