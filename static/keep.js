// What is typed on the page of an issue is kept on this device until it is sent, for whoever is signed in and for a day:
// a session that ends meanwhile takes no words with it. Without JavaScript the page asks for them again.
const KEPT_HOURS = 24;
const NUMBERS = /\d(?:[\s.-]?\d){8,}/g; // long enough to be a patient's number: never kept on the device
const NOT_KEPT = new Set(["csrfmiddlewaretoken", "template"]);

const place = (form) => `words-of-${form.dataset.keptFor}`;

function typed(form) {
  const answers = {};
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && !NOT_KEPT.has(name)) answers[name] = value.replace(NUMBERS, "…");
  }
  return answers;
}

function keep(form, isSent = false) {
  try {
    localStorage.setItem(place(form), JSON.stringify({ at: Date.now(), answers: typed(form), isSent }));
  } catch {
    // A full or closed store keeps nothing; the page works as without it.
  }
}

function kept(name) {
  try {
    const found = JSON.parse(localStorage.getItem(name));
    if (Date.now() - found.at < KEPT_HOURS * 3600e3) return found;
  } catch {
    // Nothing there, or not ours.
  }
  return null;
}

// What others left on this device, what was sent since and what is a day old is nobody's any more. An act that is done
// has another name here from then on, or is offered no more.
function tidy(forms) {
  const [person, issue] = forms[0].dataset.keptFor.split("/");
  const current = new Set(forms.map(place));
  const acts = forms.map((form) => place(form).replace(/[^/]*$/, ""));
  try {
    for (const name of Object.keys(localStorage).filter((one) => one.startsWith("words-of-"))) {
      const found = kept(name);
      const isOfIssue = name.startsWith(`words-of-${person}/${issue}/`);
      const isDone = !current.has(name) && (acts.some((act) => name.startsWith(act)) || (isOfIssue && found?.isSent));
      if (!name.startsWith(`words-of-${person}/`) || isDone || !found) localStorage.removeItem(name);
    }
  } catch {
    // Then there is nothing to tidy.
  }
}

function fill(form, answers) {
  for (const [name, value] of Object.entries(answers)) {
    const field = form.elements[name];
    if (!field) continue;
    if (field instanceof RadioNodeList) [...field].find((one) => one.value === value)?.click();
    else if (field.type === "checkbox") field.checked = true;
    else field.value = value;
  }
}

// The words go back into their form, with when they were written and a way to be rid of them.
function giveBack(form) {
  const found = kept(place(form));
  if (!found) return;
  if (found.isSent && document.querySelector(".nhsuk-notification-banner--success")) {
    localStorage.removeItem(place(form)); // it was said before in the same words
    return;
  }
  fill(form, found.answers);
  form.closest("details")?.setAttribute("open", "");
  const when = new Date(found.at).toLocaleString("en-GB", { day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" });
  const note = document.createElement("div");
  note.className = "nhsuk-inset-text";
  const said = document.createElement("p");
  said.textContent = `You wrote this on ${when} and did not send it. It is kept on this device only.`;
  const drop = document.createElement("button");
  drop.type = "button";
  drop.className = "nhsuk-button nhsuk-button--secondary nhsuk-button--small";
  drop.textContent = "Discard it";
  drop.addEventListener("click", () => {
    localStorage.removeItem(place(form));
    form.reset();
    note.remove();
  });
  note.append(said, drop);
  form.prepend(note);
}

// Whoever said “me too” instead of sending a report has none to go on with.
if (new URLSearchParams(location.search).has("instead")) {
  try {
    for (const name of Object.keys(localStorage)) if (name.startsWith("report-of-")) localStorage.removeItem(name);
  } catch {
    // A closed store keeps nothing.
  }
}

const forms = [...document.querySelectorAll("form[data-kept-for]")];
if (forms.length) tidy(forms);
for (const form of forms) {
  if (!("typed" in form.dataset)) giveBack(form);
  form.addEventListener("input", () => keep(form));
  form.addEventListener("change", () => keep(form));
  form.addEventListener("submit", () => keep(form, true));
}
