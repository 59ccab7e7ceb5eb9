from dataclasses import replace
from datetime import date, datetime

import pandas as pd
import pytest

from casebook.data.dates import latest_day
from casebook.data.tables import tables_read
from casebook.reasoning import book
from casebook.reasoning.evidence import GRADES, NotInEvidence, read_evidence, remembered

TERMS = {"counted": {"strict": "those signed", "loose": "those promised"}}


@pytest.fixture
def two_readings(monkeypatch):
    """One disputed term with two readings, whatever the book's own are."""
    monkeypatch.setattr(book, "definitions", lambda: TERMS)


def test_nothing_later_is_seen_at_publication(evidence):
    then = evidence.at_publication()
    for table in evidence.package.frames:
        rows = then[table]
        if "known_from" in rows:
            late = rows[rows["known_from"].map(latest_day) > evidence.published]
            assert late.empty, table


def test_a_bare_year_counts_only_when_it_is_over(evidence, altered):
    def date_all(frame):
        return frame.assign(known_from="2024")

    assert altered(evidence, "seimas_votes", date_all).at_publication()["seimas_votes"].empty
    assert not evidence.at_publication()["seimas_votes"].empty


def test_grades_narrow_the_evidence_but_not_the_populations(evidence):
    primary = evidence.narrowed(grades=frozenset({"primary"}))
    assert set(primary["political_facts"]["confidence"]) == {"primary"}
    assert len(primary["nato_members"]) == len(evidence["nato_members"])


def test_rows_that_are_not_there_are_an_error_of_their_own(evidence):
    with pytest.raises(NotInEvidence, match="political_facts has no accepted row with id = P999"):
        evidence.rows("political_facts", id="P999")


def test_citation_carries_sources_and_grades(evidence):
    (cited,) = evidence.cites(("political_facts", ("P072",)))
    assert [row.key for row in cited.rows] == ["P072"]
    assert cited.rows[0].grade == "secondary"
    assert cited.sources


def test_publication_is_the_date_in_the_record(evidence):
    published = evidence["oped_records"].set_index("id").loc["M01", "date"]
    assert date.fromisoformat(published) == evidence.published


def test_rows_added_to_a_ruling_may_be_missing(evidence):
    # P102 (Finland's prime minister) is secondary, so primary rows alone lack it.
    (cited,) = evidence.cites(("political_facts", ("P102", "P999")))
    assert [row.key for row in cited.rows] == ["P102"]
    primary = evidence.narrowed(grades=frozenset({"primary"}))
    assert primary.cites(("political_facts", ("P102",))) == ()


def test_rows_are_picked_by_id_by_value_and_by_grade(evidence, altered):
    picked = evidence.pick("political_facts", "P072", "P102", "P999")
    assert list(picked["id"]) == ["P072", "P102"]
    assert evidence.pick("political_facts", "P072", confidence="primary").empty
    either = evidence.pick("political_facts", confidence=("primary", "weak"))
    assert set(either["confidence"]) == {"primary", "weak"}
    weak = altered(evidence, "political_facts", lambda rows: rows.assign(confidence="weak"))
    assert len(weak.pick("political_facts", "P072")) == 1
    assert weak.pick("political_facts", "P072", solid=True).empty


def test_what_is_remembered_is_made_once_and_never_lent(evidence):
    made = []

    @remembered
    def states(body):
        made.append(body.as_of)
        return body["states"]

    first = states(evidence)
    first["name"] = "spoilt"
    assert states(evidence.narrowed(eastern="border"))["name"].ne("spoilt").all()
    states(evidence.at_publication())
    states(evidence.narrowed(grades=frozenset({"primary"})))
    assert made == [evidence.as_of, evidence.published, evidence.as_of]


def test_what_hangs_on_a_definition_is_not_remembered(evidence):
    @remembered
    def members(body):
        return body.rows("states", iso3=body.definitions.get("eastern", "NOR"))

    with pytest.raises(TypeError, match="definition of 'eastern'"):
        members(evidence)


def test_what_counts_as_the_whole_evidence(evidence):
    assert evidence.narrowed(counted="loose").is_whole
    assert not evidence.at_publication().is_whole
    assert not evidence.narrowed(grades=frozenset({"primary", "secondary"})).is_whole
    assert evidence.at_publication().whole().is_whole


def test_what_a_reader_asks_for_is_what_is_read(two_readings, evidence):
    read = read_evidence(as_of="2024-08-10", grades=("primary",), counted="loose")
    assert (read.as_of, read.grades) == (date(2024, 8, 10), {"primary"})
    assert dict(read.definitions) == {"counted": "loose"}
    closed = read_evidence(as_of=evidence.as_of)
    assert (closed.as_of, closed.grades) == (evidence.as_of, set(GRADES))


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"grades": "primary"}, ("primary, secondary, weak", '("primary",)')),
        ({"grades": ("primry",)}, ("primary, secondary, weak", "primry")),
        ({"grades": ()}, ("primary, secondary, weak",)),
        ({"grades": None}, ("primary, secondary, weak", "None")),
        ({"grades": [["primary"]]}, ("primary, secondary, weak", "[['primary']]")),
        ({"grades": iter(["primry"])}, ("primary, secondary, weak", "primry")),
        ({"folder": ""}, ("a folder such as", "''")),
        ({"folder": 5}, ("a folder such as", "5")),
        ({"folder": "nowhere"}, ("data package", "nowhere", "datapackage.json")),
        ({"as_of": "10 August 2024"}, ("such as 2024-08-10", "10 August 2024")),
        ({"as_of": "2024-02-30"}, ("such as 2024-08-10", "2024-02-30")),
        ({"as_of": "2099-01-01"}, ("not after", "2099-01-01")),
        ({"as_of": date(2099, 1, 1)}, ("not after", "2099-01-01")),
        ({"as_of": ""}, ("such as", "''")),
        ({"as_of": 2024}, ("such as", "2024")),
        ({"as_of": datetime(2024, 8, 10)}, ("such as", "datetime")),
        ({"as_of": pd.Timestamp("2024-08-10")}, ("such as", "Timestamp")),
        ({"as_of": pd.NaT}, ("such as", "NaT")),
        ({"counted": ["loose"]}, ("counted", "strict, loose", "['loose']")),
        ({"counted": None}, ("counted", "strict, loose", "None")),
        ({"gossip": "loose"}, ("counted", "gossip")),
        ({"counted": "lose"}, ("counted", "strict, loose", "lose")),
    ],
)
def test_what_no_reader_can_ask_for_is_refused_with_all_that_can_be(two_readings, asked, told):
    with pytest.raises(ValueError, match=r".+") as refused:
        read_evidence(**asked)
    assert [part for part in told if part not in str(refused.value)] == []


def test_who_reads_a_table_is_known_also_through_what_is_remembered(evidence):
    @remembered
    def of_three(body):
        body.pick("ccm_status")
        return body["states"]

    for _ in ("made", "kept"):
        with tables_read() as names:
            of_three(evidence)
            assert evidence.package.origins
        assert names == {"ccm_status", "states", "sources"}


def test_of_what_is_remembered_goes_what_was_made_of_a_changed_table(evidence):
    @remembered
    def states(body):
        return body["states"].head(1)

    states(evidence)
    other = evidence.package.with_tables({"ccm_status": evidence["ccm_status"].head(0)})
    assert any(key[0] is states.__wrapped__ for key in other.remembered)
    for package in (evidence.package, other):
        changed = package.with_tables({"states": evidence["states"].head(0)})
        assert not any("states" in of for _, of in changed.remembered.values())
        assert states(replace(evidence, package=changed)).empty
