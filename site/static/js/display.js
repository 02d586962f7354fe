/* The two switches in the colophon: paper (light, dark, as the system) and type (normal, large). */
const root = document.documentElement;

function show(panel) {
  for (const button of panel.querySelectorAll("button[data-set]")) {
    const current = root.dataset[button.dataset.set] || "";
    button.setAttribute("aria-pressed", String(current === button.value));
  }
}

function choose(name, value) {
  if (value) root.dataset[name] = value;
  else delete root.dataset[name];
  try {
    if (value) localStorage.setItem(name, value);
    else localStorage.removeItem(name);
  } catch {
    /* Storage may be refused; the choice then holds for this page. */
  }
}

for (const panel of document.querySelectorAll("[data-display]")) {
  show(panel);
  panel.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-set]");
    if (!button) return;
    choose(button.dataset.set, button.value);
    show(panel);
  });
}
