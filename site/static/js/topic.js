/* Choosing a topic of the catalogue fills title, form and hours, unless somebody has written there. */
document.addEventListener("change", (event) => {
  const select = event.target.closest("select[name=topic]");
  const chosen = select?.selectedOptions[0]?.dataset.fills;
  if (!chosen) return;
  for (const [name, value] of Object.entries(JSON.parse(chosen))) {
    const field = select.form.elements[name];
    if (!field || (field.value && field.value !== field.dataset.filled)) continue;
    field.value = value;
    field.dataset.filled = value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
});
