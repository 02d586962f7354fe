"""Public, read-only API: offerings and venues."""

from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query

from events.asking import Page, Question, matching, page_of
from events.models import Session, Venue
from events.rules import see_offering
from events.saying import (
    OfferingFacts,
    OfferingPage,
    VenuePageOfList,
    facts,
    line,
    venue_facts,
)
from events.titles import with_titles
from kernel.api import Language, ProblemDocument, RuledRouter, cursor_of, read_cursor
from kernel.rules import public, states
from people.mailboxes import unless_a_persons

router = RuledRouter(tags=["offerings"])
SESSIONS = Session.objects.select_related("venue", "teaching_point", "speaker")


@router.get("/offerings", response={200: OfferingPage, 422: ProblemDocument})
@states(see_offering)
def list_offerings(request: HttpRequest, asked: Query[Question]) -> dict[str, Any]:
    """Offerings in order of time. Pages follow by `cursor`; unknown filter values are 422."""
    found = matching(_shown(request).order_by(), asked)
    offerings, following = page_of(found, asked)
    return {"items": [line(offering) for offering in offerings], "next": following or None}


@router.get("/offerings/{id}", response={200: OfferingFacts, 404: ProblemDocument})
@states(see_offering)
def one_offering(request: HttpRequest, id: str, lang: Language = "zh-hans") -> dict[str, Any]:  # noqa: A002
    """One offering with its timetable and places."""
    shown = _shown(request).annotate(mailbox=unless_a_persons("contact"))
    shown = shown.prefetch_related("supporting_units")
    return facts(get_object_or_404(shown, public_id=id.replace("\0", "")))


@router.get("/venues", response={200: VenuePageOfList, 422: ProblemDocument}, tags=["venues"])
@states(public)
def list_venues(request: HttpRequest, asked: Query[Page]) -> dict[str, Any]:
    """Venues that have a published page or a public session, by name."""
    sessions = Session.objects.public().filter(venue=OuterRef("pk")).order_by()
    pages = Venue.objects.filter(pk=OuterRef("pk"), pages__live=True).order_by()
    venues = Venue.objects.filter(Exists(sessions) | Exists(pages)).order_by("name", "public_id")
    if asked.cursor:
        name, public_id = read_cursor(asked.cursor, 2)
        venues = venues.filter(Q(name__gt=name) | Q(name=name, public_id__gt=public_id))
    found = list(venues[: asked.limit + 1])
    items = found[: asked.limit]
    more = len(found) > asked.limit
    return {
        "items": [venue_facts(venue) for venue in items],
        "next": cursor_of(items[-1].name, items[-1].public_id) if more else None,
    }


def _shown(request: HttpRequest) -> Any:
    """Offerings that the reader may see, with everything that is said about them."""
    visible = see_offering.visible(request.user)  # type: ignore[misc]
    return (
        with_titles(visible.with_figures())
        .select_related("lead_unit", "page__eventpage__kind", "page__coursepage__category")
        .prefetch_related(Prefetch("sessions", SESSIONS, to_attr="shown_sessions"))
    )
