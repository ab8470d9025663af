"""What floods cost is measured, and one that is refused is left out."""

import pytest
from benchmarks.floods import main


def test_costs_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert (
        main(["--size", "400", "bullets", "combining"]) == 0
    )  # "combining" is refused: no English
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == ["bullets"]
