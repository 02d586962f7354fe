"""What is sent wrongly, twice, stale or too large gets a clear answer, and nothing is lost."""

from unittest import mock

import pytest
from django.db import transaction
from django.test import Client

from essays.models import EssayDraft
from tests.walk.doors import DOORS, FORM, client_for, send
from tests.walk.reading import HAN, parse
from tests.walk.scene import Scene

pytestmark = pytest.mark.sweep

TEN_MEGABYTES = b"text=" + b"%E5%AD%97" * (10 * 1024 * 1024 // 9)
NASTY: dict[str, str | bytes] = {
    "nothing": "",
    "null byte": "a\x00b",
    "invalid utf-8": b"\xff\xfe\xc0\x80",
    "lone surrogate": b"\xed\xb3\xbf",
    "rare": "𠮷䶮\U00020000\U000323af",
    "sequences": "👨‍👩‍👧‍👦 e\u0301 \u202eedoc\u202c",
    "long": "长" * 100_000,
    "huge number": "9" * 5_000,
    "negative": "-1",
    "unknown id": "0123456789ab",
    "template": "{{ x }}%s%(x)s'\"<script>",
    "elsewhere": "https://example.com//\\evil",
}
SAID = {
    "": ("页面已过期", "没有任何内容被改动"),
    "/en": ("This page had grown stale", "Nothing was changed"),
}
CLEAR = {200, 302, 400, 404, 409, 422, 429}


def main_text(content: bytes) -> str:
    """The words of a page."""
    page = parse(content)
    return (page.find("main") or page).get_text(" ", strip=True)


def test_nasty_values_get_a_clear_answer(scene: Scene) -> None:
    wrong = []
    for name, door in DOORS.items():
        client, good = client_for(scene, door), door.filled(scene)
        for field in good or {"anything": ""}:
            for kind, value in NASTY.items():
                with transaction.atomic():
                    response = send(client, door.path(scene), good | {field: value})
                    transaction.set_rollback(True)
                elsewhere = response.status_code == 302 and "example.com" in response["Location"]
                if response.status_code not in CLEAR or elsewhere:
                    wrong.append(f"{name}: {field} = {kind}: {response.status_code}")
    assert not wrong, "\n".join(wrong)


def test_pressed_twice(scene: Scene) -> None:
    wrong = []
    for name, door in DOORS.items():
        with transaction.atomic():
            client, form = client_for(scene, door), door.filled(scene)
            answers = [send(client, door.path(scene), form).status_code for _ in range(2)]
            transaction.set_rollback(True)
        # A form without the file that it asks for says so each time.
        fine = {422} if name == "send a file" else {200, 302, 409}
        if not set(answers) <= fine:
            wrong.append(f"{name}: {answers}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("start", ["", "/en"])
def test_a_stale_page_says_what_to_do(scene: Scene, start: str) -> None:
    wrong = []
    for name, door in DOORS.items():
        response = send(
            client_for(scene, door, strict=True), door.path(scene, start), door.filled(scene)
        )
        if name == "api":
            said = response.json()["type"].endswith("/stale_page")
        else:
            text = main_text(response.content)
            said = all(part in text for part in SAID[start if door.is_translated else ""])
        if response.status_code != 403 or not said:
            wrong.append(f"{name}: {response.status_code}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("start", ["", "/en"])
@pytest.mark.parametrize("size", ["too large", "too many fields"])
def test_too_much_at_once(scene: Scene, start: str, size: str) -> None:
    body = TEN_MEGABYTES if size == "too large" else b"&".join([b"a=1"] * 10_001)
    wrong = []
    for name, door in DOORS.items():
        client = client_for(scene, door, strict=True)
        client.get("/accounts/password/reset/" if door.role == "anonymous" else "/me/calendar/")
        response = client.post(door.path(scene, start), body, content_type=FORM)
        text = main_text(response.content)
        in_chinese = start == "" or not door.is_translated
        if response.status_code != 413 or len(text) < 20 or bool(HAN.search(text)) != in_chinese:
            wrong.append(f"{name}: {response.status_code} {text[:80]}")
    assert not wrong, "\n".join(wrong)


def test_ten_megabytes_leave_the_essay_as_it_was(scene: Scene) -> None:
    door = DOORS["save"]
    client = client_for(scene, door)
    send(client, door.path(scene), door.filled(scene))
    before = EssayDraft.objects.values().get(essay=scene.essay)
    refused = client.post(door.path(scene), TEN_MEGABYTES, content_type=FORM)
    assert refused.status_code == 413
    assert EssayDraft.objects.values().get(essay=scene.essay) == before


def test_a_draft_of_a_hundred_thousand_characters_is_kept(scene: Scene) -> None:
    door = DOORS["save"]
    text = "𠮷" * 100_000
    send(client_for(scene, door), door.path(scene), door.filled(scene) | {"text": text})
    assert EssayDraft.objects.get(essay=scene.essay).text == text


def test_a_broken_view_says_so(scene: Scene) -> None:
    client = Client(raise_request_exception=False)
    with mock.patch("portal.views.search.find", side_effect=RuntimeError):
        response = client.get("/search/")
    assert response.status_code == 500
    assert "我们这边出了问题" in main_text(response.content)
