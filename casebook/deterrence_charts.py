"""Charts of the chapter "Would leaving deter Russia?"."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter

from casebook.data.dates import in_words
from casebook.deterrence_change import SUBJECT, battle_deaths, indicator_rows, indicators
from casebook.deterrence_record import signing_day
from casebook.reasoning.evidence import Evidence
from casebook.telling.charts import (
    GREY,
    INK,
    PALE,
    SMALL,
    Picture,
    canvas,
)
from casebook.telling.wording import capitalised, counted, spelled

_BLUE, _OCHRE = "#1b5e8c", "#b8860b"
_THOUSAND = 1000

_OTHER_COUNTS = (
    ("Both Chechen wars: an official's claim", ("BG090", "BG091")),
    ("Former Yugoslavia: all deaths", ("BG063", "BG064")),
    ("Bosnia: all direct deaths", ("BG058", "BG061", "BG062")),
    ("Greek Civil War: all killed", ("BG071", "BG072")),
    ("Ukraine: Russian soldiers to June 2024", ("BG100", "BG101")),
    ("Ukraine: Russian soldiers to 2025", ("BG108", "BG109")),
    ("Ukraine: Ukrainian soldiers to 2025", ("BG110", "BG111")),
    ("Ukraine: civilians the UN confirmed", ("BG112",)),
)
"""Counts on other bases: the label and the rows of ``background_facts`` that give the ends."""

_PANELS = {
    "ucdp_brd241": "UCDP, from 1989",
    "prio_bd31": "PRIO, from 1946",
    "other": "Other counts, each on its own basis",
}


def war_ranges(evidence: Evidence) -> pd.DataFrame:
    """Return what the chart of wars draws.

    Columns: ``panel``, ``label``, ``low``, ``best``, ``high`` (deaths), ``ours`` (the war in
    question). In the panel of other counts ``best`` is empty and the ends are those published; a
    count whose rows are not all accepted is left out.
    """
    deaths = battle_deaths(evidence)
    names = deaths["war"].str.replace(r" \(.*\)", "", regex=True)
    years = [
        f"{row.start}" + ("" if row.start == row.end else f"–{row.end}")
        for row in deaths.itertuples()
    ]
    sets = pd.DataFrame(
        {
            "panel": deaths["source"],
            "label": (
                names.replace(
                    {
                        "All other state-based conflict in Europe": "All other wars together",
                        "Soviet Union: fighting on its territory": "Soviet Union, insurgencies",
                        "Donbas: Ukraine v separatists": "Donbas",
                        "Former Yugoslavia, all conflicts": "Former Yugoslavia, all",
                        "Bosnia and Herzegovina, all conflicts": "Bosnia and Herzegovina, all",
                    }
                )
                + ", "
                + years
            ),
            "low": deaths["low"],
            "best": deaths["best"],
            "high": deaths["high"],
            "ours": deaths["war"].eq(SUBJECT),
        }
    )
    facts = evidence["background_facts"].set_index("id")["value"]
    other = pd.DataFrame(
        [
            {
                "panel": "other",
                "label": label,
                "low": facts[list(ids)].min(),
                "high": facts[list(ids)].max(),
                "ours": label.startswith("Ukraine"),
            }
            for label, ids in _OTHER_COUNTS
            if facts.index.isin(ids).sum() == len(ids)
        ]
    )
    frame = pd.concat([sets, other], ignore_index=True)
    frame["order"] = frame["panel"].map({key: place for place, key in enumerate(_PANELS)})
    frame["size"] = frame["best"].fillna(frame["high"])
    frame = frame.sort_values(["order", "size"], ascending=[True, False], ignore_index=True)
    return frame.drop(columns=["order", "size"])


def chart_wars(evidence: Evidence) -> Picture:
    """Chart of deaths by war as ranges, one panel a basis."""
    frame = war_ranges(evidence)
    sets = frame.dropna(subset=["best"])
    ours = sets[sets["ours"]].iloc[0]
    rivals = sets[~sets["ours"] & ~sets["label"].str.startswith("All other")]
    rival = rivals.loc[rivals["best"].idxmax()]
    name = rival["label"].rsplit(",", 1)[0]
    overlap = ours["low"] <= rival["high"]
    first = ours["best"] > rival["best"]
    return Picture(
        name="deaths_by_war",
        frame=frame,
        draw=draw_wars,
        title=(
            "Russia's war on Ukraine "
            + ("has the highest best estimate" if first else "does not have the highest estimate")
            + (f"; its range overlaps that of the {name}" if overlap else "")
        ),
        # number: a unit
        subtitle="Deaths by war in Europe since 1945, thousands; bars: low to high",
        caption=(
            "UCDP counts battle-related deaths, PRIO battle deaths, by different methods; compare "
            "within a panel first. The UCDP figure for "
            "Ukraine covers the years 2022 and 2023, the latest in the edition of August 2024. "
            "Former Yugoslavia includes the wars in Bosnia, Croatia and Kosovo. The third panel "
            "holds totals and one-sided counts, some by one party; the confirmed civilian deaths "
            "are a minimum."
        ),
        alt=(
            f"Range chart in {counted(len(_PANELS), 'panel')}. Battle-related deaths of UCDP: "
            f"Russia's war on Ukraine {ours['best']:,.0f} ({ours['low']:,.0f} to "
            f"{ours['high']:,.0f}). Highest rival, in the PRIO panel: {name} {rival['best']:,.0f} "
            f"({rival['low']:,.0f} to {rival['high']:,.0f}). All other ranges in the first panels "
            f"stay below {rivals.drop(rival.name)['high'].max():,.0f}. On other bases: "
            + "; ".join(
                f"{row.label} {row.low:,.0f}"
                + (f" to {row.high:,.0f}" if row.high > row.low else "")
                for row in frame[frame["panel"].eq("other")].itertuples()
            )
            + "."
        ),
        sources=(
            "ucdp_brd241",
            "prio_bd31",
            "reuters_chechnya2005",
            "wp_yugoslavwars",
            "norveska_rdc",
            "dpa_bosnia2005",
            "bbc_bosnia2007",
            "wp_greekcw2024",
            "kyivpost_economist2024",
            "egyptind_csis2026",
            "aljazeera_2026feb",
        ),
    )


def _draw_ranges(ax: Axes, rows: pd.DataFrame) -> None:
    for place, row in enumerate(rows.itertuples()):
        colour = _BLUE if row.ours else GREY
        ax.plot([row.low, row.high], [place, place], color=colour, linewidth=4.5, alpha=0.45)
        if pd.notna(row.best):
            # Not cut at the axis: small wars lie next to it.
            shape = "D" if row.ours else "o"
            ax.plot(row.best, place, marker=shape, color=colour, markersize=6, clip_on=False)
            words = f"{row.best / _THOUSAND:.1f}" if row.best < 10 * _THOUSAND else None
            words = words or f"{row.best / _THOUSAND:.0f}"
        elif row.high > row.low:
            words = f"{row.low / _THOUSAND:.0f} to {row.high / _THOUSAND:.0f}"
        else:
            ax.plot(row.low, place, marker=">", color=colour, markersize=6)
            words = f"{row.low / _THOUSAND:.0f} or more"
        ax.annotate(
            words,
            (row.high, place),
            xytext=(5, 0),
            textcoords="offset points",
            va="center",
            color=colour,
            weight="semibold" if row.ours else "normal",
        )
    ax.set(yticks=range(len(rows)), yticklabels=rows["label"], ylim=(len(rows) - 0.4, -0.6))
    for label, ours in zip(ax.get_yticklabels(), rows["ours"], strict=True):
        label.set(weight="semibold" if ours else "normal", color=_BLUE if ours else INK)


def draw_wars(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_wars`."""
    sizes = [int(frame["panel"].eq(panel).sum()) for panel in _PANELS]
    figure, axes = canvas(
        0.21 * sum(sizes) + 0.9, rows=len(_PANELS), sharex=True, height_ratios=sizes
    )
    for ax, (panel, title) in zip(axes, _PANELS.items(), strict=True):
        _draw_ranges(ax, frame[frame["panel"].eq(panel)])
        ax.set_title(title)
        ax.grid(axis="x")
        ax.tick_params(axis="y", labelsize=SMALL, pad=6)
        ax.spines["left"].set_visible(False)
    # number: a unit
    axes[-1].set(xlim=(0, 1.5 * frame["high"].max()), xlabel="Deaths, thousands")
    axes[-1].xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value / _THOUSAND:.0f}"))
    return figure


