"""From one document to the finished PDF: set by Typst, links and files tied, packed."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Mapping
from datetime import datetime
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import typst
from pikepdf.models.metadata import encode_pdf_date
from sphinx.errors import ExtensionError

STYLESHEET = Path(__file__).with_name("print.typ")
"""What sets the document; the files beside it that it takes from are Typst's too."""

DOCUMENT = "report.xml"
"""The document's name, by which the stylesheet reads it."""

_FONTS = (
    ("font_source_sans_pro", "files"),
    ("font_source_serif_pro", "files"),
    ("matplotlib", "mpl-data/fonts/ttf"),
)
_ABOVE = 10  # points: a place is shown with a little room above it, as Typst itself does


def typeset(document: str, target: Path, attached: Mapping[Path, str], when: datetime) -> int:
    """Write a document as a tagged PDF, the same bytes for the same input; return its page count.

    All that the document names lies in the folder of ``target``, where this puts the document too.
    ``attached`` holds the files to attach, and says what each is. Typst keeps all that it has set,
    up to two megabytes a page, until its process ends: the build does this in one of its own.

    Raises
    ------
    ExtensionError
        If a link leads nowhere, a package of fonts is missing (says how to install it), or Typst
        finds a fault in the document (says which).
    """
    folder = target.parent
    (folder / DOCUMENT).write_text(document, encoding="utf-8")
    for old in folder.glob(
        "*.typ"
    ):  # of an earlier build, whose stylesheet may have had more files
        old.unlink()
    for file in STYLESHEET.parent.glob("*.typ"):
        shutil.copyfile(file, folder / file.name)
    pdf, places = _set_in_type(folder / STYLESHEET.name, when)
    with pikepdf.open(BytesIO(pdf)) as report:
        _tie_links(report, places)
        _attach(report, attached, when)
        # Typst leaves the tags of every line uncompressed: a third of the file.
        streams = pikepdf.ObjectStreamMode.generate
        report.save(target, object_stream_mode=streams, deterministic_id=True)
        return len(report.pages)


def _font_folders() -> list[Path]:
    """Return the folders of the fonts: of installed packages alone, the same on every machine."""
    folders = []
    for package, folder in _FONTS:
        spec = find_spec(package)
        if spec is None or not spec.submodule_search_locations:
            raise ExtensionError(f"the PDF's fonts need a package: pip install {package}")
        folders.append(Path(next(iter(spec.submodule_search_locations))) / folder)
    return folders


def _set_in_type(stylesheet: Path, when: datetime) -> tuple[bytes, list[dict[str, Any]]]:
    """Return the PDF that a stylesheet makes of the document beside it, and its places.

    A place is what links lead to: its ``id`` and ``title``, ``page`` (from 1), ``x`` and ``y``
    (points from the page's upper left corner). Nothing is read but the stylesheet's folder and the
    fonts. The PDF conforms to PDF/UA-1: Typst refuses to write one that does not, an image without
    alt text for example.
    """
    compiler = typst.Compiler(
        stylesheet, root=stylesheet.parent, font_paths=_font_folders(), ignore_system_fonts=True
    )
    try:
        pdf = compiler.compile(format="pdf", pdf_standards="ua-1", timestamp=int(when.timestamp()))
        places = json.loads(compiler.query("<places>", field="value", one=True))
    except typst.TypstError as error:
        raise ExtensionError("\n".join([f"report: {error.message}", *error.hints])) from error
    return pdf, places


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


def _attach(report: pikepdf.Pdf, files: Mapping[Path, str], when: datetime) -> None:
    """Attach what the document was made from, and say that it was (ISO 32000-2, 14.13)."""
    date, source = encode_pdf_date(when), pikepdf.Name.Source
    for path, what in files.items():
        report.attachments[path.name] = pikepdf.AttachedFileSpec(
            report, path.read_bytes(), description=what, mod_date=date, relationship=source
        )
    report.Root.AF = pikepdf.Array([file.obj for file in report.attachments.values()])
