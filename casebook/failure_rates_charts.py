"""Charts of the chapter "How often do they fail?": the rates, by what they rest on."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from casebook.failure_rates_record import (
    FAMILIES,
    GENERAL,
    SHELLS,
    by_basis,
    claimed_against_observed,
    duds_left,
    rate,
    statements,
    submunitions_per_shell,
)
from casebook.reasoning.evidence import Evidence, some
from casebook.telling.charts import GREY, INK, PALE, SMALL, Picture, canvas
from casebook.telling.wording import capitalised, counted, how_many, spelled

BASIS_COLOURS = {
    "goal": GREY,
    "test": "#1b5e8c",
    "claim": "#b8860b",
    "field": "#8c2d19",
    "limit": GREY,
}
BASIS_MARKERS = {"goal": "^", "test": "o", "claim": "s", "field": "D", "limit": "|"}
"""What a rate rests on: one colour and one marker each in all charts of this chapter."""

_TEXT_COLOURS = {**BASIS_COLOURS, "claim": "#7a5a07"}
"""The same colours for text, the gold dark enough to read on white."""

_ARROW = 0.08
"""Length of the arrow of an open end, as a share of the axis."""

_WORDS = {"goal": "design goal", "test": "tested", "claim": "claimed", "field": "in the field"}


def _sources(evidence: Evidence, ids: pd.Series) -> tuple[str, ...]:
    rows = evidence["failure_rates"]
    return tuple(dict.fromkeys(rows.loc[rows["id"].isin(ids), "source"]))


def chart_rates(evidence: Evidence) -> Picture:
    """Chart of published failure rates by munition and basis, as ranges."""
    frame = by_basis(evidence)
    seen = frame[frame["basis"].eq("field")].set_index("family")
    pairs = claimed_against_observed(evidence)
    named = pairs[pairs["family"].ne(GENERAL)]
    higher = int((named["times_low"] > 1).sum())
    missing = [family for family in frame["family"].unique() if family not in seen.index]
    gaps = pd.DataFrame([{"family": f, "basis": "field", "text": "none found"} for f in missing])
    order = {name: place for place, name in enumerate(FAMILIES.values())}
    frame = pd.concat([frame, gaps]).sort_values(
        "family", key=lambda family: family.map(order), kind="stable", ignore_index=True
    )
    limit = float(evidence.rows("failure_rates", id="FR45")["rate_high"].iloc[0])
    frame["us_limit"] = limit
    spans = frame.dropna(subset=["high"])
    return Picture(
        name="failure_rates_by_basis",
        frame=frame,
        draw=draw_rates,
        title=(
            f"Field rates lie above tests and claims in {_part(higher, len(named))} where both are "
            "known"
            if len(named)
            else "No munition has both a field rate and one from tests or claims"
        ),
        subtitle="Submunitions that fail, percent, by what the figure rests on",
        caption=(
            "Each line spans the lowest to the highest figure stated; nothing is averaged. Blue "
            "circles: tests by makers and armed forces. Grey triangle: a design goal. Gold "
            "squares: claims by governments. Red diamonds: battlefield or clearance. An arrow or "
            "a pale line marks an open end. Hollow: weak sources only "
            f"({how_many(int(named['weak'].sum()))} of the munitions with both). The dashed "
            "line is the limit in US law for transfers. "
            "Field figures for Laos and Lebanon cover several types."
        ),
        alt="; ".join(
            f"{row.family}, {_WORDS[row.basis]}: {row.text}" for row in spans.itertuples()
        )
        + f". No field figure was found for: {', '.join(missing)}.",
        sources=_sources(evidence, statements(evidence)["id"]),
    )


def _part(number: int, total: int) -> str:
    """Return a part of the munitions in words: ``all three munitions``, ``two of five``."""
    if number == total:
        return "the one munition" if total == 1 else f"all {spelled(total)} munitions"
    return f"{how_many(number)} of {counted(total, 'munition')}"


def _span(ax: Axes, y: float, row: pd.Series, right: float) -> None:
    """Draw one range with its markers and arrows at height ``y``."""
    colour, marker = BASIS_COLOURS[row["basis"]], BASIS_MARKERS[row["basis"]]
    open_low = pd.isna(row["low"])
    open_high = pd.isna(row["high"]) or bool(row.get("at_least", False))
    low = 0.0 if open_low else row["low"]
    high = row["low"] if pd.isna(row["high"]) else row["high"]
    style = {"color": colour, "linewidth": 2, "solid_capstyle": "butt"}
    ax.plot([low, high], [y, y], **style, alpha=0.55 if open_low else 1)
    if open_high:
        ax.annotate(
            "",
            (high + right * _ARROW, y),
            xytext=(high, y),
            arrowprops={
                **{"arrowstyle": "->", "color": colour, "linewidth": 1.6},
                **{"shrinkA": 0, "shrinkB": 0, "mutation_scale": 9},
            },
        )
    ends = [high] if open_low or low == high else [low, high]
    ax.plot(
        ends,
        [y] * len(ends),
        linestyle="none",
        marker=marker,
        markersize=5.5,
        color=colour,
        markerfacecolor="white" if row["weak"] else colour,
    )
    ax.annotate(
        row["text"],
        (high + right * _ARROW if open_high else high, y),
        (6, 0),
        textcoords="offset points",
        va="center",
        fontsize=SMALL,
        color=_TEXT_COLOURS[row["basis"]],
    )


def draw_rates(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_rates`."""
    figure, ax = canvas(5.3)
    frame = frame.assign(percent_low=100 * frame["low"], percent_high=100 * frame["high"])
    top, right = 0.0, float(frame["percent_high"].max()) * 1.3
    places = []
    for family, rows in frame.groupby("family", sort=False):
        start = top
        for row in rows.to_dict("records"):
            if pd.isna(row["high"]):
                ax.text(1.8, top, f"field: {row['text']}", va="center", fontsize=SMALL, color=GREY)
            else:
                line = {**row, "low": row["percent_low"], "high": row["percent_high"]}
                line["text"] = f"{row['basis']} {row['text']}"
                _span(ax, top, pd.Series(line), right)
            top += 1
        places.append(((start + top - 1) / 2, family))
        ax.axhline(top - 0.2, color=PALE, linewidth=0.6)
        top += 0.6
    limit = 100 * float(frame["us_limit"].iloc[0])
    ax.axvline(limit, color=INK, linewidth=1, linestyle=(0, (4, 2)), zorder=0)
    ax.annotate(
        f"limit in US law: {limit:g}%",
        (limit, -1.5),
        (4, 0),
        textcoords="offset points",
        va="top",
        fontsize=SMALL,
    )
    names = {GENERAL: "All kinds,\ngeneral statements"}
    ax.set_yticks(
        [place for place, _ in places],
        [names.get(name, name.replace(" (", "\n(").replace(", ", ",\n")) for _, name in places],
        fontsize=SMALL,
    )
    ax.set(xlim=(0, right), ylim=(top - 0.6, -1.6), xlabel="Percent of submunitions")
    ax.spines["left"].set_visible(False)
    return figure


