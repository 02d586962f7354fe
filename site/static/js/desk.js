/* The check-in desk: the roster narrows while one types, a mark needs no new page, and a mark that
   did not reach the site stays on the screen until it does. The page works without this file. */
import { startCamera } from "./desk_camera.js";
import { Line } from "./desk_line.js";
import { Unsaved } from "./desk_unsaved.js";
import { say } from "./desk_signal.js";

const desk = document.querySelector("[data-desk]");
const form = desk.querySelector("[data-field]");
const field = form.querySelector("input[name=text]");
const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
const layer = desk.querySelector("[data-layer]");
const list = desk.querySelector("[data-whos]");
const nobody = desk.querySelectorAll("[data-nobody]");
const hint = desk.querySelector("[data-hint]");
const words = desk.querySelector("[data-words]").dataset;
const POLL = 10_000;
/* Seconds; `windows.OLDEST_MARK`. */
const OLDEST = 2_678_400;
const PATIENCE = 8_000;
const GOOD_FOR = 1_800;

const normal = (text) => text.normalize("NFKC").toLowerCase().replace(/\s+/g, "");
const isPass = (text) => text.normalize("NFKC").trim().toUpperCase().startsWith(desk.dataset.prefix);
let show = desk.querySelector("[data-show][aria-current]")?.dataset.show || "all";

/* The roster */

function isShown(row) {
  const here = row.classList.contains("who--here");
  if (show === "here") return here;
  return show !== "missing" || !(here || row.classList.contains("who--not"));
}

/* As the server does it: "he" means 何 rather than every 沈 (s-he-n), unless nobody begins so. */
function matching(rows, key) {
  const begins = rows.filter((row) => ` ${row.dataset.key}`.includes(` ${key}`));
  if (begins.length && /^[\x20-\x7e]*$/.test(key)) return begins;
  return rows.filter((row) => row.dataset.key.includes(key));
}

function narrow() {
  const key = isPass(field.value) ? "" : normal(field.value);
  const rows = [...list.children];
  const found = matching(rows.filter(isShown), key);
  const kept = new Set(found);
  for (const row of rows) row.hidden = !kept.has(row);
  for (const note of nobody) note.hidden = found.length > 0 || (note.dataset.nobody === "name") !== Boolean(key);
  const only = key && found.length === 1 ? found[0] : null;
  hint.hidden = !only || only.classList.contains("who--here");
  return only;
}

function place(fragment) {
  const count = fragment.querySelector("[data-count]");
  if (count) for (const old of desk.querySelectorAll("[data-count]")) {
    if (old.textContent.trim() !== count.textContent.trim()) old.innerHTML = count.innerHTML;
  }
  for (const row of fragment.querySelectorAll("[data-rows] > li")) {
    const old = document.getElementById(row.id);
    if (!old) list.append(row);
    else if (old.innerHTML !== row.innerHTML) {
      const held = old.contains(document.activeElement);
      old.replaceWith(row);
      if (held) row.querySelector("button")?.focus({ preventScroll: true });
    }
  }
  narrow();
}

/* The verdict over the whole screen */

let closing = 0;

function close() {
  clearTimeout(closing);
  for (const old of document.querySelectorAll("[data-result]")) old.remove();
}

function verdict(section) {
  close();
  layer.replaceChildren(section);
  say(section.dataset.tone);
  if (section.dataset.tone === "marked") closing = setTimeout(close, GOOD_FOR);
}

document.addEventListener("click", (event) => {
  const section = event.target.closest("[data-result]");
  if (!section || event.target.closest("button")) return;
  event.preventDefault();
  clearTimeout(closing);
  section.remove();
  if (matchMedia("(pointer: fine)").matches) field.focus({ preventScroll: true });
});

/* Sending. A mark is { url, fields, label, at }; it is written again later when this fails. */

async function send(mark) {
  const age = Math.min(OLDEST, Math.max(0, Math.round((Date.now() - mark.at) / 1000)));
  const body = new URLSearchParams({ csrfmiddlewaretoken: token, age, ...mark.fields });
  let response;
  try {
    response = await fetch(mark.url, {
      method: "POST", body, headers: { "X-Desk": "1" }, signal: AbortSignal.timeout(PATIENCE),
    });
  } catch {
    line.down();
    return { saved: false, why: "noConnection" };
  }
  line.up();
  if (!response.headers.has("X-Desk-Outcome")) {
    return { saved: false, why: response.status >= 500 ? "noConnection" : "signedOut" };
  }
  const fragment = new DOMParser().parseFromString(await response.text(), "text/html");
  return { saved: true, fragment };
}

