// The header puts its links in their places again when it starts and whenever its width changes. A link that is moved
// loses the focus, so it is given back.
const links = document.querySelector(".nhsuk-header__navigation-list");
if (links) {
  let reached = null;
  links.addEventListener("focusin", (event) => (reached = event.target));
  document.addEventListener("pointerdown", () => (reached = null));
  new MutationObserver(() => {
    if (document.activeElement === document.body) reached?.focus({ preventScroll: true });
  }).observe(links, { childList: true });
}

// Starts the NHS components. Its address is given by the page, because names of files change with their content.
const { nhsuk } = document.querySelector("script[data-nhsuk]").dataset;
const { initAll } = await import(nhsuk);
initAll();
