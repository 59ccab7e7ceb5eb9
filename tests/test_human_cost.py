import matplotlib as mpl
import pytest

from casebook import human_cost, human_cost_charts, human_cost_shares_charts
from casebook.human_cost_facts import (
    by_cause,
    by_country,
    child_shares,
    child_trap,
    clearance,
    highest_2012,
    missing_years_bound,
    revised,
    statements,
    ukraine,
    yearly,
)
from casebook.reasoning.claims import Verdict, examine
from casebook.telling.charts import style
from tests.narrowing import BODIES, check_chapter, narrow


def rule(evidence, claim_id):
    return examine(evidence, {"human_cost": human_cost.RULES})[claim_id]


def test_counts_and_revisions_are_the_published_ones(evidence):
    # Conflicts listed in the evidence's README: 2015, 2018 and 2019 were revised upward.
    changes = revised(evidence).set_index("year")[["first", "count"]]
    assert changes.astype(int).to_dict("index") == {
        2015: {"first": 417, "count": 419},
        2018: {"first": 149, "count": 277},
        2019: {"first": 286, "count": 317},
    }
    counts = yearly(evidence).set_index("year")["count"]
    assert (counts[2022], counts[2023], counts[2024]) == (1172, 219, 314)


def test_missing_years_stay_missing(evidence):
    counts = yearly(evidence)
    assert counts.loc[counts["count"].isna(), "year"].tolist() == [2011, 2014]
    assert missing_years_bound(evidence) == 2300  # README: 3,979 less 289, 971 and 419


def test_2013_is_a_lower_bound_of_one_country_and_2012_open_above(evidence):
    row = yearly(evidence).set_index("year").loc[2013]
    assert row["minimum"]
    assert row["part"]
    assert highest_2012(evidence) == 190 - 165 + 584  # README: at most 584 of Syria fall in 2012


def test_causes_add_up_or_are_bounds(evidence):
    frame = by_cause(evidence).set_index("year")
    assert frame.loc[2022, ["attacks", "remnants"]].tolist() == [987, 1172 - 987]
    assert frame["bound"].to_dict() == {year: year == 2022 for year in frame.index}
    assert set(frame.index[frame["superseded"]]) == {2015, 2018}
    assert frame.loc[2021, "attacks"] == 0


def test_child_shares_keep_their_base(evidence):
    bases = child_shares(evidence).set_index("year")["base"]
    assert bases[2022] == bases[2023] == "casualties of remnants only"
    assert bases[2015] == "civilian casualties"
    assert bases[2024] == "base not stated"
    trap = child_trap(evidence).set_index("year")
    assert trap.loc[2022, "children"] == round(0.71 * 185)
    assert trap.loc[2023, "of_all"] == pytest.approx(47 / 219)


def test_a_disputed_base_shows_where_nothing_settles_it(evidence, altered):
    def drop(frame):
        return frame[~frame["id"].isin(["CY25", "CY45"])]

    bases = child_shares(altered(evidence, "casualties_by_year", drop)).set_index("year")["base"]
    assert bases[2023] == "base disputed"


def test_ukraine_and_country_ranges(evidence):
    assert ukraine(evidence) == {
        "2015": (19, 19),
        "2022": (916, 916),
        "2024": (193, 208),
        "since": (1200, 1200),
    }
    grid = by_country(evidence).set_index(["iso3", "year"])
    assert grid.loc[("UKR", 2024), ["low", "high"]].tolist() == [193, 208]
    assert grid.loc[("SYR", 2016), "high"] == 860  # all causes, not the 837 of attacks


def test_compilers_stay_apart(evidence):
    frame = clearance(evidence).set_index(["compiler", "measure", "year"])["value"]
    assert frame["Cluster Munition Monitor", "km2", 2023] == 83.91
    assert frame["Mine Action Review", "km2", 2024] == 227.9
    assert not frame.index.duplicated().any()


def test_a_weak_year_is_drawn_as_weak_and_is_never_the_peak(evidence, altered):
    def known(frame):
        frame.loc[frame["id"].eq("CY34"), ["known_from", "total"]] = ["2026-11", 5000]
        return frame

    changed = altered(evidence, "casualties_by_year", known)
    assert "Ukraine with 916 in 2022" in human_cost_charts.chart_by_country(evidence).title
    assert statements(changed).set_index("year").loc[2025, "weak"]
    assert "highest in 2022" in human_cost_charts.chart_by_year(changed).title
    assert (
        human_cost.numbers(changed)["latest_year"] == "2024"
    )  # a year is no quantity: no separator


