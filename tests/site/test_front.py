"""The first page and the op-ed with marks: the answer at once, a board that tells no untruth."""

import json
from dataclasses import replace

import lxml.html
import pytest
from axe_playwright_python.sync_playwright import Axe

from casebook import find_all, find_in
from casebook.reasoning import book
from casebook.telling.overview.board import COLUMNS, board_data, board_page, headline
from casebook.telling.overview.marked_text import marked_text
from casebook.telling.overview.walk import walk
from chapters.common.argument import weigh
from chapters.common.verdicts import examine
from chapters.front.facts import board

OPED = "chapters/oped.html"
STATES = ("", "#by=step&evidence=primary", "#claims=core&known=published&by=paragraph")


@pytest.fixture(scope="module")
def found(evidence):
    """The verdict of every claim for each of the board's columns, as ``find_all`` gives it."""
    grades = {
        "all rows": evidence,
        "without weak rows": evidence.narrowed(grades=frozenset({"primary", "secondary"})),
        "primary rows only": evidence.narrowed(grades=frozenset({"primary"})),
    }
    findings = {name: find_all(body) for name, body in grades.items()}
    return {
        (as_of, name): {
            claim: str((f.now if as_of == "with today's data" else f.at_publication).verdict)
            for claim, f in findings[name].items()
        }
        for as_of, name in COLUMNS
    }


@pytest.fixture(scope="module")
def told(evidence):
    """What the board's script is given."""
    return board_data(board(examine(evidence)))


@pytest.fixture
def front(address, opened):
    """Return a function that opens the first page, which may write nothing to the console."""
    said = []

    def show(state="", **options):
        page = opened(**options)
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("console", lambda m: m.type in ("error", "warning") and said.append(m.text))
        page.goto(f"{address}index.html{state}")
        return page

    yield show
    assert said == []


def choose(page, name, value):
    page.locator(f".board input[name={name}][value={value}]").check()


def shown(page):
    """Return the verdict that each tile of the board shows, by claim."""
    tiles = page.evaluate(
        """() => [...document.querySelectorAll('.board .tile')].map(tile => [
            'C' + tile.textContent.trim(), tile.firstElementChild.getAttribute('aria-label'),
            [...tile.classList].find(name => name.startsWith('verdict-')).slice(8)])"""
    )
    for _, label, verdict in tiles:
        assert label.partition(", in the book ")[0].endswith(f". {verdict.replace('-', ' ')}")
    return {claim: verdict.replace("-", " ") for claim, _, verdict in tiles}


def test_every_switch_has_the_verdicts_that_the_rules_give(told, found):
    for column, kept in zip(COLUMNS, told["columns"], strict=True):
        verdicts = [told["verdicts"][int(digit)] for digit in kept]
        assert dict(zip(found[column], verdicts, strict=True)) == found[column], column


@pytest.mark.parametrize("term", ["threatened", "acts_counted", "gain_counted", "output"])
def test_a_reading_has_the_verdicts_that_the_rules_give(term, evidence, told):
    reading = list(book.definitions()[term])[-1]
    body, claims = evidence.narrowed(**{term: reading}), list(evidence["claims"]["id"])
    kept = [line for line in told["readings"] if line[1:4] == [0, term, reading]]
    assert kept
    for place, *_, verdict in kept:
        claim = claims[place]
        chapter = next(name for name in book.chapters() if claim in book.rules(name))
        now = find_in(chapter, body)[claim].now.verdict
        assert told["verdicts"][verdict] == now


def test_every_group_holds_each_claim_once(told):
    for by, groups in told["groups"].items():
        places = sorted(place for _, members, *_ in groups for place in members)
        assert places == list(range(len(told["columns"][0]))), by


def test_hostile_words_end_no_element_and_no_fence(evidence):
    examined = examine(evidence)
    nasty = "x\n`````\n</form><script>alert(1)</script> {{ 1 }}"
    finding = examined.findings["C06"]
    finding = replace(finding, claim=replace(finding.claim, paraphrase=nasty, key_phrase=nasty))
    findings = {**examined.findings, "C06": finding}
    page = board_page(replace(board(examined), findings=findings))
    told = [marked_text({2: nasty}, [finding]), walk(weigh(examined).argument, findings)]
    assert "\n" not in page
    for text in (page, *(block.markdown for block in told), *(block.html for block in told)):
        assert "<script>alert" not in text
        assert "\n`````\n</form>" not in text


def test_a_headline_counts_one_and_several():
    told = headline(["supported", "mixed", "mixed", "untested"], "core claims")
    assert told == "Of 4 core claims 1 holds, 2 are right in part and 1 cannot be told."


