"""The charts and tables of the chapter on military value."""

from __future__ import annotations

import matplotlib.dates as mdates
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MultipleLocator

from casebook.data.dates import in_words
from casebook.reasoning.evidence import Evidence, some
from casebook.telling.drawing.charts import GREY, INK, SMALL, canvas, legible
from casebook.telling.drawing.forms import is_wide
from casebook.telling.drawing.marks import beside, labelled_rows, say
from casebook.telling.drawing.pictures import Picture, Table, picture, table
from chapters.common.both_ways import both_ways
from chapters.common.palette import BLUE, BRICK, OCHRE, PALE_OCHRE
from chapters.common.views import views
from chapters.military_value import WORDS, facts

_VIEWS = "effectiveness_claims"
_COLUMNS = {
    **{"price": "price", "stock": "held", "order": "held"},
    **{"status": "standing", "limit": "standing", "effect": "effect"},
}
"""The column of the table of substitutes in which each kind of fact stands."""

_LINKS = {"met": BLUE, "disputed": PALE_OCHRE, "not found": "white", "not met": BRICK}
_LANES = {
    "battle": INK,
    "sent": OCHRE,
    "denied": OCHRE,
    "in_use": OCHRE,
    "arrived": OCHRE,
    "us": BLUE,
}
"""What is dated about Bakhmut, in the order drawn."""


def chart_lethality(evidence: Evidence) -> Picture:
    """Return the chart of the published comparisons of a cluster shell with ordinary shells."""
    frame = facts.lethality(evidence)
    others = some(frame[~frame["own"]], "no comparison but the authors' own is accepted")
    return picture(
        WORDS,
        "shells_one_cluster_shell_matches",
        frame,
        draw_lethality,
        evidence.cites((_VIEWS, views(evidence, *frame["id"]))),
        others=len(others),
        low=others["low"].min(),
        high=others["high"].max(),
    )


