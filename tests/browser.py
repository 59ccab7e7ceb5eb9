"""Find the browsers of the tests, or get them; fail saying how. Run before the tests."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Engine:
    """A browser: the names that each program it needs goes by, and where they come from."""

    programs: tuple[tuple[str, ...], ...]
    packages: tuple[str, ...]
    elsewhere: str


ENGINES = {
    "chromium": Engine(
        (("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"),),
        ("chromium",),
        ".venv/bin/playwright install chromium",
    ),
    "firefox": Engine(
        (("firefox-esr", "firefox"),), ("firefox-esr",), "Firefox 140 or newer, on the path"
    ),
    "webkit": Engine(
        (("WebKitWebDriver",), ("Xvfb",)),
        ("webkit2gtk-driver", "xvfb"),
        "WebKitGTK 2.50 or newer with its WebKitWebDriver, and Xvfb, on the path",
    ),
}


def how_to(name: str) -> str:
    """Return what brings a browser to this machine, in words."""
    engine = ENGINES[name]
    return f"""\
The browser tests need {name}. Any of these provides it:
    Debian, Ubuntu:  sudo apt-get install {" ".join(engine.packages)}
    anywhere:        {engine.elsewhere}"""


def program(name: str, at: int = 0) -> str | None:
    """Return the path of a program of a browser, if it is on this machine."""
    return next(filter(None, map(shutil.which, ENGINES[name].programs[at])), None)


def find(name: str = "chromium") -> str | None:
    """Return the path of a browser's first program if all are here (or Playwright's)."""
    if all(program(name, at) for at in range(len(ENGINES[name].programs))):
        return program(name)
    if name != "chromium":
        return None
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def provide(name: str = "chromium") -> str | None:
    """Return what ``find`` does, installing the browser where the machine lets us."""
    if path := find(name):
        return path
    if shutil.which("apt-get"):
        as_root = [] if os.geteuid() == 0 else ["sudo", "--non-interactive"]
        if not as_root or shutil.which("sudo"):
            install = ["install", "--no-install-recommends", *ENGINES[name].packages]
            for what in (["update"], install):
                subprocess.run([*as_root, "apt-get", "--quiet", "--yes", *what])
    if name == "chromium" and not find():
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"])
    return find(name)


if __name__ == "__main__":
    for wanted in sys.argv[1:] or ["chromium"]:
        if not (found := provide(wanted)):
            sys.exit(how_to(wanted))
        print(f"browser: {found}", flush=True)
