"""What the chapter "A divided NATO?" measures: camps, neighbours of Russia, votes, statements."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType

import pandas as pd

from casebook.evidence import PUBLICATION, Cited, Evidence, NotInEvidence
from casebook.statistics import TwoByTwo, compare_shares
from casebook.treaty import STATUSES, allies, events, status_of

NAMED = ("FIN", "POL", "EST", "LVA")
"""The states that the op-ed names as refusing to join, in its order (claim C41)."""

OVERSEAS = ("USA", "CAN")
"""The allies outside Europe that one population of the specification curve leaves out."""

_CUTOFFS_KM = (1000, 1250, 1500, 1750, 2000)

DEFINITIONS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "threatened": MappingProxyType(
            {
                "border": "land border with Russia",
                "border_mainland": "border with Russia outside Kaliningrad",
                "soviet": "once part of the Soviet Union",
                "bloc": "once in the Warsaw Pact or Soviet Union",
                "bloc_to_the_end": "Warsaw Pact to its end, or Soviet Union",
                "border_or_bloc": "border with Russia, or Warsaw Pact",
                "since_1999": "joined NATO in 1999 or later",
                "since_2004": "joined NATO in 2004 or later",
                **{f"within_{km}": f"capital within {km:,} km of Moscow" for km in _CUTOFFS_KM},
                "nearer_half": "capital in the half nearer to Moscow",
                "un_eastern": "Eastern Europe (UN region)",
                "un_eastern_baltic": "Eastern Europe (UN), Baltic states",
                "un_eastern_northern": "Eastern and Northern Europe (UN)",
                "spending": "defence share of GDP above the median",
            }
        ),
        "eastern": MappingProxyType(
            {
                "bloc": "once in the Warsaw Pact or Soviet Union",
                "un_eastern": "Eastern Europe (UN region)",
                "un_eastern_baltic": "Eastern Europe (UN), Baltic states",
                "since_1999": "joined NATO in 1999 or later",
                "border": "land border with Russia",
                "border_or_bloc": "border with Russia, or Warsaw Pact",
            }
        ),
    }
)
"""The readings of "threatened" and "eastern" that ``Evidence.definitions`` may name."""

DEFAULTS = MappingProxyType({"threatened": "border", "eastern": "bloc"})
"""The readings closest to the op-ed's words ("on Russia's border", "Eastern European")."""

_FAVOURABLE = ("values the weapon", "for transfer", "for production")

_SPENDING_EDITION = ("nato_2024_02", 2023)


# --- members and camps -------------------------------------------------------------------------


def allied_status(evidence: Evidence, on: date | None = None) -> pd.DataFrame:
    """Return where every ally stands towards the treaty on a day, the evidence's if not given.

    Index ``iso3``; columns ``name``, ``status`` (one of ``treaty.STATUSES``) and ``bound``.
    """
    on = on or evidence.as_of
    members = pd.Series(allies(evidence["nato_members"], on))
    status = status_of(members, events(evidence["ccm_status"], evidence.as_of), on)
    return pd.DataFrame(
        {
            "name": [evidence.state_name(iso3) for iso3 in members],
            "status": status.to_numpy(),
            "bound": status.eq("state party").to_numpy(bool),
        },
        index=pd.Index(members, name="iso3"),
    )


def names(evidence: Evidence, states: Iterable[str]) -> list[str]:
    """Return the names of states as they stand in a sentence, in the order of the alphabet."""
    return [evidence.state_in_text(iso3) for iso3 in sorted(states, key=evidence.state_name)]


def _status_on(log: pd.DataFrame, members: pd.DataFrame, day: str) -> pd.Series:
    """Return the status of each ally (index ``iso3``) on an ISO day."""
    on = date.fromisoformat(day)
    ever = pd.Series(allies(members, on))
    return status_of(ever, log, on).set_axis(pd.Index(ever, name="iso3"))


def camps(evidence: Evidence) -> pd.DataFrame:
    """Return how many allies had each status since the treaty was opened for signature.

    One row for each day on which that may have changed and one for the evidence's date: ``date``
    (ISO), one column a status of ``treaty.STATUSES`` (number of allies) and ``allies``.
    """
    log, members = events(evidence["ccm_status"], evidence.as_of), evidence["nato_members"]
    first = log["date"].min()
    ever = allies(members, evidence.as_of)
    accessions = members.loc[members["preferred"], "accession_date"]
    days = {
        first,
        evidence.as_of.isoformat(),
        *log.loc[log["iso3"].isin(ever), "date"],
        *accessions[accessions.between(first, evidence.as_of.isoformat())],
    }
    rows = []
    for day in sorted(days):
        status = _status_on(log, members, day).value_counts()
        rows.append({"date": day, **{s: int(status.get(s, 0)) for s in STATUSES}})
    frame = pd.DataFrame(rows)
    frame["allies"] = frame[list(STATUSES)].sum(axis=1)
    return frame


