"""Making and revoking personal feeds."""

from typing import Any

from django.utils import timezone

from calendars.enums import FeedOutcome
from calendars.models import Feed
from calendars.tokens import digest, new_token
from kernel.actions import action
from kernel.outcomes import Result
from people.models import User
from people.rules import LIAISONS, reaches

LIMIT = 12
"""Addresses in use a person may have: every device its own, and some to spare."""


@action("calendars.make_feed")
def make_feed(*, by: Any, name: str, language: str, **chosen: Any) -> Result:
    """A new address for `by`. The result's detail `token` is its secret, which nobody keeps.

    `chosen`: what it shows (`unit`, `with_waiting`, `deadlines`, `alarm`); a unit must be one whose
    liaison `by` is.
    """
    # Two presses at once: the person's row is where they meet.
    person = User.objects.select_for_update(no_key=True).get(pk=by.pk)
    unit = chosen.get("unit")
    if unit is not None and not reaches(by, unit, *LIAISONS):
        return Result(FeedOutcome.NOT_YOUR_UNIT, None, {"unit": unit})
    if Feed.objects.of(person).in_use().count() >= LIMIT:
        return Result(FeedOutcome.TOO_MANY, None, {"limit": LIMIT})
    token = new_token()
    feed = Feed.objects.create(
        person=person, name=name, token_hash=digest(token), language=language, **chosen
    )
    return Result(FeedOutcome.MADE, feed, {"name": feed.name, "token": token})


@action("calendars.revoke_feed")
def revoke_feed(*, by: Any, feed: Feed) -> Result:
    """Let an address answer 410 from now on."""
    feed = Feed.objects.select_for_update(no_key=True).get(pk=feed.pk)
    if feed.revoked_at is not None:
        return Result(FeedOutcome.ALREADY_REVOKED, feed, {"name": feed.name})
    feed.revoked_at = timezone.now()
    feed.save(update_fields=["revoked_at"])
    return Result(FeedOutcome.REVOKED, feed, {"name": feed.name})


def note_use(*, feed: Feed) -> None:
    """Keep the day of the last reading, and no more: one write a day, no audit row, no address."""
    today = timezone.localdate()
    if feed.used_on != today:
        Feed.objects.filter(pk=feed.pk).update(used_on=today)
