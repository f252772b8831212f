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

  // What was filled in and not touched is replaced; whatever a person wrote stays, with the words below it.
  fill() {
    const chosen = this.select.selectedOptions[0].dataset.words || "";
    if (chosen.includes(PLANNED_DATE)) planned(this.select.form);
    const words = dated(chosen, this.day);
    const typed = this.box.value.trim();
    if (!words && typed !== this.filled) return;
    const kept = typed === this.filled ? "" : typed;
    this.box.value = [kept, words].filter(Boolean).join("\n\n");
    this.filled = kept ? "" : words.trim();
    this.box.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

for (const select of document.querySelectorAll("select[data-fills]")) new Filler(select);
