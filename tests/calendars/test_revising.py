"""What a component tells is part of its revision, on whatever record it stands."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from icalendar import Calendar
from wagtail.models import Locale, Page

from calendars.actions import make_feed
from essays.actions import edit_task, extend
from essays.models import EssayTask
from events.models import (
    EventKind,
    EventPage,
    Offering,
    SeatPool,
    Session,
    Speaker,
    TeachingPoint,
    Venue,
)
from media.models import CustomImage
from people.models import Unit
from registration.models import Registration
from tests.factories import (
    make_event,
    make_offering,
    make_registration,
    make_session,
    make_speaker,
    make_task,
    make_unit,
    make_venue,
)

LONG_AGO = timezone.now() - timedelta(days=5)
ALL = "/calendar/all.ics"


@pytest.fixture
def offering(cast, monkeypatch):
    """One that has everything, changed long ago, and another one with nothing of it."""
    monkeypatch.setattr("calendars.rows.addresses_of", drawn)
    venue = make_venue("甲馆")
    picture = CustomImage.objects.create(title="馆", file="reeds.png", width=9, height=6)
    kind = EventKind.objects.create(name="讲座", slug="talks")
    wanted = {"admits_nominated": True, "label": "甲"}
    wanted["closes_at"] = timezone.now() + timedelta(days=40)
    page = make_event("院士开讲", kind=kind, picture=picture)
    found = make_offering(unit=cast.city, page=page, sessions=0, **wanted)
    point = TeachingPoint.objects.create(venue=venue, name="报告厅")
    make_session(found, venue=venue, teaching_point=point, speaker=make_speaker("王"))
    SeatPool.objects.create(offering=found, unit=cast.unit)
    make_registration(found, cast.participant)
    make_task(found, title="札记")
    make_session(
        make_offering(unit=make_unit("别处"), sessions=0), title="别的", venue=make_venue()
    )
    for model in (Session, EssayTask, Offering, Registration):
        model.objects.update(changed_at=LONG_AGO)
    return found


def drawn(keys):
    """Where a picture's drawing would be."""
    found = CustomImage.objects.filter(pk__in=keys).values_list("pk", "focal_point_x")
    return {pk: f"https://example.org/{x}" for pk, x in found}


def address(person, **chosen):
    made = make_feed(by=person, name="手机", language="zh-hans", **chosen)
    return f"/calendar/me/{made.details['token']}.ics"


def told(path):
    """By its UID: SEQUENCE, LAST-MODIFIED and everything else of each component."""
    found = {}
    for part in Calendar.from_ical(Client().get(path).content).subcomponents[1:]:
        number, at = part.pop("SEQUENCE"), part.pop("LAST-MODIFIED").dt
        assert part.pop("DTSTAMP").dt == at
        found[str(part["UID"])] = (number, at, part.to_ical())
    return found


def check(before, after):
    """Whose words moved has a higher number and a new instant; every other is as it was."""
    moved = 0
    for uid, (number, at, words) in after.items():
        old_number, old_at, old_words = before[uid]
        if words == old_words:
            assert (number, at) == (old_number, old_at)
            continue
        moved += 1
        assert number > old_number
        assert at > old_at
    return moved


EDITS = {
    "venue": lambda: Venue.objects.filter(name="甲馆").update(name="乙馆"),
    "address": lambda: Venue.objects.filter(name="甲馆").update(address="人民路1号"),
    "place": lambda: Venue.objects.filter(name="甲馆").update(latitude="31.3", longitude="120.6"),
    "room": lambda: TeachingPoint.objects.update(name="大厅"),
    "speaker": lambda: Speaker.objects.update(name="李"),
    "label": lambda: Offering.objects.filter(label="甲").update(
        label="第9期", revision=2, changed_at=timezone.now()
    ),
    "host": lambda: Offering.objects.filter(label="甲").update(host="图书馆"),
    "mailbox": lambda: Offering.objects.filter(label="甲").update(contact="a@b.example"),
    "unit": lambda: Unit.objects.filter(name="苏州市").update(name="苏州"),
    "page": lambda: Page.objects.filter(title="院士开讲").update(title="夜话"),
    "another kind": lambda: EventPage.objects.filter(title="院士开讲").update(
        kind=EventKind.objects.create(name="雅集", slug="yaji")
    ),
    "kind": lambda: EventKind.objects.filter(slug="talks").update(name="讲坛"),
    "picture": lambda: CustomImage.objects.update(
        focal_point_x=3, focal_point_y=3, focal_point_width=2, focal_point_height=2
    ),
    "no picture": lambda: EventPage.objects.filter(title="院士开讲").update(
        picture=None, motif="tea"
    ),
}
# Which of the entries beside a session say it, too: an essay's, nominations'.
ALSO = {"label": 2, "page": 2}


