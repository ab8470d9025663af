"""What programs get from the service."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import msgspec
import pytest
from sqlalchemy import text

from saidso.capture import capture, report
from saidso.reader import Reader
from saidso.record import Record
from saidso.store import database_at, open_store
from service.made_service import Service, story

PAGE = (
    "<html><head><title>Attack at a mill</title></head><body><h1>Attack at a mill</h1>"
    "<p>A bomb killed 4 workers at a mill in Orvidal on 9 March 2019, the mayor said.</p>"
    "<p>A nurse at the hospital of Orvidal said 7 people had been wounded in the blast.</p></body></html>"
)


def test_a_text_is_read_as_everywhere(service: Service) -> None:
    found = service.ask("/read?name=plain.txt", story(3))
    assert found.status == 200
    (one,) = found.data["reports"]
    assert (one["name"], one["kept"], one["problem"]) == ("plain.txt", False, None)
    expected = Reader().read(report(capture("plain.txt", story(3).encode(), "text")))
    assert msgspec.convert(one["record"], Record) == expected


def test_a_page_is_read_and_kept_with_its_bytes(service: Service) -> None:
    found = service.ask("/read?keep=true&name=page", PAGE, kind="text/html; charset=utf-8").data
    assert [r["new"] for r in found["reports"]] == [True]
    again = service.ask("/read?keep=true&name=page", PAGE, kind="text/html").data
    assert [(r["kept"], r["new"]) for r in again["reports"]] == [(True, False)]
    with open_store(service.store) as store:
        record = store.record("page")
        assert store.bytes(record.report.id) == PAGE.encode()
        assert not list(store.verify())
    assert service.ask(f"/records/{record.report.id[:12]}").data["report"]["name"] == "page"


def test_lines_are_read_and_the_bad_ones_named(service: Service) -> None:
    good = [msgspec.json.encode({"id": f"l{n}", "text": story(n)}) for n in range(2)]
    body = b"\n".join([good[0], b"{broken", good[1]])
    found = service.ask("/read?name=lines", body, kind="application/jsonl").data
    assert sorted(r["name"] for r in found["reports"]) == ["l0", "l1", "lines:2"]
    assert found["failed"] == 1
    (bad,) = (r for r in found["reports"] if r["record"] is None)
    assert bad["problem"]["status"] == 422
    assert "this line is not valid JSON" in bad["problem"]["detail"]


def test_incidents_claims_and_copies(service: Service) -> None:
    listed = service.ask("/incidents?text=checkpoint&since=2021-05-01&limit=1000").data["incidents"]
    ours = service.ask("/incidents/first").data
    assert ours["id"] in [one["id"] for one in listed]
    assert sorted(ours["reports"]) == ["first", "second"]
    assert not service.ask("/incidents?since=2022-01-01").data["incidents"]
    claims = service.ask(f"/incidents/{ours['id']}/claims?slot=killed").data["claims"]
    assert {(c["report"], c["claim"]["value"]) for c in claims} == {("first", 2), ("second", 2)}
    killed = service.ask("/records/first/claims?slot=killed").data["claims"]
    assert [c["claim"]["value"] for c in killed] == [2]
    pairs = service.ask("/copies?report=first").data["copies"]
    assert [{p["a"], p["b"]} for p in pairs] == [{"first", "second"}]


def test_lists_come_in_parts(service: Service) -> None:
    """Each begins where the last one ended; together they are the whole, also with many parts."""
    for address, key in (("/reports", "reports"), ("/copies", "copies")):
        whole = service.ask(f"{address}?limit=1000").data
        assert whole["next"] is None
        assert len(whole[key]) >= 1
        parts, cursor = [], ""
        while cursor is not None:
            found = service.ask(f"{address}?limit=1{cursor and '&cursor='}{cursor}").data
            assert len(found[key]) == 1
            parts += found[key]
            cursor = found["next"]
        assert parts == whole[key]


def test_what_comes_in_meanwhile_moves_no_part(service: Service) -> None:
    first = service.ask("/reports?limit=1").data
    assert service.ask("/read?keep=true&name=meanwhile", story(5)).status == 200
    then = service.ask(f"/reports?limit=1000&cursor={first['next']}").data["reports"]
    names = [one["name"] for one in (*first["reports"], *then)]
    assert len(names) == len(set(names))
    assert names[-1] == "meanwhile"


@pytest.mark.parametrize(
    ("path", "body", "status", "detail", "help"),
    [
        ("/records/nobody", None, 404, "no report in this store has", "`saidso show`"),
        ("/incidents/nobody", None, 404, "this store: there is no incident nobody", ""),
        ("/nowhere", None, 404, "there is no such address", "/openapi.json"),
        ("/read", None, 405, "does not take that method", "/openapi.json"),
        ("/incidents?country=Nowhere", None, 400, "country Nowhere: there is no such", "code like NGA"),
        ("/incidents?type=quarrel", None, 400, "no incident type quarrel", "types are"),
        ("/incidents?since=2021-13-01", None, 400, "since 2021-13-01: give a day", ""),
        ("/incidents?colour=red", None, 400, "colour", "/openapi.json"),
        ("/incidents?limit=0", None, 400, "limit", ""),
        ("/incidents?limit=1&limit=2", None, 400, "asked twice", "once"),
        ("/reports?cursor=second", None, 400, "cursor", "/openapi.json"),
        ("/copies?cursor=1", None, 400, "cursor", ""),
        ("/incidents?text=a%00b", None, 400, "NUL", ""),
        ("/records/a%00b", None, 400, "NUL", ""),
        ("/read?published=soon", story(), 400, "published is not a date", "YYYY-MM-DD"),
        ("/read", "", 422, "empty", ""),
        ("/read", "Too few.", 422, "", ""),
        ("/read", b"\x89PNG\r\n\x1a\n" + bytes(99), 422, "not text", "HTML or text"),
    ],
)  # fmt: skip
def test_every_refusal_is_a_sentence_and_what_to_do(
    service: Service, path: str, body: str | None, status: int, detail: str, help: str
) -> None:
    found = service.ask(path, body)
    assert found.status == status
    assert found.headers["content-type"] == "application/problem+json"
    assert found.data["status"] == status
    assert detail in found.data["detail"]
    assert help in found.data["help"]
    assert str(service.store) not in found.body.decode()


@pytest.mark.parametrize("kind", ["application/pdf", "multipart/form-data", ""])
def test_other_bodies_are_not_read(service: Service, kind: str) -> None:
    found = service.ask("/read", story(), kind=kind)
    assert found.status == 415
    assert "text/html" in found.data["help"]


@pytest.mark.parametrize(
    "headers",
    [
        {"host": "attacker.example"},
        {"host": "[::1"},
        {"origin": "https://attacker.example"},
        {"origin": "null"},
        {"sec_fetch_site": "cross-site"},
    ],
)
def test_other_sites_are_refused(service: Service, headers: dict[str, str]) -> None:
    """A page in a browser can name an address of loopback; it must not write into the store."""
    found = service.ask("/read?keep=true&name=stolen", story(), **headers)
    assert found.status == 403
    assert service.ask("/records/stolen").status == 404


def test_there_is_no_cors(service: Service) -> None:
    found = service.ask("/read", method="OPTIONS", access_control_request_method="POST")
    assert not [name for name in found.headers if name.startswith("access-control")]


def test_health_and_figures(service: Service) -> None:
    assert service.ask("/healthz").data == {"status": "ok"}
    assert service.ask("/readyz").data == {"status": "ready"}
    service.ask("/read", story())
    found = service.ask("/metrics")
    assert found.headers["content-type"].startswith("text/plain")
    lines = dict(
        line.rsplit(" ", 1)
        for line in found.body.decode().splitlines()
        if line[:1] not in ("#", "")
    )
    assert float(lines['saidso_requests_total{operation="readReports",status="200"}']) >= 3
    assert float(lines['saidso_reports_total{outcome="kept"}']) >= 2
    assert lines['saidso_line_length{line="read"}'] == "0.0"


def test_it_says_whom_it_answers(service: Service) -> None:
    assert service.address.startswith("http://127.0.0.1:")
    assert "It answers this computer only." in service.said[1]


def test_no_client_learns_where_the_store_is(
    serve: Callable[..., Service], place: str, tmp_path: Path
) -> None:
    """What fails in the database is told in full in the log, and without its address outside."""
    one = serve(store=place)
    with database_at(place).writing() as connection:
        connection.execute(text("ALTER TABLE listing RENAME TO mislaid"))
    found = one.ask("/incidents")
    assert (found.status, found.headers["retry-after"]) == (503, "2")
    assert found.data["detail"] == "the store cannot be read or written now"
    secret = [place, str(tmp_path), "postgresql", "listing", urlsplit(place).netloc or place]
    assert not [word for word in secret if word in str(found.data)]
    one.stop()
    (said,) = [line for line in one.said if "the database refuses" in line]
    assert said.startswith("saidso serve: store ")
    assert "listing" in said


MARKED = """<html><head><title>Two guards killed at a mill near Gao</title></head><body><article>
<h1>Two guards killed at a mill near Gao</h1>
<p>Gunmen killed two guards at a mill near Gao on Monday, police said.</p>
<p>The guards were asleep when the men came over the wall, the owner of the mill said on Tuesday.</p>
<p>Also read: Gunmen wounded seven people on the road to the mill, the mayor said.</p>
</article></body></html>"""


def test_text_marked_as_body_is_read_as_body(serve: Callable[..., Service], place: str) -> None:
    """What capture took for a teaser gives claims once a reviewer of the store says that it is body."""
    one = serve(store=place)

    def injured(keep: str) -> list[int | str | None]:
        found = one.ask(f"/read?keep={keep}&name=mill", MARKED, kind="text/html")
        assert found.status == 200, found.body
        claims = found.data["reports"][0]["record"]["claims"]
        return [c["value"] for c in claims if c["slot"] == "injured"]

    assert injured("true") == []
    with open_store(place) as store:
        text = store.record("mill").report.text
        span = (text.index("Gunmen wounded"), text.index("the mayor said.") + 15)
        mark = store.decide.mark("mill", span, False, by="anna")
    assert injured("false") == [7]
    assert injured("true") == [7]
    with open_store(place) as store:
        assert [c.value for c in store.record("mill").claims if c.slot == "injured"] == [7]
        store.decide.undo(mark.n, by="anna")
    assert injured("true") == []
