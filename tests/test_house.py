"""The house: no room imports from its right, modules stay small, the documentation is current."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parent.parent
SRC = ROOT / "src" / "saidso"
ROOMS = ["capture", "language", "reading", "resolving", "incidents"]
"""From left to right; what stands further right may use any of them."""
RIGHT = ["store", "review", "service", "exchange", "batch", "cli"]
FLOOR = [
    "record",
    "decision",
    "linked",
    "spans",
    "figures",
    "safe",
    "sockets",
    "hosts",
    "knowledge",
    "errors",
]
GROUND = [*FLOOR, "__init__"]
FOLDERS = {
    "reading": ["clauses", "entities", "attributions", "events", "harm", "layout"],
    "incidents": [
        "occasions",
        "happenings",
        "sites",
        "tolls",
        "assembly",
        "origins",
        "linking",
        "comparing",
    ],
}
"""Of the rooms with folders, these from left to right; what lies in none of them stands left of all."""
LONGEST = 400


def imports(path: Path) -> set[str]:
    """Return the parts of saidso that a module imports, wherever in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("saidso"):
            parts = node.module.split(".")
            found |= {parts[1]} if len(parts) > 1 else {a.name for a in node.names}
        elif isinstance(node, ast.Import):
            found |= {a.name.split(".")[1] for a in node.names if a.name.startswith("saidso.")}
    return found


@pytest.mark.parametrize("room", [*ROOMS, "store", "review", "service", "exchange"])
def test_no_room_imports_from_its_right(room: str) -> None:
    """`exchange` knows records, not how they are read; `store` links them as it keeps them."""
    allowed = {*GROUND, "__version__", room}
    if room == "store":
        allowed.add("incidents")
    if room == "review":  # it shows what the rooms to its left made, through the case file
        allowed |= {*ROOMS, "store", "casefile"} - {"capture", "language"}
    if room == "service":  # it reads as a batch does, and asks the store through the case file
        allowed |= {*ROOMS, "store", "casefile", "batch"} - {"language", "reading", "resolving"}
    if room in ROOMS:
        allowed |= set(ROOMS[: ROOMS.index(room)])
    for path in (SRC / room).rglob("*.py"):
        assert imports(path) <= allowed, path


@pytest.mark.parametrize("room", FOLDERS)
def test_no_folder_of_a_room_imports_from_its_right(room: str) -> None:
    order = FOLDERS[room]
    assert {p.name for p in (SRC / room).iterdir() if (p / "__init__.py").is_file()} <= {
        *order,
        "agreements",
    }
    for path in (SRC / room).rglob("*.py"):
        inside = path.parent.name if path.parent.name in order else ""
        allowed = order[: order.index(inside) + 1] if inside else []
        for node in ast.walk(ast.parse(path.read_text())):
            module = getattr(node, "module", None) if isinstance(node, ast.ImportFrom) else None
            parts = module.split(".") if module else []
            if parts[:2] == ["saidso", room] and len(parts) > 2 and parts[2] in order:
                assert parts[2] in allowed, f"{path}: {module}"


def test_reading_needs_no_captured_page() -> None:
    for room in ("language", "reading", "resolving", "incidents"):
        for path in (SRC / room).rglob("*.py"):
            assert "capture" not in imports(path), path


def test_ground_floor_stands_on_itself() -> None:
    for name in FLOOR:
        assert imports(SRC / f"{name}.py") <= set(GROUND)


@pytest.mark.parametrize("path", sorted(SRC.rglob("*.py")), ids=lambda p: str(p.relative_to(SRC)))
def test_modules_are_small_and_say_what_they_are(path: Path) -> None:
    text = path.read_text()
    assert len(text.splitlines()) <= LONGEST
    assert ast.get_docstring(ast.parse(text)), "a module says in one line what it is"
    assert path.stem not in ("utils", "helpers", "common", "misc", "manager")


