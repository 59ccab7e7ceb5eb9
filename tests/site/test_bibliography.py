"""The list of sources: what the last build formatted stands only for the same entry and label."""

import re
import sys

import lxml.html
import pytest
from pybtex.database import Entry, parse_file
from pybtex.style import FormattedEntry

from casebook.binding.site.sources.formatted_once import FormattedOnce
from casebook.data.place import data_folder
from tests.small_book import edit, run, small_book


def entry(title: str) -> Entry:
    made = Entry("misc", {"title": title, "year": "2026"})
    made.key = "one"
    return made


def style(*before: tuple[Entry, FormattedEntry]) -> FormattedOnce:
    """Return the style as it is when the last build formatted these."""
    made = FormattedOnce()
    made.before = {was.key: (was, formatted) for was, formatted in before}
    return made


def test_the_same_entry_is_not_formatted_again():
    formatted = FormattedOnce().format_entry("1", entry("NATO"))
    assert style((entry("NATO"), formatted)).format_entry("1", entry("NATO")) is formatted


def test_another_title_or_label_is_formatted_anew():
    before = entry("NATO"), FormattedOnce().format_entry("1", entry("NATO"))
    changed = style(before).format_entry("1", entry("The alliance"))
    assert "The alliance" in str(changed.text)
    assert style(before).format_entry("2", entry("NATO")).label == "2"


def test_a_copy_that_was_read_is_not_called_a_visit():
    def told(**fields: str) -> str:
        made = Entry("misc", {"title": "NATO", "url": "https://nato.int", **fields})
        made.key = "one"
        return FormattedOnce().format_entry("1", made).text.render_as("text")

    copy = told(urldate="2026-11-24", note="archived copy, opening part only")
    assert copy.endswith("https://nato.int (archived copy read on 24 November 2026).")
    assert told(urldate="2026-11-24").endswith("https://nato.int (read on 24 November 2026).")
    assert told().endswith("https://nato.int.")


LONG_ADDRESS = "https://github.com/baker/ledger/blob/main/ledger.md"


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    """A small book that cites a source with a foreign title, at an address that themes shorten."""
    book = small_book(tmp_path_factory.mktemp("cited") / "book")
    data, old = book / "data", "title = {Ledger of the bakery},"
    edit(data / "sources.bib", old, "title = {Kassenbuch der Bäckerei},\n  langid = {de},")
    edit(data / "sources.bib", "https://example.org/ledger", LONG_ADDRESS)
    made = run(book, sys.executable, "-m", "casebook.binding", "sources")
    assert made.returncode == 0, made.stderr
    return book


def listed(book):
    """Build the book and return what the page of sources says of the ledger."""
    made = run(book)
    assert made.returncode == 0, made.stdout[-3000:] + made.stderr[-3000:]
    page = lxml.html.parse(book / "_build/html/chapters/sources.html")
    (entry,) = page.xpath(f"//div[@class='citation'][.//a[@href='{LONG_ADDRESS}']]")
    return entry


def test_a_source_gives_its_whole_address_its_language_and_who_cites_it(book):
    entry = listed(book)
    assert entry.xpath(f".//a[@href='{LONG_ADDRESS}']/text()") == [LONG_ADDRESS]
    assert entry.xpath(".//span[@lang='de']/text()") == ["Kassenbuch der Bäckerei"]
    back = entry.xpath(".//p[contains(@class, 'cited-in')]/a")
    assert [link.text for link in back] == ["A small book", "chapter 1"]
    assert [link.get("href") for link in back] == ["../index.html", "bread.html"]
    # The first page cites it no more: the list is written again, though its own page is as it was.
    edit(book / "index.md", " {cite:p}`baker_2023_ledger`", "")
    edit(book / "index.md", "show.picture(charts.chart_sales, evidence)", "")
    back = listed(book).xpath(".//p[contains(@class, 'cited-in')]/a")
    assert [link.text for link in back] == ["chapter 1"]


def test_a_title_with_foreign_letters_names_its_language():
    """Names in an English title may have them."""
    names = re.compile("Hürriyet|Martić")
    entries = parse_file(str(data_folder() / "sources.bib")).entries
    letters = re.compile(r"[^\W\d_a-zA-Z]")
    untold = {
        key: entry.fields["title"]
        for key, entry in entries.items()
        if letters.search(names.sub("", entry.fields["title"])) and "langid" not in entry.fields
    }
    assert untold == {}
