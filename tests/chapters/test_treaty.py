from datetime import date

import pandas as pd
import pytest

from casebook.data.dates import earliest_day, in_words, latest_day
from chapters.common.treaty import (
    allies,
    awaiting_force,
    events,
    in_force_from,
    standing,
    status_of,
)
from chapters.nato_divide.facts import camps


def test_counts_match_the_depositary_on_several_dates(evidence):
    # United Nations Treaty Collection, XXVI-6: printed totals (table ccm_counts, primary rows).
    log = events(evidence.package.frames["ccm_status"])
    published = {"2022-08-01": (110, 13), "2024-07-16": (112, 12), "2025-06-22": (111, 12),
                 "2026-02-03": (112, 12)}  # fmt: skip
    for day, expected in published.items():
        tally = standing(log, date.fromisoformat(day))["status"].value_counts()
        assert (tally["state party"], tally["signatory only"]) == expected, day


def test_ever_bound_is_ratified_accepted_and_acceded(evidence):
    # treaty/README: 94 ratified, 2 accepted (Japan, Netherlands), 17 acceded.
    log = events(evidence.package.frames["ccm_status"])
    tally = log["event"].value_counts()
    assert (tally["ratified"], tally["accepted"], tally["acceded"]) == (94, 2, 17)
    assert tally["signed"] == 108


def test_lithuania_passes_through_every_status(evidence):
    log = events(evidence.package.frames["ccm_status"])
    lithuania = pd.Series(["LTU"])
    said = [
        status_of(lithuania, log, date.fromisoformat(day)).iloc[0]
        for day in ("2008-12-02", "2008-12-03", "2011-03-24", "2025-03-05", "2025-03-06")
    ]
    assert said == ["never joined", "signatory only", "state party", "state party", "left"]


def test_a_party_is_bound_from_the_sixth_month_after_its_deposit(evidence):
    # Lithuania, deposit of 24 March 2011: "a State party to the CCM since 1 September 2011"
    # (statement of the president of the twelfth meeting of the parties, September 2024).
    assert in_force_from(date(2011, 3, 24), months=6) == date(2011, 9, 1)
    assert in_force_from(date(2023, 8, 3), months=6) == date(2024, 2, 1)
    # Vanuatu acceded on 5 September 2025; the list is of 3 February 2026.
    assert awaiting_force(evidence) == {"VUT": date(2026, 3, 1)}
    assert awaiting_force(evidence.at_publication()) == {}


def test_mine_ban_counts_after_the_exits(evidence):
    # UNTC XXVI-5 on 3 February 2026: 162 parties, Poland still among them.
    log = events(evidence.package.frames["apmbc_status"])
    assert standing(log, date(2026, 2, 3))["status"].eq("state party").sum() == 162


def test_allies_by_date(evidence):
    members = evidence["nato_members"]
    assert len(allies(members, date(2008, 12, 3))) == 26  # as the press counted at the signing
    assert len(allies(members, date(2024, 8, 10))) == 32
    assert "SWE" not in allies(members, date(2024, 3, 6))


def test_an_ally_that_leaves_is_one_until_that_day(evidence):
    members = evidence["nato_members"].copy()
    members.loc[members["iso3"].eq("SWE"), "withdrawal_date"] = "2026-01"
    assert "SWE" in allies(members, date(2026, 1, 30))
    assert "SWE" not in allies(members, date(2026, 1, 31))
    assert len(allies(members, date(2026, 2, 3))) == 31


def test_the_camps_follow_an_ally_that_leaves(evidence, altered):
    def leave(members):
        members.loc[members["iso3"].eq("FIN"), "withdrawal_date"] = "2026-01-15"
        return members

    after = camps(altered(evidence, "nato_members", leave)).set_index("date")
    assert after.loc["2026-01-15", "allies"] == 31
    before = camps(evidence).set_index("date")["allies"]
    assert before.iloc[-1] == 32
    assert after.iloc[-1]["allies"] == 31


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2024-08-10", date(2024, 8, 10), date(2024, 8, 10)),
    ],
)
def test_partial_dates(text, first, last):
    assert (earliest_day(text), latest_day(text)) == (first, last)


@pytest.mark.parametrize("text", ["2024-13", "2023-02-29", "24-01-01", "2024/01/01", ""])
def test_impossible_dates_are_refused(text):
    with pytest.raises(ValueError, match=r".+"):
        latest_day(text)


def test_dates_in_words():
    assert [in_words(d) for d in ("2024-07-18", "2024-07", "2024")] == [
        "18 July 2024",
        "July 2024",
        "2024",
    ]
