/* What a device keeps: rosters with the token that brought them, and marks. Names stand in rosters
   alone, so that a roster can go while its unsent marks stay. */
const NAME = "yanxi-desk";

function done(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function open() {
  const request = indexedDB.open(NAME, 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore("rosters", { keyPath: "id" });
    request.result.createObjectStore("marks", { keyPath: "id" });
  };
  return done(request);
}

async function within(store, mode, act) {
  const database = await open();
  try {
    return await done(act(database.transaction(store, mode).objectStore(store)));
  } finally {
    database.close();
  }
}

export const rosters = () => within("rosters", "readonly", (store) => store.getAll());
export const keepRoster = (roster) => within("rosters", "readwrite", (store) => store.put(roster));
export const dropRoster = (id) => within("rosters", "readwrite", (store) => store.delete(id));
export const marks = () => within("marks", "readonly", (store) => store.getAll());
export const keepMark = (mark) => within("marks", "readwrite", (store) => store.put(mark));
export const dropMark = (id) => within("marks", "readwrite", (store) => store.delete(id));

/* Everything goes: the names, the marks, the page itself. */
export async function wipe() {
  await done(indexedDB.deleteDatabase(NAME));
  for (const name of await caches.keys()) if (name.startsWith("yanxi-desk-")) await caches.delete(name);
  for (const worker of (await navigator.serviceWorker?.getRegistrations()) || []) {
    if (worker.scope.endsWith("/desk/")) await worker.unregister();
  }
}

/* Without making a database where there is none. */
export async function isUsed() {
  const known = await indexedDB.databases?.();
  return !known || known.some((one) => one.name === NAME);
}
