/* The length of a page in characters, beside Wagtail's other figures of it. */
import { loadCounters } from "./essay_count.js";

const field = document.querySelector("[data-content-characters]");
const counters = field && loadCounters(field.dataset.rule);

document.addEventListener("w-preview:content", async ({ detail }) => {
  if (counters) field.textContent = (await counters).characters(detail.content.innerText).toLocaleString();
});
