"""Making up: where, with whose consent, what it credits, and that nobody counts twice."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from attendance.absence_enums import MakeUpState
from attendance.absence_outcomes import MakeUpOutcome
from attendance.actions import (
    ask_makeup,
    decide_makeup,
    mark_guest,
    roll_call,
    undo_guest,
    withdraw_makeup,
)
from attendance.enums import AttendanceStatus as Status
from attendance.enums import MarkOutcome, Method
from attendance.guests import free_places, proposals
from attendance.models import AbsenceTerms, Attendance, MakeUp
from attendance.roster import count
from events import actions as events
from events.models import Offering, Session
from notices.enums import Kind
from notices.models import Notice
from people.groups import ensure_groups, sync_groups
from tests.attendance.conftest import hold
from tests.factories import (
    Cast,
    make_person,
    make_registration,
    make_session,
    make_topic,
    make_venue,
)

pytestmark = pytest.mark.django_db
QUERIES = 5


@dataclass(frozen=True)
class Missed:
    """The participant missed a session on a topic that another cohort holds in a large hall."""

    cast: Cast
    mark: Attendance
    host: Session

    @property
    def offering(self) -> Offering:
        """Of the other cohort."""
        return self.host.offering

    def ask(self, **fields: Any) -> Any:
        values = {"by": self.cast.participant, "attendance": self.mark, "session": self.host}
        return ask_makeup(**(values | fields))

    def agreed(self) -> MakeUp:
        makeup = self.ask().record
        assert decide_makeup(by=self.cast.organiser, makeup=makeup, agree=True).ok
        makeup.refresh_from_db()
        return makeup

    def begins(self) -> None:
        """The other session begins now."""
        now = timezone.now()
        Session.objects.filter(pk=self.host.pk).update(
            starts_at=now, ends_at=now + timedelta(hours=2)
        )
        self.host.refresh_from_db()


@pytest.fixture
def missed(cast):
    return make_missed(cast)


def make_missed(cast, *, room=20):
    topic = make_topic("强国之路")
    session = hold(cast.city, begins=-timedelta(days=1))
    Session.objects.filter(pk=session.pk).update(topic=topic)
    row = make_registration(session.offering, cast.participant)
    statuses = {row.public_id: Status.ABSENT}
    roll_call(by=cast.organiser, session=session, statuses=statuses)
    host = hold(cast.city, begins=timedelta(days=3), capacity=10)
    venue = make_venue("报告厅", capacity=room)
    Session.objects.filter(pk=host.pk).update(topic=topic, venue=venue)
    mark = Attendance.objects.select_related("session", "registration").get(registration=row)
    return Missed(cast, mark, Session.objects.with_places().get(pk=host.pk))


def test_an_equal_later_session_with_room_is_proposed(missed):
    assert proposals(missed.mark) == [missed.host]
    assert free_places([missed.host])[missed.host.pk] == 10, "20 chairs beside 10 places"


@pytest.mark.parametrize(
    "change",
    [
        lambda host, cast: Session.objects.filter(pk=host.pk).update(topic=make_topic("另一专题")),
        lambda host, cast: Session.objects.filter(pk=host.pk).update(cancelled_at=timezone.now()),
        lambda host, cast: Session.objects.filter(pk=host.pk).update(
            starts_at=timezone.now() - timedelta(hours=1)
        ),
        lambda host, cast: Session.objects.filter(pk=host.pk).update(venue=None),
        lambda host, cast: make_registration(host.offering, cast.participant),
        lambda host, cast: type(host.venue).objects.update(capacity=10),
        lambda host, cast: Offering.objects.filter(pk=host.offering_id).update(state="finished"),
    ],
    ids=["topic", "cancelled", "begun", "open and no room known", "own", "full", "finished"],
)
def test_what_is_not_proposed(missed, change):
    change(missed.host, missed.cast)
    assert proposals(missed.mark) == []
    assert not missed.ask().ok


def test_where_the_room_is_unknown_places_count_once_registration_has_closed(missed):
    Session.objects.filter(pk=missed.host.pk).update(venue=None)
    past = timezone.now() - timedelta(hours=1)
    Offering.objects.filter(pk=missed.offering.pk).update(closes_at=past)
    make_registration(missed.offering, missed.cast.colleague)
    host = Session.objects.with_places().get(pk=missed.host.pk)
    assert free_places([host])[host.pk] == 9


def test_nothing_is_proposed_beside_ones_own_session(missed, cast):
    other = hold(cast.city, begins=timedelta(days=3))
    make_registration(other.offering, cast.participant)
    assert proposals(missed.mark) == []
    assert missed.ask().outcome is MakeUpOutcome.CLASH


def test_only_what_was_missed_is_made_up(missed):
    Attendance.objects.filter(pk=missed.mark.pk).update(status=Status.PRESENT)
    assert missed.ask().outcome is MakeUpOutcome.NOT_MISSED


def test_the_organiser_consents_and_both_are_told(missed, cast):
    asked = missed.ask()
    assert asked.outcome is MakeUpOutcome.ASKED
    assert missed.ask().outcome is MakeUpOutcome.ALREADY_ASKED
    assert Notice.objects.filter(recipient=cast.organiser, kind=Kind.GUEST_ASKED).count() == 1
    own = decide_makeup(by=cast.participant, makeup=asked.record, agree=True)
    assert own.outcome is MakeUpOutcome.OWN_PLACE
    silent = decide_makeup(by=cast.organiser, makeup=asked.record, agree=False)
    assert silent.outcome is MakeUpOutcome.REASON_MISSING
    assert decide_makeup(by=cast.organiser, makeup=asked.record, agree=True).ok
    assert Notice.objects.filter(recipient=cast.participant, kind=Kind.GUEST_DECIDED).count() == 1
    again = decide_makeup(by=cast.organiser, makeup=asked.record, agree=False, reason="满了")
    assert again.outcome is MakeUpOutcome.ALREADY_DECIDED


def test_where_nobody_has_to_consent_the_place_is_taken_at_once(missed):
    AbsenceTerms.objects.create(offering=missed.offering, makeup_consent=False)
    assert missed.ask().outcome is MakeUpOutcome.AGREED


def test_a_place_given_back_is_free_again(missed):
    before = free_places([missed.host])
    makeup = missed.agreed()
    assert free_places([missed.host]) != before
    assert withdraw_makeup(by=missed.cast.participant, makeup=makeup).ok
    assert free_places([missed.host]) == before
    assert missed.ask().ok


@pytest.mark.parametrize("whole", [False, True], ids=["session", "offering"])
def test_a_guest_is_told_when_nothing_is_held_and_may_ask_elsewhere(missed, cast, whole):
    makeup = missed.agreed()
    if whole:
        events.cancel_offering(by=cast.organiser, offering=missed.offering, reason="讲者有任务")
    else:
        events.cancel_session(by=cast.organiser, session=missed.host, reason="讲者有任务")
    makeup.refresh_from_db()
    assert makeup.state == MakeUpState.WITHDRAWN
    told = Notice.objects.filter(recipient=cast.participant, kind=Kind.GUEST_DECIDED)
    assert told.count() == 2
    assert "讲者有任务" in told.order_by("pk").last().body
    assert not missed.mark.makeups.guests().exists()


def test_a_guest_is_told_the_new_time(missed, cast):
    missed.agreed()
    told = Notice.objects.filter(recipient=cast.participant, kind=Kind.GUEST_DECIDED)
    first = told.get().body
    later = missed.host.starts_at + timedelta(days=2)
    events.move_session(
        by=cast.organiser,
        session=missed.host,
        starts_at=later,
        ends_at=later + timedelta(hours=2),
    )
    assert told.count() == 2
    assert told.order_by("pk").last().body != first


def test_attending_credits_the_original_and_counts_nobody_twice(missed, cast):
    make_registration(missed.offering, cast.colleague)
    makeup = missed.agreed()
    early = mark_guest(by=cast.organiser, makeup=makeup)
    assert early.outcome is MarkOutcome.TOO_EARLY
    missed.begins()
    came = mark_guest(by=cast.organiser, makeup=makeup)
    assert came.outcome is MarkOutcome.MARKED
    missed.mark.refresh_from_db()
    assert (missed.mark.status, missed.mark.method) == (Status.MADE_UP, Method.MAKE_UP)
    credited = Attendance.objects.of(cast.participant).hours_by_offering()
    assert list(credited) == [missed.mark.session.offering_id]
    assert credited[missed.mark.session.offering_id] > 0
    assert count(missed.host).expected == 1, "guests are not among the people there"
    assert count(missed.host).arrived == 0
    assert not Attendance.objects.filter(session=missed.host).exists()
    again = mark_guest(by=cast.organiser, makeup=makeup)
    assert again.outcome is MarkOutcome.ALREADY_MARKED
    assert undo_guest(by=cast.organiser, makeup=makeup).outcome is MarkOutcome.UNDONE
    missed.mark.refresh_from_db()
    assert missed.mark.status == Status.ABSENT
    history = [change.to_status for change in missed.mark.changes.all()]
    assert history == [Status.ABSENT, Status.MADE_UP, Status.ABSENT]


def test_whoever_has_no_guests_place_is_refused(missed, cast):
    makeup = missed.ask().record
    missed.begins()
    refused = mark_guest(by=cast.organiser, makeup=makeup)
    assert refused.outcome is MarkOutcome.NOT_CONFIRMED
    decide_makeup(by=cast.organiser, makeup=makeup, agree=True)
    roll_call(
        by=cast.organiser,
        session=missed.mark.session,
        statuses={missed.mark.registration.public_id: Status.LATE},
    )
    corrected = mark_guest(by=cast.organiser, makeup=makeup)
    assert corrected.outcome is MarkOutcome.NOT_CONFIRMED, "nothing was missed after all"


def test_the_way_on_the_pages(missed, cast, client):
    client.force_login(cast.participant)
    own = reverse("my-mark", args=[missed.mark.session.public_id])
    way = reverse("make-up", args=[missed.mark.session.public_id])
    assert way in client.get(own).content.decode()
    assert missed.host.public_id in client.get(way).content.decode()
    assert client.post(way, {"session": "0" * 12}).status_code == 404
    assert client.post(way, {"session": missed.host.public_id}).status_code == 302
    makeup = MakeUp.objects.get()
    page = reverse("makeup", args=[makeup.public_id])
    assert client.post(page, {"do": "agree"}).status_code == 403
    client.force_login(cast.colleague)
    assert client.get(page).status_code == 403
    client.force_login(cast.organiser)
    assert client.post(page, {"do": "refuse"}).status_code == 200
    assert client.post(page, {"do": "withdraw"}).status_code == 403
    assert client.post(page, {"do": "agree"}).status_code == 302
    missed.begins()
    desk = reverse("desk-session", args=[missed.host.public_id])
    assert makeup.public_id in client.get(desk).content.decode()
    sent = {"guest": makeup.public_id, "do": "came"}
    assert client.post(reverse("desk-guest", args=[missed.host.public_id]), sent).status_code == 302
    assert "已补课" in client.get(desk).content.decode()
    makeup.refresh_from_db()
    assert makeup.state == MakeUpState.ATTENDED


def test_the_list_of_the_back_office(missed, cast, client):
    makeup = missed.ask().record
    ensure_groups()
    sync_groups(cast.organiser)
    client.force_login(cast.organiser)
    page = reverse("makeup", args=[makeup.public_id])
    assert page in client.get("/admin/guests/?state=asked").content.decode()
    assert page not in client.get("/admin/guests/?state=refused").content.decode()


def test_proposals_cost_the_same_for_three_sessions_as_for_one(
    missed, cast, django_assert_num_queries
):
    with django_assert_num_queries(QUERIES):
        proposals(missed.mark)
    for day in (4, 5):
        offering = hold(cast.city, begins=timedelta(days=day)).offering
        begins = timezone.now() + timedelta(days=day)
        make_session(offering, starts_at=begins, topic=missed.host.topic, venue=missed.host.venue)
    with django_assert_num_queries(QUERIES):
        assert len(proposals(missed.mark)) == 3


def other_missed(missed, number):
    """Somebody else of the same cohort who missed the same session."""
    person = make_person(f"缺{number}", missed.cast.unit)
    row = make_registration(missed.mark.session.offering, person)
    statuses = {row.public_id: Status.ABSENT}
    roll_call(by=missed.cast.organiser, session=missed.mark.session, statuses=statuses)
    return Attendance.objects.select_related("session", "registration").get(registration=row)
