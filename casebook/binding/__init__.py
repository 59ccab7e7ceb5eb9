"""The binding: the Sphinx extension that turns chapters into pages, a PDF and notebooks.

Stock ``jupyter-book build`` uses it through ``_config.yml``, as ``make book`` does. It checks the
data before any notebook runs, and it ties all that is kept between builds to a fingerprint of the
data and the code, so that no page can show a number of yesterday.
"""

from __future__ import annotations

from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.errors import ExtensionError

from casebook.binding import pages, publish, report, roles
from casebook.binding.workspace import prepare
from casebook.contract import check_data
from casebook.faults import DataFaultsError
from casebook.tables import data_folder


def _prepare(app: Sphinx, config: Config) -> None:
    """Check the data, then point the execution cache and the figures at this data and code."""
    try:
        check_data(data_folder())
    except DataFaultsError as error:
        raise ExtensionError(str(error)) from error
    current, cache = prepare(Path(app.srcdir) / "_build", data_folder())
    config.casebook_fingerprint = current
    config.nb_execution_cache_path = str(cache)


def setup(app: Sphinx) -> dict[str, object]:
    """Register the extension; called by Sphinx."""
    app.add_config_value("casebook_fingerprint", "", "env", str)
    app.connect("config-inited", _prepare, priority=100)
    report.setup(app)
    app.config.html_static_path.append(str(Path(__file__).with_name("static")))
    roles.setup(app)
    publish.setup(app)
    pages.setup(app)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
