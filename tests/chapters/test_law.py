"""What the book says of the law keeps to the articles of its tables, and to their terms."""

import re

import pytest

from casebook import Evidence
from tests.chapters.test_fairness import own_voice

ARTICLE = re.compile(r"\bArticle (\d+)((?:\(\w+\))*)")
PARAGRAPH = re.compile(r"\((\d)\)")

LOOSE = {
    # Article 20(3) asks about an armed conflict, also one within a state or far from home.
    "leaving tied to war or peace": re.compile(
        r"\b(?:leav\w*|exit\w*|withdraw\w*)\b[^.;,]*"
        r"\b(?:in|during|before) (?:a war|war|peace|peacetime)\b"
    ),
    # Article 17(2): in force from the sixth month after the deposit; to sign binds to less still.
    "bound by signing or on ratifying": re.compile(
        r"\b(?:bound|binds?|binding) (?:by|on|upon|from) (?:\w+ )?(?:sign|ratif)\w*"
        r"|\bsignatures? (?:do|does|binds? (?:a|the|its) states?)\b"
    ),
    # Article 3(6): a party may keep a few to train those who clear them.
    "nothing at all may be owned": re.compile(r"\bmay (?:own|hold|keep) none\b(?! for use)"),
    # Article 21(1): parties "shall encourage".
    "parties made to press others": re.compile(
        r"\b(?:obliges?|binds?) (?:every |all )?part\w+ to press"
    ),
    # Article 2(2)(c): five tests, all of which must be passed.
    "passes one or some of the tests": re.compile(r"\bany of (?:the )?(?:\w+ )?tests\b"),
}
"""Terms that say more or less than the treaty does, by what is wrong with them."""


def told() -> list[tuple[str, str]]:
    """Return all text in the book's own voice, each on one line, with the file it stands in."""
    return [(name, " ".join(text.split())) for name, text in own_voice()]


@pytest.fixture(scope="module")
def paragraphs(evidence: Evidence) -> dict[int, set[str]]:
    """The paragraphs of the convention in the table of its articles, by article."""
    known: dict[int, set[str]] = {}
    rows = evidence.package.frames["ccm_articles"].dropna(subset=["article"])
    for article, paragraph in zip(rows["article"], rows["paragraph"], strict=True):
        known.setdefault(int(article), set()).update(re.findall(r"^\d", str(paragraph)))
    law = evidence.package.frames["law"]
    for row in law[law["kind"].isin(["convention", "law_of_treaties"])].itertuples():
        known.setdefault(int(row.article.split()[1]), set()).update(
            re.findall(r"\d", str(row.paragraph))
        )
    return known


def test_every_article_named_is_in_the_tables(paragraphs):
    named = [(file, *found) for file, text in told() for found in ARTICLE.findall(text)]
    assert len(named) > 30  # 40 on the day this was written
    unknown = [
        (file, number + place)
        for file, number, place in named
        if int(number) not in paragraphs or {*PARAGRAPH.findall(place)} - paragraphs[int(number)]
    ]
    assert unknown == []


@pytest.mark.parametrize("fault", LOOSE)
def test_the_terms_are_those_of_the_treaty(fault):
    found = [(file, hit[0]) for file, text in told() for hit in LOOSE[fault].finditer(text)]
    assert found == []


@pytest.mark.parametrize(
    ("fault", "text"),
    [
        ("leaving tied to war or peace", "Whoever wants the choice must leave in peacetime."),
        ("bound by signing or on ratifying", "A decision does not bind; their signatures do."),
        ("bound by signing or on ratifying", "It is bound by ratifying."),
        ("nothing at all may be owned", "A party may own none."),
        ("parties made to press others", "It binds parties to press them to join."),
        ("passes one or some of the tests", "It is legal if it passes any of the five tests."),
    ],
)
def test_loose_terms_are_found(fault, text):
    assert LOOSE[fault].search(text)


def test_the_rules_of_leaving_agree_wherever_they_stand(evidence):
    # Convention on Cluster Munitions, Articles 17(2), 20(3) and 2(2)(c), English text.
    articles = evidence["ccm_articles"].set_index("rule")["number"]
    law = evidence["law"].set_index("id")["number"]
    assert law["LW04"] == articles["entry_into_force_later_joiners"] == 6
    assert law["LW08"] == articles["withdrawal_notice_period"] == 6
    assert law["LW02"] == 5
