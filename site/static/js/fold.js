/* A link to a part of a page that is folded away opens it. */
function open() {
  const part = document.getElementById(location.hash.slice(1));
  part?.closest("details")?.setAttribute("open", "");
}

addEventListener("hashchange", open);
open();
