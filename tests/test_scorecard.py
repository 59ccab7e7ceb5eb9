"""The scorecard and the front page: every claim counted once, each finding told in full."""

import pytest

from casebook import front, scorecard
from casebook.reasoning import chapters
from casebook.reasoning.claims import OUTCOMES
from casebook.telling.wording import spelled


@pytest.fixture(scope="module")
def findings(evidence):
    return chapters.find_all(evidence)


def test_every_claim_is_counted_once(evidence, findings):
    told = scorecard.numbers(evidence, findings)
    number = {spelled(n): n for n in range(len(findings) + 1)}
    keys = [name.replace(" ", "_") for name in OUTCOMES]
    assert sum(number[told[key]] for key in keys) == told["claims"] == 93  # claims.csv has 93 rows
    assert sum(number[told[f"core_{key}"]] for key in keys) == told["core"]


def test_chart_of_topics_has_each_claim(evidence, findings):
    picture = scorecard.chart_topics(evidence, findings)
    assert picture.frame["all"].sum() == len(findings)
    assert "NATO split" in set(picture.frame["topic"])
    row = picture.frame.set_index("topic").loc["China"]
    assert f"China: {row['holds']} holds" in picture.alt


def test_front_page_tells_each_finding_in_full(findings):
    text = front.five_findings(findings).html
    for heading, ids in front.FIVE:
        assert f"<b>{heading}</b>" in text
        for claim_id in ids:
            now = findings[claim_id].now
            assert f"{str(now.verdict).capitalize()}, confidence {now.confidence}" in text
    assert text.count("The op-ed says:") == sum(len(ids) for _, ids in front.FIVE)


def test_verdicts_of_a_block_are_told_apart_by_an_empty_place(evidence, findings):
    frame = scorecard.chart_verdicts(evidence, findings).frame
    assert len(frame) == 93
    for _, block in frame.groupby("outcome"):
        steps = block["place"].diff().dropna()
        changes = block["verdict"].ne(block["verdict"].shift()).iloc[1:]
        assert list(steps) == [2 if change else 1 for change in changes]
        assert changes.sum() == block["verdict"].nunique() - 1
