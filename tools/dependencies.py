"""Print every package of the lock files as a table: version, release, licence, what needs it.

Run by ``make lock``, in an environment that has them all. Stops at a package without a release
for years, unless :data:`KEPT` says why it stays.
"""

import re
import subprocess
import sys
import tempfile
import tomllib
from datetime import date, timedelta
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).parents[1]
LOCKS = tuple(
    ROOT / lock for lock in ("requirements.lock", "tests/requirements.lock", "tools/installer.lock")
)
LONG = timedelta(days=3 * 365)

FONT = "a font: it does not age"
BOOK = "a part of Jupyter Book 1, whose last line needs it"
FORMAT = "checks one format for jsonschema; finished"
KEPT = {
    "font-source-sans-pro": FONT,
    "font-source-serif-pro": FONT,
    "sphinx-comments": BOOK,
    "sphinx-copybutton": BOOK,
    "sphinx-multitoc-numbering": BOOK,
    "sphinx-jupyterbook-latex": BOOK,
    "markdown-it-py": "held at 3 by MyST-Parser 3, which Jupyter Book 1 needs",
    "mdurl": "addresses for markdown-it-py; finished",
    "pybtex-docutils": "joins two maintained packages; finished",
    "isoduration": FORMAT,
    "rfc3339-validator": FORMAT,
    "rfc3986-validator": FORMAT,
    "uri-template": FORMAT,
    "rfc3986": "addresses for Frictionless, tests only",
    "text-unidecode": "a table of letters for Frictionless, tests only; finished",
    "shellingham": "for Frictionless's command line, which is not used; tests only",
    "outcome": "answers of Trio, for Selenium, tests only; finished",
    "pysocks": "proxies for Selenium, which are not used; tests only",
    "sortedcontainers": "sorted lists for Hypothesis, tests only; finished",
    "pexpect": "terminals of Jupyter; finished",
    "ptyprocess": "terminals of Jupyter; finished",
    "defusedxml": "refuses harmful XML for nbconvert; finished",
    "stack-data": "tracebacks of IPython",
    "cycler": "a part of Matplotlib",
    "colorama": "only on Windows, where the book is not built",
    "jupyterlab-pygments": "a part of JupyterLab",
    "sphinxcontrib-jsmath": "a part of Sphinx; finished",
}
"""Why a package stays that has had no release for three years."""

HEAD = """\
# Every package, with its licence

Made by `make lock` from `requirements.lock`, `tests/requirements.lock` and `tools/installer.lock`.
"Released" is the day of the version used. What has had no release for three years says in the last
column why it stays.

| package | version | released | licence | needed by | why it stays |
|---|---|---|---|---|---|"""


def name_of(package: str) -> str:
    """Return a package's name as registries compare it."""
    return re.sub(r"[-_.]+", "-", package).lower()


def locked() -> dict[str, str]:
    """Return the pinned requirement of each package, with its conditions, by name."""
    lines = (line for lock in LOCKS for line in lock.read_text("utf-8").splitlines())
    pins = (line.rstrip(" \\") for line in lines if re.match(r"[\w.-]+==", line))
    return {name_of(pin.partition("==")[0]): pin for pin in pins}


def resolved() -> list[dict]:
    """Return what uv knows of each package: version, files with their dates, dependencies."""
    pins = ",\n".join(f'"{pin}"' for pin in locked().values())
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "pyproject.toml").write_text(
            "[project]\nname = 'all'\nversion = '0'\nrequires-python = '>=3.11.5'\n"
            f"dependencies = [{pins}]\n",
            "utf-8",
        )
        uv = Path(sys.executable).with_name("uv")
        subprocess.run([uv, "lock", "--quiet"], cwd=folder, check=True)
        return tomllib.loads(Path(folder, "uv.lock").read_text("utf-8"))["package"]


def licence(package: str) -> str:
    """Return the licence that an installed package states, in short."""
    try:
        about = metadata.metadata(package)
    except metadata.PackageNotFoundError:
        return "(not on this system)"
    stated = about.get("License-Expression") or (about.get("License") or "").strip()
    stated = "" if stated == "UNKNOWN" else stated
    classified = [
        line.rpartition(" :: ")[2]
        for line in about.get_all("Classifier") or ()
        if line.startswith("License ::")
    ]
    if not stated or len(stated) > 80 or "\n" in stated:
        stated = ", ".join(classified) or stated.partition("\n")[0][:80]
    return stated.replace("|", "/") or "(see the package)"


def released(package: dict) -> str:
    """Return the day on which the last file of this version was published."""
    files = [*package.get("wheels", ()), *filter(None, [package.get("sdist")])]
    return max((file.get("upload-time", "") for file in files), default="")[:10]


def table(packages: list[dict], today: date) -> str:
    """Return the table in Markdown.

    Raises
    ------
    SystemExit
        Naming the packages that have had no release for long and no reason to stay.
    """
    needed: dict[str, set[str]] = {}
    for package in packages:
        for other in package.get("dependencies", ()):
            needed.setdefault(other["name"], set()).add(package["name"])
    lines, unexplained = [HEAD], []
    for package in sorted(packages, key=lambda p: p["name"]):
        name, day = package["name"], released(package)
        if name == "all":
            continue
        old = not day or date.fromisoformat(day) < today - LONG
        if old and name not in KEPT:
            unexplained.append(f"{name} ({day or 'day unknown'})")
        users = ", ".join(sorted(needed.get(name, set()) - {"all"})) or "the book or its tests"
        why = KEPT.get(name, "") if old else ""
        row = (name, package["version"], day, licence(name), users, why)
        lines.append(f"| {' | '.join(row)} |")
    if unexplained:
        sys.exit(f"no release for three years, and no reason to stay: {', '.join(unexplained)}")
    return "\n".join(lines)


if __name__ == "__main__":
    print(table(resolved(), date.today()))
