"""The charts of the chapter on military value: Bakhmut and the US delay."""

from __future__ import annotations

import textwrap

import matplotlib.dates as mdates
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from casebook.data.dates import latest_day
from casebook.reasoning.evidence import Cited, Evidence
from casebook.telling.charts import GREY, INK, SMALL, canvas
from casebook.telling.marks import spread
from casebook.telling.pictures import Picture, picture
from chapters.common.palette import BLUE, BRICK, DARK_OCHRE, OCHRE, PALE_OCHRE
from chapters.common.states import in_text
from chapters.common.views import views
from chapters.military_value import WORDS, facts

_LANES = {"battle": INK, "Turkish shells": OCHRE, "United States": BLUE}

_LANE_MARKERS = {"battle": "D", "Turkish shells": "o", "United States": "s"}

_LINKS = {"met": BLUE, "disputed": PALE_OCHRE, "not found": "white", "not met": BRICK}

_LABEL_DAYS = 18
"""Days of the time axis that one line of text needs in the chain of Bakhmut."""

_CHAIN, _DELAY = "bakhmut_chain", "causes_of_us_delay"


def _required(evidence: Evidence) -> pd.DataFrame:
    """Return what "pivotal" would require, in words: ``lane``, ``status``, ``words``."""
    used = facts.uses(evidence)["date"]
    given = {
        "first_use": used.min() if len(used) else None,
        "fell": facts.fall(evidence)["date"],
        "both_deny": facts.both_deny(evidence),
    }
    says = WORDS.entry(_CHAIN)["requirements"]
    return pd.DataFrame(
        {"lane": says[link], "status": status}
        | {"words": WORDS.say(_CHAIN, link, {**given, "status": status})}
        for link, status in facts.links(evidence).items()
    )


def _cited(evidence: Evidence, events: pd.DataFrame) -> tuple[Cited, ...]:
    """Return the rows of the chain, and those on which the requirements are met or not."""
    drawn = {table: list(rows["id"]) for table, rows in events.groupby("table", sort=False)}
    told = [facts.uses(evidence), facts.credits(evidence), facts.fall(evidence).to_frame().T]
    drawn["bakhmut"] = [*drawn.get("bakhmut", []), *pd.concat(told)["id"]]
    for status in ("reported", "denied", "announced"):
        drawn.setdefault("transfers", []).extend(facts.turkish(evidence, status)["id"])
    return evidence.cites(*((table, ids) for table, ids in drawn.items() if ids))


def chart_bakhmut(evidence: Evidence) -> Picture:
    """Return the chart of the dated chain of Bakhmut and of what "pivotal" would require."""
    events, required = facts.chain(evidence), _required(evidence)
    events.insert(5, "words", events["id"].map(WORDS.entry(_CHAIN)["events"]))
    parts = [events.drop(columns="table").assign(part="chain"), required.assign(part="required")]
    return picture(
        WORDS,
        _CHAIN,
        pd.concat(parts, ignore_index=True),
        draw_bakhmut,
        _cited(evidence, events),
        links=len(required),
        met=int(required["status"].eq("met").sum()),
        start=events["start"].min(),
        end=events["end"].max(),
        fell=facts.fall(evidence)["date"],
        approved=facts.approval(evidence)["date"],
    )


