// Reporting, made easier where there is JavaScript: what is typed is kept on this device until it is sent, and sending
// goes on until it has worked, once. Without JavaScript the pages do the same in steps.
const AGAIN = 5000;
const { keptWords } = globalThis;

const NOT_KEPT = new Set([
  "csrfmiddlewaretoken", "writer", "came_back", "shown_about", "shown_to", "shown_others", "has_files",
  "without_files",
]);
const NOT_ALONG = new Set(["csrfmiddlewaretoken", "writer", "harm_seen"]); // a “me too” has its own
const AS_IT_IS = new Set([ // ours, or chosen: may look like numbers
  "key", "draft", "category", "harm", "happened_on", "about", "patients", "release", "is_confidential", "shown_times",
]);
const WORK_ADDRESS = /^[^\s@]+@(?:[\w-]+\.)*nhs\.[a-z.]+$/i; // a colleague's, as it is asked for
const LEFT_OUT = "…";
const OFFERED = 3; // of the reports that were begun, the latest

const keyOf = (form) => form.elements.key.value;
const place = (form, key = keyOf(form)) => `report-of-${form.dataset.keptFor}/${key}`;
const sentPlace = (form) => `sent-of-${form.dataset.keptFor}/${keyOf(form)}`;

// Each report by itself, under its own key: one that is begun beside it overwrites nothing. What was sent is not kept.
function keep(form) {
  if (keptWords.get(sentPlace(form))) return;
  const answers = {};
  for (const [name, value] of new FormData(form)) {
    if (NOT_KEPT.has(name) || typeof value !== "string") continue;
    const isWhole = AS_IT_IS.has(name) || (name === "on_behalf_of" && WORK_ADDRESS.test(value));
    (answers[name] ??= []).push(isWhole ? value : keptWords.withoutPatients(value));
  }
  if (answers.text?.[0] || answers.about_words?.[0]) keptWords.put(place(form), { answers });
}

// What is a day old is nobody's any more.
function tidy() {
  for (const name of keptWords.names()) {
    if (/^(report|sent)-of-/.test(name) && !keptWords.get(name)) keptWords.drop(name);
  }
}

// The reports that were begun and not sent, but the one on the page, the latest first.
function others(form) {
  const names = keptWords.names().filter((name) => name.startsWith(place(form, "")) && name !== place(form));
  const found = names.map((name) => ({ name, ...keptWords.get(name) })).filter((one) => one.answers);
  return found.sort((one, other) => other.at - one.at).slice(0, OFFERED);
}

function forget(form) {
  keptWords.put(sentPlace(form), {});
  keptWords.drop(place(form));
}

function element(name, text, classes = "") {
  const made = document.createElement(name);
  made.textContent = text;
  if (classes) made.className = classes;
  return made;
}

function button(text, press) {
  const made = element("button", text, "nhsuk-button nhsuk-button--secondary nhsuk-button--small");
  made.type = "button";
  made.addEventListener("click", press);
  return made;
}

// Offers to go on with what was not sent: nothing is filled in unasked, others may use this device.
function offerToGoOn(form) {
  if (form.elements.text.value || form.elements.about_words.value) return;
  const offers = others(form).map((found) => offer(form, found));
  offers.at(-1)?.append(element("p", keptWords.LEFT_OUT, "nhsuk-hint nhsuk-u-margin-bottom-0"));
}

// What was written and chosen goes into the form of the questions: choices of the check as hidden fields of it.
function fill(form, answers) {
  form.querySelectorAll("[data-carried]").forEach((field) => field.remove());
  for (const [name, values] of Object.entries(answers)) {
    const all = [].concat(values);
    if (form.elements[name]) form.elements[name].value = all[0];
    else form.prepend(...all.map((value) => hidden(name, value)));
  }
}

function hidden(name, value) {
  const field = element("input", "");
  Object.assign(field, { type: "hidden", name, value });
  field.dataset.carried = "";
  return field;
}

