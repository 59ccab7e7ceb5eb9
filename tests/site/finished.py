"""A page of the theme finished as the book publishes it, without a book around it."""

from pathlib import Path

from lxml.html import HtmlElement

from casebook.binding.site.pages import finish


def finished(text: str, page: str, figures: Path) -> HtmlElement:
    """Return the tree of a page that holds no code and tells of no claim."""
    return finish(text, page, figures=figures, has_notebook=False, told=None, own={}, labels={})