def camp_changes(evidence: Evidence) -> pd.DataFrame:
    """Return each change of camp by a state while it was an ally, and each ally's arrival.

    The treaty's camp is made of the states that signed it or are bound by it. Columns: ``date``
    (ISO), ``iso3``, ``inside`` (whether the state is in the treaty's camp from then) and ``act``:
    ``changed camp`` or ``joined NATO``. The first signing day is the start and gives no row.
    """
    log, members = events(evidence["ccm_status"], evidence.as_of), evidence["nato_members"]
    rows, before = [], None
    for day in camps(evidence)["date"]:
        status = _status_on(log, members, day)
        inside = status.isin(("state party", "signatory only"))
        if before is not None:
            for iso3, now in inside.items():
                if iso3 not in before:
                    rows.append((day, iso3, bool(now), "joined NATO"))
                elif before[iso3] != now:
                    rows.append((day, iso3, bool(now), "changed camp"))
        before = inside
    return pd.DataFrame(rows, columns=["date", "iso3", "inside", "act"])


def points(difference: float) -> str:
    """Return a difference of two shares in whole percentage points: ``-0.09`` gives ``−9``."""
    return f"{round(100 * difference)}".replace("-", "−")


def signed_in_2008(evidence: Evidence) -> tuple[int, int]:
    """Return how many allies had signed by the end of 2008 and how many allies there were."""
    status = allied_status(evidence, date(2008, 12, 31))["status"]
    return int(status.isin(("state party", "signatory only")).sum()), len(status)


def membership_rows(evidence: Evidence) -> tuple[Cited, Cited]:
    """Return the rows that say who is an ally and who of them is bound."""
    members, status = evidence["nato_members"], evidence["ccm_status"]
    members = members[members["preferred"]]
    return (
        evidence.cite("nato_members", members),
        evidence.cite("ccm_status", status[status["iso3"].isin(members["iso3"])]),
    )


def place_rows(evidence: Evidence) -> Cited:
    """Return the rows that say where the allies lie."""
    land = evidence["geography"]
    return evidence.cite("geography", land[land["nato_member"]])


# --- who is threatened -------------------------------------------------------------------------


def groups(evidence: Evidence) -> pd.DataFrame:
    """Return for every ally whether it belongs to the group by each reading of "threatened".

    Index ``iso3``; one boolean column a name in ``DEFINITIONS["threatened"]``, ``NA`` where the
    table gives nothing for the state.
    """
    land = evidence["geography"].set_index("iso3").reindex(allied_status(evidence).index)
    km = evidence["distance_to_moscow"].set_index("iso3")["distance_km"].reindex(land.index)
    note, region = land["bloc_note"].fillna(""), land["un_subregion"]
    border, bloc = land["land_border_with_russia"], land["warsaw_pact_or_ussr_before_1991"]
    soviet, east = note.str.contains("USSR"), region.eq("eastern_europe")
    edition, year = _SPENDING_EDITION
    spent = evidence["milex"]
    spent = spent[spent["edition"].eq(edition) & spent["year"].eq(year)]
    spent = spent.set_index("iso3")["pct_gdp"].reindex(land.index)
    frame = {
        "border": border,
        "border_mainland": border & ~land["via_kaliningrad"],
        "soviet": soviet,
        "bloc": bloc,
        "bloc_to_the_end": bloc & ~note.str.contains("left in"),
        "border_or_bloc": border | bloc,
        "since_1999": land["joined_nato_year"] >= 1999,
        "since_2004": land["joined_nato_year"] >= 2004,
        **{f"within_{cutoff}": km <= cutoff for cutoff in _CUTOFFS_KM},
        "nearer_half": km < km.median(),
        "un_eastern": east,
        "un_eastern_baltic": east | soviet,
        "un_eastern_northern": east | region.eq("northern_europe"),
        "spending": spent > spent.median(),
    }
    return pd.DataFrame(frame).astype("boolean")


