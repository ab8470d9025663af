"""The room in a browser: what is decided there, with the keyboard alone, and what it refuses."""

from __future__ import annotations

import re
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from review.conftest import Room, served
from review.made_pages import WIRE, at, blast
from saidso.review.characters import units
from saidso.store import Query


def start(room: Room, open_page: Callable[..., Page], report: str, claim: str) -> Page:
    base = room.incident(report)
    return open_page(f"{room.address}{base}?report={report}&claim={claim}")


def standing(room: Room, report: str) -> dict[str, str]:
    decided = room.app.state.desk.opened(report).decided(report)
    return {id: one.standing for id, one in decided.items()}


def test_accept_reject_skip_undo_with_the_keyboard(
    room: Room, open_page: Callable[..., Page]
) -> None:
    page = start(room, open_page, "wire", "c1")
    page.keyboard.press("a")
    expect(page.locator("#card-c1")).to_have_class(re.compile("accepted"))
    assert page.locator(".card.current").get_attribute("id") == "card-c2", "it leads on"
    page.keyboard.press("Space")
    skipped = page.locator(".card.current").get_attribute("id")
    assert skipped == "card-c3"
    page.keyboard.press("x")
    expect(page.locator("#card-c3")).to_have_class(re.compile("rejected"))
    page.keyboard.press("j")
    page.keyboard.press("k")
    assert standing(room, "wire") == {"c1": "accepted", "c3": "rejected"}, "moving decides nothing"
    page.keyboard.press("Backspace")
    expect(page.locator("#card-c3")).not_to_have_class(re.compile("rejected"))
    assert page.locator(".card.current").get_attribute("id") == "card-c3"
    page.keyboard.press("Backspace")
    expect(page.locator("#card-c1")).not_to_have_class(re.compile("accepted"))
    assert standing(room, "wire") == {}
    assert len(room.store.log()) == 4, "nothing is deleted"
    page.keyboard.press("Backspace")
    expect(page.locator("#said")).to_contain_text("no decision of yours")


def select(page: Page, words: str) -> None:
    """Select words as a mouse would, and let go of it."""
    page.evaluate(
        """words => {
          const walker = document.createTreeWalker(document.querySelector('#text'), NodeFilter.SHOW_TEXT);
          let at = null;
          for (let n = walker.nextNode(); n; n = walker.nextNode())
            if (!n.parentElement.closest('.sr') && n.data.includes(words)) { at = n; break; }
          const range = document.createRange();
          range.setStart(at, at.data.indexOf(words));
          range.setEnd(at, at.data.indexOf(words) + words.length);
          getSelection().removeAllRanges();
          getSelection().addRange(range);
          at.parentElement.dispatchEvent(new MouseEvent('mouseup', {bubbles: true}));
        }""",
        words,
    )


def test_edit_from_a_selection(room: Room, open_page: Callable[..., Page]) -> None:
    page = start(room, open_page, "local", "c4")
    page.keyboard.press("e")
    select(page, "19 bodies")
    field = page.locator(".card.current [name=value]")
    expect(field).to_have_value("19")
    page.locator(".card.current [name=why] >> nth=0").fill("the police counted")
    page.keyboard.press("Enter")
    expect(page.locator("#card-c4")).to_have_class(re.compile("edited"))
    card = page.locator("#card-c4")
    expect(card.locator("dl")).to_contain_text("suggested 23")
    expect(card.locator("dl")).to_contain_text("the police counted")


@pytest.mark.parametrize("words", ["carried the wounded", "포티스쿰 시장에서", "👩‍👩‍👧"])
def test_a_claim_is_added_from_a_selection(
    room: Room, open_page: Callable[..., Page], words: str
) -> None:
    """Offsets stay right behind emoji, Hangul and joined emoji, and behind marks with hidden text."""
    page = start(room, open_page, "wire", "c1")
    select(page, words)
    expect(page.locator("#add [name=words]")).to_have_value(words)
    page.select_option("#add [name=slot]", "condition")
    page.fill("#add [name=speaker]", "rescue official")
    page.click("#add [value=add]")
    expect(page.locator(".card.added")).to_have_count(1)
    record = room.app.state.desk.opened("wire").records["wire"]
    claim = next(c for c in record.claims if c.slot == "condition")
    assert claim.spans == [at(WIRE, words)]
    assert claim.value == words


