"""How the live edition is made: by digest, the same bytes, and linked only where it is."""

import io
import re
import zipfile

import pytest

from casebook.binding.live import fetch, pack, pages
from casebook.binding.live.answers import sentences_with_numbers
from tests.conftest import ROOT


def test_bytes_of_another_digest_are_used_from_nobody(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(fetch, "_offers", lambda name: iter([b"other bytes", b"others again"]))
    with pytest.raises(fetch.NotFetchedError, match=r"pyodide\.js .* SHA-256 b4cb23a5"):
        fetch.core("pyodide.js")
    assert list(fetch.cache_folder().iterdir()) == []


def test_what_is_kept_is_looked_at_again(monkeypatch, tmp_path):
    content = fetch.core("pyodide.js")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(fetch, "_offers", lambda name: iter([content]))
    assert fetch.core("pyodide.js") == content
    (kept,) = fetch.cache_folder().iterdir()
    kept.write_bytes(b"spoilt")
    assert fetch.core("pyodide.js") == content


def test_every_pin_is_a_digest_and_names_no_registry():
    pins = fetch.pins()
    digests = [*pins["core"].values(), *(p["sha256"] for p in pins["lock"]["packages"].values())]
    assert all(re.fullmatch("[0-9a-f]{64}", digest) for digest in digests)
    for entry in pins["lock"]["packages"].values():
        assert "/" not in entry["file_name"]
        assert fetch.with_dependencies(entry["depends"]) <= pins["lock"]["packages"].keys()


def test_the_archive_of_the_book_is_the_same_bytes_and_holds_no_binding():
    archive = pack.book(ROOT)
    assert archive == pack.book(ROOT)
    names = zipfile.ZipFile(io.BytesIO(archive)).namelist()
    assert "casebook/telling/live/session.py" in names
    assert not [name for name in names if "binding" in name]


def test_pages_are_linked_once_and_only_when_it_is_there(site, live):
    page = site / "chapters" / "china.html"
    before = page.read_text("utf-8")
    assert before.count('live/index.html"') == 1
    rows = re.findall(r'<a href="([^"]*)" data-row="([^"]*)"', before)
    assert rows
    assert all(href == f"../live/index.html#row={row}" for href, row in rows)
    pages.link_pages(site)
    assert page.read_text("utf-8") == before
    first = (site / "index.html").read_text("utf-8")
    line = re.search(r'<div class="ways.*?</p>', first, re.DOTALL)[0]
    assert line.count('<a data-live href="live/index.html">') == 1
    staged = ROOT / "_build" / "staging" / "html" / "chapters" / "china.html"
    if staged.exists():
        assert '"../live/' not in staged.read_text("utf-8")


def test_a_number_is_told_in_its_sentence():
    prose = (
        "# Title\n\nOf {glue:text}`n` states {cite:p}`key`, **{glue:text}`m`** left.\nNot this.\n"
    )
    told = dict(sentences_with_numbers(prose, {"n": "two", "m": "one"}))
    assert told == {"n": "Of {} states, one left.", "m": "Of two states, {} left."}


def test_an_example_that_names_no_cell_stops_the_build(tmp_path):
    (tmp_path / "chapters").mkdir()
    file = tmp_path / "chapters" / "examples.yml"
    for change, wrong in (
        ("{table: nowhere, row: A, column: b, value: c}", "no table nowhere"),
        ("{table: states, row: QQQ, column: name, value: c}", "no row QQQ"),
        ("{table: states, row: NOR, column: nothing, value: c}", "has no nothing"),
    ):
        file.write_text(f"- says: x\n  changes: [{change}]\n", "utf-8")
        with pytest.raises(pages.ExampleError, match=wrong):
            pages.read_examples(tmp_path)
    assert pages.read_examples(ROOT)
