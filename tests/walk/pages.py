"""Every page that somebody reads, in one language after another."""

from collections.abc import Iterator

from django.http import HttpResponse
from django.test import Client

from tests.walk.addresses import OWN, own_paths, public_paths
from tests.walk.scene import Scene


def client_of(scene: Scene, role: str) -> Client:
    """A role, signed in; it sees an error page, not a traceback."""
    client = Client(raise_request_exception=False)
    if role != "anonymous":
        client.force_login(scene.people[role])
    return client


def pages(scene: Scene, language: str) -> Iterator[tuple[str, HttpResponse]]:
    """What everybody looks at, as HTML, with a name that says who and where."""
    for role in ("anonymous", *OWN):
        client = client_of(scene, role)
        public = role == "anonymous"
        for path in public_paths(scene, language) if public else own_paths(scene, role, language):
            response = client.get(path, follow=True)
            assert response.status_code < 500, f"{role} {path}"
            assert response["Content-Language"] == language, f"{role} {path}"
            if response["Content-Type"].startswith("text/html"):
                yield f"{role} {path}", response
