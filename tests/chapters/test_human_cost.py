"""The chapter on the human cost: its verdicts, its facts, its prose, its charts."""

import matplotlib as mpl
import pytest

from casebook import find_in
from casebook.reasoning.claims import Verdict
from casebook.reasoning.numbers import NOT_KNOWN, numbers_of
from casebook.telling.drawing.charts import style
from chapters.human_cost import charts
from chapters.human_cost.facts import (
    attacked_in,
    by_cause,
    by_country,
    child_shares,
    highest_2012,
    quiet,
    revisions,
    statements,
    ukraine,
    yearly,
)
from chapters.human_cost.numbers import NUMBERS
from tests.chapters.alter import (
    add,
    altered,
    as_of,
    drop,
    drop_where,
    graded,
    put,
)
from tests.narrowing import BODIES, check_chapter, narrow


def ruling(evidence, claim_id):
    return find_in("human_cost", evidence)[claim_id]


def prose(evidence):
    return {key: str(value) for key, value in numbers_of(NUMBERS, evidence).items()}


def test_counts_and_revisions_are_the_published_ones(evidence):
    # Conflicts listed in the evidence's README: 2015, 2018 and 2019 were revised upward.
    assert revisions(evidence) == {"revised": 3, "raised": True}
    table = yearly(evidence).set_index("year")
    firsts, counts = table["first"], table["count"]
    assert (firsts[2015], firsts[2018], firsts[2019]) == (417, 149, 286)
    assert (counts[2015], counts[2018], counts[2019]) == (419, 277, 317)
    assert (counts[2022], counts[2023], counts[2024]) == (1172, 219, 314)


def test_missing_years_stay_missing(evidence):
    counts = yearly(evidence).set_index("year")["count"]
    assert list(counts.index[counts.isna()]) == [2011, 2014]


def test_2013_is_a_lower_bound_of_one_country_and_2012_open_above(evidence):
    row = yearly(evidence).set_index("year").loc[2013]
    assert row["minimum"]
    assert row["part"]
    assert highest_2012(evidence) == 190 - 165 + 584  # README: at most 584 of Syria fall in 2012


def test_causes_add_up_and_a_minimum_stays_one(evidence):
    frame = by_cause(evidence).set_index("year")
    # Anadolu, 5 September 2023, on the Monitor of 2023: "At least 185 people" by remnants
    assert frame.loc[2022, ["attacks", "remnants"]].tolist() == [987, 185]
    assert frame.loc[2022, "minimum"]
    assert frame.loc[2023, "minimum"]  # Handicap International: "Mindestens 118", and 101
    assert not frame.loc[2021, "minimum"]
    assert set(frame.index[frame["superseded"]]) == {2015, 2018}
    assert frame.loc[2021, "attacks"] == 0


def test_what_is_left_of_a_total_is_no_count_of_remnants(evidence):
    alone = altered(evidence, [drop("casualties_by_year", "CY48")])
    assert 2022 not in set(by_cause(alone)["year"])  # CY43 gives the attacks of 2022 alone
    assert "at most" not in charts.chart_causes(evidence).alt
    assert "at least 185 by remnants" in charts.chart_causes(evidence).alt


def test_no_casualty_of_an_attack_is_not_no_attack(evidence):
    # rows CU08 and CU40: attacks in Syria to March 2021 and in Myanmar since 2021
    attacks = evidence.by_id("cluster_munition_use", "CU08", "CU40")
    year = int(quiet(evidence)["year"])
    assert (attacks["first_year"].le(year) & attacks["last_year"].ge(year)).all()
    assert attacked_in(evidence, year) == ["Myanmar", "Syria"]
    said = f"{prose(evidence)['latest_attacked']} {ruling(evidence, 'C33').now.best_against}"
    assert said.startswith("In 2021 attacks went on in Myanmar and Syria")
    assert "no attack" not in said


