"""What a reader downloads runs: the archive's notebooks, from its own code and data."""

import os
import re
import zipfile
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from nbformat import NotebookNode


@pytest.fixture(scope="module")
def archive(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("archive")
    with zipfile.ZipFile(site / "notebooks.zip") as file:
        file.extractall(folder)
    return folder


def run(archive: Path, name: str, monkeypatch: pytest.MonkeyPatch, **changed: str) -> NotebookNode:
    """Run a notebook of the archive on the archive's own package, some text changed first."""
    monkeypatch.setenv("PYTHONPATH", str(archive))
    monkeypatch.delenv("CASEBOOK_FIGURES", raising=False)
    monkeypatch.delenv("CASEBOOK_DATA", raising=False)
    monkeypatch.delenv("CASEBOOK_ROOT", raising=False)
    notebook = nbformat.read(archive / "notebooks" / f"{name}.ipynb", as_version=4)
    for cell in notebook.cells:
        for old, new in changed.items():
            cell.source = cell.source.replace(f"{old}()", new)
    client = NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(archive)}})
    client.execute()
    return notebook


def shown(notebook: NotebookNode) -> str:
    """Return all that the notebook shows in Jupyter, pictures by their alt text alone."""
    text = "\n".join(
        output["data"].get("text/html", "")
        for cell in notebook.cells
        for output in cell.get("outputs", ())
        if "data" in output
    )
    return re.sub(r"base64,[^']*", "base64,", text)


RAW = re.compile(r"\]\{\.|\{[\w:-]+\}`|^(?:```|:::)\{", re.MULTILINE)
"""A class, a role or a directive of the book."""


def test_no_published_notebook_shows_markup_that_jupyter_does_not_know(archive):
    for file in sorted((archive / "notebooks").glob("*.ipynb")):
        for cell in nbformat.read(file, as_version=4).cells:
            if cell.cell_type == "markdown":
                assert not RAW.findall(cell.source), file


@pytest.mark.parametrize("name", ["membership", "leaving"])
def test_a_published_notebook_runs_again_and_says_the_same(archive, monkeypatch, name):
    published = nbformat.read(archive / "notebooks" / f"{name}.ipynb", as_version=4)
    again = run(archive, name, monkeypatch)
    assert "<figure>" in shown(published)
    assert shown(again) == shown(published)


@pytest.mark.parametrize(
    ("name", "parameters", "claim"),
    [
        ("membership", 'as_of="2020-01-01"', "C06"),
        ("leaving", 'gain_counted="permitted"', "C53"),
        ("leaving", 'grades=("primary",)', "C55"),
    ],
)
def test_a_changed_parameter_changes_a_verdict(archive, monkeypatch, name, parameters, claim):
    published = nbformat.read(archive / "notebooks" / f"{name}.ipynb", as_version=4)
    changed = run(archive, name, monkeypatch, read_evidence=f"read_evidence({parameters})")
    assert verdict(published, claim) != verdict(changed, claim)


def verdict(notebook: NotebookNode, claim: str) -> str:
    """Return the line of a claim's card that gives its verdicts and confidence."""
    card = shown(notebook).partition(f"<h4>{claim}:")[2]
    line = card.partition("<p>")[2].partition("</p>")[0]
    assert "confidence" in line
    return line


def test_the_archive_holds_what_its_readme_names(archive):
    readme = (archive / "README.txt").read_text("utf-8")
    for name in ("requirements.lock", "notebooks", "data"):
        assert name in readme
        assert (archive / name).exists()
    assert os.access(archive / "casebook" / "__init__.py", os.R_OK)
