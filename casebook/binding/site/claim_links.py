"""Claims on the pages: folded cards, chips in running text, the strip at a chapter's head.

What shows when a reader points at a claim's number is one file for the whole site, a script of
data: a page opened from a folder may load it, which it may not do with JSON.
"""

from __future__ import annotations

import json
import posixpath
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

import lxml.html
from lxml import etree
from lxml.html import HtmlElement
from lxml.html.builder import E

from casebook.reasoning.claims import Verdict
from casebook.telling.chips import chip_classes, sureness, verdict_class
from casebook.telling.findings import Finding
from casebook.telling.show_claims import rows_named
from casebook.telling.wording import capitalised, first_sentence

DATA = "claim_data.js"
_WORD = re.compile(r"\w+")
_PER_MINUTE = 230
"""Words that a reader is taken to read in a minute."""

_LINKABLE = (
    ".//text()[not(ancestor::a or ancestor::pre or ancestor::code or ancestor::script "
    "or ancestor::svg or ancestor::summary or ancestor::button or ancestor::h1 or ancestor::h2 "
    "or ancestor::h3)]"
)
"""The text in which a claim's number can become a link to its card."""

_NOT_READ = "pre | .//table | .//script | .//*[contains(@class, 'claim-card')]"


def chip(verdict: Verdict, confidence: str) -> HtmlElement:
    """Return a verdict as the chip that chapters show, here as HTML."""
    told = E.span(str(verdict), {"class": " ".join(chip_classes(verdict, confidence))})
    if confidence:
        told.append(E.span(sureness(confidence), {"class": "sure"}))
    return told


def fill_chips(tree: HtmlElement, findings: Mapping[str, Finding]) -> None:
    """Put the verdict after each link to a claim that asks for it by the class ``verdict``.

    ``findings`` are given by the anchors of their cards.
    """
    asked = "contains(concat(' ', normalize-space(@class), ' '), ' verdict ')"
    for link in tree.xpath(f"//a[contains(@href, 'claim-')][ancestor-or-self::*[{asked}]]"):
        finding = findings.get(f"claim-{link.get('href').rpartition('claim-')[2]}")
        if finding is not None:
            told = chip(finding.now.verdict, finding.now.confidence)
            told.tail, link.tail = link.tail, "\u00a0"
            link.addnext(told)


def fold_cards(article: HtmlElement) -> None:
    """Make each card unfold: its title and first paragraph stay in sight.

    They stand open in the page, for readers without JavaScript and for print; the site's script
    closes them.
    """
    for card in article.find_class("claim-card"):
        title, head, *rest = card
        words = E.span(*_inside(title), {"class": "claim-quote"})
        summary = E.summary(words, E.span(*_inside(head), {"class": "claim-head"}))
        body = E.div(*rest, {"class": "claim-body"})
        for box in body.xpath(".//div[contains(@class, 'docutils container')]"):
            box.set("class", box.get("class").replace(" docutils container", ""))
        for evidence in body.find_class("claim-evidence"):
            _fold(evidence)
        card[:] = [summary, body]
        card.text, card.tag = None, "details"
        card.classes.discard("admonition")
        card.set("open", "")


def _inside(element: HtmlElement) -> list[Any]:
    """Return what stands inside an element, the words before its first child first."""
    return [element.text or "", *element]


def _fold(evidence: HtmlElement) -> None:
    """Fold a box whose first words in bold are its title."""
    paragraph = evidence[0]
    label = paragraph.find("strong")
    words = label.text_content().rstrip(". ")
    label.drop_tree()
    evidence.insert(0, E.summary(words))
    evidence.tag = "details"
    evidence.set("open", "")


def lead_on(
    article: HtmlElement,
    page: str,
    findings: Mapping[str, Finding],
    drawn: Mapping[str, Collection[tuple[str, str]]],
    labels: Mapping[str, tuple[str, str]],
) -> None:
    """End each card with links to its paragraph and to the page's charts of the same rows.

    Parameters
    ----------
    article
        A page whose cards fold.
    page
        Its name, as in the table of contents.
    findings
        What was found, by the anchors of the cards.
    drawn
        The rows (table and key) that each chart of the page draws, by the id of its figure.
    labels
        The page and the id of everything in the book that has a name.
    """
    for card in article.find_class("claim-card"):
        finding = findings[card.get("id")]
        for rows in card.find_class("rests-on"):
            _link_rows(rows, page, finding, labels)
        line, paragraph = E.p({"class": "claim-links"}), f"paragraph-{finding.claim.paragraph}"
        if paragraph in labels:
            words = f"Paragraph {finding.claim.paragraph} with all its claims"
            line.append(E.a(words, href=address(page, *labels[paragraph])))
        rests_on = {(rows.table, row.key) for rows in finding.now.rests_on for row in rows.rows}
        same = [figure for figure, rows in drawn.items() if not rests_on.isdisjoint(rows)]
        if same:
            charts = E.span("Charts with rows that the verdict rests on: ")
            for figure in same:
                chart = article.get_element_by_id(figure)
                named = chart.find_class("caption-number") or chart.find_class("chart-title")
                words = named[0].text_content().strip().replace(" ", "\u00a0")
                charts.append(E.a(words, href=f"#{figure}"))
                charts[-1].tail = ", " if figure != same[-1] else None
            line.append(charts)
        if len(line):
            card.find_class("claim-body")[0].append(line)


