import re
import tomllib
from datetime import date

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

from tools.dependencies import LOCKS, ROOT, locked, name_of, table

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
DIRECT = [
    line
    for name in ("requirements.txt", "tools/installer.txt")
    for line in (ROOT / name).read_text("utf-8").splitlines()
    if line and not line.startswith(("#", "-e"))
]
WANTED = [*DIRECT, *PROJECT["project"]["optional-dependencies"]["test"]]


@pytest.mark.parametrize("wanted", [*WANTED, *PROJECT["build-system"]["requires"]])
def test_what_is_wanted_is_locked_at_a_version_that_fits(wanted):
    requirement = Requirement(wanted)
    version = re.match(r"[^=]+==(\S+)", locked()[name_of(requirement.name)])[1]
    assert requirement.specifier.contains(Version(version))


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.parent.name)
def test_everything_is_pinned_and_hashed_and_no_registry_is_named(lock):
    text = lock.read_text("utf-8")
    assert "://" not in text
    assert "index-url" not in text
    pins = re.split(r"^(?=[A-Za-z0-9])", text, flags=re.MULTILINE)[1:]
    assert len(pins) > (0 if lock.parent.name == "tools" else 40)
    for pin in pins:
        assert re.match(r"[\w.-]+==\S+", pin), pin
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", pin), pin


def test_both_locks_agree():
    versions = [dict(re.findall(r"^([\w.-]+)==(\S+)", lock.read_text("utf-8"), re.MULTILINE))
                for lock in LOCKS[:2]]  # fmt: skip
    shared = versions[0].keys() & versions[1].keys()
    assert shared
    assert {name: versions[0][name] for name in shared} == {n: versions[1][n] for n in shared}


def test_the_table_of_licences_lists_what_is_locked():
    text = (ROOT / ".readme" / "dependencies.md").read_text("utf-8")
    rows = [line.strip("| ").split(" | ") for line in text.splitlines() if line.startswith("| ")]
    listed = {(row[0], row[1]) for row in rows[1:]}
    assert listed == {(name, re.match(r"[^=]+==(\S+)", pin)[1]) for name, pin in locked().items()}


def test_a_package_long_without_a_release_needs_a_reason():
    package = {"name": "forgotten", "version": "1", "wheels": [{"upload-time": "2019-01-01T"}]}
    with pytest.raises(SystemExit, match="forgotten"):
        table([package], date(2026, 11, 24))
