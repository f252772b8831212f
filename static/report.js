// Reporting, made easier where there is JavaScript: what is typed is kept on this device until it is sent, what is
// known already is shown while somebody writes, and sending goes on until it has worked, once. Without JavaScript the
// pages do the same in steps.
const PAUSE = 900;
const SHORTEST = 20;
const AGAIN = 5000;
const { keptWords } = globalThis;

const NOT_KEPT = new Set(["csrfmiddlewaretoken", "writer"]);
const KEYS = new Set(["key", "draft"]); // of ours, which may look like numbers

const place = (form) => `report-of-${form.dataset.keptFor}`;

function keep(form) {
  const answers = {};
  for (const [name, value] of new FormData(form)) {
    if (NOT_KEPT.has(name) || typeof value !== "string") continue;
    answers[name] = KEYS.has(name) ? value : keptWords.withoutNumbers(value);
  }
  if (answers.text || answers.about_words) keptWords.put(place(form), { answers });
}

// What others left on this device is nobody's any more.
function tidy(form) {
  for (const name of keptWords.names()) {
    if (name.startsWith("report-of-") && (name !== place(form) || !kept(form))) keptWords.drop(name);
  }
}

const kept = (form) => keptWords.get(place(form));
const forget = (form) => keptWords.drop(place(form));

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

// An offer to go on with what was not sent: nothing is filled in unasked, others may use this device.
function offerToGoOn(form) {
  const found = kept(form);
  const isEmpty = !form.elements.text.value && !form.elements.about_words.value;
  if (!found || !isEmpty) return;
  const when = new Date(found.at).toLocaleString("en-GB", { day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" });
  const offer = element("div", "", "nhsuk-inset-text");
  const go = button("Go on with it", () => {
    for (const [name, value] of Object.entries(found.answers)) {
      if (form.elements[name]) form.elements[name].value = value;
    }
    offer.remove();
    form.elements.text.focus();
  });
  const drop = button("Discard it", () => {
    forget(form);
    offer.remove();
    form.elements.category.focus();
  });
  offer.append(element("p", `A report that you began on ${when} was not sent. It is kept on this device only.`), go, " ", drop);
  form.before(offer);
}

class Known {
  constructor(form, home) {
    this.form = form;
    this.home = home;
    this.status = element("div", "", "nhsuk-u-visually-hidden");
    this.status.setAttribute("role", "status");
    home.before(this.status);
    this.asked = 0;
    for (const event of ["input", "change"]) form.addEventListener(event, () => this.soon());
  }

  soon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), PAUSE);
  }

  async ask() {
    const turn = (this.asked += 1);
    if (this.form.elements.text.value.trim().length < SHORTEST) return this.home.replaceChildren();
    try {
      const answer = await fetch(this.form.dataset.known, { method: "POST", body: new FormData(this.form) });
      const page = answer.ok && !answer.redirected ? await answer.text() : "";
      if (turn === this.asked && !this.home.contains(document.activeElement)) this.show(page);
    } catch {
      // No connection: what is known can wait, writing cannot.
    }
  }

  show(page) {
    const parsed = new DOMParser().parseFromString(page, "text/html");
    this.home.replaceChildren(...parsed.body.childNodes);
    const cards = this.home.querySelectorAll(".nhsuk-card").length;
    this.status.textContent = cards ? `${cards} similar: listed after the form` : "";
  }
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
    if (!this.isSending) this.send();
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

const writing = document.getElementById("report");
if (writing) {
  tidy(writing);
  offerToGoOn(writing);
  writing.addEventListener("input", () => keep(writing));
  writing.addEventListener("change", () => keep(writing));
  writing.addEventListener("submit", (event) => {
    if (navigator.onLine) return;
    event.preventDefault();
    const words = "There is no connection. What you wrote is kept on this device; continue when there is one.";
    writing.querySelector("[role=status]")?.remove();
    const status = element("p", words, "nhsuk-inset-text");
    status.setAttribute("role", "status");
    writing.append(status);
  });
  new Known(writing, document.getElementById("known"));
}

const sending = document.getElementById("send");
if (sending) {
  keep(sending);
  new Sender(sending, document.getElementById("sending"));
}

for (const copy of document.querySelectorAll("[data-copy]")) {
  copy.hidden = !navigator.clipboard;
  copy.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(copy.dataset.copy).innerText);
    copy.textContent = "Copied";
  });
}

for (const print of document.querySelectorAll("[data-print]")) {
  print.hidden = false;
  print.addEventListener("click", () => window.print());
}
