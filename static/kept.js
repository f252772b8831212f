// What somebody typed and has not sent yet, as this device keeps it: for whoever is signed in, for a day. Once the server
// says that nobody is signed in, it is only in the window that asked, until that is closed; signing out removes it.
const KEPT_HOURS = 24;
const SIGNED_OUT = "signed-out";
const OURS = /^(report|words|sent)-of-/;

// What may tell who a patient is, as far as a pattern finds it: never kept on the device. Dates, which may be those of
// a birth; whatever is long enough to be a number of a patient or a phone, in digits of any script; and names.
const BREAK = "[\\s\\p{Pd}./,]{1,3}";
const MONTH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\\p{L}*";
const DAY = "(?<!\\p{N})\\p{N}{1,2}(?:st|nd|rd|th)?";
const NAME = "\\p{Lu}[\\p{L}\\p{M}'’\\p{Pd}]*\\.?";
const NAMES = `${NAME}(?:\\s{1,3}${NAME}){0,3}`;
const LEFT_OUT = [
  /[^\s@<>()[\],;:"“”]{1,64}@[^\s@<>()[\],;:"“”]+/gu,
  new RegExp(`${DAY}${BREAK}(?:of\\s+)?(?:\\p{N}{1,2}|${MONTH})${BREAK}\\p{N}{2,4}(?!\\p{N})`, "giu"),
  new RegExp(`(?<!\\p{L})${MONTH}\\s+${DAY}${BREAK}\\p{N}{2,4}(?!\\p{N})`, "giu"),
  new RegExp(`(?<!\\p{N})\\p{N}{4}${BREAK}\\p{N}{1,2}${BREAK}\\p{N}{1,2}(?!\\p{N})`, "gu"),
  /(?<![\p{L}\p{N}])\p{L}{1,2}\p{N}[\p{L}\p{N}]?\s*\p{N}\p{L}{2}(?![\p{L}\p{N}])/gu,
  /\+?\(?\p{N}(?:[\s\p{Pd}\p{M}\p{Cf}._·()/]{0,3}\p{N}){8,}|(?<!\p{N})\p{N}{3,4}[\s\p{Pd}]?\p{N}{4}(?!\p{N})/gu,
  /(?<![\p{L}\p{N}])(?:\p{N}{2}[\p{Pd}/]?\p{L}{1,3}|\p{L}{1,2}\p{N}{2})[\p{Pd}/]?(?:…|\p{N}{4,11})(?![\p{L}\p{N}])/gu, // of a specimen: 26H012345
];
const AFTER = [
  /(?<=(?<![\p{L}\p{N}])(?:pw|pwd|password)(?:\s(?:is|was))?\s?[:=]?\s?["'“]?)\p{L}{0,16}[\p{Pd}]?\p{N}[^\s,;()]{0,16}/giu,
  /(?<=(?<![\p{L}\p{N}])(?:[Mm]rs?|[Mm]s|[Mm]x|Miss)\.?\s{1,3})(?!…)[\p{L}\p{M}'’\p{Pd}]+\.?(?:\s{1,3}\p{Lu}[\p{L}\p{M}'’\p{Pd}]*\.?){0,3}/gu,
  new RegExp(`(?<=(?<![\\p{L}\\p{N}])(?:MRS?|MS|MX|MISS|miss|[Mm]aster|MASTER)\\.?\\s{1,3})${NAMES}`, "gu"),
  new RegExp(
    "(?<=(?<![\\p{L}\\p{N}])(?:[Pp]ts?|PT|[Pp]atients?|PATIENT)(?:['’]s)?(?:\\s{1,3}[Nn]ame)?(?:\\s{1,3}is)?(?:\\s{1,3}(?:called|named))?\\s{0,3}[.:,\\p{Pd}]?\\s{0,3})" + NAMES,
    "gu",
  ),
];

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
  LEFT_OUT: "Left out of it: names after Mr, Mrs or patient, full dates, postcodes, phone numbers, e-mail addresses, long numbers, passwords.",
  withoutPatients: (words) => [...LEFT_OUT, ...AFTER].reduce((left, pattern) => left.replace(pattern, "…"), words),
  names: () => tried(() => [...new Set(stores().flatMap(names))]) ?? [],
  put: (name, said) => tried(() => stores()[Number(mayHaveEnded)].setItem(name, JSON.stringify({ at: Date.now(), ...said }))),
  noteInHand: (name) => tried(() => sessionStorage.setItem("in-hand", name)), // goes out from this window
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
  if (/^\/issues\/new\/\?draft=/.test(next)) drop(sessionStorage.getItem("in-hand"));
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
