// What somebody typed and has not sent yet, as this device keeps it: for whoever is signed in, for a day. Once the server
// says that nobody is signed in, it is only in the window that asked, until that is closed; signing out removes it.
const KEPT_HOURS = 24;
const SIGNED_OUT = "signed-out";
const OURS = /^(report|words)-of-/;
// Long enough to be a patient's number, in digits of any script: never kept on the device.
const NUMBERS = /\p{N}(?:[\s\p{Pd}\p{M}\p{Cf}._·]{0,3}\p{N}){8,}/gu;

let mayHaveEnded = false; // signed out in another window since this page was loaded

const stores = () => [localStorage, sessionStorage];
const names = (store) => Object.keys(store).filter((name) => OURS.test(name));

// A closed or full store keeps nothing; the pages work as without it.
function tried(act) {
  try {
    return act();
  } catch {
    return null;
  }
}

globalThis.keptWords = {
  withoutNumbers: (words) => words.replace(NUMBERS, "…"),
  names: () => tried(() => [...new Set(stores().flatMap(names))]) ?? [],
  put: (name, said) => tried(() => stores()[Number(mayHaveEnded)].setItem(name, JSON.stringify({ at: Date.now(), ...said }))),
  drop: (name) => tried(() => stores().forEach((store) => store.removeItem(name))),
  get(name) {
    return tried(() => {
      const found = JSON.parse(sessionStorage.getItem(name) ?? localStorage.getItem(name));
      return Date.now() - found.at < KEPT_HOURS * 3600e3 ? found : null;
    });
  },
};

const { names: all, drop } = globalThis.keptWords;

// The words of a session that has ended stay in this window; a report that the server has taken in, nowhere.
function afterTheSession() {
  const next = new URLSearchParams(location.search).get("next") ?? "";
  if (/^\/issues\/new\/\?draft=/.test(next)) all().filter((name) => name.startsWith("report-of-")).forEach(drop);
  for (const name of names(localStorage)) {
    sessionStorage.setItem(name, localStorage.getItem(name));
    localStorage.removeItem(name);
  }
}

const signingOut = document.querySelector("form[data-signs-out]");
if (signingOut) {
  const person = signingOut.dataset.signsOut;
  all().filter((name) => name.split(/-of-|\//)[1] !== person).forEach(drop);
} else {
  tried(afterTheSession);
}

signingOut?.addEventListener("submit", () => {
  all().forEach(drop);
  tried(() => {
    localStorage.setItem(SIGNED_OUT, Date.now()); // other windows hear of it
    localStorage.removeItem(SIGNED_OUT);
  });
});

addEventListener("storage", (event) => {
  if (event.key !== SIGNED_OUT) return;
  mayHaveEnded = true;
  all().forEach(drop);
});
addEventListener("pageshow", (event) => (mayHaveEnded ||= event.persisted));
