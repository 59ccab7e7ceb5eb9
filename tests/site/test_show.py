"""What is brought into a page: text of the data is shown as typed, in both forms."""

import html
from dataclasses import replace

import lxml.html
import pandas as pd
import pytest
from markdown_it import MarkdownIt
from myst_parser.parsers.options import options_to_items

from casebook import find_in
from casebook.reasoning.claims import Verdict
from casebook.reasoning.evidence import NotInEvidence
from casebook.telling import show
from casebook.telling.chips import chip
from casebook.telling.drawing.pictures import Table
from casebook.telling.markup import plain
from casebook.telling.wording import capitalised, in_short
from chapters.membership.charts import chart_by_year

NASTY = [
    "{cite}`nobody`",
    "<script>alert(1)</script>",
    "a | b",
    "``` code",
    "**bold** _it_ [x](y) ![z](w)",
    "# no heading",
    "$x$ % {{ y }} \\n",
    "line\nbreak",
]


def shown(markdown: str) -> str:
    """Return the text that Markdown shows, and fail on any markup in it."""
    (paragraph,) = lxml.html.fragments_fromstring(MarkdownIt().render(markdown))
    assert (paragraph.tag, len(paragraph)) == ("p", 0)
    return paragraph.text


@pytest.mark.parametrize("text", NASTY)
def test_plain_text_shows_as_typed_and_is_no_markup(text):
    assert shown(plain(text)) == text.replace("\n", " ")
    assert "{" not in plain(text).replace("\\{", "")


def test_a_table_keeps_nasty_cells_in_their_cells():
    frame = pd.DataFrame({"a|b": NASTY, "<i>": [None] * len(NASTY)})
    block = show.table(lambda _: Table("made", frame, "Cap `x` {y}"), None)
    lines = block.markdown.splitlines()[3:-1]
    body = MarkdownIt().enable("table").render("\n".join(lines))
    (table,) = lxml.html.fragments_fromstring(body)
    cells = [cell.text_content() for cell in table.iter("td")]
    assert cells[::2] == [text.replace("\n", " ") for text in NASTY]
    assert set(cells[1::2]) == {"—"}
    assert table.xpath("//script | //i | //a | //code") == []
    assert lxml.html.fromstring(block.html).xpath("//script | //i") == []


def test_numbers_are_glued_and_listed(monkeypatch):
    glued = []
    monkeypatch.setattr(show, "put_out", lambda data, metadata, raw: glued.append((data, metadata)))
    block = show.numbers({"many": 1234567, "text": "<b>x</b>"})
    assert [list(data.values()) for data, _ in glued] == [["'1,234,567'"], ["'<b>x</b>'"]]
    assert [metadata["scrapbook"]["name"] for _, metadata in glued] == ["many", "text"]
    assert "<b>x" not in block.html
    assert "1,234,567" in block.html


def test_a_claim_card_escapes_what_the_data_says(evidence):
    finding = find_in("membership", evidence)["C06"]
    nasty = replace(
        finding,
        claim=replace(finding.claim, key_phrase=NASTY[1], paraphrase=NASTY[0]),
        now=replace(finding.now, summary=NASTY[2], best_for=NASTY[3]),
    )
    block = show.claim_card(nasty)
    assert ":name: claim-c06" in block.markdown
    assert all(plain(text) in block.markdown for text in NASTY[:4])
    assert "{cite}`nobody`" not in block.markdown
    assert "<script>" not in block.markdown.replace("\\<script\\>", "") + block.html
    assert nasty.now.verdict in block.html


