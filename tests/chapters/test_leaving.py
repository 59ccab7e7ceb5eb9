"""The chapter on leaving: its verdicts, its numbers, its charts."""

import matplotlib.dates as mdates
import pandas as pd
import pytest
from matplotlib.colors import to_hex

from casebook import find_in
from casebook.reasoning.claims import Verdict
from casebook.reasoning.evidence import NotInEvidence
from casebook.reasoning.numbers import NOT_KNOWN, numbers_of
from chapters.common.exits import CLUSTER, MINES, exits, whole_months
from chapters.common.palette import STATUS
from chapters.leaving import WORDS, charts
from chapters.leaving.facts import steps, vote_reports
from chapters.leaving.numbers import NUMBERS
from tests.chapters.alter import add, altered, as_of, drop, put
from tests.narrowing import BODIES, check_chapter, narrow, readings


def verdicts(evidence, claim):
    """Return a claim's verdicts at publication and with all the data."""
    finding = find_in("leaving", evidence)[claim]
    return finding.at_publication.verdict, finding.now.verdict


def test_verdicts_on_the_real_tables(evidence):
    # Claims README: "some member states" was one; the vote was decisive. No report tells of cluster
    # munitions bought since the exit (aftermath A23, A38, A40), which is no test of C53.
    assert verdicts(evidence, "C52") == (Verdict.MISLEADING, Verdict.MISLEADING)
    assert verdicts(evidence, "C53") == (Verdict.UNTESTED, Verdict.UNTESTED)
    assert verdicts(evidence, "C55") == (Verdict.SUPPORTED, Verdict.SUPPORTED)


def test_a_law_of_a_second_ally_counts_from_its_day(evidence):
    law = add("arms_control", "AC51", id="AC99", actor_iso3="CZE", date="2024-08-01")
    changed = altered(evidence, [law])
    assert verdicts(changed, "C52") == (Verdict.SUPPORTED, Verdict.SUPPORTED)


def test_a_later_notice_counts_only_with_hindsight(evidence):
    changed = altered(evidence, [put("ccm_status", "CZE", withdrawal_notified="2025-11-03")])
    assert verdicts(changed, "C52") == (Verdict.MISLEADING, Verdict.SUPPORTED)


@pytest.mark.parametrize(
    ("reading", "then"),
    [("vote", "misleading"), ("notice", "contradicted"), ("effect", "contradicted")],
)
def test_what_counts_as_leaving_moves_the_first_verdict(evidence, reading, then):
    # Vote 18 July 2024, notice 6 September 2024, effect 6 March 2025; op-ed 10 August 2024.
    assert verdicts(evidence.narrowed(acts_counted=reading), "C52") == (then, "misleading")


def test_permission_as_a_gain_needs_an_exit_in_effect(evidence):
    narrowed = evidence.narrowed(gain_counted="permitted")
    assert verdicts(narrowed, "C53") == (Verdict.UNTESTED, Verdict.EVIDENCE_FOR)
    stays = altered(narrowed, [put("ccm_status", "LTU", withdrawal_effective=None)])
    assert verdicts(stays, "C53")[1] == Verdict.UNTESTED


@pytest.mark.parametrize(
    ("ayes", "verdict"), [(94, "supported"), (93, "mostly supported"), (85, "contradicted")]
)
def test_the_mark_of_a_decisive_vote(evidence, ayes, verdict):
    # Two thirds of 141 members are 94; 86 votes are needed.
    fewer = put("seimas_votes", "SV03", "SV04", "SV05", "SV06", votes_for=ayes)
    assert verdicts(altered(evidence, [fewer]), "C55") == (verdict, verdict)


def test_half_of_all_members_and_one_are_needed_where_no_report_says(evidence):
    silent = altered(evidence, [drop("seimas_votes", "SV07")])
    assert vote_reports(silent)["needed"].unique() == [71]  # of 141
    with pytest.raises(NotInEvidence, match="how many members"):
        vote_reports(altered(silent, [put("seimas_votes", "SV06", members_total=pd.NA)]))


def test_primary_rows_alone_cannot_settle_the_vote(evidence):
    primary = evidence.narrowed(grades=frozenset({"primary"}))
    assert verdicts(primary, "C55") == (Verdict.UNVERIFIABLE, Verdict.UNVERIFIABLE)
    assert verdicts(primary, "C53")[1] == Verdict.UNTESTED


