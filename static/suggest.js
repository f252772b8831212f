// Offers organisations (and Places, which have no code) while somebody types into an input with
// data-suggest="<address>". Without JavaScript the input is a plain one. A combobox with a listbox, as WAI-ARIA describes them; every text is set as text.
const PAUSE = 180;
const SHORTEST = 2;
let made = 0;

class Suggestions {
  constructor(input) {
    made += 1;
    this.input = input;
    this.rows = [];
    this.at = -1;
    this.asked = 0;
    this.list = this.#listbox(`suggestions-${made}`);
    this.status = document.createElement("div");
    this.status.className = "nhsuk-u-visually-hidden";
    this.status.setAttribute("role", "status");
    const frame = document.createElement("div");
    frame.className = "suggest";
    const typing = document.activeElement === input && [input.selectionStart, input.selectionEnd];
    input.replaceWith(frame);
    frame.append(input, this.list, this.status);
    if (typing) {
      input.focus({ preventScroll: true }); // who was quicker than this script goes on typing where they were
      input.setSelectionRange(...typing);
    }
    this.#describe();
    this.#listen(frame);
  }

  #listbox(id) {
    const list = document.createElement("ul");
    list.id = id;
    list.className = "suggest__list";
    list.hidden = true;
    list.setAttribute("role", "listbox");
    const label = document.querySelector(`label[for="${CSS.escape(this.input.id)}"]`);
    list.setAttribute("aria-label", label ? label.textContent.trim() : "Suggestions");
    return list;
  }

  #describe() {
    const said = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false" };
    for (const [name, value] of Object.entries({ ...said, "aria-controls": this.list.id })) {
      this.input.setAttribute(name, value);
    }
  }

  // The browser's own suggestions are off while somebody types here, and only then: a field that is off when the page
  // is left comes back empty.
  #leaveToUs(is) {
    if (is) this.input.autocomplete = "off";
    else this.input.removeAttribute("autocomplete");
  }

  #listen(frame) {
    this.#leaveToUs(document.activeElement === this.input);
    this.input.addEventListener("focus", () => this.#leaveToUs(true));
    this.input.addEventListener("blur", () => this.#leaveToUs(false));
    for (const leaving of ["submit", "pagehide"]) addEventListener(leaving, () => this.#leaveToUs(false));
    this.input.addEventListener("input", () => this.#soon());
    this.input.addEventListener("keydown", (event) => this.#key(event));
    frame.addEventListener("focusout", (event) => {
      if (!frame.contains(event.relatedTarget)) this.close();
    });
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const option = event.target.closest('[role="option"]');
      if (option) this.choose([...this.list.children].indexOf(option));
    });
  }

  #soon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), PAUSE);
  }

  async ask() {
    const words = this.input.value.trim();
    const turn = (this.asked += 1);
    if (words.length < SHORTEST) return this.close();
    const asked = { method: "POST", headers: { Accept: "application/json" }, body: new URLSearchParams({ q: words }) };
    try {
      const answer = await fetch(this.input.dataset.suggest, asked); // posted: an address is written down, words are not
      const rows = answer.ok ? await answer.json() : [];
      if (turn === this.asked && document.activeElement === this.input) this.show(rows);
    } catch {
      if (turn === this.asked) this.close();
    }
  }

  show(rows) {
    this.rows = rows;
    this.list.replaceChildren(...rows.map((row, number) => this.#option(row, number)));
    this.#open(rows.length > 0);
    this.mark(-1);
    const count = rows.length === 1 ? "1 suggestion" : `${rows.length} suggestions`;
    this.status.textContent = rows.length ? `${count}. Use the up and down arrows.` : "No suggestions.";
  }

  #option(row, number) {
    const option = document.createElement("li");
    option.id = `${this.list.id}-${number}`;
    option.className = "suggest__option";
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    const detail = document.createElement("span");
    detail.className = "suggest__detail";
    detail.textContent = row.detail;
    option.append(row.name, " ", detail);
    return option;
  }

  #open(is) {
    this.list.hidden = !is;
    this.input.setAttribute("aria-expanded", String(is));
  }

  close() {
    clearTimeout(this.timer);
    this.asked += 1;
    this.#open(false);
    this.mark(-1);
    this.status.textContent = "";
  }

  mark(number) {
    this.at = number;
    [...this.list.children].forEach((option, each) => option.setAttribute("aria-selected", String(each === number)));
    if (number < 0) return this.input.removeAttribute("aria-activedescendant");
    this.input.setAttribute("aria-activedescendant", this.list.children[number].id);
    this.list.children[number].scrollIntoView({ block: "nearest" });
  }

  choose(number) {
    const row = this.rows[number];
    this.input.value = row.code ? `${row.name} (${row.code})` : row.name;
    this.close();
    this.input.focus();
    this.input.dispatchEvent(new Event("change", { bubbles: true }));
  }

  #key(event) {
    if (event.isComposing) return;
    if (this.list.hidden) {
      if (event.key === "ArrowDown" && this.input.value) {
        event.preventDefault();
        this.ask();
      }
      return;
    }
    const last = this.rows.length - 1;
    const moves = {
      ArrowDown: () => this.mark(this.at < last ? this.at + 1 : 0),
      ArrowUp: () => this.mark(this.at > 0 ? this.at - 1 : last),
      Escape: () => this.close(),
    };
    if (event.key === "Enter" && this.at >= 0) moves.Enter = () => this.choose(this.at);
    if (event.key === "Tab") return this.close();
    if (!moves[event.key]) return;
    event.preventDefault();
    moves[event.key]();
  }
}

for (const input of document.querySelectorAll("input[data-suggest]")) new Suggestions(input);
document.addEventListener("asks-for-suggestions", (event) => new Suggestions(event.target));
