"""Mails about a registration bring its sessions as invitations, move them, and take them back."""

from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from calendars.models import InvitationWish, MailedSession
from events.actions import cancel_offering, cancel_session, edit_session, move_session
from kernel.outbox import drain_once
from notices.channels import lay_out
from notices.enums import Kind, MailChoice
from notices.mails import mail_of
from notices.models import Choice, Delivery, Notice
from registration.actions import register, withdraw
from tests.calendars.reading import check_bytes
from tests.factories import make_event, make_offering, make_registration


@pytest.fixture
def offering(cast):
    page = make_event("院士,开讲")
    return make_offering(unit=cast.city, page=page, contact="study@example.org")


def sent():
    """The calendar messages of the newest mail: (method, its one event, its bytes)."""
    drain_once()
    whole = message_from_bytes(mail.outbox[-1].message().as_bytes())
    found = []
    for part in whole.walk():
        if part.get_content_type() == "text/calendar":
            body = part.get_payload(decode=True)
            check_bytes(body)
            calendar = Calendar.from_ical(body)
            calendar.validate()
            [event] = calendar.walk("VEVENT")
            assert event.errors == []
            assert calendar["METHOD"] == part.get_param("method")
            found.append((str(calendar["METHOD"]), event, body))
    return found


def newest():
    """The newest mail that is to be sent."""
    lay_out(Notice.objects.values_list("pk", flat=True))
    return Delivery.objects.select_related("notice__recipient").latest("pk")


def test_a_place_is_an_invitation(cast, offering):
    register(by=cast.participant, person=cast.participant, offering=offering)
    [(method, event, body)] = sent()
    session = offering.sessions.get()
    assert method == "REQUEST"
    assert event["UID"] == f"{session.uid}@yanxi.invalid"
    assert event["DTSTART"].dt == session.starts_at.replace(microsecond=0)
    assert str(event["ORGANIZER"]) == "mailto:study@example.org"
    attendee = event["ATTENDEE"]
    assert str(attendee) == f"mailto:{cast.participant.email}"
    assert attendee.params["PARTSTAT"] == "ACCEPTED"
    assert attendee.params["RSVP"] == "FALSE"
    assert "/rsvp/" in event["DESCRIPTION"]
    assert "/rsvp/" in mail.outbox[-1].body
    # The same for programs that only open files.
    whole = message_from_bytes(mail.outbox[-1].message().as_bytes())
    [file] = [part for part in whole.walk() if part.get_content_type() == "application/ics"]
    assert file.get_payload(decode=True) == body
    assert file.get_filename() == "invite.ics"


def tree_of(part):
    """A mail as its parts, each by its type and what it holds or says of itself."""
    if part.is_multipart():
        return (part.get_content_type(), *(tree_of(inner) for inner in part.iter_parts()))
    method = part["Content-Type"].params.get("method", "")
    return part.get_content_type(), method, part.get_content_disposition(), part.get_filename()


def test_programs_find_the_invitation_where_they_look_for_it(cast, offering):
    """Gmail and Outlook show the form `text/calendar` of the mail, with its method, and want it
    last among the forms; Apple's and others open the file (RFC 6047, 2.4; RFC 2046, 5.1.4)."""
    register(by=cast.participant, person=cast.participant, offering=offering)
    drain_once()
    octets = mail.outbox[-1].message(policy=policy.SMTP).as_bytes()
    whole = message_from_bytes(octets, policy=policy.default)
    assert [part.defects for part in whole.walk() if part.defects] == []
    assert tree_of(whole) == (
        "multipart/mixed",
        (
            "multipart/alternative",
            ("text/plain", "", None, None),
            ("text/html", "", None, None),
            ("text/calendar", "REQUEST", None, None),
        ),
        ("application/ics", "", "attachment", "invite.ics"),
    )
    shown = whole.get_body(("plain",)), whole.get_body(("html",))
    assert all("院士" in part.get_content() for part in shown)
    [calendar] = [part for part in whole.walk() if part.get_content_type() == "text/calendar"]
    assert calendar["Content-Type"].params == {"method": "REQUEST", "charset": "utf-8"}
    assert calendar.get_content().startswith("BEGIN:VCALENDAR\r\n")
    assert "SUMMARY:院士\\,开讲" in calendar.get_content().replace("\r\n ", "")
    assert max(map(len, octets.split(b"\r\n"))) <= 998
    assert octets.isascii(), "a server that knows no 8BITMIME takes it, too"


def test_several_invitations_are_files_with_their_method(cast):
    offering = make_offering(unit=cast.city, sessions=2)
    register(by=cast.participant, person=cast.participant, offering=offering)
    drain_once()
    whole = message_from_bytes(mail.outbox[-1].message().as_bytes(), policy=policy.default)
    kind, body, *files = tree_of(whole)
    assert (kind, body[0]) == ("multipart/mixed", "multipart/alternative")
    assert files == [
        ("text/calendar", "REQUEST", "attachment", f"0{number}.ics") for number in (1, 2)
    ]


def test_a_move_updates_and_a_cancellation_takes_back(cast, offering):
    register(by=cast.participant, person=cast.participant, offering=offering)
    [(_method, first, _body)] = sent()
    session = offering.sessions.get()
    start = session.starts_at + timedelta(days=1)
    ends = session.ends_at + timedelta(days=1)
    move_session(by=cast.organiser, session=session, starts_at=start, ends_at=ends)
    [(method, moved, _body)] = sent()
    assert method == "REQUEST"
    assert moved["UID"] == first["UID"]
    assert moved["SEQUENCE"] > first["SEQUENCE"]
    assert moved["DTSTART"].dt == start.replace(microsecond=0)
    session.refresh_from_db()
    cancel_session(by=cast.organiser, session=session, reason="场馆闭馆")
    [(method, gone, _body)] = sent()
    assert method == "CANCEL"
    assert (gone["UID"], gone["STATUS"]) == (first["UID"], "CANCELLED")
    assert gone["SEQUENCE"] > moved["SEQUENCE"]
    assert "/rsvp/" not in gone["DESCRIPTION"]


