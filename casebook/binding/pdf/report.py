"""The book as one tagged PDF.

Every page is rendered as for the site, so that numbers, outputs and references are the same in
both; the pages are then joined into one document, which Typst typesets.
"""

from __future__ import annotations

import os
import posixpath
import re
import time
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
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
from casebook.binding.pdf.appendix import gather_claims
from casebook.binding.pdf.paper import as_chapter, lower_headings, tie_links
from casebook.binding.progress import say
from casebook.binding.site.claim_links import fill_chips

logger = logging.getLogger(__name__)

COVER_FIELDS = ("kicker", "title", "subtitle", "author", "date", "imprint")

_PAGE = "page:"
_WHERE_THE_CODE_IS = (
    "The code is left out of this print. It is in the notebooks, one for each chapter, which are "
    "attached to this file together with the data."
)


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
        attached = self._attached()
        document = self._assemble(has_attachments=bool(attached))
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
        parts: list[tuple[str, list[HtmlElement]]] = [("", [self._page(root)])]
        for toctree in self.env.get_doctree(root).findall(addnodes.toctree):
            docnames = [name for _, entry in toctree["entries"] for name in self._below(entry)]
            parts.append((toctree.get("caption") or "", [self._page(name) for name in docnames]))
        claims = gather_claims(page for _, pages in parts for page in pages)
        if claims is not None:
            parts[-1][1].insert(0, claims)
        cover = {"title": config.html_title, "author": config.author, **config.report_cover}
        book = E.html(
            E.head(
                E.title(cover["title"]),
                E.meta(name="author", content=cover["author"]),
            ),
            E.body(
                _cover(cover),
                _imprint(cover.get("imprint", ())),
                _contents(parts, has_attachments),
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
        """Return one page as on the site, made fit for print, with ids unique in the book."""
        # Notebook outputs are chosen by the builder's name.
        self.name = "html"
        try:
            doctree = self.env.get_and_resolve_doctree(docname, self)
        finally:
            self.name = ReportBuilder.name
        doctree.settings = self.docsettings
        self.secnumbers = self.env.toc_secnumbers.get(docname, {})
        self.fignumbers = self.env.toc_fignumbers.get(docname, {})
        self.imgpath = self.imagedir
        self.dlpath = urljoin(self.config.html_baseurl, "_downloads")
        self.current_docname = docname
        self.post_process_images(doctree)
        self.docwriter.write(doctree, StringOutput(encoding="unicode"))
        self.docwriter.assemble_parts()
        fragment, parser = self.docwriter.parts["fragment"], lxml.html.HTMLParser(huge_tree=True)
        page = lxml.html.fragment_fromstring(fragment, create_parent="div", parser=parser)

        fill_chips(page, self._findings)
        as_chapter(page, docname)
        if self.config.bibtex_reference_style == "author_year":  # no text shows a source's number
            for label in page.xpath(".//*[@role='doc-biblioentry']/*[@class='label']"):
                label.drop_tree()
        for link in page.xpath(".//a[@href]"):
            self._redirect(link, docname)
        return page

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


def _cover(cover: Mapping[str, Any]) -> HtmlElement:
    """Return the cover: its lines in the order in which they are read."""
    fields = [field for field in COVER_FIELDS if field in cover and field != "imprint"]
    lines = [E.p({"class": field}, str(cover[field])) for field in fields]
    return E.div({"class": "cover"}, *lines)


def _imprint(lines: Iterable[str]) -> HtmlElement:
    """Return the page behind the cover, its addresses as links."""
    imprint = E.div({"class": "imprint"})
    for line in lines:
        *pairs, rest = re.split(r"(https?://[^\s<]+[\w/])", line)
        paragraph = E.p()
        for before, address in zip(pairs[::2], pairs[1::2], strict=True):
            paragraph.extend([E.span(before), E.a(address, href=address)])
        paragraph.append(E.span(rest))
        imprint.append(paragraph)
    return imprint


def _contents(parts: Iterable[tuple[str, list[HtmlElement]]], has_attachments: bool) -> HtmlElement:
    """Return the contents list; the stylesheet adds the page numbers."""
    lines = [E.h1({"class": "chapter-title"}, "Contents")]
    for caption, pages in parts:
        lines += [E.p({"class": "contents-part"}, caption)] if caption else []
        for page in pages:
            heading = page.find(".//h1")
            link = E.a(heading.text_content(), href=f"#{page.get('id')}")
            link.set("number", heading.get("number", ""))
            lines.append(E.p({"class": "contents-chapter"}, link))
    if has_attachments:
        lines.append(E.p({"class": "contents-note"}, _WHERE_THE_CODE_IS))
    return E.div({"class": "contents"}, *lines)


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