async function post(mark) {
  const answer = await send(mark);
  if (answer.saved) {
    place(answer.fragment);
    verdict(answer.fragment.querySelector("[data-result]"));
    return;
  }
  say("refused");
  unsaved.keep(mark, answer.why);
  if (mark.row) document.getElementById(mark.row)?.classList.add("who--waits");
}

const line = new Line(document.querySelector("[data-connection]"), () => unsaved.retry());
const unsaved = new Unsaved(desk, words, async (mark) => {
  const answer = await send(mark);
  if (answer.saved) place(answer.fragment);
  const section = answer.fragment?.querySelector("[data-result]");
  /* Those who were let in need no word now; each refusal waits until someone has read it. */
  if (section && (mark.fields.text || section.dataset.tone === "refused")) {
    layer.append(section);
    say(section.dataset.tone);
  }
  return answer;
});

function take(text) {
  post({ url: form.action, fields: { text }, label: words.scanned, at: Date.now() });
}

/* Someone marked already is asked about again: the site says when and by whom. */
async function markRow(row) {
  const button = row.querySelector("[name=registration]");
  if (button) {
    button.click();
    return;
  }
  const fields = { registration: row.id.slice(2) };
  field.value = "";
  await post({ url: form.action, fields, label: row.dataset.name, row: row.id, at: Date.now() });
}

/* The field: a pass is sent at once, a name that only one person has is that person. */

field.addEventListener("input", () => { close(); narrow(); });

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const text = field.value;
  if (isPass(text)) {
    field.value = "";
    narrow();
    take(text.trim());
    return;
  }
  const only = narrow();
  if (only) markRow(only);
  else field.select();
});

document.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (!event.target.matches("[data-desk-form]") || !button) return;
  event.preventDefault();
  if (button.getAttribute("aria-busy") === "true") return;
  button.setAttribute("aria-busy", "true");
  const row = button.closest("li");
  const label = row?.dataset.name || event.target.closest("[data-result]")?.querySelector(".verdict__name")?.textContent || "";
  const mark = {
    url: button.hasAttribute("formaction") ? button.formAction : event.target.action,
    fields: { [button.name]: button.value }, label, row: row?.id, at: Date.now(),
  };
  if (document.activeElement === field) field.value = "";
  post(mark).finally(() => {
    button.removeAttribute("aria-busy");
    if (button.name !== "registration" || field.value === "") return;
    field.value = "";
    narrow();
  });
});

/* A hand scanner types wherever the focus is: its text belongs into the field. */
document.addEventListener("keydown", (event) => {
  const there = document.activeElement;
  if (event.key === "Escape" || (event.key === "Enter" && layer.firstElementChild && there === document.body)) close();
  if (event.key.length !== 1 || event.ctrlKey || event.metaKey || event.altKey || event.key === " ") return;
  if (there === field || there?.matches("input, textarea, select")) return;
  field.value = "";
  field.focus({ preventScroll: true });
});

/* A result covers the screen: Tab goes round what can be done about it, not through what lies below. */
document.addEventListener("keydown", (event) => {
  const verbs = [...document.querySelectorAll("[data-result] :is(a[href], button)")];
  if (event.key !== "Tab" || !verbs.length) return;
  event.preventDefault();
  const at = verbs.indexOf(document.activeElement);
  const next = event.shiftKey ? Math.max(at, 0) - 1 : (at + 1) % verbs.length;
  verbs.at(next).focus();
});

desk.querySelector(".roster__show").addEventListener("click", (event) => {
  const link = event.target.closest("[data-show]");
  if (!link) return;
  event.preventDefault();
  show = link.dataset.show;
  for (const other of desk.querySelectorAll("[data-show]")) other.removeAttribute("aria-current");
  link.setAttribute("aria-current", "true");
  narrow();
});

/* What other desks do, and whether the site can be reached. */

let since = desk.dataset.since;

async function look() {
  if (document.hidden) return;
  try {
    const response = await fetch(`${desk.dataset.live}?since=${since}`, { signal: AbortSignal.timeout(PATIENCE) });
    if (!response.headers.has("X-Desk-Now")) throw new Error("no desk");
    since = response.headers.get("X-Desk-Now");
    place(new DOMParser().parseFromString(await response.text(), "text/html"));
    line.up();
  } catch {
    line.down();
  }
}

setInterval(look, POLL);
document.addEventListener("visibilitychange", look);
look();
narrow();
startCamera(desk, words, take);
const first = document.querySelector("[data-result]");
if (first) say(first.dataset.tone);
