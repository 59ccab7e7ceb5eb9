"""A reader can tell of an error where it is seen, once the book says to whom."""

import re
from types import SimpleNamespace

import lxml.html
import pytest
from sphinx.errors import ExtensionError

from casebook.binding.site.errata import address, offer
from tests.small_book import edit, run, small_book

PAGE = """<article><details class="claim-card" id="claim-c12"></details>
<div class="pst-scrollable-table-container"><table id="tbl-corrections"></table></div></article>"""


def config(errata="", repository=None):
    return SimpleNamespace(
        casebook_errata=errata, html_theme_options={"repository_url": repository}
    )


@pytest.mark.parametrize(
    ("errata", "repository", "to"),
    [
        ("", None, ""),
        ("", "https://github.com/executablebooks/jupyter-book", ""),  # Jupyter Book's stand-in
        ("", "https://example.org/me/book/", "https://example.org/me/book/issues/new"),
        ("", "https://gitlab.com/me/book", "https://gitlab.com/me/book/-/issues/new"),
        (None, None, ""),
        ("us@example.org", "https://example.org/me/book", "us@example.org"),
        (" https://example.org/tell ", None, "https://example.org/tell"),
    ],
)
def test_errors_are_told_to_the_address_given_else_to_the_repository(errata, repository, to):
    assert address(config(errata, repository)) == to


@pytest.mark.parametrize("given", ["nobody", "@", "us@", "us at@example.org", "https://", "/tell"])
def test_an_address_that_is_none_is_refused(given):
    with pytest.raises(ExtensionError, match=f"casebook_errata: found {given!r}"):
        address(config(given))


@pytest.mark.parametrize(
    ("to", "card", "log"),
    [
        (
            "us@example.org",
            "mailto:us@example.org?subject=Error%20in%20C12",
            "mailto:us@example.org?subject=Error%20in%20the%20book",
        ),
        (
            "https://example.org/new?kind=error",
            "https://example.org/new?kind=error&title=Error+in+C12",
            "https://example.org/new?kind=error&title=Error+in+the+book",
        ),
        (
            "https://gitlab.com/me/book/-/issues/new",
            "https://gitlab.com/me/book/-/issues/new?issue%5Btitle%5D=Error+in+C12",
            "https://gitlab.com/me/book/-/issues/new?issue%5Btitle%5D=Error+in+the+book",
        ),
    ],
)
def test_each_card_and_the_log_of_corrections_lead_there(to, card, log):
    article = lxml.html.fragment_fromstring(PAGE)
    offer(article, to)
    assert article.xpath("//details//a/@href") == [card]
    assert article.xpath("//div[.//table]//p/a/@href") == [log]


def test_the_build_says_once_that_there_is_no_address(tmp_path):
    book = small_book(tmp_path / "book", "# A book\n\nOf words.\n")
    said = run(book).stdout
    assert said.count("No address for reports of errors") == 1
    edit(book / "_config.yml", "  config:", "  config:\n    casebook_errata: us@example.org")
    again = run(book)
    assert "No address" not in again.stdout
    page = (book / "_build/html/chapters/bread.html").read_text("utf-8")
    assert re.search(r'<details class="claim-card.*?href="mailto:us@example.org', page, re.DOTALL)
