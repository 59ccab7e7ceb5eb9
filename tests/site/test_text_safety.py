"""Text from data is only text: on the page, in print, in downloads and for machines."""

import csv
import io
import json
import re
import shutil
import sys
from pathlib import Path

import lxml.html
import pikepdf
import pytest
from docutils.utils.smartquotes import processEscapes
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from markdown_it import MarkdownIt
from myst_parser.config.main import MdParserConfig
from myst_parser.mdit_to_docutils.base import DocutilsRenderer
from myst_parser.parsers.mdit import create_md_parser
from playwright.sync_api import sync_playwright

from casebook.data.checks.contract import check_data
from casebook.data.faults import DataFaultsError
from casebook.data.place import data_folder
from casebook.data.sources import write_sources_table
from casebook.telling.markup import plain
from tests import browser
from tests.engine.test_properties import always_the_same
from tests.small_book import HEADER, edit, run, small_book

HOSTILE = {
    "script": "<script>window.hacked=1</script>",
    "handler": "<img src=x onerror='window.hacked=2'>",
    "entity": "&lt;b&gt; &amp; &#x3c;",
    "include": "{include}`/etc/passwd` ```{include} /etc/passwd",
    "literal": "{literalinclude}`/etc/passwd` {download}`/etc/passwd` ![x](/etc/passwd)",
    "cite": "{cite}`no_such_key` {glue:text}`no_such_number` {doc}`/index` {ref}`nowhere`",
    "raw": "{raw}`html` ::::{raw} html <b>bold</b>",
    "link": "[a link](javascript:window.hacked=3) <javascript:window.hacked=4>",
    "autolink": "https://example.org/?a=1&b=<2> mailto:a@example.org",
    "substitution": "{{ 7*7 }} %comment [^note] ^[note] (target)=",
    "latex": r"\input{/etc/passwd} $\frac{1}{0}$ \end{document} 100% \\ $$x$$",
    "markup": "**bold** _it_ `code` ~~gone~~ # a | b --- <!-- hidden --> [x]{.y}",
    "backslash": r"C:\new \* it's \"quoted\" ''twice''",
    "formula": 'so =HYPERLINK("https://example.org";"x")',
    "list": "1. first",
    "bullet": "* item",
    "quote": "> said",
    "hebrew": "\u05e9\u05dc\u05d5\u05dd \u200fmarked\u200e",
}
"""Text that does something in HTML, MyST, LaTeX, a browser or a spreadsheet."""

OVERRIDE = "right \u202eto left\u202c and \u2066isolated\u2069"
"""Marks that turn what follows round: taken out of what is shown, left in what is downloaded."""

PAGE = f"""\
{HEADER}# Hostile words

```{{code-cell}} ipython3
from dataclasses import replace

from casebook import find_in, read_evidence, show
from casebook.telling.drawing.pictures import Table
from chapters.bread import charts

evidence = read_evidence()
findings = find_in("bread", evidence)
words = list(evidence["corrections"]["reason"])
show.numbers({{f"word{{n}}": text for n, text in enumerate(words)}})
```

Glued: {{glue:text}}`word0` and {{glue:text}}`word6` and {{glue:text}}`word9`.
Said by {{cite:t}}`baker_2023_ledger`.

```{{code-cell}} ipython3
show.claim_cards(findings)
show.table(lambda e: Table("corrections", e["corrections"], words[0]), evidence)
```

```{{code-cell}} ipython3
show.verdict_table(findings, "verdicts")
```

```{{code-cell}} ipython3
show.told_findings(findings.values(), words[0])
```

```{{code-cell}} ipython3
def chart(evidence):
    whole = charts.chart_sales(evidence)
    text = " ".join(words)
    return replace(whole, title=text, subtitle=text, caption=text, alt=text)


show.picture(chart, evidence)
```

```{{code-cell}} ipython3
show.data_dictionary(evidence)
```

```{{bibliography}}
:cited:
```
"""


