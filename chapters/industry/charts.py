"""Charts of shells made and of every figure found, and the tables on what the treaty has to do."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from casebook.data.sources import short_names
from casebook.reasoning.evidence import Evidence, some
from casebook.telling.charts import INK, SMALL, canvas, legible
from casebook.telling.marks import beside
from casebook.telling.pictures import Picture, Table, picture, table
from casebook.telling.wording import capitalised
from chapters.common.palette import MAKERS
from chapters.industry import WORDS
from chapters.industry.facts import (
    SHELLS,
    heavy_output,
    like_for_like,
    limits,
    rounds,
    russian_causes,
    signs,
    span,
    statements,
)

_MARKERS = {"Russia": "o", "Europe": "s", "United States": "D"}

_KINDS = {
    "actual": ("o", True),
    "estimate": ("o", False),
    "capacity": ("s", False),
    "target": ("^", False),
}
"""Marker, and filled or not, of each kind of figure."""

_NAMES = WORDS.entry("industry_all_figures")["kinds"]

_PANELS = (
    ("Russia", "152 mm"),
    ("Europe", "155 mm"),
    ("Russia", "122 mm"),
    ("United States", "155 mm"),
    ("Russia", "122 mm and 152 mm"),
    ("Europe", "all artillery (calibre not stated)"),
    ("Russia", "all artillery (calibre not stated)"),
)


def chart_heavy(evidence: Evidence) -> Picture:
    """Return the chart of yearly output in the heavy gun calibres as ranges, by maker."""
    years = some(like_for_like(evidence), "no year has accepted shell figures of both sides")
    rows = heavy_output(evidence)
    rows = rows.fillna({"low": rows["value"], "high": rows["value"]})
    frame = (
        rows.groupby(["who", "year"])
        .agg(low=("low", "min"), high=("high", "max"), figures=("id", "size"))
        .reset_index()
    )
    spans = [f"{row.year} {span(row.low, row.high)}" for row in frame.itertuples()]
    return picture(
        WORDS,
        "industry_heavy_shells",
        frame,
        draw_heavy,
        evidence.cites((SHELLS, rows["id"])),
        year=int(years["year"].iloc[-1]),
        last=years.iloc[-1].to_dict(),
        makers=list(frame.assign(span=spans).groupby("who")["span"].agg(", ".join).items()),
    )


def draw_heavy(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_heavy`."""
    figure, ax = canvas(3)
    shifts = {"Russia": -0.2, "Europe": 0.0, "United States": 0.2}
    for who, rows in frame.groupby("who"):
        x = rows["year"] + shifts[who]
        ax.vlines(x, rows["low"] / 1e6, rows["high"] / 1e6, color=MAKERS[who], linewidth=5)
        for end in ("low", "high"):
            ax.plot(x, rows[end] / 1e6, _MARKERS[who], color=MAKERS[who], markersize=6)
    places = {"Russia": (2024, "high"), "Europe": (2025, "high")}
    for who, rows in frame.groupby("who"):
        newest = rows["year"].max()
        year, end = places.get(who, (newest, "low"))
        row = rows[rows["year"].eq(min(year, newest))].iloc[0]
        below = who == "United States"
        beside(
            ax,
            f"{who},\n155 mm" if below else f"{who}, {'152' if who == 'Russia' else '155'} mm",
            row["year"] + shifts[who],
            row[end] / 1e6,
            gap=(0, -9 if below else 8),
            ha="center",
            va="top" if below else "bottom",
            color=legible(MAKERS[who]),
            weight="semibold",
        )
    first, last = frame["year"].min(), frame["year"].max()
    ax.set(xlim=(first - 0.6, last + 0.95), ylim=(0, frame["high"].max() / 1e6 * 1.15))
    years = range(first, last + 1)
    ax.set_xticks(years, ["before\n2022" if year == 2021 else str(year) for year in years])
    ax.grid(axis="y")
    return figure


def chart_output(evidence: Evidence) -> Picture:
    """Return the chart of all figures on shells by maker and calibre."""
    frame = some(statements(evidence), "table artillery_production has no accepted row")
    frame = frame[frame["kind"].isin(_KINDS)]
    shown = [pair in _PANELS for pair in zip(frame["who"], frame["calibre"], strict=True)]
    frame = frame[shown].reset_index(drop=True)
    russia = frame[frame["who"].eq("Russia") & frame["year"].eq(2024)]
    russia = some(russia, "no figure of Russia's shells of 2024 is accepted")
    return picture(
        WORDS,
        "industry_all_figures",
        frame,
        draw_output,
        evidence.cites((SHELLS, frame["id"])),
        panels=len(_PANELS),
        tally=[
            {"name": name, "figures": int(frame["kind"].eq(kind).sum())}
            for kind, name in _NAMES.items()
        ],
        low=rounds(russia["value"].min()),
        high=rounds(russia["value"].max()),
    )