def test_the_summary_at_publication_knows_nothing_later(evidence):
    for finding in find_in("leaving", evidence).values():
        assert "2025" not in finding.at_publication.summary
        assert "September 2024" not in finding.at_publication.summary


def test_numbers_against_the_published_ones(evidence):
    numbers = numbers_of(NUMBERS, evidence)
    # Treaty README: 24 of 32 members were parties, 23 since 6 March 2025.
    assert numbers["latest_followers"].startswith("Of 24 allies in the treaty no other moved")
    assert numbers["latest_parties"] == (
        "Of NATO's members 23 were in it on 3 February 2026, against 24 when the op-ed appeared."
    )
    # Five members left the mine ban (treaty README); only Lithuania had been in both treaties.
    assert "five allies gave notice" in numbers["latest_mine_exits"]
    assert (
        "Four of the five allies that left it had never joined" in numbers["latest_mine_strangers"]
    )
    # 103 of 141, 86 needed; one or none against, three or four abstaining.
    assert (numbers["ayes"], numbers["members"], numbers["needed"]) == (103, 141, 86)
    assert (numbers["against"], numbers["abstaining"]) == ("none or one", "three or four")


def test_the_prose_of_the_day_of_the_op_ed_tells_nothing_later(evidence):
    numbers = numbers_of(NUMBERS, evidence.at_publication())
    assert NOT_KNOWN not in numbers.values()
    later = {k: v for k, v in numbers.items() if k.startswith("latest_") and "2025" in str(v)}
    assert later == {}
    assert numbers["chosen_leavers"] == "one"
    assert numbers["latest_exit"] == "Lithuania had not given notice by 10 August 2024."
    assert numbers["latest_headline"] == "Lithuania voted to leave alone"


def test_sentences_on_the_newest_follow_newer_rows(evidence):
    voted = add("unga_votes_by_state", "LTU/2025", year=2026, vote="no", date="2026-11-02")
    numbers = numbers_of(NUMBERS, altered(evidence, [voted]))
    assert "voted against in 2026" in numbers["latest_resolution"]
    assert (
        "in 2025, its last vote before that in our rows, it had voted abstain"
        in (numbers["latest_resolution"])
    )
    bought = add("aftermath", "A38", id="A99", date="2026-11-01", direction="supports")
    later = numbers_of(NUMBERS, altered(evidence, [bought]))
    assert "last of 1 November 2026, tell of" in later["latest_gain"]
    stayed = altered(evidence, [put("ccm_status", "LTU", withdrawal_effective=None)])
    assert "had not left" in numbers_of(NUMBERS, stayed)["latest_exit"]
    second = altered(evidence, [put("ccm_status", "CZE", withdrawal_notified="2025-11-03")])
    assert "Czech" in numbers_of(NUMBERS, second)["latest_headline"]


def test_the_reading_in_force_is_told(evidence):
    numbers = numbers_of(NUMBERS, evidence.narrowed(acts_counted="notice"))
    assert "once the depositary has its notice" in numbers["chosen_leaving"]
    assert numbers["chosen_leavers"] == "one"
    then = evidence.at_publication().narrowed(acts_counted="notice")
    assert numbers_of(NUMBERS, then)["chosen_leavers"] == "none"


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        ("2024-09-06", "2025-03-06", 6),
        ("2024-09-06", "2025-03-05", 5),
        ("2023-08", "2024-07-18", 11),
        ("2025-12-25", "2026-11-24", 10),
    ],
)
def test_whole_months(start, end, months):
    assert whole_months(start, end) == months


def test_exits_are_those_of_the_depositary(evidence):
    by_treaty = exits(evidence).groupby("treaty")["iso3"].agg(set).to_dict()
    assert by_treaty == {CLUSTER: {"LTU"}, MINES: {"EST", "LVA", "LTU", "FIN", "POL"}}
    assert exits(evidence.at_publication()).empty


def test_every_report_of_the_votes_is_told(evidence):
    shown = charts.table_votes(evidence)
    assert len(shown.frame) == 6
    assert shown.frame["Against"].isna().sum() == 1  # Reuters
    assert "86 votes were needed" in shown.caption


