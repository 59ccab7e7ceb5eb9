"""The page "Change a cell": what must move moves, and nothing else."""

import subprocess

import pytest

from tests.conftest import ROOT
from tests.live.conftest import settled


def cell(table, row, **cells):
    return [
        {"table": table, "row": row, "column": column, "value": value}
        for column, value in cells.items()
    ]


NORWAY = cell(
    "ccm_status", "NOR", withdrawal_notified="2025-03-06", withdrawal_effective="2025-09-06"
)

# What moves with each is told by tests/chapters/reach, which asks the rules without a browser.
MOVES = [
    (NORWAY, {"C06": "contradicted", "C52": "supported"}),
    (cell("claims", "C06", number_claimed="112"), {"C06": "supported"}),
    (cell("ccm_articles", "AR02", acts_banned="production transfer"), {"C07": "contradicted"}),
    (cell("quote_checks", "Q09", found="exact"), {"C10": "supported", "C85": "supported"}),
    (cell("effectiveness_claims", "E34", bears_on="C46"), {"C46": "mixed"}),
    (cell("seimas_votes", "SV05", votes_for="80"), {"C55": "misleading"}),
    (cell("transfers", "TR01", status="announced"), {"C66": "supported"}),
    (cell("political_facts", "P027", stance="adopts_treaty"), {"C02": "supported"}),
    (cell("aftermath", "A38", direction="supports"), {"C53": "evidence for"}),
    (cell("non_party_stockpilers", "NS01", iso3="CHN"), {"C91": "supported"}),
]

STAYS = [
    cell("failure_rates", "FR08", rate_low="0.0235"),
    cell("ccm_status", "CYP", consent_date="2023-06-01", consent_type="ratification"),
    cell("distance_to_moscow", "CAN", distance_km="7200"),
    cell("casualties_by_year", "CY04", total="418"),
    cell("ccm_status", "VUT", locator="another place in the same source"),
    cell("claims", "C06", topic="humanitarian"),
    cell("political_facts", "P027", locator="another place in the same source"),
    cell("nato_members", "NM09", note="a remark"),
    cell("failure_rates", "FR01", note="a remark"),
    [{"table": "failure_rates", "row": "FR12", "out": True}],
]


@pytest.mark.parametrize(("changes", "verdicts"), MOVES, ids=lambda value: str(value)[:60])
def test_what_must_move_moves(asking, change, verdicts, changes):
    said = change(changes)
    for claim, verdict in verdicts.items():
        moved = asking.locator(f"[data-claim={claim}] .ruling").first
        assert moved.inner_text().split("→")[1].strip().startswith(verdict), said


@pytest.mark.parametrize("changes", STAYS, ids=lambda value: str(value)[:60])
def test_what_nothing_hangs_on_moves_nothing(change, changes):
    assert change(changes).startswith("None of the 93 verdicts moves")


def test_a_fault_is_told_in_the_words_of_the_build(asking, change):
    said = change(cell("ccm_status", "NOR", consent_date="3 Dec 2008"))
    assert "nothing is computed" in said
    fault = "column consent_date: found '3 Dec 2008', expected a date written as 2024, 2024-07 or"
    assert fault in asking.inner_text("#faults")
    change(NORWAY)
    told = asking.inner_text("#faults")
    assert "which the rows of ccm_status add up to on 2026-02-03" in told


def test_source_and_grade_of_a_row_are_in_view(asking, change):
    change(NORWAY)
    said = asking.inner_text("#row")
    assert "United Nations Treaty Collection" in said
    assert "Grade primary" in said


def test_the_rung_and_the_changed_sentences_are_shown(asking, change):
    change(NORWAY)
    claim = asking.locator("[data-claim=C52]")
    assert "Met now: two or more allies had acted" in claim.inner_text()
    claim.evaluate("claim => claim.open = true")
    assert claim.locator("ins").count()
    assert claim.locator("del").count()


def test_grades_day_and_definitions_are_changes_too(asking, change):
    assert not change([{"grades": ["primary", "secondary"]}]).startswith("None")
    assert asking.locator("[data-claim=C02] .ruling").first.inner_text().endswith("low")
    assert not change([{"as_of": "2024-08-10"}]).startswith("None")
    assert asking.locator("[data-claim]").count()
    assert not change([{"term": "threatened", "reading": "bloc"}]).startswith("None")


def test_examples_undo_redo_and_reset(asking, change):
    change(NORWAY)
    asking.click("#undo")
    settled(asking)
    assert asking.locator("#changes li").count() == 1
    asking.click("#redo")
    settled(asking)
    assert asking.locator("#changes li").count() == 2
    asking.click("#reset")
    assert "verdicts of the book" in settled(asking)
    for example in asking.locator("[data-example]").all():
        asking.evaluate("document.body.dataset.state = 'asked'")
        example.click()
        assert "verdict" in settled(asking), example.inner_text()
    assert "C41" in asking.inner_text("#results")  # with Poland bound


