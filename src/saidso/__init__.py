"""saidso: sourced incident records from the news.

    import saidso
    record = saidso.read("page.html", published="2017-11-22")

`read` reads one page. `Reader` reads many: make it once, it holds the model. `open_store` opens a
store of records. The names are loaded on first use, so that importing the package costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from saidso.reader import Reader
    from saidso.record import Record
    from saidso.store import Store, open_store

__version__ = "0.1.0"
__all__ = ["Reader", "Record", "Store", "__version__", "open_store", "read"]

_HOMES = {
    "Reader": "saidso.reader",
    "Record": "saidso.record",
    "Store": "saidso.store",
    "open_store": "saidso.store",
}


def read(path: str | Path, *, published: str | None = None) -> Record:
    """Return the record of one saved page (or of the first report of a `.jsonl` file).

    `published` is the day of publication (ISO 8601), for pages that do not say it themselves.
    Raises InputError where the page cannot be read.
    """
    from saidso.capture import find, report
    from saidso.errors import InputError
    from saidso.reader import Reader

    for found in find([str(path)]):
        if isinstance(found, InputError):
            raise found
        return Reader().read(report(found, published=published))
    raise InputError(str(path), "no report in it", help="give a .html, .txt or .jsonl file")


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'saidso' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
