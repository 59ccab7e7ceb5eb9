"""Charts of the wars and of what changed since the signing, and the tables of attacks."""

from __future__ import annotations

from functools import partial

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter

from casebook.reasoning.evidence import Evidence
from casebook.telling.charts import GREY, INK, PALE, SMALL, canvas
from casebook.telling.marks import beside
from casebook.telling.pictures import Picture, Table, picture, table
from casebook.telling.words import rows
from chapters.common.palette import BLUE
from chapters.common.states import name
from chapters.deterrence import WORDS, facts, facts_war

_THOUSAND = 1000

_OTHER_COUNTS = (
    ("BG090", "BG091"),
    ("BG063", "BG064"),
    ("BG058", "BG061", "BG062"),
    ("BG071", "BG072"),
    ("BG100", "BG101"),
    ("BG108", "BG109"),
    ("BG110", "BG111"),
    ("BG112",),
)
"""Counts on other bases: the rows of ``background_facts`` that give the ends of each."""


def _other_counts(evidence: Evidence) -> pd.DataFrame:
    """Return the counts on other bases whose rows are all accepted (see :func:`war_ranges`)."""
    found = []
    for ids in _OTHER_COUNTS:
        ends = evidence.pick("background_facts", *ids)
        if len(ends) == len(ids):
            until = ends["date_end"].max()
            words = {"month": until[:7], "year": until[:4]}
            found.append(
                {
                    "panel": "other",
                    "label": WORDS.say("other_counts", ids[0], words),
                    "low": ends["value"].min(),
                    "high": ends["value"].max(),
                    "ours": ends["war"].eq(facts_war.SUBJECT).all(),
                }
            )
    return pd.DataFrame(found)


def war_ranges(evidence: Evidence) -> pd.DataFrame:
    """Return what the chart of wars draws.

    Columns: ``panel``, ``label``, ``low``, ``best``, ``high`` (deaths), ``ours`` (the war in
    question). In the panel of other counts ``best`` is empty and the ends are those published.
    """
    deaths, short = facts_war.battle_deaths(evidence), WORDS.entry("deaths_by_war")["wars"]
    years = deaths["start"].astype(str)
    years = years.mask(deaths["end"].gt(deaths["start"]), years + "–" + deaths["end"].astype(str))
    sets = deaths[["low", "best", "high"]].assign(
        label=deaths["war"].map(lambda war: short.get(war, war)) + ", " + years,
        panel=deaths["source"],
        ours=deaths["war"].eq(facts_war.SUBJECT),
    )
    columns = ["panel", "label", "low", "best", "high", "ours"]
    frame = pd.concat([sets[columns], _other_counts(evidence)], ignore_index=True)
    order = frame["panel"].map(list(WORDS.entry("deaths_by_war")["panels"]).index)
    frame = frame.assign(order=order, size=frame["best"].fillna(frame["high"]))
    frame = frame.sort_values(["order", "size"], ascending=[True, False], ignore_index=True)
    return frame[columns]


def chart_wars(evidence: Evidence) -> Picture:
    """Return the chart of deaths by war as ranges, one panel a basis."""
    frame, short = war_ranges(evidence), WORDS.entry("deaths_by_war")["wars"]
    ours, rivals = facts_war.ours_and_rivals(evidence)
    rival = rivals.iloc[0]
    drawn = evidence.pick("background_facts", counted="battle_deaths", source=facts_war.DATA_SETS)
    return picture(
        WORDS,
        "deaths_by_war",
        frame,
        draw_wars,
        evidence.cites(
            ("background_facts", drawn),
            ("background_facts", [row for ids in _OTHER_COUNTS for row in ids]),
        ),
        ours=ours.to_dict(),
        rival=rival.to_dict(),
        panels=frame["panel"].nunique(),
        nearest=short.get(rival["war"], rival["war"]),
        first=bool(ours["best"] > rival["best"]),
        overlap=bool(ours["low"] <= rival["high"]),
        below=rivals.iloc[1:]["high"].max(),
        other=rows(frame[frame["panel"].eq("other")]),
    )


