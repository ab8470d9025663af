// Keys: each stands for an action, and an action is a button or field of the page (data-action="...").
// Nothing happens while somebody types, with Ctrl, Alt or Meta held, or where no such button is.

export const actions = [
  ["accept", "a", "Accept the claim"],
  ["reject", "x", "Reject the claim"],
  ["skip", " ", "Skip it"],
  ["undo", "Backspace", "Undo the last decision"],
  ["edit", "e", "Edit the claim"],
  ["add", "c", "Add a claim from the text"],
  ["merge", "m", "Merge with another incident"],
  ["split", "s", "Split the incident"],
  ["next", "j", "Next"],
  ["previous", "k", "Previous"],
  ["onward", "n", "Next incident in the queue"],
  ["flag", "f", "Flag for somebody else to look at"],
  ["search", "/", "Search"],
  ["help", "?", "These keys"],
];
const STORE = "saidso-keys";
const printed = { " ": "space", Backspace: "backspace", ArrowUp: "↑", ArrowDown: "↓", ArrowLeft: "←", ArrowRight: "→" };
const typing = "input, textarea, select, [contenteditable]";
const pressable = "button, a[href], summary, [role=button], [role=region]";

function read() {
  try { return { on: true, keys: {}, ...JSON.parse(localStorage.getItem(STORE) ?? "{}") }; } catch { return { on: true, keys: {} }; }
}
function write(settings) { localStorage.setItem(STORE, JSON.stringify(settings)); }
function keyOf(settings, action, fallback) { return settings.keys[action] ?? fallback; }
function shown(key) { return printed[key] ?? key; }

function target(action) {
  const found = [...document.querySelectorAll(`[data-action="${action}"]`)];
  const open = document.querySelector("dialog[open]");
  const within = open ? found.filter((e) => open.contains(e)) : found;
  return within.find((e) => e.closest(".current")) ?? within.find((e) => !e.closest(".card") && e.offsetParent !== null);
}

function act(action) {
  if (action === "help") { document.querySelector("#keys").showModal(); return true; }
  const element = target(action);
  if (!element || element.disabled) return false;
  if (element.matches("summary")) { // at once: what is typed next belongs in its field
    element.parentElement.open = true;
    element.parentElement.querySelector("input:not([type=hidden])")?.focus();
    return true;
  }
  if (element.matches(typing)) { element.focus(); element.select?.(); } else element.click();
  return true;
}

function label(settings) {
  for (const [action, key] of actions) {
    for (const hint of document.querySelectorAll(`[data-action="${action}"] kbd`)) hint.textContent = shown(keyOf(settings, action, key));
  }
  document.documentElement.classList.toggle("keys-off", !settings.on);
}

function rows(settings) {
  const body = document.querySelector("#keys-rows");
  body.replaceChildren(...actions.map(([action, key, name]) => {
    const row = document.createElement("tr");
    const what = document.createElement("td");
    const cell = document.createElement("td");
    const button = document.createElement("button");
    what.textContent = name;
    button.type = "button";
    button.className = "quiet";
    button.dataset.remap = action;
    button.setAttribute("aria-label", `Key for: ${name}`);
    button.textContent = shown(keyOf(settings, action, key));
    cell.append(button);
    row.append(what, cell);
    return row;
  }));
  document.querySelector("#keys-on").checked = settings.on;
}

export function startKeys() {
  const dialog = document.querySelector("#keys");
  const said = document.querySelector("#keys-said");
  let waiting = null;
  const show = () => { const settings = read(); rows(settings); label(settings); };
  show();
  document.addEventListener("htmx:afterSettle", () => label(read()));
  document.querySelector("[data-action=help]").addEventListener("click", () => dialog.showModal());
  document.addEventListener("toggle", (event) => { if (event.target.matches?.("details[open].edit, details[open].add")) event.target.querySelector("input:not([type=hidden])")?.focus(); }, true);
  document.querySelector("#keys-on").addEventListener("change", (event) => { write({ ...read(), on: event.target.checked }); show(); });
  document.querySelector("#keys-reset").addEventListener("click", () => { localStorage.removeItem(STORE); show(); said.textContent = "All keys are as they were."; });
  dialog.addEventListener("click", (event) => {
    const button = event.target.closest("[data-remap]");
    if (!button) return;
    waiting = button.dataset.remap;
    button.textContent = "press a key";
  });
  dialog.addEventListener("close", () => { waiting = null; show(); });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    const settings = read();
    if (waiting) {
      if (["Shift", "Tab"].includes(event.key)) return;
      event.preventDefault();
      if (event.key !== "Escape") {
        const other = actions.find(([a, k]) => a !== waiting && keyOf(settings, a, k) === event.key);
        if (other) said.textContent = `“${shown(event.key)}” is taken: ${other[2].toLowerCase()}.`;
        else { settings.keys[waiting] = event.key; write(settings); said.textContent = `Now “${shown(event.key)}”.`; }
      }
      const changed = waiting;
      waiting = null;
      show();
      document.querySelector(`[data-remap="${changed}"]`)?.focus();
      return;
    }
    if (!settings.on || event.target.closest?.(typing)) return;
    if ([" ", "Enter"].includes(event.key) && event.target.closest?.(pressable)) return;
    if (document.querySelector("dialog[open]")) return;
    const found = actions.find(([action, key]) => keyOf(settings, action, key) === event.key);
    if (found && act(found[0])) event.preventDefault();
  });
}
