// Marks the page before it is drawn, so that components that need JavaScript show their final form at once.
document.body.classList.add("js-enabled");
if ("noModule" in HTMLScriptElement.prototype) {
  document.body.classList.add("nhsuk-frontend-supported");
}
