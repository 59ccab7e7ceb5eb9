"""Charts of the chapter "Shells and budgets"."""

from __future__ import annotations

import matplotlib.dates as mdates
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from casebook.charts import GREY, INK, PALE, SMALL, STATUS_COLOURS, Picture, canvas
from casebook.dates import in_words, latest_day
from casebook.evidence import Evidence, some
from casebook.industry_measures import heavy_output, like_for_like, pledge, rounds, span, statements
from casebook.industry_money import SPENDING, burden, compare_burden, gdp_shares, outlays
from casebook.wording import counted, percent, spelled

_COLOURS = {"Russia": "#8c2d19", "Europe": "#1b5e8c", "United States": "#b8860b"}
_MARKERS = {"Russia": "o", "Europe": "s", "United States": "D"}
_KINDS = {
    "actual": ("o", True, "output, as stated"),
    "estimate": ("o", False, "output, estimated"),
    "capacity": ("s", False, "capacity"),
    "target": ("^", False, "target"),
}
"""Marker, filled or not, and name of each kind of figure."""

_PANELS = (
    ("Russia", "152 mm"),
    ("Europe", "155 mm"),
    ("Russia", "122 mm"),
    ("United States", "155 mm"),
    ("Russia", "122 mm and 152 mm"),
    ("Europe", "all artillery (calibre not stated)"),
    ("Russia", "all artillery (calibre not stated)"),
)


def _keys(frame: pd.DataFrame) -> tuple[str, ...]:
    return tuple(dict.fromkeys(frame["source"]))


def chart_heavy(evidence: Evidence) -> Picture:
    """Chart of yearly output in the heavy gun calibres as ranges: Russia, Europe, United States."""
    years = some(like_for_like(evidence), "no year has accepted shell figures of both sides")
    rows = heavy_output(evidence)
    rows = rows.assign(
        low=rows["low"].fillna(rows["value"]),
        high=rows["high"].fillna(rows["value"]),
        bound=np.select([rows["low"].isna(), rows["high"].isna()], ["at most", "at least"], ""),
    )
    frame = (
        rows.groupby(["who", "year"])
        .agg(low=("low", "min"), high=("high", "max"), figures=("id", "size"))
        .reset_index()
    )
    last = years.iloc[-1]
    ahead = last["ratio_low"] > 1
    return Picture(
        name="industry_heavy_shells",
        frame=frame,
        draw=draw_heavy,
        title=(
            f"In {int(last['year'])} Russia made {last['ratio_low']:.1f} to "
            f"{last['ratio_high']:.1f} times as many heavy gun shells as Europe"
            if ahead
            else f"For {int(last['year'])} the figures for Russian and European shells overlap"
        ),
        subtitle=(
            # number: a unit
            "Output of 152 mm (Russia) and 155 mm shells, million rounds a year; bars are ranges "
            "of the figures found"
        ),
        caption=(
            "Actual output and estimates of it only; capacity, targets, deliveries and figures "
            "for other calibres are left out. A bound (at least, at most) is drawn as a mark. A "
            "year without a mark has no figure in the sources found. Europe is the EU or Europe as "
            "the speaker says; the figures come from different speakers, so no line joins them."
        ),
        alt="; ".join(
            f"{who}: "
            + ", ".join(
                f"{row['year']} {span(row['low'], row['high'])}" for _, row in rows.iterrows()
            )
            for who, rows in frame.groupby("who")
        )
        + " rounds a year.",
        sources=_keys(rows),
    )


