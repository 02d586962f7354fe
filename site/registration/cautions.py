"""What a liaison should know before nominating somebody: sentences that warn and forbid nothing.

Rooms above that know more (hours, leave) register a provider in their `AppConfig.ready`; it gets an
offering and people and answers for all of them at once.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, F, Max, Min, OuterRef
from django.db.models.query import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from events.enums import OfferingState
from events.models import Offering, Session, Topic
from publishing import dates
from publishing.languages import text
from registration.enums import ALIVE, RegistrationState
from registration.models import QuotaRule, Registration
from registration.wording import title_of

Provider = Callable[[Offering, list[Any]], dict[int, list[str]]]
ORDER = ("registration", "attendance", "essays", "reports", "portal")
_PROVIDERS: dict[str, Provider] = {}


def warn_by(name: str, provider: Provider) -> None:
    """Register a provider under "room.what"; the same name replaces it.

    Raises ValueError when the room is not in ORDER.
    """
    room = name.partition(".")[0]
    if room not in ORDER:
        raise ValueError(f"{room} is not among the rooms that warn")
    _PROVIDERS[name] = provider


def cautions_for(offering: Offering, people: Iterable[Any]) -> dict[int, list[str]]:
    """Sentences by key of the person, in the order of the rooms; nobody is named twice."""
    listed = list(people)
    found: dict[int, list[str]] = defaultdict(list)
    if not listed:
        return found
    for name in sorted(_PROVIDERS, key=lambda one: (ORDER.index(one.partition(".")[0]), one)):
        for person_id, sentences in _PROVIDERS[name](offering, listed).items():
            found[person_id] += sentences
    return found


def at_the_same_time(offering: Offering, people: Iterable[Any]) -> QuerySet[Any]:
    """Registrations of `people` for anything else on hours still to come, places or asked for."""
    ours = Session.objects.held().filter(
        offering=offering, starts_at__lt=OuterRef("ends_at"), ends_at__gt=OuterRef("starts_at")
    )
    theirs = Session.objects.held().filter(
        Exists(ours), offering=OuterRef("offering"), ends_at__gt=timezone.now()
    )
    rows = Registration.objects.filter(Exists(theirs), person__in=people, state__in=ALIVE)
    rows = rows.exclude(offering=offering).exclude(offering__state=OfferingState.CANCELLED)
    return rows.select_related("offering__page").order_by("pk")


def overlapping(offering: Offering, people: list[Any]) -> dict[int, list[str]]:
    """Who has a place, or asks for one, in something on the same hours. One query."""
    found: dict[int, list[str]] = defaultdict(list)
    for row in at_the_same_time(offering, people):
        words = {"title": title_of(row.offering), "state": row.get_state_display()}
        found[row.person_id].append(_("At the same time: %(title)s (%(state)s)") % words)
    return found


def repeated(offering: Offering, people: list[Any]) -> dict[int, list[str]]:
    """Who took part in the same programme within the months that the rule names. Two queries."""
    since = _since(offering)
    if since is None:
        return {}
    rows = (
        _places(offering, people)
        .filter(offering__page__translation_key=offering.page.translation_key)
        .annotate(
            began=Min("offering__sessions__starts_at"), ended=Max("offering__sessions__ends_at")
        )
        .filter(ended__gte=since)
    )
    found: dict[int, list[str]] = defaultdict(list)
    for row in rows.order_by("pk"):
        words = {"title": title_of(row.offering), "date": dates.plain_day(row.began)}
        found[row.person_id].append(_("Same programme: %(title)s, %(date)s") % words)
    return found


def same_topic(offering: Offering, people: list[Any]) -> dict[int, list[str]]:
    """Who had a session on a topic of this timetable elsewhere within these months. Four queries.

    Topics are those of the catalogue, whatever the programme is called. What belongs to the same
    programme is named by `repeated`.
    """
    since = _since(offering)
    held = Session.objects.held().filter(offering=offering, topic__isnull=False)
    topics = Topic.objects.in_bulk(set(held.values_list("topic", flat=True))) if since else {}
    if not topics:
        return {}
    rows = (
        _places(offering, people)
        .exclude(offering__page__translation_key=offering.page.translation_key)
        .filter(
            offering__sessions__topic__in=topics,
            offering__sessions__cancelled_at=None,
            offering__sessions__ends_at__gte=since,
        )
        .annotate(topic=F("offering__sessions__topic"), at=F("offering__sessions__starts_at"))
    )
    found: dict[int, list[str]] = defaultdict(list)
    for row in rows.order_by("at", "pk"):
        words = {"topic": text(topics[row.topic], "title"), "date": dates.plain_day(row.at)}
        words["title"] = title_of(row.offering)
        found[row.person_id].append(_("Same topic: %(topic)s (%(title)s, %(date)s)") % words)
    return found


def _since(offering: Offering) -> datetime | None:
    """From when on a repetition is worth a word; None: never."""
    rule = QuotaRule.objects.filter(offering=offering).first()
    months = rule.repeat_months if rule else QuotaRule().repeat_months
    return timezone.now() - timedelta(days=round(months * 30.44)) if months else None


def _places(offering: Offering, people: list[Any]) -> Any:
    """Places that these people have for certain in anything else that was not cancelled."""
    rows = Registration.objects.filter(person__in=people, state=RegistrationState.CONFIRMED)
    rows = rows.exclude(offering=offering).exclude(offering__state=OfferingState.CANCELLED)
    return rows.select_related("offering__page")


def register_own() -> None:
    """Called from `AppConfig.ready`."""
    warn_by("registration.overlapping", overlapping)
    warn_by("registration.repeated", repeated)
    warn_by("registration.same_topic", same_topic)
