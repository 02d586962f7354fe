/* A form is sent once; its button says so; errors get the focus. Everything works without this. */

function wait(form, submitter) {
  form.dataset.sent = "";
  const button = submitter || form.querySelector("button:not([type=button])");
  if (button) button.setAttribute("aria-busy", "true");
}

function release(scope) {
  for (const form of scope.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  for (const button of scope.querySelectorAll("[aria-busy=true]")) button.removeAttribute("aria-busy");
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post" || form.target) return;
  if ("sent" in form.dataset) {
    event.preventDefault();
    return;
  }
  wait(form, event.submitter);
});

/* A button that cannot be pressed now keeps its place and its reason; it only does nothing. */
document.addEventListener("click", (event) => {
  if (event.target.closest("[aria-disabled=true]")) event.preventDefault();
});

addEventListener("pageshow", (event) => { if (event.persisted) release(document); });
document.addEventListener("htmx:afterRequest", () => release(document));

/* Who is signed in and leaves behind what was written and not sent, by going away or by sending another
   form of the page, is asked first. Essays keep theirs. */
const written = new Set();
const isLeft = (field) => field.isConnected && !("sent" in field.form.dataset) && field.value !== field.defaultValue;

function ask(event) {
  if (![...written].some(isLeft)) return;
  event.preventDefault();
  setTimeout(() => release(document)); // who stays may send again
}

document.addEventListener("input", ({ target }) => {
  const form = target.form;
  if (form?.method !== "post" || "essay" in form.dataset || !("defaultValue" in target)) return;
  if (!document.querySelector("[data-signed-in]")) return;
  written.add(target);
  addEventListener("beforeunload", ask);
});

/* A refusal is read at once, wherever the address points to. */
const refusal = document.querySelector("#messages :is(.state--error, .state--warning)");
if (refusal) refusal.tabIndex = -1;
const wrong = document.querySelector("[data-error-summary]") ?? refusal ?? document.querySelector("main [aria-invalid=true]");
if (wrong) wrong.focus();
