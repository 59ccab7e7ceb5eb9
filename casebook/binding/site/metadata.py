"""What machines read of a page: description, Open Graph, schema.org, sitemap."""

from __future__ import annotations

import json
import textwrap
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import lxml.html
from lxml.html import HtmlElement
from lxml.html.builder import E
from sphinx.application import Sphinx
from sphinx.config import Config

from casebook.binding.notebooks.findings import book_findings
from casebook.binding.publish.corrections_feed import FEED
from casebook.binding.publish.findings import LICENCE
from casebook.data.dates import in_words
from casebook.reasoning.claims import MEANINGS, Verdict
from casebook.reasoning.evidence import Evidence, read_evidence
from casebook.telling.findings import Finding, newest_day

RATINGS: Mapping[Verdict, int] = {
    Verdict.SUPPORTED: 5,
    Verdict.MOSTLY_SUPPORTED: 4,
    Verdict.EVIDENCE_FOR: 4,
    Verdict.MIXED: 3,
    Verdict.MISLEADING: 2,
    Verdict.EVIDENCE_AGAINST: 2,
    Verdict.CONTRADICTED: 1,
}
"""The verdicts on ClaimReview's scale from 1 to 5; the undecided ones have no place on it."""

_SAID = 32
"""So much of a claim names a link of a drawing; its pop-over has it whole."""

_LONGEST = 200


def _short(text: str) -> str:
    """Return the start of a text, cut between words."""
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else text[:_LONGEST].rsplit(" ", 1)[0] + " …"


def claim_review(
    finding: Finding,
    subject: Mapping[str, Any],
    page: str,
    when: str,
    author: str,
    appearance: str = "",
) -> dict[str, Any] | None:
    """Return a claim's verdict as a schema.org ClaimReview; nothing where there is no verdict.

    ``subject`` is the argument that makes the claim, as the descriptor names it; ``appearance`` the
    address where it stands.
    """
    claim, now = finding.claim, finding.now
    if now.verdict == Verdict.VALUES:
        return None
    rating: dict[str, Any] = {
        "@type": "Rating",
        "alternateName": str(now.verdict),
        "ratingExplanation": MEANINGS[now.verdict],
    }
    if now.verdict in RATINGS:
        rating |= {"ratingValue": RATINGS[now.verdict], "bestRating": 5, "worstRating": 1}
    return {
        "@type": "ClaimReview",
        "url": f"{page}#{claim.anchor}",
        "claimReviewed": claim.paraphrase,
        "author": {"@type": "Organization", "name": author},
        "datePublished": when,
        "reviewBody": now.summary,
        "itemReviewed": {
            "@type": "Claim",
            "author": [{"@type": "Person", "name": name} for name in subject["authors"]],
            "datePublished": subject["published"],
            **({"appearance": {"@type": "CreativeWork", "url": appearance}} if appearance else {}),
        },
        "reviewRating": rating,
    }


def as_script(record: object) -> HtmlElement:
    """Return JSON-LD as an element that nothing in its text can end early."""
    script = lxml.html.Element("script", type="application/ld+json")
    script.text = json.dumps(record, ensure_ascii=False).replace("<", "\\u003c")
    return script