def draw_bakhmut(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_bakhmut`."""
    figure, (top, bottom) = canvas(5.4, rows=2, height_ratios=(3.6, 1))
    _draw_chain(top, frame[frame["part"].eq("chain")])
    _draw_required(bottom, frame[frame["part"].eq("required")])
    return figure


def _draw_chain(ax: Axes, events: pd.DataFrame) -> None:
    """Draw the events to scale, from the top, with their words beside them."""
    start, end = (mdates.date2num(pd.to_datetime(events[c])) for c in ("start", "end"))
    events = events.assign(middle=(start + end) / 2).sort_values("middle", kind="stable")
    middle = events["middle"].to_numpy()
    battle = middle[(events["lane"] == "battle").to_numpy()]
    ax.plot([0, 0], [battle.min(), battle.max()], color=INK, linewidth=9, solid_capstyle="butt")
    labels = spread(middle, _LABEL_DAYS)
    for row, when, label in zip(events.itertuples(), middle, labels, strict=True):
        colour = _LANES[row.lane]
        place = 0.04 * list(_LANES).index(row.lane)
        ax.plot(
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
        ax.plot([place + 0.02, 0.135], [when, label], color=GREY, linewidth=0.6)
        day = pd.to_datetime(row.start)
        text = f"{day.day} {day:%b %Y}" if row.start == row.end else f"{day:%b %Y}"
        in_ink = DARK_OCHRE if colour == OCHRE else colour
        ax.text(0.145, label, text, va="center", fontsize=SMALL, color=GREY)
        ax.text(0.335, label, row.words, va="center", fontsize=SMALL, color=in_ink)
    bottom = max(labels[-1], middle.max()) + 12
    ax.set(xlim=(-0.03, 1), xticks=[], ylim=(bottom, middle.min() - 14))
    ax.yaxis.set_major_locator(mdates.MonthLocator(bymonth=(1, 4, 7, 10)))
    ax.yaxis.set_major_formatter(mdates.DateFormatter("%b %Y"))
    ax.tick_params(axis="y", length=3)
    ax.spines[["bottom"]].set_visible(False)


def _draw_required(ax: Axes, required: pd.DataFrame) -> None:
    """Draw the requirements, one a line, each with the mark of its status."""
    for y, row in enumerate(required.itertuples()):
        ax.plot(
            0.012,
            y,
            "o" if row.status != "not met" else "X",
            markersize=8,
            markeredgecolor=GREY if row.status == "not found" else _LINKS[row.status],
            markerfacecolor=_LINKS[row.status],
            clip_on=False,
        )
        ax.text(0.045, y, row.lane, va="center", weight="semibold")
        ax.text(0.45, y, row.words, va="center", fontsize=SMALL)
    ax.set_title("What “pivotal” would require")
    ax.set(xlim=(0, 1), ylim=(len(required) - 0.5, -0.5), xticks=[], yticks=[])
    ax.spines[["left", "bottom"]].set_visible(False)


def chart_delay(evidence: Evidence) -> Picture:
    """Return the chart of what is given as causes of the US delay, by date."""
    frame = facts.causes(evidence)
    frame["start"] = frame["start"].map(lambda day: day.isoformat())
    frame["approved"] = latest_day(facts.approval(evidence)["date"]).isoformat()
    frame["name"] = frame["iso3"].map(lambda iso3: in_text(evidence, iso3))
    account, before = (frame[column].astype(bool) for column in ("account", "before"))
    since = frame.loc[frame["cause"].eq("US law") & ~account, "start"]
    return picture(
        WORDS,
        _DELAY,
        frame,
        draw_delay,
        evidence.cites(
            ("effectiveness_claims", views(evidence, *frame["id"])),
            ("political_facts", evidence.pick("political_facts", id=tuple(frame["id"]))),
            ("government_positions", evidence.pick("government_positions", *frame["id"])),
            ("transfers", evidence.pick("transfers", id=tuple(frame["id"]))),
        ),
        refused=list(frame.loc[frame["table"].eq("transfers"), "name"]),
        named=list(frame.loc[account, "cause"]),
        late=list(frame.loc[frame["cause"].eq("allies") & ~account & ~before, "name"].unique()),
        since=since.min()[:4] if len(since) else None,
        approved=frame["approved"].iloc[0],
        testimony=facts.testimony_day(evidence).isoformat()[:7] if account.any() else None,
    )


def draw_delay(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_delay`."""
    figure, ax = canvas(2.2)
    lanes = {"US law": 0, "allies": 1.6}
    account = frame["account"].astype(bool)
    approved = mdates.date2num(pd.to_datetime(frame["approved"].iloc[0]))
    left, right = (mdates.date2num(pd.Timestamp(d)) for d in ("2022-02-01", "2024-01-31"))
    _draw_law(ax, frame[frame["cause"].eq("US law") & ~account], lanes["US law"], (left, right))
    acts = frame["table"].eq("transfers")
    spoken = frame[frame["cause"].eq("allies") & ~account & ~acts]
    _draw_objections(ax, spoken, lanes["allies"])
    _draw_refusals(ax, frame[acts], lanes["allies"])
    _draw_testimony(ax, frame[account], lanes)
    ax.axvline(approved, color=INK, linewidth=1, linestyle=(0, (4, 2)))
    ax.text(approved, -0.95, "US approval", ha="center", va="bottom", fontsize=SMALL)
    ax.set_yticks(list(lanes.values()), ["US law\nand policy", "Allies and\ntheir treaty"])
    ax.set(ylim=(2.3, -0.95), xlim=(left, right))
    ax.xaxis.set_major_locator(mdates.MonthLocator(bymonth=(1, 7)))
    ax.xaxis.set_major_formatter(mdates.DateFormatter("%b %Y"))
    ax.spines["left"].set_visible(False)
    return figure


def _draw_refusals(ax: Axes, acts: pd.DataFrame, lane: float) -> None:
    """Draw refusals that cite the treaty as squares, with who refused."""
    if acts.empty:
        return
    days = mdates.date2num(pd.to_datetime(acts["start"]))
    ax.plot(days, [lane] * len(days), "s", color=BRICK, markersize=6)
    text = WORDS.say(_DELAY, "refusal", {"names": dict.fromkeys(acts["name"])})
    look = {"ha": "right", "va": "center", "fontsize": SMALL, "color": BRICK}
    ax.text(days.min() - 10, lane + 0.25, textwrap.fill(text, 30), **look)


def _draw_objections(ax: Axes, stands: pd.DataFrame, lane: float) -> None:
    """Draw the positions of allies as circles, those of one day below each other."""
    if stands.empty:
        return
    stands = stands.sort_values("start")
    days = mdates.date2num(pd.to_datetime(stands["start"]))
    places = lane + 0.12 * stands.groupby("start").cumcount().to_numpy()
    ax.plot(days, places, "o", color=BRICK, markersize=5)
    text = WORDS.say(_DELAY, "objections", {"names": dict.fromkeys(stands["name"])})
    look = {"va": "center", "fontsize": SMALL, "color": BRICK}
    ax.text(days.max() + 13, lane + 0.2, textwrap.fill(text, 24), **look)


def _draw_testimony(ax: Axes, spoken: pd.DataFrame, lanes: dict[str, float]) -> None:
    """Draw the testimony as diamonds in the lanes of the causes that it names, if there is one."""
    if spoken.empty:
        return
    day = mdates.date2num(pd.to_datetime(spoken["start"].iloc[0])) + 14
    heights = spoken["cause"].map(lanes)
    ax.plot([day] * len(heights), heights, "D-", color=INK, markersize=6, linewidth=1.2)
    text = textwrap.fill(WORDS.say(_DELAY, "testimony", {"named": list(spoken["cause"])}), 36)
    look = {"ha": "right", "va": "center", "fontsize": SMALL}
    ax.text(day - 10, heights.mean(), text, **look)


def _draw_law(ax: Axes, rules: pd.DataFrame, lane: float, span: tuple[float, float]) -> None:
    """Draw the limit in US law as a bar over the whole span if it was in force before."""
    if rules.empty:
        return
    left, right = span
    ax.barh(lane, right - left, left=left, height=0.42, color=BLUE)
    text = WORDS.say(_DELAY, "rule", {"since": rules["start"].min()[:4]})
    ax.text(left + 8, lane, text, color="white", va="center", fontsize=SMALL)
