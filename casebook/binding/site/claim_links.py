"""Claims on the pages: folded cards, chips in running text, the strip at a chapter's head.

What shows when a reader points at a claim's number is one file for the whole site, a script of
data: a page opened from a folder may load it, which it may not do with JSON.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import lxml.html
from lxml import etree
from lxml.html import HtmlElement
from lxml.html.builder import E

from casebook.reasoning.claims import Verdict
from casebook.telling.chips import verdict_class
from casebook.telling.findings import Finding
from casebook.telling.wording import capitalised, first_sentence

DATA = "claim_data.js"
_WORD = re.compile(r"\w+")
_PER_MINUTE = 230
"""Words that a reader is taken to read in a minute."""

_NOT_READ = "pre | .//table | .//script | .//*[contains(@class, 'claim-card')]"


def chip(verdict: Verdict, confidence: str) -> HtmlElement:
    """Return a verdict as the chip that chapters show, here as HTML."""
    told = E.span(str(verdict), {"class": f"chip {verdict_class(verdict)} confidence-{confidence}"})
    told.append(E.span(f", confidence {confidence}", {"class": "sure"}))
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


def head_strip(article: HtmlElement, findings: Iterable[Finding], reaches: str) -> None:
    """Say under a chapter's title how long it is, what it tests, how that came out and until when.

    ``reaches`` is the last day of its evidence in words, if it has one.
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
        strip.append(E.span(f"Newest evidence: {reaches}"))
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
            "page": f"{finding.chapter}.html",
            "quote": finding.claim.key_phrase,
            "says": f"{finding.claim.paraphrase}.",
            "verdict": str(finding.now.verdict),
            "confidence": finding.now.confidence,
            "why": first_sentence(finding.now.summary),
        }
        for finding in findings
    }
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    (static / DATA).write_text(f"window.claimData={text};\n", encoding="utf-8")
