"""The site's stylesheet and script: the theme's own, joined, without the parts no page uses."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

import tinycss2
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

from casebook.binding.notebooks.findings import book_findings
from casebook.binding.site import claim_links, fonts
from casebook.binding.site.drawings.chart_colours import chosen_for_the_dark, stylesheet
from casebook.binding.site.drawings.inline_svg import colours

MODE_SCRIPT = "mode.js"
STYLES = "site.css"
SCRIPTS = "site.js"

_STYLE_FILES = (
    "basic.css",
    "styles/pydata-sphinx-theme.css",
    "pygments.css",
    "styles/sphinx-book-theme.css",
    "copybutton.css",
    "mystnb.*.css",
    "sphinx-design.min.css",
    "type.css",
    "book.css",
    "charts.css",
    "claims.css",
    "search.css",
    "paper.css",
    "icons.css",
    "board.css",
    "hands.css",
)
_SCRIPT_FILES = (
    "documentation_options.js",
    "cards.js",  # the book's own first: a fault of the theme's must not stop them
    "notes.js",
    "scorecard.js",
    "board.js",
    "charts.js",
    "keyboard.js",
    "doctools.js",
    "clipboard.min.js",
    "copybutton.js",
    "scripts/sphinx-book-theme.js",
    "scripts/bootstrap.js",
    "scripts/pydata-sphinx-theme.js",
)
_VERSIONED = re.compile(r'((?:src|href|data-then)="((?:\.\./)*_static/[\w./-]+\.(?:css|js)))'
                        r'(?:\?v=\w+)?"')  # fmt: skip
_NAME = re.compile(r"[.#]((?:[\w-]|\\.)+)")
_WORD = re.compile(r"[\w-]+")
_NESTED = frozenset({"media", "supports", "layer"})
_STATES = ("show", "showing", "collapsing", "collapse", "fade", "active", "hide", "scrolled")
"""Classes that the theme's scripts build or set; their words stand in no page."""


def _in_use(selector: str, words: set[str]) -> bool:
    """Return whether all classes and ids that a selector asks for stand in a page or script."""
    asked = re.sub(r":not\([^)]*\)|\[[^\]]*\]", "", selector)
    names = [name.replace("\\", "") for name in _NAME.findall(asked)]
    if any(name.startswith("fa-") or name in ("fa", "fas", "fab", "far") for name in names):
        return False  # the icon font's; icons.css draws the few icons there are
    return all(set(_WORD.findall(name)) <= words for name in names)


def _selectors(prelude: str) -> Iterator[str]:
    """Split a list of selectors at the commas outside of brackets."""
    depth, start = 0, 0
    for place, sign in enumerate(prelude):
        depth += (sign in "([") - (sign in ")]")
        if sign == "," and depth == 0:
            yield prelude[start:place]
            start = place + 1
    yield prelude[start:]


def _kept(rules: Iterable[tinycss2.ast.Node], words: set[str]) -> Iterator[str]:
    for rule in rules:
        if rule.type == "qualified-rule":
            selectors = _selectors(tinycss2.serialize(rule.prelude).strip())
            if used := [s.strip() for s in selectors if _in_use(s, words)]:
                yield f"{','.join(used)}{{{tinycss2.serialize(rule.content).strip()}}}"
        elif rule.type == "at-rule" and rule.lower_at_keyword in _NESTED and rule.content:
            inner = tinycss2.parse_rule_list(rule.content, True, True)
            if body := "".join(_kept(inner, words)):
                prelude = tinycss2.serialize(rule.prelude).strip()
                yield f"@{rule.at_keyword} {prelude}{{{body}}}"
        elif rule.type == "at-rule" and rule.lower_at_keyword not in ("font-face", "charset"):
            yield rule.serialize()


def purge(css: str, words: set[str]) -> str:
    """Return a stylesheet without the rules that match nothing, by the words in use.

    Icon fonts go too: a page draws its few icons from ``icons.css``.
    """
    return "\n".join(_kept(tinycss2.parse_stylesheet(css, True, True), words))


