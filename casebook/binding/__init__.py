"""The binding: the Sphinx extension that turns chapters into pages, a PDF and notebooks.

Stock ``jupyter-book build`` uses it through ``_config.yml``, as ``make book`` does. It checks the
data before any notebook runs, and it ties all that is kept between builds to a fingerprint of the
data and the code, so that no page can show a number of yesterday.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from casebook.contract import check_data
from casebook.faults import DataFaultsError
from casebook.tables import data_folder

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

# Sphinx and the modules that need it are imported inside: `make check` does without them.


def _prepare(app: Sphinx, config: Config) -> None:
    """Check the data, then point the execution cache and the figures at this data and code."""
    from sphinx.errors import ExtensionError

    from casebook.binding.workspace import prepare

    try:
        check_data(data_folder())
    except DataFaultsError as error:
        raise ExtensionError(str(error)) from error
    current, cache = prepare(Path(app.srcdir) / "_build", data_folder())
    config.casebook_fingerprint = current
    config.nb_execution_cache_path = str(cache)


def setup(app: Sphinx) -> dict[str, object]:
    """Register the extension; called by Sphinx."""
    from casebook.binding import bibliography, cite, launch, pages, publish, report, roles

    app.add_config_value("casebook_fingerprint", "", "env", str)
    app.connect("config-inited", _prepare, priority=100)
    report.setup(app)
    app.config.html_static_path.append(str(Path(__file__).with_name("static")))
    roles.setup(app)
    bibliography.setup(app)
    cite.setup(app)
    launch.setup(app)
    publish.setup(app)
    pages.setup(app)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
