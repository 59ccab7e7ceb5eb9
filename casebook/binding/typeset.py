"""From one document to the PDF: style, fonts, tags, attachments, the same bytes each time."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from datetime import datetime
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path

import pikepdf
import typst
from sphinx.errors import ExtensionError

STYLESHEET = Path(__file__).with_name("print.typ")
DOCUMENT = "report.xml"
"""The document's name, which the stylesheet reads."""

_FONTS = (
    ("font_source_sans_pro", "files"),
    ("font_source_serif_pro", "files"),
    ("matplotlib", "mpl-data/fonts/ttf"),
)


def _font_folders() -> list[Path]:
    """Return the folders of the fonts: of installed packages alone, the same on every machine."""
    folders = []
    for package, folder in _FONTS:
        spec = find_spec(package)
        if spec is None or not spec.submodule_search_locations:
            raise ExtensionError(f"the PDF's fonts need a package: pip install {package}")
        folders.append(Path(next(iter(spec.submodule_search_locations))) / folder)
    return folders


def typeset(document: str, target: Path, attached: Iterable[Path], when: datetime) -> int:
    """Write a document as a tagged PDF, the same bytes for the same input; return its page count.

    The document and all that it names lie in the folder of ``target``, where this puts the document
    and the attached files. Nothing is read from elsewhere but fonts. The PDF conforms to PDF/UA-1:
    Typst refuses to write one that does not, an image without alt text for example.

    Raises
    ------
    ExtensionError
        If a package of fonts is missing (says how to install it), or Typst finds a fault in the
        document (says which).
    """
    folder = target.parent
    (folder / DOCUMENT).write_text(document, encoding="utf-8")
    for path in attached:
        shutil.copyfile(path, folder / path.name)
    stylesheet = Path(shutil.copyfile(STYLESHEET, folder / STYLESHEET.name))
    compiler = typst.Compiler(
        stylesheet, root=folder, font_paths=_font_folders(), ignore_system_fonts=True
    )
    try:
        pdf = compiler.compile(format="pdf", pdf_standards="ua-1", timestamp=int(when.timestamp()))
    except typst.TypstError as error:
        raise ExtensionError("\n".join(["report: " + error.message, *error.hints])) from error
    with pikepdf.open(BytesIO(pdf)) as report:
        _tie_attachments(report)
        # Typst leaves the tags of every line uncompressed: a third of the file.
        streams = pikepdf.ObjectStreamMode.generate
        report.save(target, object_stream_mode=streams, deterministic_id=True)
        return len(report.pages)


def _tie_attachments(report: pikepdf.Pdf) -> None:
    """Say that the attached files are what the document was made from (ISO 32000-2, 14.13)."""
    files = [report.attachments[name].obj for name in report.attachments]
    for file in files:
        file.AFRelationship = pikepdf.Name.Source
    report.Root.AF = pikepdf.Array(files)
