import pandas as pd
import pytest

from casebook import membership, membership_charts
from casebook.membership_measures import counts, time_to_consent
from casebook.reasoning.chapters import find_in
from casebook.reasoning.claims import Verdict
from tests.narrowing import BODIES, check_chapter, narrow


def test_counts_at_both_dates(evidence):
    # treaty/README: 112 parties and 12 signatories then and now; 24, then 23 of 32 allies.
    then, now = counts(evidence.at_publication()), counts(evidence)
    assert (then["parties"], then["signatories_only"], then["allied_parties"]) == (112, 12, 24)
    assert (now["parties"], now["signatories_only"], now["allied_parties"]) == (112, 12, 23)
    assert (then["left"], now["left"], now["joined"]) == (0, 1, 113)


def test_124_is_the_sum_and_not_the_parties(evidence):
    finding = find_in("membership", evidence)["C06"]
    assert finding.at_publication.verdict == Verdict.MISLEADING
    assert finding.now.confidence == "high"


@pytest.mark.parametrize(
    ("claimed", "verdict"),
    [(112, Verdict.SUPPORTED), (124, Verdict.MISLEADING), (130, Verdict.CONTRADICTED)],
)
def test_124_follows_the_number_claimed(evidence, altered, claimed, verdict):
    def claim(frame):
        frame.loc[frame["id"].eq("C06"), "number_claimed"] = claimed
        return frame

    assert membership.member_nations(altered(evidence, "claims", claim)).verdict == verdict


def test_124_follows_the_deposits(evidence, altered):
    def ratify(frame):
        waiting = frame["consent_date"].isna()
        frame.loc[waiting, "consent_date"] = "2024-01-01"
        frame.loc[waiting, "consent_type"] = "ratification"
        return frame

    found = membership.member_nations(altered(evidence, "ccm_status", ratify).at_publication())
    assert found.verdict == Verdict.SUPPORTED


def test_nato_could_withdraw_if_it_were_a_party(evidence, altered):
    def accede(frame):
        return pd.concat([frame, frame.iloc[[0]].assign(iso3="NATO")], ignore_index=True)

    assert membership.nato_can_withdraw(evidence).verdict == Verdict.MISLEADING
    joined = membership.nato_can_withdraw(altered(evidence, "ccm_status", accede))
    assert joined.verdict == Verdict.SUPPORTED


def test_neither_nato_nor_a_member_could_withdraw_if_none_were_a_party(evidence, altered):
    def no_ally(frame):
        return frame[~frame["iso3"].isin(evidence["nato_members"]["iso3"])]

    found = membership.nato_can_withdraw(altered(evidence, "ccm_status", no_ally))
    assert found.verdict == Verdict.CONTRADICTED


def test_a_ban_fewer_contradicts_the_list_of_bans(evidence, altered):
    without = altered(
        evidence, "ccm_articles", lambda frame: frame[frame["acts_banned"].ne("use").fillna(True)]
    )
    assert membership.acts_banned(evidence).verdict == Verdict.SUPPORTED
    assert membership.acts_banned(without).verdict == Verdict.CONTRADICTED


def test_waits_count_the_states_that_still_wait(evidence):
    waits = time_to_consent(evidence)
    assert len(waits) == 108
    assert (~waits["consented"]).sum() == 12
    # Norway signed and ratified on 3 December 2008.
    assert waits.loc[waits["iso3"].eq("NOR"), "years"].iloc[0] == 0


def test_the_chart_by_year_draws_its_frame(evidence):
    picture = membership_charts.chart_by_year(evidence)
    figure = picture.draw(picture.frame)
    drawn = [list(line.get_ydata()) for line in figure.axes[0].lines]
    assert list(picture.frame["signatories"]) in drawn
    assert list(picture.frame["parties"]) in drawn
    assert f"end at {picture.frame['signatories'].iloc[-1]}" in picture.alt
    assert "112" in picture.title


def test_the_world_map_has_a_tile_for_each_state(evidence):
    picture = membership_charts.chart_world(evidence)
    figure = picture.draw(picture.frame)
    tiles = sum(len(ax.patches) for ax in figure.axes)
    assert tiles == len(picture.frame) == 197  # 193 members, COK, NIU, VAT, PSE
    assert (picture.frame["status"] == "state party").sum() == 112


@pytest.mark.parametrize(("as_of", "grades"), BODIES)
def test_narrowed_evidence_gives_what_it_can(evidence, as_of, grades):
    charts = [f for name, f in vars(membership_charts).items() if name.startswith("chart_")]
    assert len(charts) == 4
    check_chapter(narrow(evidence, as_of, grades), membership, charts)
