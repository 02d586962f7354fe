/* Runs before the first paint: the reader's own choice of light or dark and of type size. */
(function () {
  var root = document.documentElement;
  root.classList.add("js");
  try {
    var theme = localStorage.getItem("theme");
    var type = localStorage.getItem("type");
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
    if (type === "large") root.dataset.type = type;
  } catch (error) {
    /* Storage may be refused; the system's settings then decide. */
  }
})();
