/* A question that hangs on an answer comes and goes with it. Without this the server asks it next. */

const form = document.querySelector("[data-questions]");
const CONSENTED = "yes";

/* Each keeps its node while it sleeps, with what was typed; out of the form it is not sent. */
function conditional(element) {
  const sleeps = element instanceof HTMLTemplateElement;
  const node = sleeps ? element.content.firstElementChild : element;
  const marker = document.createComment("");
  element.before(marker);
  if (sleeps) element.remove();
  return { node, marker, depends: element.dataset.if, codes: element.dataset.codes.split(" ") };
}

function answers(name) {
  const field = form.elements[name];
  const box = field instanceof HTMLInputElement && field.type === "checkbox" && field.value === "on";
  if (box) return field.checked ? [CONSENTED] : [];
  return new FormData(form).getAll(name);
}

if (form) {
  const rows = [...form.querySelectorAll("[data-if]")].map(conditional);
  const settle = () => {
    for (const row of rows) {
      const wanted = answers(row.depends).some((answer) => row.codes.includes(answer));
      if (wanted && !row.node.isConnected) row.marker.after(row.node);
      if (!wanted && row.node.isConnected) row.node.remove();
    }
  };
  form.addEventListener("change", settle);
  settle();
}
