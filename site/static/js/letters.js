/** The button that opens the browser's print dialogue; without scripts its menu does. */

const button = document.querySelector("[data-print]");

if (button) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