def _draw_ranges(ax: Axes, ranges: pd.DataFrame) -> None:
    for place, row in enumerate(ranges.itertuples()):
        colour, weight = (BLUE, "semibold") if row.ours else (GREY, "normal")
        ax.plot([row.low, row.high], [place, place], color=colour, linewidth=4.5, alpha=0.45)
        low, high = (f"{end / _THOUSAND:.0f}" for end in (row.low, row.high))
        if pd.notna(row.best):
            # Not cut at the axis: small wars lie next to it.
            shape = "D" if row.ours else "o"
            ax.plot(row.best, place, marker=shape, color=colour, markersize=6, clip_on=False)
            words = f"{row.best / _THOUSAND:.{1 if row.best < 10 * _THOUSAND else 0}f}"
        elif row.high > row.low:
            words = f"{low} to {high}"
        else:
            ax.plot(row.low, place, marker=">", color=colour, markersize=6)
            words = f"{low} or more"
        beside(ax, words, row.high, place, gap=(5, 0), color=colour, weight=weight)
    ax.set(yticks=range(len(ranges)), yticklabels=ranges["label"], ylim=(len(ranges) - 0.4, -0.6))
    for label, ours in zip(ax.get_yticklabels(), ranges["ours"], strict=True):
        label.set(weight="semibold" if ours else "normal", color=BLUE if ours else INK)


def draw_wars(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_wars`."""
    panels = WORDS.entry("deaths_by_war")["panels"]
    sizes = [int(frame["panel"].eq(panel).sum()) for panel in panels]
    height = 0.21 * sum(sizes) + 0.9
    figure, axes = canvas(height, rows=len(panels), sharex=True, height_ratios=sizes)
    for ax, (panel, title) in zip(axes, panels.items(), strict=True):
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
    """Return the chart of the indicators on the day of signing and when the op-ed appeared."""
    then, drawn = evidence.at_publication(), facts_war.indicators(evidence)
    days = facts.signing_day(evidence), then.as_of
    years = [facts_war.war_year(then, day)["date_start"] for day in days]
    names = [WORDS.say("indicators", key, {"years": years}) for key in drawn["key"]]
    drawn.insert(1, "indicator", names)
    return picture(
        WORDS,
        "change_since_2008",
        drawn.drop(columns=["latest", "changed"]),
        partial(draw_change, years=tuple(str(day.year) for day in days)),
        evidence.cites(("ccm_status", evidence["ccm_status"]), *facts_war.indicator_rows(evidence)),
        moved=int(drawn["signing"].ne(drawn["op_ed"]).sum()),
        days=days,
    )


def draw_change(frame: pd.DataFrame, years: tuple[str, str]) -> Figure:
    """Draw :func:`chart_change` with the years of its two days."""
    figure, axes = canvas(0.62 * len(frame) + 0.2, rows=len(frame))
    for ax, row in zip(axes, frame.itertuples(), strict=True):
        bars = ((row.signing, PALE, "normal"), (row.op_ed, BLUE, "semibold"))
        for place, (value, colour, weight) in enumerate(bars):
            ax.barh(place, value, color=colour, height=0.8, edgecolor=GREY, linewidth=0.5)
            beside(ax, f"{value:,.0f}", value, place, gap=(4, 0), weight=weight)
        limits = (0, 1.15 * max(row.signing, row.op_ed))
        ax.set(yticks=(0, 1), yticklabels=years, xticks=[], ylim=(1.5, -0.5), xlim=limits)
        ax.tick_params(axis="y", labelsize=SMALL, pad=6)
        ax.spines["bottom"].set_visible(False)
        ax.set_title(row.indicator + (": unchanged" if row.signing == row.op_ed else ""))
    return figure


def table_attacks(evidence: Evidence) -> Table:
    """Return the table of ``facts.targets``, with the war of 2008 in Georgia if accepted."""

    def say(key: str, **given: object) -> str:
        return WORDS.say("attack-record", key, given)

    shown = [
        {
            "target": name(evidence, row["target"]),
            "user": say("used_by", **{**row, "user": name(evidence, row["user"])}),
            "years": say("years", spells=row["spells"]),
            "status": row["status"],
            "stock": say("stock", stock=row["stock"]),
        }
        for row in facts.targets(evidence).to_dict("records")
    ]
    for told in evidence.pick("effectiveness_claims", claim_id="E36")["date"]:
        georgia = {
            "target": name(evidence, "GEO"),
            "user": say("war"),
            "years": told[:4],
            "status": facts.standing_then(evidence, "GEO", facts.signing_day(evidence)),
            "stock": say("used_its_own"),
        }
        shown.insert(0, georgia)
    return table(WORDS, "attack-record", pd.DataFrame(shown))


def table_groups(evidence: Evidence) -> Table:
    """Return the table of ``facts.allied_groups``."""
    frame = facts.allied_groups(evidence)
    labels = WORDS.entry("allied-record")["groups"]
    return table(WORDS, "allied-record", frame.assign(group=frame["group"].map(labels)))