def purge_own(css: str) -> str:
    """Return a stylesheet of the book whole, without its comments."""
    return re.sub(r"/\*.*?\*/\s*", "", css, flags=re.DOTALL)


def version_assets(app: Sphinx, exception: Exception | None) -> None:
    """Put a hash of each style and script into its address: a browser keeps no old one of a site.

    Run once all are written; a page that stands from an earlier build is brought up to date, too.
    """
    if exception or app.builder.name != "html":
        return
    site = Path(app.outdir)
    hashes: dict[Path, str] = {}

    def versioned(page: Path, match: re.Match[str]) -> str:
        file = (page.parent / match[2]).resolve()
        if not file.is_file():
            return match[0]
        if file not in hashes:
            hashes[file] = hashlib.sha256(file.read_bytes()).hexdigest()[:8]
        return f'{match[1]}?v={hashes[file]}"'

    for page in site.rglob("*.html"):
        text, made = page.read_text(encoding="utf-8"), page.stat()
        new = _VERSIONED.sub(partial(versioned, page), text)
        if new != text:
            page.write_text(new, encoding="utf-8")
            # By this time Sphinx tells whether the page is older than what it was made of.
            os.utime(page, ns=(made.st_atime_ns, made.st_mtime_ns))


def _found(static: Path, patterns: Iterable[str]) -> list[Path]:
    """Return the files of these names, in their order.

    Raises
    ------
    ExtensionError
        If one is not there: pages would do without its styles or what its script does.
    """
    files = []
    for pattern in patterns:
        found = sorted(static.glob(pattern))
        if not found:
            expected = (
                "a file of the book (casebook/binding/site/static), the theme or an extension"
            )
            raise ExtensionError(f"_static: found no {pattern}, expected {expected}")
        files += found
    return files


_REMARK = re.compile(r"^ *//[# ].*\n", re.MULTILINE)
"""A line of a script that is a remark, or names a map that is not there."""


def write_bundles(app: Sphinx, exception: Exception | None) -> None:
    """Write the stylesheet, the script, the fonts and the claims that all pages share."""
    if exception or app.builder.name != "html":
        return
    site = Path(app.outdir)
    static = site / "_static"
    for template in static.glob("*webpack-macros.html"):
        template.unlink()  # of the theme, not pages
    scripts = _found(static, _SCRIPT_FILES)
    joined = ";\n".join(script.read_text(encoding="utf-8") for script in scripts)
    joined = _REMARK.sub("", joined)
    (static / SCRIPTS).write_text(joined, encoding="utf-8")

    words = set(_WORD.findall(joined)) | set(_STATES)
    signs: set[str] = set()
    for page in site.rglob("*.html"):
        text = _VERSIONED.sub(r"\1", page.read_text(encoding="utf-8"))
        words.update(_WORD.findall(text))
        signs.update(text)
    claim_links.write_claim_data(static, book_findings(Path(app.srcdir)).values())
    signs.update((static / claim_links.DATA).read_text(encoding="utf-8"))
    fonts.write_fonts(static, signs, Path(app.doctreedir, "fonts.made_from"))
    files = _found(static, _STYLE_FILES)
    sheets = {file: file.read_text(encoding="utf-8") for file in files}
    of_charts = stylesheet(colours(words), chosen_for_the_dark())
    asked = words & set(_WORD.findall(" ".join(sheets.values())))
    sources = [*sheets.values(), of_charts, Path(__file__).read_text("utf-8")]
    made_from = repr((sorted(asked), sources))
    digest = hashlib.sha256(made_from.encode()).hexdigest()
    record = Path(app.doctreedir, "styles.made_from")
    if (static / STYLES).exists() and record.exists() and record.read_text("utf-8") == digest:
        return
    own = Path(__file__).with_name("static")
    parts = [
        purge_own(sheet) if (own / file.name).exists() else purge(sheet, words)
        for file, sheet in sheets.items()
    ]
    (static / STYLES).write_text("\n".join([*parts, of_charts]), encoding="utf-8")
    record.write_text(digest, "utf-8")