def test_giving_up_a_place_takes_back_and_coming_again_invites(cast, offering):
    person = cast.participant
    row = register(by=person, person=person, offering=offering).record
    numbers = [sent()[0][1]["SEQUENCE"]]
    withdraw(by=person, registration=row)
    [(method, event, _body)] = sent()
    assert (method, event["STATUS"]) == ("CANCEL", "CANCELLED")
    numbers.append(event["SEQUENCE"])
    register(by=person, person=person, offering=offering)
    [(method, event, _body)] = sent()
    assert (method, event["STATUS"]) == ("REQUEST", "CONFIRMED")
    numbers.append(event["SEQUENCE"])
    assert numbers == sorted(set(numbers))


def test_who_waits_is_neither_invited_nor_taken_back(cast, offering):
    make_registration(offering, cast.participant, state="waitlisted")
    cancel_offering(by=cast.organiser, offering=offering, reason="场馆闭馆")
    assert sent() == []
    assert not MailedSession.objects.exists()


def test_a_course_brings_a_file_for_each_session(cast):
    offering = make_offering(unit=cast.city, sessions=3)
    register(by=cast.participant, person=cast.participant, offering=offering)
    told = sent()
    assert [method for method, *_rest in told] == ["REQUEST"] * 3
    uids = [str(event["UID"]) for _method, event, _body in told]
    assert uids == [f"{one.uid}@yanxi.invalid" for one in offering.sessions.order_by("starts_at")]
    whole = message_from_bytes(mail.outbox[-1].message().as_bytes())
    assert [part.get_filename() for part in whole.walk() if part.get_filename()] == [
        "01.ics", "02.ics", "03.ics",
    ]  # fmt: skip
    # Only what has news goes along with the next one.
    move_session(
        by=cast.organiser,
        session=offering.sessions.earliest("starts_at"),
        place_note="三楼",
    )
    [(_method, event, _body)] = sent()
    assert event["UID"] == uids[0]


def test_a_long_course_comes_whole_and_goes_whole(cast):
    """In one mail each, however the person wants to hear of withdrawals."""
    person = cast.participant
    Choice.objects.create(person=person, kind=Kind.WITHDRAWN, mail=MailChoice.NEVER)
    offering = make_offering(unit=cast.city, sessions=60)
    row = register(by=person, person=person, offering=offering).record
    assert [method for method, *_rest in sent()] == ["REQUEST"] * 60
    assert len(mail.outbox[-1].message().as_bytes()) < 60 * 4000, "bytes: 120 are half a megabyte"
    withdraw(by=person, registration=row)
    assert [method for method, *_rest in sent()] == ["CANCEL"] * 60
    assert not MailedSession.objects.filter(is_held=True).exists()


def test_what_is_taken_back_knows_no_limit(cast, monkeypatch):
    person = cast.participant
    offering = make_offering(unit=cast.city, sessions=4)
    row = register(by=person, person=person, offering=offering).record
    sent()
    monkeypatch.setattr("calendars.invitations.MOST", 2)
    withdraw(by=person, registration=row)
    assert len(sent()) == 4
    register(by=person, person=person, offering=offering)
    assert len(sent()) == 2


def test_the_same_mail_says_the_same_again(cast, offering):
    register(by=cast.participant, person=cast.participant, offering=offering)
    delivery = newest()
    first, second = (mail_of(delivery).enclosure for _again in range(2))
    assert first.shown
    assert [part.as_bytes() for part in first.shown] == [part.as_bytes() for part in second.shown]
    assert MailedSession.objects.get().sequence == 0


def test_what_is_told_is_what_holds_when_the_mail_leaves(cast, offering):
    person = cast.participant
    row = register(by=person, person=person, offering=offering).record
    withdraw(by=person, registration=row)  # before any mail has left
    assert sent() == []


def test_a_change_nobody_is_told_of_comes_with_the_next_mail(cast, offering):
    join_url = "https://meeting.example.org/j/1"
    register(by=cast.participant, person=cast.participant, offering=offering)
    sent()
    session = offering.sessions.get()
    edit_session(by=cast.organiser, session=session, values={"join_url": join_url})
    move_session(by=cast.organiser, session=session, place_note="三楼")
    [(_method, event, _body)] = sent()
    assert str(event["CONFERENCE"]) == join_url


def test_what_is_over_is_not_brought(cast, offering):
    register(by=cast.participant, person=cast.participant, offering=offering)
    past = timezone.now() - timedelta(days=2)
    offering.sessions.update(starts_at=past, ends_at=past + timedelta(hours=1))
    assert sent() == []


def test_they_can_be_switched_off(cast, offering):
    client = Client()
    client.force_login(cast.participant)
    address = "/me/calendar/invitations/"
    assert client.get(address).status_code == 302
    assert not InvitationWish.objects.filter(by_mail=False).exists()
    client.post(address)
    assert "不再附" in client.get("/me/calendar/").content.decode()
    register(by=cast.participant, person=cast.participant, offering=offering)
    assert sent() == []
    client.post(address, {"by_mail": "1"})
    assert InvitationWish.objects.get().by_mail


def test_every_mail_costs_the_same(cast, django_assert_max_num_queries):
    for sessions in (1, 3):
        offering = make_offering(unit=cast.city, sessions=sessions)
        register(by=cast.participant, person=cast.participant, offering=offering)
        delivery = newest()
        mail_of(delivery)
        with django_assert_max_num_queries(9):
            mail_of(delivery)
