"""How fast the reading room answers on a large store, over HTTP.

    python -m benchmarks.room STORE [--times 5]

STORE is one that `python -m benchmarks.desk` made. Prints the milliseconds of the first answer and the
median of the following ones: the list, the queue, and every view of the incident with most reports.
"""

from __future__ import annotations

import argparse
import statistics
import threading
import time
import urllib.request

import uvicorn

from saidso.review.app import create_app
from saidso.review.desk import Desk
from saidso.sockets import listen
from saidso.store import Query, open_store

VIEWS = ("", "/matrix", "/sources", "/timeline", "/map", "/history", "/dossier")


def milliseconds(address: str) -> float:
    """Return how long an answer takes, all of it."""
    start = time.perf_counter()
    with urllib.request.urlopen(address) as answer:
        answer.read()
    return (time.perf_counter() - start) * 1000


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.room")
    parser.add_argument("store")
    parser.add_argument("--times", type=int, default=5)
    asked = parser.parse_args()
    with open_store(asked.store, create=False) as store:
        listening = listen("127.0.0.1", 0)
        config = uvicorn.Config(create_app(Desk(store)), log_level="error", lifespan="off")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        while not server.started:
            time.sleep(0.05)
        base = f"http://127.0.0.1:{listening.getsockname()[1]}"
        largest = store.shelf(Query(sort="reports"), limit=1)[0]
        print(f"{store.number(Query())} incidents; the largest has {largest.reports} reports")
        paths = ["/incidents", "/incidents?sort=queue&status=suggested"]
        for path in [*paths, *(f"/incidents/{largest.id}{view}" for view in VIEWS)]:
            first, *rest = (milliseconds(base + path) for _ in range(asked.times + 1))
            print(f"{path:50} first {first:6.0f} ms, then {statistics.median(rest):6.0f} ms")
        server.should_exit = True
        thread.join()


if __name__ == "__main__":
    main()
