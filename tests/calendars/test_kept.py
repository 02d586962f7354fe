"""What is kept of a feed is never stale, whoever changes what, and is built once for all."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.db import connection, connections, transaction
from django.db.models import F
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from attendance import remote
from attendance.models import Attendance, LeaveRequest
from calendars import kept
from calendars.actions import make_feed
from calendars.assemble import calendar_bytes
from calendars.models import Generation
from calendars.triggers import TABLES, TRIGGERS
from essays import duties
from essays.models import EssayExtension, EssayTask
from events.models import (
    EventKind,
    EventPage,
    Offering,
    Session,
    SessionSpeaker,
    Speaker,
    Venue,
)
from people.models import Membership, Unit
from publishing.page_cache import cache
from registration.models import Registration
from tests.factories import (
    make_cast,
    make_course,
    make_event,
    make_leave,
    make_offering,
    make_registration,
    make_session,
    make_speaker,
    make_task,
    make_venue,
)

ALL = "/calendar/all.ics"


@pytest.mark.django_db(databases=["default", "sqlite"])
@pytest.mark.parametrize("alias", ["default", "sqlite"])
def test_sql_by_hand_moves_the_generation(alias):
    with connections[alias].cursor() as cursor:
        cursor.execute("UPDATE wagtailcore_page SET title = title")
        number = Generation.objects.using(alias).get(pk=1).number
        cursor.execute("UPDATE wagtailcore_page SET title = title")
    assert Generation.objects.using(alias).get(pk=1).number > number


def test_every_table_that_a_feed_reads_is_watched(cast, django_assert_num_queries):
    make_offering(unit=cast.city, page=make_course())
    with django_assert_num_queries(4) as asked:
        Client().get(f"{ALL}?lang=en")
    statement = asked.captured_queries[-2]["sql"]  # the fingerprint is looked at again
    names = connection.introspection.table_names()
    read = {name for name in names if f'"{name}"' in statement}
    # Which languages there are is no record; accounts are watched one by one, see below.
    own = {"wagtailcore_locale", "people_user"}
    assert {"events_session", "wagtailcore_page"} <= read
    assert read - own <= set(TABLES)
    watched = {(trigger.table, trigger.name.rpartition("_")[2]) for trigger in TRIGGERS}
    assert watched == {(table, e) for table in TABLES for e in ("insert", "update", "delete")}


def last(model):
    """The newest record, as a queryset that can be updated past every save()."""
    return model.objects.filter(pk__in=model.objects.order_by("-pk").values("pk")[:1])


def swap():
    """Two sessions change places; their numbers and instants of change stay."""
    one, two = Session.objects.order_by("pk").values("pk", "starts_at", "ends_at")[:2]
    for taker, giver in ((one, two), (two, one)):
        Session.objects.filter(pk=taker["pk"]).update(
            starts_at=giver["starts_at"], ends_at=giver["ends_at"]
        )


def beside():
    """Somebody new speaks beside the first one of the newest session."""
    SessionSpeaker.objects.filter(place__gt=0).delete()
    for session in last(Session):
        times = {"starts_at": session.starts_at, "ends_at": session.ends_at}
        SessionSpeaker.objects.create(session=session, speaker=make_speaker(), place=1, **times)


def state(word):
    """What an action writes; the owner's feed watches the instant of the last change."""
    return Registration.objects.update(state=word, pool=None, changed_at=timezone.now())


def registration():
    """The reader's own."""
    return Registration.objects.get()


def came(status):
    """A record of attendance at the first session that is left."""
    if session := Session.objects.order_by("pk").first():
        known = {"session": session, "registration": registration()}
        mark = {"status": status, "method": "search"}
        Attendance.objects.update_or_create(**known, defaults=mark)


def remove():
    """A session with what is known of who came."""
    Attendance.objects.filter(session__in=last(Session)).delete()
    last(Session).delete()


def more_time(task, **whom):
    """As it is given, and given again."""
    until = task.due_at + timedelta(days=3 + EssayExtension.objects.count())
    EssayExtension.objects.update_or_create(task=task, **whom, defaults={"until": until})


def units(place):
    """The reader's own unit, -2, or the other one, -1, whatever they are called by now."""
    return Unit.objects.filter(
        pk=list(Unit.objects.order_by("pk").values_list("pk", flat=True))[place]
    )


def belongs(place):
    """The reader is one of the unit's people from today."""
    Membership.objects.get_or_create(
        user=registration().person, unit=units(place).get(), role="member"
    )