def test_a_claim_is_added_with_typed_words_and_the_keyboard_alone(
    room: Room, open_page: Callable[..., Page]
) -> None:
    page = start(room, open_page, "wire", "c1")
    page.keyboard.press("c")
    expect(page.locator("#add [name=words]")).to_be_focused()
    page.keyboard.type("wounding 45")
    page.keyboard.press("Tab")
    page.keyboard.type("missing")
    expect(page.locator("#add [name=slot]")).to_have_value("missing")
    page.keyboard.press("Tab")
    page.keyboard.type("forty-five")
    page.keyboard.press("Enter")
    expect(page.locator(".card.added")).to_have_count(1)
    record = room.app.state.desk.opened("wire").records["wire"]
    claim = next(c for c in record.claims if c.slot == "missing")
    assert (claim.value, claim.spans) == (45, [at(WIRE, "wounding 45")])


def test_merge_then_split_with_the_keyboard(room: Room, open_page: Callable[..., Page]) -> None:
    page = start(room, open_page, "guards", "c1")
    page.keyboard.press("m")
    page.wait_for_url("**/change#merge")
    page.keyboard.press("/")
    page.keyboard.type("convoy")
    page.keyboard.press("Enter")
    page.wait_for_url("**text=convoy")
    page.locator("input[name=other]").focus()
    page.keyboard.press("Space")
    page.locator("#merge button", has_text="Merge them").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".log tbody")).to_contain_text("merged")
    assert room.incident("guards") == room.incident("convoy")
    page.keyboard.press("s")
    page.wait_for_url("**/change#split")
    page.locator("input[name=member] >> nth=0").focus()
    page.keyboard.press("Space")
    page.locator("#split button").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".log tbody")).to_contain_text("split off")
    assert room.incident("guards") != room.incident("convoy")
    page.locator(".log button").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".log .undone")).to_have_count(1)
    assert room.incident("guards") == room.incident("convoy")


def test_the_queue_leads_through_what_matters(room: Room, open_page: Callable[..., Page]) -> None:
    page = open_page(f"{room.address}/queue")
    assert room.incident("local") in page.url, "disputed first"
    assert page.locator(".card.current .slot").inner_text() == "killed", (
        "and what is disputed in it"
    )
    page.keyboard.press("f")
    expect(page.locator(".flagged")).to_be_visible()
    page.click("button[value=confirm]")
    expect(page.locator(".decide .status")).to_have_text("confirmed by reviewer")
    page.keyboard.press("n")
    page.wait_for_url(lambda url: room.incident("local") not in url)
    page.keyboard.press("n")
    page.wait_for_function("() => true")
    assert room.store.number(Query(status="suggested", main=True)) == 2, "going on decides nothing"


def test_bulk_accept_is_what_the_preview_showed(room: Room, open_page: Callable[..., Page]) -> None:
    page = open_page(room.address + room.incident("local") + "/accept")
    boxes = page.locator("input[name=seen]")
    shown = boxes.count()
    assert shown >= 4
    boxes.first.uncheck()
    room.store.decide.accept("local", "c2", by="anna")  # somebody decides meanwhile
    page.click("button[value=accept_all]")
    expect(page.locator(".log tbody")).to_contain_text("accepted")
    accepted = [e for e in room.store.log() if e.decision.by == "reviewer"]
    assert len(accepted) == shown - 2, "neither the one left out nor the one decided meanwhile"


def test_residue_is_marked_from_typed_words(room: Room, open_page: Callable[..., Page]) -> None:
    page = start(room, open_page, "local", "c6")
    page.keyboard.press("c")
    page.keyboard.type("A police spokesman said 19 bodies had been counted.")
    page.click("#add button[value=mark]")
    expect(page.locator(".block.residue")).to_contain_text("19 bodies")
    assert standing(room, "local")["c6"] == "residue"


def post(room: Room, cookie: str = "", **fields: str) -> int:
    request = urllib.request.Request(
        f"{room.address}/decide", urllib.parse.urlencode(fields).encode(), {"Cookie": cookie}
    )
    try:
        return int(urllib.request.urlopen(request).status)
    except urllib.error.HTTPError as error:
        return error.code


def test_forms_without_the_token_decide_nothing(room: Room) -> None:
    id = room.incident("wire").rsplit("/", 1)[-1]
    sent = {"act": "accept", "incident": id, "report": "wire", "claim": "c1"}
    assert post(room, **sent) == 400
    assert post(room, csrf="wrong", **sent) == 400
    assert room.store.log() == []


