/* Tabs that do not fit stand in a strip that scrolls: where the reader is, is shown from the start. */
for (const current of document.querySelectorAll(".tabs [aria-current]")) {
  const strip = current.closest(".tabs");
  const [here, all] = [current.getBoundingClientRect(), strip.getBoundingClientRect()];
  strip.scrollLeft += here.left + here.width / 2 - (all.left + all.width / 2);
}
