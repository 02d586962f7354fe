"""Anonymous pages are cached whole, under a generation that every visible change moves on.

What is kept carries the generations as they were before rendering: a page that was being made while
something changed never answers anybody else. Whoever has a session gets a page of their own.

Beside the generation of the site there are those of the words that listings show of offerings. A
page carries those of the offerings that it shows, so an offering that fills up renews the pages on
which it stands and no other. Offerings share a fixed number of generations: all of them are read
together with the page, in one statement.
"""

import hashlib
import secrets
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.db import models, transaction
from django.db.models.signals import post_delete, post_save
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.connection import ConnectionProxy
from django.utils.translation import get_language_from_path
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Locale, Page, PageViewRestriction, Site
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from publishing.frame import ENTRIES, TOPS, Frame, lay_on, read_frame
from publishing.models import SiteMenu, SitePage, SiteSettings

GENERATION = "publishing:generation"
# What stands around the pages changes more rarely than they do.
AROUND = "publishing:around"
SHARED_BY = 64
WORDS = [f"publishing:words:{number}" for number in range(SHARED_BY)]
# Its own store: however many addresses somebody asks for, other keys are not driven out.
cache = ConnectionProxy(caches, "pages")
LONGEST = timedelta(minutes=10)
# Not pages: machines' answers, somebody's own screens, feeds with caches of theirs.
SKIPPED = (
    "admin",
    "accounts",
    "api",
    "health",
    "metrics",
    "calendar",
    "o",
    "me",
    "unit",
    "desk",
    "search",
)
# Among them what has the frame of the site around it for readers without a session, too.
FRAMED = ("o", "search", "calendar")
# Cookies that make an answer personal even before anybody has signed in.
PERSONAL_COOKIES = ("messages",)
BOUNDARY = "_kept_until"
SHOWN = "_words_shown"


def bump(*names: str) -> None:
    """Make every cached page stale as soon as the current transaction is committed.

    `names`: further generations to move on with that of the pages.
    """
    transaction.on_commit(lambda: _bump(*names), robust=True)


def _bump(*names: str) -> None:
    # Random, not counted: two changes at once can never bring an old generation back. That of the
    # pages comes last: a page made between two writes of what is old is stale with the second.
    cache.set_many({name: secrets.token_hex(8) for name in (*names, GENERATION)}, None)


def _generation(known: dict[str, Any], name: str) -> Any:
    """As it is now; begun where nobody has."""
    return known.get(name) or cache.get_or_set(name, lambda: secrets.token_hex(8), None)


def bump_words(offering_id: int) -> None:
    """Make the pages that show an offering stale once the current transaction is committed."""
    name = WORDS[offering_id % SHARED_BY]
    transaction.on_commit(lambda: cache.set(name, secrets.token_hex(8), None), robust=True)


def shows(request: HttpRequest | None, offering_ids: Iterable[int]) -> None:
    """Note that the page being rendered shows the words of these offerings."""
    if request is not None:
        known: set[str] = getattr(request, SHOWN, set())
        setattr(request, SHOWN, known | {WORDS[pk % SHARED_BY] for pk in offering_ids})


def keep_until(request: HttpRequest | None, *instants: datetime | None) -> None:
    """Let the page being rendered expire at the earliest of `instants` that lies ahead.

    Called by whatever shows words that turn at an hour: a window, a session.
    """
    now = timezone.now()
    ahead = [instant for instant in instants if instant is not None and instant > now]
    if request is not None and ahead:
        known = getattr(request, BOUNDARY, None)
        setattr(request, BOUNDARY, min([*ahead, known] if known else ahead))


