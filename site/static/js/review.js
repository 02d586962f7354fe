/* Reading with the keyboard: j next, k back, a accept, r return. A verdict asks for a second press. */
const keys = document.querySelector("[data-keys]");
if (keys) keys.hidden = false;

const writing = (target) => target.closest("input, textarea, select, [contenteditable]");

addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || writing(event.target)) return;
  const target = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (!target) return;
  event.preventDefault();
  if (target.localName === "a") target.click();
  else if (target === document.activeElement) target.click();
  else if (event.key === "r" && !target.form.elements.comment.value.trim()) target.form.elements.comment.focus();
  else target.focus();
});