class Metadata:
    """Adds to each page what machines read of it; the verdicts are found once for all pages."""

    def __init__(self, config: Config, root: Path) -> None:
        self._config = config
        self._evidence: Evidence = read_evidence()
        self._by_chapter: dict[str, list[Finding]] = defaultdict(list)
        self.by_anchor: dict[str, Finding] = {}
        self.claims: dict[str, str] = {}
        """Each claim and its verdict in words, by the anchor of its card."""
        for finding in book_findings(root).values():
            claim, verdict = finding.claim, finding.now.verdict.capitalize()
            says = textwrap.shorten(claim.paraphrase, _SAID, placeholder=" …")
            self.claims[claim.anchor] = f"{claim.id}: {says}. {verdict}."
            self._by_chapter[f"chapters/{finding.chapter}"].append(finding)
            self.by_anchor[claim.anchor] = finding

    def of_page(self, page: str) -> list[Finding]:
        """Return the findings of the claims that a page argues, perhaps none."""
        return self._by_chapter.get(page, [])

    def newest(self, page: str) -> str:
        """Return the newest day of the rows that a page's verdicts rest on, in words, if any."""
        day = newest_day(self._evidence, self.of_page(page))
        return in_words(day) if day else ""

    def add(self, tree: HtmlElement, page: str) -> None:
        """Add description, Open Graph and schema.org records to the head of a page."""
        head, config = tree.find("head"), self._config
        paragraphs = tree.xpath("//article//section/p[not(@class)]")
        words = paragraphs[0].text_content() if paragraphs else config.html_title
        url = urljoin(config.html_baseurl, f"{page}.html") if config.html_baseurl else ""
        self._name_on_paper(tree, page, url)
        title = tree.find(".//title")
        if page == config.root_doc:  # the theme says the book's title twice
            title.text = config.html_title
        for key, name, value in (
            ("name", "description", _short(words)),
            ("property", "og:type", "website" if page == config.root_doc else "article"),
            ("property", "og:title", title.text),
            ("property", "og:description", _short(words)),
            ("property", "og:site_name", config.html_title),
            *([("property", "og:url", url)] if url else []),
            *self._card(tree, url),
        ):
            for old in head.xpath(f"meta[@{key}='{name}']"):
                old.drop_tree()
            head.append(lxml.html.Element("meta", {key: name, "content": value}))
        if url and page == config.casebook_pages.get("data"):
            feed = {"rel": "alternate", "type": "application/atom+xml", "title": "Corrections"}
            address = urljoin(config.html_baseurl, FEED)
            head.append(lxml.html.Element("link", {**feed, "href": address}))
        if records := self._records(page, url or f"{page.rpartition('/')[2]}.html"):
            head.append(as_script({"@context": "https://schema.org", "@graph": records}))

    def _name_on_paper(self, tree: HtmlElement, page: str, url: str) -> None:
        """Say under a title what a sheet of paper has to: the book, and its address if known."""
        book = self._config.html_title if page != self._config.root_doc else ""
        if told := " · ".join(filter(None, (book, url))):
            for heading in tree.xpath("//article//h1")[:1]:
                heading.addnext(E.p(told, {"class": "on-paper"}))

    def _card(self, tree: HtmlElement, url: str) -> list[tuple[str, str, str]]:
        """Return what is shown where a page is shared: its first chart, which needs an address."""
        charts = tree.xpath("//article//figure[@data-chart]")
        if not url or not charts:
            return [("name", "twitter:card", "summary")]
        # What is shared is shown as pixels: each chart is published as these, too.
        name, told = charts[0].get("data-chart"), charts[0].xpath(".//svg/@aria-label")
        image = urljoin(self._config.html_baseurl, f"figures/{name}.png")
        return [
            ("name", "twitter:card", "summary_large_image"),
            ("property", "og:image", image),
            ("property", "og:image:alt", _short("".join(told[:1]))),
        ]

    def _records(self, page: str, url: str) -> list[dict[str, Any]]:
        config, when = self._config, self._evidence.as_of.isoformat()
        common = {
            "name": config.html_title,
            "url": url,
            "author": {"@type": "Organization", "name": config.author},
            "datePublished": when,
            "license": LICENCE,
            "inLanguage": config.language,
        }
        if page == config.root_doc:
            return [{"@type": "Report", **common}]
        if page == config.casebook_pages.get("data"):
            descriptor = self._evidence.package.descriptor
            file = urljoin(url, "../data/datapackage.json")
            return [
                {
                    "@type": "Dataset",
                    **common,
                    "name": descriptor["title"],
                    "description": descriptor["description"],
                    "creator": common["author"],
                    "distribution": {
                        "@type": "DataDownload",
                        "encodingFormat": "application/json",
                        "contentUrl": file,
                    },
                }
            ]
        subject = self._evidence.package.descriptor["casebook:subject"]
        source = self._evidence.package.sources.loc[subject["source"]]
        appearance = source["url"] if isinstance(source["url"], str) else ""
        reviews = (
            claim_review(finding, subject, url, when, config.author, appearance)
            for finding in self._by_chapter[page]
        )
        return [review for review in reviews if review]


def write_sitemap(app: Sphinx, exception: Exception | None) -> None:
    """Write ``sitemap.xml`` where the book knows its address."""
    if exception or app.builder.name != "html" or not app.config.html_baseurl:
        return
    pages = "".join(
        f"<url><loc>{urljoin(app.config.html_baseurl, page)}.html</loc></url>"
        for page in sorted(app.env.found_docs)
    )
    Path(app.outdir, "sitemap.xml").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{pages}</urlset>\n',
        encoding="utf-8",
    )
