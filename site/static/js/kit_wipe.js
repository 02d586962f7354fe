/* Signing out takes rosters off the device. Before, the page says what would be lost. */
import { isUsed, rosters, wipe } from "./kit_store.js";
import { giveBack, unsent } from "./kit_sync.js";

const form = document.querySelector("[data-sign-out]");
const warning = document.querySelector("[data-unsent]");

async function forget() {
  for (const kept of await rosters()) await giveBack(kept);
  await wipe();
}

if (window.indexedDB && (await isUsed())) {
  if (!form) await forget();
  else {
    if ((await unsent()).length) warning.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      /* Whatever goes wrong here, signing out does not. */
      forget().catch(() => {}).finally(() => form.submit());
    });
  }
}
