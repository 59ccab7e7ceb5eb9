"""A drawing of Matplotlib made a part of a page: light, in both schemes, and speaking."""

import json
import re

import lxml.html
import matplotlib as mpl
import pandas as pd
import pytest
from lxml import etree

from casebook.binding.site.drawings.chart_colours import stylesheet
from casebook.binding.site.drawings.chart_places import address_from, place
from casebook.binding.site.drawings.inline_svg import colours, lean
from casebook.reasoning.cited import Cited, CitedRow
from casebook.telling.drawing.chart_files import SCREEN
from casebook.telling.drawing.charts import canvas, render, save, text_on
from casebook.telling.drawing.colours import DARK_GROUND, MIRRORED, contrast, in_the_dark, luminance
from casebook.telling.drawing.forms import NARROW, ON_PAGES, WIDE, drawn_as, letters, width
from casebook.telling.drawing.marks import say
from casebook.telling.drawing.pictures import Picture
from chapters.common import palette

CARD = "../chapters/china.html#claim-c06"
FIGURE = """
<div class="cell"><details class="code-toggle"></details>
<figure id="fig-x"><img src="../figures/x.svg"><figcaption><p><span class="caption-text">Read so.
 <span class="paper-only">Sources: A.</span> <span class="screen-only sources">
 <span class="bibtex-citation">Ada [<a href="s.html#1">2023</a>]</span></span>
 <a href="figures/x.csv">Data</a> <a href="figures/x.svg">SVG</a></span></p></figcaption>
</figure></div>"""


def _draw(frame):
    figure, ax = canvas(2)
    bars = ax.bar(frame["year"], frame["loaves"], color="#1b5e8c", hatch="//", edgecolor="white")
    for row, bar in enumerate(bars):
        say(bar, row)
        bar.set_url(CARD)
    ax.text(2, 5, "two  loaves", rotation=90)
    return figure


@pytest.fixture
def folder(tmp_path):
    frame = pd.DataFrame({"year": [1, 2], "loaves": [3, 4]})
    drawn = (Cited("loaves", (CitedRow("1", (), ""), CitedRow("2", (), ""))),)
    picture = Picture("x", frame, _draw, "T", "S", "C", "Two bars.", (), ("3 <b>", "4"), drawn)
    save(picture, render(picture, "me"), "me", picture.marks, tmp_path)
    return tmp_path


def _lean(folder, form=NARROW, marks=("3 <b>", "4")):
    file = folder / SCREEN / f"x.{form.name}.svg"
    return lean(file, f"x-{form.name}", form.pixels, "Two bars.", marks)


def test_a_drawing_is_lean_and_has_real_text(folder):
    drawing = _lean(folder)
    assert not drawing.xpath(".//@style | .//metadata | .//style")
    assert "two  loaves" in drawing.xpath(".//text/text()")
    (turned,) = drawing.xpath(".//text[@transform]/@transform")
    assert turned.startswith("rotate(-90 ")
    assert {"#1b5e8c", "#ffffff", "#1a1a1a"} <= colours(
        set(re.findall(r"[fs]-\w+", _text(drawing)))
    )
    assert drawing.get("aria-label") == "Two bars."
    assert not re.search(r"\d\.\d{3,}", " ".join(drawing.xpath(".//@d")))


def _text(drawing):
    return etree.tostring(drawing, encoding="unicode")


def test_ids_are_those_asked_for_and_differ_between_the_forms(folder):
    ids = [_lean(folder, form).xpath(".//@id") for form in ON_PAGES]
    assert all(ids)
    assert not set(ids[0]) & set(ids[1])
    text = _text(_lean(folder))
    assert {*re.findall(r"url\(#([^)]+)\)", text)} <= set(ids[0])


def test_a_mark_speaks_and_all_are_one_stop(folder):
    marks = _lean(folder).xpath(".//*[@data-mark]")
    assert [mark.get("aria-label") for mark in marks] == ["3 <b>", "4"]
    assert [mark.get("tabindex") for mark in marks] == ["0", "-1"]
    assert [mark.findtext("title") for mark in marks] == ["3 <b>", "4"]
    assert not _lean(folder, marks=()).xpath(".//@data-mark | .//@tabindex")


