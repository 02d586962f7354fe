"""Addresses that nobody made: wrong ids, broken queries, odd methods and headers."""

from urllib.parse import quote

import pytest
from django.test import Client, override_settings

from tests.walk.addresses import ANY, ours, public_paths
from tests.walk.pages import client_of
from tests.walk.reading import HAN, parse
from tests.walk.scene import Scene

pytestmark = pytest.mark.sweep

PARAMETERS = (
    *("page", "date", "view", "kind", "unit", "venue", "open", "q", "type", "state", "year"),
    *("offering", "show", "since", "from", "to", "cursor", "next"),
)
VALUES = {
    "null byte": "a%00b",
    "invalid utf-8": "%ff%fe%c0%80",
    "lone surrogate": "%ed%b3%bf",
    "rare": quote("𠮷䶮\U00020000👨‍👩‍👧\u202e"),
    "long": quote("长") * 1_500,
    "huge number": "9" * 1_000,
    "negative": "-1",
    "template": quote("{{ x }}%s%(x)s'\"<script>[]"),
}
NO_PAGES = (
    *("/%00", "/courses/%00/", "/%ff/", "/en/%00", "/documents/1/%00", "/uploads/%00"),
    *("/documents/99999999999999999999/x", "/uploads/..%2fx", "/courses/x-0/", "/en/nothing/"),
    *("/admin/%00/", "/accounts/password/reset/key/%00-x/", "/" + "x" * 3_000 + "/"),
)
WRONG_IDS = ("0123456789ab", "0123456789AB", "ilou56789012", "%00", "%ff", "1", "x" * 999)
UNUSUAL = ("PUT", "PATCH", "DELETE", "OPTIONS", "HEAD", "TRACE", "NONSENSE")


def test_wrong_queries_break_nothing(scene: Scene) -> None:
    client, wrong = client_of(scene, "organiser"), []
    paths = [address.path(scene) for address in ours()] + public_paths(scene, "zh-hans")
    for path in dict.fromkeys(path.partition("?")[0] for path in paths):
        for kind, value in VALUES.items():
            query = "&".join(f"{name}={value}" for name in PARAMETERS) + f"&{value[:200]}=1"
            status = client.get(f"{path}?{query}").status_code
            if status >= 500:
                wrong.append(f"{path} with {kind}: {status}")
    assert not wrong, "\n".join(wrong)


def test_wrong_ids_are_not_found(scene: Scene) -> None:
    client, wrong = client_of(scene, "administrator"), []
    for address in ours():
        for text in WRONG_IDS if address.is_about_a_record else ():
            status = client.get(address.with_id(text)).status_code
            # Without a slash at its end, what is not found is looked for with one.
            slashless = status == 301 and not address.pattern.endswith("/")
            # What takes a desk's token alone asks for that first.
            if status not in (401, 404, 405) and not slashless:
                wrong.append(f"{address.written} with {text[:20]}: {status}")
    assert not wrong, "\n".join(wrong)


def test_no_page_says_so_in_words(scene, client):
    for path in (*NO_PAGES, "/o/0123456789ab/", "/calendar/nothing/"):
        response = client.get(path)
        if response.status_code in (301, 302):  # the admin, which says nothing to strangers
            continue
        assert response.status_code in (400, 404), path
        english = path.startswith("/en/")
        text = parse(response.content).get_text(" ", strip=True)
        assert ("There is no page" if english else "这个地址没有页面") in text or "400" in text, (
            path
        )


@pytest.mark.parametrize("role", ["anonymous", "organiser"])
def test_unusual_methods(scene: Scene, role: str) -> None:
    client, wrong = client_of(scene, role), []
    for address in ours():
        for method in UNUSUAL:
            response = client.generic(method, address.path(scene))
            reading = method in ("HEAD", "OPTIONS")
            refused = response.status_code in (302, 401, 403, 404, 405)
            refused |= response.status_code == 301 and not address.pattern.endswith("/")
            writes = method in ("DELETE", "PUT") and address.written.startswith(
                "/api/v1/offerings/"
            )
            if response.status_code >= 500 or not (reading or writes or refused):
                wrong.append(f"{method} {address.written}: {response.status_code}")
            if method == "HEAD" and response.getvalue() and address.pattern not in ANY:
                wrong.append(f"HEAD {address.written} has a body")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("language", ["", "fr", "zh-TW", "*", "x" * 5_000, "zh-hans;q=nonsense"])
def test_unknown_languages_get_chinese(scene, client, language):
    response = client.get("/", headers={"accept-language": language})
    assert response.status_code == 200
    assert response["Content-Language"] == "zh-hans"


@pytest.mark.parametrize(
    "path", ["/", "/courses/", "/accounts/login/", "/nothing/", "/api/v1/venues"]
)
def test_a_foreign_host_is_refused_in_words(scene, path):
    with override_settings(ALLOWED_HOSTS=["study.example.org"]):
        for host in ("elsewhere.example.com", "a b", "study.example.org:x"):
            response = Client(raise_request_exception=False).get(path, headers={"host": host})
            assert response.status_code == 400
            assert HAN.search(parse(response.content).get_text())
            assert "elsewhere" not in response.content.decode()


def test_pages_asked_for_by_script_are_whole(scene, client):
    for path in public_paths(scene, "zh-hans"):
        plain = client.get(path, follow=True)
        asked = client.get(path, headers={"hx-request": "true"}, follow=True)
        assert asked.status_code == plain.status_code, path
        assert parse(asked.content).find("main"), path
