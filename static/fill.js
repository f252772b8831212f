// Puts the words of a chosen template into the answer at once. Without JavaScript the button next to the list does it.
const PLANNED_DATE = "{planned date}";

function dated(words, field) {
  const day = field?.valueAsDate;
  if (!day) return words;
  const said = day.toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
  return words.replaceAll(PLANNED_DATE, said);
}

// Words that speak of a planned date choose that outcome, where none is chosen yet.
function planned(form) {
  if (!form.querySelector('input[name="outcome"]:checked')) form.querySelector('input[name="outcome"][value="planned"]')?.click();
}

// The text without what a template filled in, where it stands as paragraphs of its own; the longest first.
function without(text, filled) {
  const whole = `\n\n${text.trim()}\n\n`;
  const parts = filled.map((words) => `\n\n${words.trim()}\n\n`).sort((one, other) => other.length - one.length);
  const found = parts.find((part) => part.trim() && whole.includes(part));
  return (found ? whole.replace(found, () => "\n\n") : whole).trim();
}

class Filler {
  constructor(select) {
    this.select = select;
    this.box = document.getElementById(select.dataset.fills);
    this.filled = "";
    select.form.querySelector("[data-fill]").remove();
    this.day = select.form.querySelector('input[name="planned_on"]');
    select.addEventListener("change", () => this.fill());
    this.day?.addEventListener("change", () => this.date());
  }

  // A date that is given after the words takes its place in them.
  date() {
    if (!this.box.value.includes(PLANNED_DATE)) return;
    this.box.value = dated(this.box.value, this.day);
    this.filled = dated(this.filled, this.day);
    this.box.dispatchEvent(new Event("input", { bubbles: true }));
  }

  // What any template filled in and nobody touched is replaced; whatever a person wrote stays, with the words below it.
  fill() {
    const chosen = this.select.selectedOptions[0].dataset.words || "";
    if (chosen.includes(PLANNED_DATE)) planned(this.select.form);
    const words = dated(chosen, this.day);
    const all = [...this.select.options].map((one) => one.dataset.words || "");
    const own = without(this.box.value, [this.filled, ...all, ...all.map((one) => dated(one, this.day))]);
    this.filled = words.trim();
    this.box.value = [own, this.filled].filter(Boolean).join("\n\n");
    this.box.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

for (const select of document.querySelectorAll("select[data-fills]")) new Filler(select);
