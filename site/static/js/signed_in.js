/* What was written stays on its page: before a form goes, the site is asked whether its writer is
   still signed in, and answers with the token that forms carry by now, or with words to show. Where
   it does not answer, the form goes as it does without this. A page that came a moment ago knows. */

const PATIENCE = 5000; // ms
const A_MOMENT = 120_000; // ms
const FILLED_IN = "textarea, select, input:not([type=hidden])";
const CAME = Date.now(); // performance.now() stands still while a phone sleeps
const { signedIn } = document.querySelector("script[data-signed-in]").dataset;
const asking = new Set();
const going = new Set();

/* What says that the form cannot go; nothing where it can. */
async function refusal() {
  const limits = { cache: "no-store", redirect: "error", signal: AbortSignal.timeout(PATIENCE) };
  const response = await fetch(signedIn, limits);
  if (!response.ok) {
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    return page.querySelector("[data-not-signed-in]");
  }
  const { token } = await response.json();
  for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = token;
  return null;
}

/* Wagtail puts a button out of use as it is pressed; one out of use says nothing when a form goes. */
function release(button) {
  if (!button?.matches("[data-controller~=w-progress]")) return;
  button.dataset.wProgressLoadingValue = "false";
  button.disabled = false;
}

async function send(form, submitter) {
  asking.add(form);
  submitter?.setAttribute("aria-busy", "true");
  form.querySelector("[data-not-signed-in]")?.remove();
  const words = await refusal().catch(() => null);
  submitter?.removeAttribute("aria-busy");
  release(submitter);
  if (!asking.delete(form)) return; // the page was left meanwhile
  if (words) {
    form.append(words);
    words.scrollIntoView({ block: "nearest" });
  } else {
    going.add(form);
    form.requestSubmit(submitter);
  }
}

/* Before every other script: each hears of a form when it really goes. */
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (Date.now() - CAME < A_MOMENT || !form.requestSubmit) return;
  if (going.delete(form) || "sent" in form.dataset || form.method !== "post" || form.target) return;
  if (![...form.elements].some((field) => field.matches(FILLED_IN))) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (!asking.has(form)) send(form, event.submitter);
}, true);

addEventListener("pagehide", () => asking.clear());
