"""From one document to the finished PDF: set in volumes, joined, links and files tied, packed."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path

import pikepdf
from pikepdf.models.metadata import encode_pdf_date
from sphinx.errors import ExtensionError

from casebook.binding.pdf.join import join
from casebook.binding.pdf.typst_process import Place
from casebook.binding.pdf.volumes import set_volumes

STYLESHEET = Path(__file__).with_name("print.typ")

_ABOVE = 10  # points: a place is shown with a little room above it, as Typst itself does


def typeset(document: str, target: Path, attached: Mapping[Path, str], when: datetime) -> int:
    """Write a document as a tagged PDF, the same bytes for the same input; return its page count.

    All that the document names lies in the folder of ``target``, where this puts the document too.
    ``attached`` holds the files to attach, and says what each is.

    Raises
    ------
    ExtensionError
        If a link leads nowhere, if the page numbers do not settle, or if Typst finds a fault, lacks
        a font or was ended (says which).
    """
    folder = target.parent
    (folder / "report.xml").write_text(document, encoding="utf-8")
    stylesheet = Path(shutil.copyfile(STYLESHEET, folder / STYLESHEET.name))
    volumes = set_volumes(document, stylesheet, when)
    with join(volumes) as report:
        _tie_links(report, [place for volume in volumes for place in volume.places])
        _attach(report, attached, when)
        # Typst leaves the tags of every line uncompressed: a third of the file.
        streams = pikepdf.ObjectStreamMode.generate
        report.save(target, object_stream_mode=streams, deterministic_id=True)
        return len(report.pages)


def _tie_links(report: pikepdf.Pdf, places: Iterable[Place]) -> None:
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


def _attach(report: pikepdf.Pdf, files: Mapping[Path, str], when: datetime) -> None:
    """Attach what the document was made from, and say that it was (ISO 32000-2, 14.13)."""
    date, source = encode_pdf_date(when), pikepdf.Name.Source
    for path, what in files.items():
        report.attachments[path.name] = pikepdf.AttachedFileSpec(
            report, path.read_bytes(), description=what, mod_date=date, relationship=source
        )
    report.Root.AF = pikepdf.Array([file.obj for file in report.attachments.values()])
