// Puts the words of a chosen template into the answer at once. Without JavaScript the button next to the list does it.
const PLANNED_DATE = "{planned date}";

function dated(words, form) {
  const day = form.querySelector('input[name="planned_on"]')?.valueAsDate;
  if (!day) return words;
  const said = day.toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
  return words.replaceAll(PLANNED_DATE, said);
}

class Filler {
  constructor(select) {
    this.select = select;
    this.box = document.getElementById(select.dataset.fills);
    this.filled = "";
    select.form.querySelector("[data-fill]").remove();
    select.addEventListener("change", () => this.fill());
  }

  // What was filled in and not touched is replaced; whatever a person wrote stays, with the words below it.
  fill() {
    const words = dated(this.select.selectedOptions[0].dataset.words || "", this.select.form);
    const typed = this.box.value.trim();
    if (!words && typed !== this.filled) return;
    const kept = typed === this.filled ? "" : typed;
    this.box.value = [kept, words].filter(Boolean).join("\n\n");
    this.filled = kept ? "" : words.trim();
    this.box.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

for (const select of document.querySelectorAll("select[data-fills]")) new Filler(select);
