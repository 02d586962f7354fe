/* Between the device and the site. Marks are sent again until they are answered: the site knows each
   by its id, so that nothing counts twice. */
import { dropMark, dropRoster, keepMark, keepRoster, marks, rosters } from "./kit_store.js";

const API = "/api/v1/desk";
const PATIENCE = 10_000;
const A_BATCH = 200;
/* Seconds; `windows.OLDEST_MARK`. */
const OLDEST = 2_678_400;

export class Refused extends Error {
  constructor(status) {
    super(String(status));
    this.status = status;
  }
}

async function ask(path, token, options = {}) {
  const headers = { Authorization: `Bearer ${token}`, ...(options.body ? { "Content-Type": "application/json" } : {}) };
  const lang = document.documentElement.lang.startsWith("en") ? "?lang=en" : "";
  const response = await fetch(`${API}${path}${lang}`, {
    ...options, headers, credentials: "omit", cache: "no-store", signal: AbortSignal.timeout(PATIENCE),
  });
  if (!response.ok) throw new Refused(response.status);
  return response.status === 204 ? null : response.json();
}

export async function take(address, csrf) {
  const response = await fetch(address, {
    method: "POST", body: new URLSearchParams({ csrfmiddlewaretoken: csrf }), signal: AbortSignal.timeout(PATIENCE),
  });
  if (!response.ok || response.redirected) throw new Refused(response.redirected ? 401 : response.status);
  const { token, sessions } = await response.json();
  for (const id of sessions) await refresh({ id, token });
  return sessions;
}

/* The newest roster and counters; what is kept is replaced whole. */
export async function refresh(kept) {
  const path = `/sessions/${kept.id}`;
  const [roster, stats] = await Promise.all([ask(`${path}/roster`, kept.token), ask(`${path}/stats`, kept.token)]);
  const fresh = { id: kept.id, token: kept.token, roster, stats, at: Date.now() };
  await keepRoster(fresh);
  return fresh;
}

/* How many marks of a session the site has not answered yet. */
export async function unsent(id) {
  return (await marks()).filter((mark) => !mark.answer && (!id || mark.session === id));
}

export async function send(kept) {
  const waiting = (await unsent(kept.id)).slice(0, A_BATCH);
  if (!waiting.length) return 0;
  const now = Date.now();
  const body = waiting.map(({ id, at, fields }) => ({ ...fields, id, age: Math.min(OLDEST, Math.max(0, Math.round((now - at) / 1000))) }));
  const { answers } = await ask(`/sessions/${kept.id}/marks`, kept.token, {
    method: "POST", body: JSON.stringify({ seal: kept.roster.seal, marks: body }),
  });
  for (const [place, answer] of answers.entries()) {
    /* A pass that was judged is not needed any more, and whoever finds the device could show it. */
    const { text: _text, ...fields } = waiting[place].fields;
    await keepMark({ ...waiting[place], fields, answer });
  }
  return answers.length;
}

export async function giveBack(kept) {
  const sharing = (await rosters()).filter((other) => other.token === kept.token && other.id !== kept.id);
  if (!sharing.length) await ask("/token", kept.token, { method: "DELETE" }).catch(() => {});
  await dropRoster(kept.id);
}

/* Names go, also those in answers; unsent marks stay. */
export async function forgetNames(kept) {
  for (const mark of await marks()) if (mark.session === kept.id && mark.answer) await dropMark(mark.id);
  const { people: _people, ...bare } = kept.roster;
  await keepRoster({ ...kept, roster: { ...bare, people: [] }, stats: null, over: true });
}
