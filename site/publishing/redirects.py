"""Old addresses lead on to where a page is now: Wagtail's redirects, asked where nothing is found.

Beside what Wagtail does, the query of the old address goes along, nobody is sent in a circle or to
a page that was taken down, and no browser keeps the answer: a page may move back. A redirect that
would close a circle with others is not taken in (`circle_of`).
"""

from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control
from wagtail.contrib.redirects.middleware import RedirectMiddleware, get_redirect
from wagtail.contrib.redirects.models import Redirect


class OldAddressMiddleware(RedirectMiddleware):
    """Answers in the place of a 404 for which editors, or a move of a page, left a redirect."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """The redirect for this address; the 404 where there is none, or none that helps."""
        if response.status_code != 404:
            return response
        whole = Redirect.normalise_path(request.get_full_path(), decode_unicode=False)
        redirect, query = get_redirect(request, whole), ""
        if redirect is None and "?" in whole:
            redirect = get_redirect(request, whole.partition("?")[0])
            query = request.META["QUERY_STRING"]
        target = target_of(redirect) if redirect else ""
        if not target or _is_here(request, target):
            return response
        sent = HttpResponsePermanentRedirect if redirect.is_permanent else HttpResponseRedirect
        made = sent(with_query(target, query))
        patch_cache_control(made, no_cache=True)
        return made


def target_of(redirect: Redirect) -> str:
    """Where it leads; empty for a page that was taken down."""
    page = redirect.redirect_page
    return "" if page and not page.live else redirect.link or ""


def path_here(address: str) -> str:
    """An address of this site as redirects keep it; empty for one of another site."""
    parts = urlsplit(address)
    if parts.scheme and parts.netloc != urlsplit(settings.SITE_URL).netloc:
        return ""
    return Redirect.normalise_path(address)


def circle_of(redirect: Redirect) -> list[str]:
    """The addresses through which it would lead back to where it starts; empty where it does not.

    One statement for each redirect on the way. Where a page answers, the way ends.
    """
    others = Redirect.get_for_site(redirect.site).exclude(pk=redirect.pk)
    start = Redirect.normalise_path(redirect.old_path)
    way, step = [start], redirect
    while step and not step.redirect_page_id:
        path = path_here(step.redirect_link or "")
        if start in _asked_for(path):
            return [*way, start]
        if not path or path in way:
            break
        way.append(path)
        step = others.filter(old_path__in=_asked_for(path)).order_by("-old_path").first()
    return []


def _asked_for(path: str) -> set[str]:
    """Under what a redirect of this path is looked for: with its query, then without."""
    return {path, path.partition("?")[0]} - {""}


def with_query(target: str, query: str) -> str:
    """`target` with a query added to that of its own."""
    parts = urlsplit(target)
    return urlunsplit(parts._replace(query="&".join(filter(None, (parts.query, query)))))


def _is_here(request: HttpRequest, target: str) -> bool:
    """Whether it is the address that was asked for and is not there."""
    parts = urlsplit(request.build_absolute_uri(target))
    here = request.get_host(), Redirect.normalise_path(request.path)
    return (parts.netloc, Redirect.normalise_path(parts.path)) == here
