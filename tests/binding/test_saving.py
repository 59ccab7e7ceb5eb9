"""What JupyterLab saves of a page is what was changed, and nothing else."""

import shutil
from pathlib import Path

import pytest
from jupyter_server.services.contents.largefilemanager import LargeFileManager
from jupytext.sync_contentsmanager import build_sync_jupytext_contents_manager_class
from nbformat import NotebookNode
from sphinx_external_toc.parsing import parse_toc_yaml

from tests.conftest import ROOT

PAGES = [f"{name}.md" for name in parse_toc_yaml(ROOT / "_toc.yml")]


def opened_and_saved(folder: Path, page: str, change: tuple[str, str] = ("", "")) -> str:
    """Open a page as JupyterLab does, run its cells and save it; return what is in the file.

    What Jupyter adds to a notebook that ran is added here by hand: the kernel's language and name,
    and counts and outputs of cells.
    """
    manager = build_sync_jupytext_contents_manager_class(LargeFileManager)(root_dir=str(folder))
    model = manager.get(page, type="notebook")
    notebook: NotebookNode = model["content"]
    notebook.metadata["language_info"] = {"name": "python", "version": "3.11.7"}
    assert notebook.metadata["kernelspec"]["name"] == "python3", "Jupyter would ask for a kernel"
    for cell in notebook.cells:
        cell.source = cell.source.replace(*change) if change[0] else cell.source
        if cell.cell_type == "code":
            cell.update(execution_count=1, outputs=[])
    manager.save(model, page)
    return (folder / page).read_text("utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "chapters", tmp_path / "chapters")
    for name in ("index.md", "jupytext.toml"):
        shutil.copy(ROOT / name, tmp_path)
    return tmp_path


@pytest.mark.parametrize("page", PAGES)
def test_a_page_that_is_run_and_saved_stays_as_it_was(folder, page):
    before = (folder / page).read_text("utf-8")
    assert opened_and_saved(folder, page) == before


def test_a_change_is_saved_and_nothing_else(folder):
    page = "chapters/china.md"
    before = (folder / page).read_text("utf-8")
    change = ("evidence = read_evidence()", 'evidence = read_evidence(as_of="2024-08-10")')
    assert opened_and_saved(folder, page, change) == before.replace(*change)
