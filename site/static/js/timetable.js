/* Dragging and keys on the board of a timetable. Every one of them presses a button of the page. */

const find = () => document.getElementById("timetable");

function drop(event) {
  const { item, to, from, newIndex, oldIndex } = event;
  if (to === from && newIndex === oldIndex) return;
  const button = document.getElementById("tt-drop");
  button.value = `place:${item.dataset.key}:${to.dataset.at}:${newIndex}`;
  button.click();
}

function makeDraggable() {
  for (const list of find().querySelectorAll(".tt-cards")) {
    new Sortable(list, {
      group: "timetable",
      draggable: ".tt-card",
      filter: "a, button",
      preventOnFilter: false,
      ghostClass: "tt-ghost",
      emptyInsertThreshold: 12,
      animation: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 120,
      delay: 200,
      delayOnTouchOnly: true,
      onEnd: drop,
    });
  }
}

const KEYS = { ArrowUp: "earlier", ArrowDown: "later", m: "move", Delete: "remove" };

document.addEventListener("keydown", (event) => {
  const card = event.target.closest(".tt-card");
  const does = event.altKey && KEYS[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  if (!card || !does) return;
  event.preventDefault();
  const control = card.querySelector(`[data-does=${does}]`);
  control.focus();
  control.click();
});

/* One sheet at a time; a press outside or Escape closes it. */
document.addEventListener("click", (event) => {
  for (const open of document.querySelectorAll(".tt-more[open]")) {
    if (!open.contains(event.target)) open.open = false;
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const open of document.querySelectorAll(".tt-more[open]")) {
    open.open = false;
    open.querySelector("summary").focus();
  }
});

function trouble() {
  const place = document.getElementById("tt-trouble");
  place.textContent = find().dataset.trouble;
  place.hidden = false;
  place.scrollIntoView({ block: "center" });
}

document.addEventListener("htmx:responseError", trouble);
document.addEventListener("htmx:sendError", trouble);
document.addEventListener("htmx:load", (event) => {
  if (event.target.id === "timetable") makeDraggable();
});
makeDraggable();
