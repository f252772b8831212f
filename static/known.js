// What is known already is shown while somebody writes a report. Without JavaScript the check shows it.
const PAUSE = 900;
const SHORTEST = 20;

class Known {
  constructor(form, home) {
    this.form = form;
    this.home = home;
    this.status = document.createElement("div");
    this.status.className = "nhsuk-u-visually-hidden";
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

new Known(document.getElementById("report"), document.getElementById("known"));
