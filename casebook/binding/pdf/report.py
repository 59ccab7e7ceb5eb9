"""The book as one tagged PDF.

Every page is rendered as for the site, so that numbers, outputs and references are the same in
both; the pages are then joined into one document, which Typst typesets.
"""

from __future__ import annotations

import os
import posixpath
import time
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import lxml.html
from docutils.io import StringOutput
from lxml import etree
from lxml.html import HtmlElement
from lxml.html.builder import E
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.builders.singlehtml import SingleFileHTMLBuilder
from sphinx.errors import ExtensionError
from sphinx.util import logging

from casebook.binding.notebooks.findings import book_findings
from casebook.binding.pdf.cards import printed_card
from casebook.binding.pdf.first_pages import (
    COVER_FIELDS,
    citation_of,
    contents,
    cover,
    second_page,
)
from casebook.binding.pdf.kept_pages import KeptPages, PrintedPage
from casebook.binding.pdf.paper import as_chapter, lower_headings, tie_links
from casebook.binding.pdf.sources import shorten_sources
from casebook.binding.progress import say
from casebook.binding.site.claim_links import fill_chips
from casebook.data.sources import author

logger = logging.getLogger(__name__)

_PAGE = "page:"
_SUMMARY = "Summary"


class ReportBuilder(SingleFileHTMLBuilder):
    """Writes ``report.pdf``, and the ``report.xml`` it was typeset from, to the output folder.

    Raises
    ------
    ExtensionError
        On start, if ``report_cover`` has a field that no cover shows; at the end, if the document
        cannot be typeset (says why).
    """

    name = "report"
    epilog = "The report is %(outdir)s/report.pdf."
    search = False

    def init(self) -> None:
        """Check the settings before anything is read or run."""
        if unknown := sorted(set(self.config.report_cover) - set(COVER_FIELDS)):
            raise ExtensionError(f"report_cover has unknown fields: {', '.join(unknown)}")
        super().init()

    def get_theme_config(self) -> tuple[str, dict[str, str | int | bool]]:
        """Return the bare theme; a changed ``html_theme`` would spoil the site's own build."""
        return "basic", {}

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """Return an address that tells links between pages from all others."""
        return f"{_PAGE}{docname}"

    def write(self, *_: Any) -> None:
        """Assemble the book and typeset it."""
        from casebook.binding.pdf.typeset import typeset  # brings Typst, which only this form needs

        self.prepare_writing(set(self.env.found_docs))
        self._shown = {}
        attached = self._attached()
        document = self._assemble(has_attachments=bool(attached))
        self.images = self._shown
        self.copy_image_files()

        target = Path(self.outdir, "report.pdf")
        when = datetime.fromtimestamp(float(os.environ.get("SOURCE_DATE_EPOCH", time.time())), UTC)
        pages = typeset(document, target, attached, when)
        say(f"report: {pages} pages, {target.stat().st_size:,} bytes")

    def _attached(self) -> dict[Path, str]:
        """Return the files to attach and what each is, in the order of their names."""
        listed = {Path(self.srcdir, path): what for path, what in self.config.report_attachments}
        for path in [path for path in listed if not path.is_file()]:
            logger.warning("report: no file to attach at %s", path, type="report")
            del listed[path]
        return dict(sorted(listed.items(), key=lambda file: file[0].name))

    def finish(self) -> None:
        """Copy no site assets: the report stands alone."""
        # Extensions put theirs here when the build ends, and fail if they cannot.
        Path(self.outdir, "_static").mkdir(exist_ok=True)

    def _assemble(self, *, has_attachments: bool) -> str:
        """Return the whole book as one document, well-formed XML of HTML's elements."""
        config, root = self.config, self.config.root_doc
        found = book_findings(Path(self.srcdir)).values()
        self._findings = {finding.claim.anchor: finding for finding in found}
        domain = self.env.get_domain("cite")
        self._citations = {citation.key: citation for citation in domain.citations}
        cards = {name: printed_card(f, self._source, 1) for name, f in self._findings.items()}
        printed = {name: etree.tostring(card, encoding="unicode") for name, card in cards.items()}
        self._kept = KeptPages(self.app, found, printed)
        parts: list[tuple[str, list[HtmlElement]]] = [("", [_as_summary(self._page(root))])]
        for toctree in self.env.get_doctree(root).findall(addnodes.toctree):
            docnames = [name for _, entry in toctree["entries"] for name in self._below(entry)]
            parts.append((toctree.get("caption") or "", [self._page(name) for name in docnames]))
        fields = {"title": config.html_title, "author": config.author, **config.report_cover}
        citation = citation_of(Path(self.srcdir))
        book = E.html(
            E.head(
                E.title(fields["title"]),
                E.meta(name="author", content=fields["author"]),
            ),
            E.body(
                cover(fields, self._findings.values(), citation),
                second_page(fields.get("imprint", ()), citation, config.html_baseurl),
                contents(parts, has_attachments),
                *(_part(caption, pages) for caption, pages in parts),
            ),
            lang=config.language,
        )
        for name in tie_links(book):
            logger.warning("report: a link leads nowhere: %s", name, type="report")
        return etree.tostring(book, encoding="unicode")

    def _below(self, docname: str) -> Iterator[str]:
        """Yield an entry of the table of contents and those below it; nothing for a URL."""
        if docname in self.env.found_docs:
            yield docname
            for child in self.env.toctree_includes.get(docname, ()):
                yield from self._below(child)

    def _page(self, docname: str) -> HtmlElement:
        """Return one page made fit for print, as an earlier build kept it or made anew."""
        page = self._kept.page(docname, partial(self._printed, docname))
        self._shown.update(page.images)
        return etree.fromstring(page.text, lxml.html.XHTMLParser(huge_tree=True))

    def _printed(self, docname: str) -> PrintedPage:
        """Make one page fit for print from what it is on the site, with ids unique in the book."""
        # Notebook outputs are chosen by the builder's name.
        self.name = "html"
        try:
            doctree = self.env.get_and_resolve_doctree(docname, self)
        finally:
            self.name = ReportBuilder.name
        doctree.settings = self.docsettings
        self.secnumbers = self.env.toc_secnumbers.get(docname, {})
        self.fignumbers = self.env.toc_fignumbers.get(docname, {})
        self.images = {}
        self.imgpath = self.imagedir
        self.dlpath = urljoin(self.config.html_baseurl, "_downloads")
        self.current_docname = docname
        self.post_process_images(doctree)
        self.docwriter.write(doctree, StringOutput(encoding="unicode"))
        self.docwriter.assemble_parts()
        fragment, parser = self.docwriter.parts["fragment"], lxml.html.HTMLParser(huge_tree=True)
        page = lxml.html.fragment_fromstring(fragment, create_parent="div", parser=parser)

        fill_chips(page, self._findings)
        for card in page.find_class("claim-card"):
            finding = self._findings[card.get("id")]
            rank = len(list(card.iterancestors("section"))) + 1
            card.getparent().replace(card, printed_card(finding, self._source, rank))
        address = urljoin(self.config.html_baseurl, f"{docname}.html")
        as_chapter(page, docname, address if self.config.html_baseurl else "")
        shorten_sources(page)
        if self.config.bibtex_reference_style == "author_year":  # no text shows a source's number
            for label in page.xpath(".//*[@role='doc-biblioentry']/*[@class='label']"):
                label.drop_tree()
        for link in page.xpath(".//a[@href]"):
            self._redirect(link, docname)
        return PrintedPage(etree.tostring(page, encoding="unicode"), self.images)

    def _source(self, key: str) -> tuple[str, str, str] | None:
        """Return a source's author, year and address within the book, if it is in the list."""
        citation = self._citations.get(key)
        if citation is None:
            return None
        name, year = author(citation.entry), citation.entry.fields.get("year", "undated")
        place = f"{_PAGE}{citation.bibliography_key.docname}#{citation.citation_id}"
        return name or citation.entry.fields["title"], year, place

    def _redirect(self, link: HtmlElement, docname: str) -> None:
        """Lead a link of a page to its place in the book, else to the site, else nowhere."""
        path, _, anchor = link.get("href").partition("#")
        if path.startswith(_PAGE):
            path = path.removeprefix(_PAGE)
        elif urlsplit(path).scheme:
            return
        elif path:
            path = posixpath.normpath(posixpath.join(posixpath.dirname(docname), path))
        target = path.removesuffix(".html") or docname
        if target in self.env.found_docs:
            link.set("href", f"#{target}:{anchor}" if anchor else f"#{target}")
        elif self.config.html_baseurl:
            link.set("href", urljoin(self.config.html_baseurl, path))
        else:
            link.tag = "span"
            del link.attrib["href"]


def _as_summary(page: HtmlElement) -> HtmlElement:
    """Return the first page as the summary: the cover has told its title."""
    page.classes.add("summary")
    title = page.find(".//h1")
    title.text = _SUMMARY
    title.set("class", "summary-title")
    for figure in page.iter("figure"):
        figure.classes.add("in-place")
    return page


def _part(caption: str, pages: Iterable[HtmlElement]) -> HtmlElement:
    """Return a part of the book; below a part's title every heading sinks by one level."""
    part = E.div({"class": "part"})
    if caption:
        part.set("title", caption)
        part.append(E.h1({"class": "part-title"}, caption))
        for page in pages:
            lower_headings(page)
    part.extend(pages)
    return part


def setup(app: Sphinx) -> None:
    """Register the builder and what it can be told."""
    app.add_builder(ReportBuilder)
    app.add_config_value("report_cover", {}, "", dict)
    app.add_config_value("report_attachments", [], "", (list, tuple))