# By ways that send no signal. Some say nothing new, some take back what another said.
EDITS = {
    "revision": lambda: last(Session).update(revision=7),
    "topic": lambda: last(Session).update(title="改"),
    "another topic": lambda: last(Session).update(title="讲"),
    "a blank": lambda: last(Session).update(title=" 改 "),
    "a moment": lambda: Session.objects.update(
        changed_at=F("changed_at") + timedelta(microseconds=1)
    ),
    "in English": lambda: Session.objects.update(title_en="For others"),
    "window": lambda: Offering.objects.update(closes_at=timezone.now()),
    "label": lambda: Offering.objects.update(label="第2期"),
    "no label": lambda: Offering.objects.update(label=""),
    "kind": lambda: EventKind.objects.update(name="雅集"),
    "unit": lambda: Unit.objects.update(name="组织部"),
    "venue": lambda: Venue.objects.update(name="乙馆"),
    "speaker": lambda: Speaker.objects.update(name="李"),
    "second speaker": beside,
    "no second speaker": lambda: SessionSpeaker.objects.filter(place__gt=0).delete(),
    "cancel": lambda: last(Session).update(cancelled_at=timezone.now()),
    "hold": lambda: Session.objects.update(cancelled_at=None),
    "remove": remove,
    "retitled page": lambda: EventPage.objects.update(title="夜话"),
    "unpublished page": lambda: EventPage.objects.update(live=False),
    "published page": lambda: EventPage.objects.update(live=True),
    "swap": lambda: Session.objects.count() > 1 and swap(),
    "host": lambda: Offering.objects.update(host="图书馆"),
    "mailbox": lambda: Offering.objects.update(contact="study@example.org"),
    "point": lambda: Venue.objects.update(latitude="31.3", longitude="120.6"),
    "online": lambda: Session.objects.update(join_url="https://meeting.example.org/1"),
    "waiting": lambda: state("waitlisted"),
    "withdrawn": lambda: state("withdrawn"),
    "due": lambda: EssayTask.objects.update(title="札记"),
    "came": lambda: came("present"),
    "did not come": lambda: came("absent"),
    "no record": lambda: Attendance.objects.all().delete(),
    "asks for leave": lambda: LeaveRequest.objects.exists() or make_leave(registration()),
    "leave": lambda: LeaveRequest.objects.update(state="approved"),
    "more time": lambda: more_time(EssayTask.objects.earliest("pk"), person=registration().person),
    "more time for the unit": lambda: more_time(
        EssayTask.objects.latest("pk"), unit=registration().unit
    ),
    "no more time": lambda: EssayExtension.objects.all().delete(),
    "asks for more": lambda: EssayTask.objects.exclude(offering=None).update(least_sessions=1),
    "belongs again": lambda: belongs(-2),
    "belongs elsewhere": lambda: belongs(-1),
    "leaves": lambda: Membership.objects.filter(user=registration().person).delete(),
    "asked in the unit": lambda: last(EssayTask).get().units.add(registration().unit),
    "asked elsewhere": lambda: last(EssayTask).get().units.set(units(-1)),
    "address": lambda: Venue.objects.update(address="人民路1号", name_en="Hall"),
    "nothing": lambda: None,
}


@pytest.mark.django_db
@settings(max_examples=20, deadline=None, suppress_health_check=[*HealthCheck])
@given(edits=st.lists(st.sampled_from(sorted(EDITS)), min_size=1, max_size=6))
def test_any_edits_move_the_validator_when_and_only_when_they_change_the_bytes(cast, edits):
    with transaction.atomic():
        cache.clear()
        offering = make_offering(unit=cast.city, page=make_event("沙龙"))
        make_session(offering, venue=make_venue("甲馆"), speaker=make_speaker("王"))
        make_registration(offering, cast.participant)
        make_task(offering)
        EssayTask.objects.create(
            audience="units", title="读书", lead_unit=cast.city, due_at=offering.closes_at
        )
        own = [(cast.participant, None), (cast.liaison, cast.unit)]
        made = [make_feed(by=by, name="手机", language="zh-hans", unit=unit) for by, unit in own]
        paths = (ALL, *(f"/calendar/me/{one.details['token']}.ics" for one in made))
        before = {path: Client().get(path) for path in paths}
        for edit in edits:
            EDITS[edit]()
            after = {path: Client().get(path) for path in paths}
            cache.clear()  # so that the next one is made from the records alone
            for path in paths:
                now, true = after[path], Client().get(path)
                assert (now.content, now["ETag"]) == (true.content, true["ETag"]), edit
                same = now.content == before[path].content
                assert (now["ETag"] == before[path]["ETag"]) is same, edit
            before = after
        transaction.set_rollback(True)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("waiting", [True, False])
def test_of_many_readers_one_builds(monkeypatch, waiting):
    """The control without the lock: every reader builds."""
    readers, builds = 8, []
    make_offering(unit=make_cast().city)
    if not waiting:
        free = SimpleNamespace(
            get=cache.get, set=cache.set, delete=cache.delete, add=lambda *_: True
        )
        monkeypatch.setattr(kept, "cache", free)

    def build(source):
        builds.append(1)
        time.sleep(0.5)
        return calendar_bytes(source)

    monkeypatch.setattr(kept, "calendar_bytes", build)
    start = threading.Barrier(readers)

    def read(_number):
        start.wait(timeout=30)
        try:
            return Client().get(ALL)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(readers) as pool:
        answers = list(pool.map(read, range(readers)))
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.content for answer in answers}) == 1
    assert (len(builds) == 1) is waiting


def test_a_release_that_seats_people_or_asks_of_them_otherwise_is_another_one(monkeypatch):
    """No record moves with it: feeds would go on saying what the last one worked out."""
    read, bytes_of = set(), Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda file: read.add(file) or bytes_of(file))
    kept.release.__wrapped__()
    assert {Path(module.__file__) for module in (kept, remote, duties)} <= read


def test_what_a_feed_leaves_out_does_not_move_its_validator(db):
    make_session(make_offering(unit=make_cast().city, page=make_event("沙龙"), host="图书馆"))
    before = Client().get(ALL)
    Unit.objects.update(name="组织部")
    after = Client().get(ALL)
    assert (after.content, after["ETag"]) == (before.content, before["ETag"])