def draw_heavy(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_heavy`."""
    figure, ax = canvas(3)
    shifts = {"Russia": -0.2, "Europe": 0.0, "United States": 0.2}
    for who, rows in frame.groupby("who"):
        x = rows["year"] + shifts[who]
        ax.vlines(x, rows["low"] / 1e6, rows["high"] / 1e6, color=_COLOURS[who], linewidth=5)
        for end in ("low", "high"):
            ax.plot(x, rows[end] / 1e6, _MARKERS[who], color=_COLOURS[who], markersize=6)
    places = {"Russia": (2024, "high", "left"), "Europe": (2025, "high", "right")}
    for who, rows in frame.groupby("who"):
        year, end, _ = places.get(who, (rows["year"].max(), "low", "left"))
        row = rows[rows["year"].eq(min(year, rows["year"].max()))].iloc[0]
        below = who == "United States"
        ax.annotate(
            f"{who}, {'152' if who == 'Russia' else '155'} mm",
            (row["year"] + shifts[who], row[end] / 1e6),
            xytext=(0, -9 if below else 8),
            textcoords="offset points",
            ha="center",
            va="top" if below else "bottom",
            color=_COLOURS[who],
            weight="semibold",
        )
    ends = frame["year"].min(), frame["year"].max()
    ax.set(xlim=(ends[0] - 0.6, ends[1] + 0.95), ylim=(0, frame["high"].max() / 1e6 * 1.15))
    ax.set_xticks(range(ends[0], ends[1] + 1))
    ax.set_xticklabels(
        ["before\n2022" if year == 2021 else str(year) for year in range(ends[0], ends[1] + 1)]
    )
    ax.grid(axis="y")
    return figure


def chart_output(evidence: Evidence) -> Picture:
    """Chart of all figures on shells by actor and calibre, the kinds told apart by marker."""
    frame = some(statements(evidence), "table artillery_production has no accepted row")
    frame = frame[frame["kind"].isin(_KINDS)]
    frame = frame[[pair in _PANELS for pair in zip(frame["who"], frame["calibre"], strict=True)]]
    frame = frame.reset_index(drop=True)
    russia = frame[frame["who"].eq("Russia") & frame["year"].eq(2024)]
    russia = some(russia, "no figure of Russia's shells of 2024 is accepted")
    low, high = russia["value"].min(), russia["value"].max()
    tally = frame["kind"].value_counts()
    return Picture(
        name="industry_all_figures",
        frame=frame,
        draw=draw_output,
        title="What is counted decides the figure: output, capacity and target lie far apart",
        # number: a unit
        subtitle="Million rounds a year; every figure found, one panel for each maker and calibre",
        caption=(
            "Each mark is one speaker's figure, monthly ones made yearly. A bar is the speaker's "
            "own range; a short arrow marks a bound (at least, at most). Marks for one year are "
            "set side by side. Figures for single firms and plants, and those with a calibre "
            "given otherwise, are in the table only."
        ),
        alt=(
            f"{spelled(len(_PANELS)).capitalize()} panels with {len(frame)} figures: "
            + ", ".join(f"{tally.get(kind, 0)} {name}" for kind, (_, _, name) in _KINDS.items())
            + f". For Russia in 2024 the figures run from {rounds(low)} for one calibre to "
            f"{rounds(high)} for all artillery."
        ),
        sources=_keys(frame),
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
    for place, (marker, filled, name) in enumerate(_KINDS.values()):
        y = 0.8 - 0.22 * place
        key.plot(
            0.06,
            y,
            marker,
            color=INK,
            markerfacecolor=INK if filled else "white",
            transform=key.transAxes,
        )
        key.text(0.12, y, name, va="center", transform=key.transAxes)
    key.text(0.03, 0.8 - 0.22 * len(_KINDS), "arrow: at least, at most", transform=key.transAxes)
    return figure


def _mark(ax: Axes, row: pd.Series, x: float) -> None:
    """Draw one figure with its range or its bound."""
    marker, filled, _ = _KINDS[row["kind"]]
    colour, y = _COLOURS[row["who"]], row["value"] / 1e6
    if pd.notna(row["low"]) and pd.notna(row["high"]):
        ax.vlines(x, row["low"] / 1e6, row["high"] / 1e6, color=colour, linewidth=1.2)
    else:
        ax.annotate(
            "",
            (x, y),
            xytext=(0, -11 if pd.isna(row["low"]) else 11),
            textcoords="offset points",
            arrowprops={"arrowstyle": "<-", "color": colour, "linewidth": 1, "shrinkB": 0},
        )
    ax.plot(
        x,
        y,
        marker,
        color=colour,
        markerfacecolor=colour if filled else "white",
        markersize=5,
        markeredgewidth=1.2,
    )


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
            "delivered or due by the deadline"
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
        sources=_keys(frame),
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
            row["day"], 0, row["value"] / 1e6, color=_COLOURS["Europe"], linewidth=6 if sure else 2
        )
        ax.plot(
            row["day"],
            row["value"] / 1e6,
            "s" if sure else "^",
            color=_COLOURS["Europe"],
            markerfacecolor=_COLOURS["Europe"] if sure else "white",
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
            color=_COLOURS["Europe"],
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
    for place, (whose, colour) in enumerate((("Ukraine", "#1b5e8c"), ("Russia", "#8c2d19"))):
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
    colours = {"European allies": "#1b5e8c", "United States": "#b8860b", "Russia": "#8c2d19"}
    dashes = {"European allies": "-", "United States": (0, (5, 2)), "Russia": "-"}
    for who, colour in colours.items():
        top.plot(frame["year"], frame[who], color=colour, linestyle=dashes[who])
        top.plot(frame["year"], frame[who], "o", color=colour, markersize=3.5)
        _end_label(top, frame["year"], frame[who], who, colour, "{:.0f}")
    for column, colour, name in (
        ("Russia, % of GDP", "#8c2d19", "Russia"),
        ("European allies, median % of GDP", "#1b5e8c", "European median"),
    ):
        bottom.plot(frame["year"], frame[column], color=colour)
        bottom.plot(frame["year"], frame[column], "o", color=colour, markersize=3.5)
        _end_label(bottom, frame["year"], frame[column], name, colour, "{:.1f}%")
    top.set(ylim=(0, frame[list(colours)].to_numpy().max() * 1.08))
    bottom.set(ylim=(0, 8), yticks=(0, 2, 4, 6, 8))
    bottom.set_xlim(frame["year"].min() - 0.3, frame["year"].max() + 3.9)
    bottom.set_xticks(range(frame["year"].min(), frame["year"].max() + 1, 2))
    # number: a unit
    top.set_title("Thousand million dollars of 2024")
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
        color=colour,
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
        sources=(*_keys(frame), "untc_ccm_2026", "nato_members_page_2012"),
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
