"""A study is told with its own conclusion, and no view can carry a verdict."""

import re
from pathlib import Path

import pandas as pd
import pytest

from casebook.telling.findings import find_all
from chapters.common import views
from chapters.deterrence.rules import RULES as ON_DETERRENCE
from chapters.military_value.rules import RULES as ON_VALUE
from tests.chapters.alter import altered, put, put_all

VIEWS = "effectiveness_claims"
PAGES = Path(__file__).parents[2] / "chapters"
TESTED = {
    **{claim: ON_VALUE[claim] for claim in ("C65", "C68", "C69", "C70", "C74", "C82")},
    "C18": ON_DETERRENCE["C18"],
}
"""Claims that studies and effects seen in use put to the test."""

TELLS_THE_CONCLUSION = {
    ("arsenals", "rusi_2025_fires"): "cites the call to leave, which is its conclusion",
    ("industry", "rusi_2025_fires"): "cites the call to leave, which is its conclusion",
    ("nato_divide", "rusi_2025_fires"): "cites the call to leave, which is its conclusion",
    ("failure_rates", "gao_1993"): "cites its counts of deaths, not the point on use",
}


def parted(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows whose point takes another side than the main conclusion of their work."""
    known = rows[rows["conclusion_direction"].notna()]
    return known[known["conclusion_direction"].ne(known["direction"])]


def test_a_verdict_that_cites_a_point_tells_the_conclusion_beside_it(evidence):
    rows, silent, told = parted(evidence[VIEWS]).set_index("claim_id"), [], 0
    for claim, finding in find_all(evidence).items():
        for ruling in (finding.at_publication, finding.now):
            text = " ".join((ruling.summary, ruling.best_for, ruling.best_against))
            drawn = [those.rows for those in ruling.rests_on if those.table == VIEWS]
            cited = {row.key for rows_cited in drawn for row in rows_cited}
            for key in sorted(cited & set(rows.index)):
                told += 1
                if rows.loc[key, "main_conclusion"] not in text:
                    silent.append((claim, key))
    assert told > 10
    assert silent == []


@pytest.mark.parametrize("page", sorted(PAGES.glob("*.md")), ids=lambda page: page.stem)
def test_prose_that_names_a_study_tells_its_conclusion(evidence, page):
    keys = set(parted(evidence[VIEWS])["source"])
    silent = [
        key
        for paragraph in page.read_text(encoding="utf-8").split("\n\n")
        for cited in re.findall(r"\{cite:p\}`([^`]+)`", paragraph)
        for key in keys & set(cited.split(","))
        if f"`concludes_{key}`" not in paragraph and (page.stem, key) not in TELLS_THE_CONCLUSION
    ]
    assert silent == []


@pytest.mark.parametrize("claim", TESTED)
def test_views_alone_leave_a_claim_untested(evidence, claim):
    held = altered(evidence, [put_all(VIEWS, basis="official"), put_all(VIEWS, observed=False)])
    assert str(TESTED[claim](evidence).verdict) != "untested"
    assert str(TESTED[claim](held).verdict) == "untested"


@pytest.mark.parametrize("basis", ["official", "commentary"])
def test_a_view_never_becomes_a_test(evidence, basis):
    rows = evidence[VIEWS]
    held = rows.loc[rows["basis"].ne("study") & ~rows["observed"].astype(bool), "claim_id"]
    named = altered(evidence, [put(VIEWS, *held, basis=basis, bears_on="C65")])
    before, after = (set(views.tests(e, "C65")["claim_id"]) for e in (evidence, named))
    assert after == before


def test_a_study_counts_once_and_for_its_conclusion(evidence):
    fires = evidence.pick(VIEWS, source="rusi_2025_fires")
    assert {"supports", "questions"} == set(fires["direction"])
    assert set(views.side(fires)) == {"supports"}
    assert views.works(fires) == 1
    turned = altered(evidence, [put(VIEWS, *fires["claim_id"], conclusion_direction="questions")])
    against = turned.pick(VIEWS, source="rusi_2025_fires")
    assert set(views.side(against)) == {"questions"}


def test_every_study_has_its_conclusion_or_says_that_too_little_was_read(evidence):
    rows = evidence[VIEWS]
    tests = rows[rows["basis"].isin(("study", "test")) & rows["bears_on"].notna()]
    assert tests["main_conclusion"].notna().all()
    concluded = rows[rows["main_conclusion"].notna()]
    assert concluded[["conclusion_direction", "conclusion_locator"]].notna().all(axis=None)
    assert concluded.groupby("source")["main_conclusion"].nunique().eq(1).all()
    bears = rows["bears_on"].notna()
    assert (rows["basis"].isin(("study", "test")) | rows["observed"].astype(bool))[bears].all()


def test_an_official_view_has_its_conclusion_or_says_why_none_is_told(evidence):
    rows = evidence[VIEWS]
    asked = rows[rows["basis"].isin(("study", "test", "official"))]
    given = asked["main_conclusion"].notna(), asked["no_conclusion"].notna()
    assert list(asked.loc[given[0] == given[1], "claim_id"]) == []


def test_what_was_read_is_what_the_sources_say(evidence):
    rows, sources = evidence[VIEWS], evidence["sources"].set_index("key")
    in_part = rows["source"].map(sources["read_in_part"]).notna()
    assert in_part.sum() > 10
    assert list(rows.loc[in_part & rows["read"].ne("part").fillna(True), "claim_id"]) == []
    whole = rows["read"].eq("whole").fillna(False)
    assert list(rows.loc[whole & in_part, "claim_id"]) == []
    of_one = rows.dropna(subset=["read"]).groupby("source")["read"].nunique()
    assert list(of_one[of_one.gt(1)].index) == []


SHARED = "The studies for it come from one publisher|Those for it come from one publisher"


def test_a_card_says_where_all_studies_for_it_come_from_one_publisher(evidence):
    said = [
        claim
        for claim, finding in find_all(evidence).items()
        if re.search(SHARED, finding.now.best_against)
    ]
    # By effectiveness_claims RUSI's two papers of 2025 carry these, C68 with its paper of 2024.
    assert sorted(said) == ["C16", "C18", "C46", "C68", "C82"]
    works = evidence.pick(VIEWS, source=("rusi_2025_fires", "rusi_2025_tactics"))
    assert views.one_publisher(evidence, works) == "Royal United Services Institute"
    one_elsewhere = put("sources", "rusi_2025_tactics", reprints="csis").make(evidence)
    assert views.one_publisher(one_elsewhere, works) is None
    assert views.one_publisher(evidence, works[works["source"].eq("rusi_2025_fires")]) is None