def test_no_framework_at_run_time() -> None:
    """torch is for training; reading a page must not import it, nor what it does not need."""
    code = (
        "import saidso.reader, saidso.capture, sys; "
        "print([m for m in ('torch', 'trafilatura', 'sqlalchemy', 'rich') if m in sys.modules])"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"


def test_version_is_said_once() -> None:
    import saidso

    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert project["version"] == saidso.__version__


def test_every_dependency_is_explained_and_used() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    told = (ROOT / "docs" / "dependencies.md").read_text()
    code = "".join(p.read_text() for p in SRC.rglob("*.py"))
    module = {
        "pyyaml": "yaml",
        "argon2-cffi": "argon2",
        "lxml_html_clean": "trafilatura",  # the latter only for the former
        "python-multipart": "starlette",  # likewise
    }
    extras = [line for some in project["optional-dependencies"].values() for line in some]
    for line in project["dependencies"] + extras:
        name = re.split(r"[<>=[]", line)[0]
        assert name in told.lower(), f"docs/dependencies.md does not say why {name}"
        name = module.get(name, name).replace("-", "_")
        imported = re.search(rf"\b(import|from) {name}\b", code)
        assert imported or f'("{name}"' in code, f"{name} is neither imported nor its data read"


def test_tables_are_read_in_one_place() -> None:
    """Ours by `knowledge`, those of a user with care by `incidents/files.py`."""
    found = {
        p.relative_to(SRC).as_posix() for p in SRC.rglob("*.py") if "yaml.load(" in p.read_text()
    }
    assert found == {"knowledge.py", "incidents/files.py"}


def test_every_import_is_a_declared_dependency() -> None:
    """What only comes along with another library may leave with its next version."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    extras = [line for some in project["optional-dependencies"].values() for line in some]
    lines = project["dependencies"] + extras
    declared = {re.split(r"[<>=[]", line)[0].replace("-", "_") for line in lines}
    imported: set[str] = set()
    for path in SRC.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ImportFrom) and node.module and not node.level:
                imported.add(node.module.split(".")[0])
            elif isinstance(node, ast.Import):
                imported |= {alias.name.split(".")[0] for alias in node.names}
    foreign = imported - set(sys.stdlib_module_names) - {"saidso"}
    package = {"yaml": "pyyaml", "argon2": "argon2_cffi"}
    assert {package.get(name, name) for name in foreign} <= declared


def test_generated_documentation_is_current() -> None:
    """`make docs` writes it."""
    sys.path.insert(0, str(ROOT / "docs"))
    try:
        from generate import pages  # type: ignore[import-not-found]
    finally:
        sys.path.pop(0)
    for path, text in pages().items():
        assert path.exists(), f"{path.name} is missing: make docs"
        assert path.read_text() == text, f"{path.name} is out of date: make docs"


def test_public_face() -> None:
    import saidso

    assert saidso.__all__ == ["Reader", "Record", "Store", "__version__", "open_store", "read"]
    for name in saidso.__all__:
        assert getattr(saidso, name)
    with pytest.raises(AttributeError):
        _ = saidso.nothing


def test_nothing_of_one_machine_in_the_repository() -> None:
    """No absolute home or work paths, no registry addresses."""
    bad = re.compile(r"/(?:root|home/\w+|tmp)/|file:///|/simple/")
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True)
    for name in listed.stdout.split():
        path = ROOT / name
        if path.suffix in (".py", ".md", ".yaml", ".toml", ".txt", ".sh") and path != Path(
            __file__
        ):
            assert not bad.search(path.read_text()), name


def booleans(data: object) -> int:
    """Return how many members of lists, or keys, are true or false."""
    if isinstance(data, dict):
        return sum(isinstance(k, bool) + booleans(v) for k, v in data.items())
    if isinstance(data, list):
        return sum(isinstance(v, bool) or booleans(v) for v in data)
    return 0


@pytest.mark.parametrize("path", sorted(SRC.rglob("*.yaml")), ids=lambda p: p.name)
def test_word_lists_hold_words(path: Path) -> None:
    """YAML reads a bare no, on, off or yes as a truth value; such words must stand in quotes."""
    assert booleans(yaml.safe_load(path.read_text())) == 0