def test_child_shares_keep_their_base(evidence):
    bases = child_shares(evidence).set_index("year")["base"]
    assert bases[2022] == bases[2023] == "remnants"
    assert bases[2018] == bases[2020] == bases[2021] == "all"
    meant = child_shares(evidence).set_index("year")
    assert meant.loc[2022, "children"] == round(0.71 * 185)
    assert meant.loc[2023, "of_all"] == pytest.approx(0.47 * 101 / 219)
    told = charts.table_children(evidence).frame.set_index("Year")["In people"]
    assert told["2022"] == "about 131 of at least 185, or 11% of all casualties"


def test_a_disputed_base_shows_where_nothing_settles_it(evidence):
    changed = altered(evidence, [drop("casualties_by_year", "CY25", "CY45", "CY49")])
    assert child_shares(changed).set_index("year")["base"][2023] == "disputed"


def test_ukraine_and_country_ranges(evidence):
    assert ukraine(evidence) == {
        "2022": (916, 916),
        "2024": (193, 208),
    }
    grid = by_country(evidence).set_index(["state", "year"])
    assert grid.loc[("Ukraine", 2024), ["low", "high"]].tolist() == [193, 208]
    assert grid.loc[("Syria", 2016), "high"] == 860  # all causes, not the 837 of attacks
    assert grid.loc[("Syria", 2013), "minimum"]
    assert not grid.loc[("Ukraine", 2024), "minimum"]  # one of the two numbers is none


def test_two_compilers_are_told_apart(evidence):
    # Monitor 2025: 29 countries; Mine Action Review 2025: at least 24, and 227.9 km2
    said = prose(evidence)["contamination"]
    assert "Monitor of 2025 counts 29" in said
    assert "Review at least 24 states, and 227.9 square kilometres" in said


def test_a_weak_count_is_told_and_never_drawn_or_counted(evidence):
    changed = altered(
        evidence, [put("casualties_by_year", "CY34", known_from="2026-01", total=5000)]
    )
    assert "Ukraine the next, 916 in 2022" in charts.chart_by_country(evidence).title
    assert statements(changed)["year"].max() == 2024
    assert "highest in 2022" in charts.chart_by_year(changed).title
    told = prose(changed)
    assert told["latest"] == "In 2024 the count was 314"
    assert "at least 5,000 people for 2025" in told["newest_edition"]


def test_verdicts(evidence):
    balance, loss = ruling(evidence, "C15"), ruling(evidence, "C33")
    assert balance.at_publication.verdict == balance.now.verdict == Verdict.VALUES
    assert loss.at_publication.verdict == loss.now.verdict == Verdict.UNTESTED
    assert loss.now.confidence == "low"


def test_gains_and_harm_are_told_and_compare_no_deaths(evidence):
    changed = altered(evidence, [drop_where("effectiveness_claims", direction="questions")])
    found = ruling(changed, "C33").now
    assert found.verdict == Verdict.UNTESTED
    assert found.numbers["gain_reported"]
    assert not found.numbers["fault_reported"]


def test_a_view_puts_it_to_no_test(evidence):
    view = put("effectiveness_claims", "E05", bears_on="C33")  # a commentator, not observed
    study = put("effectiveness_claims", "E01", bears_on="C33")
    assert ruling(altered(evidence, [view]), "C33").now.verdict == Verdict.UNTESTED
    assert ruling(altered(evidence, [study]), "C33").now.verdict == Verdict.EVIDENCE_FOR


def test_an_official_word_without_figures_is_no_gain(evidence):
    word = put("effectiveness_claims", "E01", basis="official", figure_low=None)
    weak = put("effectiveness_claims", "E02", "E53", confidence="weak")
    changed = altered(evidence, [word, weak])
    found = ruling(changed, "C33").now
    assert not found.numbers["gain_reported"]
    assert "leaked" not in found.best_for


@pytest.mark.parametrize(("as_of", "grades"), BODIES)
def test_nothing_breaks_on_narrowed_evidence(evidence, as_of, grades):
    check_chapter(narrow(evidence, as_of, grades), "human_cost")


def test_land_mine_row_takes_no_side(evidence):
    cited = {row.key for c in ruling(evidence, "C33").now.rests_on for row in c.rows}
    assert "E29" in cited
    assert "E30" not in cited