def test_followed_chart_draws_its_frame(evidence):
    picture = charts.chart_followed(evidence)
    figure = picture.draw(picture.frame)
    for ax, (_, rows) in zip(figure.axes, picture.frame.groupby("treaty", sort=False), strict=True):
        bars = [bar for container in ax.containers for bar in container]
        before, after = bars[::2], bars[1::2]
        ends = [mdates.num2date(bar.get_x()).date().isoformat() for bar in after]
        assert ends == list(rows["left"].fillna(rows["end"]))
        colours = [to_hex(bar.get_facecolor()) for bar in before]
        assert colours == [STATUS[status] for status in rows["status"]]
    assert "mines, left: Estonia, Finland, Latvia, Lithuania and Poland." in picture.alt


def test_steps_chart_is_in_order_and_says_the_notice(evidence):
    frame = steps(evidence)
    assert set(frame["step"]) == set(WORDS.entry("lithuania_steps")["labels"])
    assert frame["last"].is_monotonic_increasing
    picture = charts.chart_steps(evidence)
    assert "6 September 2024: Notice reaches the depositary" in picture.alt
    assert picture.title.endswith("six from its notice to its exit")


@pytest.mark.parametrize(
    ("day", "title"),
    [("2024-08-10", "had yet to give notice"), ("2024-12-01", "had yet to leave")],
)
def test_title_of_the_steps_chart_follows_the_exit(evidence, day, title):
    assert charts.chart_steps(altered(evidence, [as_of(day)])).title.endswith(title)


def test_charts_and_tables_stand_on_the_day_of_the_op_ed(evidence):
    then = evidence.at_publication()
    frame = charts.chart_followed(then).frame
    assert frame["left"].isna().all()
    assert set(steps(then)["where"]) == {"Vilnius", "op-ed"}
    assert len(charts.table_reactions(then).frame) < len(charts.table_reactions(evidence).frame)
    assert charts.table_acquired(then).frame.empty
    for chart in (charts.chart_steps, charts.chart_followed):
        picture = chart(then)
        assert picture.draw(picture.frame).axes


def test_every_reaction_is_told_under_who_speaks(evidence):
    facts = evidence.package.frames["political_facts"]
    assert list(facts["category"].eq("reaction")) == list(facts["reaction_by"].notna())
    told = charts.table_reactions(evidence).frame
    assert set(told["Who"]) == set(WORDS.entry("reactions")["who"].values())
    later = evidence.package.frames["aftermath"]["reaction_by"].notna().sum()
    assert len(told) == facts["reaction_by"].notna().sum() + later


def test_every_reading_has_its_verdicts(evidence):
    shown = charts.table_readings(evidence).frame
    assert list(shown["When published"]) == [
        *("misleading", "contradicted", "contradicted"),
        *("untested", "untested"),
    ]
    assert list(shown["Today"])[3:] == ["untested", "evidence for"]


@pytest.mark.parametrize(("as_of", "grades"), BODIES)
def test_narrowed_evidence_gives_what_it_can(evidence, as_of, grades):
    check_chapter(narrow(evidence, as_of, grades), "leaving")


@pytest.mark.parametrize(("term", "reading"), readings(WORDS.entry("definitions")))
def test_every_reading_gives_every_number(evidence, term, reading):
    check_chapter(evidence.narrowed(**{term: reading}), "leaving")


def test_the_general_law_that_goes_on_is_counted_from_the_table(evidence):
    # API 36, 51(4), 57; customary rules 11, 12, 13, 71; Protocol V 3 and 4
    assert numbers_of(NUMBERS, evidence)["general_rules"] == "nine"
    fewer = altered(evidence, [drop("law", "LW12", "LW13", "LW14")])
    assert numbers_of(NUMBERS, fewer)["general_rules"] == "six"
    frame, law = charts.table_law(evidence).frame, evidence["law"]
    goes_on = frame["For a state that leaves"].eq("goes on")
    assert list(goes_on) == list(law["after_leaving"].fillna(False))
    kinds = list(law["kind"])
    assert kinds == sorted(kinds, key=kinds.index)  # kinds stand together


def test_the_clause_on_leaving_speaks_of_armed_conflict(evidence):
    # Article 20(3), authentic English text: "engaged in an armed conflict"
    rule = evidence.by_id("law", "LW08")["rule"].iloc[0]
    assert "armed conflict" in rule
    assert "war" not in rule.split()
