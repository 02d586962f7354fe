"""Somebody without a mouse: keys alone, and wherever they come to is seen and has a name."""

import re

from playwright.sync_api import Page

MOST = 90  # presses of Tab to any control of a page

# A ring is drawn around the control itself, around what stands for a hidden one (the words beside
# it), around the whole row whose link it is, or beside the label of a sheet to write on.
SEEN = """() => {
  const at = document.activeElement;
  const beside = [at, at.nextElementSibling, at.labels?.[0]].filter(Boolean);
  const ringed = (one) => [null, "::after"].some((part) => {
    const style = getComputedStyle(one, part);
    const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    return outlined || style.boxShadow !== "none";
  });
  const shown = beside.find((one) => Math.min(one.offsetWidth ?? 9, one.offsetHeight ?? 9) > 3);
  if (!shown) return "has no size";
  const box = shown.getClientRects()[0];
  if (box.bottom < 1 || box.top > innerHeight - 1) return "is not on the screen";
  const middle = (from, to, most) => Math.min(Math.max((from + to) / 2, 1), most - 2);
  const above = document.elementFromPoint(
    middle(box.left, box.right, innerWidth), middle(box.top, box.bottom, innerHeight));
  const own = [shown, ...beside].some((one) => one.contains(above) || above?.contains(one));
  if (!own) return `lies under ${above?.outerHTML.slice(0, 120)}`;
  return beside.some(ringed) ? "" : "shows no focus";
}"""


class Keys:
    """A person's keyboard on a page."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def here(self) -> str:
        """Role and name of what has the focus, as a screen reader is told: `button "报名"`."""
        told = self.page.locator("*:focus").aria_snapshot().split("\n")[0]
        return told.removeprefix("- ").removesuffix(":")

    def press(self, *keys: str) -> None:
        """One after the other."""
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        """Into what has the focus."""
        self.page.keyboard.type(text)

    def tab(self, key: str = "Tab") -> str:
        """To the next control, which must be seen and have a name; gives it as `here` does."""
        self.page.keyboard.press(key)
        if not self.page.locator("*:focus").count():
            return ""  # the browser's own controls
        here, problem = self.here(), self.page.evaluate(SEEN)
        assert not problem, f"{self.page.url}: {here} {problem}"
        assert re.search('"|: .', here), f"{self.page.url}: {here} has no name"
        return here

    def to(self, name: str, key: str = "Tab") -> str:
        """On to the control of this role and name, or of a name that holds this."""
        met = []
        for _ in range(MOST):
            met.append(self.tab(key))
            if re.search(name, met[-1]):
                return met[-1]
        raise AssertionError(f"{self.page.url}: no {name} among {met}")

    def enter(self, name: str) -> None:
        """On to a control, and use it."""
        self.to(name)
        self.press("Enter")
        self.page.wait_for_load_state()
