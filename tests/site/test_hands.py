"""Every hand: keyboards, touch, forced colours, wide letters, narrow screens, no JavaScript."""

import pytest

from tests.site.test_pages import PAGES

CONTROLS = ("index.html", "chapters/membership.html", "chapters/scorecard.html")
SEARCH = "search.html?q=Lithuania"
WIDE_LETTERS = """
* { letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
* { line-height: 1.5 !important }
p { margin-bottom: 2em !important }
"""
"""The text spacing of WCAG 2, success criterion 1.4.12."""

CLIPPED = """() => [...document.querySelectorAll("body *")].filter(e => {
  const style = getComputedStyle(e);
  return e.checkVisibility({visibilityProperty: true, opacityProperty: true})
    && !e.closest("svg") && !e.closest(".past-links") && e.clientWidth > 2 && e.textContent.trim()
    && [style.overflowX, style.overflowY].some(how => how === "hidden" || how === "clip")
    && [...e.querySelectorAll("*")].some(inner => !inner.closest("svg, pre, .drawing")
      && !inner.closest(".pst-scrollable-table-container") && inner.getClientRects().length
      && inner.getBoundingClientRect().right > e.getBoundingClientRect().right + 1)
}).map(e => `${e.tagName}.${e.className}`)"""


@pytest.mark.parametrize("colours", ["none", "active"])
def test_focus_is_an_outline_on_every_control(address, opened, colours):
    """Forced colours take shadows away: only an outline is left of them."""
    page = opened(forced_colors=colours)
    faint = {}
    for name in (*CONTROLS, SEARCH):
        page.goto(address + name)
        for _ in range(130):
            page.keyboard.press("Tab")
            focused, style, width = page.evaluate(
                """() => { const e = document.activeElement, s = getComputedStyle(e);
                return [e.outerHTML.slice(0, 90), s.outlineStyle, s.outlineWidth] }"""
            )
            if not focused.startswith("<body") and (style == "none" or width < "2px"):
                faint[focused] = (name, style, width)
    assert faint == {}


@pytest.mark.parametrize("name", PAGES)
def test_wide_letters_on_a_narrow_screen_lose_nothing(address, opened, name):
    page = opened(320, bypass_csp=True)  # so that the reader's own style may come in
    page.goto(address + name)
    page.add_style_tag(content=WIDE_LETTERS)
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    assert page.evaluate(CLIPPED) == []


def test_esc_closes_a_menu_that_the_mouse_opened(address, opened):
    page = opened()
    page.goto(address + "chapters/membership.html")
    menu = page.locator(".dropdown-download-buttons .dropdown-menu")
    page.locator(".dropdown-download-buttons > button").click()
    assert menu.is_visible()
    page.keyboard.press("Escape")
    menu.wait_for(state="hidden")


def test_copy_buttons_are_in_sight_on_touch_screens(address, opened):
    page = opened(360, has_touch=True, is_mobile=True)
    page.goto(address + "chapters/rerun.html")
    buttons = page.locator("button.copybtn")
    buttons.first.wait_for()
    assert {each.evaluate("e => getComputedStyle(e).opacity") for each in buttons.all()} == {"1"}


@pytest.mark.parametrize("width", [360, 1440])
def test_without_javascript_no_button_is_dead_and_the_contents_can_be_reached(
    address, opened, width
):
    page = opened(width, java_script_enabled=False)
    for name in (*CONTROLS, SEARCH):
        page.goto(address + name)
        assert page.locator("button:visible, select:visible").count() == 0
        assert page.locator("#pst-primary-sidebar a[href*='china.html']").is_visible()
        assert name == SEARCH or page.locator("a[href$='report.pdf']:visible").count()
    page.locator("#pst-primary-sidebar a[href*='china.html']").click()
    page.wait_for_url("**/chapters/china.html")


@pytest.mark.parametrize("name", ["chapters/words.html", "chapters/sources.html"])
def test_a_link_into_a_long_page_comes_to_rest_where_it_leads(address, opened, name):
    """No part of a page is as tall as somebody guessed: what is above a target stays so."""
    page = opened(360)
    page.goto(address + name)
    last = page.evaluate("[...document.querySelectorAll('.bd-article [id]')].at(-20).id")
    page.goto(f"{address}{name}#{last}")
    page.wait_for_timeout(800)
    place = f"document.getElementById({last!r}).getBoundingClientRect().top"
    top = page.evaluate(place)
    at_end = page.evaluate("innerHeight + scrollY >= document.documentElement.scrollHeight - 2")
    assert 0 <= top <= 200 or at_end