// Whether a page is shown again as it was, without what was chosen on the check since.
const isShownAgain = (event) => event.persisted || performance.getEntriesByType("navigation")[0]?.type !== "navigate";

// Back on the questions, what was chosen on the check meanwhile goes on with them.
function carryChoices(form) {
  const found = keptWords.get(place(form))?.answers;
  if (!found?.asked_about) return;
  const own = new Map([...form.querySelectorAll("[data-carried]")].map((field) => [field.name, field.value]));
  const isLess = ([name, values]) => values.some((value) => value.includes(LEFT_OUT)) && own.get(name);
  const chosen = Object.entries(found).filter(([name]) => !form.elements[name] || own.has(name));
  fill(form, Object.fromEntries(chosen.map((one) => (isLess(one) ? [one[0], [own.get(one[0])]] : one))));
}

// On the check once more, what was chosen there stands again.
function restoreChoices(form) {
  const found = keptWords.get(place(form))?.answers;
  if (!found?.asked_about) return;
  for (const field of form.querySelectorAll("input:not([type=hidden], [type=file]), select, textarea")) restore(field, found);
  for (let number = 3; found[`also_${number}`]; number += 1) {
    if (!form.elements[`also_${number}`]) addAnother(form);
    if (form.elements[`also_${number}`]) restore(form.elements[`also_${number}`], found);
  }
  form.querySelector("#more").open ||= hasMore(form);
  form.querySelector("[data-shown-before]")?.remove();
}

const hasMore = (form) => [...form.querySelectorAll("#more :is(input, select)")].some((field) => field.value);

function restore(field, found) {
  if (field.getAttribute("aria-invalid") === "true") return; // to be mended as it stands
  const values = found[field.name] ?? [];
  if (field.name === "about" && (found.asked_about[0] !== field.form.elements.asked_about.value || !values.length)) return;
  if (field.type === "checkbox" || field.type === "radio") field.checked = values.includes(field.value);
  else if (!values[0]?.includes(LEFT_OUT) || !field.value) field.value = values[0] ?? "";
}

// A further field for an organisation, once the last is filled.
function addAnother(form) {
  const last = [...form.querySelectorAll("#more input[name^=also_]")].at(-1);
  if (!last?.value) return;
  const name = `also_${Number(last.name.slice(5)) + 1}`;
  const group = element("div", "", "nhsuk-form-group");
  const label = element("label", "And another (optional)", "nhsuk-label");
  const field = element("input", "", last.className.replace("nhsuk-input--error", ""));
  label.htmlFor = `id_${name}`;
  Object.assign(field, { type: "text", name, id: `id_${name}` });
  field.dataset.suggest = last.dataset.suggest;
  group.append(label, field);
  last.closest(".nhsuk-form-group").after(group);
  field.dispatchEvent(new Event("asks-for-suggestions", { bubbles: true }));
}

// Thanks are not asked about harm, unless some was chosen: then the page says what to do. Nothing is to be put right.
function askAboutHarm(form) {
  const { category, harm, wanted } = form.elements;
  const isThanks = category.selectedOptions[0]?.hasAttribute("data-thanks");
  harm.closest(".nhsuk-form-group").hidden = isThanks && ["", "unknown", "none"].includes(harm.value);
  wanted.closest(".nhsuk-form-group").hidden = isThanks && !wanted.value;
}