def test_reviewers_sign_in_and_supervisors_undo(
    tmp_path: Path, open_page: Callable[..., Page]
) -> None:
    store = blast(tmp_path / "desk.db")
    store.reviewers.add("Anna Ek", "coder", password="a long pass phrase")
    store.reviewers.add("Sam Orr", "supervisor", password="another long phrase")
    with served(store, auth=True) as room:
        base = room.incident("wire")
        pages = {}
        for name, word in (("Anna Ek", "a long pass phrase"), ("Sam Orr", "another long phrase")):
            page = pages[name] = open_page(f"{room.address}{base}")
            assert "/login" in page.url
            page.fill("[name=name]", name)
            page.fill("[name=password]", "wrong words here")
            page.keyboard.press("Enter")
            expect(page.locator("[role=alert].wrong")).to_be_visible()
            page.fill("[name=name]", name)
            page.fill("[name=password]", word)
            page.keyboard.press("Enter")
            page.wait_for_url(f"**{base}")
            cookie = page.context.cookies()[0]
            assert cookie["httpOnly"]
            assert cookie["sameSite"] == "Strict"
        anna, sam = pages.values()
        sam.goto(f"{room.address}{base}?report=wire&claim=c2")
        sam.keyboard.press("a")
        expect(sam.locator("#card-c2")).to_have_class(re.compile("accepted"))
        anna.goto(f"{room.address}{base}/history")
        assert anna.locator(".log button").count() == 0, "a coder undoes only what is theirs"
        anna.goto(f"{room.address}{base}?report=wire&claim=c1")
        anna.keyboard.press("x")
        expect(anna.locator("#card-c1 dl")).to_contain_text("rejected by Anna Ek")
        sam.goto(f"{room.address}{base}/history")
        sam.locator(".log tr", has_text="Anna Ek").locator("button").click()
        expect(sam.locator(".log .undone")).to_have_count(1)
        token = f"saidso-session={anna.context.cookies()[0]['value']}"
        anna.click("text=Sign out")
        anna.wait_for_url("**/login")
        assert post(room, token, act="undo") == 403, "the session is over"


def test_units_are_what_the_browser_counts(room: Room, open_page: Callable[..., Page]) -> None:
    page = start(room, open_page, "wire", "c1")
    lengths = page.locator("#text [data-block]").evaluate_all(
        "bs => bs.map(b => { const c = b.cloneNode(true);"
        " for (const s of c.querySelectorAll('.sr')) s.remove(); return c.textContent.length; })"
    )
    assert lengths == [units(line) for line in WIRE.split("\n") if line]


def test_agreement_is_shown_and_a_sample_is_coded_blind(
    tmp_path: Path, open_page: Callable[..., Page]
) -> None:
    store = blast(tmp_path / "desk.db")
    for name, role in (("Anna Ek", "coder"), ("Bo Li", "coder")):
        store.reviewers.add(name, role, password="a long pass phrase")  # type: ignore[arg-type]
    store.draw("spring", "Anna Ek", "Bo Li", count=3)
    with served(store, name="Anna Ek") as room:
        for n in range(1, 7):
            store.decide.accept("local", f"c{n}", by="Bo Li")
        page = start(room, open_page, "local", "c1")
        assert page.locator(".card.decided").count() == 0, "what Bo Li decided is not seen"
        page.keyboard.press("x")
        expect(page.locator(".card.decided")).to_have_count(1)
        for n in range(2, 6):
            page.keyboard.press("a")
            expect(page.locator(".card.decided")).to_have_count(n)
        page.keyboard.press("a")
        expect(page.locator("#text")).not_to_have_attribute("data-report", "local")  # it leads on
        page.goto(room.address + room.incident("local") + "/history")
        assert page.locator(".log td", has_text="Bo Li").count() == 0
        page.goto(f"{room.address}/agreement?a=Anna+Ek&b=Bo+Li&sample=spring")
        rows = page.locator(".incidents tbody tr")
        expect(rows.last).to_contain_text("All together")
        expect(rows.last.locator("[data-label=Both]")).to_have_text("6")
        expect(rows.last.locator("[data-label=Same]")).to_have_text("5")
        page.goto(f"{room.address}/samples/spring")
        assert page.locator(".incidents tbody tr").count() == 3


def test_how_far_an_act_came_is_shown_and_set(room: Room, open_page: Callable[..., Page]) -> None:
    """A person says that a bombing was only planned: it stands beside the act as another value."""
    (claim,) = (c.id for c in room.store.record("wire").claims if c.slot == "event")
    page = start(room, open_page, "wire", claim)
    page.keyboard.press("e")
    field = page.locator(f"#card-{claim} select[name=status]")
    assert field.locator("option").all_inner_texts() == [
        "happened",
        "was only attempted",
        "was only threatened",
        "was only planned",
    ]
    assert field.input_value() == "happened"
    field.select_option("planned")
    page.locator(f"#card-{claim} form.edit-form >> nth=0").get_by_role("button").click()
    expect(page.locator(f"#card-{claim}")).to_have_class(re.compile("edited"))
    expect(page.locator(f"#card-{claim} .card-head .note")).to_have_text("planned")
    page.goto(f"{room.address}{room.incident('wire')}/history")
    expect(page.locator("main")).to_contain_text("bombing → bombing (planned)")
    page.goto(f"{room.address}{room.incident('wire')}/matrix")
    expect(page.locator("table.matrix")).to_contain_text("bombing planned")
