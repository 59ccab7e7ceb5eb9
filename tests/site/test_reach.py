"""Every control by keyboard and by touch, as a reader without a mouse meets it."""

import lxml.html
import pytest

from casebook.reasoning.claims import read_claims

CHAPTER = "chapters/membership.html"
SCORECARD = "chapters/scorecard.html"
CITATION = ".bd-article section > p a.reference.internal[data-source]"


def focused(page, attribute):
    return page.evaluate(f"document.activeElement.getAttribute('{attribute}')")


@pytest.fixture
def chapter(address, opened):
    page = opened()
    page.goto(address + CHAPTER)
    return page


def test_the_tab_key_reaches_every_control(address, opened):
    """By the order of the page: no control is left out, none holds the focus."""
    for name in ("index.html", SCORECARD):
        page = opened()
        page.goto(address + name)
        controls = page.evaluate(
            """() => [...document.querySelectorAll('a[href], button, input, select, summary')]
            .filter(e => e.checkVisibility({visibilityProperty: true}) && e.tabIndex >= 0
                         && !e.disabled && !e.closest('dialog:not([open])')
                         && !e.matches('[type=radio]:not(:checked)'))  // the arrows reach these
            .map((e, i) => (e.dataset.seen = 'no', i)).length"""
        )
        for _ in range(controls + 60):
            page.keyboard.press("Tab")
            page.evaluate("document.activeElement.dataset.seen = 'yes'")
        missed = page.locator("[data-seen=no]")
        assert missed.count() == 0, (name, missed.first.evaluate("e => e.outerHTML"))


def test_search_opens_and_searches_by_keyboard(chapter):
    chapter.keyboard.press("Control+k")
    chapter.keyboard.type("Lithuania")
    chapter.keyboard.press("Enter")
    chapter.wait_for_url("**/search.html?q=Lithuania*")
    chapter.locator("#search-results li a").first.wait_for()


def test_theme_changes_by_keyboard(chapter):
    modes = []
    chapter.locator(".theme-switch-button:visible").focus()
    for _ in range(3):
        chapter.keyboard.press("Enter")
        modes.append(chapter.evaluate("document.documentElement.dataset.mode"))
    assert sorted(modes) == ["auto", "dark", "light"]


def test_the_contents_open_and_close_by_keyboard_on_a_phone(address, opened):
    page = opened(360)
    page.goto(address + CHAPTER)
    contents = page.locator(".bd-sidebar-primary")
    page.locator(".primary-toggle:visible").focus()
    page.keyboard.press("Enter")
    link = page.get_by_role("link", name="The scorecard").first
    link.wait_for(state="visible")
    link.focus()
    page.keyboard.press("Escape")
    contents.wait_for(state="hidden")


def test_code_and_fields_open_by_keyboard(address, opened):
    page = opened()
    page.goto(address + CHAPTER)
    page.locator(".code-switch").focus()
    page.keyboard.press("Enter")
    assert page.locator("article details.code-toggle").first.get_attribute("open") is not None
    page.goto(address + "chapters/data.html")
    details = page.locator("article details.sd-dropdown").first
    details.locator("summary").focus()
    page.keyboard.press("Enter")
    assert details.get_attribute("open") is not None


def test_a_citation_shows_its_source_to_keyboard_and_mouse(chapter):
    citation, note = chapter.locator(CITATION).first, chapter.get_by_role("tooltip")
    source = citation.get_attribute("data-source")
    assert note.count() == 0
    citation.focus()
    assert note.inner_text() == source
    assert citation.get_attribute("aria-describedby") == note.get_attribute("id")
    chapter.keyboard.press("Escape")
    assert not note.is_visible()
    citation.blur()
    citation.hover()
    note.hover()  # the mouse may go to the note to read or copy it
    chapter.wait_for_timeout(400)
    assert note.is_visible()
    chapter.mouse.move(0, 0)
    note.wait_for(state="hidden")


def test_a_first_tap_shows_the_source_and_a_second_goes_to_it(address, opened):
    page = opened(360, has_touch=True)
    page.goto(address + CHAPTER)
    citation = page.locator(CITATION).first
    source = citation.get_attribute("data-source")
    citation.tap()
    note = page.get_by_role("tooltip")
    assert note.inner_text() == source
    box = note.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 360
    assert page.url == address + CHAPTER
    citation.tap()
    page.wait_for_url("**/sources.html#*")


def test_a_citation_without_javascript_is_a_link_with_a_title(site):
    tree = lxml.html.parse(site / CHAPTER)
    cited = tree.xpath("//article//a[contains(@href, 'sources.html#') and @title]")
    assert cited
    assert all(link.get("title") for link in cited)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_mark_of_the_picture_has_a_link_in_its_place(address, opened, evidence, scheme):
    page = opened(scheme=scheme)
    page.goto(address + "index.html")
    marks = page.locator(".board .tile a")
    names = [mark.get_attribute("aria-label") for mark in marks.all()]
    assert sorted(f"C{name[:2]}" for name in names) == [claim.id for claim in read_claims(evidence)]


def test_marks_of_the_picture_are_large_enough_to_tap_on_a_phone(address, opened):
    page = opened(360, has_touch=True)
    page.goto(address + "index.html")
    boxes = [mark.bounding_box() for mark in page.locator(".board .tile a").all()]
    assert boxes
    least = min(min(box["width"], box["height"]) for box in boxes)
    assert least >= 24  # WCAG 2.5.8, target size (minimum), in CSS pixels
    places = {(round(box["x"]), round(box["y"])) for box in boxes}
    assert len(places) == len(boxes)


@pytest.mark.parametrize("way", ["mouse", "touch", "keyboard"])
def test_a_mark_of_the_picture_opens_by(way, address, opened):
    page = opened(360, has_touch=way == "touch")
    page.goto(address + "index.html")
    mark = page.locator(".board .tile a").nth(5)
    target = mark.get_attribute("href")
    if way == "keyboard":
        mark.focus()
        page.keyboard.press("Enter")
    elif way == "touch":
        mark.tap()  # tells of the claim
        page.get_by_role("tooltip").wait_for()
        mark.tap()
    else:
        mark.click()
    page.wait_for_url(address + target)
    assert page.locator(f"#{target.partition('#')[2]}").is_visible()


def test_the_keyboard_can_pass_by_the_marks(address, opened):
    page = opened()
    page.goto(address + SCORECARD)
    page.locator(".past-links").first.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    # The first link below the drawing: the picture shows the book's own assessment.
    assert focused(page, "href") == "../figures/verdicts_by_topic.csv"


def test_marks_of_a_chart_speak_and_are_one_stop_for_the_keyboard(address, opened):
    page = opened()
    page.goto(address + "chapters/nato_divide.html")
    chart, note = page.locator("#fig-nato-map"), page.locator("#mark-note")
    marks = chart.locator("svg.wide [data-mark][tabindex]")
    assert marks.count() > 30
    assert chart.locator("svg.wide [tabindex='0']").count() == 1
    marks.first.focus()
    first = note.inner_text()
    assert first == marks.first.get_attribute("aria-label")
    page.keyboard.press("ArrowRight")
    assert note.inner_text() == marks.nth(1).get_attribute("aria-label") != first
    page.keyboard.press("Escape")
    assert note.is_hidden()
    chart.locator("svg.wide text", has_text="NOR").first.hover()
    assert note.inner_text().startswith("Norway")
