"""Each table from which something is counted says what it should hold, and whether it does."""

import copy

import pytest

from casebook.data.descriptor import descriptor_faults
from casebook.reasoning import book
from casebook.reasoning.cited import Search
from casebook.reasoning.claims import DEFINITE, read_claims
from casebook.telling.dictionary import entries

_OF_THE_BOOK = ("corrections", "spot_checks")
"""Tables on the book's own work, from which nothing is counted of the world."""


def test_every_graded_table_states_its_population(evidence):
    for name, resource in evidence.package.resources.items():
        if "confidence" in evidence.package.frames[name] and name not in _OF_THE_BOOK:
            assert "casebook:population" in resource, name


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"missing": "some"}, "maxLength"),
        ({"checked_against": ""}, "minLength"),
        ({"whole": False}, "minLength"),
        ({"holds": ""}, "minLength"),
        ({"whole": "yes"}, "boolean"),
        ({"lacks": "some"}, "no properties but"),
    ],
)
def test_a_population_that_contradicts_itself_is_refused(evidence, change, told):
    broken = copy.deepcopy(dict(evidence.package.descriptor))
    resources = {resource["name"]: resource for resource in broken["resources"]}
    resources["ccm_status"]["casebook:population"].update(change)
    assert any(told in str(fault) for fault in descriptor_faults(broken))


def test_only_a_whole_table_shows_that_something_is_not(evidence):
    assert evidence.nothing_in("ccm_status", "transfers") == (
        Search("ccm_status", whole=True),
        Search("transfers", whole=False),
    )
    for place in ("tile_grids", "gossip"):
        with pytest.raises(ValueError, match=place):
            evidence.nothing_in(place)


def test_the_dictionary_tells_each_population(evidence):
    told = {entry.name: entry.population for entry in entries(evidence)}
    assert told["ccm_status"]["whole"]
    assert "arms trade (117)" in told["arms_control"]["checked_against"]
    assert not told["tile_grids"]


def test_no_outright_verdict_rests_on_what_an_unfinished_list_lacks(evidence):
    for body in (evidence, evidence.at_publication()):
        claims = {claim.id: claim for claim in read_claims(body)}
        for chapter in book.chapters():
            for claim, rule in book.rules(chapter).items():
                case = rule(body)
                if case.absent and case.verdict in DEFINITE and not case.carried_by:
                    assert all(each.whole for each in case.absent), claims[claim].id
