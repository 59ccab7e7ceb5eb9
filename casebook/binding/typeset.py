"""From one HTML document to the PDF: style, fonts, tags, attachments, the same bytes each time."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path

import pydyf
from sphinx.errors import ExtensionError

STYLESHEET = Path(__file__).with_name("print.css")


def read_stylesheet() -> str:
    """Return the print stylesheet with ``package:NAME/`` put as the address of that package.

    Raises
    ------
    ExtensionError
        If a package of fonts is missing (says how to install it).
    """

    def locate(match: re.Match[str]) -> str:
        spec = find_spec(match[1])
        if spec is None or not spec.submodule_search_locations:
            raise ExtensionError(f"the PDF's fonts need a package: pip install {match[1]}")
        return Path(next(iter(spec.submodule_search_locations))).as_uri() + "/"

    return re.sub(r"package:(\w+)/", locate, STYLESHEET.read_text(encoding="utf-8"))


def typeset(
    html: str, css: str, target: Path, attachments: Mapping[Path, str], when: datetime
) -> int:
    """Write HTML as a tagged PDF, the same bytes for the same input, and return its page count.

    Relative addresses start at the folder of ``target``; nothing is fetched from the network.
    """
    from weasyprint import CSS, HTML, Attachment
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher

    fonts, fetcher = FontConfiguration(), URLFetcher(allowed_protocols=("file", "data"))
    sheet = CSS(string=css, font_config=fonts, url_fetcher=fetcher)
    document = HTML(string=html, base_url=target.as_uri(), url_fetcher=fetcher).render(
        font_config=fonts, stylesheets=[sheet], pdf_variant="pdf/ua-1"
    )
    document.write_pdf(
        target,
        pdf_variant="pdf/ua-1",
        # Not of the stylesheet as read: it names folders of this machine.
        pdf_identifier=hashlib.sha256(html.encode() + STYLESHEET.read_bytes()).digest()[:16],
        attachments=[
            # In the order of their names, as a reader of the file expects them.
            Attachment(
                filename=path,
                name=path.name,
                description=attachments[path],
                created=when,
                modified=when,
            )
            for path in sorted(attachments, key=lambda path: path.name)
        ],
        finisher=_tie_attachments,
    )
    return len(document.pages)


def _tie_attachments(_: object, pdf: pydyf.PDF) -> None:
    """Say that the attached files are what the document was made from (ISO 32000-2, 14.13)."""
    dictionaries = [entry for entry in pdf.objects if isinstance(entry, pydyf.Dictionary)]
    files = [entry for entry in dictionaries if entry.get("Type") == "/Filespec"]
    for file in files:
        file["AFRelationship"] = "/Source"
    if files:
        pdf.catalog["AF"] = pydyf.Array(file.reference for file in files)
