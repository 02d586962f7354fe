/* The roll call: set-all at once, what changed is marked, nothing is lost when the line is down. */
import { Line } from "./desk_line.js";

const form = document.querySelector("[data-roll]");
const line = new Line(document.querySelector("[data-connection]"), () => {});

function changes() {
  let number = 0;
  for (const row of form.querySelectorAll(".roll__row")) {
    const before = row.querySelector("input[type=hidden]").value;
    const now = row.querySelector("input[type=radio]:checked")?.value;
    const changed = now !== before;
    number += changed;
    if (changed) row.dataset.changed = "";
    else delete row.dataset.changed;
  }
  return number;
}

function tell() {
  const words = form.querySelector("[data-roll-state]");
  words.textContent = changes() ? words.dataset.changed : "";
}

function setRest(value) {
  for (const row of form.querySelectorAll(".roll__row")) {
    if (row.querySelector("input[type=hidden]").value !== "unrecorded") continue;
    /* Whoever was ticked by hand keeps that. */
    if (row.dataset.byHand !== undefined) continue;
    row.querySelector(`input[type=radio][value="${value || "unrecorded"}"]`).checked = true;
  }
}

/* What was ticked on a slow line before this script listened. */
function takeOver() {
  for (const ticked of form.querySelectorAll(".roll__row input[type=radio]:checked:not(:default)")) {
    ticked.closest(".roll__row").dataset.byHand = "";
  }
  const rest = form.querySelector("[name=rest]:checked:not(:default)");
  if (rest) setRest(rest.value);
}

if (form) {
  let sent = false;
  takeOver();
  form.addEventListener("change", (event) => {
    if (event.target.name === "rest") {
      setRest(event.target.value);
    } else {
      event.target.closest(".roll__row").dataset.byHand = "";
    }
    tell();
  });
  form.addEventListener("submit", (event) => {
    if (!navigator.onLine || !line.isUp) {
      event.preventDefault();
      const words = form.querySelector("[data-roll-state]");
      words.textContent = words.dataset.offline;
      return;
    }
    /* The rows already carry it: a person set back to "unrecorded" by hand stays so. */
    for (const choice of form.querySelectorAll("[name=rest]")) choice.disabled = true;
    sent = true;
  });
  addEventListener("pageshow", () => {
    sent = false;
    for (const choice of form.querySelectorAll("[name=rest]")) choice.disabled = false;
    tell();
  });
  addEventListener("beforeunload", (event) => { if (!sent && changes()) event.preventDefault(); });
}
