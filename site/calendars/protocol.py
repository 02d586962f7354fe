"""How a feed is answered: validators first, bytes built once a change, errors a calendar can bear.

Calendar applications poll for years without a person looking: no redirect, no cookie, no HTML, and
never an empty 200 in place of an error, which would wipe what they hold.
"""

import functools
import hashlib
import logging
import time
from collections.abc import Callable
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views.decorators.csrf import csrf_exempt

from calendars.assemble import Source, calendar_bytes
from calendars.selection import Unknown
from kernel.rules import public, states
from publishing.page_cache import cache

logger = logging.getLogger(__name__)

PUBLIC, PRIVATE = "public, max-age=900", "private, max-age=900"
KEPT_SECONDS = 26 * 3600
SAFE = ("GET", "HEAD")


class BadParameter(ValueError):
    """A parameter of the address cannot be read; `parameter` says which."""

    def __init__(self, parameter: str) -> None:
        super().__init__(parameter)
        self.parameter = parameter


def answer(request: HttpRequest, source: Source, *, private: bool, name: str) -> HttpResponse:
    """304, or the calendar, built once for each state of its content. `name`: of a saved file."""
    etag = source.etag()
    response: Any = get_conditional_response(request, etag=etag)
    if response is None:
        modified, body = _kept(source, etag)
        full = HttpResponse(body, content_type="text/calendar; charset=utf-8")
        full["Content-Disposition"] = f'inline; filename="{name}.ics"'
        full["Last-Modified"] = http_date(modified)
        response = get_conditional_response(
            request, etag=etag, last_modified=modified, response=full
        )
    response["ETag"] = etag
    response["Cache-Control"] = PRIVATE if private else PUBLIC
    response["Content-Language"] = source.language
    return _sealed(response) if private else response


def _kept(source: Source, etag: str) -> tuple[int, bytes]:
    """When this content was first seen, and its bytes; the last state of each feed is kept.

    That instant is the Last-Modified: the newest change of a record would not move when one is
    taken away. It never stands still between two states, which may follow within one second.
    """
    slot = "calendar:" + hashlib.sha256(source.key.encode()).hexdigest()
    kept = cache.get(slot)
    if kept is not None and kept[0] == etag:
        return kept[1], kept[2]
    body = calendar_bytes(source)
    modified = max(int(time.time()), kept[1] + 1 if kept else 0)
    cache.set(slot, (etag, modified, body), KEPT_SECONDS)
    return modified, body


def _sealed(response: HttpResponse) -> HttpResponse:
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def plain(status: int, sentence: str) -> HttpResponse:
    """An error that no calendar takes for content."""
    response = HttpResponse(
        f"{sentence}\n", status=status, content_type="text/plain; charset=utf-8"
    )
    response["Cache-Control"] = "no-store"
    return _sealed(response)


def feed(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A feed's view: for everybody, reading only, every failure in plain text."""

    @functools.wraps(view)
    def safe(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method not in SAFE:
            response = plain(405, "A calendar can only be read.")
            response["Allow"] = ", ".join(SAFE)
            return response
        try:
            return view(request, *args, **kwargs)
        except (Http404, Unknown):
            return plain(404, "There is no such calendar. 没有这个日历。")
        except BadParameter as error:
            return plain(400, f"“{error.parameter}” cannot be read. 参数无法识别。")
        except Exception:  # whatever it was: an HTML page would be read as a calendar
            logger.exception("a calendar feed failed")
            response = plain(503, "Please try again later. 请稍后再试。")
            response["Retry-After"] = "900"
            return response

    return csrf_exempt(states(public)(safe))


def language_of(request: HttpRequest, default: str = "zh-hans") -> str:
    """`?lang=en`, `?lang=zh`; anything else is `default`."""
    wanted = request.GET.get("lang", "").lower()
    if wanted.startswith("zh"):
        return "zh-hans"
    return "en" if wanted.startswith("en") else default


def since_of(request: HttpRequest) -> date | None:
    """`?from=2026-01-31`: the first day of a longer window; raises BadParameter."""
    wanted = request.GET.get("from", "")
    if not wanted:
        return None
    try:
        return date.fromisoformat(wanted)
    except ValueError:
        raise BadParameter("from") from None
