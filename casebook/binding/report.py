"""The book as one tagged PDF.

Every page is rendered as for the site, so that numbers, outputs and references are the same in
both; the pages are then joined into one HTML document, which WeasyPrint typesets.
"""

from __future__ import annotations

import gc
import logging as std_logging
import os
import posixpath
import re
import time
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from html import escape
from importlib import import_module
from logging.handlers import MemoryHandler
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import lxml.html
from docutils import nodes
from docutils.io import StringOutput
from lxml.html import HtmlElement
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.builders.singlehtml import SingleFileHTMLBuilder
from sphinx.errors import ExtensionError
from sphinx.util import logging

from casebook.binding import pango
from casebook.binding.appendix import gather_claims
from casebook.binding.typeset import read_stylesheet, typeset
from casebook.chart_files import PRINT

logger = logging.getLogger(__name__)

COVER_FIELDS = ("kicker", "title", "subtitle", "author", "date", "imprint")

_LEFT_OUT = frozenset(
    {"headerlink", "screen-only", "cell_input", "toctree-wrapper", "backrefs", "footnotes"}
    | {"sd-summary-state-marker", "sd-octicon"}
)
_PAGE = "page:"
_NOTE_ROLES = frozenset({"doc-biblioentry", "doc-footnote", "doc-noteref", "doc-backlink"})


class ReportBuilder(SingleFileHTMLBuilder):
    """Writes ``report.pdf``, and the ``report.html`` it was typeset from, to the output folder.

    Raises
    ------
    ExtensionError
        On start, if WeasyPrint, Pango or a font is missing (says how to install them) or
        ``report_cover`` has a field that no cover shows.
    """

    name = "report"
    epilog = "The report is %(outdir)s/report.pdf."
    search = False

    def init(self) -> None:
        """Check that typesetting can work before anything is read or run."""
        try:
            import_module("weasyprint")
        except (ImportError, OSError) as error:
            raise ExtensionError(f"{pango.HOW_TO}\n({error})") from error
        if unknown := sorted(set(self.config.report_cover) - set(COVER_FIELDS)):
            raise ExtensionError(f"report_cover has unknown fields: {', '.join(unknown)}")
        self.css = read_stylesheet()
        super().init()

    def get_theme_config(self) -> tuple[str, dict[str, str | int | bool]]:
        """Return the bare theme; a changed ``html_theme`` would spoil the site's own build."""
        return "basic", {}

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """Return an address that tells links between pages from all others."""
        return f"{_PAGE}{docname}"

    def write(self, *_: Any) -> None:
        """Assemble the book and typeset it."""
        logger.info("report: assembling")
        self.prepare_writing(set(self.env.found_docs))
        when = datetime.fromtimestamp(float(os.environ.get("SOURCE_DATE_EPOCH", time.time())), UTC)
        html = self._assemble(when)
        Path(self.outdir, "report.html").write_text(html, encoding="utf-8")
        self.copy_image_files()

        logger.info("report: typesetting")
        target = Path(self.outdir, "report.pdf")
        listed = self.config.report_attachments
        files = {Path(self.srcdir, path): description for path, description in listed}
        for path in [path for path in files if not path.is_file()]:
            logger.warning("report: no file to attach at %s", path, type="report")
            del files[path]
        complaints = MemoryHandler(capacity=10_000, flushLevel=std_logging.CRITICAL)
        complaints.setLevel(std_logging.WARNING)
        std_logging.getLogger("weasyprint").addHandler(complaints)
        std_logging.getLogger("weasyprint.progress").setLevel(std_logging.WARNING)  # a line a page
        # Nothing of the layout is garbage before its end: looking for some takes a seventh longer.
        gc.disable()
        try:
            pages = typeset(html, self.css, target, files, when)
        finally:
            gc.enable()
            std_logging.getLogger("weasyprint").removeHandler(complaints)
        for message in dict.fromkeys(record.getMessage() for record in complaints.buffer):
            logger.warning("report: %s", message, type="report")
        logger.info("report: %d pages, %s bytes", pages, f"{target.stat().st_size:,}")

    def finish(self) -> None:
        """Copy no site assets: the report stands alone."""
        # Extensions put theirs here when the build ends, and fail if they cannot.
        Path(self.outdir, "_static").mkdir(exist_ok=True)

    def _assemble(self, when: datetime) -> str:
        """Return the whole book as one HTML document."""
        config, root = self.config, self.config.root_doc
        parts: list[tuple[str, list[HtmlElement]]] = [("", [self._page(root)])]
        for toctree in self.env.get_doctree(root).findall(addnodes.toctree):
            docnames = [name for _, entry in toctree["entries"] for name in self._below(entry)]
            parts.append((toctree.get("caption") or "", [self._page(name) for name in docnames]))
        claims = gather_claims(page for _, pages in parts for page in pages)
        if claims is not None:
            parts[-1][1].insert(0, claims)
        _mark_page_references([page for _, pages in parts for page in pages])
        cover = {"title": config.html_title, "author": config.author, **config.report_cover}
        lines = [
            f'<!doctype html>\n<html lang="{config.language}"><head><meta charset="utf-8">',
            f"<title>{escape(cover['title'])}</title>",
            f'<meta name="author" content="{escape(cover["author"])}">',
            f'<meta name="dcterms.created" content="{when:%Y-%m-%dT%H:%M:%SZ}">',
            f'</head><body class="cite-{escape(config.bibtex_reference_style)}">',
            _cover(cover),
            _contents(parts, bool(config.report_attachments)),
            *(_part(caption, pages) for caption, pages in parts),
            "</body></html>\n",
        ]
        return "\n".join(lines)

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
        for image in doctree.findall(nodes.image):
            self._print(image)
        self.post_process_images(doctree)
        self.docwriter.write(doctree, StringOutput(encoding="unicode"))
        self.docwriter.assemble_parts()
        page = lxml.html.fragment_fromstring(self.docwriter.parts["fragment"], create_parent="div")

        for element in list(page.iter("*")):
            if element.tag in ("script", "style", "input") or _LEFT_OUT & set(element.classes):
                element.drop_tree()
        _open_details(page)
        for element in page.xpath(".//*[@id]"):
            element.set("id", f"{docname}:{element.get('id')}")
        for link in page.xpath(".//a[@href]"):
            self._redirect(link, docname)
        for number in page.xpath(".//span[@class='section-number']"):
            number.text = number.text.rstrip(". ") + "\u2002"
        for image in page.iter("img"):
            # Docutils puts the address where alt text is missing, which would hide the lack.
            if image.get("alt") == image.get("src"):
                del image.attrib["alt"]
        page.attrib.update({"id": docname, "class": "chapter"})
        return page

    def _print(self, image: nodes.image) -> None:
        """Show the chart's picture for print, where it has one, in place of that for the screen."""
        path = Path(image["uri"])
        printed = path.with_name(PRINT) / path.name
        if Path(self.srcdir, printed).is_file():
            image["uri"] = str(printed)
            image["candidates"] = {"*": str(printed)}
            self.env.images.add_file(self.current_docname, str(printed))

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


