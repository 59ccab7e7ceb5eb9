"""The chapter on leaving: its verdicts, its numbers, its charts."""

import matplotlib.dates as mdates
import pandas as pd
import pytest
from matplotlib.colors import to_hex

from casebook import leaving, leaving_charts, leaving_steps, leaving_tables
from casebook.leaving_measures import CLUSTER, MINES, exits, whole_months
from casebook.reasoning import chapters
from casebook.reasoning.claims import Verdict
from casebook.telling.charts import STATUS_COLOURS
from tests.narrowing import BODIES, check_chapter, narrow, readings


def verdicts(evidence, claim):
    """Return a claim's verdicts at publication and with all the data."""
    finding = chapters.find_in("leaving", evidence)[claim]
    return finding.at_publication.verdict, finding.now.verdict


def test_verdicts_on_the_real_tables(evidence):
    # Claims README: "some member states" was one; the vote was decisive. No report tells of cluster
    # munitions bought since the exit (aftermath A23, A38, A40), which is no test of C53.
    assert verdicts(evidence, "C52") == (Verdict.MISLEADING, Verdict.MISLEADING)
    assert verdicts(evidence, "C53") == (Verdict.UNTESTED, Verdict.UNTESTED)
    assert verdicts(evidence, "C55") == (Verdict.SUPPORTED, Verdict.SUPPORTED)


def test_a_second_ally_makes_the_plural_right(evidence, altered):
    def czech_law(laws):
        row = laws[laws["event"].eq("withdrawal_law_adopted")].assign(
            id="AC99", actor_iso3="CZE", date="2024-08-01", known_from="2024-08-01"
        )
        return pd.concat([laws, row], ignore_index=True)

    both = (Verdict.SUPPORTED, Verdict.SUPPORTED)
    assert verdicts(altered(evidence, "arms_control", czech_law), "C52") == both


def test_a_later_notice_counts_only_with_hindsight(evidence, altered):
    def czech_notice(status):
        status.loc[status["iso3"].eq("CZE"), "withdrawal_notified"] = "2025-11-03"
        return status

    changed = altered(evidence, "ccm_status", czech_notice)
    assert verdicts(changed, "C52") == (Verdict.MISLEADING, Verdict.SUPPORTED)


@pytest.mark.parametrize(
    ("reading", "then"),
    [("vote", "misleading"), ("notice", "contradicted"), ("effect", "contradicted")],
)
def test_what_counts_as_leaving_moves_the_first_verdict(evidence, reading, then):
    # Vote 18 July 2024, notice 6 September 2024, effect 6 March 2025; op-ed 10 August 2024.
    assert verdicts(evidence.narrowed(acts_counted=reading), "C52") == (then, "misleading")


def test_a_purchase_turns_the_claim_on_defence(evidence, altered):
    def bought(events):
        events.loc[events["id"].eq("A38"), "direction"] = "supports"
        return events

    assert verdicts(altered(evidence, "aftermath", bought), "C53")[1] == Verdict.EVIDENCE_FOR


def test_permission_as_a_gain_needs_an_exit_in_effect(evidence, altered):
    narrowed = evidence.narrowed(gain_counted="permitted")
    assert verdicts(narrowed, "C53") == (Verdict.UNTESTED, Verdict.EVIDENCE_FOR)

    def stays(status):
        status.loc[status["iso3"].eq("LTU"), "withdrawal_effective"] = None
        return status

    assert verdicts(altered(narrowed, "ccm_status", stays), "C53")[1] == Verdict.UNTESTED


@pytest.mark.parametrize(
    ("ayes", "verdict"), [(94, "supported"), (93, "mostly supported"), (85, "contradicted")]
)
def test_the_mark_of_a_decisive_vote(evidence, altered, ayes, verdict):
    # Two thirds of 141 members are 94; 86 votes are needed.
    def fewer(votes):
        votes.loc[votes["stage"].eq("final").fillna(False), "votes_for"] = ayes
        return votes

    assert verdicts(altered(evidence, "seimas_votes", fewer), "C55") == (verdict, verdict)


def test_reports_that_differ_on_the_outcome_mislead(evidence, altered):
    def one_short(votes):
        votes.loc[votes["id"].eq("SV05"), "votes_for"] = 80
        return votes

    assert verdicts(altered(evidence, "seimas_votes", one_short), "C55")[1] == Verdict.MISLEADING


