/* What is pasted, from Word above all, comes as plain paragraphs: no formatting, no foreign spaces. */

/** A text as somebody would have typed it. */
export function plain(text) {
  return text
    .replace(/\r\n?|[\u000B\u000C\u0085\u2028\u2029]/gu, "\n")
    .replace(/[\u00A0\u2007\u202F]/gu, " ")
    .replace(/[\u0000-\u0008\u000E-\u001F\u007F\u00AD\u200B\u2060\uFEFF\uF000-\uF0FF]/gu, "")
    .replace(/[ \t]+$/gmu, "")
    .replace(/\t/gu, " ")
    .replace(/\n{3,}/gu, "\n\n");
}

/** Makes every paste into `field` a plain one that can be undone. */
export function pasteClean(field) {
  field.addEventListener("paste", (event) => {
    const given = event.clipboardData?.getData("text/plain");
    if (!given) return;
    const clean = plain(given);
    if (clean === given) return;
    event.preventDefault();
    // The one way to change a field's text that its undo knows.
    if (document.execCommand("insertText", false, clean)) return;
    field.setRangeText(clean, field.selectionStart, field.selectionEnd, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
}