def group(evidence: Evidence, term: str) -> tuple[pd.Series, str]:
    """Return who belongs to a disputed group under the reading chosen, and that reading in words.

    Parameters
    ----------
    evidence
        The evidence; its ``definitions`` may name a reading.
    term
        ``threatened`` or ``eastern``.

    Raises
    ------
    ValueError
        If the reading is not one of :data:`DEFINITIONS`.
    NotInEvidence
        If the table behind the reading holds no accepted row.
    """
    name = evidence.definitions.get(term, DEFAULTS[term])
    known = DEFINITIONS[term]
    if name not in known:
        raise ValueError(f"{term} can be read as {', '.join(known)}; not as {name!r}")
    members = groups(evidence)[name].dropna().astype(bool)
    if members.empty:
        raise NotInEvidence(f"no accepted row tells which allies are meant by: {known[name]}")
    return members, known[name]


def specifications(evidence: Evidence) -> pd.DataFrame:
    """Compare the share outside the treaty under every reading, population and day.

    One row a combination, sorted by the difference. Columns: ``day`` (ISO), ``definition``,
    ``population`` (``all allies`` or ``without the United States and Canada``), ``group`` and
    ``group_outside``, ``rest`` and ``rest_outside`` (numbers of allies), ``difference`` with
    ``low`` and ``high`` (group less rest, -1 to 1), ``odds_ratio``, ``p_value`` (see
    ``statistics.compare_shares``) and ``clear`` (whether the interval leaves out zero).
    """
    rows = []
    for day in dict.fromkeys((min(PUBLICATION, evidence.as_of), evidence.as_of)):
        outside = ~allied_status(evidence, day)["bound"]
        for name, members in groups(evidence).items():
            members = members.dropna().astype(bool)
            for population, left_out in (
                ("all allies", ()),
                ("without the United States and Canada", OVERSEAS),
            ):
                chosen = members[members.index.isin(outside.index) & ~members.index.isin(left_out)]
                if chosen.all() or not chosen.any():
                    continue
                inside_group = outside[chosen.index[chosen]]
                rest = outside[chosen.index[~chosen]]
                result = compare_shares(
                    (int(inside_group.sum()), len(inside_group)), (int(rest.sum()), len(rest))
                )
                rows.append(
                    {
                        "day": day.isoformat(),
                        "definition": name,
                        "population": population,
                        "group": len(inside_group),
                        "group_outside": int(inside_group.sum()),
                        "rest": len(rest),
                        "rest_outside": int(rest.sum()),
                        "difference": result.difference,
                        "low": result.low,
                        "high": result.high,
                        "odds_ratio": result.odds_ratio,
                        "p_value": result.p_value,
                        "clear": result.low > 0 or result.high < 0,
                    }
                )
    order = ["difference", "definition", "population", "day"]
    return pd.DataFrame(rows).sort_values(order, ignore_index=True)


def compared(evidence: Evidence, members: pd.Series) -> tuple[TwoByTwo, tuple[int, int, int, int]]:
    """Compare the share outside the treaty in a group of allies with that among the rest.

    Returns the comparison and the four counts: outside and all in the group, outside and all in
    the rest.
    """
    outside = ~allied_status(evidence)["bound"].reindex(members.index)
    inside_group, rest = outside[members], outside[~members]
    counts = (int(inside_group.sum()), len(inside_group), int(rest.sum()), len(rest))
    return compare_shares(counts[:2], counts[2:]), counts


def bound_in(evidence: Evidence, members: pd.Series) -> list[str]:
    """Return the states of a group of allies that are bound by the treaty."""
    bound = allied_status(evidence)["bound"].reindex(members.index)
    return list(members.index[members & bound])


def western(evidence: Evidence) -> pd.DataFrame:
    """Return the status of the European allies (UN region) outside the eastern group."""
    eastern, _ = group(evidence, "eastern")
    region = evidence["states"].set_index("iso3")["m49_region"]
    status = allied_status(evidence)
    european = region.reindex(status.index).eq("Europe")
    return status[european & ~eastern.reindex(status.index, fill_value=False)]


def outsiders(evidence: Evidence) -> pd.DataFrame:
    """Return the allies that border Russia or were outside the treaty on either day.

    Index ``iso3``; columns ``name``, ``named`` (by the op-ed), ``border``, ``outside_then`` (when
    the op-ed appeared), ``outside_now``, ``stock`` (``yes``, ``no``, ``destroyed`` or ``not
    published``) and ``status``. Named states come first, then those that stay out, then the rest.
    """
    destroyed = set(evidence["stockpile_destruction"]["iso3"])
    stock = stocks(evidence)
    now = allied_status(evidence)
    then = allied_status(evidence, min(PUBLICATION, evidence.as_of))["bound"]
    border = groups(evidence)["border"].fillna(value=False)
    frame = pd.DataFrame(
        {
            "name": now["name"],
            "named": now.index.isin(NAMED),
            "border": border.astype(bool),
            "outside_then": ~then.reindex(now.index, fill_value=True),
            "outside_now": ~now["bound"],
            "stock": [
                stock.get(iso3, "destroyed" if iso3 in destroyed else "not published")
                for iso3 in now.index
            ],
            "status": now["status"],
        }
    )
    frame = frame[frame["border"] | frame["outside_then"] | frame["outside_now"]]
    order = ["named", "outside_then", "outside_now", "name"]
    return frame.sort_values(order, ascending=[False, False, False, True])


