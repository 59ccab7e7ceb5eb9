"""What the chapter "What does China change?" takes from the tables."""

from __future__ import annotations

import pandas as pd

from casebook.data.dates import in_words, latest_day
from casebook.reasoning.evidence import PUBLICATION, Evidence, NotInEvidence, some
from casebook.telling.wording import listed

BILLION = 1000  # trade and spending are stored a step lower

GOODS = {
    "all_goods": "All imported goods",
    "g7_priority_goods": "G7 priority goods",
    "machine_tools": "Machine tools",
    "metalworking_machine_tools": "Metalworking machine tools",
    "microelectronics": "Microelectronics",
}
"""Goods of ``china_russia`` whose Chinese share is shown, and their names."""

TOOLS = (GOODS["machine_tools"], GOODS["metalworking_machine_tools"])


def rows_of(evidence: Evidence, category: str) -> pd.DataFrame:
    """Return the rows of one category of ``china_russia`` that are better than weak."""
    rows = evidence["china_russia"]
    return rows[rows["category"].eq(category) & rows["confidence"].ne("weak")]


def source_keys(evidence: Evidence, *picks: tuple[str, pd.Series]) -> tuple[str, ...]:
    """Return the source keys of the rows of tables whose ids are given, each once."""
    keys = []
    for table, ids in picks:
        rows = evidence[table]
        keys += evidence.cite(table, rows[rows["id"].isin(set(ids))]).sources
    return tuple(dict.fromkeys(keys))


def glosses(evidence: Evidence) -> pd.DataFrame:
    """Return the uses of "no limits" and what was said of it, by date.

    Columns: ``start``, ``end`` (partial dates; they differ where the day is not known), ``who``,
    ``words`` (quotation or our summary), ``kind`` (``phrase``, ``limit``, ``event``), ``row``.

    Raises
    ------
    NotInEvidence
        If no accepted report has the phrase.
    """
    joint, quotes, line = evidence["china_russia"], evidence["quote_checks"], evidence["timeline"]
    said = [
        (quotes, "Q09", "Joint statement, Beijing", "“has no limits”", "phrase"),
        (quotes, "Q10", "The same sentence", "“neither aimed against third countries”", "limit"),
        (line, "TL01", "Russia", "invades Ukraine", "event"),
        (
            joint,
            "CR30",
            "Joint statement, Moscow",
            "not a “military and political” alliance",
            "limit",
        ),
        (quotes, "Q11", "China's envoy to the EU", "“nothing but rhetoric”", "limit"),
        (joint, "CR33", "NATO summit", "“so-called ‘no limits’ partnership”", "phrase"),
        (line, "TL50", "The op-ed", "“friendship without limits”", "phrase"),
    ]
    rows = []
    for table, key, who, words, kind in said:
        found = table[table["id"].eq(key)]
        if len(found):
            row = found.iloc[0]
            start = next(row[c] for c in ("found_date", "period_start", "date") if c in row)
            rows.append((start, row.get("period_end", start), who, words, kind, key))
    frame = pd.DataFrame(rows, columns=["start", "end", "who", "words", "kind", "row"])
    spoken = frame["kind"].eq("phrase") & frame["who"].ne("The op-ed")
    some(frame[spoken], "no report accepted that has the phrase")
    return frame.sort_values("start", kind="stable", ignore_index=True)


def trade(evidence: Evidence) -> pd.DataFrame:
    """Return the yearly two-way goods trade of China and Russia, in billions of US dollars.

    Columns: ``year``, ``basis`` (``dollars``, as Chinese customs state it, or ``yuan converted``, a
    newspaper's conversion), ``value``. A year without a published figure in the rows is empty.

    Raises
    ------
    NotInEvidence
        If no year's trade is accepted.
    """
    rows = rows_of(evidence, "trade")
    whole = rows["period_start"].str.fullmatch(r"\d{4}") & rows["unit"].eq("usd_million")
    both = rows["flow"].eq("two_way").fillna(False)
    rows = some(rows[whole & both], "table china_russia has no accepted figure for a year's trade")
    frame = pd.DataFrame(
        {
            "year": rows["period_start"].astype(int),
            "basis": rows["currency_stated"].map({"yuan": "yuan converted", "usd": "dollars"}),
            "value": rows["value"] / BILLION,
        }
    )
    first = frame["year"].min() - 2  # the two years that were looked for and not found
    gaps = sorted(set(range(first, frame["year"].max() + 1)) - set(frame["year"]))
    empty = pd.DataFrame({"year": gaps, "basis": "dollars", "value": float("nan")})
    return pd.concat([empty, frame]).sort_values(["year", "basis"], ignore_index=True)