def draw_lethality(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_lethality`."""
    labels = [
        f"{row.stated_by}, {row.date[:4] if pd.notna(row.date) else 'undated'}"
        + ("\n(co-author of the op-ed)" if row.own else "")
        for row in frame.itertuples()
    ]
    figure, ax = labelled_rows(labels, room=0.6)
    for y, row in enumerate(frame.itertuples()):
        colour = GREY if row.own else BLUE
        look = {"marker": "o", "color": colour, "markerfacecolor": "white" if row.own else colour}
        (line,) = ax.plot([row.low, row.high], [y, y], linestyle=":" if row.own else "-", **look)
        say(line, y)
        words = f"{row.low:g}" if row.low == row.high else f"{row.low:g} to {row.high:g}"
        beside(ax, words, row.high, y, color=colour)
    ax.axvline(1, color=INK, linewidth=1)
    ax.set(
        xlim=(0, frame["high"].max() * 1.3),
        xlabel="Ordinary shells (line: one for one)",
    )
    ax.xaxis.set_major_locator(MultipleLocator(5))
    return figure


def chart_bakhmut(evidence: Evidence) -> Picture:
    """Return the chart of what "pivotal" would require at Bakhmut, and of what is dated."""
    name, links = "bakhmut_chain", facts.links(evidence)
    events, used, city = facts.events(evidence), facts.uses(evidence), facts.fall(evidence)
    given = {
        "first_use": used["date"].min() if len(used) else None,
        "fell": city["date"],
        "both_deny": facts.both_deny(evidence),
    }
    required = pd.DataFrame(
        {
            "part": "required",
            "lane": link,
            "status": status,
            "words": WORDS.say(name, link, {**given, "status": status}),
        }
        for link, status in links.items()
    )
    dated = events.drop(columns=["table", "id"]).assign(part="dated")
    dated["words"] = dated["lane"].map(WORDS.entry(name)["lanes"])
    cited = [(source, rows["id"]) for source, rows in events.groupby("table")]
    return picture(
        WORDS,
        name,
        pd.concat([required, dated], ignore_index=True),
        draw_bakhmut,
        evidence.cites(
            *cited,
            ("bakhmut", [city["id"], *facts.credits(evidence)["id"]]),
            ("transfers", facts.turkish(evidence, "reported")),
        ),
        links=len(links),
        met=list(links.values()).count("met"),
        fell=city["date"],
        approved=facts.approval(evidence)["date"],
    )


def draw_bakhmut(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_bakhmut`."""
    figure, (top, bottom) = canvas(3.8, rows=2, height_ratios=(1.5, 2))
    _draw_required(top, frame[frame["part"].eq("required")])
    _draw_dated(bottom, frame[frame["part"].eq("dated")])
    return figure


def _draw_required(ax: Axes, required: pd.DataFrame) -> None:
    """Draw the requirements, one a line, each with the mark of its status."""
    for y, row in enumerate(required.itertuples()):
        colour = _LINKS[row.status]
        edge = GREY if row.status == "not found" else colour
        marker = "X" if row.status == "not met" else "o"
        look = {"markeredgecolor": edge, "markerfacecolor": colour, "clip_on": False}
        say(ax.plot(0.015, y, marker, markersize=8, **look)[0], row.Index)
        title = WORDS.entry("bakhmut_chain")["requirements"][row.lane]
        ax.text(0.05, y, title, va="center", weight="semibold")
        place, step = (0.4, 0) if is_wide() else (0.05, 0.42)
        ax.text(place, y + step, row.words, va="center", fontsize=SMALL)
    ax.set(xlim=(0, 1), ylim=(len(required) - 0.2, -0.5), xticks=[], yticks=[])
    ax.spines[["left", "bottom"]].set_visible(False)


def _draw_dated(ax: Axes, dated: pd.DataFrame) -> None:
    """Draw what is dated, one lane a kind, with the day that the city fell."""
    lanes = [lane for lane in _LANES if lane in set(dated["lane"])]
    start, end = (mdates.date2num(pd.to_datetime(dated[c])) for c in ("start", "end"))
    for row, first, last in zip(dated.itertuples(), start, end, strict=True):
        y, colour = lanes.index(row.lane), _LANES[row.lane]
        inside = colour if row.firm else "white"
        if row.lane == "battle":
            say(ax.barh(y, last - first, left=first, height=0.5, color=INK)[0], row.Index)
            ax.axvline(last, color=INK, linewidth=1, linestyle=(0, (4, 2)))
            continue
        middle = (first + last) / 2
        look = {"color": colour, "markerfacecolor": inside, "markersize": 7}
        say(ax.plot(middle, y, "s" if row.lane == "us" else "o", **look)[0], row.Index)
    for lane, rows in dated[dated["lane"].ne("battle")].groupby("lane"):
        day = rows["start"].min().isoformat()
        words = in_words(day if (rows["start"] == rows["end"]).all() else day[:7])
        place = mdates.date2num(pd.Timestamp(rows["end"].max()))
        ground = {"facecolor": "white", "edgecolor": "none", "pad": 1}
        look = {"fontsize": SMALL, "color": legible(_LANES[lane]), "bbox": ground}
        beside(ax, words, place, lanes.index(lane), **look)
    labels = WORDS.entry("bakhmut_chain")["lanes"]
    ax.set(yticks=range(len(lanes)), yticklabels=[labels[lane] for lane in lanes])
    ax.set(ylim=(len(lanes) - 0.5, -0.5), xlim=(start.min() - 10, end.max() + 190))
    ax.tick_params(axis="y", labelsize=SMALL)
    ax.xaxis.set_major_locator(mdates.MonthLocator(bymonth=(1, 7)))
    ax.xaxis.set_major_formatter(mdates.DateFormatter("%b %Y"))
    ax.spines["left"].set_visible(False)


def table_studies(evidence: Evidence) -> Table:
    """Return the table of the studies, each with its conclusion before the points used."""
    return table(WORDS, "studies_both_ways", both_ways(evidence))


def table_partly_read(evidence: Evidence) -> Table:
    """Return the table of the texts of which only a part was read."""
    return table(WORDS, "partly_read", facts.partly_read(evidence))


def table_substitutes(evidence: Evidence) -> Table:
    """Return the table of the weapons named as substitutes and of the shells they stand beside.

    Price, numbers, standing and limits come from ``substitutes``, effect from the studies too.
    """
    name, known, studied = "substitutes_by_name", evidence["substitutes"], evidence[_VIEWS]
    says = WORDS.entry(name)
    studied = studied[studied["weapon"].notna() & studied["main_conclusion"].notna()]
    facts_told = [
        row.statement
        if row.value is None
        else WORDS.say(name, "figure", {**row._asdict(), "unit": says["units"][row.unit]})
        for row in known.astype(object).where(known.notna(), None).itertuples()
    ]
    effects_told = [WORDS.say(name, "said", row) for row in studied.to_dict("records")]
    told = pd.DataFrame(
        {
            "weapon": [*known["weapon"], *studied["weapon"]],
            "column": [*known["kind"].map(_COLUMNS), *["effect"] * len(studied)],
            "said": [*facts_told, *effects_told],
        }
    )
    cells = told.groupby(["weapon", "column"])["said"].agg("; ".join).unstack()
    cells = cells.reindex(
        index=list(says["weapons"]), columns=list(dict.fromkeys(_COLUMNS.values()))
    )
    frame = cells.fillna(says["none"]).rename_axis("weapon").reset_index()
    return table(WORDS, name, frame.assign(weapon=frame["weapon"].map(says["weapons"])))
