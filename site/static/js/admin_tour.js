/* The tour of the back office: its steps come with the page, in the reader's language. A step whose place is not
   on this screen (a folded menu, a panel that one has not) is left out. */

const panel = document.querySelector("[data-tour-key]");
const steps = JSON.parse(document.getElementById("tour-steps").textContent);
const words = panel.dataset;

/** Tell the server that this person knows the tour, or does not want it. */
function putAway() {
  panel.hidden = true;
  const config = document.getElementById("wagtail-config").textContent;
  const { ADMIN_URLS, CSRF_HEADER_NAME, CSRF_TOKEN } = JSON.parse(config);
  fetch(ADMIN_URLS.DISMISSIBLES, {
    method: "PATCH",
    headers: { [CSRF_HEADER_NAME]: CSRF_TOKEN, "Content-Type": "application/json" },
    body: JSON.stringify({ [words.tourKey]: true }),
    mode: "same-origin",
  });
}

/** Driver.js calls whatever it shows a button that opens a dialogue; most of our places are none. */
function asItWas() {
  const shown = document.querySelector(".driver-active-element:not(button)");
  for (const name of ["aria-haspopup", "aria-expanded", "aria-controls"]) shown?.removeAttribute(name);
}

function isShown(step) {
  return !step.element || document.querySelector(step.element)?.checkVisibility();
}

function begin(event) {
  const back = event?.currentTarget;
  const tour = window.driver.js.driver({
    animate: !matchMedia("(prefers-reduced-motion: reduce)").matches,
    disableActiveInteraction: true,
    showProgress: true,
    progressText: "{{current}} / {{total}}",
    nextBtnText: words.next,
    prevBtnText: words.back,
    doneBtnText: words.done,
    onPopoverRender: ({ closeButton }) => closeButton.setAttribute("aria-label", words.close),
    onHighlighted: (_element, _step, { state }) => {
      asItWas();
      state.popover.nextButton.focus();
    },
    onDestroyed: () => {
      putAway();
      (back?.checkVisibility() ? back : document.getElementById("main"))?.focus();
    },
    steps: steps.filter(isShown).map(({ element, title, text }) => ({
      element: element || undefined,
      popover: { title, description: text },
    })),
  });
  tour.drive();
}

panel.querySelector("[data-tour-begin]").addEventListener("click", begin);
panel.querySelector("[data-tour-decline]").addEventListener("click", putAway);
// The menu is drawn once the page has been read: before that, none of its places is there.
if ("begin" in words) window.addEventListener("load", () => begin());
