/* <form data-suggest="address">: links below a search field while one types. Tab and the arrow keys reach them,
   Escape and leaving the field put them away; Enter in the field searches as without them. */
const PAUSE = 200;

function start(form) {
  const field = form.querySelector("input[type=search]");
  const box = form.querySelector(".search-field__suggestions");
  let timer = 0;
  let asking = null;

  const hide = () => { box.hidden = true; };
  const links = () => (box.hidden ? [] : [...box.querySelectorAll("a")]);

  async function ask() {
    const typed = field.value.trim();
    asking?.abort();
    if (!typed) {
      hide();
      return;
    }
    asking = new AbortController();
    try {
      const address = `${form.dataset.suggest}?q=${encodeURIComponent(typed)}`;
      const response = await fetch(address, { signal: asking.signal });
      if (!response.ok) throw new Error(response.status);
      box.innerHTML = await response.text();
      box.hidden = !box.querySelector("a") || !form.contains(document.activeElement);
    } catch (error) {
      if (error.name !== "AbortError") hide();
    }
  }

  field.addEventListener("input", (event) => {
    if (event.isComposing) return;
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });
  field.addEventListener("compositionend", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });
  form.addEventListener("keydown", (event) => {
    const all = links();
    if (event.key === "Escape" && all.length) {
      event.preventDefault();
      hide();
      field.focus();
      return;
    }
    if (!["ArrowDown", "ArrowUp"].includes(event.key) || !all.length || event.isComposing) return;
    event.preventDefault();
    const step = event.key === "ArrowDown" ? 1 : -1;
    const round = [field, ...all];
    const at = round.indexOf(document.activeElement);
    round[(at + step + round.length) % round.length].focus();
  });
  form.addEventListener("focusout", (event) => {
    if (!form.contains(event.relatedTarget)) hide();
  });
}

for (const form of document.querySelectorAll("form[data-suggest]")) start(form);
