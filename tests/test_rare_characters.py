"""Whatever people write comes back as they wrote it: on pages, in feeds, workbooks and mails."""

from io import BytesIO

import pytest
from django.core import mail
from openpyxl import load_workbook

from calendars.models import Feed
from essays import actions as essays
from essays.models import EssayDraft, EssayRevision
from kernel import outbox
from registration.actions import register
from tests.factories import Cast, make_course, make_offering, make_person, make_task
from tests.walk.doors import DOORS, client_for, send
from tests.walk.reading import parse
from tests.walk.scene import Scene

RARE = (
    "𠮷䶮",
    "\U00020000\U0002a6d6\U000323af",  # from the second and third plane
    "👨‍👩‍👧‍👦🏳️‍🌈",  # joined by U+200D
    "e\u0301 が (não normalizado: o\u0308)",  # combining, in the order typed
    "\u202eedoc\u202c \u2066x\u2069",  # direction marks
    "葛\U000e0100 辻︀",  # variation selectors
)
ALL = " ".join(RARE)


@pytest.fixture
def course(cast: Cast):
    """An offering whose every word is rare, with a person of a rare name confirmed for it."""
    offering = make_offering(
        unit=cast.city, page=make_course(f"研修{ALL}"), label=f"期{RARE[1]}{RARE[2]}"
    )
    offering.sessions.update(title=ALL)
    person = make_person(f"林{RARE[0]}{RARE[1]}", cast.unit)
    register(by=person, offering=offering, person=person)
    make_task(offering)
    return offering, person


def drained() -> str:
    """All mails that the outbox held, as text."""
    outbox.drain()
    return "\n".join(f"{message.subject}\n{message.body}\n{message.to}" for message in mail.outbox)


def test_on_pages_feeds_workbooks_and_mails(cast: Cast, course, client) -> None:
    offering, person = course
    client.force_login(person)
    for path in ("/me/", offering.get_absolute_url()):
        text = parse(client.get(path).content).get_text()
        assert offering.page.title in text, path
        assert offering.label in text, path
    assert person.name in parse(client.get("/me/pass/").content).get_text()
    feed = client.get(f"/calendar/offering/{offering.public_id}.ics").content.decode()
    unfolded = feed.replace("\r\n ", "")
    assert ALL in unfolded
    client.force_login(cast.organiser)
    book = load_workbook(BytesIO(client.get(f"/reports/o/{offering.public_id}.xlsx").content))
    cells = {str(cell.value) for sheet in book for row in sheet for cell in row}
    assert person.name in cells
    assert any(offering.label in cell for cell in cells)
    assert RARE[1] in drained()


def test_in_an_essay(scene: Scene) -> None:
    door = DOORS["save"]
    form = door.filled(scene) | {"text": ALL * 3, "title": RARE[2]}
    client = client_for(scene, door)
    send(client, door.path(scene), form)
    draft = EssayDraft.objects.get(essay=scene.essay)
    assert (draft.text, draft.title) == (ALL * 3, RARE[2])
    assert ALL * 3 in parse(client.get(door.path(scene)).content).get_text()
    essays.submit(
        by=scene.essay.author,
        essay=scene.essay,
        title=RARE[2],
        text="学" * 50 + ALL,
        version=draft.version,
        original=True,
    )
    assert EssayRevision.objects.get(essay=scene.essay).text.endswith(ALL)


def test_in_the_name_of_a_feed(scene: Scene) -> None:
    door = DOORS["make a feed"]
    for name in RARE:
        send(client_for(scene, door), door.path(scene), door.filled(scene) | {"name": name})
        assert Feed.objects.filter(name=name).exists(), name.encode("unicode_escape")


def test_in_a_reviewers_comment(scene: Scene) -> None:
    door = DOORS["verdict"]
    send(client_for(scene, door), door.path(scene), door.filled(scene) | {"comment": ALL})
    revision = EssayRevision.objects.select_related("review").get(essay=scene.submitted)
    assert revision.review.comment == ALL


def test_in_the_name_of_who_signs_up(scene: Scene) -> None:
    door = DOORS["sign up"]
    form = door.filled(scene) | {"last_name": RARE[0], "first_name": RARE[1]}
    send(client_for(scene, door), door.path(scene), form)
    person = type(scene.people["participant"]).objects.get(email=form["contact"])
    assert (person.last_name, person.first_name) == (RARE[0], RARE[1])
