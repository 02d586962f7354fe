/* The desk without signal: rosters that were taken along, marks that are kept until the site has
   answered them. The page holds nobody's name; names are in the roster on the device alone. */
import { startCamera } from "./desk_camera.js";
import { say } from "./desk_signal.js";
import { dropMark, keepMark, marks, rosters } from "./kit_store.js";
import { forgetNames, giveBack, refresh, send, take, unsent } from "./kit_sync.js";
import { clock, element, fill, row, table, verdict } from "./kit_view.js";

const kit = document.querySelector("[data-kit]");
const find = (name) => kit.querySelector(`[data-${name}]`);
const words = find("words").dataset;
const field = find("field");
const input = field.querySelector("input");
const template = find("verdict");
/* The shape of a pass; anything else that a scanner reads is not kept. */
const PASS = /^YX1:[0-9A-Z]{16,20}:[A-Z2-7]{16}$/;
const EVERY = 15_000;
const SHOWN = 1_200;

let kept = null;
let noted = [];
let busy = false;
let closing = 0;
let wanted = "";

const normal = (text) => text.normalize("NFKC").toLowerCase().replace(/\s+/g, "");
const plainPass = (text) => text.normalize("NFKC").trim().toUpperCase();
const isPass = (text) => plainPass(text).startsWith(kit.dataset.prefix);
const stage = () => find("stages").querySelector("input:checked")?.value || "venue";
/* The key of a stop on the way is "stop:" and its name; a mark says both apart. */
const pointOf = (fields) => (fields.stage === "stop" ? `stop:${fields.stop}` : fields.stage);
const placed = (point) => (point.startsWith("stop:") ? { stage: "stop", stop: point.slice(5) } : { stage: point });
/* At the venue nobody sits in a bus, whatever the hidden field still says. */
const bus = () => (stage() === "venue" ? "" : find("bus").value.trim());

/* What is known */

function undone() {
  return new Set(noted.map((mark) => mark.fields.undoes).filter(Boolean));
}

/* The mark of this device that stands for a person at the chosen stage, or what the roster says. */
function known(person) {
  const gone = undone();
  const own = noted.filter((mark) => mark.fields.registration === person.id && pointOf(mark.fields) === stage()
    && !mark.fields.undoes && !gone.has(mark.id) && mark.answer?.ok !== false);
  const mark = own.sort((a, b) => a.at - b.at)[stage() === "venue" ? 0 : own.length - 1];
  if (mark) return { mark, at: clock(mark.at), bus: mark.fields.bus };
  if (stage() === "venue") return person.here ? { at: person.came, bus: "" } : null;
  return stage() in person.seen ? { at: "", bus: person.seen[stage()] } : null;
}

function matching() {
  const key = isPass(input.value) ? "" : normal(input.value);
  const people = kept.roster.people;
  const begins = people.filter((person) => ` ${person.key}`.includes(` ${key}`));
  if (begins.length && /^[\x20-\x7e]*$/.test(key)) return begins;
  return people.filter((person) => person.key.includes(key));
}

/* Showing */

