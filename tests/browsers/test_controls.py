"""Keyboard, mouse and what the pages do with them, in Firefox and WebKitGTK."""

import pytest
from selenium.webdriver import Keys

CHAPTER = "chapters/membership.html"
CITATION = ".bd-article section > p a.reference.internal[data-source]"
CLAIM = ".bd-article section > p a[href*='#claim-']"
SEARCH = "search.html?q=Lithuania"
PAGES = ("index.html", CHAPTER, "chapters/scorecard.html", SEARCH)  # with more controls than TABS
TABS = 130


@pytest.mark.parametrize("name", PAGES)
def test_focus_is_an_outline_on_every_control(reader, name):
    reader.open(name)
    reader.ask(
        """(window.faint = [], window.met = new Set(), addEventListener("focusin", ({target}) => {
        const style = getComputedStyle(target);
        met.add(target);
        if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2)
          faint.push(target.outerHTML.slice(0, 90)) }), 1)"""
    )
    reader.press(*[Keys.TAB] * TABS)
    assert reader.ask("met.size") > 10
    assert reader.ask("faint") == []


def test_esc_closes_what_the_mouse_opened(reader):
    reader.open(CHAPTER)
    menu = "document.querySelector('.dropdown-download-buttons .dropdown-menu').checkVisibility()"
    reader.one(".dropdown-download-buttons > button").click()
    reader.wait(menu)
    reader.press(Keys.ESCAPE)
    reader.wait(f"!{menu}")


@pytest.mark.parametrize("selector", [CITATION, CLAIM])
def test_a_reference_tells_of_itself_to_keyboard_and_mouse(reader, selector):
    reader.open(CHAPTER)
    note = "document.getElementById('reference-note')"
    reader.wait(note)
    link = reader.one(selector)
    reader.ask("arguments[0].focus()", link)
    reader.wait(f"!{note}.hidden && {note}.textContent.length > 10")
    reader.press(Keys.ESCAPE)
    reader.wait(f"{note}.hidden")
    reader.ask("arguments[0].blur()", link)
    reader.point(link)
    reader.wait(f"!{note}.hidden")
    reader.press(Keys.ESCAPE)
    reader.wait(f"{note}.hidden")


def test_search_gives_excerpts(reader):
    reader.open("search.html?q=Lithuania")
    reader.wait("document.querySelectorAll('#search-results li').length > 3")
    first = reader.one("#search-results li")
    assert "Lithuania" in first.text
    assert reader.ask("document.querySelectorAll('#search-results li mark').length") > 0


def test_the_number_of_a_claim_leads_to_its_card(reader):
    reader.open(CHAPTER)
    reader.search("C12")
    reader.press(Keys.ENTER)
    reader.wait("document.querySelector(\"#search-results li a[href$='#claim-c12']\")")
    reader.one("#search-results li a").click()
    reader.wait("location.hash === '#claim-c12' && document.getElementById('claim-c12').open")


def test_switches_of_the_board_change_address_and_picture(reader):
    reader.open("index.html")
    tiles = "document.querySelectorAll('.board .tile').length"
    every = reader.wait(tiles)
    reader.ask("document.querySelector('.board input[name=claims][value=core]').click()")
    reader.wait("location.hash.includes('claims=core')")
    assert 0 < reader.ask(tiles) < every
    reader.driver.refresh()
    reader.wait(f"{tiles} < {every}")