def stocks(evidence: Evidence) -> pd.Series:
    """Return ``yes`` or ``no`` for each state on which a row says whether it holds a stock.

    The latest statement counts (table ``non_party_stockpilers``).
    """
    rows = evidence["non_party_stockpilers"].dropna(subset=["stockpile"]).sort_values("as_of")
    latest = rows.groupby("iso3")["stockpile"].last()
    return latest.map({True: "yes", False: "no"}).astype("object")


def favourable_words(evidence: Evidence) -> pd.DataFrame:
    """Return the rows in which an office of an ally speaks for using, making or giving the weapon.

    These are the rows of ``political_facts`` on the positions of allies with one of the values in
    ``_FAVOURABLE``.
    """
    facts = evidence["political_facts"]
    return facts[facts["category"].eq("ally_position") & facts["value"].isin(_FAVOURABLE)]


def acts_to_leave(evidence: Evidence) -> pd.DataFrame:
    """Return the rows in which a government, president or parliament acts to leave the treaty."""
    positions = evidence["government_positions"]
    return positions[positions["stance"].eq("leave")]


def supporters(evidence: Evidence) -> pd.DataFrame:
    """Return the allies that hold the weapon outside the treaty, act to leave or speak for it.

    Index ``iso3``; columns ``stock``, ``act`` and ``words`` (booleans; see :func:`stocks`,
    :func:`acts_to_leave` and :func:`favourable_words`).
    """
    status = allied_status(evidence)
    frame = pd.DataFrame(
        {
            "stock": stocks(evidence).reindex(status.index).eq("yes") & ~status["bound"],
            "act": status.index.isin(acts_to_leave(evidence)["iso3"]),
            "words": status.index.isin(favourable_words(evidence)["iso3"]),
        }
    )
    return frame[frame.any(axis=1)]


# --- votes -------------------------------------------------------------------------------------


def votes(evidence: Evidence) -> pd.DataFrame:
    """Return how every state voted, in the years for which the roll call is known.

    A year counts if the table holds at least half of the United Nations' members for it. Columns:
    ``year``, ``iso3``, ``vote``, ``ally`` and ``status`` (towards the treaty on the day).
    """
    rows = evidence["unga_votes_by_state"]
    half = int(evidence["states"]["un_member"].sum()) / 2
    rows = rows[rows.groupby("year")["iso3"].transform("count") >= half]
    log, parts = events(evidence["ccm_status"], evidence.as_of), []
    for year, those in rows.groupby("year"):
        day = date.fromisoformat(str(those["date"].dropna().max()))
        parts.append(
            pd.DataFrame(
                {
                    "year": int(year),
                    "iso3": those["iso3"],
                    "vote": those["vote"],
                    "ally": those["iso3"].isin(allies(evidence["nato_members"], day)),
                    "status": status_of(those["iso3"], log, day),
                }
            )
        )
    empty = pd.DataFrame(columns=["year", "iso3", "vote", "ally", "status"])
    return pd.concat(parts, ignore_index=True) if parts else empty


def cohesion(evidence: Evidence) -> pd.DataFrame:
    """Return how alike the allies voted in each year of :func:`votes`.

    Columns: ``year``, ``allies`` (that voted), ``yes``, ``abstain``, ``no`` (numbers of allies),
    ``majority`` (share in the largest of the three), ``agreement``, ``parties_yes`` and
    ``outside_yes`` (shares in favour among allies bound and not bound) and ``others_yes`` (share
    among the states outside NATO). ``agreement`` is the index of Hix, Noury and Roland for votes
    with abstentions: the largest of the three numbers less half of the other two, over all votes.
    It is one if all vote alike and nought if the three are equal.
    """
    rows = []
    for year, those in votes(evidence).groupby("year"):
        cast = those[those["vote"].isin(("yes", "abstain", "no"))]
        allied = cast[cast["ally"].astype(bool)]
        tally = allied["vote"].value_counts()
        total, most = len(allied), int(tally.max())
        yes, bound = allied["vote"].eq("yes"), allied["status"].eq("state party")
        rows.append(
            {
                "year": int(year),
                "allies": total,
                **{vote: int(tally.get(vote, 0)) for vote in ("yes", "abstain", "no")},
                "majority": most / total,
                "agreement": (most - (total - most) / 2) / total,
                "parties_yes": float(yes[bound].mean()),
                "outside_yes": float(yes[~bound].mean()),
                "others_yes": float(cast.loc[~cast["ally"].astype(bool), "vote"].eq("yes").mean()),
            }
        )
    columns = ["year", "allies", "yes", "abstain", "no", "majority", "agreement"]
    columns += ["parties_yes", "outside_yes", "others_yes"]
    return pd.DataFrame(rows, columns=columns)


