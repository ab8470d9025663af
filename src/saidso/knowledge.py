"""The tables of knowledge: YAML files that lie in the package beside the modules that read them.

What a user adds is read with more care (`incidents/files.py`); these are ours, and a test checks them. Who
asks for a table keeps it (`functools.cache`), so that each is read once, when it is first needed.
"""

from __future__ import annotations

from importlib import resources
from typing import Any, TypeVar

import msgspec
import yaml

Kind = TypeVar("Kind")


def table(package: str, name: str) -> Any:
    """Return what the file `name` of a package holds, in lists, mappings, text and numbers."""
    return yaml.load(resources.files(package).joinpath(name).read_bytes(), yaml.CSafeLoader)


def typed(package: str, name: str, kind: type[Kind]) -> Kind:
    """Return the same as a `kind`; raises msgspec.ValidationError where the file has another form."""
    return msgspec.convert(table(package, name), kind)