async function draw() {
  const all = await rosters();
  find("choose").hidden = Boolean(kept);
  find("open").hidden = !kept;
  find("wanted").hidden = !wanted;
  if (!kept) {
    find("none").hidden = all.length > 0 || Boolean(wanted);
    find("rosters").replaceChildren(...all.map((one) => {
      const button = element("button", { type: "button", class: "kit__roster", "data-open-roster": one.id });
      button.append(element("b", {}, one.roster.session.title), element("span", {}, `${one.roster.session.when} · ${one.roster.session.place}`),
        element("span", {}, one.over ? words.over : fill(words.until, { at: new Date(one.roster.expires_at).toLocaleString(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" }) })));
      return element("li", {}, button);
    }));
    return;
  }
  drawStops();
  noted = (await marks()).filter((mark) => mark.session === kept.id);
  const { session, people } = kept.roster;
  find("title").textContent = session.title;
  find("when").textContent = [session.when, session.place].filter(Boolean).join(" · ");
  const states = new Map(people.map((person) => [person.id, known(person)]));
  /* A guest sits in the bus like everybody, and is nobody of those expected in the hall. */
  const counts = (person) => stage() !== "venue" || !person.guest;
  const inBus = people.filter((person) => counts(person) && states.get(person.id) && (!bus() || states.get(person.id).bus === bus()));
  find("here").textContent = inBus.length;
  find("due").textContent = `/ ${people.filter((person) => person.expected && !person.guest).length}`;
  find("counted").textContent = bus() ? fill(words.inBus, { bus: bus() }) : "";
  find("bus-choice").hidden = stage() === "venue";
  find("buses").replaceChildren(...(kept.roster.buses || []).map((name) => element("option", { value: name })));
  find("whos").replaceChildren(...matching().map((person) => row(person, states.get(person.id), words)));
  find("over").hidden = !kept.over;
  find("called-off").hidden = !session.called_off;
  const waiting = noted.filter((mark) => !mark.answer);
  find("waiting").textContent = waiting.length ? fill(words.waiting, { number: waiting.length }) : kept.at ? fill(words.fresh, { at: clock(kept.at) }) : "";
  drawAnswers();
}

/* A choice for each stop of the way, between the meeting point and the venue. */
function drawStops() {
  const stops = kept.roster.stages.filter((one) => one.key.startsWith("stop:"));
  const shown = [...find("stages").querySelectorAll("[data-stop]")];
  if (shown.map((one) => one.dataset.stop).join() === stops.map((one) => one.key).join()) return;
  const chosen = stage();
  for (const one of shown) one.remove();
  const venue = find("stages").querySelector("[value=venue]").closest("label");
  for (const { key, label } of stops) {
    const choice = element("input", { type: "radio", name: "stage", value: key, checked: key === chosen });
    venue.before(element("label", { "data-stop": key }, choice, element("span", {}, label)));
  }
}

function drawAnswers() {
  const nameOf = (id) => kept.roster.people.find((person) => person.id === id)?.name || "";
  const refused = noted.filter((mark) => mark.answer && (!mark.answer.ok || mark.answer.outcome === "seen_earlier"));
  const conflicts = (kept.stats?.conflicts || []).map((one) => `${one.name}: ${one.why}`);
  const lines = [...refused.map((mark) => `${clock(mark.at)} ${mark.answer.message || nameOf(mark.fields.registration)}`), ...conflicts];
  find("answers").hidden = !lines.length;
  find("answers").querySelector("ul").replaceChildren(...lines.map((line) => element("li", {}, line)));
  find("all-desks").hidden = !kept.stats;
  if (kept.stats) find("all-desks").querySelector("tbody").replaceWith(table(kept.stats, words));
}

function close() {
  clearTimeout(closing);
  find("layer").replaceChildren();
}

function show(tone, headline, name, why = "") {
  close();
  find("layer").append(verdict(tone, headline, name, why, template));
  say(tone);
  if (tone === "marked") closing = setTimeout(close, SHOWN);
}

/* Noting */

async function note(person, method) {
  const before = known(person);
  if (before) {
    show("repeat", words.already, person.name, before.at ? fill(words.since, { at: before.at }) : "");
    return;
  }
  if (kept.roster.session.called_off) { show("refused", words.calledOff, person.name); return; }
  if (!person.expected) {
    show("refused", person.word, person.name, words.decideOnline);
    return;
  }
  const now = Date.now();
  if (stage() === "venue" && now < Date.parse(kept.roster.session.opens_at)) {
    show("refused", words.early, person.name, fill(words.opens, { at: clock(kept.roster.session.opens_at) }));
    return;
  }
  const fields = { registration: person.id, ...placed(stage()), bus: bus(), method };
  await keepMark({ id: crypto.randomUUID(), session: kept.id, at: now, fields });
  input.value = "";
  const late = stage() === "venue" && now > Date.parse(kept.roster.session.late_from);
  show(late ? "ask" : "marked", late ? words.late : words.noted, person.name, person.companions ? fill(words.companions, { number: person.companions }) : "");
  await draw();
  synchronise();
}

async function scanned(text) {
  if (kept.roster.session.called_off) { show("refused", words.calledOff, ""); return; }
  if (!PASS.test(plainPass(text))) { show("refused", words.cameraForeign, ""); return; }
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(plainPass(text)));
  const print = [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("").slice(0, 32);
  const person = kept.roster.people.find((one) => one.pass === print || one.older?.includes(print));
  if (person) {
    await note(person, "pass");
    return;
  }
  /* A pass made after the roster, or a guest: the site judges it when there is a signal. */
  await keepMark({ id: crypto.randomUUID(), session: kept.id, at: Date.now(), fields: { text: plainPass(text), ...placed(stage()), bus: bus(), method: "pass" } });
  show("ask", words.unknownPass, "", words.judgedLater);
  await draw();
  synchronise();
}

async function takeBack(id) {
  const mark = known(kept.roster.people.find((person) => person.id === id))?.mark;
  if (!mark) return;
  if (mark.answer) {
    const fields = { registration: id, ...placed(pointOf(mark.fields)), undoes: mark.id };
    await keepMark({ id: crypto.randomUUID(), session: kept.id, at: Date.now(), fields });
  } else await dropMark(mark.id);
  await draw();
  synchronise();
}

/* With the site */

function line(isUp) {
  if (isUp) delete find("line").dataset.down;
  else find("line").dataset.down = "";
}

async function synchronise() {
  if (busy || !kept || kept.over) return;
  busy = true;
  try {
    while (await send(kept));
    kept = await refresh(kept);
    line(true);
  } catch (error) {
    if ([401, 403].includes(error.status)) {
      await forgetNames(kept);
      kept = (await rosters()).find((one) => one.id === kept.id);
    }
    line(Boolean(error.status));
  } finally {
    busy = false;
  }
  await draw();
}

/* Names do not outlive the roster, whatever this page does. */
async function expire() {
  for (const one of await rosters()) {
    if (!one.over && Date.parse(one.roster.expires_at) < Date.now()) {
      await forgetNames(one);
      if (kept?.id === one.id) kept = (await rosters()).find((other) => other.id === one.id);
    }
  }
}

async function open(id) {
  kept = (await rosters()).find((one) => one.id === id) || null;
  close();
  await draw();
  if (kept) synchronise();
}

async function begin() {
  await expire();
  const asked = new URLSearchParams(location.search).get("take");
  if (asked && /^[0-9a-z]{12}$/.test(asked)) {
    history.replaceState(null, "", location.pathname);
    wanted = asked;
  }
  const all = await rosters();
  if (all.length === 1 && !wanted) await open(all[0].id);
  else await draw();
  if (wanted) find("take-along").focus();
}

/* Only a press takes names along: an address alone, from wherever it came, does not. */
async function takeAlong() {
  find("trouble").hidden = true;
  try {
    await take(kit.dataset.take.replace("000000000000", wanted), kit.querySelector("[name=csrfmiddlewaretoken]").value);
  } catch (error) {
    find("trouble").textContent = error.status ? words.notTaken : words.noSignal;
    find("trouble").hidden = false;
    return;
  }
  const id = wanted;
  wanted = "";
  await open(id);
}

kit.addEventListener("click", async (event) => {
  const on = (name) => event.target.closest(`[data-${name}]`);
  if (on("open-roster")) await open(on("open-roster").dataset.openRoster);
  else if (on("take-along")) await takeAlong();
  else if (on("back")) await open("");
  else if (on("mark")) await note(kept.roster.people.find((person) => person.id === on("mark").dataset.mark), "search");
  else if (on("undo")) await takeBack(on("undo").dataset.undo);
  else if (on("send")) synchronise();
  else if (on("close")) { close(); input.focus({ preventScroll: true }); }
  else if (on("give-back")) {
    if ((await unsent(kept.id)).length) { show("refused", words.unsentFirst, "", words.sendFirst); return; }
    for (const mark of noted) await dropMark(mark.id);
    await giveBack(kept);
    await open("");
  }
});
field.addEventListener("submit", (event) => {
  event.preventDefault();
  const text = input.value;
  if (isPass(text)) { input.value = ""; scanned(text); return; }
  const people = matching();
  if (normal(text) && people.length === 1) note(people[0], "search");
  else input.select();
});
input.addEventListener("input", () => { close(); draw(); });
find("stages").addEventListener("change", draw);
find("bus").addEventListener("input", draw);
addEventListener("online", synchronise);
addEventListener("offline", () => line(false));
setInterval(async () => { await expire(); if (!document.hidden) synchronise(); }, EVERY);
document.addEventListener("visibilitychange", () => { if (!document.hidden) synchronise(); });
if (!navigator.onLine) line(false);
if (navigator.serviceWorker) {
  const { worker, shell, static: files, modules } = kit.dataset;
  navigator.serviceWorker.register(`${worker}?${new URLSearchParams({ shell, static: files, modules })}`).catch(() => {});
}
/* Without this a browser short of space may let the marks go. */
navigator.storage?.persist?.().catch(() => {});
startCamera(kit, words, scanned);
begin();
