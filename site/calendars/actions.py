"""Making, changing and revoking personal feeds."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone

from calendars.enums import FeedOutcome
from calendars.models import Feed, InvitationWish, MailedSession
from calendars.tokens import digest, new_token
from kernel.actions import action
from kernel.outcomes import Result
from people.models import User
from people.rules import LIAISONS, reaches

SHOWN = ("name", "language", "unit", "with_waiting", "deadlines", "alarm")
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


@action("calendars.change_feed")
def change_feed(*, by: Any, feed: Feed, **chosen: Any) -> Result:
    """Another name or other contents under the same address: CHANGED, AS_BEFORE or
    ALREADY_REVOKED. `chosen`: any of SHOWN but the unit, which stays what it was made for."""
    feed = Feed.objects.select_for_update(no_key=True).get(pk=feed.pk)
    if feed.revoked_at is not None:
        return Result(FeedOutcome.ALREADY_REVOKED, feed, {"name": feed.name})
    changed = [name for name, value in chosen.items() if getattr(feed, name) != value]
    for name in changed:
        setattr(feed, name, chosen[name])
    if not changed:
        return Result(FeedOutcome.AS_BEFORE, feed)
    feed.save(update_fields=changed)
    return Result(FeedOutcome.CHANGED, feed, {"name": feed.name})


@action("calendars.revoke_feed")
def revoke_feed(*, by: Any, feed: Feed) -> Result:
    """Let an address answer 410 from now on."""
    feed = Feed.objects.select_for_update(no_key=True).get(pk=feed.pk)
    if feed.revoked_at is not None:
        return Result(FeedOutcome.ALREADY_REVOKED, feed, {"name": feed.name})
    feed.revoked_at = timezone.now()
    feed.save(update_fields=["revoked_at"])
    return Result(FeedOutcome.REVOKED, feed, {"name": feed.name})


@action("calendars.replace_feed")
def replace_feed(*, by: Any, feed: Feed) -> Result:
    """A new address that shows the same, in place of one that got about or was lost: REPLACED with
    the secret as `token`, or ALREADY_REVOKED. The old one answers 410."""
    feed = Feed.objects.select_for_update(no_key=True).get(pk=feed.pk)
    if feed.revoked_at is not None:
        return Result(FeedOutcome.ALREADY_REVOKED, feed, {"name": feed.name})
    feed.revoked_at = timezone.now()
    feed.save(update_fields=["revoked_at"])
    token = new_token()
    same = {name: getattr(feed, name) for name in SHOWN}
    fresh = Feed.objects.create(person=feed.person, token_hash=digest(token), **same)
    return Result(FeedOutcome.REPLACED, fresh, {"name": fresh.name, "token": token})


@action("calendars.choose_invitations", audited=False)
def choose_invitations(*, by: Any, by_mail: bool) -> Result:
    """Whether invitations go along with the mails to `by`: INVITING, NOT_INVITING or AS_BEFORE."""
    wish, _made = InvitationWish.objects.select_for_update().get_or_create(person=by)
    if wish.by_mail == by_mail:
        return Result(FeedOutcome.AS_BEFORE)
    wish.by_mail = by_mail
    wish.save(update_fields=["by_mail"])
    return Result(FeedOutcome.INVITING if by_mail else FeedOutcome.NOT_INVITING)


class Known(NamedTuple):
    """What is to be said of a session now: a hash of it, whether it invites, its revision."""

    content: str
    is_held: bool
    is_over: bool
    sequence: int


def note_mailed(
    *, person: Any, mail: str, known: Mapping[int, Known], most: int
) -> list[MailedSession]:
    """Keep and return what goes along with `mail`: every session that is taken back, and at most
    `most` others that have news.

    Under the same `mail` again it is the same. Numbers only rise, or a calendar would take the
    news for old. What somebody was never invited to is not taken back.
    """
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).get(pk=person.pk)
        rows = MailedSession.objects.filter(person=person, session__in=known)
        told = {row.session_id: row for row in rows}
        news = [(key, now) for key, now in known.items() if _is_news(told.get(key), now)]
        changed = {key for key, _now in news}
        again = [row for key, row in told.items() if row.mail == mail and key not in changed]
        fresh = []
        room = max(0, most - sum(row.is_held for row in again))
        # No other mail may follow the one that takes back: it leaves nothing behind.
        backs = [(key, now) for key, now in news if not now.is_held]
        for key, now in [*backs, *[one for one in news if one[1].is_held][:room]]:
            row = told.get(key) or MailedSession(person=person, session_id=key, sequence=-1)
            row.sequence = max(row.sequence + 1, now.sequence)
            row.content, row.is_held, row.mail = now.content, now.is_held, mail
            row.mailed_at = timezone.now()
            row.save()
            fresh.append(row)
    order = list(known)
    return sorted([*again, *fresh], key=lambda row: order.index(row.session_id))


def _is_news(told: MailedSession | None, now: Known) -> bool:
    if now.is_over:
        return False
    if told is None:
        return now.is_held
    return told.is_held != now.is_held or (now.is_held and told.content != now.content)


def note_use(*, feed: Feed) -> None:
    """Keep the day of the last reading, and no more: one write a day, no audit row, no address."""
    today = timezone.localdate()
    if feed.used_on != today:
        Feed.objects.filter(pk=feed.pk).update(used_on=today)