def test_charts_are_shown_before_and_after(asking, change):
    change(cell("failure_rates", "FR08", rate_low="0.0235"))
    asking.evaluate("document.body.dataset.state = 'asked'")
    asking.click("#draw")
    settled(asking)
    after = asking.locator(".before-after img[src^='data:image/png']")
    assert after.count() >= 1
    assert asking.locator(".before-after img[src^='../figures/']").count() == after.count()


def test_the_patch_applies(asking, change, tmp_path):
    poland = {"iso3": "POL", "source": "untc_ccm_2026", "locator": 'a, "b"', "confidence": "weak"}
    change(
        [
            *NORWAY,
            {"table": "ccm_status", "row": "AFG", "out": True},
            {"table": "ccm_status", "row": "+1", "like": poland},
            *cell("states", "NOR", name="Norge"),
        ]
    )
    with asking.expect_download() as download:
        asking.click("#patch")
    patch = download.value.path().read_text("utf-8")
    for table in ("ccm_status", "states"):
        (tmp_path / "data").mkdir(exist_ok=True)
        (tmp_path / f"data/{table}.csv").write_bytes((ROOT / f"data/{table}.csv").read_bytes())
    subprocess.run(["git", "apply"], input=patch, cwd=tmp_path, text=True, check=True)
    before = (ROOT / "data/ccm_status.csv").read_text("utf-8").splitlines()
    after = (tmp_path / "data/ccm_status.csv").read_text("utf-8").splitlines()
    assert len(set(after) - set(before)) == 2
    assert len(set(before) - set(after)) == 2
    assert after[-1].startswith("POL,")
    assert ',"a, ""b""",' in after[-1]


def test_a_link_is_told_what_of_it_does_not_fit(asking, change):
    """It may be of another edition of the data, or cut short."""
    unfit = [
        *cell("no_such_table", "NOR", consent_date="2008"),
        *cell("ccm_status", "Atlantis", consent_date="2008"),
        *cell("ccm_status", "NOR", no_such_column="2008"),
        *cell("sources", "untc_ccm_2026", title="made of another file"),
        {"as_of": "2999-01-01"},
        {"grades": ["splendid"]},
        {"term": "threatened", "reading": "nobody"},
        None,
    ]
    change([*unfit, *NORWAY])
    assert asking.locator("#changes li").count() == len(NORWAY)
    said = asking.inner_text("#unfit")
    for name in ("no_such_table", "Atlantis", "no_such_column", "sources", "2999", "splendid"):
        assert name in said
    asking.evaluate("document.body.dataset.state = 'asked'; location.hash = '#changes=%%%'")
    settled(asking)
    assert "cannot be read" in asking.inner_text("#unfit")
    change(NORWAY)
    assert asking.locator("#unfit").is_hidden()


def pressed(page, button):
    page.evaluate("document.body.dataset.state = 'asked'")
    page.click(button)
    settled(page)


def test_rows_are_added_and_taken_back_one_by_one(asking, change):
    change([])
    asking.select_option("#table", "claims")
    asking.wait_for_selector(".ag-row [col-id=id] >> text=C01")
    asking.click(".ag-row [col-id=id] >> text=C01")
    for _ in range(2):
        pressed(asking, "#add")
    pressed(asking, "#changes li:first-child button")
    pressed(asking, "#add")
    said = asking.locator("#changes li").all_inner_texts()
    assert [words.split(" added")[0] for words in said] == ["claims: row +2", "claims: row +3"]
    for _ in range(4):
        pressed(asking, "#undo")
    assert asking.locator("#changes li").count() == 0
    assert asking.locator("#undo").is_disabled()


def test_what_is_set_back_is_no_change(asking, change):
    change([{"term": "threatened", "reading": "bloc"}, {"as_of": "2024-08-10"}])
    own = asking.locator("[data-term=threatened]").get_attribute("data-default")
    asking.locator("details.choices").evaluate("choices => choices.open = true")
    asking.evaluate("document.body.dataset.state = 'asked'")
    asking.select_option("[data-term=threatened]", own)
    settled(asking)
    asking.evaluate("document.body.dataset.state = 'asked'")
    asking.fill("#day", asking.get_attribute("#day", "max"))
    settled(asking)
    assert asking.locator("#changes li").count() == 0
    asking.fill("#day", "")  # half typed: nothing is asked
    assert asking.locator("#changes li").count() == 0
    assert asking.locator("#patch").is_disabled()
