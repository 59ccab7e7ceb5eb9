"""The chapter on who is bound: its counts, its verdicts, its prose, its charts."""

import pytest

from casebook import find_in
from casebook.reasoning.claims import Verdict
from casebook.reasoning.numbers import numbers_of
from chapters.membership import charts
from chapters.membership.facts import counts, world_status
from chapters.membership.numbers import NUMBERS
from tests.chapters.alter import add, altered, as_of, drop, drop_where, put
from tests.narrowing import BODIES, check_chapter, narrow


def verdict(evidence, claim_id):
    return find_in("membership", evidence)[claim_id].now.verdict


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


def test_124_follows_the_deposits(evidence):
    waiting = evidence["ccm_status"]
    waiting = waiting.loc[waiting["consent_date"].isna(), "iso3"]
    ratified = put("ccm_status", *waiting, consent_date="2024-01-01", consent_type="ratification")
    found = find_in("membership", altered(evidence, [ratified]))["C06"]
    assert found.at_publication.verdict == Verdict.SUPPORTED
    assert "and leaves out" not in found.at_publication.best_against


def test_neither_nato_nor_a_member_could_withdraw_if_none_were_a_party(evidence):
    allies = set(evidence["nato_members"]["iso3"]) & set(evidence["ccm_status"]["iso3"])
    changed = altered(evidence, [drop("ccm_status", *allies)])
    assert verdict(changed, "C13") == Verdict.CONTRADICTED


def test_a_ban_fewer_contradicts_the_list_of_bans(evidence):
    changed = altered(evidence, [drop("ccm_articles", "AR01")])
    assert verdict(changed, "C07") == Verdict.CONTRADICTED
    assert "but not use" in find_in("membership", changed)["C07"].now.summary


def test_one_duty_is_enough_and_told_alone(evidence):
    changed = altered(evidence, [drop_where("ccm_articles", rule="duty_to_promote")])
    found = find_in("membership", changed)["C39"].now
    assert found.verdict == Verdict.SUPPORTED
    assert "obliges every party to discourage use." in found.summary
    assert found.summary.startswith("Article 21, on relations with states that are not parties")


def test_a_signatory_owes_something_and_consent_is_not_yet_force(evidence):
    # Vienna Convention, Article 18(a); convention, Article 17(2): the sixth month after the deposit
    assert "object and purpose" in find_in("membership", evidence)["C06"].now.best_against
    without = altered(evidence, [drop_where("law", id="LW11")])
    assert "object and purpose" not in find_in("membership", without)["C06"].now.best_against
    told = numbers_of(NUMBERS, evidence)
    assert told["months_to_force"] == "six"
    # The depositary marks four with "n": Norway, Lithuania, Switzerland, Belize
    assert told["provisional"].startswith("Norway, Lithuania, Switzerland and Belize declared")


def test_what_is_no_cluster_munition_must_pass_five_tests(evidence):
    # Article 2(2)(c): "has all of the following characteristics", (i) to (v)
    assert "all five tests" in find_in("membership", evidence)["C07"].now.best_against


def test_every_state_that_may_join_has_one_status(evidence):
    world = world_status(evidence)
    assert world.index.is_unique
    assert world.value_counts().to_dict() == {
        "state party": 112,
        "never joined": 72,
        "signatory only": 12,
        "left": 1,
    }


def test_what_happened_since_is_told_as_far_as_the_evidence_reaches(evidence):
    assert numbers_of(NUMBERS, evidence)["latest_since"].startswith(
        "Lithuania left on 6 March 2025 and Vanuatu joined with its deposit of 5 September 2025. "
        "By the depositary's list, which ends on 3 February 2026, the number of parties is 112 "
        "again, and the sum 124: the op-ed's figure has outlived"
    )
    then = numbers_of(NUMBERS, altered(evidence, [as_of("2024-08-10")]))
    assert then["latest_since"] == (
        "No state has joined or left since the op-ed appeared. By the depositary's list, which "
        "ends on 10 August 2024, the number of parties is 112, and the sum 124. Allies among the "
        "parties are 24 of 32"
    )
    assert then["latest_since_headline"] == "Nobody joined or left"


def test_a_new_act_is_told_beside_the_others(evidence):
    joins = add("ccm_status", "VUT", iso3="SUR", consent_date="2026-10-02", signature_date=None)
    told = numbers_of(NUMBERS, altered(evidence, [joins]))
    since = str(told["latest_since"])
    assert "Vanuatu joined with its deposit of 5 September 2025 and Suriname joined with" in since
    assert "the number of parties is 113, and the sum 125. Allies" in since
    assert told["latest_since_headline"] == "More states are bound"
    gives_notice = put("ccm_status", "FRA", withdrawal_notified="2026-10-02")
    told = numbers_of(NUMBERS, altered(evidence, [gives_notice]))
    assert "France gave notice of withdrawal on 2 October 2026" in str(told["latest_since"])


def test_the_prose_follows_an_ally_that_only_signed(evidence):
    waits = put("ccm_status", "NOR", consent_date=None, consent_type=None)
    told = numbers_of(NUMBERS, altered(evidence, [waits]))
    assert told["only_signed"] == "had only signed, Norway of NATO's members among them"


def test_the_headline_follows_the_number(evidence):
    bound = numbers_of(NUMBERS, altered(evidence, [put("claims", "C06", number_claimed=112)]))
    assert bound["latest_headline"] == "The op-ed counts the states that are bound"
    other = numbers_of(NUMBERS, altered(evidence, [put("claims", "C06", number_claimed=130)]))
    assert other["latest_headline"] == "The op-ed's number is on no list"


def test_the_chart_by_year_draws_its_frame(evidence):
    picture = charts.chart_by_year(evidence)
    figure = picture.draw(picture.frame)
    drawn = [list(line.get_ydata()) for line in figure.axes[0].lines]
    assert list(picture.frame["signatories"]) in drawn
    assert list(picture.frame["parties"]) in drawn
    assert f"end at {picture.frame['signatories'].iloc[-1]}" in picture.alt
    assert "112" in picture.title


def test_the_world_map_has_a_tile_for_each_state(evidence):
    picture = charts.chart_world(evidence)
    figure = picture.draw(picture.frame)
    tiles = sum(len(ax.patches) for ax in figure.axes)
    assert tiles == len(picture.frame) == 197  # 193 members, COK, NIU, VAT, PSE
    assert (picture.frame["status"] == "state party").sum() == 112


@pytest.mark.parametrize(("as_of", "grades"), BODIES)
def test_narrowed_evidence_gives_what_it_can(evidence, as_of, grades):
    check_chapter(narrow(evidence, as_of, grades), "membership")