def vote_rows(evidence: Evidence) -> Cited:
    """Return the rows of the allies' votes in the years of :func:`votes`."""
    rows = evidence["unga_votes_by_state"]
    members = allies(evidence["nato_members"], evidence.as_of)
    years = votes(evidence)["year"].unique()
    return evidence.cite(
        "unga_votes_by_state", rows[rows["year"].isin(years) & rows["iso3"].isin(members)]
    )


# --- statements --------------------------------------------------------------------------------

Sides = Mapping[str, Mapping[str, tuple[str, ...]]]
"""Rows by side (``supports`` or ``questions`` the claim), table and id."""

TOGETHER: Sides = MappingProxyType(
    {
        "supports": {
            "political_facts": ("P080", "P084", "P120"),
            "retention_transit": ("RT38", "RT39"),
            "ccm_articles": ("AR28",),
            "aftermath": ("A32",),
        },
        "questions": {
            "ccm_articles": ("AR27",),
            "retention_transit": ("RT36",),
            "political_facts": ("P147", "P099", "P100"),
        },
    }
)
"""What texts and officials say on fighting side by side with allies outside the treaty."""


def no_position(evidence: Evidence) -> pd.DataFrame:
    """Return the reports that NATO as an alliance has no position on the convention."""
    facts = evidence["political_facts"]
    return facts[facts["value"].fillna("").str.contains("no position")]


def alliance_decisions(evidence: Evidence) -> pd.DataFrame:
    """Return the rows that record a decision of the alliance for or against the convention.

    Their value starts with ``adopted``, ``endorsed`` or ``rejected``.
    """
    facts = evidence["political_facts"]
    decided = facts["value"].fillna("").str.match(r"(?:adopted|endorsed|rejected)\b")
    return facts[facts["category"].eq("nato_position") & decided]


def known(evidence: Evidence, table: str, *ids: str) -> tuple[Cited, ...]:
    """Return a reference to those of the rows that are accepted here; empty if none is."""
    rows = evidence[table]
    rows = rows[rows["id"].isin(ids)]
    return (evidence.cite(table, rows),) if len(rows) else ()


def side(evidence: Evidence, sides: Sides, name: str) -> tuple[Cited, ...]:
    """Return the accepted rows of one side, one reference a table."""
    return tuple(
        cited for table, ids in sides[name].items() for cited in known(evidence, table, *ids)
    )


def has(evidence: Evidence, table: str, *ids: str) -> bool:
    """Return whether the evidence holds all the rows with these ids."""
    return set(ids) <= set(evidence[table]["id"])


def together(evidence: Evidence) -> pd.DataFrame:
    """Return the statements of :data:`TOGETHER` for a table, oldest first.

    Columns: ``Known from``, ``Who``, ``What it says``, ``Bears on the claim``, ``Grade``, ``Row``.
    """
    words = {
        "political_facts": "fact",
        "ccm_articles": "paraphrase",
        "aftermath": "event",
        "retention_transit": "locator",
    }
    rows = []
    for name, label in (("supports", "friction"), ("questions", "no bar")):
        for table, ids in TOGETHER[name].items():
            found = evidence[table]
            for _, row in found[found["id"].isin(ids)].iterrows():
                who = (
                    f"Article {row['article']}({row['paragraph'][0]})"
                    if table == "ccm_articles"
                    else evidence.state_name(row["iso3"])
                )
                what = str(row[words[table]])
                if table == "retention_transit":
                    what = f"“{what}”"
                rows.append((row["known_from"], who, what, label, row["confidence"], row["id"]))
    columns = ["Known from", "Who", "What it says", "Bears on the claim", "Grade", "Row"]
    return pd.DataFrame(rows, columns=columns).sort_values("Known from", ignore_index=True)