def chart_duds(evidence: Evidence) -> Picture:
    """Chart of the duds that a thousand shells would leave at each published rate."""
    frame = duds_left(evidence)
    each = submunitions_per_shell(evidence)
    claim = frame[frame["basis"].eq("claim")]
    test = frame[frame["basis"].eq("test")]
    fewest, most = claim["high"].min(), test["low"].max()
    return Picture(
        name="duds_per_thousand_shells",
        frame=frame,
        draw=draw_duds,
        title=(
            f"{SHELLS:,} shells leave up to {fewest:,.0f} duds by the Pentagon's claim, "
            f"{test['low'].min():,.0f} to {most:,.0f} or more by other published rates"
        ),
        subtitle=(
            f"Unexploded submunitions per {SHELLS:,} M864 shells ({each} submunitions each), "
            "by the rate stated"
        ),
        caption=(
            f"Rate times {each} times {SHELLS:,}, ends of ranges carried through. The count per "
            "shell is that of the M864; none was found for the other shell sent, so its duds are "
            "not shown. Circles: tests; squares: claims; diamond: field experience with all kinds "
            "of cluster munitions, for scale only; bar: the limit in US law. Arrows mark open ends."
        ),
        alt="; ".join(
            f"{row.label}, {row.rate} ({row.basis}): {_count(row.low, row.high)}"
            for row in frame.itertuples()
        )
        + ".",
        sources=(
            "wapo_yomiuri2023",
            "nybreaking_2023",
            "arkansas_ap_2023",
            "nyt_2023_dud",
            "politicaliq_2023",
        ),
    )