def shares(evidence: Evidence) -> pd.DataFrame:
    """Return the published Chinese shares of Russian imports, in percent, as the sources give them.

    Columns: ``goods``, ``period``, ``value``, ``before`` (the earlier figure that the same row
    states, else empty), ``by`` (whose figure), ``known_then`` (published by the op-ed's day). The
    products and periods differ, so the rows are not a series.
    """
    by = {
        "CR09": "US government",
        "CR10": "CSIS",
        "CR11": "Carnegie",
        "CR13": "RUSI",
        "CR14": "US government",
        "CR18": "US Indo-Pacific Command",
        "CR41": "CSIS",
    }
    rows = evidence["china_russia"]
    rows = rows[rows["id"].isin(by) & rows["confidence"].ne("weak")]
    return pd.DataFrame(
        {
            "row": rows["id"],
            "goods": rows["good"].map(GOODS),
            "period": [
                _period(a, b) for a, b in zip(rows["period_start"], rows["period_end"], strict=True)
            ],
            "value": rows["value"].astype(float),
            "before": rows["value_before"].astype(float),
            "by": rows["id"].map(by),
            "known_then": rows["known_from"].map(latest_day) <= PUBLICATION,
        }
    ).sort_values(["value", "goods"], ascending=[False, True], ignore_index=True)


def _period(start: str, end: str) -> str:
    if start == end:
        return in_words(start)
    quarter = (start[5:7], end[5:7]) == ("10", "12") and start[:4] == end[:4]
    return f"end of {start[:4]}" if quarter else f"{in_words(start)} to {in_words(end)}"


def votes(evidence: Evidence, states: tuple[str, ...] = ("CHN", "RUS", "USA")) -> pd.DataFrame:
    """Return the votes of states in the plenary on the yearly resolution on the convention.

    Columns: ``iso3``, ``year``, ``vote`` (``yes``, ``abstain``, ``no``, ``non_voting``, or ``not
    found`` where no row gives it). The years run from the first to the last vote of these states.

    Raises
    ------
    NotInEvidence
        If no vote of these states is accepted.
    """
    rows = evidence["unga_votes_by_state"]
    rows = rows[rows["confidence"].ne("weak") & rows["iso3"].isin(states)]
    if rows.empty:
        raise NotInEvidence(f"table unga_votes_by_state has no accepted vote of {listed(states)}")
    years = range(int(rows["year"].min()), int(rows["year"].max()) + 1)
    grid = pd.MultiIndex.from_product([states, years], names=["iso3", "year"])
    cast = rows.drop_duplicates(["iso3", "year"]).set_index(["iso3", "year"])["vote"]
    return cast.reindex(grid).fillna("not found").reset_index()


def arsenal_table(evidence: Evidence) -> pd.DataFrame:
    """Return what is known of China's stock and production, ready to print, with grades."""
    found = [
        ("Produces, stocks and exports: told the Monitor so", "china_russia", "CR19"),
        ("Produces, stocks and exports: the Monitor's profile", "china_russia", "CR21"),
        ("Has never used them, by its own statement", "china_russia", "CR21"),
        ("On the coalition's list of producers", "producers", "PD02"),
        ("Named among producers by the Monitor", "aftermath", "A30"),
    ]
    lines = []
    for what, table, key in found:
        rows = evidence[table]
        rows = rows[rows["id"].eq(key)]
        if len(rows):
            row = rows.iloc[0]
            lines.append((what, in_words(row["known_from"]), row["confidence"], f"{table} {key}"))
    stock = evidence["non_party_stockpilers"]
    if not stock["iso3"].eq("CHN").any():
        lines.append(("Numbers, types, age, failure rates", None, "not published", None))
    return pd.DataFrame(lines, columns=["What", "Known since", "Grade", "Row"])


def users_among_producers(evidence: Evidence) -> tuple[list[str], list[str]]:
    """Return the producing states outside the convention, and those with use confirmed since 2008.

    Both as iso3, sorted. The base rate for what a state that keeps the weapon may do with it.
    """
    made = evidence["producers"]
    made = set(made.loc[made["status"].eq("producing"), "iso3"])
    use = evidence["cluster_munition_use"]
    use = use[
        use["status"].eq("confirmed")
        & use["user_type"].eq("state")
        & use["last_year"].ge(2008)
        & use["confidence"].ne("weak")
    ]
    return sorted(made), sorted(made & set(use["user_iso3"].dropna()))


def spending(evidence: Evidence) -> pd.DataFrame:
    """Return China's military expenditure in constant dollars by year (SIPRI, one edition).

    Raises
    ------
    NotInEvidence
        If no year's is accepted.
    """
    table = evidence.rows("milex", definition="sipri_military_expenditure", iso3="CHN")
    table = table[table["usd_millions"].notna()]
    return some(table, "table milex has no accepted sum for China").sort_values("year")
