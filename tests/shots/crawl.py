"""One example of every sort of page that a person reaches by following links."""

import re
from collections import deque
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Error, Page, Response

STARTS = (
    "/",
    "/calendar/?view=month",
    "/calendar/?view=week",
    "/calendar/?view=agenda",
    "/search/?q=爱国",
    "/search/?q=无此内容",
    "/nowhere/",
    "/accounts/login/",
)
OWN = ("/me/", "/unit/", "/desk/", "/review/", "/admin/")
FILES = re.compile(r"\.(ics|xlsx|pdf|docx|zip|csv|json|xml|jpg|png|webp)$|^/(media|static|en)/")
PUBLIC_ID = re.compile(r"^([a-z]+-)?[0-9a-hjkmnp-tv-z]{12}$")
# Leaving, other people's sign-in, Wagtail's own machinery: nothing of ours to look at.
LEFT_OUT = re.compile(
    r"^/(accounts/logout|admin/(logout|pages|images|documents|reports|settings|styleguide"
    r"|workflows|redirects|locales|sites|collections|groups|users|tag|sitehistory|bulk))"
)
# Addresses that a column, an article and an essay share: their own style sheet tells them apart.
SHARED = ("articles/*", "articles/*/*")
OWN_SHEET = """() => [...document.querySelectorAll('link[href*="/pages/"]')].at(-1)
  ?.href.split("/").at(-1).split(".")[0] ?? ''"""
MOST = 160  # pages that one person is followed to


def sort_of(path: str) -> str:
    """What a page's address has in common with others of its sort: ids and titles left out."""
    parts = [part for part in path.split("/") if part]
    return "/".join(["*" if _is_a_name(parts, at) else part for at, part in enumerate(parts)])


def _is_a_name(parts: list[str], at: int) -> bool:
    of_a_page = parts[0] in ("courses", "events", "venues", "articles") and at > 0
    return of_a_page or parts[at].isdigit() or bool(PUBLIC_ID.match(parts[at]))


def links_of(page: Page, home: str) -> list[str]:
    """Paths on this site to which a page leads, in order."""
    found = page.eval_on_selector_all("a[href]", "links => links.map(link => link.href)")
    paths = [urlsplit(link) for link in found]
    here = urlsplit(home).netloc
    return [one.path for one in paths if one.netloc == here]


def wanted(path: str) -> bool:
    """Whether a path is a page to look at."""
    return not (FILES.search(path) or LEFT_OUT.match(path))


def opened(page: Page, url: str) -> Response | None:
    """The answer to a page's address; None for a file, whose address does not always say so."""
    try:
        return page.goto(url)
    except Error as error:
        if "Download is starting" not in error.message:
            raise
        return None


def examples(context: BrowserContext, home: str, *, signed_in: bool) -> dict[str, str]:
    """The first path of each sort, in the order in which a reader meets them."""
    page = context.new_page()
    waiting = deque([*STARTS, *(OWN if signed_in else ())])
    seen: dict[str, str] = {}
    known = set()
    while waiting and len(seen) < MOST:
        path = waiting.popleft()
        sort = path if "?" in path else sort_of(path)
        if path in known or sort in seen:
            continue
        known.add(path)
        answer = opened(page, f"{home}{path}")
        kind = answer.headers.get("content-type", "") if answer else ""
        if answer is None or "html" not in kind:
            continue
        if answer.status < 400 and urlsplit(page.url).path != urlsplit(path).path:
            waiting.append(urlsplit(page.url).path)  # it leads on
            continue
        if sort in SHARED:
            sort = f"{sort}/{page.evaluate(OWN_SHEET)}"
        seen.setdefault(sort, path)
        if answer.status < 400:
            waiting.extend(link for link in links_of(page, home) if wanted(link))
    page.close()
    return seen
