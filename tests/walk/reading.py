"""How a page is read: its pieces of text with their language, and what a strict policy forbids."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, Comment, Doctype, NavigableString, Tag

HAN = re.compile(r"[\u2e80-\u2fdf\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
LOADED = {"script": "src", "img": "src", "link": "href", "source": "src", "iframe": "src"}
# No element can stand in a title to say in which language a part of it is.
UNMARKED = ("script", "style", "title", "option", "textarea")
DATA_BLOCKS = ("application/json", "application/ld+json")


def parse(html: str | bytes) -> BeautifulSoup:
    """The page as a tree."""
    return BeautifulSoup(html, "html.parser")


def texts(page: BeautifulSoup) -> Iterator[tuple[str, str]]:
    """Each piece of text that a reader meets, with the language that it is marked as."""
    for text in page.find_all(string=True):
        hidden = isinstance(text, Comment | Doctype) or text.parent.name in UNMARKED
        if not hidden and text.strip():
            yield " ".join(text.split()), language_of(text)


def language_of(node: NavigableString | Tag) -> str:
    """The nearest `lang`, in lower case."""
    while node.parent is not None:
        if isinstance(node, Tag) and node.get("lang"):
            return str(node["lang"]).lower()
        node = node.parent
    return ""


def unmarked_chinese(page: BeautifulSoup) -> set[str]:
    """Chinese that stands in no element which says that it is Chinese."""
    return {text for text, lang in texts(page) if HAN.search(text) and not lang.startswith("zh")}


def forbidden(page: BeautifulSoup) -> set[str]:
    """What the policy would stop: script and style inside the page, files of other hosts."""
    found = set()
    for tag in page.find_all(True):
        if tag.name == "style":
            found.add("<style>")
        if tag.name == "script" and not tag.get("src") and tag.get("type") not in DATA_BLOCKS:
            found.add(f"inline script: {tag.get_text()[:40]}")
        found |= {f"{tag.name} {name}=" for name in tag.attrs if is_code(name)}
        found |= {str(url) for url in addresses_in(tag) if not is_ours(str(url))}
    return found


def is_code(attribute: str) -> bool:
    """Whether an attribute holds style or script."""
    return attribute == "style" or attribute.startswith(("on", "hx-on"))


def addresses_in(tag: Tag) -> Iterator[str]:
    """Addresses that the browser goes to without being asked, and those of forms."""
    if tag.name == "link" and tag.get("rel") in (["alternate"], ["canonical"]):
        return
    names = [LOADED[tag.name]] if tag.name in LOADED else []
    for name in (*names, "srcset", "action", "poster"):
        if value := tag.get(name):
            yield from (part.split()[0] for part in str(value).split(",") if part.strip())


def is_ours(address: str) -> bool:
    """Whether an address stays on this host, or is its own data."""
    parts = urlsplit(address)
    return (not parts.netloc and not parts.scheme) or parts.scheme in ("data", "blob")
