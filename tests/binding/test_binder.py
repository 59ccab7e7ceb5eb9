"""What Binder makes of the repository is what `make` makes of it."""

import os
import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
BINDER = ROOT / "binder"


def test_binder_installs_the_versions_of_the_lock():
    named = re.findall(r"^-r (.+)$", (BINDER / "requirements.txt").read_text("utf-8"), re.MULTILINE)
    assert [(BINDER / name).resolve() for name in named] == [ROOT / "requirements.lock"]


def test_binders_python_is_one_that_the_book_runs_on():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    least = re.fullmatch(r">=3\.(\d+)", project["requires-python"])[1]
    chosen = re.fullmatch(r"python-3\.(\d+)\n", (BINDER / "runtime.txt").read_text("utf-8"))[1]
    assert int(chosen) >= int(least)


def test_binder_finishes_as_the_environment_does():
    """The book's package is installed, and chapters open as notebooks."""
    script = BINDER / "postBuild"
    assert os.access(script, os.X_OK)
    made = (ROOT / "tools" / "environment.py").read_text("utf-8")
    for line in script.read_text("utf-8").splitlines():
        if line.startswith("python -m "):
            module, *words = line.removeprefix("python -m ").replace("--quiet ", "").split()
            for word in (module, *words):
                assert f'"{word}"' in made, word
