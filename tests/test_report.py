from pathlib import Path

import pikepdf
import pytest

from casebook.binding.publish import tidy_notebook

NAMES = {"a2024": "Author 2024", "b2023": "Body 2023"}


@pytest.fixture(scope="module")
def report():
    with pikepdf.open(Path(__file__).parents[1] / "_build" / "html" / "report.pdf") as pdf:
        yield pdf


def tidy(prose: str) -> str:
    cells = [{"cell_type": "markdown", "metadata": {}, "source": prose}]
    return tidy_notebook({"cells": cells}, NAMES, {"data"})["cells"][-1]["source"]


@pytest.mark.parametrize(
    ("prose", "read"),
    [
        ("so {cite:p}`a2024,b2023`.", "so (Author 2024; Body 2023)."),
        ("{cite:t}`a2024` says", "Author 2024 says"),
        ("[C06](#claim-c06)", "C06"),
        ("{doc}`the data <chapters/data>`", "[the data](data.ipynb)"),
        ("{doc}`the list <chapters/sources>`", "the list"),
        ("{book-file}`PDF <report.pdf>`", "PDF"),
        ("{numref}`fig-all_verdicts` shows", "the figure *all verdicts* shows"),
    ],
)
def test_roles_read_as_text_in_jupyter(prose, read):
    assert tidy(prose) == read


def test_outputs_keep_the_form_that_jupyter_shows():
    glue = {"metadata": {"scrapbook": {"name": "n"}}, "data": {"x/text": "'24'"}}
    shown = {"metadata": {}, "data": {"text/markdown": "```{figure}", "text/html": "<img>"}}
    code = {"cell_type": "code", "metadata": {}, "source": "", "outputs": [glue, shown]}
    prose = {"cell_type": "markdown", "metadata": {}, "source": "{glue:text}`n` allies"}
    _, tidied, text = tidy_notebook({"cells": [code, prose]}, NAMES)["cells"]
    assert tidied["outputs"] == [glue, {"metadata": {}, "data": {"text/html": "<img>"}}]
    assert text["source"] == "24 allies"


def test_the_report_is_tagged_and_no_longer_than_it_must_be(report):
    assert report.Root.MarkInfo.Marked
    assert "pdfuaid" in report.Root.Metadata.read_bytes().decode()
    assert 100 < len(report.pages) < 215


def test_every_page_is_upright_but_for_the_scorecard(report):
    turned = [page for page in report.pages if page.mediabox[2] > page.mediabox[3]]
    assert 1 <= len(turned) <= 6
