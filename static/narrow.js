// Narrows a long list while somebody types above it: a select with data-narrow="<label>". Without JavaScript the list
// is a plain one. Headings of the list, which nobody can choose, go with what stands under them.
class Narrower {
  constructor(select) {
    this.select = select;
    this.groups = this.#grouped([...select.options]);
    this.input = document.createElement("input");
    this.input.id = `${select.id}-narrow`;
    this.input.className = "nhsuk-input nhsuk-u-margin-bottom-2";
    this.input.type = "search";
    this.input.autocomplete = "off";
    this.input.setAttribute("aria-controls", select.id);
    const label = document.createElement("label");
    label.className = "nhsuk-label";
    label.htmlFor = this.input.id;
    label.textContent = select.dataset.narrow;
    this.status = document.createElement("div");
    this.status.className = "nhsuk-u-visually-hidden";
    this.status.setAttribute("role", "status");
    select.before(label, this.input, this.status);
    this.input.addEventListener("input", () => this.narrow());
    this.input.addEventListener("keydown", (event) => {
      if (event.key === "Enter") event.preventDefault(); // it chooses nothing, and sends nothing
    });
  }

  // The list's parts, each with its heading if it has one.
  #grouped(options) {
    const groups = [{ heading: null, options: [] }];
    for (const option of options) {
      if (option.disabled) groups.push({ heading: option, options: [] });
      else groups.at(-1).options.push(option);
    }
    return groups;
  }

  narrow() {
    const words = this.input.value.toLowerCase().split(/\s+/).filter(Boolean);
    const chosen = this.select.value;
    const shown = [];
    const left = [];
    for (const { heading, options } of this.groups) {
      const fitting = options.filter((option) => !option.value || this.#fits(option, heading, words));
      if (heading && fitting.length) shown.push(heading);
      shown.push(...fitting);
      left.push(...fitting.filter((option) => option.value));
    }
    this.select.replaceChildren(...shown);
    const only = words.length && left.length === 1 ? left[0].value : "";
    this.select.value = left.some((option) => option.value === chosen) ? chosen : only;
    this.status.textContent = left.length === 1 ? "1 is left" : `${left.length} are left`;
  }

  #fits(option, heading, words) {
    const said = `${option.text} ${heading ? heading.text : ""}`.toLowerCase();
    return words.every((word) => said.includes(word));
  }
}

for (const select of document.querySelectorAll("select[data-narrow]")) new Narrower(select);