def seconds_to_keep(request: HttpRequest, now: datetime) -> int:
    """Seconds until the next boundary: ten minutes, midnight here, or what the page named."""
    local = timezone.localtime(now)
    midnight = (local + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    ends = [now + LONGEST, midnight]
    boundary = getattr(request, BOUNDARY, None)
    if boundary is not None:
        ends.append(boundary)
    return int((min(ends) - now).total_seconds())


class PageCacheMiddleware:
    """Serves and keeps whole pages for readers without a session."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """From the cache, or made and kept."""
        frame_key = _frame_key(request)
        if not self._may_serve(request):
            if self._is_framed(request):
                self._frame(request, frame_key, cache.get_many([AROUND, frame_key]))
            return self._own(request, self.get_response(request))
        key = self._key(request)
        known = cache.get_many([GENERATION, AROUND, key, frame_key, *WORDS])
        generation = _generation(known, GENERATION)
        made_in, words, status, content, headers = known.get(key) or (None, {}, 0, b"", {})
        if made_in == generation and all(known.get(name) == was for name, was in words.items()):
            return HttpResponse(content, status=status, headers=headers)
        self._frame(request, frame_key, known)
        response = self.get_response(request)
        if self._may_keep(request, response):
            # A generation that nobody has moved yet is None, and stays so until somebody does.
            words = {name: known.get(name) for name in getattr(request, SHOWN, ())}
            self._keep(key, (generation, words), request, response)
        return response

    @staticmethod
    def _frame(request: HttpRequest, key: str, known: dict[str, Any]) -> None:
        """Lay the frame on a request for a page; read first where it is not known as it is now."""
        if not request.path_info.endswith("/"):
            return  # a file
        now = _generation(known, AROUND)
        made_in, frame = known.get(key) or (None, None)
        if made_in != now:
            frame = read_frame(request)
            cache.set(key, (now, frame), LONGEST.total_seconds())
        if frame is not None:
            lay_on(request, frame)

    @staticmethod
    def _is_anonymous(request: HttpRequest) -> bool:
        return (
            request.method in ("GET", "HEAD")
            and settings.SESSION_COOKIE_NAME not in request.COOKIES
            and not any(name in request.COOKIES for name in PERSONAL_COOKIES)
        )

    @classmethod
    def _is_framed(cls, request: HttpRequest) -> bool:
        return _place(request) in FRAMED and cls._is_anonymous(request)

    @classmethod
    def _may_serve(cls, request: HttpRequest) -> bool:
        return (
            cls._is_anonymous(request)
            and _place(request) not in SKIPPED
            and "HX-Request" not in request.headers
            # Previews of drafts run through the middleware under the page's own address.
            and not getattr(request, "is_dummy", False)
        )

    @staticmethod
    def _may_keep(request: HttpRequest, response: Any) -> bool:
        return (
            request.method == "GET"
            and response.status_code == 200
            and not response.streaming
            and not response.cookies
            and not response.has_header("Cache-Control")
        )

    @staticmethod
    def _own(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """What is made for one reader stays with that reader."""
        if request.method in ("GET", "HEAD") and not response.has_header("Cache-Control"):
            patch_cache_control(response, private=True, no_cache=True)
        return response

    @staticmethod
    def _keep(
        key: str, made_in: tuple[str, dict[str, Any]], request: HttpRequest, response: Any
    ) -> None:
        patch_cache_control(response, public=True, max_age=0, must_revalidate=True)
        patch_vary_headers(response, ["Cookie"])
        seconds = seconds_to_keep(request, timezone.now())
        if seconds > 0:
            answer = (response.status_code, response.content, dict(response.headers))
            cache.set(key, (*made_in, *answer), seconds)

    @staticmethod
    def _key(request: HttpRequest) -> str:
        language = get_language_from_path(request.path_info) or settings.LANGUAGE_CODE
        address = f"{request.scheme}://{request.get_host()}{request.get_full_path()}|{language}"
        return f"page:{hashlib.sha256(address.encode()).hexdigest()}"


def _frame_key(request: HttpRequest) -> str:
    """Of the frame's fields as well: a release may give it others."""
    fields = hashlib.sha256(" ".join(Frame._fields).encode()).hexdigest()
    return f"{AROUND}:{fields[:8]}:{request.get_host()}"


def _place(request: HttpRequest) -> str:
    """The first part of an address, whatever its language."""
    return request.path_info.removeprefix("/en").lstrip("/").partition("/")[0]


def _moved(**_kwargs: Any) -> None:
    bump()


def _moved_around(**_kwargs: Any) -> None:
    bump(AROUND)


def _page_moved(instance: Page, **_kwargs: Any) -> None:
    around = instance.depth <= TOPS or any(
        model.objects.filter(page__depth__gt=TOPS).exists() for model in ENTRIES
    )
    bump(*([AROUND] if around else []))


def _page_made(instance: Page, created: bool, **_kwargs: Any) -> None:
    """Of an alias Wagtail never says that it is published."""
    if created and instance.live:
        _page_moved(instance)


def _file_changed(created: bool = False, **_kwargs: Any) -> None:
    """A picture replaced or deleted leaves no file behind that a page or the frame could show."""
    if not created:  # what is new stands nowhere yet
        bump(AROUND)


def follow_models(watched: Iterable[type[models.Model]], moved: Any = _moved) -> None:
    """Move the generation on whenever a record of these models is saved or deleted.

    For what cached pages show. Bulk updates send no signal: who makes them calls `bump`.
    """
    for model in watched:
        for signal in (post_save, post_delete):
            signal.connect(moved, sender=model, dispatch_uid="publishing.page_cache")


def follow_pages() -> None:
    """Move the generations on whenever Wagtail changes what is published."""
    for signal in (page_published, page_unpublished, page_slug_changed):
        signal.connect(_page_moved, dispatch_uid="publishing.page_cache")
    for model in SitePage.__subclasses__():
        post_save.connect(_page_made, sender=model, dispatch_uid="publishing.page_cache")
    post_page_move.connect(_moved_around, dispatch_uid="publishing.page_cache")
    post_delete.connect(_page_moved, sender=Page, dispatch_uid="publishing.page_cache")
    follow_models((Redirect,))
    around = (SiteMenu, *ENTRIES, SiteSettings, Site, Locale, PageViewRestriction)
    follow_models(around, _moved_around)
    follow_models((get_image_model(), get_document_model()), _file_changed)