def test_a_chart_in_its_page(folder):
    tree = lxml.html.fragment_fromstring(FIGURE)
    names = {"claim-c06": "C06: <so>. Mixed."}
    assert place(tree.find(".//img"), folder, "index", names)
    assert tree.xpath(".//div[@class='drawing']/svg/@class") == ["narrow", "wide"]
    assert tree.xpath(".//p[@class='chart-title']/text()") == ["T"]
    links = tree.xpath(".//svg[@class='wide']//a")
    assert {link.get("href") for link in links} == {"chapters/china.html#claim-c06"}
    assert {link.get("aria-label") for link in links} == set(names.values())
    assert tree.xpath(".//a[@class='past-links']/@href") == ["#fig-x-caption"]
    assert tree.xpath(".//details/summary/text()") == ["Sources (1)"]
    assert tree.xpath(".//details//li/a/text()") == ["Ada 2023"]
    assert tree.xpath(".//p[@class='chart-links']/a/text()") == ["Data", "SVG", "Code"]
    assert tree.xpath("string(.//*[@class='caption-text'])").strip() == "Read so."
    with pytest.raises(KeyError):
        place(lxml.html.fragment_fromstring(FIGURE).find(".//img"), folder, "index", {})


def test_the_words_around_a_drawing_are_kept_beside_it(folder):
    words = json.loads((folder / SCREEN / "x.json").read_text("utf-8"))
    assert words == {
        **{"title": "T", "subtitle": "S", "alt": "Two bars.", "marks": ["3 <b>", "4"]},
        "rows": {"loaves": ["1", "2"]},
    }


def test_an_image_that_is_no_chart_stays(tmp_path):
    tree = lxml.html.fragment_fromstring(FIGURE)
    assert not place(tree.find(".//img"), tmp_path, "index", {})
    assert tree.find(".//img") is not None


def test_addresses_of_a_drawing_are_turned_for_the_page():
    assert address_from("index", CARD) == "chapters/china.html#claim-c06"
    assert address_from("chapters/scorecard", CARD) == "china.html#claim-c06"


def test_a_canvas_is_as_wide_as_its_form():
    with drawn_as(NARROW):
        assert width() * 72 == pytest.approx(NARROW.points)
        assert letters(60) == 49
    with drawn_as(WIDE):
        assert canvas(1)[0].get_figwidth() * 72 == pytest.approx(540)
        mpl.pyplot.close("all")


def _palette():
    found = set()
    for name, value in vars(palette).items():
        if name == "DARK":  # chosen for the dark already
            continue
        values = value.values() if isinstance(value, dict) else [value]
        found |= {v for v in values if isinstance(v, str) and re.fullmatch("#[0-9a-f]{6}", v)}
    return sorted(found)


@pytest.mark.parametrize("colour", _palette())
def test_colours_stand_out_in_the_dark_and_bear_words(colour):
    dark = in_the_dark(colour)
    if luminance(colour) > MIRRORED:  # as faint as on white, and lighter than the ground
        assert contrast(dark, DARK_GROUND) == pytest.approx(contrast(colour, "#ffffff"), abs=0.15)
    else:
        assert contrast(dark, DARK_GROUND) >= 4.5
    on_it = mpl.colors.to_hex(text_on(colour))
    assert contrast(on_it, colour) >= 4.5
    assert contrast(in_the_dark(on_it), dark) >= 4.5


def test_the_stylesheet_has_both_schemes_and_takes_what_the_book_chose():
    sheet = stylesheet({"#1b5e8c", "#ffffff"}, {"#1b5e8c": "#123456"})
    assert ":root{--c1b5e8c:#1b5e8c;}" in sheet
    assert "html[data-theme=dark]{--c1b5e8c:#123456;}" in sheet
    assert ".f-ffffff{fill:var(--pst-color-background)}" in sheet
