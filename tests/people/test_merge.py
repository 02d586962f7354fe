"""Two records of one person made one: what moves, what collides, who may, and what is shown."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.utils import timezone

from attendance.enums import AttendanceStatus as Status
from attendance.enums import Method
from attendance.models import Attendance, AttendanceChange, Pass
from calendars.models import Feed
from courses.models import Cohort
from essays.enums import EssayState
from essays.models import Essay, EssayDraft
from kernel.models import AuditRow
from kernel.privacy import PROVIDERS, collisions_all, owned_by
from people.actions import merge_people
from people.enums import Role
from people.models import Membership, PersonCategory, User
from people.outcomes import PeopleOutcome
from registration.actions import register
from registration.enums import RegistrationState as State
from registration.models import Registration, RegistrationChange
from tests.factories import (
    make_course,
    make_offering,
    make_person,
    make_registration,
    make_session,
    make_task,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair(cast):
    """The record that stays and the one that goes, of one unit."""
    return cast.participant, make_person("林吉安", cast.unit)


def merge(pair, **values):
    result = merge_people(by=None, keep=pair[0], drop=pair[1], **values)
    assert result.outcome is PeopleOutcome.MERGED, result.message
    for person in pair:
        person.refresh_from_db()


def test_the_other_account_is_closed_for_good(pair, client):
    keep, drop = pair
    drop.set_password("study-hard-4711")
    drop.save()
    Authenticator.objects.create(user=drop, type=Authenticator.Type.TOTP, data={})
    client.force_login(drop, "allauth.account.auth_backends.AuthenticationBackend")
    assert client.get("/me/").status_code == 200
    merge(pair)
    assert client.get("/me/").status_code == 302
    assert (drop.is_active, drop.has_usable_password(), drop.merged_into) == (False, False, keep)
    assert not Authenticator.objects.filter(user=drop).exists()
    row = AuditRow.objects.get(action="people.merge")
    assert row.changes == {"merged": drop.public_id, "addresses": True}
    assert drop not in User.objects.standing()


@pytest.mark.parametrize("wanted", [True, False])
def test_addresses_move_only_if_wanted(cast, wanted):
    keep = make_person("林吉安", cast.unit, email="")
    drop = make_person("林吉安", email="lin@example.org", phone="+8613900000001", number="7")
    User.objects.filter(pk=drop.pk).update(phone_verified=True)
    EmailAddress.objects.create(user=drop, email=drop.email, verified=True, primary=True)
    merge((keep, drop), take_addresses=wanted)
    assert (drop.email, drop.phone, drop.number) == (None, None, None)
    expected = ("lin@example.org", "+8613900000001", True) if wanted else (None, None, False)
    assert (keep.email, keep.phone, keep.phone_verified) == expected
    assert keep.number == "7"
    owners = list(EmailAddress.objects.values_list("user", "primary"))
    assert owners == ([(keep.pk, True)] if wanted else [])


def test_what_the_kept_record_has_stays(cast):
    keep = make_person(
        "林吉安", cast.unit, email="a@example.org", phone="+8613900000001", number="1"
    )
    drop = make_person("林吉安", email="b@example.org", phone="+8613900000002", number="2")
    assert len(collisions_all(keep, drop)) == 3
    merge((keep, drop))
    assert (keep.email, keep.phone, keep.number) == ("a@example.org", "+8613900000001", "1")
    assert (drop.email, drop.phone, drop.number) == (None, None, "2")


def test_memberships_move_and_one_of_two_alike_goes_on(cast, pair):
    keep, drop = pair
    today = timezone.localdate()
    early = today - timedelta(days=100)
    Membership.objects.filter(user=drop).update(since_on=early, post="馆员", rank=4)
    past = Membership.objects.create(
        user=drop, unit=cast.other_unit, role=Role.MEMBER, since_on=early, until_on=today
    )
    reviewer = Membership.objects.create(user=drop, unit=cast.city, role=Role.REVIEWER)
    merge(pair)
    assert set(Membership.objects.filter(user=keep).exclude(unit=cast.unit)) == {past, reviewer}
    held = Membership.objects.get(user=keep, unit=cast.unit)
    assert (held.since_on, held.post, held.rank, held.until_on) == (early, "馆员", 4, None)
    assert list(Membership.objects.filter(user=drop).values_list("until_on", flat=True)) == [today]


def test_categories_add_up(pair):
    one, two = (PersonCategory.objects.create(name=n, code=n) for n in "ab")
    pair[0].categories.add(one)
    pair[1].categories.add(one, two)
    merge(pair)
    assert set(pair[0].categories.all()) == {one, two}
    assert not pair[1].categories.exists()


@pytest.mark.parametrize(
    ("kept", "lost", "after"),
    [
        (None, State.CONFIRMED, State.CONFIRMED),
        (State.CONFIRMED, State.CONFIRMED, State.CONFIRMED),
        (State.WITHDRAWN, State.CONFIRMED, State.CONFIRMED),
        (State.WAITLISTED, State.CONFIRMED, State.CONFIRMED),
        (State.CONFIRMED, State.WAITLISTED, State.CONFIRMED),
        (State.PENDING, State.WITHDRAWN, State.PENDING),
        (State.WITHDRAWN, State.PENDING, State.PENDING),
        (State.REMOVED, State.WITHDRAWN, State.REMOVED),
    ],
)
def test_of_two_registrations_the_further_goes_on_and_no_seat_is_held_twice(
    cast, pair, kept, lost, after
):
    keep, drop = pair
    offering = make_offering(unit=cast.city, capacity=2)
    first = make_registration(offering, keep, kept) if kept else None
    second = make_registration(offering, drop, lost)
    assert len(collisions_all(keep, drop)) == (3 if first else 2)
    merge(pair)
    row = Registration.objects.get(person=keep)
    assert row == (first or second)
    assert row.state == after
    rest = Registration.objects.filter(person=drop).values_list("state", flat=True)
    assert all(state not in {State.CONFIRMED, State.WAITLISTED, State.PENDING} for state in rest)
    assert offering.pools.get().taken == (after == State.CONFIRMED)
    moved = {row.pk for row in Registration.objects.all() if row.state not in (kept, lost)}
    assert moved <= set(RegistrationChange.objects.values_list("registration", flat=True))


def test_the_place_in_the_queue_is_the_earlier_one(cast, pair):
    offering = make_offering(unit=cast.city, capacity=1)
    make_registration(offering, cast.colleague)
    early = timezone.now() - timedelta(hours=3)
    row = make_registration(offering, pair[0], State.WAITLISTED)
    make_registration(offering, pair[1], State.WAITLISTED, queued_at=early)
    merge(pair)
    row.refresh_from_db()
    assert row.queued_at == early


def test_the_seat_that_two_held_goes_to_whoever_waits(cast, pair):
    offering = make_offering(unit=cast.city, capacity=2)
    for person in pair:
        make_registration(offering, person)
    waiting = make_registration(offering, cast.colleague, State.WAITLISTED)
    merge(pair)
    waiting.refresh_from_db()
    assert (waiting.state, offering.pools.get().taken) == (State.CONFIRMED, 2)


def mark(session, registration, status, **values):
    return Attendance.objects.create(
        session=session, registration=registration, status=status, method=Method.SEARCH, **values
    )


@pytest.mark.parametrize(
    ("kept", "lost", "after"),
    [
        (None, Status.PRESENT, Status.PRESENT),
        (Status.ABSENT, Status.PRESENT, Status.PRESENT),
        (Status.PRESENT, Status.ABSENT, Status.PRESENT),
        (Status.ABSENT, Status.ON_LEAVE, Status.ON_LEAVE),
        (Status.LATE, Status.PRESENT, Status.LATE),
    ],
)
def test_of_two_marks_the_one_that_says_more_goes_on(cast, pair, kept, lost, after):
    offering = make_offering(unit=cast.city)
    session = make_session(offering)
    rows = [make_registration(offering, person) for person in pair]
    now = timezone.now()
    if kept:
        mark(session, rows[0], kept)
    mark(session, rows[1], lost, in_at=now)
    merge(pair)
    own = Attendance.objects.of(pair[0]).get()
    assert own.status == after
    counted = Attendance.objects.exclude(status=Status.UNRECORDED)
    assert list(counted) == [own]
    assert AttendanceChange.objects.exists() is bool(kept)


def test_the_pass_of_the_other_account_is_worth_nothing(pair):
    passes = [Pass.objects.create(person=person) for person in pair]
    merge(pair)
    assert [Pass.objects.get(pk=one.pk).revoked_at is None for one in passes] == [True, False]


@pytest.mark.parametrize(
    ("kept", "lost", "moves"),
    [
        (None, EssayState.DRAFT, True),
        (EssayState.DRAFT, EssayState.SUBMITTED, True),
        (EssayState.SUBMITTED, EssayState.DRAFT, False),
        (EssayState.RETURNED, EssayState.ACCEPTED, True),
        (EssayState.ACCEPTED, EssayState.ACCEPTED, False),
        (EssayState.DRAFT, EssayState.DRAFT, True),
    ],
)
def test_of_two_essays_the_further_goes_on_and_no_word_is_lost(cast, pair, kept, lost, moves):
    task = make_task(make_offering(unit=cast.city))
    now = timezone.now()
    first = kept and Essay.objects.create(task=task, author=pair[0], state=kept, submitted_at=now)
    second = Essay.objects.create(task=task, author=pair[1], state=lost, submitted_at=now)
    EssayDraft.objects.create(essay=second, text="所思所想")
    people = User.objects.count()
    merge(pair)
    assert Essay.objects.get(author=pair[0]) == (second if moves else first)
    assert Essay.objects.count() == (2 if kept else 1)
    assert EssayDraft.objects.get().text == "所思所想"
    assert User.objects.count() == people


def test_feeds_and_cohorts_move(cast, pair):
    feed = Feed.objects.create(person=pair[1], name="平板", token_hash="x")
    cohort = Cohort.objects.create(
        offering=make_offering(unit=cast.city, page=make_course()), number=1, coordinator=pair[1]
    )
    merge(pair)
    feed.refresh_from_db()
    cohort.refresh_from_db()
    assert (feed.person, cohort.coordinator) == (pair[0], pair[0])


def test_after_a_merge_nothing_that_counts_points_at_the_other_account(cast, scene, pair):
    """Whatever a room owns in the scene moves: a room without a way of merging would show here."""
    keep, drop = make_person("林吉安", cast.unit), scene.people["participant"]
    owned = dict(owned_by(drop))
    assert len(owned) >= 5
    merge((keep, drop))
    left = dict(owned_by(drop))
    own = {str(model._meta.verbose_name_plural) for model in PROVIDERS["people"].models}
    passes = {str(Pass._meta.verbose_name_plural)}
    assert set(left) <= own | passes


def test_what_was_merged_before_follows(cast, pair):
    third = make_person("林吉安", cast.unit)
    merge((pair[1], third))
    merge(pair)
    third.refresh_from_db()
    assert third.merged_into == pair[0]
    again = merge_people(by=None, keep=pair[0], drop=pair[1])
    assert again.outcome is PeopleOutcome.MERGED_ALREADY
    other = merge_people(by=None, keep=cast.colleague, drop=pair[1])
    assert other.outcome is PeopleOutcome.CLOSED_ALREADY


def test_some_are_not_merged(cast):
    one = merge_people(by=None, keep=cast.colleague, drop=cast.colleague)
    admin = merge_people(by=None, keep=cast.colleague, drop=cast.admin)
    assert (one.outcome.code, admin.outcome.code) == ("same_person", "cannot_merge_admin")


def test_a_closed_account_registers_no_more(cast, pair):
    merge(pair)
    result = register(by=pair[1], offering=make_offering(unit=cast.city), person=pair[1])
    assert result.outcome.code == "account_closed"


def test_roles_bring_their_groups_along(staff):
    drop = make_person("林吉安", staff.city, Role.ORGANISER)
    merge((staff.participant, drop))
    assert [group.name for group in staff.participant.groups.all()] == ["Organisers"]
    assert not drop.groups.exists()
