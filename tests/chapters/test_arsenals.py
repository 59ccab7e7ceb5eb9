import matplotlib as mpl
import pytest

from casebook.reasoning.claims import Verdict
from casebook.reasoning.evidence import NotInEvidence
from casebook.reasoning.numbers import NOT_KNOWN, numbers_of
from casebook.telling.drawing.charts import style
from casebook.telling.findings import find_in
from chapters.arsenals import charts, facts
from chapters.arsenals.numbers import NUMBERS
from chapters.arsenals.rules import RULES
from tests.chapters.alter import add, altered, as_of, drop, put
from tests.chapters.reach.arsenals import NO_BAN, NO_STOCKS, NO_STUDIES, VIEWS, studied
from tests.narrowing import BODIES, check_chapter, narrow


@pytest.fixture(scope="module")
def findings(evidence):
    return find_in("arsenals", evidence)


@pytest.fixture(scope="module")
def numbers(evidence):
    return numbers_of(NUMBERS, evidence)


@pytest.fixture(scope="module")
def then(evidence):
    return numbers_of(NUMBERS, evidence.at_publication())


def test_sums_reach_the_published_totals(evidence):
    # Sums by the evidence's README; published totals of Cluster Munition Monitor 2024.
    sums = facts.reconciliation(evidence)
    assert sums.loc["munitions", ["ours", "published"]].tolist() == [1_484_960, 1_490_000]
    assert round(sums.loc["submunitions", "ours"] / 1e6, 1) == 178.8
    assert sums.loc["submunitions", "published"] == 179e6
    # 1,247,135 on the README's NATO list, and Sweden's 370, a member since 2024.
    allied = facts.stocks(evidence, allied=True)["munitions"].sum()
    assert allied == 1_247_135 + 370
    assert allied / sums.loc["munitions", "ours"] == pytest.approx(0.84, abs=0.005)


def test_no_total_of_partial_destruction_stands_beside_finished_stocks(evidence, then):
    # The total of all declared stocks came in September 2024; before, the last rounded one was of
    # 2015 and counted what states had destroyed by then.
    with pytest.raises(NotInEvidence):
        facts.reconciliation(evidence.at_publication())
    assert then["latest_count_check"].startswith("No published total is accepted here")
    assert then["munitions_allied"] == "1,247,505"  # the sum over the states needs no total


def test_german_conflict_is_a_range(evidence):
    germany = facts.destroyed(evidence).set_index("iso3").loc["DEU"]
    assert (germany["low"], germany["high"], germany["submunitions"]) == (58e6, 63e6, 63e6)


def test_statements_before_the_end_are_no_part_of_the_range(evidence):
    # The British figure of August 2013 counts what was destroyed by then, not the whole stock.
    britain = facts.destroyed(evidence).set_index("iso3").loc["GBR"]
    assert britain["low"] == britain["high"] == 38.7e6


def test_every_ally_has_one_fate(evidence):
    frame = facts.fates(evidence)
    tally = frame["stock"].value_counts().to_dict()
    assert tally == {"destroyed": 20, "held": 7, "none found": 5}  # counted by hand: 32 allies
    held = frame[frame["stock"].eq("held")]
    assert set(held.index) == {"USA", "TUR", "GRC", "POL", "ROU", "FIN", "EST"}
    assert not held["bound"].any()
    assert frame["making"].eq("stopped").sum() == 10
    assert facts.making_now(evidence) == []


def test_makers_are_listed_by_name_with_articles(numbers):
    # In the order of the codes Germany (DEU) would stand second and Croatia (HRV) after it.
    assert numbers["makers_stopped_names"] == (
        "Belgium, Croatia, France, Germany, Italy, the Netherlands, Slovakia, Spain, Sweden and "
        "the United Kingdom"
    )


