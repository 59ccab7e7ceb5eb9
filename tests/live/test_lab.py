"""The chapters as notebooks in JupyterLite: they run, show what they show, and follow a change."""

import time

import pytest

from tests.live.conftest import SECONDS

_RUN = "() => { jupyterapp.commands.execute('notebook:run-all-cells'); }"
_STARTED = """async () => {
    const panel = jupyterapp.shell.currentWidget;
    await Promise.all([panel.context.ready, panel.sessionContext.ready]);
    await panel.sessionContext.session.kernel.info;
}"""
_CELLS = """() => [...jupyterapp.shell.currentWidget.content.model.cells]
    .filter((cell) => cell.type === "code")
    .map((cell) => ({
        source: cell.sharedModel.getSource(),
        count: cell.executionCount,
        outputs: cell.outputs.toJSON(),
    }))"""
_CHANGE = """([before, after]) => {
    for (const cell of jupyterapp.shell.currentWidget.content.model.cells)
        if (cell.type === "code" && cell.sharedModel.getSource().includes(before))
            cell.sharedModel.setSource(cell.sharedModel.getSource().replace(before, after));
}"""
_CLEAR = "() => jupyterapp.commands.execute('notebook:restart-clear-output')"


def run(page, runs):
    """Run all cells and return them once the last has run; none may fail."""
    page.evaluate(_RUN)
    end = time.monotonic() + 2 * SECONDS
    while True:
        time.sleep(1)
        cells = page.evaluate(_CELLS)
        failed = [o for cell in cells for o in cell["outputs"] if o["output_type"] == "error"]
        assert not failed, failed[0]["evalue"]
        if cells[-1]["count"] == runs * len(cells):
            return cells
        assert time.monotonic() < end, [cell["count"] for cell in cells]


def shown(cells):
    return [
        data
        for cell in cells
        for output in cell["outputs"]
        if "text/html" in (data := output.get("data", {}))
    ]


@pytest.mark.parametrize("chapter", ["china", "failure_rates", "leaving"])
def test_a_chapter_runs_and_follows_a_changed_cell(live, address, opened, chapter):
    page = opened()
    outside = []
    page.on("request", lambda r: outside.append(r.url) if not r.url.startswith(address) else None)
    page.goto(f"{address}live/lab/notebooks/index.html?path={chapter}.ipynb")
    page.wait_for_selector(
        ".jp-Notebook-ExecutionIndicator[data-status=idle]", timeout=1000 * SECONDS
    )
    page.evaluate(_STARTED)
    first = shown(run(page, 1))
    html = "".join("".join(data["text/html"]) for data in first)
    assert "data:image/png;base64" in html
    assert "claim" in html
    page.evaluate(_CHANGE, ["read_evidence()", 'read_evidence(as_of="2024-08-10")'])
    second = shown(run(page, 2))
    assert second != first
    assert [url for url in outside if not url.startswith(("data:", "blob:"))] == []