@pytest.mark.parametrize("size", [(360, 740), (1440, 900)])
def test_question_answer_and_the_top_of_the_picture_are_on_the_first_screen(front, size):
    page = front()
    page.set_viewport_size({"width": size[0], "height": size[1]})
    for part in ("h1", ".answer", ".standings", ".ways", ".board .tile >> nth=0"):
        box = page.locator(part).first.bounding_box()
        assert box["y"] + box["height"] <= size[1], (part, box)
    for label in page.locator(".board-switch legend").all():
        assert label.bounding_box()["width"] > 20, label.inner_text()
    assert "Does not hold:" in page.locator(".standings").inner_text()


def test_switches_show_the_verdicts_of_their_evidence(front, found):
    page = front(reduced_motion="reduce")
    assert shown(page) == found[COLUMNS[0]]
    for (_, grades), value in zip(COLUMNS[:3], ("all", "reliable", "primary"), strict=True):
        choose(page, "evidence", value)
        assert shown(page) == found["with today's data", grades]
    choose(page, "known", "published")
    assert shown(page) == found[COLUMNS[-1]]
    book, chosen = found[COLUMNS[0]], found[COLUMNS[-1]]
    differ = sum(chosen[claim] != verdict for claim, verdict in book.items())
    said = page.locator(".board-said").inner_text()
    told = headline(chosen.values())
    assert said == f"{told} {differ} differ from the book, in a dashed frame."


def test_the_page_says_the_same_before_its_script_runs(front, site, found):
    (said,) = lxml.html.parse(site / "index.html").xpath("//*[@class='board-said']/text()")
    assert said == headline(found[COLUMNS[0]].values())
    assert said == front().locator(".board-said").inner_text()


def test_a_reading_moves_its_claim_and_unfolds_without_cut_words(front):
    page = front(width=360, reduced_motion="reduce")
    assert shown(page)["C53"] == "untested"
    page.get_by_text("Choose what disputed words mean").click()
    page.locator("summary", has_text="What counts as a stronger defence?").click()
    choose(page, "gain_counted", "permitted")
    assert shown(page)["C53"] == "evidence for"
    cut = "e => e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1"
    for words in page.locator(".board :is(label > span, summary, .board-label)").all():
        assert not words.evaluate(cut), words.inner_text()


def test_what_is_chosen_stands_in_the_address_and_comes_back(front):
    page = front("#claims=core&by=step&threatened=bloc", reduced_motion="reduce")
    core = page.locator(".board .tile").count()
    assert 0 < page.locator(".board .tile.core").count() < core < 93  # and what the steps need
    assert page.locator(".board-groups").get_attribute("data-by") == "step"
    choose(page, "known", "published")
    assert page.url.endswith("#claims=core&known=published&by=step&threatened=bloc")
    page.go_back()
    page.wait_for_function("location.hash === '#claims=core&by=step&threatened=bloc'")
    assert page.locator(".board input[value=today]").is_checked()
    page.go_forward()
    page.wait_for_function("document.querySelector('.board input[value=published]').checked")
    page.locator(".board .past-links").focus()
    page.keyboard.press("Enter")  # an anchor of the page chooses nothing
    assert page.locator(".board .tile").count() == core
    page.go_back()
    page.reload()
    assert page.locator(".board .tile").count() == core
    page.get_by_role("button", name="Back to the book").click()
    page.wait_for_function("location.hash === '#board'")
    assert page.locator(".board .tile").count() == 93
    assert page.get_by_role("button", name="Back to the book").count() == 0
    page.evaluate("location.hash = 'evidence=primary'")
    page.wait_for_function("document.querySelector('.board .moved')")


def test_steps_stand_by_the_evidence_chosen(front, told):
    page = front("#by=step", reduced_motion="reduce")
    for at, (known, accepted) in enumerate(
        (known, accepted) for known in told["known"] for accepted in told["evidence"]
    ):
        choose(page, "known", known)
        choose(page, "evidence", accepted)
        stands = [group[2][at] for group in told["groups"]["step"] if group[2]]
        assert page.locator(".board-label .stands").all_inner_texts() == stands


def test_a_step_does_not_stand_where_a_reading_moves_what_it_needs(front, told, evidence):
    page = front("#by=step&gain_counted=permitted", reduced_motion="reduce")
    own = [group for group in told["groups"]["step"] if group[2]]
    moved = list(evidence["claims"]["id"]).index("C53")
    kept = [group[2][0] for group in own if moved not in group[3]]
    assert page.locator(".board-label .stands").all_inner_texts() == kept
    assert len(kept) == len(own) - 1


def test_a_step_shows_the_claims_that_it_needs_among_the_core_ones_too(front, told):
    page = front("#claims=core&by=step", reduced_motion="reduce")
    seen = {int(tile.get_attribute("data-place")) for tile in page.locator(".board .tile").all()}
    for group in told["groups"]["step"]:
        assert set(group[3]) <= seen