def test_a_later_report_of_none_kept_replaces_an_earlier_stock(evidence):
    # Slovakia kept 3,220 by its profile of 2020 and none by the edition of 2021.
    without = facts.kept_by_allies(altered(evidence, [drop("retention_transit", "RT08")]))
    assert without - facts.kept_by_allies(evidence) == 3_220


def test_months_without_order(evidence):
    assert facts.months_without_order(evidence) == 17  # as row O40 says in words


def test_verdicts_then_and_now(findings):
    expected = {
        "C14": Verdict.UNTESTED,  # no study of deterrence is in the tables
        "C23": Verdict.EVIDENCE_FOR,  # stocks given up, and a ban in law
        "C27": Verdict.UNTESTED,
        "C46": Verdict.EVIDENCE_FOR,  # studies of 2025
    }
    assert {claim: found.now.verdict for claim, found in findings.items()} == expected
    then = {claim: found.at_publication.verdict for claim, found in findings.items()}
    assert then == {**expected, "C46": Verdict.UNTESTED}


@pytest.mark.parametrize(
    ("claim", "changes", "expected"),
    [
        # A view that is no study puts nothing to the test, nor does a weak study.
        ("C14", [put(VIEWS, "E05", subject="deterrence")], "untested"),
        ("C14", [studied("E07", "deterrence")], "untested"),
        ("C23", [NO_STOCKS], "evidence for"),  # the ban in law still binds
        ("C23", [NO_BAN], "evidence for"),
        ("C46", [put("non_party_stockpilers", "NS02", stockpile_submunitions=1)], "evidence for"),
        ("C46", [NO_STUDIES], "untested"),  # means lost are told, and are no loss of strength
    ],
)
def test_what_a_changed_cell_does_to_the_verdict(evidence, claim, changes, expected):
    assert RULES[claim](altered(evidence, changes)).verdict == expected


def test_a_small_american_stock_is_published(evidence):
    small = put("non_party_stockpilers", "NS02", stockpile_submunitions=1_000_000)
    assert RULES["C46"](altered(evidence, [small])).numbers["held_by_united_states"] == 1e6


def test_confidence_is_held_down(findings):
    sure = {claim: found.now.confidence for claim, found in findings.items()}
    assert sure == {"C14": "low", "C23": "medium", "C27": "low", "C46": "low"}


def test_hindsight_stays_out_of_the_rulings_of_the_day(findings):
    for claim in ("C14", "C27"):
        assert "Lithuania" not in findings[claim].at_publication.summary
        assert "17 months" in findings[claim].now.summary
    assert "United Kingdom" in findings["C23"].now.best_against
    assert "United Kingdom" not in findings["C23"].at_publication.best_against


@pytest.mark.parametrize(("day", "grades"), BODIES)
def test_nothing_breaks_on_narrowed_evidence(evidence, day, grades):
    check_chapter(narrow(evidence, day, grades), "arsenals")


def test_no_stock_read_is_not_said_to_be_no_stock_destroyed(evidence):
    # The stocks destroyed stand in primary rows only.
    few = evidence.narrowed(grades=frozenset({"secondary"}))
    with pytest.raises(NotInEvidence):
        charts.chart_allies(few)
    assert numbers_of(NUMBERS, few)["makers_stopped_names"] == NOT_KNOWN


def test_what_has_happened_since_is_told_as_far_as_the_evidence_reaches(numbers, then):
    assert "at least seven transfers to Ukraine up to October 2024" in numbers["latest_transfers"]
    assert numbers["latest_transfers"].endswith("none later by September 2025")
    assert "In September 2025 Washington ordered" in numbers["latest_contract"]
    assert "In September 2025 Cluster Munition Monitor counted 17" in numbers["latest_producers"]
    since = " ".join(text for name, text in then.items() if name.startswith("latest_"))
    assert "five transfers to Ukraine up to 30 July 2024" in since
    assert not any(year in since for year in ("2025", "2026"))


