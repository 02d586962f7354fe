// The button that prints the page; without script the browser's own menu does.
const button = document.getElementById("print");
if (button) {
  button.addEventListener("click", () => window.print());
}
