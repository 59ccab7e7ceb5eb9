"""From one document to the finished PDF: set in type, links tied, files attached, packed."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
from sphinx.errors import ExtensionError

from casebook.binding.alongside import Alongside
from casebook.binding.typst_process import run_typst

STYLESHEET = Path(__file__).with_name("print.typ")
DOCUMENT = "report.xml"
"""The document's name, which the stylesheet reads."""

_ABOVE = 10  # points: a place is shown with a little room above it, as Typst itself does


def typeset(document: str, target: Path, attached: Iterable[Path], when: datetime) -> int:
    """Write a document as a tagged PDF, the same bytes for the same input; return its page count.

    The document and all that it names lie in the folder of ``target``, where this puts the document
    and the attached files.

    Raises
    ------
    ExtensionError
        If a link leads nowhere, or Typst finds a fault, lacks a font or was ended (says which).
    """
    folder = target.parent
    (folder / DOCUMENT).write_text(document, encoding="utf-8")
    for path in attached:
        shutil.copyfile(path, folder / path.name)
    stylesheet = Path(shutil.copyfile(STYLESHEET, folder / STYLESHEET.name))
    with Alongside(partial(run_typst, stylesheet, when)) as typst:
        result = typst.result()
    if result is None:
        raise ExtensionError("report: Typst was ended from outside, for want of memory perhaps")
    pdf, places = result
    with pikepdf.open(BytesIO(pdf)) as report:
        _tie_links(report, places)
        _tie_attachments(report)
        # Typst leaves the tags of every line uncompressed: a third of the file.
        streams = pikepdf.ObjectStreamMode.generate
        report.save(target, object_stream_mode=streams, deterministic_id=True)
        return len(report.pages)


def _tie_links(report: pikepdf.Pdf, places: Iterable[Mapping[str, Any]]) -> None:
    """Lead each link within the document to its place, and say where it leads."""
    by_address = {f"#{place['id']}": place for place in places}
    pages = list(report.pages)
    for link in [link for page in pages for link in page.get("/Annots", ())]:
        address = str(link.A.URI)
        if not address.startswith("#"):
            continue
        if address not in by_address:
            raise ExtensionError(f"report: a link leads to {address}, which is nowhere")
        place = by_address[address]
        page = pages[place["page"] - 1]
        top = float(page.mediabox[3]) - place["y"] + _ABOVE
        link.Dest = pikepdf.Array([page.obj, pikepdf.Name.XYZ, place["x"], top, 0])
        link.Contents = pikepdf.String(place["title"])
        del link.A


def _tie_attachments(report: pikepdf.Pdf) -> None:
    """Say that the attached files are what the document was made from (ISO 32000-2, 14.13)."""
    files = [report.attachments[name].obj for name in report.attachments]
    for file in files:
        file.AFRelationship = pikepdf.Name.Source
    report.Root.AF = pikepdf.Array(files)
