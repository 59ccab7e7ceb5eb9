"""A tiny book about bread, made in a folder: the engine must serve it as it serves any other."""

import csv
import json
from pathlib import Path

from casebook.data.sources import COLUMNS

DAY = "2024-05-02"

SOURCES = """\
@misc{baker_2023_ledger,
  title = {Ledger of the bakery},
  author = {Baker, Ada},
  year = {2023},
  url = {https://example.org/ledger},
  urldate = {2024-05-01},
  note = {Read whole},
}

@misc{gazette_2024_letter,
  title = {The town wants more bread},
  author = {Miller, Bo},
  year = {2024},
  url = {https://example.org/letter},
  urldate = {2024-05-01},
  note = {Read whole},
}
"""


_NO_PUBLISHER = [""] * 5
"""The book names no publishers: it is not held to the rule of grades."""


def _field(name: str, kind: str = "string", **more: object) -> dict:
    return {"name": name, "type": kind, "title": name, "description": f"The {name}.", **more}


_GRADED = [
    _field("known_from", **{"casebook:format": "partial-date"}),
    _field("source"),
    _field("locator"),
    _field("confidence", constraints={"enum": ["primary", "secondary", "weak"]}),
]
_CLAIM = [
    *("id", "kind", "weight", "topic", "paraphrase", "key_phrase", "would_confirm", "would_refute"),
    "family",
    "about_words",
]
TABLES = {
    "sources": (
        [_field(name) for name in COLUMNS],
        ["key"],
        [
            [
                "baker_2023_ledger",
                "misc",
                "Ledger of the bakery",
                "Baker",
                "2023",
                "https://example.org/ledger",
                "2024-05-01",
                "Read whole",
                *_NO_PUBLISHER,
            ],
            [
                "gazette_2024_letter",
                "misc",
                "The town wants more bread",
                "Miller",
                "2024",
                "https://example.org/letter",
                "2024-05-01",
                "Read whole",
                *_NO_PUBLISHER,
            ],
        ],
    ),
    "claims": (
        [
            _field("paragraph", "integer"),
            *(_field(name, "boolean" if name == "about_words" else "string") for name in _CLAIM),
        ],
        ["id"],
        [
            [
                "1",
                "B01",
                "statistic",
                "core",
                "bread",
                "The bakery sold more in 2023",
                "sold more",
                "Higher sales",
                "Lower sales",
                "",
                "false",
            ],
            [
                "1",
                "B02",
                "causal",
                "core",
                "bread",
                "The new oven raised sales",
                "the oven did it",
                "A test with and without",
                "",
                "",
                "false",
            ],
            [
                "2",
                "B03",
                "normative",
                "rhetorical",
                "bread",
                "The town should bake more",
                "bake more",
                "",
                "",
                "",
                "false",
            ],
        ],
    ),
    "corrections": (
        [
            _field(n)
            for n in ("id", "table", "row", "column", "value_in_source", "value_used", "reason")
        ],
        ["id"],
        [["K01", "loaves", "L1", "loaves", "1O0", "100", "A letter in place of a digit"]],
    ),
    "loaves": (
        [_field("id"), _field("year", "integer"), _field("loaves", "integer"), *_GRADED],
        ["id"],
        [
            ["L1", "2022", "100", "2023-01-10", "baker_2023_ledger", "page one", "primary"],
            ["L2", "2023", "130", "2024-01-10", "baker_2023_ledger", "page two", "primary"],
        ],
    ),
    "letters": (
        [_field("id"), _field("view"), *_GRADED],
        ["id"],
        [["V1", "for", "2024-05-02", "gazette_2024_letter", "first line", "secondary"]],
    ),
}

WORDS = """\
B01:
  asks: Did the bakery sell more loaves than the year before?
  rungs:
    supported: the last year's number is above the year's before
    contradicted: it is not
  set_before: kept
  why: >
    It sold {{ last }} loaves, {{ before }} the year before.
  for: "{% if verdict == 'supported' %}The ledger says so.{% else %}It still sold some.{% endif %}"
  against: >
    {% if verdict == "supported" %}One year is no trend.{% else %}The ledger says otherwise.
    {%- endif %}
  change: A corrected ledger.

B02:
  asks: Is there a test of the oven?
  rungs:
    untested: nobody compared
  set_before: {departs: The rule has one rung., because: No one compared., helps: neither}
  why: Nobody baked with and without it.
  for: Sales rose after it came.
  against: Much else changed.
  change: A test.

B03:
  asks: What does it turn on?
  rungs: {a matter of values: no fact settles it}
  set_before: kept
  why: It turns on how much bread a town wants.
  for: Some want more.
  against: Some do not.
  change: Nothing in the data.

sales:
  title: "{{ rows | length }} years of bread"
  subtitle: Loaves by year
  caption: One bar a year.
  alt: "{% for row in rows %}{{ row.year }}: {{ row.loaves }}. {% endfor %}"
"""

