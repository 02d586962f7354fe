"""A person's own calendar addresses."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from calendars.actions import (
    change_feed,
    choose_invitations,
    make_feed,
    replace_feed,
    revoke_feed,
)
from calendars.forms import FeedForm
from calendars.invitations import wanted_by
from calendars.models import Feed
from calendars.rules import own_feeds
from calendars.subscribing import clients, programmes_of, ways_of
from kernel.outcomes import Result
from kernel.rules import states
from publishing.refusals import refuse


@states(own_feeds)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def own_calendar(request: HttpRequest) -> HttpResponse:
    """The addresses in use, and a form that makes one more."""
    if request.method != "POST":
        return _show(request)
    form = FeedForm(request.POST, person=request.user)
    if form.is_valid():
        result = make_feed(by=request.user, **form.cleaned_data)
        if result.changed:
            return _made(request, result)
        refuse(form, result)
    return _show(request, form)


def _made(request: HttpRequest, result: Result) -> HttpResponse:
    if not result.changed:
        messages.error(request, result.message)
        return redirect("me-calendar")
    # No redirect here: the secret would have to wait somewhere, and it is kept nowhere.
    address = settings.SITE_URL + reverse("feed-me", args=[result.details["token"]])
    made = {"feed": result.record, "sentence": result.message, "ways": ways_of(address)}
    return _show(request, made=made)


def _proposed(request: HttpRequest, feeds: list[Feed]) -> dict[str, str]:
    """A name that most would write: the device at hand, in the reader's language."""
    is_phone = "Mobi" in request.headers.get("User-Agent", "")
    name = gettext("My phone") if is_phone else gettext("My computer")
    return {} if any(feed.name == name for feed in feeds) else {"name": name}


def _show(
    request: HttpRequest, form: FeedForm | None = None, made: dict[str, object] | None = None
) -> HttpResponse:
    feeds = list(Feed.objects.of(request.user).in_use().select_related("unit"))
    form = form or FeedForm(person=request.user, initial=_proposed(request, feeds))
    context = {
        "form": form,
        "made": made,
        "feeds": feeds,
        "clients": clients(),
        "invited": wanted_by(request.user),
        "programmes": programmes_of(request.user),
    }
    response = render(request, "calendars/own_calendar.html", context)
    # Without a referrer a browser sends no origin, and the forms of this page would be refused.
    response["Referrer-Policy"] = "same-origin"
    return response


@states(own_feeds)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, public_id: str) -> HttpResponse:
    """Another name or other contents under the same address."""
    feed = get_object_or_404(Feed.objects.select_related("unit"), public_id=public_id)
    own_feeds.check(request.user, feed)
    form = FeedForm(request.POST or None, person=request.user, feed=feed)
    if feed.revoked_at is None and (request.method != "POST" or not form.is_valid()):
        return render(request, "calendars/change.html", {"feed": feed, "form": form})
    if request.method == "POST" and form.is_valid():
        result = change_feed(by=request.user, feed=feed, **form.cleaned_data)
        messages.success(request, result.message)
    return redirect("me-calendar")


@states(own_feeds)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def revoke(request: HttpRequest, public_id: str) -> HttpResponse:
    """Ask once more, then revoke."""
    feed = get_object_or_404(Feed, public_id=public_id)
    own_feeds.check(request.user, feed)
    if request.method != "POST" and feed.revoked_at is None:
        return render(request, "calendars/revoke.html", {"feed": feed})
    if request.method == "POST":
        messages.success(request, revoke_feed(by=request.user, feed=feed).message)
    return redirect("me-calendar")


@states(own_feeds)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def replace(request: HttpRequest, public_id: str) -> HttpResponse:
    """Ask once more, then show the new address."""
    feed = get_object_or_404(Feed, public_id=public_id)
    own_feeds.check(request.user, feed)
    if request.method == "POST":
        return _made(request, replace_feed(by=request.user, feed=feed))
    if feed.revoked_at is not None:
        return redirect("me-calendar")
    return render(request, "calendars/replace.html", {"feed": feed})


@states(own_feeds)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitations(request: HttpRequest) -> HttpResponse:
    """POST `by_mail=1` or nothing: whether mails bring invitations; the page shows it."""
    if request.method == "POST":
        result = choose_invitations(by=request.user, by_mail=request.POST.get("by_mail") == "1")
        messages.success(request, result.message)
    return redirect(f"{reverse('me-calendar')}#invitations")
