"""Goes wherever a person can go by links and buttons that only look, and opens every file."""

import zipfile
from collections import Counter, deque
from dataclasses import dataclass
from html.parser import HTMLParser
from io import BytesIO
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.test import Client
from pypdf import PdfReader

MOST = 250
# Of one page with several filters or months these many are looked at.
VARIANTS = 3
# Leaves the site, or is not about what anybody wrote.
LEFT_OUT = ("/accounts/logout", "/admin/logout", "/static/", "/i18n/", "/media/", "/admin/help")
OPENS = {"a": "href", "link": "href", "img": "src", "script": "src", "iframe": "src"}


@dataclass(frozen=True)
class Seen:
    """One answer: where, and every word in it, of headers and of the insides of files."""

    path: str
    status: int
    words: str


class Links(HTMLParser):
    """Addresses on a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        values = dict(attrs)
        if tag == "form" and (values.get("method") or "get").lower() == "get":
            self.found.append(values.get("action") or "")
        elif values.get(OPENS.get(tag, "")):
            self.found.append(values[OPENS[tag]])


def crawl(person: Any, starts: list[str], most: int = MOST) -> list[Seen]:
    """Everything that `person` comes to from `starts`, at most `most` answers."""
    client = Client(raise_request_exception=True)
    client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
    waiting, known, seen = deque(starts), set(starts), []
    variants = Counter(start.partition("?")[0] for start in starts)
    while waiting and len(seen) < most:
        path = waiting.popleft()
        answer = client.get(path, follow=False)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        kind = answer.headers.get("Content-Type", "")
        seen.append(Seen(path, answer.status_code, repr(answer.headers) + words_in(body, kind)))
        found = [answer.headers["Location"]] if "Location" in answer.headers else []
        if "html" in kind:
            links = Links()
            links.feed(body.decode())
            found += links.found
        for link in found:
            target = address(path, link)
            page = target.partition("?")[0]
            if target and target not in known and variants[page] < VARIANTS:
                variants[page] += 1
                known.add(target)
                waiting.append(target)
    return seen


def address(path: str, link: str) -> str:
    """Where a link leads, without its place on the page; empty for what is not of this site."""
    target = urlsplit(urljoin(f"http://testserver{path}", link))
    if target.netloc != "testserver" or target.path.startswith(LEFT_OUT):
        return ""
    return target.path + (f"?{target.query}" if target.query else "")


def words_in(body: bytes, kind: str) -> str:
    """Every word of a file: of a PDF its text and its metadata, of an archive each member."""
    if body[:5] == b"%PDF-":
        reader = PdfReader(BytesIO(body))
        return "".join(page.extract_text() for page in reader.pages) + repr(reader.metadata)
    if body[:2] == b"PK":
        with zipfile.ZipFile(BytesIO(body)) as archive:
            parts = [archive.read(name).decode("utf-8", "replace") for name in archive.namelist()]
            return "".join([*archive.namelist(), *parts])
    return body.decode("utf-8", "replace")