def test_tiles_move_unless_the_reader_asks_for_stillness(front):
    moving = "document.getAnimations().filter(a => a.effect.target.matches('.tile')).length"
    for wish, least in (("no-preference", 1), ("reduce", 0)):
        page = front(reduced_motion=wish)
        choose(page, "by", "topic")
        number = page.evaluate(moving)
        assert number >= least if least else number == 0


def test_the_board_answers_the_keyboard(front):
    page = front()
    page.locator(".board input[name=by]:checked").focus()
    page.keyboard.press("ArrowRight")
    assert page.locator(".board-groups").get_attribute("data-by") == "step"
    page.locator(".board .past-links").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")  # to the disputed words, which stand below the tiles
    page.keyboard.press("Tab")
    # The first link below the board: the picture shows the book's own assessment.
    reached = page.evaluate("document.activeElement.getAttribute('href')")
    assert reached == "figures/all_verdicts.csv"


def test_a_tile_that_differs_says_so_beside_it(front):
    page = front("#evidence=primary", reduced_motion="reduce")
    tile = page.locator(".board .moved a").first
    tile.focus()
    note = page.get_by_role("tooltip")
    note.wait_for()
    assert f"As you chose: {tile.get_attribute('data-here')}." in note.inner_text()


def test_without_javascript_and_on_paper_the_picture_stands_still(front, evidence):
    still = front(java_script_enabled=False)
    printed = front()
    printed.emulate_media(media="print")
    for page in (still, printed):
        assert not page.locator(".board").is_visible()
        assert page.locator("figure[data-chart=all_verdicts] .drawing").is_visible()
        assert page.locator("figure[data-chart=all_verdicts] .chart-title").is_visible()
    assert still.locator(".drawing svg.wide a").count() == len(evidence["claims"])


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 768, 1440])
def test_first_page_and_op_ed_are_easy_to_reach_in_every_state(front, address, width, scheme):
    page = front(width=width, scheme=scheme, bypass_csp=True, reduced_motion="reduce")
    found = []
    for place in [*(f"index.html{state}" for state in STATES), OPED]:
        page.goto("about:blank")
        page.goto(address + place)
        for summary in page.locator(".board summary").all():
            summary.click()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        violations = Axe().run(page).response["violations"]
        found += [(place, v["id"], v["nodes"][0]["html"]) for v in violations]
    assert found == []


def test_the_page_on_sturdiness_leads_to_the_board(front, address):
    page = front()
    page.goto(address + "chapters/sturdiness.html")
    page.get_by_role("link", name="original texts alone").click()
    page.wait_for_url("**/index.html#evidence=primary")
    assert page.locator(".board input[value=primary]").is_checked()


@pytest.mark.parametrize("width", [360, 1440])
def test_a_note_stands_beside_its_phrase_or_under_it(front, address, width):
    page = front(width=width)
    page.goto(address + OPED)
    phrase = page.locator(".marked-phrase").first.bounding_box()
    note = page.locator(".marked-note").first.bounding_box()
    beside = note["x"] >= phrase["x"] + phrase["width"]
    assert beside if width == 1440 else note["y"] >= phrase["y"] + phrase["height"]


def test_a_paragraph_has_an_address(site):
    tree = lxml.html.parse(site / OPED)
    assert len(tree.xpath("//*[starts-with(@id, 'paragraph-')]")) == 28  # paragraphs in claims.csv
    front = lxml.html.parse(site / "index.html")
    data = json.loads(front.xpath("//*[@data-board]/script")[0].text)
    jumps = tree.xpath("//*[contains(@class, 'paragraph-list')]//a/@href")
    assert jumps == [f"#paragraph-{number}" for number in range(1, 29)]
    for *_, page in data["groups"]["paragraph"]:
        assert tree.xpath(f"//*[@id='{page.partition('#')[2]}']")


@pytest.mark.parametrize("width", [320, 768])
def test_on_narrow_screens_the_list_of_paragraphs_shows_all_numbers(front, address, width):
    page = front(width=width)
    page.goto(address + OPED)
    ends = page.locator(".paragraph-list a").evaluate_all(
        "links => links.map(a => a.getBoundingClientRect().right)"
    )
    assert len(ends) == 28
    assert max(ends) <= width


@pytest.mark.parametrize("width", [992, 1440])
def test_the_list_of_paragraphs_stays_in_sight_and_covers_none(front, address, width):
    page = front(width=width)
    page.goto(f"{address}{OPED}#paragraph-9")
    jumps = page.locator(".paragraph-list").bounding_box()
    bar = page.locator(".bd-header-article").bounding_box()
    paragraph = page.locator("#paragraph-9").bounding_box()
    assert bar["y"] + bar["height"] <= jumps["y"] + 1
    assert jumps["y"] + jumps["height"] <= paragraph["y"] + 1
    page.locator(".paragraph-list a").nth(10).click()
    page.wait_for_url("**#paragraph-11")