def test_publication_ruling_knows_no_later_edition(evidence):
    then = ruling(evidence, "C33").at_publication
    assert then.numbers["civilian_share_low"] == 0.95  # 93% came in September 2024
    assert "2024" not in then.best_for


@pytest.mark.parametrize("grades", [("primary",), ("primary", "secondary")])
def test_rules_survive_fewer_grades(evidence, grades):
    few = altered(evidence, [graded(*grades)])
    assert ruling(few, "C33").now.verdict == Verdict.UNTESTED
    assert ruling(few, "C15").now.verdict == Verdict.VALUES


def test_the_prose_moves_with_a_new_edition(evidence):
    # The figure of 2025 from the edition itself, and as the highest of all years.
    firm = altered(
        evidence, [put("casualties_by_year", "CY34", confidence="secondary", total=1500)]
    )
    told = prose(firm)
    assert (told["peak_year"], told["peak"]) == ("2025", "1500")
    assert told["peak_in_ukraine"] == "how many of them in Ukraine is not in this evidence"
    assert told["latest"] == "No count of a later year is in this evidence"
    said = told["counted_since"]
    assert "The edition of 2026 counted 1,500 people for 2025, more than the year before" in said


def test_the_prose_without_the_latest_edition_lets_go_of_its_year(evidence):
    told = prose(altered(evidence, [drop_where("casualties_by_year", year=2024)]))
    assert told["latest"] == "In 2023 the count was 219"
    assert "2024, " not in told["counted_since"]
    assert "every one a civilian" not in told["counted_since"]


def test_a_later_year_without_attacks_takes_its_remnants_along(evidence):
    later = add("casualties_by_year", "CY30", id="CY99", year=2025, edition_year=2026, total=80)
    calm = put("casualties_by_year", "CY99", from_attacks=0, from_remnants=80, preferred=True)
    told = prose(altered(evidence, [drop("casualties_by_year", "CY34"), later, calm]))
    assert (told["latest_quiet_year"], told["latest_quiet_remnants"]) == ("2025", "80")


def test_on_the_day_of_the_oped_the_prose_tells_nothing_later(evidence):
    told = prose(altered(evidence, [as_of("2024-08-10")]))
    assert NOT_KNOWN not in told.values()
    assert told["counted_since"] == "The evidence accepted here holds no later count"
    assert not any("2024" in text for key, text in told.items() if key != "data_date")


def test_the_prose_follows_the_verdict(evidence):
    changed = altered(evidence, [put("effectiveness_claims", "E34", bears_on="C33")])
    assert "untested" in prose(evidence)["verdict_c33"]
    assert "evidence against" in prose(changed)["verdict_c33"]


def test_cause_chart_draws_its_frame(evidence):
    picture = charts.chart_causes(evidence)
    with mpl.rc_context(style()):
        (ax,) = picture.draw(picture.frame).axes
    count = len(picture.frame)
    assert len(ax.patches) == 2 * count
    widths = [int(bar.get_width()) for bar in ax.patches]
    assert widths[::2][::-1] == picture.frame["attacks"].tolist()
    assert widths[1::2][::-1] == picture.frame["remnants"].tolist()
    assert "2022: at least 987 in attacks" in picture.alt


def test_year_chart_says_what_is_missing(evidence):
    picture = charts.chart_by_year(evidence)
    assert "2014: no count" in picture.alt
    assert "277, first 149" in picture.alt
    with mpl.rc_context(style()):
        (ax,) = picture.draw(picture.frame).axes
    drawn = [float(line.get_ydata()[0]) for line in ax.lines]
    assert sorted(drawn) == sorted(picture.frame["total"].dropna().astype(float))


def test_sources_are_those_of_the_rows_drawn(evidence):
    before = charts.chart_causes(evidence).sources
    other = put("casualties_by_year", "CY29", source="ard_text_2025")
    after = charts.chart_causes(altered(evidence, [other])).sources
    assert set(before) - set(after) == {"unnews_2025_tr"}
    assert set(after) - set(before) == {"ard_text_2025"}
