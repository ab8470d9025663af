"""The command line as a user meets it: real processes, real files, exit codes, one-line errors."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from saidso.record import decode

STORY = (
    "Gunmen kidnapped two engineers near the town of Gao in Mali on Monday, the mayor said."
    " Nobody was killed.\n\nThe foreign ministry said it was aware of the case."
)


def saidso(*arguments: str, cwd: Path, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "saidso", *arguments], cwd=cwd, input=stdin, capture_output=True
    )


@pytest.fixture
def story(tmp_path: Path) -> Path:
    (tmp_path / "story.txt").write_text(STORY)
    return tmp_path


def test_read_prints_a_record_and_keeps_it(story: Path) -> None:
    out = saidso("read", "story.txt", "--published", "2021-03-03", cwd=story)
    text = out.stdout.decode()
    assert out.returncode == 0, out.stderr
    assert "KIDNAPPING" in text
    assert "1 March 2021" in text
    assert "mayor" in text
    assert (story / "saidso.db").exists()
    listed = saidso("show", cwd=story)
    assert b"story.txt" in listed.stdout
    shown = saidso("show", "story.txt", "--text", cwd=story)
    assert b"KIDNAPPING" in shown.stdout
    whole = saidso("verify", cwd=story)
    assert whole.returncode == 0, whole.stderr
    assert b"1 records" in whole.stdout


def test_json_is_the_record_and_nothing_is_kept(story: Path) -> None:
    out = saidso("read", "story.txt", "--json", cwd=story)
    record = decode(out.stdout)
    assert record.report.text == STORY
    assert json.loads(out.stdout)["schema"] == "saidso/record/1"
    assert not (story / "saidso.db").exists()


def test_standard_input(story: Path) -> None:
    out = saidso("read", "-", "--json", cwd=story, stdin=STORY.encode())
    assert decode(out.stdout).incidents


def test_processes_give_the_same_records_in_the_same_order(story: Path) -> None:
    lines = [
        json.dumps({"id": f"r{n}", "text": STORY.replace("two", str(n + 2))}) for n in range(40)
    ]
    (story / "many.jsonl").write_text("\n".join(lines))
    one = saidso("read", "many.jsonl", "--json", cwd=story)
    two = saidso("read", "many.jsonl", "--json", "--jobs", "2", cwd=story)
    assert two.returncode == 0, two.stderr
    names = [decode(line).report.name for line in two.stdout.splitlines()]
    assert names == [f"r{n}" for n in range(40)]
    for a, b in zip(one.stdout.splitlines(), two.stdout.splitlines(), strict=True):
        assert [c.value for c in decode(a).claims] == [c.value for c in decode(b).claims]


def test_one_bad_input_never_stops_the_others(story: Path) -> None:
    (story / "empty.txt").write_bytes(b"")
    (story / "photo.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)
    (story / "german.txt").write_text(
        "Die Soldaten wurden am Montag in der Nähe der Grenze beschossen, und drei von ihnen sind"
        " nach Angaben des Ministeriums schwer verletzt worden. Das Ministerium hat noch nicht"
        " mitgeteilt, wer geschossen hat.\n" * 3
    )
    (story / "cut.jsonl").write_text(json.dumps({"id": "good", "text": STORY}) + '\n{"id": "ba')
    names = ["empty.txt", "photo.txt", "german.txt", "cut.jsonl", "missing.html", "story.txt"]
    out = saidso("read", *names, "--json", cwd=story)
    assert out.returncode == 1
    assert [decode(line).report.name for line in out.stdout.splitlines()] == ["good", "story.txt"]
    errors = out.stderr.decode().splitlines()
    assert len(errors) == 5, errors
    for name, line in zip(
        ["empty.txt", "photo.txt", "german.txt", "cut.jsonl", "missing.html"], errors, strict=True
    ):
        assert line.startswith("saidso: ")
        assert name in line


def test_usage_errors_are_two(story: Path) -> None:
    assert saidso("read", cwd=story).returncode == 2
    assert saidso("nothing", cwd=story).returncode == 2
    bad = saidso("read", "story.txt", "--published", "yesterday", cwd=story)
    assert bad.returncode == 2
    assert len(bad.stderr.splitlines()) == 1


@pytest.mark.parametrize("arguments", [("show",), ("verify",), ("show", "story.txt")])
def test_no_store(story: Path, arguments: tuple[str, ...]) -> None:
    out = saidso(*arguments, cwd=story)
    assert out.returncode == 1
    assert b"no store at" in out.stderr
    assert len(out.stderr.splitlines()) == 1


def test_a_model_folder_that_is_none(story: Path) -> None:
    out = saidso("read", "story.txt", "--model", ".", cwd=story)
    assert out.returncode == 1
    assert b"lacks encoder.onnx" in out.stderr
    assert len(out.stderr.splitlines()) == 1


def test_two_processes_on_one_store(story: Path) -> None:
    for n in range(6):
        (story / f"s{n}.txt").write_text(STORY.replace("two", str(n + 2)))
    command = [sys.executable, "-m", "saidso", "read", "--store", "both.db"]
    first = subprocess.Popen(
        [*command, "s0.txt", "s1.txt", "s2.txt"], cwd=story, stdout=-3, stderr=-1
    )
    second = subprocess.Popen(
        [*command, "s3.txt", "s4.txt", "s5.txt"], cwd=story, stdout=-3, stderr=-1
    )
    assert first.wait(120) == 0
    assert second.wait(120) == 0
    whole = saidso("verify", "--store", "both.db", cwd=story)
    assert b"6 records" in whole.stdout


def test_help_names_every_command(story: Path) -> None:
    out = saidso("--help", cwd=story).stdout.decode()
    for name in ("read", "show", "incidents", "incident", "verify", "bench", "schema"):
        assert name in out
        assert saidso(name, "--help", cwd=story).returncode == 0


def test_version_starts_fast(story: Path) -> None:
    """Counted in the time of the processes themselves: others may load the machine."""
    times = []
    for _ in range(3):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        saidso("--version", cwd=story)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        times.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    assert min(times) < 0.3


def test_schema_is_json(story: Path) -> None:
    assert json.loads(saidso("schema", cwd=story).stdout)["$id"] == "saidso/record/1"
    of_incident = saidso("schema", "--incident", cwd=story)
    assert json.loads(of_incident.stdout)["$id"] == "saidso/incident/1"


def test_read_in_python(story: Path) -> None:
    import saidso as face
    from saidso.errors import InputError

    record = face.read(story / "story.txt", published="2021-03-03")
    assert record.incidents[0].type == "kidnapping"
    with pytest.raises(InputError, match="no such file"):
        face.read(story / "nothing.html")


def test_types_of_ones_own(story: Path) -> None:
    (story / "own.yaml").write_text(
        "- id: drone_sighting\n  name: Drone sighting\n  definition: A drone is seen.\n"
        "  main_rank: 1.5\n  verbs: [hover]\n"
    )
    (story / "drone.txt").write_text("A drone hovered over the harbour on Monday, the mayor said.")
    out = saidso("read", "drone.txt", "--types", "own.yaml", "--json", cwd=story)
    assert out.returncode == 0, out.stderr
    assert decode(out.stdout).incidents[0].type == "drone_sighting"
    (story / "bad.yaml").write_text("- id: x\n  nonsense: 1\n")
    bad = saidso("read", "drone.txt", "--types", "bad.yaml", cwd=story)
    assert bad.returncode == 2
    assert len(bad.stderr.splitlines()) == 1


def test_bench_measures(story: Path) -> None:
    out = saidso("bench", "speed", "story.txt", "--threads", "1", "--json", cwd=story)
    assert out.returncode == 0, out.stderr
    found = json.loads(out.stdout)
    assert found["speed"][0]["cpu_ratio"] > 1
    assert [run["jobs"] for run in found["articles"]] == [1, 2]
    assert all(run["words"] and run["seconds"] > 0 for run in found["articles"])
    assert [one["words"] // 1000 for one in found["lengths"]] == [1, 4, 16]
    assert found["start_up_seconds"]["saidso --version"] < 1
