/* What this browser keeps of an essay until the server has it: title, text, the version it grew from. */

const name = (id) => `essay:${id}`;

/** Keeps a copy; false when the browser refuses (private mode, storage full). */
export function keep(id, copy) {
  try {
    localStorage.setItem(name(id), JSON.stringify(copy));
    return true;
  } catch {
    return false;
  }
}

/** The copy, or null. */
export function kept(id) {
  try {
    return JSON.parse(localStorage.getItem(name(id)));
  } catch {
    return null;
  }
}

/** Forgets the copy. */
export function drop(id) {
  try {
    localStorage.removeItem(name(id));
  } catch {
    /* Nothing could be kept either. */
  }
}
