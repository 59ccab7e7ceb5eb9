"""Charts of the chapter "Shells and budgets": what was promised and what is needed."""

from __future__ import annotations

import matplotlib.dates as mdates
import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from casebook.data.dates import in_words, latest_day
from casebook.industry_measures import pledge, rounds
from casebook.industry_output_charts import COLOURS
from casebook.reasoning.evidence import Evidence
from casebook.telling.charts import INK, PALE, SMALL, Picture, canvas
from casebook.telling.wording import percent


def chart_million(evidence: Evidence) -> Picture:
    """Chart of the EU's pledge of shells to Ukraine against what was delivered."""
    rows = pledge(evidence)
    later = evidence.rows("artillery_production", id="AP70")
    frame = pd.concat([rows, later]).sort_values("period_end")
    frame = frame[["id", "as_of", "period_end", "kind", "value", "source"]].reset_index(drop=True)
    due = frame.loc[frame["id"].isin(rows["id"]) & frame["kind"].eq("target")].iloc[0]
    frame["what"] = np.select(
        [
            frame["id"].eq(due["id"]),
            frame["kind"].eq("target"),
            frame["as_of"] < frame["period_end"],
        ],
        ["pledge", "new aim", "expected"],
        "delivered",
    )
    best = frame[frame["kind"].eq("delivery") & (frame["period_end"] <= due["period_end"])]
    share = best["value"].max() / due["value"]
    return Picture(
        name="industry_eu_million",
        frame=frame,
        draw=draw_million,
        title=(
            f"Of the EU's {rounds(due['value'])} shells for Ukraine, {percent(share)} were "
            "delivered or expected by the deadline"
        ),
        subtitle=(
            f"Rounds delivered since March 2023 as the EU's High Representative gave them; "
            f"pledge due {in_words(due['period_end'])}"
        ),
        caption=(
            "Deliveries are not output: they came from stocks as well as from makers. The last "
            "two marks are what was expected and newly aimed at in January 2024; no later count "
            "by the same speaker was found."
        ),
        alt="; ".join(
            f"{row['what']} {rounds(row['value'])} by {in_words(row['period_end'])}"
            for _, row in frame.iterrows()
        )
        + ".",
        sources=tuple(frame["source"].unique()),
    )


