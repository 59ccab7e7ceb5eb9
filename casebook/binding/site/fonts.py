"""The fonts of the site: those of the charts and the PDF, cut to the characters that it shows."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path

FOLDER = "fonts"
FILES = {
    "serif": ("font_source_serif_pro", "SourceSerifPro-Regular.ttf"),
    "serif-italic": ("font_source_serif_pro", "SourceSerifPro-It.ttf"),
    "sans": ("font_source_sans_pro", "SourceSansPro-Regular.ttf"),
    "sans-bold": ("font_source_sans_pro", "SourceSansPro-Semibold.ttf"),
    "sans-italic": ("font_source_sans_pro", "SourceSansPro-It.ttf"),
}
"""What ``type.css`` asks for, and where it comes from; ``mode.js`` preloads some of them."""

_FEATURES = ("kern", "liga", "tnum")
_ALWAYS = frozenset(map(chr, range(0x20, 0x7F))) | set("•…–—‘’“”×−·←→↑↓↕")
"""What a script or a stylesheet may show though no page has it."""


def cut(source: Path, characters: Iterable[str]) -> bytes:
    """Return a font as WOFF2 with these characters only: the same bytes for the same ones."""
    from io import BytesIO

    from fontTools import subset

    logging.getLogger("fontTools").setLevel(logging.WARNING)  # else each table cut is told
    options = subset.Options(
        flavor="woff2",
        layout_features=list(_FEATURES),
        hinting=False,
        name_IDs=[],
        recalc_timestamp=False,
        notdef_outline=True,
    )
    font = subset.load_font(str(source), options)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=sorted(map(ord, set(characters))))
    cutter.subset(font)
    made = BytesIO()
    subset.save_font(font, made, options)
    return made.getvalue()


def write_fonts(static: Path, texts: Iterable[str], record: Path) -> None:
    """Write the fonts with the characters of some texts, unless those of the last build do.

    ``record`` keeps what the last ones were made of.
    """
    characters = _ALWAYS | {sign for text in texts for sign in text if sign.isprintable()}
    made_from = "".join(sorted(characters)) + Path(__file__).read_text("utf-8")
    digest = hashlib.sha256(made_from.encode()).hexdigest()
    folder = static / FOLDER
    if folder.is_dir() and record.exists() and record.read_text("utf-8") == digest:
        return
    folder.mkdir(exist_ok=True)
    for name, (package, file) in FILES.items():
        source = Path(import_module(package).__file__ or "").parent / "files" / file
        (folder / f"{name}.woff2").write_bytes(cut(source, characters))
    record.write_text(digest, "utf-8")