def test_a_claim_card_prints_the_rule_and_marks_the_rung_that_was_met(evidence):
    finding = find_in("membership", evidence)["C06"]
    block = show.claim_card(finding)
    lines = [line for line in block.markdown.splitlines() if line.startswith("1. ")]
    shown_rungs = lxml.html.fromstring(f"<div>{block.html}</div>").xpath("//ol/li")
    assert len(lines) == len(shown_rungs) == len(finding.now.rungs)
    for rung, line, item in zip(finding.now.rungs, lines, shown_rungs, strict=True):
        said = f"{capitalised(rung.verdict)}: {rung.takes.rstrip('.')}."
        assert plain(said) in line
        assert ("← met" in line, "← met" in item.text_content()) == (rung.met, rung.met)
        assert said in item.text_content()
    assert [rung.verdict for rung in finding.now.rungs if rung.met] == [finding.now.verdict]
    assert plain(finding.asks) in block.markdown
    for test in (finding.claim.would_confirm, finding.claim.would_refute):
        assert plain(test.rstrip(".")) in block.markdown


def test_a_departure_from_the_test_set_before_is_told_on_the_card(evidence):
    finding = find_in("membership", evidence)["C06"]
    departing = replace(
        finding, departs="It is milder. The list is short.", departure_helps="the claim"
    )
    keeping = replace(finding, departs="")
    told = (
        "The rule departs from it. It is milder. The list is short. This can help only the claim."
    )
    assert plain(told) in show.claim_card(departing).markdown
    assert told in show.claim_card(departing).html
    assert "The rule departs" not in show.claim_card(keeping).html


def test_told_findings_say_claim_verdict_confidence_and_reason(evidence):
    finding = find_in("membership", evidence)["C06"]
    then = finding.at_publication
    then = replace(then, ruling=replace(then.ruling, verdict=Verdict.SUPPORTED))
    nasty = replace(finding, claim=replace(finding.claim, paraphrase=NASTY[1]), at_publication=then)
    block = show.told_findings([finding, nasty], "The op-ed")
    assert finding.now.verdict == Verdict.MISLEADING
    assert block.html.count("Misleading, confidence high") == 1
    assert block.markdown.count(chip("misleading", "high", leads=True)) == 2
    assert block.markdown.count("When published: supported.") == 1
    assert html.unescape(block.html).count(in_short(finding.now.summary)) == 2
    assert "Misleading (when published: supported), confidence high" in block.html
    assert f"*{plain(finding.claim.paraphrase)}* ([C06](#claim-c06))" in block.markdown
    assert plain(NASTY[1]) in block.markdown
    assert NASTY[1] not in block.html


def test_a_picture_gives_both_forms_and_its_files(evidence, monkeypatch, tmp_path):
    monkeypatch.setenv("CASEBOOK_FIGURES", str(tmp_path))
    chart = replace(chart_by_year(evidence), caption=NASTY[0], alt=f"5% 'x' \"y\" {NASTY[1]}")
    block = show.picture(lambda _: chart, evidence)
    assert {f.suffix for f in tmp_path.iterdir() if f.is_file()} == {".svg", ".png", ".csv"}
    assert sorted(f.suffix for f in (tmp_path / "screen").iterdir()) == [".json", ".svg", ".svg"]
    (alt,) = [li for li in block.markdown.splitlines() if li.startswith(":alt:")]
    ((_, told),) = options_to_items(alt[1:])[0]
    assert told == f"{chart.title}. {chart.alt}"
    assert "{cite}`nobody`" not in block.markdown
    image = lxml.html.fromstring(block.html).xpath("//img")[0]
    assert image.get("alt") == chart.alt
    assert lxml.html.fromstring(block.html).xpath("//script") == []


def test_a_block_offers_markdown_to_the_book_and_html_to_jupyter():
    bundle = show.Block("m", "h")._repr_mimebundle_()
    assert bundle == {"text/markdown": "m", "text/html": "h", "text/plain": ""}


def test_a_picture_without_its_rows_is_a_note_unless_the_evidence_is_whole(evidence):
    def lacking(_):
        raise NotInEvidence("table arms has no accepted row with id = A1")

    note = show.picture(lacking, evidence.narrowed(grades=frozenset({"primary"})))
    assert "A1" in note.markdown
    assert "A1" in note.html
    with pytest.raises(NotInEvidence):
        show.picture(lacking, evidence)
