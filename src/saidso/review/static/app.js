// What every page has: the theme, choices that lead on, and the keys.
import { startKeys } from "./keys.js";

const themes = [null, "light", "dark"];
const names = { light: "Light", dark: "Dark" };

function showTheme(theme) {
  if (theme) document.documentElement.dataset.theme = theme;
  else delete document.documentElement.dataset.theme;
  const name = document.querySelector("[data-theme-switch] .theme-name");
  if (name) name.textContent = theme ? names[theme] : "Auto";
}

const current = () => document.documentElement.dataset.theme ?? null;
showTheme(current());
document.querySelector("[data-theme-switch]")?.addEventListener("click", () => {
  const next = themes[(themes.indexOf(current()) + 1) % themes.length];
  document.cookie = `theme=${next ?? ""}; path=/; samesite=strict; max-age=${next ? 31536000 : 0}`;
  showTheme(next);
});

// A select that names a page opens it; without script a button does.
document.documentElement.classList.add("scripted");
document.addEventListener("change", (event) => {
  if (event.target.matches?.("select[data-go]")) event.target.form.requestSubmit();
});

// What the server refuses is told in its own sentence, and the page stays as it was.
const said = document.querySelector("#said");
function tell(words) {
  said.textContent = words;
  said.hidden = !words;
}
document.addEventListener("htmx:responseError", (event) => {
  const answer = new DOMParser().parseFromString(event.detail.xhr.responseText, "text/html");
  tell((answer.querySelector("main") ?? answer.body).innerText.replace(/\s+/g, " ").replace("All incidents", "").trim());
});
document.addEventListener("htmx:sendError", () => tell("The reading room does not answer. Nothing was decided."));
document.addEventListener("htmx:afterSwap", () => tell(""));

startKeys();
