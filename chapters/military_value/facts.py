"""What the rows say of one shell's effect, of Bakhmut and of the US delay."""

from __future__ import annotations

import pandas as pd

from casebook.data.dates import earliest_day, latest_day
from casebook.reasoning.evidence import Evidence, some
from chapters.common.treaty import allies


def lethality(evidence: Evidence) -> pd.DataFrame:
    """Return the published comparisons of a cluster shell with ordinary shells, oldest first.

    Columns: ``id``, ``stated_by`` (in short), ``date``, ``low``, ``high`` (ordinary shells that one
    cluster shell is said to match), ``own`` (stated by an author of the op-ed), ``source``,
    ``grade``.
    """
    rows = evidence.pick("effectiveness_claims", measure="lethality").sort_values("date")
    own = rows["by_author"].eq(True).fillna(False).astype(bool)
    low, high = (rows[column].astype(float) for column in ("figure_low", "figure_high"))
    frame = rows.assign(own=own, low=low, high=high, stated_by=rows["speaker"])
    frame = frame.rename(columns={"claim_id": "id", "confidence": "grade"}).reset_index(drop=True)
    return frame[["id", "stated_by", "date", "low", "high", "own", "source", "grade"]]


# --- Bakhmut -----------------------------------------------------------------------------------


def turkish(evidence: Evidence, status: str) -> pd.DataFrame:
    """Return the statements of a status on a transfer from Türkiye to Ukraine."""
    return evidence.pick("transfers", from_iso3="TUR", to_iso3="UKR", status=status)


def import_records(evidence: Evidence) -> pd.DataFrame:
    """Return the trade records of shells from Türkiye that reached Ukraine (``on_paper``)."""
    reported = turkish(evidence, "reported")
    return reported[reported["on_paper"].eq(True).fillna(False)]


def refusals(evidence: Evidence) -> pd.DataFrame:
    """Return the transfers to Ukraine that a third state refused, before the first US approval.

    Only refusals that cite the convention count: they show it at work.
    """
    rows = evidence.pick("transfers", to_iso3="UKR", status="denied", cites_convention=True)
    third = rows["denied_by_iso3"].ne(rows["from_iso3"]) & rows["denied_by_iso3"].ne("UKR")
    return rows[third & (rows["date"] < approval(evidence)["date"])]


def both_deny(evidence: Evidence) -> bool:
    """Return whether Türkiye and Ukraine both deny that transfer."""
    return {"TUR", "UKR"} <= set(turkish(evidence, "denied")["denied_by_iso3"].dropna())


def _first(rows: pd.DataFrame, what: str) -> pd.Series:
    """Return the earliest row, or raise ``NotInEvidence``."""
    return some(rows, f"no accepted row gives {what}").sort_values("date").iloc[0]


def fall(evidence: Evidence) -> pd.Series:
    """Return the row that dates the fall of Bakhmut, as a press report of the day has it."""
    rows = evidence.pick("bakhmut", topic="control", says="city_occupied")
    return _first(rows, "the end of the battle")


def approval(evidence: Evidence) -> pd.Series:
    """Return the row of the first announced US transfer."""
    rows = evidence.pick("transfers", from_iso3="USA", status="announced")
    return _first(rows, "a US transfer")


def days_to_approval(evidence: Evidence, since: pd.DataFrame) -> int:
    """Return the days from the last day that a row's date can mean to the first US transfer."""
    return (latest_day(approval(evidence)["date"]) - latest_day(since["date"].iloc[0])).days


def uses(evidence: Evidence) -> pd.DataFrame:
    """Return the reports that shells from Türkiye were fired; ``in_time``: before the city fell."""
    rows = evidence.pick("bakhmut", topic="dpicm", says="shells_in_use")
    in_time = rows["date"].map(latest_day) <= latest_day(fall(evidence)["date"])
    return rows.assign(in_time=in_time.astype(bool))


def credits(evidence: Evidence) -> pd.DataFrame:
    """Return the accounts, other than the op-ed's, that call those shells decisive."""
    return evidence.pick("bakhmut", topic="dpicm", says="shells_decisive", by_author=False)