RULES = '''\
"""What decides the claims on bread."""

from casebook.reasoning.cases import Case


def sold_more(evidence):
    """Return whether the last year's sales are above those before."""
    rows = evidence.rows("loaves").sort_values("year")
    before, last = (int(number) for number in rows["loaves"].iloc[-2:])
    return Case(
        {"supported": last > before, "contradicted": True},
        evidence.cites(("loaves", rows)),
        {"last": last, "before": before},
    )


def oven(evidence):
    """Return that nobody tested it."""
    return Case({"untested": True}, evidence.cites(("loaves", evidence["loaves"])))


def should(evidence):
    """Return that no fact settles it."""
    return Case({"a matter of values": True}, evidence.cites(("letters", evidence["letters"])))


RULES = {"B01": sold_more, "B02": oven, "B03": should}
'''

CHARTS = '''\
"""The chart on bread."""

from casebook.telling.drawing.charts import INK, canvas
from casebook.telling.drawing.pictures import picture
from chapters.bread import WORDS


def chart_sales(evidence):
    """Return the chart of loaves by year."""
    rows = evidence["loaves"]
    return picture(WORDS, "sales", rows[["year", "loaves"]], draw, evidence.cites(("loaves", rows)))


def draw(frame):
    """Draw it."""
    figure, ax = canvas(2)
    ax.bar(frame["year"].astype(str), frame["loaves"].astype(int), color=INK)
    return figure
'''

PAGE = """\
---
jupytext:
  text_representation:
    extension: .md
    format_name: myst
kernelspec:
  display_name: Python 3
  language: python
  name: python3
---

# Does bread sell?

```{code-cell} ipython3
from casebook import find_in, read_evidence, show
from chapters.bread import charts

evidence = read_evidence()
findings = find_in("bread", evidence)
show.numbers({"years": lambda e: len(e["loaves"])}, evidence)
```

The ledger holds {glue:text}`years` years {cite:p}`baker_2023_ledger`.

```{code-cell} ipython3
show.picture(charts.chart_sales, evidence)
```

```{code-cell} ipython3
show.verdict_table(findings, "bread")
```

```{code-cell} ipython3
show.claim_cards(findings)
```
"""

CONFIG = """\
title: Does bread sell?
author: The bread authors
only_build_toc_files: true
execute: {execute_notebooks: cache, timeout: 100}
parse:
  myst_enable_extensions: [colon_fence, deflist, attrs_inline]
bibtex_bibfiles: [data/sources.bib]
html: {use_issues_button: false, use_repository_button: false}
sphinx:
  recursive_update: true
  extra_extensions: [casebook.binding]
  config:
    language: en
    nb_render_markdown_format: myst
    nb_execution_raise_on_error: true
    nb_merge_streams: true
    nb_mime_priority_overrides: [["*", "text/markdown", 1]]
    bibtex_reference_style: author_year
    bibtex_default_style: titles_as_printed
    report_cover:
      kicker: A test
      title: Does bread sell?
      subtitle: Three claims
      author: The bread authors
      imprint: ["One page."]
"""

INDEX = """\
# Bread

A book of one chapter: {doc}`does bread sell <chapters/bread>`?

```{bibliography}
```
"""

TOC = """\
format: jb-book
root: index
chapters:
  - file: chapters/bread
"""


def write(root: Path) -> None:
    """Write the book into an empty folder."""
    data, bread = root / "data", root / "chapters" / "bread"
    for folder in (data, bread):
        folder.mkdir(parents=True)
    resources = []
    for place, (name, (fields, key, rows)) in enumerate(TABLES.items()):
        with (data / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows([[f["name"] for f in fields], *rows])
        resources.append(
            {
                **{"name": name, "path": f"{name}.csv", "title": name, "description": name},
                **{"casebook:part": "Bread", "casebook:order": place},
                "schema": {"fields": fields, "primaryKey": key},
            }
        )
    descriptor = {
        **{"title": "Bread", "description": "Loaves and letters.", "casebook:dataDate": DAY},
        "casebook:subject": {
            **{"title": "More bread", "authors": ["Bo Miller"], "outlet": "Gazette"},
            **{"published": "2024-05-01", "source": "gazette_2024_letter"},
        },
        "resources": resources,
    }
    (data / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    texts = {
        data / "sources.bib": SOURCES,
        bread / "__init__.py": (
            '"""Does bread sell?"""\n\nfrom pathlib import Path\n\n'
            "from casebook.telling.words import Words\n\n"
            'WORDS = Words(Path(__file__).with_name("words.yml"))\n'
        ),
        bread / "words.yml": WORDS,
        bread / "rules.py": RULES,
        bread / "charts.py": CHARTS,
        root / "chapters" / "__init__.py": "",
        root / "chapters" / "bread.md": PAGE,
        root / "_config.yml": CONFIG,
        root / "_toc.yml": TOC,
        root / "index.md": INDEX,
    }
    for file, text in texts.items():
        file.write_text(text, encoding="utf-8")