def test_the_exercise_is_told_as_it_was_known(numbers, then):
    assert "North Carolina" in numbers["exercise"]  # The Economist, April 2025
    assert "time and again" in then["exercise"]  # British Army Review, 2019


def test_the_answer_follows_the_verdicts(evidence):
    def answer(*changes):
        return numbers_of(NUMBERS, altered(evidence, changes))["answer"]

    assert answer().startswith("Studies since 2025 warn")
    assert answer(NO_STUDIES).startswith("No study read here shows whether NATO is weaker")
    assert answer(studied("E34", "deterrence")).endswith("a study denies")


@pytest.mark.parametrize(
    ("newer", "number", "said"),
    [
        (
            add("transfer_summaries", "TS02", id="TS99", announcements=9, last_date="2026-03"),
            "latest_transfers",
            "at least nine transfers to Ukraine up to March 2026",
        ),
        (
            add(
                "producer_counts_by_edition",
                "PC06",
                id="PC99",
                producers_current=18,
                known_from="2026-09",
            ),
            "latest_producers",
            "In September 2026 Cluster Munition Monitor counted 18 states that make the weapon or "
            "keep the right to, by one news site's report",
        ),
        (
            put("non_party_stockpilers", "NS04", number_by="pentagon"),
            "latest_pentagon_year",
            "2023",
        ),
    ],
)
def test_newer_rows_take_their_year_along(evidence, newer, number, said):
    assert numbers_of(NUMBERS, altered(evidence, [newer]))[number].endswith(said)


def test_holdings_in_words_have_no_needless_decimals(evidence):
    alt = charts.chart_holdings(evidence).alt
    assert "(Human Rights Watch): 1,000 million" in alt
    assert "Destroyed by NATO members: 163.4 million" in alt


def test_stocks_chart_draws_its_frame(evidence):
    picture = charts.chart_stocks(evidence)
    with mpl.rc_context(style()):
        left, right = picture.draw(picture.frame).axes
    for ax, column, unit in ((left, "submunitions", 1e6), (right, "munitions", 1e3)):
        drawn = [bar.get_width() for bar in ax.patches]
        assert drawn == pytest.approx((picture.frame[column] / unit).tolist())
    assert "Germany: 573,000 munitions with 58,000,000 to 63,000,000" in picture.marks[0]
    # One bar a state or one for the rest: nothing is lost.
    whole = facts.destroyed(evidence)["submunitions"].sum()
    assert picture.frame["submunitions"].sum() == whole


def test_tiles_show_all_allies(evidence):
    picture = charts.chart_allies(evidence)
    assert len(picture.frame) == len(picture.marks) == 32
    assert "20 of 32" in picture.title


def test_sources_come_from_the_rows_drawn(evidence):
    fewer = altered(evidence, [drop("non_party_stockpilers", "NS02")])
    assert charts.chart_holdings(evidence).title.endswith("members destroyed")
    assert len(charts.chart_holdings(fewer).frame) == 2
    earlier = charts.chart_allies(altered(evidence, [as_of("2024-08-10")]))
    assert "hrw_2025_retention" not in earlier.sources


def test_the_refusal_of_a_party_is_told(evidence, numbers):
    # dpa, February 2023: the German ministry names the convention as its reason.
    assert "in February 2023 Berlin would not let Estonia send" in numbers["refusal"]
    dropped = altered(evidence, [drop("transfers", "TR08")])
    assert "not in this evidence" in numbers_of(NUMBERS, dropped)["refusal"]


def test_countries_and_not_parties_hold_that_transit_is_banned(evidence):
    # Human Rights Watch, 30 July 2024: "At least 35 countries ... regard the transit"
    assert numbers_of(NUMBERS, evidence)["transit_banned"] == 35
    assert "countries" in evidence.by_id("retention_transit", "RT33")["group_name"].iloc[0]
    told = find_in("arsenals", evidence)["C27"].now.summary
    assert "Reports named nothing on order" in told
