/* Fields of a back-office form that the choice in another field does not need are out of sight.
   Without this all of them are shown, and the server leaves away what does not apply. */

const FIELDS = "[data-shown-for]";

function settle(form) {
  for (const field of form.querySelectorAll(FIELDS)) {
    const choice = form.elements[field.dataset.shownFor];
    const row = field.closest("ul.fields > li") ?? field.closest(".w-field__wrapper");
    if (choice && row) row.hidden = !field.dataset.shownValues.split(" ").includes(choice.value);
  }
}

addEventListener("DOMContentLoaded", () => {
  const form = document.querySelector(FIELDS)?.form;
  if (!form) return;
  form.addEventListener("change", () => settle(form));
  settle(form);
});
