"""Find a Chromium for the browser tests, or get one; fail saying how. Run before the tests."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
HOW_TO = """\
The browser tests need Chromium. Any of these provides it:
    Debian, Ubuntu:  sudo apt-get install chromium
    anywhere:        .venv/bin/playwright install chromium"""


def find() -> str | None:
    """Return the path of a Chromium on this machine: the system's or Playwright's own."""
    for name in NAMES:
        if path := shutil.which(name):
            return path
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def provide() -> str | None:
    """Return the path of a Chromium, installing one where the machine lets us."""
    if path := find():
        return path
    if shutil.which("apt-get"):
        as_root = [] if os.geteuid() == 0 else ["sudo", "--non-interactive"]
        if not as_root or shutil.which("sudo"):
            subprocess.run([*as_root, "apt-get", "--quiet", "--yes", "update"])
            subprocess.run([*as_root, "apt-get", "--quiet", "--yes", "install", "chromium"])
    if not find():
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"])
    return find()


if __name__ == "__main__":
    found = provide()
    print(f"browser: {found}" if found else HOW_TO, file=sys.stdout if found else sys.stderr)
    sys.exit(0 if found else 1)
