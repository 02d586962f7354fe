"""Feeds."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _

from calendars.actions import note_use
from calendars.assemble import Source
from calendars.models import Feed
from calendars.protocol import answer, feed, language_of, plain, since_of
from calendars.rows import deadline_rows, own_session_rows, session_rows
from calendars.selection import in_window, recently_cancelled_or_held, selection_of
from calendars.tokens import digest
from calendars.words import said
from events.models import Offering, Session


@feed
def public_feed(request: HttpRequest, scope: str) -> HttpResponse:
    """All, courses or events, narrowed by `kind`, `unit`, `venue`; `from` goes further back."""
    language, since = language_of(request), since_of(request)
    selection = selection_of(request.GET, scope)
    query = selection.query()
    address = settings.SITE_URL + request.path + (f"?{query}" if query else "")
    with translation.override(language):
        source = Source(
            key=f"{request.path}?{query}&{language}&{since or ''}",
            title=selection.title(),
            language=language,
            sessions=session_rows(in_window(selection.sessions(), since), language),
            address=_in_language(address, language),
        )
    return answer(request, source, private=False, name=scope)


@feed
def offering_feed(request: HttpRequest, public_id: str) -> HttpResponse:
    """Every session of one offering, whenever it is held."""
    offering = Offering.objects.public().filter(public_id=public_id).select_related("page").first()
    if offering is None:
        raise Http404
    sessions = recently_cancelled_or_held(Session.objects.filter(offering=offering))
    return _of_offering(request, offering, sessions, public_id)


@feed
def session_feed(request: HttpRequest, public_id: str) -> HttpResponse:
    """One session: some telephones take only the first of a file."""
    sessions = Session.objects.public().filter(public_id=public_id)
    session = sessions.select_related("offering__page").first()
    if session is None:
        raise Http404
    return _of_offering(request, session.offering, sessions, public_id)


def _of_offering(
    request: HttpRequest, offering: Offering, sessions: Any, name: str
) -> HttpResponse:
    language = language_of(request)
    with translation.override(language):
        rows = session_rows(sessions, language)
        page_title = rows[0].page_title if rows else offering.page.title
        source = Source(
            key=f"{request.path}&{language}",
            title=" ".join(part for part in (page_title, said(offering, "label")) if part),
            language=language,
            sessions=rows,
            address=_in_language(settings.SITE_URL + request.path, language),
        )
    return answer(request, source, private=False, name=name)


@feed
def own_feed(request: HttpRequest, token: str) -> HttpResponse:
    """A person's own sessions and deadlines; 410 once the address is revoked."""
    found = Feed.objects.filter(token_hash=digest(token)).select_related("person").first()
    if found is None:
        raise Http404
    if found.revoked_at is not None or not found.person.is_active:
        return plain(410, "This calendar address was revoked. 此日历地址已停用。")
    note_use(feed=found)
    language = language_of(request, found.language)
    with translation.override(language):
        source = Source(
            key=f"own:{found.pk}&{language}",
            title=_("Yanxi: %(name)s") % {"name": found.name},
            language=language,
            sessions=own_session_rows(found.person, language),
            deadlines=deadline_rows(found.person, language),
        )
    return answer(request, source, private=True, name="yanxi")


@feed
def no_feed(request: HttpRequest) -> HttpResponse:
    """Any other address that looks like a calendar: not the site's page for people."""
    raise Http404


def _in_language(address: str, language: str) -> str:
    if not language.startswith("en"):
        return address
    return f"{address}{'&' if '?' in address else '?'}lang=en"
