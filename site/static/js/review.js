/* Reading with the keyboard, and comments on what is selected. Without it everything is a link,
   a button or a field; a verdict by key asks for a second press. */
const keys = document.querySelector("[data-keys]");
if (keys) keys.hidden = false;

const box = document.querySelector("[data-comment-box]");
const writing = (target) => target.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]");

/* A place in the text in characters, as the server counts them: a rare character is one, not two. */
const placeOf = (node, offset) => {
  const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
  const piece = element.closest("[data-passages] [data-at]");
  if (!piece || node.nodeType !== Node.TEXT_NODE) return null;
  return Number(piece.dataset.at) + [...node.data.slice(0, offset)].length;
};

const takeSelection = () => {
  const selection = getSelection();
  if (!box || selection.isCollapsed || !selection.rangeCount) return;
  const range = selection.getRangeAt(0);
  const start = placeOf(range.startContainer, range.startOffset);
  const end = placeOf(range.endContainer, range.endOffset);
  if (start === null || end === null || end <= start) return;
  const { start: first, end: last, quote } = box.querySelector("form").elements;
  first.value = start;
  last.value = end;
  quote.value = selection.toString();
};

document.addEventListener("pointerup", (event) => {
  if (event.target.closest("[data-passages]")) takeSelection();
});
/* Words typed over the selected ones are looked for in the text, also those from before this listened. */
const quoted = box?.querySelector("[name=quote]");
const forgetPlace = () => {
  const { start, end } = quoted.form.elements;
  start.value = "";
  end.value = "";
};
quoted?.addEventListener("input", forgetPlace);
if (quoted && quoted.value !== quoted.defaultValue) forgetPlace();

const comment = () => {
  takeSelection();
  box.open = true;
  box.querySelector("[name=text]").focus();
};

const press = (target, key) => {
  if (key === "c") comment();
  else if (key === "?") keys.open = !keys.open;
  else if (target.localName === "a" || target === document.activeElement) target.click();
  else if (key === "r" && needsReason(target.form)) target.form.elements.comment.focus();
  else target.focus();
};
const needsReason = (form) => form.elements.comment && !form.elements.comment.value.trim() && !form.querySelector("[name=reasons]:checked");

addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (writing(event.target)) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  const target = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (!target) return;
  event.preventDefault();
  press(target, event.key);
});
