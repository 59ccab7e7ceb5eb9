import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from casebook.binding.checks.compare import compare, differences
from casebook.telling.drawing.chart_files import write_whole

MAKE = """
import json, sys
from pathlib import Path
import nbformat.v4 as nb
from casebook import find_all, read_evidence
from casebook.binding.publish.notebooks import tidy_notebook
from casebook.binding.publish.publish import publish_data
from casebook.telling.drawing.charts import render, save
from chapters.membership import charts as membership_charts
from chapters.military_value.charts import chart_bakhmut

evidence, target = read_evidence(), Path(sys.argv[1])
for chart in (
    membership_charts.chart_by_year(evidence),
    membership_charts.chart_world(evidence),
    chart_bakhmut(evidence),
):
    save(chart, render(chart, "A source"), "A source", chart.marks, target / "figures")
publish_data(target / "data", find_all(evidence))
notebook = nb.new_notebook(cells=[nb.new_markdown_cell("# Title"), nb.new_code_cell("1 + 1")])
notebook.cells[1].metadata["execution"] = {"iopub.execute_input": str(id(notebook))}
(target / "a.ipynb").write_text(json.dumps(tidy_notebook(notebook, "A note", {}), sort_keys=True))
"""


def folder(root: Path, files: dict[str, bytes]) -> Path:
    for name, content in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(content)
    return root


def test_the_same_bytes_are_no_difference(tmp_path, capsys):
    a = folder(tmp_path / "a", {"x/index.html": b"<p>", "report.pdf": b"%PDF"})
    b = folder(tmp_path / "b", {"report.pdf": b"%PDF", "x/index.html": b"<p>"})
    assert compare(str(a), str(b)) == 0
    assert "2 files" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"a.html": b"one"}, "b.html: only in A"),
        ({"a.html": b"one", "b.html": b"two", "c.html": b""}, "c.html: only in B"),
        ({"a.html": b"one", "b.html": b"twa"}, "b.html: at byte 2:"),
        ({"a.html": b"one!", "b.html": b"two"}, "a.html: at byte 3:"),
    ],
)
def test_the_first_difference_is_named(tmp_path, capsys, files, said):
    a = folder(tmp_path / "a", {"a.html": b"one", "b.html": b"two"})
    b = folder(tmp_path / "b", files)
    assert compare(str(a), str(b)) == 1
    assert f"1 files differ; the first is {said}" in capsys.readouterr().out


def test_a_missing_folder_is_named(tmp_path, capsys):
    assert compare(str(tmp_path), str(tmp_path / "none")) == 2
    assert "none: no such folder" in capsys.readouterr().out


def test_figures_findings_and_notebooks_repeat_byte_for_byte(tmp_path):
    for name, seed, zone in (("a", "1", "UTC"), ("b", "4242", "Pacific/Auckland")):
        (tmp_path / name).mkdir()
        subprocess.run(
            [sys.executable, "-c", MAKE, str(tmp_path / name)],
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C"},
            check=True,
        )
    assert differences(tmp_path / "a", tmp_path / "b") == []
    # three charts, each as SVG, PNG and CSV, with two drawings and the words for its page
    assert len(list((tmp_path / "a" / "figures").rglob("*.*"))) == 3 * 6


def test_who_reads_a_chart_while_it_is_drawn_again_reads_all_of_it(tmp_path):
    file, content = tmp_path / "chart.svg", b"x" * 1_000_000
    write_whole(file, content)
    with ThreadPoolExecutor(1) as thread:
        writing = thread.submit(lambda: [write_whole(file, content) for _ in range(100)])
        while not writing.done():
            assert file.read_bytes() == content
    assert [path.name for path in tmp_path.iterdir()] == ["chart.svg"]
