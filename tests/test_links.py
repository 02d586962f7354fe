"""No dead link: whatever a page leads somebody to answers, in the back office, too."""

from collections import deque
from collections.abc import Iterator
from urllib.parse import parse_qs, urldefrag, urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup
from django.http import HttpResponse
from django.test import Client
from django.utils.encoding import iri_to_uri

from tests.shots.crawl import sort_of
from tests.walk.addresses import OWN, own_paths, public_paths
from tests.walk.matrix import word_for
from tests.walk.pages import client_of
from tests.walk.reading import parse
from tests.walk.scene import Scene

pytestmark = pytest.mark.sweep

HOME = "http://testserver"
BACK_OFFICE = "/admin/"
# Of files the web server is asked; a script says which records a bulk act is for.
NOT_FOLLOWED = ("/static/", "/media/", "/admin/bulk/")
OFFICES = ("organiser", "organiser below", "editor", "administrator")


def starts_of(scene: Scene, role: str) -> list[str]:
    """Where somebody begins to read; whoever signs in, in Chinese alone."""
    if role == "anonymous":
        return [*public_paths(scene, "zh-hans"), *public_paths(scene, "en")]
    own = own_paths(scene, role, "zh-hans") if role in OWN else ["/"]
    return [*own, BACK_OFFICE] if role in OFFICES else own


def links_of(page: BeautifulSoup, path: str) -> Iterator[str]:
    """Addresses of this site to which a page leads, and its own places."""
    for tag in page.select("a[href], link[rel=alternate][href], link[rel=canonical][href]"):
        address = urljoin(HOME + path, iri_to_uri(str(tag["href"])))
        if address.startswith(f"{HOME}/"):
            yield address.removeprefix(HOME)


def missing_places(page: BeautifulSoup, path: str, links: list[str]) -> list[str]:
    """Links to a place of the page itself where no such place is."""
    if path.partition("?")[0].endswith("/preview/"):
        return []  # without a form Wagtail says so in a page without a middle
    own = {tag["id"] for tag in page.find_all(id=True)} | {"", "top"}
    places = [urldefrag(link) for link in links]
    return [f"#{place}" for url, place in places if url == path and place not in own]


def sorts_of(path: str) -> set[tuple[str, str]]:
    """What is new in a link: its path, or each word that it asks of a list.

    Of the back office, whose pages are many and alike, one record of each sort.
    """
    parts = urlsplit(path)
    asked = parse_qs(parts.query, keep_blank_values=True)
    same = sort_of(parts.path) if asked or parts.path.startswith(BACK_OFFICE) else parts.path
    return {(same, word) for word in asked or ("",)}


def dead_links(
    client: Client, starts: list[str], left_out: tuple[str, ...]
) -> tuple[list[str], int]:
    """What does not answer or lead to a place, with the page that leads there; how many do."""
    found: list[str] = []
    waiting = deque((iri_to_uri(path), "") for path in starts)
    known = {sort for path, _source in waiting for sort in sorts_of(path)}
    answered = 0
    while waiting:
        path, source = waiting.popleft()
        answer = client.get(path)
        word = word_for(answer)
        answered += 1
        if source and word not in ("yes", "sign in"):
            found.append(f"{source} → {path}: {word}")
        if word != "yes" or not answer.get("Content-Type", "").startswith("text/html"):
            continue
        page = parse(answer.content)
        links = list(links_of(page, path))
        found += [f"{path} has no {place}" for place in missing_places(page, path, links)]
        for link in (urldefrag(link).url for link in links):
            if not link.startswith(left_out) and sorts_of(link) - known:
                known |= sorts_of(link)
                waiting.append((link, path))
    return found, answered


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["anonymous", *dict.fromkeys((*OWN, *OFFICES))])
def test_every_link_answers(scene: Scene, role: str) -> None:
    left_out = NOT_FOLLOWED if role == "anonymous" else (*NOT_FOLLOWED, "/en/")
    found, answered = dead_links(client_of(scene, role), starts_of(scene, role), left_out)
    assert answered > 10
    assert not found, "\n".join(found)


def test_a_link_that_leads_nowhere_is_seen() -> None:
    page = (
        '<main id="main"><a href="#main"></a><a href="#away"></a><a href="/gone/?a=1"></a></main>'
    )

    class Site(Client):
        def get(self, path: str, *_args: object, **_kwargs: object) -> HttpResponse:  # type: ignore[override]
            return HttpResponse(page, status=200 if path == "/" else 404)

    found, answered = dead_links(Site(), ["/"], ())
    assert found == ["/ has no #away", "/ → /gone/?a=1: not found"]
    assert answered == 2
