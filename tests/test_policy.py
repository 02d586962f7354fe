"""The strict content policy: every page sends it, and no page holds what it would stop."""

from django.http import HttpResponse

from tests.walk.pages import pages
from tests.walk.reading import forbidden, parse
from tests.walk.scene import Scene

STRICT = {"default-src 'self'", "object-src 'none'", "base-uri 'self'", "form-action 'self'"}
EASED = ("unsafe", "http:", "https:", "*")


def faults(response: HttpResponse) -> set[str]:
    """What the policy lacks, and what the page has that it forbids."""
    policy = response.get("Content-Security-Policy", "")
    missing = STRICT - {part.strip() for part in policy.split(";")}
    return missing | {word for word in EASED if word in policy} | forbidden(parse(response.content))


def test_every_page_keeps_the_policy(scene: Scene) -> None:
    found = {where: faults(page) for where, page in pages(scene, "zh-hans")}
    wrong = [f"{where}: {left}" for where, left in found.items() if left]
    assert found
    assert not wrong, "\n".join(wrong)


def test_a_page_may_use_the_camera_and_a_position_and_nothing_else_of_a_device(client, db) -> None:
    policy = client.get("/accounts/login/")["Permissions-Policy"].split(", ")
    assert {rule for rule in policy if not rule.endswith("=()")} == {
        "camera=(self)",
        "geolocation=(self)",
    }
    assert "microphone=()" in policy


def test_every_answer_says_how_a_browser_has_to_treat_it(client, db) -> None:
    answer = client.get("/accounts/login/")
    told = {
        "X-Frame-Options": "DENY",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
    }
    assert {name: answer.get(name) for name in told} == told
    for cookie in answer.cookies.values():
        assert cookie["samesite"] == "Lax"
        assert cookie["httponly"]


def test_the_docs_of_the_api_keep_the_policy(client) -> None:
    assert not faults(client.get("/api/v1/docs"))
