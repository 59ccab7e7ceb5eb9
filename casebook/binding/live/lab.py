"""The chapters as notebooks in the reader's browser: JupyterLite, served by the site itself."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from casebook.binding.live import fetch
from casebook.data.place import data_folder

_KERNEL = "@jupyterlite/pyodide-kernel-extension"
_POLICY = (
    "default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:; object-src 'none'; "
    "base-uri 'none'"
)
"""JupyterLab writes styles and makes functions of texts, so less can be forbidden than elsewhere:
but nothing comes from another site."""

PACKAGES = ("ipython", "jedi", "micropip", "packaging", "sqlite3", "ssl")
"""Of Pyodide's packages, what the kernel needs, with what they depend on."""

_CELL = """\
# In a browser: the book and what it needs are fetched from this site, once a session.
import sys

if sys.platform == "emscripten":
    import io
    import logging
    import os
    import zipfile

    import js
    from pyodide.http import pyfetch

    live = js.location.href.rpartition("/live/lab/")[0] + "/live/"
    packages = next(path for path in sys.path if path.endswith("site-packages"))
    for name, folder in {archives}:
        fetched = await pyfetch(live + name)
        zipfile.ZipFile(io.BytesIO(await fetched.bytes())).extractall(folder or packages)
    os.environ |= {{"CASEBOOK_ROOT": "/book", "CASEBOOK_CHECKED": "1", "MPLBACKEND": "agg"}}
    if os.path.exists("data/datapackage.json"):
        os.environ["CASEBOOK_DATA"] = os.path.abspath("data")
    sys.path.insert(0, "/book")
    logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)
"""

README = """\
# The book as notebooks

Open a chapter and choose *Run*, *Run All Cells*. The first cell fetches the book from this site,
once a session. Then change the cell that calls `read_evidence()`, or a table in `data/`, and run
again: numbers, charts and verdicts follow.

What you change is kept in this browser alone. *Help*, *Clear Browser Data* brings back the book.
"""


def with_first_cell(notebook: dict[str, Any], python: str, edition: str) -> dict[str, Any]:
    """Return a notebook whose first code cell fetches what it needs, where it runs in a browser."""
    archives = (
        (f"{python}/reading.zip", ""),
        (f"{python}/drawing.zip", ""),
        (f"{edition}/book.zip", "/book"),
    )
    cell = {
        "cell_type": "code",
        "execution_count": None,
        "id": "in-a-browser",
        "metadata": {"jupyter": {"source_hidden": True}},
        "outputs": [],
        "source": _CELL.format(archives=repr(archives)),
    }
    first = next(n for n, c in enumerate(notebook["cells"]) if c["cell_type"] == "code")
    cells = [*notebook["cells"][:first], cell, *notebook["cells"][first:]]
    kernel = {"display_name": "Python (Pyodide)", "language": "python", "name": "python"}
    return {**notebook, "cells": cells, "metadata": {**notebook["metadata"], "kernelspec": kernel}}


def write_lab(root: Path, site: Path, new: Path, python: str, edition: str) -> None:
    """Write JupyterLite into ``new/lab``; the notebooks are those of the published site."""
    work = root / "_build" / "live.lab"
    shutil.rmtree(work, ignore_errors=True)
    contents = work / "contents"
    shutil.copytree(data_folder(), contents / "data", ignore=shutil.ignore_patterns(".*", "*.bib"))
    (contents / "README.md").write_text(README, encoding="utf-8")
    for file in sorted((site / "notebooks").glob("*.ipynb")):
        notebook = json.loads(file.read_text(encoding="utf-8"))
        text = json.dumps(with_first_cell(notebook, python, edition), ensure_ascii=False, indent=1)
        (contents / file.name).write_text(text + "\n", encoding="utf-8")
    kernel = {
        "pyodideUrl": f"../../{python}/pyodide.js",  # as seen from lab/ and notebooks/
        "disablePyPIFallback": True,
        "loadPyodideOptions": {"packages": list(PACKAGES)},
    }
    plugins = {f"{_KERNEL}:kernel": kernel}
    config = {"appName": "The book as notebooks", "litePluginSettings": plugins}
    config["exposeAppInBrowser"] = True  # so that a script, such as a test, can run a notebook
    settings = {"jupyter-lite-schema-version": 0, "jupyter-config-data": config}
    (work / "jupyter-lite.json").write_text(json.dumps(settings), encoding="utf-8")
    tool = fetch.installed("lab.lock")
    extension = tool / "share" / "jupyter" / "labextensions" / _KERNEL
    comm = fetch.locked("comm", root)
    subprocess.run(
        (sys.executable, "-m", "jupyterlite_core", "build", "--lite-dir", str(work),
         "--output-dir", str(new / "lab"), "--contents", str(contents), "--apps", "lab",
         "--apps", "notebooks", "--no-unused-shared-packages", "--ignore-sys-prefix",
         "--no-sourcemaps", "--no-libarchive", "--piplite-wheels", str(comm),
         f"--LiteBuildConfig.federated_extensions={extension}"),
        cwd=work, env={**os.environ, "PYTHONPATH": str(tool)}, check=True, capture_output=True,
    )  # fmt: skip
    for page in (new / "lab").rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        policy = f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        page.write_text(text.replace("<head>", f"<head>{policy}", 1), encoding="utf-8")
    shutil.rmtree(work)
