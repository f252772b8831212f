// Starts the NHS components. Its address is given by the page, because names of files change with their content.
const { nhsuk } = document.querySelector("script[data-nhsuk]").dataset;
const { initAll } = await import(nhsuk);
initAll();
