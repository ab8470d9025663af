"""A real service in a process of its own, and short ways to ask it."""

from __future__ import annotations

import http.client
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import msgspec


def story(number: int = 0, *, sentences: int = 1) -> str:
    """Return a made report; longer ones take longer to read."""
    more = " ".join(
        f"A guard of post {n} said {n + 2} shots were fired at the bridge of Tamra."
        for n in range(sentences)
    )
    return (
        f"Gunmen killed {number % 7 + 2} guards at a checkpoint near Darvo on 4 May 2021, police said.\n\n"
        f"A doctor at the clinic of Darvo said {number + 3} people had been wounded. {more}"
    )


class Answer(msgspec.Struct, frozen=True):
    """Status, headers in small letters and body of an answer."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def data(self) -> Any:
        """The body as JSON."""
        return msgspec.json.decode(self.body)


class Service:
    """`saidso serve` on a free port of loopback."""

    def __init__(self, store: Path | str, *options: str) -> None:
        self.store = store
        command = [sys.executable, "-m", "saidso", "serve", "--store", str(store), "--port", "0"]
        self.process = subprocess.Popen([*command, *options], stderr=subprocess.PIPE, text=True)
        assert self.process.stderr is not None
        self.said = [self.process.stderr.readline(), self.process.stderr.readline()]
        self.address = self.said[0].split()[2]
        self._hearing = threading.Thread(target=self._hear, daemon=True)
        self._hearing.start()

    def wait(self) -> Service:
        """Return when it is ready to read."""
        end = time.monotonic() + 60
        while self.ask("/readyz").status != 200:
            assert time.monotonic() < end, self.said
            assert self.process.poll() is None, self.said
            time.sleep(0.1)
        return self

    def ask(
        self,
        path: str,
        body: Any = None,
        *,
        kind: str = "text/plain",
        method: str | None = None,
        **headers: str,
    ) -> Answer:
        """Return an answer; with a body it is a POST."""
        connection = http.client.HTTPConnection(urlsplit(self.address).netloc, timeout=120)
        sent = {k.replace("_", "-"): v for k, v in headers.items()}
        if body is not None:
            sent.setdefault("content-type", kind)
        data = body.encode() if isinstance(body, str) else body
        connection.request(method or ("GET" if body is None else "POST"), path, data, sent)
        found = connection.getresponse()
        answer = Answer(
            found.status, {k.lower(): v for k, v in found.headers.items()}, found.read()
        )
        connection.close()
        return answer

    def stop(self) -> int:
        """Stop it as an operator does and return its exit code."""
        self.process.terminate()
        code = self.process.wait(60)
        self._hearing.join(10)
        return code

    def _hear(self) -> None:
        assert self.process.stderr is not None
        self.said += list(self.process.stderr)
