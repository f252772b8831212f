// What somebody typed and never sent goes from this device when they sign out: a colleague may be next at it.
document.querySelector("form[data-signs-out]")?.addEventListener("submit", () => {
  try {
    for (const name of Object.keys(localStorage)) if (name.startsWith("report-of-")) localStorage.removeItem(name);
  } catch {
    // A closed store keeps nothing.
  }
});

// Starts the NHS components. Its address is given by the page, because names of files change with their content.
const { nhsuk } = document.querySelector("script[data-nhsuk]").dataset;
const { initAll } = await import(nhsuk);
initAll();
