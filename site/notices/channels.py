"""Which channels a notice takes: what its kind demands, what the person chose, what they have."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings

from notices.enums import (
    INSIDE_ALONE,
    MANDATORY,
    OUTSIDE_THE_INBOX,
    Channel,
    DeliveryState,
    MailChoice,
)
from notices.models import Choice, Delivery, Notice

# The sender of a site that has none: its log is a phone on the demo alone.
CONSOLE = "people.sms.to_console"


def lay_out(notices: Iterable[int]) -> None:
    """Write the deliveries of notices (their keys) that have none yet; three statements for all.

    A notice that goes by no channel is looked at again when its task comes back, and stays so.
    """
    waiting = Notice.objects.filter(pk__in=notices, deliveries=None)
    rows = list(waiting.select_related("recipient").order_by("pk"))
    if not rows:
        return
    people = {row.recipient_id for row in rows}
    chosen = Choice.objects.filter(person__in=people, kind__in={row.kind for row in rows})
    choices = {(choice.person_id, choice.kind): choice for choice in chosen}
    found = [
        one
        for row in rows
        for one in deliveries_for(row, choices.get((row.recipient_id, row.kind)))
    ]
    # Two workers at one task write each of them once.
    Delivery.objects.bulk_create(found, ignore_conflicts=True)


def deliveries_for(notice: Notice, choice: Choice | None) -> Iterator[Delivery]:
    """The deliveries of a notice; none at all leaves the inbox alone."""
    person = notice.recipient
    by_mail = mail_choice(notice.kind, choice)
    if person.email and by_mail != MailChoice.NEVER:
        waits = by_mail == MailChoice.COLLECTED
        state = DeliveryState.COLLECTED if waits else DeliveryState.QUEUED
        yield Delivery(notice=notice, channel=Channel.MAIL, state=state)
    if wants_sms(notice.kind, choice, person):
        yield Delivery(notice=notice, channel=Channel.SMS)


def mail_choice(kind: str, choice: Choice | None) -> str:
    """At once, collected or never; nobody chooses about mandatory kinds."""
    if kind in INSIDE_ALONE:
        return MailChoice.NEVER
    if kind in MANDATORY or choice is None:
        return MailChoice.AT_ONCE
    return choice.mail


def has_sms(person: Any) -> bool:
    """Whether text messages leave this site at all, and have a proved number to go to."""
    leave = settings.SMS_SENDER != CONSOLE or settings.SMS_CONSOLE_SHOWS_TEXT
    return bool(leave and person.phone and person.phone_verified)


def wants_sms(kind: str, choice: Choice | None, person: Any) -> bool:
    """Text messages go to proved numbers: on wish, or where a mandatory kind has no other way."""
    if kind in OUTSIDE_THE_INBOX | INSIDE_ALONE or not has_sms(person):
        return False
    return bool(choice and choice.sms) or (kind in MANDATORY and not person.email)


def count_channels(kind: str, people: Iterable[Any]) -> dict[str, int]:
    """How many of `people` a notice of `kind` would reach by each channel; one query."""
    people = list(people)
    choices = {one.person_id: one for one in Choice.objects.filter(kind=kind, person__in=people)}
    mail = sum(
        bool(person.email) and mail_choice(kind, choices.get(person.pk)) != MailChoice.NEVER
        for person in people
    )
    sms = sum(wants_sms(kind, choices.get(person.pk), person) for person in people)
    return {Channel.MAIL: mail, Channel.SMS: sms}