@pytest.mark.parametrize("edit", EDITS)
def test_what_is_said_of_another_record_raises_the_revision(cast, offering, edit):
    """By ways that send no signal; what does not say it stays as it was."""
    own, unit = address(cast.participant), address(cast.liaison, unit=cast.unit)
    before = {path: told(path) for path in (ALL, own, unit)}
    EDITS[edit]()
    assert check(before[ALL], told(ALL)) == 1
    assert check(before[own], told(own)) == (2 if edit in ALSO else 1)
    assert check(before[unit], told(unit)) == (2 if edit in ALSO else 1)


def test_an_english_page_is_told_in_english(cast, offering):
    english = f"{ALL}?lang=en"
    before = told(english)
    page = offering.page
    english_tree, _made = Locale.objects.get_or_create(language_code="en")
    other = page.copy_for_translation(english_tree, copy_parents=True)
    other.title = "A talk"
    other.save_revision().publish()
    assert check(before, told(english)) == 1


SILENT = {
    "the same": lambda: Venue.objects.filter(name="甲馆").update(name="甲馆"),
    "short name": lambda: Venue.objects.update(short_name="甲"),
    "summary": lambda: EventPage.objects.update(summary="改了一句"),
    "title of a picture": lambda: CustomImage.objects.update(title="外景"),
    "window": lambda: Offering.objects.update(opens_at=LONG_AGO),
    "reminders": lambda: edit_task(
        by=None, task=EssayTask.objects.get(), values={"remind_before": [3]}
    ),
    "saved again": lambda: EventPage.objects.get(title="院士开讲").save(),
}


@pytest.mark.parametrize("edit", SILENT)
def test_what_calendars_do_not_tell_raises_nothing(cast, offering, edit):
    paths = (ALL, address(cast.participant), address(cast.liaison, unit=cast.unit))
    before = {path: told(path) for path in paths}
    SILENT[edit]()
    assert {path: told(path) for path in paths} == before


def test_what_was_cancelled_long_ago_does_not_come_back_under_another_title(cast, offering):
    """It stays for thirty days from then, whatever is said of its page."""
    gone = Offering.objects.filter(pk=offering.pk)
    gone.update(state="cancelled", changed_at=timezone.now() - timedelta(days=60))
    before = told(ALL)
    EDITS["page"]()
    assert told(ALL) == before


def test_more_time_is_news_of_the_deadline_and_for_nobody_else(cast, offering):
    make_registration(offering, cast.colleague)
    Registration.objects.update(changed_at=LONG_AGO)
    own, other = address(cast.participant, deadlines="task"), address(cast.colleague)
    task = EssayTask.objects.get()
    for days in (3, 6):
        before, others = told(own), told(other)
        extend(
            by=cast.organiser,
            task=task,
            until=task.due_at + timedelta(days=days),
            reason="出差",
            person=cast.participant,
        )
        after = told(own)
        [(was, now)] = [(before[uid], after[uid]) for uid in after if after[uid] != before[uid]]
        assert now[0] == was[0] + 1
        assert now[1] >= was[1]
        assert told(other) == others
    assert now[1] > LONG_AGO + timedelta(days=4)


def test_another_date_is_news_of_the_deadline(cast, offering):
    own = address(cast.participant)
    before = told(own)
    due_at = timezone.now() + timedelta(days=19)
    edit_task(by=cast.organiser, task=EssayTask.objects.get(), values={"due_at": due_at})
    assert check(before, told(own)) == 1


def test_who_asks_by_the_date_alone_is_told(cast, offering):
    """If-Modified-Since: the header moves with whatever the feed says, within a second, too."""
    own = address(cast.participant)
    known = Client().get(own)
    statuses = set()
    for edit in (*EDITS.values(), lambda: EssayTask.objects.update(title="行思录")):
        edit()
        asked = {"If-Modified-Since": known["Last-Modified"]}
        answer, true = Client().get(own, headers=asked), Client().get(own)
        assert (answer.status_code == 304) is (true.content == known.content)
        statuses.add(answer.status_code)
        known = true
    assert statuses == {200, 304}