def test_primary_rows_alone_cannot_settle_the_vote(evidence):
    primary = evidence.narrowed(grades=frozenset({"primary"}))
    assert verdicts(primary, "C55") == (Verdict.UNVERIFIABLE, Verdict.UNVERIFIABLE)
    assert verdicts(primary, "C53")[1] == Verdict.UNTESTED


def test_the_summary_at_publication_knows_nothing_later(evidence):
    for finding in chapters.find_in("leaving", evidence).values():
        assert "2025" not in finding.at_publication.summary
        assert "September 2024" not in finding.at_publication.summary


def test_numbers_against_the_published_ones(evidence):
    numbers = leaving.numbers(evidence)
    # Treaty README: 24 of 32 members were parties, 23 since 6 March 2025; 112 parties then and now.
    assert (numbers["parties_then"], numbers["parties_now"]) == (24, 23)
    assert (numbers["world_then"], numbers["world_now"]) == (112, 112)
    # Five members left the mine ban (treaty README); all allies but the United States were in it.
    assert (numbers["mine_exits"], numbers["mine_parties_then"]) == ("five", 31)
    assert numbers["mine_exits_never_cluster"] == "four"
    # 103 of 141, 86 needed; one or none against, three or four abstaining.
    assert (numbers["ayes"], numbers["members"], numbers["spare"]) == (103, 141, 17)
    assert (numbers["against"], numbers["abstaining"]) == ("none or one", "three or four")


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
    picture = leaving_charts.chart_votes(evidence)
    figure = picture.draw(picture.frame)
    widths = [bar.get_width() for bar in figure.axes[0].containers[1]]
    assert widths == list(picture.frame["votes_for"])
    texts = [text.get_text() for text in figure.axes[0].texts]
    assert "not published" in texts
    assert "103 for, 0 against, 4 abstaining" in picture.alt


def test_title_of_the_votes_chart_follows_the_reports(evidence, altered):
    def one_more(votes):
        votes.loc[votes["id"].eq("SV05"), "votes_for"] = 104
        return votes

    title = leaving_charts.chart_votes(altered(evidence, "seimas_votes", one_more)).title
    assert "103 to 104" in title


def test_followed_chart_draws_its_frame(evidence):
    picture = leaving_charts.chart_followed(evidence)
    figure = picture.draw(picture.frame)
    for ax, (_, rows) in zip(figure.axes, picture.frame.groupby("treaty", sort=False), strict=True):
        bars = [bar for container in ax.containers for bar in container]
        spells = rows.dropna(subset=["iso3"])
        starts = [mdates.num2date(bar.get_x()).date().isoformat() for bar in bars]
        assert starts == list(spells["start"])
        colours = [to_hex(bar.get_facecolor()) for bar in bars]
        assert colours == [STATUS_COLOURS[status] for status in spells["status"]]
    assert "Estonia, Finland, Latvia, Lithuania and Poland left" in picture.alt


def test_steps_chart_is_in_order_and_says_the_notice(evidence):
    frame = leaving_steps.steps(evidence)
    assert frame["last"].is_monotonic_increasing
    assert "6 September 2024: Notice reaches the depositary" in (
        leaving_steps.chart_steps(evidence).alt
    )


def test_charts_and_tables_stand_on_the_day_of_the_op_ed(evidence):
    then = evidence.at_publication()
    frame = leaving_charts.chart_followed(then).frame
    assert "left" not in set(frame["status"])
    assert set(leaving_steps.steps(then)["where"]) == {"Vilnius", "op-ed"}
    assert len(leaving_tables.reactions_table(then)) < len(leaving_tables.reactions_table(evidence))
    for chart in (leaving_steps.chart_steps, leaving_charts.chart_followed):
        picture = chart(then)
        assert picture.draw(picture.frame).axes


def test_every_reaction_of_the_facts_is_sorted(evidence):
    facts = evidence.package.frames["political_facts"]
    known = set(facts.loc[facts["category"].eq("reaction"), "id"])
    assert known == {i for ids in leaving_tables.SPEAKERS.values() for i in ids}


CHARTS = (leaving_charts.chart_votes, leaving_steps.chart_steps, leaving_charts.chart_followed)


@pytest.mark.parametrize(("as_of", "grades"), BODIES)
def test_narrowed_evidence_gives_what_it_can(evidence, as_of, grades):
    check_chapter(narrow(evidence, as_of, grades), leaving, CHARTS)


@pytest.mark.parametrize(("term", "reading"), readings(leaving.DEFINITIONS))
def test_every_reading_gives_every_number(evidence, term, reading):
    check_chapter(evidence.narrowed(**{term: reading}), leaving, CHARTS)
