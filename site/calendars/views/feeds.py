"""Feeds."""

import functools
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation

from calendars.actions import note_use
from calendars.assemble import Source
from calendars.kept import fingerprint_of, fingerprint_of_texts, generation, known_of, mark_of
from calendars.models import Feed
from calendars.own_feed import fingerprint_of_shown, shown_by, source_of, texts_of
from calendars.protocol import GONE, Asked, answer, feed, language_of, plain, since_of
from calendars.rows import session_part, session_rows
from calendars.selection import (
    FILTERS,
    in_window,
    parts_of,
    recently_cancelled_or_held,
    selection_of,
)
from calendars.subscribing import in_language
from calendars.tokens import digest
from calendars.words import page_title_in_sql, said_in_sql
from events.models import Offering, Session


@feed
def public_feed(request: HttpRequest, scope: str) -> HttpResponse:
    """All, courses or events, narrowed by `kind`, `unit`, `venue`; `from` goes further back."""
    language, since = language_of(request), since_of(request)
    wanted = {name: request.GET.get(name, "") for name in FILTERS}

    def look() -> str:
        sessions, names = parts_of(scope, wanted, language)
        return fingerprint_of([session_part(in_window(sessions, since), language), *names])

    def make() -> Source:
        selection = selection_of(wanted, scope)
        query = selection.query()
        address = settings.SITE_URL + request.path + (f"?{query}" if query else "")
        return Source(
            title=selection.title(),
            language=language,
            sessions=session_rows(in_window(selection.sessions(), since), language),
            address=in_language(address, language),
        )

    key = repr((request.path, sorted(wanted.items()), language, since))
    return _public(request, Asked(key, mark_of(generation()), language, look, make, scope))


@feed
def offering_feed(request: HttpRequest, public_id: str) -> HttpResponse:
    """Every session of one offering, whenever it is held."""
    offerings = Offering.objects.public().filter(public_id=public_id)
    sessions = recently_cancelled_or_held(Session.objects.filter(offering__in=offerings))
    return _of_offering(request, offerings, sessions, public_id)


@feed
def session_feed(request: HttpRequest, public_id: str) -> HttpResponse:
    """One session: some telephones take only the first of a file."""
    sessions = Session.objects.public().filter(public_id=public_id)
    offerings = Offering.objects.filter(pk__in=sessions.order_by().values("offering"))
    return _of_offering(request, offerings, sessions, public_id)


def _of_offering(request: HttpRequest, offerings: Any, sessions: Any, name: str) -> HttpResponse:
    """Of one offering at most; without any there is no such calendar."""
    language = language_of(request)
    title = [page_title_in_sql("page", language), said_in_sql("label", language)]

    def look() -> str:
        return fingerprint_of([session_part(sessions, language), (offerings, title)])

    def make() -> Source:
        words = offerings.values_list(*title).first()
        if words is None:
            raise Http404
        return Source(
            title=" ".join(word for word in words if word),
            language=language,
            sessions=session_rows(sessions, language),
            address=in_language(settings.SITE_URL + request.path, language),
        )

    key = f"{request.path}&{language}"
    return _public(request, Asked(key, mark_of(generation()), language, look, make, name))


def _public(request: HttpRequest, asked: Asked) -> HttpResponse:
    with translation.override(asked.language):
        return answer(request, asked)


@feed
def own_feed(request: HttpRequest, token: str) -> HttpResponse:
    """What a person, or a liaison's unit, has chosen to read, `from` farther back if asked; 410
    once the address is revoked."""
    hashed, since = digest(token), since_of(request)
    key = f"own:{hashed}&{language_of(request, '')}&{since or ''}"
    known = known_of(key)
    # The first poll of a day is noted, and looks for what time alone has changed: that would be
    # three statements, were the fingerprint not asked for together with the token.
    ahead = known.shown if known is not None and not known.is_of_today else None
    texts = texts_of(ahead) if ahead is not None else {}
    found = Feed.objects.of_token(hashed, **texts).first()
    if found is None:
        raise Http404
    if found.revoked_at is not None or not found.person.is_active or not found.allowed:
        return plain(410, GONE)
    note_use(feed=found)
    language = language_of(request, found.language)
    shown = shown_by(found, language, since)

    def look() -> str:
        if shown == ahead:
            return fingerprint_of_texts((getattr(found, name) for name in texts), shown)
        return fingerprint_of_shown(shown)

    figures = (found.places, found.coming, found.moved_at, found.came, found.handed_in, found.pools)
    mark = mark_of(found.generation, shown, figures, found.belongs, found.seats, found.opened)
    with translation.override(language):
        make = functools.partial(source_of, found, shown)
        return answer(request, Asked(key, mark, language, look, make, "yanxi", private=True))


@feed
def no_feed(request: HttpRequest) -> HttpResponse:
    """Any other address that looks like a calendar: not the site's page for people."""
    raise Http404
