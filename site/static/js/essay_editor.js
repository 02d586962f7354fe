/* Writing: live count, saving as one types, a copy in this browser until the server has the text. */
import { drop, keep, kept } from "./essay_copy.js";
import { loadCounters } from "./essay_count.js";
import { pasteClean } from "./essay_paste.js";

const PAUSE = 1500; // after the last keystroke
const AGAIN = 15000; // when there was no connection
const LARGEST = 5 * 1024 * 1024; // bytes of one post; the server says the same
const FAREWELL = 60 * 1024; // what a browser still sends while a page closes

export function edit(form) {
  const id = form.dataset.essay;
  const { title, text, version, genre } = form.elements;
  const line = form.querySelector("[data-saved]");
  let server = { title: title.defaultValue, text: text.defaultValue, genre: genre && form.dataset.genre };
  let running = null;
  let timer = 0;
  let held = ""; // why saving waits: "newer", "kept" (a choice is due) or "over"
  let copied = true;
  let left = null; // a copy from before that is shown once what stands here is safe

  const current = () => ({ title: title.value, text: text.value, genre: genre?.value });
  const equal = (one, other) => one.title === other.title && one.text === other.text && one.genre === other.genre;
  const dirty = () => "unsaved" in form.dataset || !equal(current(), server);

  function say(key, words, trouble = false) {
    line.textContent = words ?? line.dataset[key];
    line.dataset.state = trouble ? "trouble" : key;
  }

  function copy() {
    copied = !left && keep(id, { ...current(), version: Number(version.value) });
  }

  function body() {
    const fields = { ...current(), version: version.value, do: "save" };
    if (!genre) delete fields.genre;
    fields.csrfmiddlewaretoken = form.elements.csrfmiddlewaretoken.value;
    return new URLSearchParams(fields).toString();
  }

  function later(delay) {
    clearTimeout(timer);
    timer = setTimeout(save, delay);
  }

  function post(data, keepalive = false) {
    return fetch(form.action, {
      method: "POST",
      body: data,
      keepalive,
      redirect: "manual",
      headers: { Accept: "application/json", "Content-Type": "application/x-www-form-urlencoded" },
    });
  }

  function save() {
    clearTimeout(timer);
    if (held || running || !dirty()) return running;
    running = send().finally(() => { running = null; });
    return running;
  }

  async function send() {
    const sent = current();
    const data = body();
    if (data.length > LARGEST) return say("sayTooLarge", null, true);
    if (navigator.onLine === false) return waitForLine();
    say("saySaving");
    try {
      const response = await post(data);
      if (response.type === "opaqueredirect" || response.status === 403) return say("saySignedOut", null, true);
      if (response.status >= 500) throw new Error(response.status);
      understand(response.ok, await response.json(), sent);
    } catch {
      waitForLine();
    }
  }

  function waitForLine() {
    say(copied ? "sayOffline" : "sayUnkept", null, true);
    later(AGAIN);
  }

  function understand(ok, answer, sent) {
    if (!ok) {
      if (answer.outcome === "newer_draft_exists") wait("newer");
      else if (answer.outcome === "not_writable") held = "over";
      if (answer.outcome !== "newer_draft_exists") say("", answer.message, true);
      return;
    }
    server = sent;
    delete form.dataset.unsaved;
    version.value = answer.version;
    if (dirty()) {
      copy();
      later(PAUSE);
    } else if (left) {
      offer(left);
    } else {
      drop(id);
      say("saySaved", `${line.dataset.saySaved} ${answer.saved}`);
    }
  }

  function wait(name) {
    held = name;
    const panel = form.querySelector(`[data-panel=${name}]`);
    panel.hidden = false;
    say("sayNewer", null, true);
  }

  function put(copy) {
    title.value = copy.title;
    text.value = copy.text;
    if (genre) genre.value = copy.genre ?? "";
  }

  /* A copy left from before: newer than what the server has, or grown from an older version. */
  function restore(copy) {
    if (copy.version !== Number(version.value)) return offer(copy);
    put(copy);
    say("sayRestored");
    later(PAUSE);
  }

  function offer(copy) {
    left = null;
    wait("kept");
    title.readOnly = text.readOnly = true; // the copy must not be typed over before the choice
    form.querySelector("[data-compare-kept]").addEventListener("click", () => {
      put(copy);
      version.value = copy.version;
    });
    form.querySelector("[data-drop-kept]").addEventListener("click", () => {
      drop(id);
      held = "";
      title.readOnly = text.readOnly = false;
      form.querySelector("[data-panel=kept]").hidden = true;
      say("", "");
    });
  }

  /* On a slow line people type before this script listens: what stands here is saved at once, and
     never gives way to a copy from before. */
  function begin() {
    const before = kept(id);
    const other = before && !equal(before, server) && !equal(before, current()) ? before : null;
    if (!dirty()) return other ? restore(other) : drop(id);
    left = other;
    copy();
    say("sayTyping");
    save();
  }

  form.addEventListener("input", (event) => {
    if (![title, text, genre].includes(event.target)) return;
    copy();
    if (held) return;
    say("sayTyping");
    later(PAUSE);
  });
  /* A button takes the text along itself; words that change under a finger would move it away. */
  form.addEventListener("focusout", ({ target, relatedTarget }) => {
    if ([title, text, genre].includes(target) && relatedTarget?.type !== "submit") save();
  });
  addEventListener("online", save);
  addEventListener("offline", () => { if (dirty()) say(copied ? "sayOffline" : "sayUnkept", null, true); });
  addEventListener("pagehide", () => {
    if (held || running || !dirty()) return;
    const data = body();
    if (data.length < FAREWELL) post(data, true).catch(() => {});
  });
  addEventListener("beforeunload", (event) => { if (dirty() && !copied && held !== "over") event.preventDefault(); });
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });

  form.addEventListener("submit", (event) => {
    const stop = () => event.preventDefault();
    clearTimeout(timer);
    if (body().length > LARGEST) {
      stop();
      say("sayTooLarge", null, true);
    } else if (navigator.onLine === false) {
      stop();
      // The save that leaving the text began ends first, and must not have the last word.
      Promise.resolve(running).finally(() => say("sayNoSubmit", null, true));
    } else if (running) {
      stop();
      running.finally(() => setTimeout(() => form.requestSubmit(event.submitter)));
    } else {
      if (held !== "kept") copy();
      held = "over"; // the form itself carries the text now
    }
  });

  pasteClean(text);
  count(form, text, genre);
  begin();
}

async function count(form, text, genre) {
  const counters = await loadCounters(form.dataset.rule);
  const lengths = JSON.parse(form.querySelector("#lengths").textContent);
  const [shown, line, range] = ["count", "count-line", "range"].map((name) => form.querySelector(`[data-${name}]`));
  const verses = ["lines", "lines-line", "lines-range"].map((name) => form.querySelector(`[data-${name}]`));
  let timer = 0;
  function show() {
    const [min, max, most] = lengths[genre?.value ?? ""] ?? [0, Infinity, null];
    const number = counters.characters(text.value);
    shown.value = number;
    range.textContent = max === Infinity ? "" : ` / ${min}–${max}`;
    line.dataset.fits = number < min ? "short" : number > max ? "long" : "yes";
    const lines = counters.lines(text.value);
    verses[0].value = lines;
    verses[1].hidden = !most;
    verses[1].dataset.fits = lines > most ? "long" : "yes";
    verses[2].textContent = ` / ${most}`;
  }
  text.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(show, 150);
  });
  genre?.addEventListener("change", show);
  show();
}