def chart_change(evidence: Evidence) -> Picture:
    """Chart of the indicators on the day of signing and when the op-ed appeared."""
    frame = indicators(evidence).drop(columns=["latest", "changed"])
    moved = int(frame["signing"].ne(frame["op_ed"]).sum())
    drawn = [evidence.cite(table, rows) for table, rows in indicator_rows(evidence).items()]
    days = in_words(signing_day(evidence)), in_words(evidence.at_publication().as_of)
    return Picture(
        name="change_since_2008",
        frame=frame,
        draw=draw_change,
        title=(
            f"{capitalised(spelled(moved))} of {spelled(len(frame))} indicators moved between the "
            "signing of the convention and the op-ed"
        ),
        subtitle=f"{days[0]} (upper bar) and {days[1]} (lower bar); each panel has its own scale",
        caption=(
            "Battle deaths are UCDP's best estimates: first the war over South Ossetia in "
            "Georgia, then Russia's war on Ukraine in the latest year of the edition. Agreements "
            "are those of this book's list. Destruction counts programmes completed. An ally is "
            "outside if it has neither signed nor joined, or has left."
        ),
        alt="; ".join(
            f"{row.indicator}: {row.signing:,.0f} in 2008, {row.op_ed:,.0f} in 2024"
            for row in frame.itertuples()
        )
        + ".",
        sources=(
            "untc_ccm_2026",
            *dict.fromkeys(key for cited in drawn for key in cited.sources),
        ),
    )


def draw_change(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_change`."""
    figure, axes = canvas(0.62 * len(frame) + 0.2, rows=len(frame))
    for ax, row in zip(axes, frame.itertuples(), strict=True):
        for place, (value, colour, year) in enumerate(
            ((row.signing, PALE, "2008"), (row.op_ed, _BLUE, "2024"))
        ):
            ax.barh(place, value, color=colour, height=0.8, edgecolor=GREY, linewidth=0.5)
            ax.annotate(
                f"{value:,.0f}",
                (value, place),
                xytext=(4, 0),
                textcoords="offset points",
                va="center",
                weight="semibold" if year == "2024" else "normal",
            )
        ax.set(
            yticks=(0, 1),
            yticklabels=("2008", "2024"),
            xticks=[],
            ylim=(1.5, -0.5),
            xlim=(0, 1.15 * max(row.signing, row.op_ed)),
        )
        ax.tick_params(axis="y", labelsize=SMALL, pad=6)
        ax.spines["bottom"].set_visible(False)
        same = row.signing == row.op_ed
        ax.set_title(row.indicator + (": unchanged" if same else ""))
    return figure
