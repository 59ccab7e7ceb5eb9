"""Charts of the chapter "What does China change?"; the timeline is in ``china_timeline``."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from casebook.china_record import TOOLS, shares, source_keys, trade, votes
from casebook.reasoning.evidence import Evidence, some
from casebook.telling.charts import GREY, INK, PALE, SMALL, Picture, canvas, legible
from casebook.telling.wording import counted, listed, spelled

_BLUE, _OCHRE, _RED = "#1b5e8c", "#b8860b", "#8c2d19"

_UNIT = "billion"

_VOTES = {
    "yes": (_BLUE, "white", ""),
    "abstain": (PALE, INK, ""),
    "no": (_RED, "white", ""),
    "non_voting": ("white", INK, "...."),
    "not found": ("white", GREY, ""),
}
"""Fill, text colour and hatch of a vote; the word stands in the tile as well."""


def chart_trade(evidence: Evidence) -> Picture:
    """Chart of the two-way trade by year, dollars as published and the yuan conversion apart."""
    frame = trade(evidence)
    known = some(frame[frame["basis"].eq("dollars")].dropna(), "no trade in dollars is accepted")
    top = known.loc[known["value"].idxmax()]
    last, first = known.iloc[-1], known.iloc[0]
    fell = last["value"] < top["value"]
    missing = frame[frame["value"].isna()]["year"]
    return Picture(
        name="china_russia_trade",
        frame=frame,
        draw=draw_trade,
        title=(
            f"China's trade with Russia went from {first['value']:.0f} {_UNIT} dollars in "
            f"{first['year']} to {top['value']:.0f} in {top['year']}"
            + (f", then fell to {last['value']:.0f}" if fell else "")
        ),
        subtitle=f"Two-way goods trade by Chinese customs, {_UNIT} US dollars",
        caption=(
            "Each figure as published for its year; later revisions were not found. The open "
            "square is the same year stated in yuan and converted by a newspaper, a different "
            "basis. Years marked as not found were looked for. All goods: most of this trade has "
            "nothing to do with the war."
        ),
        alt=(
            "Bars: "
            + "; ".join(f"{row.year} {row.value:.1f}" for row in known.itertuples())
            + f" {_UNIT} dollars. Not found: {listed(str(year) for year in missing)}. "
            + "; ".join(
                f"{row.year} converted from yuan {row.value:.0f}"
                for row in frame[frame["basis"].ne("dollars")].itertuples()
            )
            + "."
        ),
        sources=(
            "afternoon_2022_trade",
            "sputnik_2023_trade",
            "moscowtimes_2025_trade",
            "liga_2026_trade",
        ),
    )


def draw_trade(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_trade`."""
    figure, ax = canvas(2.6)
    for row in frame.itertuples():
        if pd.isna(row.value):
            ax.text(row.year, 6, "not\nfound", ha="center", color=GREY, fontsize=SMALL)
        elif row.basis == "dollars":
            ax.bar(row.year, row.value, color=_BLUE, width=0.62)
            ax.text(row.year, row.value + 4, f"{row.value:.1f}", ha="center", weight="semibold")
        else:
            ax.plot(
                row.year + 0.42,
                row.value,
                marker="s",
                markersize=7,
                markerfacecolor="white",
                markeredgecolor=_OCHRE,
            )
            ax.annotate(
                f"{row.value:.0f} from\nyuan",
                (row.year + 0.42, row.value),
                xytext=(7, 0),
                textcoords="offset points",
                va="center",
                color=legible(_OCHRE),
                fontsize=SMALL,
            )
    years = sorted(set(frame["year"]))
    ax.set(
        xticks=years,
        xlim=(years[0] - 0.6, years[-1] + 1.3),
        ylim=(0, 1.13 * frame["value"].max()),
    )
    ax.grid(axis="y")
    return figure


def chart_goods(evidence: Evidence) -> Picture:
    """Chart of the published Chinese shares of Russian imports, by product and source."""
    frame = some(shares(evidence), "no Chinese share of Russian imports is accepted")
    tools = frame[frame["goods"].isin(TOOLS)]["value"]
    return Picture(
        name="chinese_share_of_imports",
        frame=frame,
        draw=draw_goods,
        title=(
            "Published Chinese shares of Russia's imported machine tools run from "
            f"{tools.min():.0f} to {tools.max():.0f} percent"
            if len(tools) > 1
            else f"Published Chinese shares of Russian imports: {counted(len(frame), 'figure')}"
        ),
        subtitle="Chinese share of Russian imports in percent, by product, period and whose figure",
        caption=(
            "Filled: published before the op-ed. Open: published later. A small ring with a line "
            "is the earlier share that the same source gives, before the invasion or for 2022. "
            "Products, periods and methods differ, so the figures are not a series. Dual-use goods "
            "serve civil industry as well."
        ),
        alt="; ".join(
            f"{row.goods}, {row.period}, {row.by}: {row.value:.0f} percent"
            + (f", earlier {row.before:.0f}" if pd.notna(row.before) else "")
            + ("" if row.known_then else " (published after the op-ed)")
            for row in frame.itertuples()
        )
        + ".",
        sources=source_keys(evidence, ("china_russia", frame["row"])),
    )


