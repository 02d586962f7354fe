"""Notices of the demo: a message, something collected, and mails that did not arrive."""

from typing import Any

from django.utils import timezone

from notices import actions
from notices.actions.choosing import Wanted
from notices.channels import lay_out
from notices.delivery import Note, notify_many
from notices.enums import DeliveryState, Kind, MailChoice, Rhythm, Trouble
from notices.models import Delivery
from people.models import User
from portal.demo.programmes import Run

SLUG = "shajiabang-autumn-2"
MESSAGE = {
    "subject": "集合时间与着装提醒",
    "text": "请于当天 8:30 前在单位北门集合，乘大巴统一前往。\n\n"
    "纪念馆内请着便装、平底鞋，随身带身份证。",
    "sender": "周明远",
}


def load(runs: list[Run]) -> None:
    """Tell the participants of one offering something, as its organiser would have."""
    offering = next(run.offering for run in runs if run.slug == SLUG)
    participant = User.objects.get(email="participant@example.org")
    actions.choose(
        by=participant,
        wanted={Kind.ESSAY_RECEIVED: Wanted(MailChoice.COLLECTED, sms=False)},
        rhythm=Rhythm.DAILY,
        weekday=0,
        hour=8,
    )
    context = MESSAGE | {"title": str(offering)}
    rows = offering.registrations.confirmed().select_related("person").order_by("pk")
    notes = [_note(row.person, offering, context) for row in rows]
    told = notify_many(Kind.MESSAGE, notes)
    _have_failed([notice for notice in told if notice.recipient_id != participant.pk])


def _note(person: User, offering: Any, context: dict[str, Any]) -> Note:
    path = offering.get_absolute_url()
    return Note(person, "demo", path, context, offering.public_id, offering.contact)


def _have_failed(notices: list[Any]) -> None:
    """Nobody is behind these addresses: they are shown as sent, two of them as given up."""
    lay_out([notice.pk for notice in notices])
    rows = Delivery.objects.filter(notice__in=notices)
    rows.update(state=DeliveryState.SENT, sent_at=timezone.now(), attempts=1)
    bad = rows.order_by("pk").values_list("pk", flat=True)[:2]
    Delivery.objects.filter(pk__in=list(bad)).update(
        state=DeliveryState.GIVEN_UP,
        trouble=Trouble.BAD_ADDRESS,
        detail="550 5.1.1 mailbox unavailable",
        sent_at=None,
    )
