/* The page of a scanned code: a button cannot be pressed twice, the verdict is heard and felt, and a
   position goes along only when its owner ticks it. Everything works without this file. */
import { say } from "./desk_signal.js";

const verdict = document.querySelector("[data-result]");
if (verdict) say(verdict.dataset.tone);

const form = document.querySelector("[data-scan]");
const button = form?.querySelector("button[type=submit]");

form?.addEventListener("submit", (event) => {
  if (button.getAttribute("aria-busy") === "true") event.preventDefault();
  button.setAttribute("aria-busy", "true");
});
/* Coming back to the page by the browser's own button. */
addEventListener("pageshow", () => button?.removeAttribute("aria-busy"));

const choice = form?.querySelector("[data-where-choice]");
if (choice && navigator.geolocation) {
  const words = choice.querySelector("[data-where-words]");
  const usual = words.textContent;
  choice.hidden = false;

  const fill = (latitude, longitude, inexact) => {
    form.latitude.value = latitude;
    form.longitude.value = longitude;
    form.inexact.value = inexact;
  };

  choice.querySelector("[data-tell]").addEventListener("change", (event) => {
    const box = event.target;
    fill("", "", "");
    words.textContent = box.checked ? words.dataset.asking : usual;
    if (!box.checked) return;
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        if (!box.checked) return;
        fill(coords.latitude.toFixed(5), coords.longitude.toFixed(5), Math.ceil(coords.accuracy));
        words.textContent = words.dataset.got;
      },
      () => {
        box.checked = false;
        words.textContent = words.dataset.none;
      },
      { enableHighAccuracy: true, timeout: 8_000, maximumAge: 30_000 },
    );
  });
}