def test_verdicts(evidence):
    balance, loss = rule(evidence, "C15"), rule(evidence, "C33")
    assert balance.at_publication.verdict == balance.now.verdict == Verdict.VALUES
    assert loss.at_publication.verdict == loss.now.verdict == Verdict.MIXED
    assert loss.now.confidence == "low"


def test_c33_turns_when_one_side_falls_silent(evidence, altered):
    def silence(side):
        def change(frame):
            frame.loc[frame["direction"].eq(side), "basis"] = "commentary"
            return frame

        return change

    without_gain = altered(evidence, "effectiveness_claims", silence("supports"))
    assert rule(without_gain, "C33").now.verdict == Verdict.EVIDENCE_AGAINST
    without_fault = altered(evidence, "effectiveness_claims", silence("questions"))
    assert rule(without_fault, "C33").now.verdict == Verdict.MIXED  # civilians still count

    def soldiers(frame):
        frame.loc[frame["civilian_share"].notna(), "civilian_share"] = 0.1
        return frame

    neither = altered(without_fault, "casualties_by_year", soldiers)
    assert rule(neither, "C33").now.verdict == Verdict.EVIDENCE_FOR


def test_an_official_word_without_figures_is_no_gain(evidence, altered):
    def no_figures(frame):
        frame.loc[frame["claim_id"].eq("E01"), ["basis", "figure_low"]] = ["official", None]
        frame.loc[frame["claim_id"].eq("E02"), "confidence"] = "weak"
        return frame

    changed = altered(evidence, "effectiveness_claims", no_figures)
    assert rule(changed, "C33").now.verdict == Verdict.EVIDENCE_AGAINST


@pytest.mark.parametrize(("as_of", "grades"), BODIES)
def test_nothing_breaks_on_narrowed_evidence(evidence, as_of, grades):
    charts = (
        human_cost_charts.chart_by_country,
        human_cost_charts.chart_by_year,
        human_cost_charts.chart_causes,
        human_cost_shares_charts.chart_children,
        human_cost_shares_charts.chart_clearance,
    )
    check_chapter(narrow(evidence, as_of, grades), human_cost, charts)


def test_land_mine_row_takes_no_side(evidence):
    cited = {row.key for c in rule(evidence, "C33").now.rests_on for row in c.rows}
    assert "E29" in cited
    assert "E30" not in cited


def test_publication_ruling_knows_no_later_edition(evidence):
    then = rule(evidence, "C33").at_publication
    assert then.numbers["civilian_share_low"] == 0.95  # 93% came in September 2024
    assert "2024" not in then.best_for


@pytest.mark.parametrize("grades", [{"primary"}, {"primary", "secondary"}])
def test_rules_survive_fewer_grades(evidence, grades):
    few = evidence.narrowed(grades=frozenset(grades))
    assert rule(few, "C33").now.verdict == Verdict.MIXED
    assert rule(few, "C15").now.verdict == Verdict.VALUES


def test_cause_chart_draws_its_frame(evidence):
    picture = human_cost_charts.chart_causes(evidence)
    with mpl.rc_context(style()):
        (ax,) = picture.draw(picture.frame).axes
    count = len(picture.frame)
    attacks = [bar.get_width() for bar in ax.patches[:count]][::-1]
    remnants = [bar.get_width() for bar in ax.patches[count:]][::-1]
    assert attacks == picture.frame["attacks"].tolist()
    assert remnants == picture.frame["remnants"].tolist()
    assert "2022: at least 987 in attacks" in picture.alt


def test_year_chart_says_what_is_missing(evidence):
    picture = human_cost_charts.chart_by_year(evidence)
    assert "2014: not found" in picture.alt
    assert "277, first 149" in picture.alt
    with mpl.rc_context(style()):
        (ax,) = picture.draw(picture.frame).axes
    drawn = [float(line.get_ydata()[0]) for line in ax.lines]
    assert sorted(drawn) == sorted(picture.frame["total"].dropna().astype(float))