def _open_details(page: HtmlElement) -> None:
    """Turn what unfolds on screen into plain text under its title."""
    for details in list(page.iter("details")):
        for summary in details.findall("summary"):
            if "hide" in details.classes:  # myst-nb's "Show code cell"
                summary.drop_tree()
            summary.tag = "p"
            summary.set("class", "details-title")
        details.tag = "div"
        if not len(details):
            details.drop_tree()


def _mark_page_references(pages: Iterable[HtmlElement]) -> None:
    """Mark links that print the page they lead to: all but those to notes and sources."""
    targets = {target.get("id"): target for page in pages for target in page.xpath(".//*[@id]")}
    for page in pages:
        for link in page.xpath(".//a[starts-with(@href, '#')]"):
            target = targets.get(link.get("href")[1:], page)
            if not {target.get("role"), link.get("role")} & _NOTE_ROLES:
                link.classes.add("page-reference")


def _cover(cover: Mapping[str, Any]) -> str:
    """Return the cover, and the imprint behind it."""
    lines = [
        f'<p class="{field}">{escape(str(cover[field]))}</p>'
        for field in COVER_FIELDS
        if field in cover and field != "imprint"
    ]
    imprint = "".join(f"<p>{escape(line)}</p>" for line in cover.get("imprint", ()))
    imprint = re.sub(r"https?://[^\s<]+[\w/]", r'<a href="\g<0>">\g<0></a>', imprint)
    return f'<div class="cover">{"".join(lines)}</div><div class="imprint">{imprint}</div>'


_WHERE_THE_CODE_IS = (
    "The code is left out of this print. It is in the notebooks, one for each chapter, which are "
    "attached to this file together with the data."
)


def _contents(parts: Iterable[tuple[str, list[HtmlElement]]], has_attachments: bool) -> str:
    """Return the contents list; the stylesheet adds the page numbers."""
    lines = ["<h1>Contents</h1>"]
    for caption, pages in parts:
        lines += [f'<p class="contents-part">{escape(caption)}</p>'] if caption else []
        for page in pages:
            number, _, title = escape(page.find(".//h1").text_content()).rpartition("\u2002")
            link = f'<a href="#{page.get("id")}"><span class="number">{number}</span>{title}</a>'
            lines.append(f'<p class="contents-chapter">{link}</p>')
    if has_attachments:
        lines.append(f'<p class="contents-note">{_WHERE_THE_CODE_IS}</p>')
    return f'<div class="contents">{"".join(lines)}</div>'


def _part(caption: str, pages: Iterable[HtmlElement]) -> str:
    """Return a part of the book; below a part's title every heading sinks by one level."""
    title = f'<h1 class="part-title">{escape(caption)}</h1>' if caption else ""
    for page in pages if caption else ():
        for heading in list(page.iter("h1", "h2", "h3", "h4", "h5")):
            heading.tag = f"h{int(heading.tag[1]) + 1}"
    body = "\n".join(lxml.html.tostring(page, encoding="unicode") for page in pages)
    return f'<div class="part">{title}{body}</div>'


def setup(app: Sphinx) -> None:
    """Register the builder and what it can be told."""
    app.add_builder(ReportBuilder)
    app.add_config_value("report_cover", {}, "", dict)
    app.add_config_value("report_attachments", [], "", (list, tuple))