def draw_goods(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_goods`."""
    figure, ax = canvas(0.42 * len(frame) + 0.4)
    for place, row in enumerate(frame.itertuples()):
        if pd.notna(row.before):
            ax.plot([row.before, row.value], [place, place], color=_BLUE, linewidth=1.2)
            ax.plot(
                row.before,
                place,
                marker="o",
                markersize=5,
                markerfacecolor="white",
                markeredgecolor=_BLUE,
            )
            ax.text(row.before - 3, place, f"{row.before:.0f}", va="center", ha="right", color=GREY)
        ax.plot(
            row.value,
            place,
            marker="D",
            markersize=8,
            markerfacecolor=_BLUE if row.known_then else "white",
            markeredgecolor=_BLUE,
        )
        ax.text(row.value + 3.5, place, f"{row.value:.0f}", va="center", weight="semibold")
    ax.set(
        xlim=(0, 106),
        xticks=range(0, 101, 25),
        ylim=(len(frame) - 0.4, -0.6),
        yticks=range(len(frame)),
        yticklabels=[f"{row.goods}\n{row.period}, {row.by}" for row in frame.itertuples()],
        xlabel="Percent",
    )
    ax.tick_params(axis="y", labelsize=SMALL)
    ax.spines["left"].set_visible(False)
    ax.grid(axis="x")
    return figure


def chart_votes(evidence: Evidence) -> Picture:
    """Strip of the votes on the yearly resolution: China, Russia, the United States."""
    frame = votes(evidence)
    frame["name"] = frame["iso3"].map(evidence.state_name)
    own = frame[frame["iso3"].eq("CHN")]
    tally = own["vote"].value_counts()
    return Picture(
        name="china_votes",
        frame=frame,
        draw=draw_votes,
        title=(
            f"China abstained in {spelled(int(tally.get('abstain', 0)))} of the votes found and "
            f"voted yes in {spelled(int(tally.get('yes', 0)))}"
        ),
        subtitle=(
            f"Votes in the UN General Assembly on the convention, {own['year'].min()} to "
            f"{own['year'].max()}"
        ),
        caption=(
            "Plenary votes on the yearly resolution. For the years marked with a question mark no "
            "record of the state's vote was found; nothing is known of it. A yes costs little: "
            "the resolution does not bind."
        ),
        alt=" ".join(
            f"{name}: " + ", ".join(f"{row.year} {row.vote}" for row in rows.itertuples()) + "."
            for name, rows in frame.groupby("name", sort=False)
        ),
        sources=(
            "voeten_unvotes",
            "monitor_2022_chn",
            "monitor_2023_chn",
            "undl_80_52",
        ),
    )


def _vote_tile(ax: Axes, column: int, row: int, vote: str) -> None:
    fill, ink, hatch = _VOTES[vote]
    ax.add_patch(
        Rectangle(
            (column, row),
            0.93,
            0.86,
            facecolor=fill,
            edgecolor=GREY if fill == "white" else "none",
            linestyle="--" if vote == "not found" else "-",
            linewidth=0.7,
            hatch=hatch,
        )
    )
    word = {"not found": "?", "non_voting": "absent"}.get(vote, vote)
    ax.text(column + 0.465, row + 0.45, word, ha="center", va="center", fontsize=SMALL, color=ink)


def draw_votes(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_votes`."""
    years = sorted(frame["year"].unique())
    names = list(dict.fromkeys(frame["name"]))
    figure, ax = canvas(0.23 * len(years) + 0.3)
    for cell in frame.itertuples():
        _vote_tile(ax, names.index(cell.name), years.index(cell.year), cell.vote)
    ax.set(
        xlim=(-0.05, len(names)),
        ylim=(len(years), -0.1),
        xticks=[i + 0.465 for i in range(len(names))],
        xticklabels=names,
        yticks=[i + 0.43 for i in range(len(years))],
        yticklabels=[str(year) for year in years],
    )
    ax.tick_params(length=0, top=False, labeltop=True, labelbottom=False)
    ax.spines[["left", "bottom"]].set_visible(False)
    return figure
