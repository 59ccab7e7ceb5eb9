"""In a browser the book says what it says elsewhere."""

import csv
import io
import math

import pytest

_ASK = """([what, request]) => new Promise((resolve, reject) => {
    const about = JSON.parse(document.getElementById("about").textContent);
    const base = new URL("./", location.href).href;
    const loaded = Boolean(window.asked);
    const worker = (window.asked ??= new Worker(about.manifest.worker));
    const ask = { id: "ask", what, request };
    worker.onmessage = ({ data }) => {
        if (data.id === undefined) return;
        if (data.error) reject(new Error(data.error));
        else if (data.id === "load") worker.postMessage(ask);
        else resolve(data.result);
    };
    worker.postMessage(loaded ? ask : { id: "load", what: "load", manifest: about.manifest, base });
})"""


def same(ours, theirs):
    """Return whether two answers are equal, numbers to a billionth."""
    if isinstance(ours, dict):
        return ours.keys() == theirs.keys() and all(same(ours[k], theirs[k]) for k in ours)
    if isinstance(ours, list):
        return len(ours) == len(theirs) and all(map(same, ours, theirs))
    if isinstance(ours, float) and isinstance(theirs, (int, float)):
        alike = math.isclose(ours, theirs, rel_tol=1e-9, abs_tol=1e-12)
        return alike or (math.isnan(ours) and math.isnan(theirs))
    return ours == theirs


def cells(text):
    def number(cell):
        try:
            return float(cell)
        except ValueError:
            return cell

    return [[number(cell) for cell in row] for row in csv.reader(io.StringIO(text))]


@pytest.fixture(scope="module")
def elsewhere(asking):
    """A page whose worker can be asked for everything."""
    return asking


def test_all_findings_and_numbers_are_the_same(elsewhere, answers):
    found = elsewhere.evaluate(_ASK, ["everything", {}])
    assert len(found["claims"]) == 93
    told = {"says", "page"}
    for name, claim in answers["claims"].items():
        ours = {key: value for key, value in claim.items() if key not in told}
        assert same(ours, found["claims"][name]), name
    numbers = {name: each["text"] for name, each in answers["numbers"].items()}
    assert numbers == {name: each["text"] for name, each in found["numbers"].items()}
    assert len(numbers) > 300


def test_all_charts_are_drawn_of_the_same_rows(elsewhere, answers):
    found = elsewhere.evaluate(_ASK, ["every_chart", {}])
    assert found.keys() == answers["charts"].keys()
    assert len(found) > 25
    for name, chart in answers["charts"].items():
        assert same(cells(chart["csv"]), cells(found[name]["csv"])), name
        for words in ("title", "subtitle", "alt", "sources"):
            assert chart[words] == found[name][words], name
