"""Typst at work: from the document and its stylesheet to a PDF, and where each place came to lie.

It is meant for a process of its own. Typst keeps all that it has set, about two megabytes a page,
until its process ends.
"""

from __future__ import annotations

import json
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import typst
from sphinx.errors import ExtensionError

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


def run_typst(stylesheet: Path, when: datetime) -> tuple[bytes, list[dict[str, Any]]]:
    """Return the PDF that a stylesheet gives, and the places in it that links lead to.

    A place has the keys ``id`` and ``title``, ``page`` (from 1), ``x`` and ``y`` (points from the
    page's upper left corner). Nothing is read but the stylesheet's folder and the fonts. The PDF
    conforms to PDF/UA-1: Typst refuses to write one that does not, an image without alt text for
    example.

    Raises
    ------
    ExtensionError
        If a package of fonts is missing (says how to install it), or Typst finds a fault in the
        document (says which).
    """
    compiler = typst.Compiler(
        stylesheet, root=stylesheet.parent, font_paths=_font_folders(), ignore_system_fonts=True
    )
    try:
        pdf = compiler.compile(format="pdf", pdf_standards="ua-1", timestamp=int(when.timestamp()))
        places = json.loads(compiler.query("<places>", field="value", one=True))
    except typst.TypstError as error:
        raise ExtensionError("\n".join(["report: " + error.message, *error.hints])) from error
    return pdf, places
