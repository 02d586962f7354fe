/* The service worker of the desk: keeps its page and files, and nothing about anybody. It answers
   the page /desk/kit/ and what lies under /static/; everything else goes to the site untouched. */
const asked = new URL(self.location.href).searchParams;
const SHELL = asked.get("shell");
const STATIC = asked.get("static");
const MODULES = (asked.get("modules") || "").split(" ").filter(Boolean);
const CACHE = "yanxi-desk-1";
const PATIENCE = 3_000;
const REST = 20_000;
let slowUntil = 0;

/* Files that a page names, wherever in its text. */
function named(html) {
  const found = html.matchAll(new RegExp(`["'](${STATIC}[^"'#?\\s]+)`, "g"));
  return [...found].map((match) => match[1]);
}

async function keepShell(response) {
  if (!response.ok || response.redirected) return;
  const cache = await caches.open(CACHE);
  const html = await response.clone().text();
  const missing = [];
  for (const file of new Set([...named(html), ...MODULES])) if (!(await cache.match(file))) missing.push(file);
  await cache.addAll(missing);
  await cache.put(SHELL, response);
}

async function throughNetwork(request, key) {
  /* By its address: the request of a navigation takes no time limit. */
  const response = await fetch(request.url, { credentials: "same-origin", signal: AbortSignal.timeout(PATIENCE) });
  if (response.redirected) return Response.redirect(response.url);
  const kept = response.clone();
  if (key === SHELL) await keepShell(kept);
  else if (response.ok) (await caches.open(CACHE)).put(key, kept);
  return response;
}

/* The newest there is, the kept one where there is no signal; a dead network is not asked at once again. */
async function answer(request, key) {
  const kept = await caches.match(key, { cacheName: CACHE });
  if (kept && Date.now() < slowUntil) return kept;
  try {
    return await throughNetwork(request, key);
  } catch (error) {
    if (!kept) throw error;
    slowUntil = Date.now() + REST;
    return kept;
  }
}

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(fetch(SHELL, { credentials: "same-origin" }).then(keepShell));
});

self.addEventListener("activate", (event) => {
  const old = caches.keys().then((names) => Promise.all(
    names.filter((name) => name.startsWith("yanxi-desk-") && name !== CACHE).map((name) => caches.delete(name)),
  ));
  event.waitUntil(old.then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== self.location.origin) return;
  if (request.mode === "navigate" && address.pathname === SHELL) event.respondWith(answer(request, SHELL));
  else if (address.pathname.startsWith(STATIC)) event.respondWith(answer(request, address.pathname));
});
