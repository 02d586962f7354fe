"""Who is told what when an offering changes, and in how few statements."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core import mail
from django.utils import timezone, translation

from events import changes
from events.actions import cancel_offering, cancel_session, finish_offering, move_session
from kernel.outbox import drain_once
from notices.channels import lay_out
from notices.enums import Kind
from notices.models import Notice
from notices.rules import follow_deliveries
from notices.words import keep_words
from registration.actions import message
from registration.enums import RegistrationState as State
from registration.models import Registration
from tests.factories import make_offering, make_person, make_registration, make_venue

pytestmark = pytest.mark.django_db
WHO = ("organiser", "district_organiser", "participant", "admin")


@pytest.fixture
def offering(cast):
    """One confirmed, one waiting, one who has left, one who was declined."""
    offering = make_offering(unit=cast.city)
    make_registration(offering, cast.participant)
    make_registration(offering, cast.colleague, State.WAITLISTED)
    make_registration(offering, make_person(unit=cast.unit), State.WITHDRAWN)
    make_registration(offering, make_person(unit=cast.unit), State.DECLINED)
    return offering


def test_a_message_names_the_activity_in_the_language_of_its_reader(cast, offering):
    offering.label, offering.label_en = "第1期", "1st run"
    offering.contact = "desk@example.org"
    offering.save()
    make_registration(offering, make_person(unit=cast.unit, language="en"))
    rows = Registration.objects.alive().select_related("person", "offering__page")
    with translation.override("en"):  # as the sender reads
        message(by=cast.organiser, registrations=rows, subject="雨", text="带伞", token="1")
    for notice in Notice.objects.filter(kind=Kind.MESSAGE):
        name = "1st run" if notice.language == "en" else "第1期"
        assert (name in notice.body, notice.reply_to) == (True, "desk@example.org")
        assert notice.path.startswith("/en/") == (notice.language == "en")


def told(kind):
    return set(Notice.objects.filter(kind=kind).values_list("recipient", flat=True))


def test_a_move_is_told_to_the_living_registrations_with_what_was_before(cast, offering):
    session = offering.sessions.get()
    old, new = make_venue("市委党校"), make_venue("王淦昌故居")
    move_session(by=cast.organiser, session=session, venue=old)
    Notice.objects.all().delete()
    starts_at = session.starts_at + timedelta(days=1)
    ends_at = session.ends_at + timedelta(days=1)
    move_session(
        by=cast.organiser, session=session, starts_at=starts_at, ends_at=ends_at, venue=new
    )
    assert told(Kind.CHANGED) == {cast.participant.pk, cast.colleague.pk}
    body = Notice.objects.first().body
    assert "王淦昌故居" in body
    assert "原定：昆山 市委党校" in body
    assert body.count("原定") == 2


def test_what_did_not_change_is_not_called_changed(cast, offering):
    session = offering.sessions.get()
    move_session(by=cast.organiser, session=session, place_note="三楼报告厅")
    body = Notice.objects.first().body
    assert "三楼报告厅" in body
    assert "原定" not in body, "there was no place before, and the time stays"


def test_the_same_change_is_told_once_and_the_next_one_again(cast, offering):
    session = offering.sessions.get()
    for note in ("一楼", "一楼", "二楼"):
        move_session(by=cast.organiser, session=session, place_note=note)
    assert Notice.objects.filter(recipient=cast.participant, kind=Kind.CHANGED).count() == 2


def test_a_cancelled_session_and_a_cancelled_offering_give_the_reason(cast, offering):
    cancel_session(by=cast.organiser, session=offering.sessions.get(), reason="讲者生病")
    assert "讲者生病" in Notice.objects.filter(kind=Kind.SESSION_CANCELLED).first().body
    cancel_offering(by=cast.organiser, offering=offering, reason="台风“海燕”")
    assert told(Kind.CANCELLED) == {cast.participant.pk, cast.colleague.pk}
    assert "台风“海燕”" in Notice.objects.filter(kind=Kind.CANCELLED).first().body


def test_answers_go_to_the_contact_and_the_organiser_may_follow(cast, offering):
    offering.contact = "office@example.org"
    offering.save()
    cancel_offering(by=cast.organiser, offering=offering, reason="停办")
    notice = Notice.objects.filter(kind=Kind.CANCELLED).first()
    assert (notice.reply_to, notice.topic) == ("office@example.org", offering.public_id)
    lay_out([row.pk for row in Notice.objects.filter(kind=Kind.CANCELLED)])
    seen = {name: follow_deliveries.visible(getattr(cast, name)).count() for name in WHO}
    assert seen == {"organiser": 2, "district_organiser": 0, "participant": 0, "admin": 2}


def test_nobody_is_told_of_what_is_over(cast, offering):
    session = offering.sessions.get()
    offering.sessions.update(
        starts_at=timezone.now() - timedelta(hours=4), ends_at=timezone.now() - timedelta(hours=2)
    )
    session.refresh_from_db()
    move_session(by=cast.organiser, session=session, place_note="补记")
    finish_offering(by=cast.organiser, offering=offering)
    assert not Notice.objects.exists()


@pytest.mark.parametrize("number", [1, 3])
def test_telling_many_takes_as_few_statements_as_telling_one(
    cast, number, django_assert_num_queries
):
    offering = make_offering(unit=cast.city)
    for _ in range(number):
        make_registration(offering, make_person(unit=cast.unit))
    keep_words(Kind.CANCELLED)  # in the cache from the first commit on
    # One looks for leave, one for guests, one for hand-overs that it concerns.
    with django_assert_num_queries(22):
        cancel_offering(by=cast.organiser, offering=offering, reason="停办")
    assert Notice.objects.count() == number


def test_sixty_people_get_their_mail_each_once(cast):
    offering = make_offering(unit=cast.city, capacity=100)
    for _ in range(60):
        make_registration(offering, make_person(unit=cast.unit))
    cancel_offering(by=cast.organiser, offering=offering, reason="停办")
    assert [drain_once(), drain_once(), drain_once()] == [1, 1, 0], "fifty to a task, one by one"
    assert len(mail.outbox) == len({message.to[0] for message in mail.outbox}) == 60
    assert "停办" in mail.outbox[0].body


def test_the_list_of_followers_in_the_documentation_is_the_real_one():
    page = (Path(settings.ROOT) / "docs/followers.md").read_text("utf-8")
    listed = {}
    for line in page.splitlines():
        cells = [cell.strip() for cell in line.split("|")]
        if len(cells) == 4 and cells[1].startswith("`"):
            listed[cells[1].strip("`")] = [name.strip("` ") for name in cells[2].split(",")]
    kinds = changes.Change.__args__
    assert listed == {kind.__name__: changes.followers(kind) for kind in kinds}
    assert ", ".join(changes.ORDER) in " ".join(page.split())