function offer(form, found) {
  const when = new Date(found.at).toLocaleString("en-GB", { day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" });
  const made = element("div", "", "nhsuk-inset-text");
  const go = button("Go on with it", () => {
    fill(form, found.answers);
    made.remove();
    form.elements.text.focus();
  });
  const drop = button("Discard it", () => {
    keptWords.drop(found.name);
    made.remove();
    form.elements.category.focus();
  });
  made.append(element("p", `A report that you began on ${when} was not sent. It is kept on this device only.`), go, " ", drop);
  form.before(made);
  return made;
}

class Sender {
  constructor(form, status) {
    this.form = form;
    this.status = status;
    form.addEventListener("submit", (event) => this.#press(event));
    addEventListener("online", () => this.#again());
  }

  #press(event) {
    if (event.submitter?.hasAttribute("formaction")) return;
    event.preventDefault();
    if (this.isSending) return;
    if (event.submitter?.name) this.form.append(hidden(event.submitter.name, event.submitter.value));
    this.send();
  }

  #again() {
    clearTimeout(this.timer);
    if (this.isWaiting) this.send();
  }

  async send() {
    this.isSending = true;
    this.isWaiting = false;
    this.status.replaceChildren(element("p", "Sending…"));
    try {
      const body = new FormData(this.form);
      const patience = this.form.elements.files?.files.length ? 180000 : 15000;
      const answer = await fetch(this.form.action, { method: "POST", body, redirect: "manual", signal: AbortSignal.timeout(patience) });
      if (answer.type === "opaqueredirect" && (await this.#hasArrived())) return;
      if (answer.status < 500) return this.form.submit(); // the same again as a page, which says what is to be mended
    } catch {
      // No connection, or none in time.
    }
    this.isSending = false;
    this.isWaiting = true;
    this.status.replaceChildren(
      element("p", "Not sent yet: there is no connection. It is kept on this device and sent, once, as soon as there is one. Leave this page open.", "nhsuk-inset-text"),
    );
    this.timer = setTimeout(() => this.#again(), AGAIN);
  }

  async #hasArrived() {
    const answer = await fetch(this.form.dataset.sent, { redirect: "manual" });
    if (!answer.ok) return false; // signed out meanwhile: the page leads to signing in and keeps what was written
    const { path } = await answer.json();
    forget(this.form);
    location.assign(path);
    return true;
  }
}

// Whoever says “me too” instead of sending a report has none to go on with; a form that goes out while nobody is signed
// in any more comes back as a draft. The report goes with a “me too” as it stands at the press, whatever stood in it when
// the list was made: it may tell of harm since.
function noteInHand(form) {
  form.addEventListener("submit", () => keptWords.noteInHand(place(form)));
  document.getElementById("known").addEventListener("submit", (event) => {
    event.target.elements.instead.value = keyOf(form);
    bringAlong(form, event.target);
  });
}

function bringAlong(form, said) {
  said.querySelectorAll("[data-carried]").forEach((field) => field.remove());
  for (const [name, value] of new FormData(form)) {
    if (typeof value !== "string" || NOT_ALONG.has(name)) continue;
    said.append(hidden(name === "text" ? "report_text" : name, value));
  }
}

const writing = document.getElementById("report");
if (writing) {
  tidy();
  noteInHand(writing);
  offerToGoOn(writing);
  writing.addEventListener("input", () => keep(writing));
  writing.addEventListener("change", () => keep(writing));
  writing.addEventListener("change", () => askAboutHarm(writing));
  addEventListener("pageshow", (event) => {
    if (isShownAgain(event)) carryChoices(writing);
    askAboutHarm(writing);
  });
  writing.addEventListener("submit", (event) => {
    if (navigator.onLine) return;
    event.preventDefault();
    const words = "There is no connection. What you wrote is kept on this device; continue when there is one.";
    writing.querySelector("[role=status]")?.remove();
    const status = element("p", words, "nhsuk-inset-text");
    status.setAttribute("role", "status");
    writing.append(status);
  });
}

const sending = document.getElementById("send");
if (sending) {
  sending.querySelector("[data-another]").hidden = true;
  const begin = (event) => {
    if (isShownAgain(event)) restoreChoices(sending);
    keep(sending);
  };
  addEventListener("pageshow", begin);
  for (const event of ["input", "change"]) {
    sending.addEventListener(event, () => {
      addAnother(sending);
      keep(sending);
    });
  }
  noteInHand(sending);
  new Sender(sending, document.getElementById("sending"));
}
