"""Limits: size, time and number; a refusal for each, and the service goes on."""

from __future__ import annotations

import os
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from service.made_service import Answer, Service, story

Serve = Callable[..., Service]
LONG = story(sentences=450)
"""Takes some seconds to read."""


def test_size(service: Service) -> None:
    found = service.ask("/read", b"a" * 5_000_001)
    assert found.status == 413
    assert "larger than 5,000,000 bytes" in found.data["detail"]

    def parts() -> Iterator[bytes]:
        for _ in range(6):
            yield b"a" * 1_000_000

    assert service.ask("/read", parts()).status == 413  # chunked: no length is said before
    lines = b'{"text": "x"}\n' * 101
    found = service.ask("/read", lines, kind="application/jsonl")
    assert found.status == 413
    assert "more than 100 reports" in found.data["detail"]
    assert service.ask("/read", story()).status == 200


def test_a_body_that_never_ends_is_given_up(serve: Serve) -> None:
    one = serve("--max-seconds", "1")
    host, port = one.address.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=20) as slow:
        slow.sendall(
            b"POST /read HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\n"
            b"Content-Length: 100\r\n\r\nGunmen"
        )
        assert slow.recv(4096).startswith(b"HTTP/1.1 408 ")


def _connected(one: Service) -> socket.socket:
    host, port = one.address.removeprefix("http://").split(":")
    return socket.create_connection((host, int(port)), timeout=20)


def _dripped(connection: socket.socket, data: bytes, *, seconds: float) -> bytes:
    """Send a byte now and then until the other side ends it; return what it said."""
    connection.settimeout(0.2)
    said, end = b"", time.monotonic() + seconds
    for byte in data:
        assert time.monotonic() < end, "it is still waited for"
        try:
            connection.sendall(bytes([byte]))
            got = connection.recv(4096)
        except TimeoutError:
            continue
        except OSError:
            break
        if not got:
            break
        said += got
    return said


HEAD = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n"


def test_a_head_that_comes_byte_by_byte_is_cut_off(serve: Serve) -> None:
    """Slowloris: what counts is when the head began, and not when its last byte came."""
    one = serve("--max-head-seconds", "1")
    with _connected(one) as slow:
        said = _dripped(slow, HEAD + b"X-Slow: " + b"a" * 500, seconds=8)
    assert said.startswith(b"HTTP/1.1 408 ")
    assert b"the head of the request did not come in time" in said
    with _connected(one) as again:  # the second request of a connection has no more time
        again.sendall(HEAD + b"\r\n")
        assert again.recv(4096).startswith(b"HTTP/1.1 200 ")
        assert b"HTTP/1.1 408 " in _dripped(again, HEAD + b"X-Slow: " + b"a" * 500, seconds=8)
    with _connected(one) as silent:
        assert silent.recv(4096) == b""
    assert one.ask("/healthz").status == 200


def test_the_rest_of_a_body_that_was_refused_is_not_waited_for(serve: Serve) -> None:
    one = serve("--max-head-seconds", "1")
    with _connected(one) as slow:
        slow.sendall(
            b"POST /read HTTP/1.1\r\nHost: localhost\r\nContent-Type: image/png\r\n"
            b"Content-Length: 9999\r\n\r\n"
        )
        assert slow.recv(4096).startswith(b"HTTP/1.1 415 ")
        _dripped(slow, b"a" * 500, seconds=8)


def test_many_connections(serve: Serve) -> None:
    """One too many is told so at once; when others end it is taken."""
    one = serve("--max-connections", "5", "--max-head-seconds", "30")
    held = [_connected(one) for _ in range(5)]
    try:
        time.sleep(0.3)
        with _connected(one) as more:
            said = more.recv(4096)
        assert said.startswith(b"HTTP/1.1 503 ")
        assert b"retry-after: " in said
        assert b"too many connections are open" in said
    finally:
        for connection in held:
            connection.close()
    end = time.monotonic() + 10
    while one.ask("/healthz").status != 200:
        assert time.monotonic() < end
        time.sleep(0.1)


def test_an_answer_that_nobody_takes_is_given_up(serve: Serve) -> None:
    one = serve("--max-seconds", "2", "--max-head-seconds", "1")
    asked = b"GET /openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n"
    with _connected(one) as greedy:
        greedy.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
        greedy.setblocking(False)
        end = time.monotonic() + 15
        while True:  # asks on and takes nothing, until the other side gives up
            assert time.monotonic() < end
            try:
                greedy.send(asked)
            except BlockingIOError:
                time.sleep(0.1)
            except OSError:
                break
    assert one.ask("/healthz").status == 200


def test_time_and_nothing_kept(serve: Serve, place: str) -> None:
    one = serve("--max-seconds", "0.5", store=place)
    found = one.ask("/read?keep=true&name=long", LONG)
    assert found.status == 504
    assert "nothing of it was kept" in found.data["detail"]
    time.sleep(1)
    end = time.monotonic() + 60
    while b'saidso_line_length{line="read"} 0.0' not in one.ask("/metrics").body:
        assert time.monotonic() < end
        time.sleep(0.2)
    assert one.ask("/records/long").status == 404
    assert one.ask("/healthz").status == 200


def test_number(serve: Serve) -> None:
    """Two processes have two requests each at hand; the fifth at once is told to come back."""
    one = serve("--max-waiting", "0")
    found: list[Answer] = []
    threads = [
        threading.Thread(target=lambda: found.append(one.ask("/read", LONG))) for _ in range(7)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(a.status for a in found) == [200] * 4 + [503] * 3
    (busy, *_) = (a for a in found if a.status == 503)
    assert int(busy.headers["retry-after"]) > 0
    assert "the service is busy" in busy.data["detail"]
    assert one.ask("/read", story()).status == 200


def test_a_process_that_dies_is_replaced(serve: Serve) -> None:
    """Killed from outside while it reads: what it was reading is read by another."""
    one = serve()
    found: list[Answer] = []
    asking = threading.Thread(target=lambda: found.append(one.ask("/read", LONG)))
    asking.start()
    time.sleep(0.7)
    for child in _readers(one.process.pid):
        os.kill(child, signal.SIGKILL)
    asking.join()
    assert [a.status for a in found] == [200]
    assert one.ask("/read", story()).status == 200


def _readers(parent: int) -> list[int]:
    """Return the processes that read for a service."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rsplit(")", 1)[1].split()
            command = (stat.parent / "cmdline").read_bytes()
        except OSError:
            continue
        if int(fields[1]) == parent and b"spawn_main" in command:
            found.append(int(stat.parent.name))
    return found


def test_a_stop_answers_what_was_asked(serve: Serve, place: str) -> None:
    one = serve(store=place)
    body = msgspec.json.encode({"id": "late", "text": LONG})
    found: list[Answer] = []
    asking = threading.Thread(
        target=lambda: found.append(one.ask("/read?keep=true", body, kind="application/jsonl"))
    )
    asking.start()
    time.sleep(0.7)
    assert not found
    assert one.stop() == 0
    asking.join()
    assert [a.status for a in found] == [200]
    assert found[0].data["reports"][0]["new"]
    assert one.said[-1] == "saidso serve: stopped\n"
    from saidso.store import open_store

    with open_store(one.store) as store:
        assert store.record("late").report.text
        assert not list(store.verify())
