"""The colours of charts as a stylesheet: one value for light pages, one for dark ones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from casebook.data.place import book_root
from casebook.reasoning.book import module
from casebook.telling.drawing.colours import in_the_dark

_WHITE = "#ffffff"


def chosen_for_the_dark() -> Mapping[str, str]:
    """Return the dark values that a book itself names: ``DARK`` of its palette, by light value."""
    if not (book_root() / "chapters" / "common" / "palette.py").is_file():
        return {}
    return getattr(module("common.palette"), "DARK", {})


def stylesheet(colours: Iterable[str], chosen: Mapping[str, str]) -> str:
    """Return the classes of colours as ``inline_svg`` names them, for both schemes.

    A colour that the book has chosen no dark value for gets a computed one.
    """
    colours = sorted(colours)
    light = "".join(f"--c{colour[1:]}:{colour};" for colour in colours if colour != _WHITE)
    dark = "".join(
        f"--c{colour[1:]}:{chosen.get(colour) or in_the_dark(colour)};"
        for colour in colours
        if colour != _WHITE
    )
    rules = [f":root{{{light}}}", f"@media screen{{html[data-theme=dark]{{{dark}}}}}"]
    for colour in colours:
        value = f"var(--c{colour[1:]})" if colour != _WHITE else "var(--pst-color-background)"
        rules.append(f".f-{colour[1:]}{{fill:{value}}}.s-{colour[1:]}{{stroke:{value}}}")
    return "\n".join(rules)
