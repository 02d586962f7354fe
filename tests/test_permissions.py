"""Who gets in where: docs/permissions.md says it, and every address is tried as everybody."""

import re
from pathlib import Path

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.utils.html import strip_tags

from tests.walk.addresses import ours
from tests.walk.scene import Scene

PAGE = Path(__file__).resolve().parents[1] / "docs" / "permissions.md"
WORDS = {401: "sign in", 403: "no", 404: "not found", 405: "–", 410: "not found"}
SIGN_IN = re.compile(r"(/en)?/accounts/(login|reauthenticate)/")
BACK_OFFICE = (
    "/admin/",
    "/admin/pages/",
    "/admin/users/",
    "/admin/settings/publishing/sitesettings/",
    "/admin/login/",
)
SECTIONS = {"GET": "Opening", "POST": "Sending"}
Table = dict[str, list[str]]


def table_of(title: str) -> tuple[list[str], Table]:
    """The roles and the lines of the table below a heading of docs/permissions.md."""
    part = PAGE.read_text().partition(f"\n## {title}\n")[2].partition("\n## ")[0]
    lines = [line.strip("| ").split("|") for line in part.splitlines() if line.startswith("|")]
    cells = [[cell.strip().strip("`") for cell in line] for line in lines]
    return cells[0][1:], {line[0]: line[1:] for line in cells[2:]}


def word_for(response: HttpResponse) -> str:
    """What an answer means to whoever asked."""
    if response.status_code in (301, 302) and SIGN_IN.match(response["Location"]):
        return "sign in"
    if response.status_code == 302 and response["Location"] == "/admin/":
        return "back"  # Wagtail's way, with a message that says so
    assert response.status_code < 500, response.status_code
    return WORDS.get(response.status_code, "yes")


def clients_of(scene: Scene) -> dict[str, Client]:
    """Everybody, signed in."""
    clients = {role: Client() for role in scene.people}
    for role, client in clients.items():
        if role != "anonymous":
            client.force_login(scene.people[role])
    return clients


def tried(clients: dict[str, Client], method: str, path: str) -> list[str]:
    """How everybody fares at an address; nothing of it stays."""
    words = []
    for role, client in clients.items():
        with transaction.atomic():
            response = client.generic(method, path)
            transaction.set_rollback(True)
        words.append(word_for(response))
        if words[-1] == "no" and not says_why(response):
            words[-1] += f" ({role} is not told why)"
    return words


def takes_something(words: list[str]) -> bool:
    """Whether anybody gets further than the threshold."""
    return bool(set(words) - {"–", "no", "sign in"}) and set(words) != {"not found"}


def says_why(response: HttpResponse) -> bool:
    """Whether a refusal names its own reason and who can help."""
    if response["Content-Type"].startswith("application/"):
        problem = response.json()
        return bool(problem["detail"] and problem["who_can_help"])
    text = strip_tags(response.content.decode())
    return "可以帮您的人：" in text and "您的账号不在其中" not in text


def compare(title: str, found: Table, roles: list[str]) -> None:
    """Fail with the lines to put into the table."""
    known_roles, known = table_of(title)
    assert known_roles == roles, f"columns are {roles}"
    wrong = {path: words for path, words in found.items() if known.get(path) != words}
    lines = [f"| `{path}` | {' | '.join(words)} |" for path, words in wrong.items()]
    assert not lines, f"In {PAGE.name}, “{title}”, these lines differ:\n" + "\n".join(lines)
    assert not set(known) - set(found), f"no such address: {set(known) - set(found)}"


@pytest.mark.parametrize("method", SECTIONS)
def test_every_address_as_everybody(scene, method):
    clients = clients_of(scene)
    paths = {address.written: address.path(scene) for address in ours()}
    paths["/o/<id>/ of a draft"] = f"/o/{scene.draft.public_id}/"
    paths["/me/essays/<id>/ of another"] = f"/me/essays/{scene.submitted.public_id}/"
    found = {written: tried(clients, method, path) for written, path in paths.items()}
    if method == "POST":
        found = {path: words for path, words in found.items() if takes_something(words)}
    compare(SECTIONS[method], found, list(clients))


def test_the_api_writes_by_delete_too(scene):
    clients = clients_of(scene)
    path = f"/api/v1/offerings/{scene.offering.public_id}/registration"
    words = tried(clients, "DELETE", path)
    assert words == ["sign in", *["yes"] * (len(clients) - 1)]


def test_the_back_office_as_everybody(scene):
    clients = clients_of(scene)
    found = {path: tried(clients, "GET", path) for path in BACK_OFFICE}
    compare("Back office", found, list(clients))