def _link_rows(
    line: HtmlElement, page: str, finding: Finding, labels: Mapping[str, tuple[str, str]]
) -> None:
    """Make each row that a card names a link to what the book says of its table.

    ``data-row`` says which row it is, for the live edition, where it leads to the row itself.
    """
    tables = rows_named(finding.now.rests_on)
    if not tables or any(f"table-{table}" not in labels for table in tables):
        return
    line.text, line[:] = "", []
    for table, named in tables.items():
        line.append(E.span(f"{'; ' if len(line) else ''}{table} ("))
        about = address(page, *labels[f"table-{table}"])
        for words, key in named:
            line.append(E.a(words, {"href": about, "data-row": quote(f"{table}/{key}")}))
            line[-1].tail = ", "
        line[-1].tail = ")"
    line[-1].tail += "."


def address(page: str, target: str, anchor: str) -> str:
    """Return the address of an anchor on a page as another page, or the same, has to write it."""
    if page == target:
        return f"#{anchor}"
    return posixpath.relpath(f"{target}.html", posixpath.dirname(page) or ".") + f"#{anchor}"


def link_numbers(article: HtmlElement, page: str, findings: Mapping[str, Finding]) -> None:
    """Make each claim's number in running text a link to its card, on its own card excepted."""
    ids = {finding.claim.id: finding for finding in findings.values()}
    if not ids:
        return
    number = re.compile(rf"\b({'|'.join(map(re.escape, ids))})\b")
    for text in article.xpath(_LINKABLE):
        before, *rest = number.split(text)
        if not rest:
            continue
        links = []
        for claim_id, after in zip(rest[::2], rest[1::2], strict=True):
            finding = ids[claim_id]
            target = address(page, f"chapters/{finding.chapter}", finding.claim.anchor)
            links.append(E.a(claim_id, href=target))
            links[-1].tail = after
        parent = text.getparent()
        if text.is_tail:
            parent.tail = before
            for link in reversed(links):
                parent.addnext(link)
        else:
            parent.text = before
            parent[:0] = links


def head_strip(article: HtmlElement, findings: Iterable[Finding], reaches: str) -> None:
    """Say under a chapter's title how long it is, what it tests, how that came out and until when.

    ``reaches`` is the newest day of what its verdicts rest on, in words, if it has one.
    """
    found = list(findings)
    if not found:
        return
    words = len(_WORD.findall(article.text_content())) - sum(
        len(_WORD.findall(part.text_content())) for part in article.xpath(f".//{_NOT_READ}")
    )
    minutes = max(1, round(words / _PER_MINUTE))
    strip = E.div(
        E.span(f"{minutes} min to read"),
        E.span(f"{len(found)} claim{'s' if len(found) > 1 else ''} tested"),
        {"class": "chapter-strip"},
    )
    strip.append(_bar([finding.now.verdict for finding in found]))
    if reaches:
        strip.append(E.span(f"Evidence to {reaches}"))
    article.find(".//h1").addnext(strip)


def _bar(verdicts: Iterable[Verdict]) -> HtmlElement:
    """Return verdicts as one small bar, in the order of the scale."""
    counts = Counter(verdicts)
    told = ", ".join(f"{counts[verdict]} {verdict}" for verdict in Verdict if counts[verdict])
    bar = lxml.html.Element("svg", {"class": "verdict-bar", "role": "img", "aria-label": told})
    bar.set("viewBox", f"0 0 {sum(counts.values())} 1")
    bar.set("preserveAspectRatio", "none")
    etree.SubElement(bar, "title").text = capitalised(told)
    left = 0
    for verdict in (verdict for verdict in Verdict if counts[verdict]):
        place = {"x": str(left), "y": "0", "width": str(counts[verdict]), "height": "1"}
        etree.SubElement(bar, "rect", {"class": verdict_class(verdict), **place})
        left += counts[verdict]
    return bar


def write_claim_data(static: Path, findings: Iterable[Finding]) -> None:
    """Write what shows beside a claim's number, for all claims, by the anchors of their cards."""
    told = {
        finding.claim.anchor: {
            "id": finding.claim.id,
            "says": f"{finding.claim.paraphrase}.",
            "verdict": str(finding.now.verdict),
            "confidence": finding.now.confidence,
            "why": first_sentence(finding.now.summary),
        }
        for finding in findings
    }
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    (static / DATA).write_text(f"window.claimData={text};\n", encoding="utf-8")
