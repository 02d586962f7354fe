/* <button data-copy="#id">: copies a field's text and says so. */
async function copy(source) {
  if (navigator.clipboard && window.isSecureContext) {
    await navigator.clipboard.writeText(source.value ?? source.textContent.trim());
    return;
  }
  if (source.select) source.select();
  else getSelection().selectAllChildren(source);
  document.execCommand("copy");
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("button[data-copy]");
  if (!button) return;
  const source = document.querySelector(button.dataset.copy);
  if (!source) return;
  await copy(source);
  const said = button.querySelector("[data-copy-label]") || button;
  const before = said.textContent;
  said.textContent = button.dataset.copied || before;
  setTimeout(() => { said.textContent = before; }, 2500);
});
