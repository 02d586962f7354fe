"""Feeds."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from calendars.actions import note_use
from calendars.assemble import Source
from calendars.kept import generation, mark_of
from calendars.models import Feed
from calendars.protocol import Asked, answer, feed, language_of, plain, since_of
from calendars.rows import (
    DeadlineRow,
    deadline_rows,
    nomination_rows,
    own_session_rows,
    session_rows,
    unit_session_rows,
)
from calendars.selection import (
    FILTERS,
    in_view,
    in_window,
    recently_cancelled_or_held,
    selection_of,
)
from calendars.tokens import digest
from calendars.words import said
from events.models import Offering, Session


@feed
def public_feed(request: HttpRequest, scope: str) -> HttpResponse:
    """All, courses or events, narrowed by `kind`, `unit`, `venue`; `from` goes further back."""
    language, since = language_of(request), since_of(request)
    wanted = {name: request.GET.get(name, "") for name in FILTERS}

    def make() -> Source:
        selection = selection_of(wanted, scope)
        query = selection.query()
        address = settings.SITE_URL + request.path + (f"?{query}" if query else "")
        return Source(
            title=selection.title(),
            language=language,
            sessions=session_rows(in_window(selection.sessions(), since), language),
            address=_in_language(address, language),
        )

    key = repr((request.path, sorted(wanted.items()), language, since))
    return _public(request, key, language, make, scope)


@feed
def offering_feed(request: HttpRequest, public_id: str) -> HttpResponse:
    """Every session of one offering, whenever it is held."""

    def rows_of() -> tuple[Offering | None, Any]:
        offerings = Offering.objects.public().filter(public_id=public_id)
        offering = offerings.select_related("page").first()
        return offering, recently_cancelled_or_held(Session.objects.filter(offering=offering))

    return _of_offering(request, rows_of, public_id)


@feed
def session_feed(request: HttpRequest, public_id: str) -> HttpResponse:
    """One session: some telephones take only the first of a file."""

    def rows_of() -> tuple[Offering | None, Any]:
        sessions = Session.objects.public().filter(public_id=public_id)
        session = sessions.select_related("offering__page").first()
        return session and session.offering, sessions

    return _of_offering(request, rows_of, public_id)


def _of_offering(
    request: HttpRequest, rows_of: Callable[[], tuple[Offering | None, Any]], name: str
) -> HttpResponse:
    language = language_of(request)

    def make() -> Source:
        offering, sessions = rows_of()
        if offering is None:
            raise Http404
        rows = session_rows(sessions, language)
        page_title = rows[0].page_title if rows else offering.page.title
        return Source(
            title=" ".join(part for part in (page_title, said(offering, "label")) if part),
            language=language,
            sessions=rows,
            address=_in_language(settings.SITE_URL + request.path, language),
        )

    return _public(request, f"{request.path}&{language}", language, make, name)


def _public(
    request: HttpRequest, key: str, language: str, make: Callable[[], Source], name: str
) -> HttpResponse:
    with translation.override(language):
        return answer(request, Asked(key, mark_of(generation()), language, make, name))


@feed
def own_feed(request: HttpRequest, token: str) -> HttpResponse:
    """What a person, or a liaison's unit, has chosen to read; 410 once the address is revoked."""
    found = Feed.objects.of_token(digest(token)).first()
    if found is None:
        raise Http404
    if found.revoked_at is not None or not found.person.is_active or not found.allowed:
        return plain(410, "This calendar address was revoked. 此日历地址已停用。")
    note_use(feed=found)
    language = language_of(request, found.language)
    key = f"own:{found.pk}&{language}"
    figures: tuple[Any, ...] = (found.places, found.moved_at, found.came, found.handed_in)
    figures += (found.pools, found.belongs, found.joined)
    mark = mark_of(found.generation, found.person_id, *figures)
    with translation.override(language):
        asked = Asked(key, mark, language, lambda: _own(found, language), "yanxi", private=True)
        return answer(request, asked)


def _own(feed: Feed, language: str) -> Source:
    today = timezone.localdate()
    if feed.unit is None:
        rows = own_session_rows(feed.person, language, with_waiting=feed.with_waiting)
        reading: Callable[[Any, str], list[DeadlineRow]] = deadline_rows
    else:
        rows, reading = unit_session_rows(feed.unit, language), nomination_rows
    sessions, until = in_view(rows, today)
    due = []
    if feed.deadlines != Feed.Deadlines.NONE:
        due = reading(feed.unit or feed.person, language)
    # A unit's deadlines leave when they are over.
    until = min([until, *(timezone.localdate(one.due_at) for one in due if feed.unit)])
    return Source(
        title=_("Yanxi: %(name)s") % {"name": feed.name},
        language=language,
        sessions=sessions,
        deadlines=due,
        holds_until=until,
        alarm=feed.alarm,
        deadlines_as_tasks=feed.deadlines == Feed.Deadlines.TASK,
    )


@feed
def no_feed(request: HttpRequest) -> HttpResponse:
    """Any other address that looks like a calendar: not the site's page for people."""
    raise Http404


def _in_language(address: str, language: str) -> str:
    if not language.startswith("en"):
        return address
    return f"{address}{'&' if '?' in address else '?'}lang=en"
