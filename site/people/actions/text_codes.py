"""Sending activation codes by text message: made when they are sent, kept nowhere in between."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext, override

from kernel.actions import action
from kernel.outbox import GiveUp, enqueue, handler
from kernel.outcomes import Result
from people import sms
from people.actions.activation import issue_codes
from people.models import User
from people.outcomes import PeopleOutcome

SEND = "people.text_code"


@action("people.text_codes")
def text_codes(*, by: Any, people: Iterable[User]) -> Result:
    """Promise a code by text message to everybody of `people` who waits and has a number.

    Ends in CODES_ON_THEIR_WAY, NO_NUMBERS or NO_SMS.
    """
    if not sms.is_available():
        return Result(PeopleOutcome.NO_SMS)
    keys = [person.pk for person in people]
    waiting = User.objects.not_activated().filter(pk__in=keys, is_superuser=False)
    reachable = list(waiting.exclude(phone=None).order_by("pk").values_list("pk", flat=True))
    if not reachable:
        return Result(PeopleOutcome.NO_NUMBERS)
    for key in reachable:
        enqueue(SEND, {"person": key, "by": getattr(by, "pk", None)})
    changes = {"count": len(reachable)}
    return Result(PeopleOutcome.CODES_ON_THEIR_WAY, None, changes | {"changes": changes})


@handler(SEND)
def send_code(payload: dict[str, Any]) -> None:
    """Make the code and send it; one that could not be sent is replaced at the next attempt.

    Raises GiveUp where the gateway refuses it, as it does a wrong number.
    """
    person = User.objects.get(pk=payload["person"])
    by = User.objects.filter(pk=payload["by"]).first()
    result = issue_codes(by=by, people=[person])
    if not result.ok:
        return  # activated meanwhile
    with override(person.language):
        text = gettext("%(name)s, your code for %(address)s is %(code)s (%(days)s days).") % {
            "name": person.name,
            "address": settings.SITE_URL + reverse("activate"),
            "code": result.details["codes"][person.pk],
            "days": result.details["days"],
        }
    try:
        sms.send_sms(person.phone or "", text)
    except sms.SmsRefused as refused:
        raise GiveUp(str(refused)) from refused
