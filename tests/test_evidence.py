from datetime import date

import pytest

from casebook.data.dates import latest_day
from casebook.reasoning.evidence import PUBLICATION, NotInEvidence, remembered


def test_nothing_later_is_seen_at_publication(evidence):
    then = evidence.at_publication()
    for table in evidence.package.frames:
        rows = then[table]
        if "known_from" in rows:
            late = rows[rows["known_from"].map(latest_day) > PUBLICATION]
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
    cited = evidence.cite_ids("political_facts", "P072")
    assert [row.key for row in cited.rows] == ["P072"]
    assert cited.rows[0].grade == "secondary"
    assert cited.sources


def test_publication_is_the_date_in_the_record(evidence):
    published = evidence["oped_records"].set_index("id").loc["M01", "date"]
    assert date.fromisoformat(published) == PUBLICATION


def test_rows_added_to_a_ruling_may_be_missing(evidence):
    # P102 (Finland's prime minister) is secondary, so primary rows alone lack it.
    (cited,) = evidence.cite_known("political_facts", "P102", "P999")
    assert [row.key for row in cited.rows] == ["P102"]
    primary = evidence.narrowed(grades=frozenset({"primary"}))
    assert primary.cite_known("political_facts", "P102") == ()


def test_names_take_their_article_in_a_sentence(evidence):
    names = [evidence.state_in_text(iso3) for iso3 in ("USA", "GBR", "NLD", "UKR")]
    assert names == ["the United States", "the United Kingdom", "the Netherlands", "Ukraine"]


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
    assert made == [evidence.as_of, PUBLICATION, evidence.as_of]


def test_what_hangs_on_a_definition_is_not_remembered(evidence):
    @remembered
    def members(body):
        return body.rows("states", iso3=body.definitions.get("eastern", "NOR"))

    with pytest.raises(TypeError, match="definition of 'eastern'"):
        members(evidence)
