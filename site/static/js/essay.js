/* The essay's pages: editor, comparison, receipt. Each works without this; with it nothing is lost. */
import { drop, kept } from "./essay_copy.js";
import { edit } from "./essay_editor.js";

const form = document.querySelector("form[data-essay]");
if (form) edit(form);

/* Comparison: who goes on with the other text gives up this browser's copy. */
const conflict = document.querySelector("[data-conflict]");
conflict?.querySelector("[data-drop-copy]").addEventListener("click", () => drop(conflict.dataset.conflict));

/* Receipt: a copy that equals what was handed in has done its work; another one is shown. */
const receipt = document.querySelector("[data-receipt]");
const bare = (text) => text.replace(/\s+/gu, "");

function settle(id, handedIn) {
  const copy = kept(id);
  if (!copy) return;
  if (!copy.text || bare(copy.text) === bare(handedIn)) {
    drop(id);
    return;
  }
  const panel = document.querySelector("[data-left]");
  panel.querySelector("textarea").value = copy.text;
  panel.hidden = false;
  panel.querySelector("[data-drop-left]").addEventListener("click", () => {
    drop(id);
    panel.hidden = true;
  });
}

if (receipt) settle(receipt.dataset.receipt, receipt.querySelector("[data-text]").textContent);
