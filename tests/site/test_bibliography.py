"""The list of sources: what the last build formatted stands only for the same entry and label."""

from pybtex.database import Entry
from pybtex.style import FormattedEntry

from casebook.binding.site.formatted_once import FormattedOnce


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
