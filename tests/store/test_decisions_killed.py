"""kill -9 while people decide: nothing that was acknowledged is lost, and nothing is half done."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
from pathlib import Path

from made_desk import desk, state
from made_records import rows

from saidso.store import open_store

HERE = Path(__file__).parent
DECIDES = """
import random, sys
from made_desk import act
from saidso.store import open_store
with open_store(sys.argv[1], create=False) as store:
    draw = random.Random(int(sys.argv[2]))
    while True:
        made = act(store, draw)
        if made is not None:
            print(made.n, made.at, made.kind, flush=True)
"""
WANTED = 200


def test_no_acknowledged_decision_is_lost(place: str) -> None:
    """A process decides at random and is killed again and again, until 200 were acknowledged."""
    desk(place).close()
    draw = random.Random(4)
    acknowledged: list[tuple[int, str, str]] = []
    rounds = 0
    while len(acknowledged) < WANTED:
        rounds += 1
        child = subprocess.Popen(
            [sys.executable, "-c", DECIDES, place, str(rounds)],
            stdout=subprocess.PIPE,
            text=True,
            env={"PYTHONPATH": ":".join([str(HERE), *sys.path]), "PATH": ""},
        )
        assert child.stdout is not None
        for _ in range(draw.randint(20, 60)):
            n, at, kind = child.stdout.readline().split()
            acknowledged.append((int(n), at, kind))
        child.send_signal(signal.SIGKILL)
        said, _ = child.communicate()
        for line in said.splitlines(keepends=True):
            if line.endswith("\n"):  # it was printed whole, so it was acknowledged
                n, at, kind = line.split()
                acknowledged.append((int(n), at, kind))
    assert rounds > 2
    kept = {
        (n, at, kind) for n, at, kind in rows(place, "SELECT n, at, kind FROM decisions ORDER BY n")
    }
    assert set(acknowledged) <= kept
    assert len(kept) <= len(acknowledged) + rounds  # at most the one that each kill interrupted
    with open_store(place) as store:
        assert list(store.verify()) == []
        log = store.log()
        assert [one.decision.n for one in log] == list(range(1, len(kept) + 1))
        before = state(store)
        assert json.dumps(rows(place, "SELECT * FROM listing ORDER BY id"))
        store.rebuild()
        assert state(store) == before