def draw_output(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_output`."""
    figure, axes = canvas(6.8, rows=4, columns=2, sharex=True, sharey=True)
    years = range(frame["year"].min(), frame["year"].max() + 1)
    for ax, (who, calibre) in zip(axes.flat, _PANELS, strict=False):
        rows = frame[frame["who"].eq(who) & frame["calibre"].eq(calibre)]
        for _, same in rows.sort_values(["kind", "value"]).groupby("year"):
            for place, (_, row) in enumerate(same.iterrows()):
                _mark(ax, row, row["year"] + 0.2 * (place - (len(same) - 1) / 2))
        ax.set_title(f"{who}, {calibre.replace('all artillery (', '').rstrip(')')}", fontsize=SMALL)
        ax.grid(axis="y")
    axes[0, 0].set(ylim=(0, 4.8), xlim=(years[0] - 0.6, years[-1] + 0.6))
    axes[0, 0].set_xticks(list(years), [f"’{year % 100}" for year in years])
    for ax in (axes[2, 1], axes[3, 0]):
        ax.tick_params(labelbottom=True)
    key = axes.flat[len(_PANELS)]
    key.axis("off")
    inside = {"transform": key.transAxes}
    for place, (kind, (marker, filled)) in enumerate(_KINDS.items()):
        y = 0.8 - 0.22 * place
        fill = INK if filled else "white"
        key.plot(0.06, y, marker, color=INK, markerfacecolor=fill, **inside)
        key.text(0.12, y, _NAMES[kind], va="center", **inside)
    key.text(0.03, 0.8 - 0.22 * len(_KINDS), "arrow: at least, at most", **inside)
    return figure


def _mark(ax: Axes, row: pd.Series, x: float) -> None:
    """Draw one figure with its range or its bound."""
    marker, filled = _KINDS[row["kind"]]
    colour, y = MAKERS[row["who"]], row["value"] / 1e6
    if pd.notna(row["low"]) and pd.notna(row["high"]):
        ax.vlines(x, row["low"] / 1e6, row["high"] / 1e6, color=colour, linewidth=1.2)
    else:
        arrow = {"arrowstyle": "<-", "color": colour, "linewidth": 1, "shrinkB": 0}
        beside(ax, "", x, y, (0, -11 if pd.isna(row["low"]) else 11), arrowprops=arrow)
    fill = colour if filled else "white"
    look = {"markerfacecolor": fill, "markersize": 5, "markeredgewidth": 1.2}
    ax.plot(x, y, marker, color=colour, **look)


def table_limits(evidence: Evidence) -> Table:
    """Return the table of what held European output back, by the sources found."""
    rows, names = limits(evidence), WORDS.entry("industry-limits")["limits"]

    def figure(row: pd.Series) -> str:
        ends = [f"{row[end]:,g}" for end in ("value_low", "value_high") if pd.notna(row[end])]
        unit = str(row["unit"]).replace("_", " ").replace("usd", "dollars")
        amount = "" if pd.isna(row["value"]) else f"{row['value']:,g}"
        given = {**row, "ends": ends, "amount": amount, "unit": unit}
        return WORDS.say("industry-limits", "figure", given)

    frame = pd.DataFrame(
        {
            "limit": rows["limit"].map(names).map(capitalised),
            "figure": [figure(row) for _, row in rows.iterrows()],
            "source": [short_names(evidence.package, [key]) for key in rows["source"]],
            "grade": rows["confidence"],
        }
    ).sort_values("limit", kind="stable", ignore_index=True)
    return table(WORDS, "industry-limits", frame)


def table_signs(evidence: Evidence) -> Table:
    """Return the table of the signs that the treaty gave Russia time, at publication and now."""
    told = WORDS.entry("industry-signs")
    causes = set(russian_causes(evidence)["measure"])
    now, then = signs(evidence), signs(evidence.at_publication())
    basis = [WORDS.say("industry-signs", s.key, {**s._asdict(), "causes": causes}) for s in now]
    frame = pd.DataFrame(
        {
            "sign": [told["signs"][sign.key] for sign in now],
            "then": [told["seen"][str(sign.seen)] for sign in then],
            "now": [told["seen"][str(sign.seen)] for sign in now],
            "basis": map(capitalised, basis),
            "kind": ["measured" if sign.measured else "views, no test" for sign in now],
        }
    )
    return table(WORDS, "industry-signs", frame)
