// The reading desk: cards beside their words, one of them current; selected words fill a form.

let text = document.querySelector("#text");
let cards = document.querySelector("#cards");
const GAP = 3;
const wide = window.matchMedia("(min-width: 961px)");

const all = () => [...cards.querySelectorAll(".card")];
const marksOf = (id) => [...text.querySelectorAll(`mark[data-claims~="${CSS.escape(id)}"]`)];
const current = () => cards.querySelector(".card.current");

// Puts each card at the height of its words, the current one exactly there, the others out of its way.
function align() {
  if (!wide.matches) { cards.classList.remove("aligned"); return; }
  cards.classList.add("aligned");
  const top = cards.getBoundingClientRect().top;
  const placed = all().map((card) => {
    const mark = marksOf(card.dataset.claim)[0];
    return { card, want: mark ? mark.getBoundingClientRect().top - top - 4 : 0, height: card.offsetHeight };
  });
  let bottom = 0;
  for (const one of placed) { one.top = Math.max(one.want, bottom); bottom = one.top + one.height + GAP; }
  const at = placed.findIndex((one) => one.card.classList.contains("current"));
  if (at >= 0 && placed[at].top > placed[at].want) {
    placed[at].top = Math.max(0, placed[at].want);
    for (let k = at - 1; k >= 0; k--) placed[k].top = Math.min(placed[k].top, placed[k + 1].top - placed[k].height - GAP);
    const short = Math.max(0, -placed[0].top);
    for (let k = 0; k <= at; k++) placed[k].top += short;
    for (let k = at + 1; k < placed.length; k++) placed[k].top = Math.max(placed[k].want, placed[k - 1].top + placed[k - 1].height + GAP);
  }
  for (const one of placed) one.card.style.top = `${one.top}px`;
  const last = placed.at(-1);
  cards.style.height = last ? `${last.top + last.height + 24}px` : "";
}

function light(id) {
  for (const mark of text.querySelectorAll("mark.lit")) mark.classList.remove("lit");
  for (const mark of id ? marksOf(id) : []) mark.classList.add("lit");
}

// Makes a card the current one; nothing is decided by that.
export function choose(card, { scroll = true, focus = true } = {}) {
  if (!card) return;
  for (const other of all()) {
    other.classList.toggle("current", other === card);
    if (other === card) other.setAttribute("aria-current", "true"); else other.removeAttribute("aria-current");
  }
  light(card.dataset.claim);
  align();
  const address = new URL(location.href);
  address.searchParams.set("report", text.dataset.report);
  address.searchParams.set("claim", card.dataset.claim);
  address.hash = "";
  history.replaceState(null, "", address);
  if (focus) card.focus({ preventScroll: true });
  if (!scroll) return;
  const mark = marksOf(card.dataset.claim)[0] ?? card;
  const box = mark.getBoundingClientRect();
  const low = wide.matches ? Math.min(window.innerHeight - 90, window.innerHeight - card.offsetHeight - 20) : window.innerHeight * 0.4;
  if (box.top < 110 || box.top > low) window.scrollBy({ top: box.top - window.innerHeight * (wide.matches ? 0.3 : 0.2), behavior: "auto" });
  const below = card.getBoundingClientRect().bottom - window.innerHeight + 16;
  if (wide.matches && below > 0) window.scrollBy({ top: Math.min(below, Math.max(0, mark.getBoundingClientRect().top - 90)), behavior: "auto" });
}

function step(by) {
  const list = all();
  const at = list.indexOf(current());
  choose(list[at < 0 ? 0 : Math.min(list.length - 1, Math.max(0, at + by))]);
}

document.addEventListener("click", (event) => {
  if (!text) return;
  const action = event.target.closest("[data-action]")?.dataset.action;
  if (action === "next" || action === "skip") step(1);
  if (action === "previous") step(-1);
  const head = event.target.closest(".card-head");
  if (head && !event.ctrlKey && !event.metaKey) { event.preventDefault(); choose(head.closest(".card")); return; }
  const mark = event.target.closest("mark[data-claims]");
  if (mark && getSelection().isCollapsed) {
    const ids = mark.dataset.claims.split(" ").reverse();
    const at = ids.indexOf(current()?.dataset.claim);
    choose(document.getElementById(`card-${ids[(at + 1) % ids.length]}`), { scroll: !wide.matches });
  }
});

// An end of a selection as "BLOCK:UNITS": the block's own number and UTF-16 units of its text as captured.
function end(node, offset) {
  const inside = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
  const block = inside.closest("[data-block]");
  if (!block || !text.contains(block)) return null;
  const range = document.createRange();
  range.selectNodeContents(block);
  range.setEnd(node, offset);
  return `${block.dataset.block}:${units(range.cloneContents())}`;
}
function units(fragment) {
  let sum = 0;
  for (const child of fragment.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) sum += child.data.length;
    else if (child.classList?.contains("sr")) continue;
    else if (child.dataset?.units) sum += child.textContent ? Number(child.dataset.units) : 0;
    else sum += units(child);
  }
  return sum;
}
function wordsOf(range) {
  const copy = range.cloneContents();
  for (const hidden of copy.querySelectorAll?.(".sr, .kind") ?? []) hidden.remove();
  return copy.textContent.replace(/\s+/g, " ").trim();
}

function take() {
  const selection = getSelection();
  if (!text || selection.isCollapsed || !selection.rangeCount) return;
  const range = selection.getRangeAt(0);
  if (!text.contains(range.commonAncestorContainer)) return;
  const from = end(range.startContainer, range.startOffset);
  const to = end(range.endContainer, range.endOffset);
  const words = wordsOf(range);
  if (from === null || to === null || !words) return;
  fill(from, to, words);
}
document.addEventListener("mouseup", (event) => { if (!event.target.closest?.(".margin")) setTimeout(take); });
document.addEventListener("keyup", (event) => { if (event.shiftKey || event.key === "Shift") take(); });

// Selected words fill the form that is open: the value of the card in hand, else a new claim.
let wanted = "words";
document.addEventListener("focusin", (event) => { if (event.target.dataset?.fill) wanted = event.target.dataset.fill; });
function fill(from, to, words) {
  const value = cards.querySelector(".card.current details.edit[open] [data-fill=value]");
  if (value) {
    const number = words.match(/\d[\d,]*/);
    value.value = "number" in value.dataset && number ? number[0].replaceAll(",", "") : words;
    value.focus();
    return;
  }
  const form = document.querySelector("#add");
  form.open = true;
  if (wanted === "speaker" && form.querySelector("[name=words]").value) {
    form.querySelector("[name=speaker]").value = words;
    return;
  }
  form.querySelector("[name=from]").value = from;
  form.querySelector("[name=to]").value = to;
  form.querySelector("[name=words]").value = words;
}
document.addEventListener("input", (event) => { // typed words count, not those selected before
  if (event.target.matches?.("#add [name=words]")) for (const name of ["from", "to"]) event.target.form.elements[name].value = "";
});

function start(swapped) {
  text = document.querySelector("#text");
  cards = document.querySelector("#cards");
  if (!text) return;
  const asked = current();
  if (asked) choose(asked, { focus: swapped || Boolean(location.hash) });
  else { if (!wide.matches) choose(all()[0], { scroll: false, focus: false }); align(); }
}
document.addEventListener("htmx:afterSettle", (event) => { if (document.contains(event.target)) start(true); });
document.addEventListener("toggle", () => text && align(), true);
window.addEventListener("resize", () => text && align());
wide.addEventListener("change", () => text && align());
document.fonts?.ready.then(() => text && align());
start(false);
