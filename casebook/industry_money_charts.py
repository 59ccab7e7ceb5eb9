"""Charts of the chapter "Shells and budgets": military expenditure."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import StrMethodFormatter

from casebook.industry_money import SPENDING, burden, compare_burden, gdp_shares, outlays
from casebook.industry_output_charts import COLOURS
from casebook.reasoning.evidence import Evidence, some
from casebook.telling.charts import GREY, INK, SMALL, STATUS_COLOURS, Picture, canvas, legible
from casebook.telling.wording import counted, percent, spelled


def chart_spending(evidence: Evidence) -> Picture:
    """Chart of military expenditure in constant dollars, and as a share of the economy."""
    money = some(outlays(evidence), "no expenditure in SIPRI's constant dollars is accepted")
    shares = some(gdp_shares(evidence), "no share of GDP by SIPRI is accepted")
    wide = money.pivot_table(index="year", columns="who", values="usd").reset_index()
    frame = wide.merge(shares, on="year", how="left").rename(
        columns={"russia": "Russia, % of GDP", "median": "European allies, median % of GDP"}
    )
    last, dated = frame.iloc[-1], shares.iloc[-1]
    prices = evidence.by_id("industrial_base", "IB17", "IB18")
    western, russian = prices.loc["IB17"], prices.loc["IB18"]
    return Picture(
        name="industry_spending",
        frame=frame,
        draw=draw_spending,
        title=(
            f"The European allies spend {last['European allies'] / last['Russia']:.1f} times "
            f"Russia's sum; its share of GDP is {dated['russia'] / dated['median']:.1f} times "
            "their median"
        ),
        subtitle=(
            # number: a unit
            "Above: billion dollars at 2024 prices, to "
            f"{int(last['year'])}. Below: percent of GDP, to {int(dated['year'])}"
        ),
        caption=(
            "SIPRI's definition throughout; dollars from its 2026 edition, shares from that of "
            "2025. European allies are today's members but the United States and Canada, the same "
            "set in every year. Dollars do not say what they buy: a heavy gun round is put at "
            f"{western['value_low']:,.0f} to {western['value_high']:,.0f} dollars in NATO and "
            f"about {russian['value']:,.0f} in Russia."
        ),
        alt=(
            f"Above, from {frame['year'].iloc[0]} to {int(last['year'])}: "
            + ", ".join(
                f"{who} {frame[who].iloc[0]:.0f} to {last[who]:.0f}"
                for who in ("United States", "European allies", "Russia")
            )
            # number: a unit
            + " billion dollars. Below: "
            f"Russia {dated['russia']:.1f} percent of GDP in {int(dated['year'])}, the median "
            f"European ally {dated['median']:.1f} percent."
        ),
        sources=("sipri_owid_usd", "sipri_owid_gdp", western["source"]),
    )


def draw_spending(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_spending`."""
    figure, (top, bottom) = canvas(4.6, rows=2, sharex=True, height_ratios=(1.5, 1))
    colours = {("European allies" if who == "Europe" else who): c for who, c in COLOURS.items()}
    dashes = {"European allies": "-", "United States": (0, (5, 2)), "Russia": "-"}
    for who, colour in colours.items():
        top.plot(frame["year"], frame[who], color=colour, linestyle=dashes[who])
        top.plot(frame["year"], frame[who], "o", color=colour, markersize=3.5)
        _end_label(top, frame["year"], frame[who], who, colour, "{:.0f}")
    for column, colour, name in (
        ("Russia, % of GDP", COLOURS["Russia"], "Russia"),
        ("European allies, median % of GDP", COLOURS["Europe"], "European median"),
    ):
        bottom.plot(frame["year"], frame[column], color=colour)
        bottom.plot(frame["year"], frame[column], "o", color=colour, markersize=3.5)
        _end_label(bottom, frame["year"], frame[column], name, colour, "{:.1f}%")
    top.set(ylim=(0, frame[list(colours)].to_numpy().max() * 1.08))
    bottom.set(ylim=(0, 8), yticks=(0, 2, 4, 6, 8))
    bottom.set_xlim(frame["year"].min() - 0.3, frame["year"].max() + 3.9)
    bottom.set_xticks(range(frame["year"].min(), frame["year"].max() + 1, 2))
    top.yaxis.set_major_formatter(StrMethodFormatter("{x:,.0f}"))
    # number: a unit
    top.set_title("Billion dollars of 2024")
    bottom.set_title("Percent of GDP")
    for ax in (top, bottom):
        ax.grid(axis="y")
    return figure


