"""Imprints: the title, authors and site of a page as trafilatura finds them in its markup.

Each is looked for when it is asked for; most pages say these things in structured data.
"""

from __future__ import annotations

import contextlib
from functools import cached_property
from typing import Any


class Imprint:
    """What the markup of a parsed page says of itself; the tree stays as it is."""

    def __init__(self, tree: Any) -> None:
        self._tree = tree

    @cached_property
    def title(self) -> str | None:
        """The title: of the metadata, else a heading, else the document's."""
        from trafilatura.metadata import extract_title

        return _trimmed(self._found.title or extract_title(self._tree))

    @cached_property
    def author(self) -> str | None:
        """The authors, with "; " between them."""
        from trafilatura.metadata import extract_author

        return _trimmed(self._found.author or extract_author(self._tree))

    @cached_property
    def site(self) -> str | None:
        """The name of the site."""
        from trafilatura.metadata import META_URL, extract_sitename, extract_url

        name = self._found.sitename or extract_sitename(self._tree)
        if name:
            name = name.lstrip("@")
            if name and "." not in name and not name[0].isupper():
                name = name.title()
        elif url := self._found.url or extract_url(self._tree):
            match = META_URL.match(url)
            name = match[1] if match else None
        return _trimmed(name)

    @cached_property
    def _found(self) -> Any:
        """What metadata and structured data say, in the order in which trafilatura asks them."""
        from trafilatura.metadata import examine_meta, extract_meta_json

        found = examine_meta(self._tree)
        if found.author and " " not in found.author:
            found.author = None
        with contextlib.suppress(Exception):  # broken structured data says nothing
            found = extract_meta_json(self._tree, found)
        return found


def _trimmed(value: str | None) -> str | None:
    """Return a value as trafilatura cleans it: short, in one line, entities resolved."""
    from trafilatura.settings import Document

    document = Document()
    document.title = value
    document.clean_and_trim()
    return document.title
