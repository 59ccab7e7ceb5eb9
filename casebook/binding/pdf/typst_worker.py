"""Typst at work on one volume, in a process of its own (see ``typst_process``).

It keeps all that it has set, up to two megabytes a page, until its process ends: so it ends with
the volume, and sets the same volume with other page numbers in a fraction of the time.
"""

from __future__ import annotations

import json
import sys
from importlib.util import find_spec
from pathlib import Path

import typst

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
            sys.exit(f"the PDF's fonts need a package: pip install {package}")
        folders.append(Path(next(iter(spec.submodule_search_locations))) / folder)
    return folders


def work(stylesheet: Path, document: str, when: int) -> None:
    """Set a document of the stylesheet's folder, once for each line of standard input.

    To standard output goes a line of JSON, then the PDF. The line is a list: how many bytes the PDF
    has, how many pages, and the places that links lead to; of each its ``id`` and ``title``, the
    ``page`` (from 1), ``x`` and ``y`` (points from the page's upper left corner). Nothing is read
    but the folder and the fonts. ``when`` is the PDF's date, in seconds since 1970. The PDF
    conforms to PDF/UA-1: Typst refuses to write one that does not, an image without alt text for
    example.

    Raises
    ------
    SystemExit
        If a package of fonts is missing (says how to install it), or Typst finds a fault in the
        document (says which).
    """
    fonts = _font_folders()
    for _ in sys.stdin:
        compiler = typst.Compiler(  # a new one: each reads a file but once
            stylesheet,
            root=stylesheet.parent,
            font_paths=fonts,
            ignore_system_fonts=True,
            sys_inputs={"document": document},
        )
        try:
            pdf = compiler.compile(format="pdf", pdf_standards="ua-1", timestamp=when)
            pages, places = json.loads(compiler.query("<laid-out>", field="value", one=True))
        except typst.TypstError as error:
            sys.exit("\n".join([error.message, *error.hints]))
        sys.stdout.buffer.write(json.dumps([len(pdf), pages, places]).encode() + b"\n" + pdf)
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    work(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
