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
from chapters.leaving import WORDS, charts, charts_followed
from chapters.leaving.facts import reactions, steps, vote_reports
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
    # Treaty README: 24 of 32 members were parties, 23 since 6 March 2025; 112 parties then and now.
    assert numbers["latest_followers"].startswith("Of 24 allies in the treaty")
    assert numbers["latest_allies"].startswith("NATO has 23 members in the convention, one fewer")
    assert numbers["latest_parties"] == (
        "Vanuatu has joined since, so the convention counts 112 parties; in August 2024 it counted "
        "112"
    )
    # Five members left the mine ban (treaty README); all allies but the United States were in it.
    assert "five allies left" in numbers["latest_mine_exits"]
    assert "it had 31 before" in numbers["latest_mine_parties"]
    assert "four had never joined" in numbers["latest_mine_strangers"]
    # 103 of 141, 86 needed; one or none against, three or four abstaining.
    assert (numbers["ayes"], numbers["members"], numbers["spare"]) == (103, 141, 17)
    assert (numbers["against"], numbers["abstaining"]) == ("none or one", "three or four")


def test_the_prose_of_the_day_of_the_op_ed_tells_nothing_later(evidence):
    numbers = numbers_of(NUMBERS, evidence.at_publication())
    assert NOT_KNOWN not in numbers.values()
    later = {k: v for k, v in numbers.items() if k.startswith("latest_") and "2025" in str(v)}
    assert later == {}
    assert numbers["chosen_leavers"] == "one"
    assert numbers["latest_exit"] == "Lithuania had not given notice by 10 August 2024"


def test_sentences_on_the_newest_follow_newer_rows(evidence):
    joined = {"consent_date": "2026-01-15", "consent_type": "accession"}
    voted = add("unga_votes_by_state", "LTU/2025", year=2026, vote="no", date="2026-11-02")
    new = altered(evidence, [add("ccm_status", "VUT", iso3="SUR", **joined), voted])
    numbers = numbers_of(NUMBERS, new)
    assert numbers["latest_parties"].startswith("Vanuatu and Suriname have joined since")
    assert "Suriname joined on 15 January 2026" in numbers["latest_joined"]
    assert "voted against in 2026" in numbers["latest_resolution"]
    bought = add("aftermath", "A38", id="A99", date="2026-11-01", direction="supports")
    later = numbers_of(NUMBERS, altered(evidence, [bought]))
    assert "last of 1 November 2026, tell of" in later["latest_gain"]
    assert later["latest_silence"].startswith("After 1 November 2026")
    stayed = altered(evidence, [put("ccm_status", "LTU", withdrawal_effective=None)])
    assert "had not left" in numbers_of(NUMBERS, stayed)["latest_exit"]


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


def test_votes_chart_draws_its_frame(evidence):
    picture = charts.chart_votes(evidence)
    figure = picture.draw(picture.frame)
    widths = [bar.get_width() for bar in figure.axes[0].containers[1]]
    assert widths == list(picture.frame["votes_for"])
    texts = [text.get_text() for text in figure.axes[0].texts]
    assert "not published" in texts
    assert "103 for, 0 against, 4 abstaining" in picture.alt


def test_title_of_the_votes_chart_follows_the_reports(evidence):
    one_more = altered(evidence, [put("seimas_votes", "SV05", votes_for=104)])
    assert "103 to 104" in charts.chart_votes(one_more).title


def test_followed_chart_draws_its_frame(evidence):
    picture = charts_followed.chart_followed(evidence)
    figure = picture.draw(picture.frame)
    for ax, (_, rows) in zip(figure.axes, picture.frame.groupby("treaty", sort=False), strict=True):
        bars = [bar for container in ax.containers for bar in container]
        spells = rows.dropna(subset=["iso3"])
        starts = [mdates.num2date(bar.get_x()).date().isoformat() for bar in bars]
        assert starts == list(spells["start"])
        colours = [to_hex(bar.get_facecolor()) for bar in bars]
        assert colours == [STATUS[status] for status in spells["status"]]
    assert "Estonia, Finland, Latvia, Lithuania and Poland left" in picture.alt


def test_steps_chart_is_in_order_and_says_the_notice(evidence):
    frame = steps(evidence)
    assert set(frame["step"]) == set(WORDS.entry("lithuania_steps")["labels"])
    assert frame["last"].is_monotonic_increasing
    picture = charts.chart_steps(evidence)
    assert "6 September 2024: Notice reaches the depositary" in picture.alt
    assert picture.title.endswith("from notice to exit six")


@pytest.mark.parametrize(
    ("day", "title"),
    [("2024-08-10", "had yet to be notified"), ("2024-12-01", "had yet to take effect")],
)
def test_title_of_the_steps_chart_follows_the_exit(evidence, day, title):
    assert charts.chart_steps(altered(evidence, [as_of(day)])).title.endswith(title)


def test_charts_and_tables_stand_on_the_day_of_the_op_ed(evidence):
    then = evidence.at_publication()
    frame = charts_followed.chart_followed(then).frame
    assert "left" not in set(frame["status"])
    assert set(steps(then)["where"]) == {"Vilnius", "op-ed"}
    assert len(charts.table_reactions(then).frame) < len(charts.table_reactions(evidence).frame)
    assert charts.table_acquired(then).frame.empty
    for chart in (charts.chart_steps, charts_followed.chart_followed):
        picture = chart(then)
        assert picture.draw(picture.frame).axes


def test_every_reaction_is_told_under_who_speaks(evidence):
    facts = evidence.package.frames["political_facts"]
    assert list(facts["category"].eq("reaction")) == list(facts["reaction_by"].notna())
    assert set(reactions(evidence)["by"]) == set(WORDS.entry("reactions")["who"])
    assert charts.table_reactions(evidence).frame["Who"].ne("").sum() == 6


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
    law = evidence["law"]
    told = numbers_of(NUMBERS, evidence)
    # API 36, 51(4), 57; customary rules 11, 12, 13, 71; Protocol V 3 and 4
    assert "nine rules of the general law" in told["general_law"]
    assert "Article 19" in told["reservations"]
    fewer = altered(evidence, [drop("law", "LW12", "LW13", "LW14")])
    assert "six rules of the general law" in numbers_of(NUMBERS, fewer)["general_law"]
    assert "Additional Protocol" not in numbers_of(NUMBERS, fewer)["general_law"]
    frame = charts.table_law(evidence).frame
    assert len(frame) == len(law)
    assert (
        frame["For a state that leaves"].eq("goes on")
        == law.set_index(frame.index)["after_leaving"].eq(True)
    ).all()


def test_the_clause_on_leaving_speaks_of_armed_conflict(evidence):
    # Article 20(3), authentic English text: "engaged in an armed conflict"
    rule = evidence.by_id("law", "LW08")["rule"].iloc[0]
    assert "armed conflict" in rule
    assert "war" not in rule.split()