def draw_million(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_million`."""
    figure, ax = canvas(2.7)
    frame = frame.assign(day=pd.to_datetime(frame["period_end"].map(latest_day)))
    due = frame[frame["what"].eq("pledge")].iloc[0]
    start = pd.Timestamp("2023-03-01")
    ax.hlines(
        due["value"] / 1e6, start, due["day"], color=INK, linewidth=1.5, linestyle=(0, (4, 2))
    )
    ax.vlines(due["day"], 0, due["value"] / 1e6, color=INK, linewidth=1, linestyle=(0, (4, 2)))
    ax.text(
        start + pd.Timedelta(days=6),
        due["value"] / 1e6 + 0.03,
        f"pledged: {rounds(due['value'])}",
        weight="semibold",
    )
    for _, row in frame[frame["what"].ne("pledge")].iterrows():
        sure = row["what"] == "delivered"
        ax.vlines(
            row["day"], 0, row["value"] / 1e6, color=COLOURS["Europe"], linewidth=6 if sure else 2
        )
        ax.plot(
            row["day"],
            row["value"] / 1e6,
            "s" if sure else "^",
            color=COLOURS["Europe"],
            markerfacecolor=COLOURS["Europe"] if sure else "white",
            markersize=7,
            markeredgewidth=1.5,
        )
        first = row["id"] == frame["id"].iloc[0]
        early = row["day"] < due["day"]
        ax.annotate(
            f"{rounds(row['value'])}\n{row['what']}",
            (row["day"], row["value"] / 1e6),
            xytext=(-8, -8) if first else (-2, 6) if early else (8, 0),
            textcoords="offset points",
            ha="right" if first else "center" if early else "left",
            va="bottom" if early and not first else "center",
            color=COLOURS["Europe"],
            fontsize=SMALL,
            linespacing=1.0,
        )
    ax.set(xlim=(start, pd.Timestamp("2025-05-15")), ylim=(0, 1.4))
    # number: a unit
    ax.set_title("Million rounds")
    ax.xaxis.set_major_locator(mdates.MonthLocator((1, 7)))
    ax.xaxis.set_major_formatter(mdates.DateFormatter("%b %Y"))
    ax.grid(axis="y")
    return figure


def chart_need(evidence: Evidence) -> Picture:
    """Chart of what each army is said to need in a year against what reaches it."""
    rows = evidence.by_id("artillery_production", "AP08", "AP19", "AP20", "AP83", "AP84", "AP85")
    russia = rows.loc[["AP19", "AP20"]]
    frame = pd.DataFrame(
        [
            ("Russia 2024", "need", float(rows.loc["AP08", "value"]), "AP08"),
            ("Russia 2024", "own output", float(russia["value"].sum()), "AP19 and AP20"),
            ("Ukraine 2025", "need", float(rows.loc["AP85", "value"]), "AP85"),
            ("Ukraine 2024", "from allies", float(rows.loc["AP84", "value"]), "AP84"),
            ("Ukraine 2023", "from allies", float(rows.loc["AP83", "value"]), "AP83"),
        ],
        columns=["whose", "what", "value", "rows"],
    )
    value = frame["value"]
    return Picture(
        name="industry_need",
        frame=frame,
        draw=draw_need,
        title=(
            f"By one institute's figures Russia made {percent(value[1] / value[0])} of the shells "
            f"it needed and Ukraine was given {percent(value[3] / value[2])}"
        ),
        # number: a unit
        subtitle="Million rounds a year; Russia 122 mm and 152 mm together, Ukraine 155 mm",
        caption=(
            "All figures are the Royal United Services Institute's, so they share a method. The "
            "two rows must not be set against each other: the calibres differ. Ukraine's need is "
            "that of 2025, its supply that of the years before; Russia also fires shells from "
            "stocks and from North Korea, which are not output."
        ),
        alt="; ".join(f"{w} {what} {rounds(v)}" for w, what, v, _ in frame.itertuples(index=False))
        + ".",
        sources=("rusi_2024_objectives", "rusi_2025_industrial"),
    )


def draw_need(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_need`."""
    figure, ax = canvas(1.9)
    for place, (whose, colour) in enumerate(
        (("Ukraine", COLOURS["Europe"]), ("Russia", COLOURS["Russia"]))
    ):
        rows = frame[frame["whose"].str.startswith(whose)]
        ax.hlines(place, 0, rows["value"].max() / 1e6, color=PALE, linewidth=8, zorder=1)
        supply = rows[rows["what"].ne("need")]
        ax.hlines(place, 0, supply["value"].min() / 1e6, color=colour, linewidth=8, zorder=2)
        for _, row in rows.iterrows():
            need = row["what"] == "need"
            ax.plot(
                row["value"] / 1e6,
                place,
                "|" if need else "o",
                color=INK if need else colour,
                markersize=18 if need else 9,
                markeredgewidth=2.5 if need else 1,
                zorder=3,
            )
        years = "–".join(sorted({w[-4:] for w in supply["whose"]}))
        ends = " to ".join(f"{v / 1e6:.1f}" for v in sorted(supply["value"]))
        ax.annotate(
            f"{supply['what'].iloc[0]} {years}: {ends}",
            (0, place),
            xytext=(0, 11),
            textcoords="offset points",
            color=colour,
            weight="semibold",
        )
        need = rows[rows["what"].eq("need")].iloc[0]
        ax.annotate(
            f"said to be needed, {need['whose'][-4:]}: {need['value'] / 1e6:.1f}",
            (need["value"] / 1e6, place),
            xytext=(0, -11),
            textcoords="offset points",
            ha="right" if need["value"] > 4e6 else "left",
            va="top",
        )
    ax.set(xlim=(0, 6), ylim=(-0.55, 1.6), yticks=[0, 1], yticklabels=["Ukraine", "Russia"])
    ax.spines["left"].set_visible(False)
    return figure