def put(table: Path, rows: dict[int, dict[str, str]]) -> None:
    """Write values into the cells of a table: by row, counted from 0, and column."""
    lines = list(csv.reader(io.StringIO(table.read_text("utf-8"))))
    for number, cells in rows.items():
        while len(lines) <= number + 1:
            lines.append([f"CO{len(lines):02}", *lines[1][1:]])
        for column, value in cells.items():
            lines[number + 1][lines[0].index(column)] = value
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(lines)
    table.write_text(text.getvalue(), "utf-8")


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small book whose cells, titles and sources hold hostile text."""
    book = small_book(tmp_path_factory.mktemp("hostile") / "book", "# A book\n\nOf words.\n")
    (book / "chapters" / "bread.md").write_text(PAGE, "utf-8")
    edit(book / "_toc.yml", "      - file: chapters/sources\n", "")
    (book / "chapters" / "sources.md").unlink()
    # A cell's text in a sentence is text too, no template of its own.
    edit(
        book / "chapters/bread/words.yml", "with and without it.", "with and without it. {{ said }}"
    )
    cited = 'evidence.cites(("loaves", evidence["loaves"]))'
    said = '" ".join(evidence["corrections"]["reason"])'
    edit(book / "chapters/bread/rules.py", cited, f'{cited}, names={{"said": {said}}}')
    data, everything = book / "data", " ".join(HOSTILE.values())
    texts = [*HOSTILE.values(), OVERRIDE]
    put(data / "corrections.csv", {n: {"reason": text} for n, text in enumerate(texts)})
    put(data / "claims.csv", {n: {"paraphrase": everything} for n in range(3)})
    put(data / "claims.csv", {1: {"key_phrase": HOSTILE["script"]}})
    put(data / "claims.csv", {2: {"key_phrase": HOSTILE["link"]}})
    bibliography = (data / "sources.bib").read_text("utf-8")
    entry = re.search(r"@misc\{baker_2023_ledger,.*?\n\}\n", bibliography, re.DOTALL)[0]
    hostile = (
        "@misc{baker_2023_ledger,\n"
        f"  title = {{{{{HOSTILE['script']} {HOSTILE['include']}}}}},\n"
        f"  author = {{{{{HOSTILE['handler']}}}}},\n"
        "  year = {2026},\n"
        f"  note = {{{{{HOSTILE['link']} {HOSTILE['raw']}}}}},\n"
        "}\n"
    )
    (data / "sources.bib").write_text(bibliography.replace(entry, hostile), "utf-8")
    descriptor = json.loads((data / "datapackage.json").read_text("utf-8"))
    descriptor["title"] = everything
    descriptor["resources"][0] |= {"title": everything, "description": everything}
    descriptor["resources"][0]["schema"]["fields"][0]["description"] = everything
    (data / "datapackage.json").write_text(json.dumps(descriptor), "utf-8")
    made = run(book, sys.executable, "-m", "casebook.binding", "sources")
    assert made.returncode == 0, made.stderr
    result = run(book)
    assert result.returncode == 0, result.stdout[-6000:] + result.stderr[-6000:]
    return book


SHOWN = [*HOSTILE.values(), "right to left and isolated"]


def squeezed(text: str) -> str:
    """Return text without white space, which a layout moves, its quotes, dashes and dots as typed.

    The book sets straight quotes round, two or three hyphens as a dash, three dots as an ellipsis.
    """
    for typeset, typed in ("‘'", "’'", '“"', '”"', ("–", "--"), ("—", "---"), ("…", "...")):
        text = text.replace(typeset, typed)
    return re.sub(r"\s+", "", text)


@pytest.fixture(scope="module")
def page(book: Path) -> lxml.html.HtmlElement:
    return lxml.html.parse(str(book / "_build/html/chapters/bread.html")).getroot()


@pytest.mark.parametrize("kind", HOSTILE)
def test_text_stands_on_the_page_as_typed(page, kind):
    article = page.find(".//article")
    text = HOSTILE[kind]
    cells = {squeezed(td.text_content()) for td in article.xpath(".//table//td")}
    assert squeezed(text) in cells
    words = squeezed(article.text_content())
    # In the card, the chart's caption, the headings, the table of fields.
    assert words.count(squeezed(text)) >= 5


def test_glued_text_stands_in_the_prose_as_typed(page):
    (said,) = [p for p in page.xpath(".//article//p") if p.text_content().startswith("Glued")]
    texts = list(HOSTILE.values())
    expected = squeezed(f"Glued: {texts[0]} and {texts[6]} and {texts[9]}.")
    assert squeezed(said.text_content()).startswith(expected)


def test_sources_stand_on_the_page_as_typed(page):
    words = squeezed(page.find(".//article").text_content())
    for kind in ("script", "include", "handler", "link", "raw"):
        assert squeezed(HOSTILE[kind]) in words, kind
    assert not page.xpath("//a[starts-with(@href, 'javascript')]")


def test_marks_that_turn_text_round_are_not_shown(page):
    shown = "".join(page.xpath("//body//text()[not(ancestor::script)]"))
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", shown)
    assert squeezed(SHOWN[-1]) in squeezed(shown)


def test_nothing_is_included(book):
    secret = Path("/etc/passwd").read_text("utf-8").splitlines()[0]
    for file in (book / "_build" / "html").rglob("*"):
        if file.suffix in (".html", ".json", ".ipynb", ".js", ".txt", ".md"):
            assert secret not in file.read_text("utf-8"), file
    with pikepdf.open(book / "_build/html/report.pdf") as pdf:
        assert set(pdf.attachments) <= {"findings.json", "notebooks.zip"}


def test_nothing_is_executed_in_a_browser(book):
    path = browser.find()
    assert path, browser.how_to("chromium")
    with sync_playwright() as playwright:
        flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        chromium = playwright.chromium.launch(executable_path=path, args=flags)
        page, met = chromium.new_page(), []
        page.on("dialog", lambda dialog: met.append(dialog.message) or dialog.dismiss())
        page.on("request", lambda request: met.append(request.url))
        for name in ("index", "chapters/bread"):
            page.goto((book / f"_build/html/{name}.html").as_uri())
            for link in page.locator("article a").all():
                assert re.match(r"(https?|file|mailto):", link.evaluate("a => a.href"))
            assert page.evaluate("window.hacked") is None
            assert page.locator("article script, article [onerror]").count() == 0
        assert [url for url in met if not url.startswith(("file:", "data:"))] == []
        # The page shows the text, not only its source.
        assert HOSTILE["script"] in page.locator("article").inner_text()
        chromium.close()


def test_print_holds_the_text_and_no_action(book):
    report = book / "_build/staging/report/report.xml"
    words = squeezed("".join(etree.parse(report).getroot().itertext()))
    for text in HOSTILE.values():
        assert squeezed(text) in words
    with pikepdf.open(book / "_build/html/report.pdf") as pdf:
        for item in pdf.objects:
            if isinstance(item, pikepdf.Dictionary):
                assert not {"/JS", "/Launch"} & set(map(str, item.keys()))
                assert "javascript" not in str(item.get("/URI", "")).lower()


def test_machines_read_the_text_as_typed(book, page):
    everything = " ".join(HOSTILE.values())
    site = book / "_build" / "html"
    findings = json.loads((site / "data" / "findings.json").read_text("utf-8"))
    assert {f["id"]: f["paraphrase"] for f in findings}["B02"] == everything
    (script,) = page.xpath("//script[@type='application/ld+json']")
    reviews = {r["url"]: r["claimReviewed"] for r in json.loads(script.text)["@graph"]}
    assert reviews["bread.html#claim-b02"] == everything
    for file in (book / "data").iterdir():
        published = (site / "data" / file.name).read_bytes()
        assert published.removeprefix(b"\xef\xbb\xbf") == file.read_bytes()
    with (site / "data" / "corrections.csv").open(encoding="utf-8", newline="") as table:
        assert [row["reason"] for row in csv.DictReader(table)][: len(HOSTILE)] == list(
            HOSTILE.values()
        )


def test_notebooks_hold_the_text_as_text(book):
    notebook = json.loads((book / "_build/html/notebooks/bread.ipynb").read_text("utf-8"))
    prose = next(c["source"] for c in notebook["cells"] if c["source"].startswith("Glued"))
    shown = lxml.html.fromstring(MarkdownIt("commonmark").render(prose)).text_content()
    texts = list(HOSTILE.values())
    assert shown.startswith(f"Glued: {texts[0]} and {texts[6]} and {texts[9]}.")
    for cell in notebook["cells"]:
        for output in cell.get("outputs", ()):
            html = "".join(output.get("data", {}).get("text/html", ""))
            assert "<script" not in html
            assert "<img src=x" not in html


PARSER = create_md_parser(
    MdParserConfig(enable_extensions={"colon_fence", "deflist", "attrs_inline"}), DocutilsRenderer
)
MARKS = [
    *("1. ", "1) ", "- ", "+ ", "> ", "# ", "---", "===", "    ", "```", ":::", "(a)=", "%"),
    *("| a |", ": ", "~~~", "[^1]: ", "[a]: b", "<a>", "&lt;", "$", "{a}`b`", "{.c}", "\n", "\t"),
    *("\\", "*", "_", "'", '"', "x", " "),
]


@always_the_same
@given(st.lists(st.sampled_from(MARKS), max_size=5).map("".join) | st.text(max_size=20))
def test_any_text_is_one_plain_paragraph(text):
    tokens = PARSER.parse(plain(text))
    kinds = [token.type for token in tokens]
    assert kinds in ([], ["paragraph_open", "inline", "paragraph_close"])
    inline = [child for token in tokens for child in token.children or ()]
    assert {child.type for child in inline} <= {"text", "text_special"}
    left_out = r"[\s\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069]+"
    typed = re.sub(left_out, "", text)
    shown = educate("".join(child.content for child in inline))
    assert re.sub(left_out, "", shown) == typed


def educate(text: str) -> str:
    """Return text as docutils leaves it once quotes are set: with its escapes read."""
    return processEscapes(processEscapes(text), restore=True)


def test_an_address_that_is_none_is_refused(tmp_path):
    data = Path(shutil.copytree(data_folder(), tmp_path / "data"))
    bibliography = (data / "sources.bib").read_text("utf-8")
    bad = re.sub(r"url = \{https?:", "url = {javascript:", bibliography, count=1)
    assert bad != bibliography
    (data / "sources.bib").write_text(bad, "utf-8")
    write_sources_table(data)
    with pytest.raises(DataFaultsError) as raised:
        check_data(data)
    (fault,) = [f for f in raised.value.faults if f.column == "url"]
    assert (fault.file, fault.value.partition(":")[0]) == ("sources.csv", "javascript")
