"""What a request to the API may ask of offerings, and which queryset that means."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Schema
from pydantic import Field

from events.models import EventKind, Offering, Session, Venue
from kernel.api import Language, cursor_of, read_cursor
from kernel.ids import PATTERN
from kernel.problems import invalid
from people.models import Unit

COURSE = "course"
"""The word for courses where a kind of event is asked for."""
EARLIEST, LATEST = date(1900, 1, 1), date(2999, 12, 31)
"""Days that can be asked for: near the ends of the calendar no zone can be reckoned with."""


class Page(Schema):
    """How much is asked for."""

    cursor: str = Field("", max_length=400, description="`next` of the page before.")
    limit: int = Field(50, ge=1, le=100)
    lang: Language = "zh-hans"


class Question(Page):
    """Filters of the list of offerings; all of them must hold."""

    kind: str = Field(
        "",
        max_length=50,
        description=(
            "`course`, or the id of a kind of event, as an offering's own `kind` has it. An "
            "unknown one is 422, and its error lists those that are `allowed`."
        ),
    )
    unit: str = Field("", max_length=12, description="Lead or supporting unit, or one above it.")
    venue: str = Field("", max_length=12, description="Where a session is held.")
    from_: date | None = Field(
        None, alias="from", ge=EARLIEST, le=LATEST, description="Not over before this day."
    )
    to: date | None = Field(
        None, ge=EARLIEST, le=LATEST, description="Begun by the end of this day."
    )
    open: bool | None = Field(None, description="Whether registration is open now.")
    q: str = Field("", max_length=100, description="Words in title, label or unit.")


def matching(offerings: Any, asked: Question) -> Any:
    """The offerings that are asked for; needs `with_figures`. A Problem for an unknown value."""
    if asked.kind:
        offerings = offerings.filter(_of_kind(asked.kind))
    if asked.unit:
        offerings = offerings.filter(_of_unit(_known(Unit, "unit", asked.unit)))
    if asked.venue:
        venue = _known(Venue, "venue", asked.venue)
        sessions = Session.objects.held().filter(venue=venue)
        offerings = offerings.filter(pk__in=sessions.order_by().values("offering"))
    if asked.open is not None:
        is_open = Q(pk__in=Offering.objects.open_at().values("pk"))
        offerings = offerings.filter(is_open if asked.open else ~is_open)
    return _said(_between(offerings, asked.from_, asked.to), asked.q)


def page_of(offerings: Any, asked: Page) -> tuple[list[Any], str]:
    """One page in order of time, and the cursor of the next one (empty: there is none)."""
    ordered = offerings.annotate(at=Coalesce("starts_at", "opens_at")).order_by("at", "public_id")
    if asked.cursor:
        moment, public_id = read_cursor(asked.cursor, 2)
        at = _moment(moment)
        ordered = ordered.filter(Q(at__gt=at) | Q(at=at, public_id__gt=public_id))
    found = list(ordered[: asked.limit + 1])
    if len(found) <= asked.limit:
        return found, ""
    last = found[asked.limit - 1]
    return found[: asked.limit], cursor_of(last.at.astimezone(UTC).isoformat(), last.public_id)


def _of_kind(slug: str) -> Q:
    if slug == COURSE:
        return Q(page__coursepage__isnull=False)
    kind = EventKind.objects.filter(slug=slug).first() if "\0" not in slug else None
    if kind is None:
        known = [COURSE, *EventKind.objects.values_list("slug", flat=True)]
        detail = _("There is no kind of event with this name. Ask for one of these: %(kinds)s.")
        raise invalid("kind", detail % {"kinds": ", ".join(known)}, known)
    return Q(page__eventpage__kind=kind)


def _of_unit(unit: Unit) -> Q:
    supported = Offering.supporting_units.through.objects.filter(unit__path__startswith=unit.path)
    return Q(lead_unit__path__startswith=unit.path) | Q(pk__in=supported.values("offering"))


def _known(model: Any, parameter: str, public_id: str) -> Any:
    found = (
        model.objects.filter(public_id=public_id).first() if PATTERN.fullmatch(public_id) else None
    )
    if found is None:
        raise invalid(parameter, _("There is nothing with this id."))
    return found


def _between(offerings: Any, first: date | None, last: date | None) -> Any:
    if first and last and first > last:
        raise invalid("to", _("The last day must not be before the first."))
    if first:
        offerings = offerings.filter(ends_at__gte=_midnight(first))
    if last:
        offerings = offerings.filter(starts_at__lt=_midnight(last) + timedelta(days=1))
    return offerings


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, timezone.get_current_timezone())


def _said(offerings: Any, words: str) -> Any:
    if "\0" in words:
        raise invalid("q", _("This text cannot be searched for."))
    fields = (
        "page__title",
        "page_title_en",
        "label",
        "label_en",
        "lead_unit__name",
        "lead_unit__name_en",
    )
    for word in words.split():
        anywhere = Q()
        for field in fields:
            anywhere |= Q(**{f"{field}__icontains": word})
        offerings = offerings.filter(anywhere)
    return offerings


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None  # type: ignore[assignment]
    if moment is None or moment.tzinfo is None or not EARLIEST.year <= moment.year <= LATEST.year:
        raise invalid("cursor", _("This is not a cursor that we gave."))
    return moment