def _end_label(ax: Axes, x: pd.Series, y: pd.Series, name: str, colour: str, pattern: str) -> None:
    """Write a line's name and last value beside its end."""
    last = y.last_valid_index()
    ax.annotate(
        f"{name}\n{pattern.format(y[last])}",
        (x[last], y[last]),
        xytext=(6, 0),
        textcoords="offset points",
        va="center",
        color=legible(colour),
        weight="semibold",
        linespacing=1.05,
    )


def chart_burden(evidence: Evidence) -> Picture:
    """Chart of each ally's share of GDP by treaty status, with medians."""
    frame, test = burden(evidence), compare_burden(evidence)
    frame = frame.sort_values(["party", "pct"], ignore_index=True)
    word = "higher" if test["difference"] > 0 else "lower"
    return Picture(
        name="industry_burden",
        frame=frame,
        draw=draw_burden,
        title=(
            f"Allies outside the treaty spend a {word} share: median {test['outside_median']:.1f} "
            f"against {test['inside_median']:.1f} percent of GDP"
        ),
        subtitle=(
            f"Defence expenditure in {test['year']}, percent of GDP; one dot an ally "
            f"({SPENDING[evidence.definitions.get('spending', 'nato')].split(',')[0]})"
        ),
        caption=(
            f"{counted(int(test['outside']), 'ally', 'allies').capitalize()} outside, "
            f"{int(test['inside'])} inside on the last day of that year; Iceland has no figure. A "
            f"random ally outside spends the larger share in {percent(test['chance'])} of pairs "
            f"(exact rank test, p = {test['p']:.4f}). The groups differ in much else, first of "
            "all in where they lie: a difference, not its cause."
        ),
        alt=(
            f"Two strips of dots. Outside the treaty, {spelled(int(test['outside']))} allies with "
            f"median {test['outside_median']:.1f} percent: "
            + _shares(frame[~frame["party"]])
            + f". Inside, {int(test['inside'])} with median {test['inside_median']:.1f}: from "
            + _shares(frame[frame["party"]].iloc[[0, -1]])
            + "."
        ),
        sources=(*frame["source"].unique(), "untc_ccm_2026", "nato_members_page_2012"),
    )


def _shares(rows: pd.DataFrame) -> str:
    return ", ".join(
        f"{iso3} {pct:.1f}" for iso3, pct in zip(rows["iso3"], rows["pct"], strict=True)
    )


def draw_burden(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_burden`."""
    figure, ax = canvas(3)
    for place, party in enumerate((True, False)):
        rows = frame[frame["party"].eq(party)].sort_values("pct")
        colour = STATUS_COLOURS["state party" if party else "never joined"]
        rank = np.arange(len(rows))
        y = place + 0.44 * ((rank % 4) / 3 - 0.5)
        ax.vlines(rows["pct"].median(), place - 0.36, place + 0.36, color=INK, linewidth=1.5)
        ax.annotate(
            f"median {rows['pct'].median():.1f}",
            (rows["pct"].median(), place + 0.36),
            xytext=(0, 2),
            textcoords="offset points",
            ha="center",
            fontsize=SMALL,
        )
        ax.plot(
            rows["pct"],
            y,
            "o" if party else "D",
            color=colour,
            markeredgecolor=INK,
            markeredgewidth=0.6,
            linestyle="",
            markersize=7,
        )
        named = rows if not party else rows.iloc[[0, -1]]
        for iso3, pct, height in zip(
            named["iso3"], named["pct"], y[rows["iso3"].isin(named["iso3"])], strict=True
        ):
            ax.annotate(
                iso3,
                (pct, height),
                xytext=(-6 if pct < rows["pct"].median() else 6, 0),
                textcoords="offset points",
                ha="right" if pct < rows["pct"].median() else "left",
                va="center",
                fontsize=SMALL,
                color=GREY,
            )
    ax.set(
        xlim=(0, frame["pct"].max() * 1.08),
        ylim=(-0.55, 1.6),
        yticks=[0, 1],
        yticklabels=["parties", "outside"],
        xlabel="Percent of GDP",
    )
    ax.spines["left"].set_visible(False)
    return figure
