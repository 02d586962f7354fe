"""How a feed is answered: validators first, bytes built once a change, errors a calendar can bear.

Calendar applications poll for years without a person looking: no redirect, no cookie, no HTML, and
never an empty 200 in place of an error, which would wipe what they hold.
"""

import functools
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views.decorators.csrf import csrf_exempt

from calendars.assemble import Source
from calendars.kept import body_of, state_of
from calendars.selection import FARTHEST_BACK, Unknown
from kernel.rules import public, states

logger = logging.getLogger(__name__)

PUBLIC, PRIVATE = "public, max-age=900", "private, max-age=900"
SAFE = ("GET", "HEAD")


@dataclass(frozen=True)
class Asked:
    """One feed as it was asked for: `key` names it, under `mark` what is known of it still holds,
    `look` reads a fingerprint of it, `make` its rows; `name` is that of a saved file."""

    key: str
    mark: str
    language: str
    look: Callable[[], str]
    make: Callable[[], Source]
    name: str
    private: bool = False


class BadParameter(ValueError):
    """A parameter of the address cannot be read; `parameter` says which."""

    def __init__(self, parameter: str) -> None:
        super().__init__(parameter)
        self.parameter = parameter


def answer(request: HttpRequest, asked: Asked) -> HttpResponse:
    """304, or the calendar, built once for each state of its content."""
    state = state_of(asked.key, asked.mark, asked.look, asked.make)
    response: Any = get_conditional_response(request, etag=state.etag, last_modified=state.modified)
    if response is None:
        state, body = body_of(asked.key, state, asked.make)
        response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
        response["Content-Disposition"] = f'inline; filename="{asked.name}.ics"'
        response["Last-Modified"] = http_date(state.modified)
    response["ETag"] = state.etag
    response["Cache-Control"] = PRIVATE if asked.private else PUBLIC
    response["Content-Language"] = asked.language
    return _sealed(response) if asked.private else response


def _sealed(response: HttpResponse) -> HttpResponse:
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


GONE = (
    "这个日历地址不存在或已停用，请从网站重新复制订阅地址。 "
    "This calendar does not exist or was withdrawn. Please copy an address from the site again."
)


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
            response = plain(405, "日历地址只能读取。 A calendar can only be read.")
            response["Allow"] = ", ".join(SAFE)
            return response
        try:
            return view(request, *args, **kwargs)
        except (Http404, Unknown):
            return plain(404, GONE)
        except BadParameter as error:
            return plain(
                400,
                f"参数“{error.parameter}”无法识别，请从网站重新复制地址。 "
                f"“{error.parameter}” cannot be read. Please copy the address from the site again.",
            )
        except Exception:  # whatever it was: an HTML page would be read as a calendar
            logger.exception("a calendar feed failed")
            response = plain(503, "请稍后再试。 Please try again later.")
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
    """`?from=2026-01-31`: the first day of a longer window; raises BadParameter.

    Whatever lies farther back than windows go, or ahead, is one day: a calendar is not built for
    each of all days, and what is asked for today is what is asked for tomorrow.
    """
    wanted = request.GET.get("from", "")
    if not wanted:
        return None
    today = timezone.localdate()
    try:
        since = date.fromisoformat(wanted)
    except ValueError:
        raise BadParameter("from") from None
    if since < today - FARTHEST_BACK:
        return date.min
    return since if since <= today else date.max
