/* A link to a part of a page that is folded away opens it. */
function open() {
  const fold = document.querySelector("details:target");
  if (fold) fold.open = true;
}

addEventListener("hashchange", open);
open();