def links(evidence: Evidence) -> dict[str, str]:
    """Return what "pivotal" would require of the shells at Bakhmut, and whether it is met.

    Values: ``met``, ``disputed``, ``not found``, ``not met``.

    - ``delivered``: met if a government announced it, disputed if reported and denied.
    - ``fired`` in time: met if a report of use is dated before the city fell.
    - ``credited``: met if an account other than the op-ed's calls the shells decisive.
    - city ``held``: not met, since a row that dates its fall is needed for the others.
    """
    disputed = len(turkish(evidence, "reported")) and len(turkish(evidence, "denied"))
    unmet = "disputed" if disputed else "not found"
    return {
        "delivered": "met" if len(turkish(evidence, "announced")) else unmet,
        "fired": "met" if uses(evidence)["in_time"].any() else "not found",
        "credited": "met" if len(credits(evidence)) else "not found",
        "held": "not met",
    }


def events(evidence: Evidence) -> pd.DataFrame:
    """Return what is dated of the battle, of the Turkish shells and of the first US transfer.

    Columns: ``lane`` (``battle``, ``sent``, ``denied``, ``arrived``, ``in_use``, ``us``),
    ``start``, ``end`` (first and last day that the date can mean; the battle runs from the main
    assault to the fall), ``firm`` (false for what is disputed or said by one outlet), ``table``,
    ``id``, ``source``, ``grade``.
    """
    reported, city = turkish(evidence, "reported"), fall(evidence)
    lanes = (
        ("battle", "bakhmut", evidence.pick("bakhmut", says="assault_begins"), True),
        ("sent", "transfers", reported[reported["date"].str.len().gt(4)].head(1), False),
        ("denied", "transfers", turkish(evidence, "denied"), True),
        ("arrived", "transfers", import_records(evidence), False),
        ("in_use", "bakhmut", uses(evidence), False),
        ("us", "transfers", approval(evidence).to_frame().T, True),
    )
    found = pd.concat(
        rows[["id", "date", "source", "confidence"]].assign(lane=lane, table=table, firm=firm)
        for lane, table, rows, firm in lanes
    ).rename(columns={"confidence": "grade"})
    start, end = found["date"].map(earliest_day), found["date"].map(latest_day)
    end = end.mask(found["lane"].eq("battle"), latest_day(city["date"]))
    return found.assign(start=start, end=end).drop(columns="date").reset_index(drop=True)


# --- the US delay ------------------------------------------------------------------------------


def named_causes(evidence: Evidence) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return who named a cause of the delay: officials before the first US approval, and others.

    Of the others, weak rows are left out.
    """
    rows = evidence["effectiveness_claims"].dropna(subset=["delayed_by"])
    before = rows["date"].map(latest_day) < latest_day(approval(evidence)["date"])
    first = rows["basis"].eq("official") & before.astype(bool)
    return rows[first], rows[~first & rows["confidence"].ne("weak")]


def positions(evidence: Evidence) -> pd.DataFrame:
    """Return what allies said or did against the supply: at least these, no table is whole.

    Columns: ``table``, ``id``, ``iso3``, ``before`` (dated before the first US approval). These are
    words of July 2023 against the weapon or, of allies that said no such thing, for keeping to the
    ban, and refusals that cite the convention.
    """
    approved = approval(evidence)["date"]
    said = evidence.pick("political_facts", position_taken="against_weapon")
    said = said.rename(columns={"date_start": "date"})
    kept = evidence.pick("government_positions", stance="stay")
    said, kept = (rows[rows["date"].str.startswith("2023-07")] for rows in (said, kept))
    members = allies(evidence["nato_members"], latest_day(approved))
    acts = refusals(evidence).assign(table="transfers")
    found = pd.concat(
        [
            said[said["iso3"].isin(members)].assign(table="political_facts"),
            kept[kept["iso3"].isin({*members} - {*said["iso3"]})].assign(
                table="government_positions"
            ),
            acts.assign(iso3=acts["denied_by_iso3"]),
        ]
    )
    before = found["date"].map(latest_day) < latest_day(approved)
    found = found.assign(before=before.astype(bool))
    return found[["table", "id", "iso3", "before"]].reset_index(drop=True)


# --- what was read in part ---------------------------------------------------------------------


def partly_read(evidence: Evidence) -> pd.DataFrame:
    """Return the texts of which only a part was read, with the columns ``year`` and ``title``.

    One row a source that a study, a test, an official view or an observed effect was taken from.
    """
    rows = evidence["effectiveness_claims"]
    firm = rows["basis"].ne("commentary") | rows["observed"].eq(True).fillna(False)
    rows = rows[firm & rows["read"].eq("part").fillna(False)].drop_duplicates("source")
    return rows.assign(
        year=rows["date"].fillna(rows["known_from"]).str[:4],
        title=rows["source"].map(evidence.package.sources["title"]),
    )
