"""One session of a timetable of twelve days and sixty sessions moves: one request, that one alone.

By the editor it moves in the draft, and publishing lets the public see it; by the session's own
page at once. Either way what is not concerned keeps its row, and nobody else hears of it.
"""

from datetime import timedelta

import pytest
from django.utils import timezone

from courses.models import DraftSession, TimetableVersion
from courses.planning.plans import plan_of
from events.actions import move_session
from events.models import Session
from kernel.models import AuditRow
from notices.models import Notice
from registration.enums import RegistrationState as State
from tests.factories import (
    make_cohort,
    make_person,
    make_registration,
    make_speaker,
    make_timetable,
)
from tests.factories.timetables import at, next_monday, revision_of

pytestmark = pytest.mark.django_db
DAYS, SESSIONS = 12, 60
WHEN = "%Y-%m-%d %H:%M"


@pytest.fixture
def cohort(staff):
    """Sixty sessions, ten speakers, people in every state; another cohort beside it."""
    cohort, other = make_cohort(unit=staff.unit), make_cohort(unit=staff.unit, number=2)
    make_timetable(cohort, DAYS, halves=3)
    make_timetable(cohort, DAYS, halves=2)  # in parallel groups
    make_timetable(other, 2)
    speakers = [make_speaker(f"讲者{n}") for n in range(10)]
    for number, session in enumerate(cohort.offering.sessions.order_by("starts_at", "pk")[::5]):
        Session.objects.filter(pk=session.pk).update(speaker=speakers[number % 10])
    make_registration(cohort.offering, staff.participant)
    make_registration(cohort.offering, make_person("候一", staff.unit), State.WAITLISTED)
    make_registration(cohort.offering, make_person("退一", staff.unit), State.WITHDRAWN)
    make_registration(other.offering, staff.colleague)
    assert cohort.offering.sessions.count() == SESSIONS
    return cohort


@pytest.fixture
def moved(cohort):
    """The session that is moved; it has a speaker."""
    return cohort.offering.sessions.exclude(speaker=None).order_by("starts_at")[3]


@pytest.fixture
def client(staff, as_person):
    """The organiser's, in Chinese."""
    client = as_person(staff.organiser)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "zh-hans"
    return client


def rows():
    """Every session as the database has it, by key."""
    return {row["id"]: row for row in Session.objects.values()}


def told():
    """Who has heard of anything."""
    return sorted(notice.recipient.name for notice in Notice.objects.select_related("recipient"))


def done():
    """What was done to which sessions, as the audit has it."""
    found = AuditRow.objects.exclude(changes__sessions=None).order_by("pk")
    return [(row.action, row.changes["sessions"]) for row in found]


def assert_moved_alone(before, session, starts_at):
    """Its row is new and has one revision more; no other row differs in anything."""
    now = rows()
    assert [pk for pk, row in now.items() if row != before[pk]] == [session.pk]
    assert now[session.pk]["starts_at"] == starts_at
    assert now[session.pk]["revision"] == before[session.pk]["revision"] + 1


def test_the_editor_moves_it_with_one_request_and_publishing_reaches_whom_it_concerns(
    cohort, moved, staff, client
):
    before, heard = rows(), cohort.offering.revision
    wanted = next_monday() + timedelta(days=DAYS)
    editor = f"/admin/cohorts/{cohort.pk}/timetable/"
    sent = {"do": f"place:{moved.public_id}:{wanted}.morning:", "based_on": revision_of(cohort)}
    answer = client.post(editor, sent, headers={"HX-Request": "true"})
    assert answer.status_code == 200, "nothing is asked for after it"
    assert answer.content.decode().count("tt-tag") == 1, "the board that comes back has it moved"
    assert [draft.session for draft in DraftSession.objects.all()] == [moved]
    assert (rows(), told()) == (before, [])
    alone = [moved.public_id]
    assert done() == [("courses.place_planned_session", alone)]

    publish = f"{editor}publish/"
    reach = client.get(publish).context["reach"]
    assert (reach.participants, reach.speakers, reach.venues) == (2, [moved.speaker.name], [])
    assert client.post(publish, {"based_on": revision_of(cohort)}).status_code == 302
    hour = timezone.localtime(plan_of(cohort).by_key[moved.public_id].slot.starts_at)
    assert_moved_alone(before, moved, at(wanted, f"{hour:%H:%M}"))
    assert {action for action, _sessions in done()} == {
        "courses.place_planned_session",
        "events.rewrite_sessions",
        "courses.publish_timetable",
    }
    assert [sessions for _action, sessions in done()] == [alone] * 3
    assert told() == sorted(["候一", staff.participant.name])
    (pair,) = TimetableVersion.objects.latest("number").changes
    assert {fact["key"] for fact in pair} == {moved.public_id}
    cohort.offering.refresh_from_db()
    assert cohort.offering.revision == heard + 1, "feeds of this offering are read anew"


def test_its_own_page_moves_it_at_once_with_one_request(cohort, moved, staff, client):
    before = rows()
    starts_at = moved.starts_at + timedelta(days=DAYS)
    sent = {
        "title": moved.title,
        "form": moved.form,
        "starts_at": timezone.localtime(starts_at).strftime(WHEN),
        "ends_at": timezone.localtime(starts_at + timedelta(minutes=90)).strftime(WHEN),
        "speaker": moved.speaker_id,
        "credit_hours": moved.credit_hours,
    }
    answer = client.post(f"/admin/sessions/edit/{moved.pk}/", sent)
    assert answer.status_code == 302
    assert_moved_alone(before, moved, starts_at)
    assert done() == [("events.rewrite_sessions", [moved.public_id])]
    assert told() == sorted(["候一", staff.participant.name])


def test_what_somebody_moved_while_its_page_was_open_stays_there(cohort, moved, staff, client):
    """Who corrects the title takes back no hour, and nobody is told once more."""
    path = f"/admin/sessions/edit/{moved.pk}/"
    answer = client.get(path)
    form = answer.context["form"]
    assert 'name="shown"' in answer.text
    sent = {f.name: f.value() if f.value() is not None else "" for f in form}
    for name in ("starts_at", "ends_at"):
        sent[name] = timezone.localtime(getattr(moved, name)).strftime(WHEN)
    was, by_days = moved.starts_at, timedelta(days=DAYS)
    hours = {name: getattr(moved, name) + by_days for name in ("starts_at", "ends_at")}
    moving = {"teaching_point": None, "place_note": moved.place_note, "venue": moved.venue}
    assert move_session(by=staff.admin, session=moved, **hours, **moving).ok
    heard = told()
    assert client.post(path, sent | {"title": "改了题目"}).status_code == 302
    now = Session.objects.get(pk=moved.pk)
    assert (now.title, now.starts_at) == ("改了题目", hours["starts_at"])
    assert told() == heard
    warned = client.post(path, sent | {"shown": ""})
    read = [str(one.sentence) for one in warned.context["warnings"]]
    assert read, "back among the parallel groups: that is read first"
    for unread in ("", "[1]", "{"):
        again = sent | {"shown": unread, "read": read}
        assert client.post(path, again).status_code == 302
        assert Session.objects.get(pk=moved.pk).starts_at == was
