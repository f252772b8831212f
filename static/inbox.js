// The inbox by keyboard: off until it is switched on with the button, and remembered on this device only. Never while
// somebody types or holds a modifier key. Also ticks all rows of the page. Without JavaScript the list is a plain form.
const KEPT = "inbox-shortcuts";
const form = document.querySelector("form[data-inbox]");
const rows = [...document.querySelectorAll("[data-row]")];
const help = document.querySelector("[data-shortcuts-help]");
const boxOf = (row) => row.querySelector('input[type="checkbox"]');
const linkOf = (row) => row.querySelector("a[data-open]");
const ticked = () => rows.filter((row) => boxOf(row).checked);

function isOn() {
  try {
    return localStorage.getItem(KEPT) === "on";
  } catch {
    return false;
  }
}

function remember(on) {
  try {
    localStorage.setItem(KEPT, on ? "on" : "off");
  } catch {
    // A device that remembers nothing asks again on the next page.
  }
}

// On a narrow screen the list comes first: what can be done with the ticked ones is one press away.
const fold = document.querySelector("[data-fold]");
const isNarrow = matchMedia("(max-width: 40.0525em)").matches;
if (fold && isNarrow && !fold.querySelector(".nhsuk-error-message")) fold.open = false;

let on = isOn();

function isTyping(target) {
  if (target.isContentEditable || target.closest("textarea, select, dialog")) return true;
  return target.matches("input") && !target.matches('[type="checkbox"]');
}

const current = () => rows.findIndex((row) => row.contains(document.activeElement));

function go(step) {
  const at = current();
  const next = at < 0 ? 0 : Math.min(Math.max(at + step, 0), rows.length - 1);
  linkOf(rows[next]).focus();
  rows[next].scrollIntoView({ block: "nearest" });
}

function acknowledge() {
  const row = rows[current()];
  if (!ticked().length && row) boxOf(row).checked = true;
  if (ticked().length) form.requestSubmit(form.querySelector('button[value="acknowledge"]'));
}

const KEYS = {
  j: () => go(1),
  k: () => go(-1),
  x: (row) => row && boxOf(row).click(),
  o: (row) => row && linkOf(row).click(),
  a: acknowledge,
  "?": () => help.showModal(),
};
const IN_A_ROW = { ArrowDown: KEYS.j, ArrowUp: KEYS.k, Enter: KEYS.o };

function pressed(event) {
  if (!on || event.defaultPrevented || event.isComposing || isTyping(event.target)) return;
  if (event.ctrlKey || event.altKey || event.metaKey || (event.shiftKey && event.key !== "?")) return;
  const row = rows[current()];
  const act = KEYS[event.key] ?? (row ? IN_A_ROW[event.key] : undefined);
  if (!act || (event.key === "Enter" && event.target.matches("a, button, summary"))) return;
  event.preventDefault();
  act(row);
}

function offerShortcuts() {
  const place = document.querySelector("[data-shortcuts]");
  const turn = place.querySelector("[data-shortcuts-switch]");
  const say = () => {
    turn.textContent = on ? "Switch keyboard shortcuts off" : "Switch keyboard shortcuts on";
    place.querySelector("[data-shortcuts-hint]").hidden = !on;
  };
  turn.addEventListener("click", () => {
    on = !on;
    remember(on);
    say();
  });
  place.querySelector("[data-shortcuts-show]").addEventListener("click", () => help.showModal());
  place.hidden = false;
  say();
  document.addEventListener("keydown", pressed);
}

function offerAll() {
  const all = form.querySelector("[data-choose-all]");
  const say = () => {
    all.textContent = ticked().length === rows.length ? "Tick none" : "Tick all on this page";
  };
  all.addEventListener("click", () => {
    const tick = ticked().length < rows.length;
    for (const row of rows) boxOf(row).checked = tick;
    say();
  });
  form.addEventListener("change", say);
  // Enter on a tick box would otherwise press the form's first button.
  form.addEventListener("keypress", (event) => {
    if (event.key === "Enter" && event.target.matches('input[type="checkbox"]')) event.preventDefault();
  });
  all.hidden = false;
  say();
}

if (rows.length) {
  offerShortcuts();
  offerAll();
}
