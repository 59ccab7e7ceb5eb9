"""Tables on screen: which become cards on a phone, and which words may break."""

import lxml.html
import pytest

from casebook.binding.site.tables import mend_tables

LONG = "a text of more than forty characters, of which a cell has room for few"


def mended(*rows: tuple[str, ...]) -> lxml.html.HtmlElement:
    head, *body = (
        "".join(f"<{tag}>{text}</{tag}>" for text in row)
        for tag, row in zip(["th", *["td"] * len(rows)], rows, strict=False)
    )
    rest = "".join(f"<tr>{row}</tr>" for row in body)
    article = lxml.html.fromstring(
        "<article><div class='pst-scrollable-table-container'><table>"
        f"<thead><tr>{head}</tr></thead><tbody>{rest}</tbody></table></div></article>"
    )
    mend_tables(article)
    return article.find(".//table")


@pytest.mark.parametrize(
    ("rows", "cards"),
    [
        ((("Year", "For", "Against", "Abstained"), ("2025", "138", "2", "35")), False),
        ((("When", "What", "Grade"), ("9 July 2025", LONG, "secondary")), False),
        ((("By", "Says"), (LONG, LONG)), False),
        ((("By", "Concludes", "Also says"), ("RUSI, 2025", LONG, LONG)), True),
        ((("A", "B", "C", "D"), (LONG, "a word", LONG, "a word")), True),
    ],
)
def test_a_table_becomes_cards_where_a_phone_has_no_room_for_its_columns(rows, cards):
    table = mended(*rows)
    assert ("stacked" in table.classes) == cards
    labels = [cell.get("data-label") for cell in table.iter("td")]
    assert labels == (list(rows[0]) if cards else [None] * len(rows[0]))


def test_a_cell_across_all_columns_hides_none_of_them():
    head = "<tr><th>By</th><th>Concludes</th><th>Also says</th></tr>"
    row = f"<tr><td>RUSI, 2025</td><td>{LONG}</td><td>{LONG}</td></tr>"
    article = lxml.html.fromstring(
        "<article><div class='pst-scrollable-table-container'><table>"
        f"<thead>{head}</thead><tbody><tr><td colspan='3'>Studies</td></tr>{row}</tbody></table>"
        "</div></article>"
    )
    mend_tables(article)
    assert "stacked" in article.find(".//table").classes


def test_only_names_that_are_no_words_may_break():
    table = mended(("A", "B"), ("secondary", "cia_factbook_military_expenditure"))
    assert ["long-word" in cell.classes for cell in table.iter("td")] == [False, True]