def _count(low: float, high: float) -> str:
    """Return a range of duds in words."""
    if pd.isna(low):
        return f"up to {high:,.0f}"
    if pd.isna(high):
        return f"{low:,.0f} or more"
    return f"{low:,.0f}" if low == high else f"{low:,.0f} to {high:,.0f}"


def draw_duds(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_duds`."""
    figure, ax = canvas(2.9)
    right = float(frame[["low", "high"]].max().max()) * 1.5
    for y, row in enumerate(frame.to_dict("records")):
        line = pd.Series({**row, "text": _count(row["low"], row["high"])})
        line["at_least"] = pd.isna(row["high"])
        _span(ax, y, line, right)
    ax.set_yticks(
        range(len(frame)),
        [f"{row.label},\n{row.basis} {row.rate}" for row in frame.itertuples()],
        fontsize=SMALL,
    )
    ax.set(xlim=(0, right), ylim=(len(frame) - 0.5, -0.6), xlabel=f"Duds per {SHELLS:,} shells")
    ax.xaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
    ax.spines["left"].set_visible(False)
    return figure


def chart_ratio(evidence: Evidence) -> Picture:
    """Chart of how many times the field rate is the rate tested or claimed."""
    frame = claimed_against_observed(evidence)
    frame = frame[frame["family"].ne(GENERAL)].reset_index(drop=True)
    frame = some(frame, "no munition has both a rate tested or claimed and one seen in the field")
    return Picture(
        name="field_against_claimed",
        frame=frame,
        draw=draw_ratio,
        title=(
            f"Where both are known, the field rate is at least {frame['times_low'].min():.1f} "
            "times the rate tested or claimed"
        ),
        subtitle="Field rate divided by tested or claimed rate, as a range; line: equal rates",
        caption=(
            "Left end: lowest field figure over highest tested or claimed figure. Right end: the "
            f"reverse. {capitalised(counted(len(frame), 'munition'))} only: for the rest one side "
            "is missing or open. Hollow: the field figure rests on a weak source (a translated "
            "reprint; the study's own abstract gives the direction, not the figures)."
        ),
        alt="; ".join(
            f"{row.family}: claimed {rate(row.claimed_low)} to {rate(row.claimed_high)}, field "
            f"{rate(row.field_low)} to {rate(row.field_high)}, so {row.times_low:.1f} to "
            f"{row.times_high:.1f} times"
            for row in frame.itertuples()
        )
        + ".",
        sources=("npa_m85_2007", "wired_2008_m85", "hansard_2007", "guardian_2000_aug"),
    )


def draw_ratio(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_ratio`."""
    figure, ax = canvas(2.2)
    colour = BASIS_COLOURS["field"]
    for y, row in enumerate(frame.itertuples()):
        ax.plot(
            [row.times_low, row.times_high],
            [y, y],
            color=colour,
            marker="D",
            markersize=6,
            markerfacecolor="white" if row.weak else colour,
        )
        right = row.times_low > frame["times_high"].max() / 2
        ax.text(
            row.times_high if right else row.times_low,
            y + 0.36,
            f"{row.times_low:.1f} to {row.times_high:.1f} times: "
            f"{rate(row.claimed_low)} to {rate(row.claimed_high)} became "
            f"{rate(row.field_low)} to {rate(row.field_high)}",
            fontsize=SMALL,
            va="center",
            ha="right" if right else "left",
            color=colour,
        )
    ax.axvline(1, color=INK, linewidth=1)
    ax.text(1.05, -0.55, "as claimed", fontsize=SMALL, va="center")
    ax.set_yticks(
        range(len(frame)),
        [
            row.family.replace(" with ", "\nwith ").replace(", ", ",\n")
            for row in frame.itertuples()
        ],
        fontsize=SMALL,
    )
    ax.set(xlim=(0, frame["times_high"].max() * 1.08), ylim=(len(frame) - 0.4, -0.8))
    ax.set_xlabel("Times the tested or claimed rate")
    ax.spines["left"].set_visible(False)
    return figure
