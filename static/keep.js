// What is typed on the page of an issue is kept on this device until it is sent, for whoever is signed in and for a day:
// a session that ends meanwhile takes no words with it. Without JavaScript the page asks for them again.
const { keptWords } = globalThis;
const NOT_KEPT = new Set(["csrfmiddlewaretoken", "template", "writer"]);

const place = (form) => `words-of-${form.dataset.keptFor}`;

function typed(form) {
  const answers = {};
  for (const [name, value] of new FormData(form)) {
    if (typeof value !== "string" || NOT_KEPT.has(name)) continue;
    const isWritten = form.elements[name].matches?.("textarea, input[type=text], input:not([type])");
    answers[name] = isWritten ? keptWords.withoutPatients(value) : value;
  }
  return answers;
}

// Whether anything was written or chosen: what a form carries by itself is nothing to give back.
const isHidden = (field) => (field instanceof RadioNodeList ? field[0] : field)?.type === "hidden";
const isSaid = (form, answers) =>
  Object.entries(answers).some(([name, value]) => value.trim() && form.elements[name] && !isHidden(form.elements[name]));

const keep = (form, isSent = false) => keptWords.put(place(form), { answers: typed(form), isSent });

// What others left on this device, what was sent since and what is a day old is nobody's any more. An act that is done
// has another name here from then on, or is offered no more.
function tidy(forms) {
  const [person, issue] = forms[0].dataset.keptFor.split("/");
  const current = new Set(forms.map(place));
  const acts = forms.map((form) => place(form).replace(/[^/]*$/, ""));
  for (const name of keptWords.names().filter((one) => one.startsWith("words-of-"))) {
    const found = keptWords.get(name);
    const isOfIssue = name.startsWith(`words-of-${person}/${issue}/`);
    const isDone = !current.has(name) && (acts.some((act) => name.startsWith(act)) || (isOfIssue && found?.isSent));
    if (!name.startsWith(`words-of-${person}/`) || isDone || !found) keptWords.drop(name);
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
  const found = keptWords.get(place(form));
  if (!found) return;
  if (!isSaid(form, found.answers)) {
    keptWords.drop(place(form));
    return;
  }
  if (found.isSent && document.querySelector(".nhsuk-notification-banner--success")) {
    keptWords.drop(place(form)); // it was said before in the same words
    return;
  }
  fill(form, found.answers);
  form.closest("details")?.setAttribute("open", "");
  const when = new Date(found.at).toLocaleString("en-GB", { day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" });
  const note = document.createElement("div");
  note.className = "nhsuk-inset-text";
  const said = document.createElement("p");
  said.textContent = `You wrote this on ${when} and did not send it. It is kept on this device only. ${keptWords.LEFT_OUT}`;
  const drop = document.createElement("button");
  drop.type = "button";
  drop.className = "nhsuk-button nhsuk-button--secondary nhsuk-button--small";
  drop.textContent = "Discard it";
  drop.addEventListener("click", () => {
    keptWords.drop(place(form));
    form.reset();
    note.remove();
  });
  note.append(said, drop);
  form.prepend(note);
}

// Whoever said “me too” instead of sending a report has none to go on with.
const instead = new URLSearchParams(location.search).get("instead");
if (instead) {
  const isIt = (name) => name.startsWith("report-of-") && name.endsWith(`/${instead}`);
  keptWords.names().filter(isIt).forEach(keptWords.drop);
}

const forms = [...document.querySelectorAll("form[data-kept-for]")];
if (forms.length) tidy(forms);
for (const form of forms) {
  if (!("typed" in form.dataset)) giveBack(form);
  form.addEventListener("input", () => keep(form));
  form.addEventListener("change", () => keep(form));
  form.addEventListener("submit", () => keep(form, true));
}
