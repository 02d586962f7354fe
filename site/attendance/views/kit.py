"""The desk as an application that works without signal: its page, its worker, its manifest.

The page holds nothing about anybody, so that a browser may keep it; rosters come through the API.
"""

from pathlib import Path

from django.conf import settings
from django.contrib import messages
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from attendance.actions import return_roster, take_roster
from attendance.models import DeskToken
from attendance.passes import PREFIX
from attendance.rules import own_desks, sessions_of, work_desk
from attendance.views.door import DoorView
from kernel.rules import public, states
from publishing.dates import local_date

# What the page imports while it runs; the rest stands in the page itself.
MODULES = (
    "js/desk_camera.js",
    "js/desk_signal.js",
    "js/kit_store.js",
    "js/kit_sync.js",
    "js/kit_view.js",
    "vendor/qr/decode.js",
    "vendor/qr/index.js",
)
WORKER = "js/desk_worker.js"


@states(work_desk)
@never_cache
@require_safe
def kit(request: HttpRequest) -> HttpResponse:
    """The application."""
    # A module imports its neighbours by their plain names, whatever a release appends to others.
    modules = " ".join(f"{settings.STATIC_URL}{name}" for name in MODULES)
    return render(request, "attendance/kit.html", {"prefix": PREFIX, "modules": modules})


@states(public)
@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker, below `/desk/` because that is what it may serve."""
    found = finders.find(WORKER)
    assert isinstance(found, str)
    return HttpResponse(Path(found).read_bytes(), content_type="text/javascript")


@states(public)
@require_safe
def manifest(request: HttpRequest) -> JsonResponse:
    """What an installed desk is called and where it begins."""
    content = {
        "id": reverse("desk-kit"),
        "name": gettext("Yanxi check-in desk"),
        "short_name": gettext("Check-in"),
        "lang": get_language(),
        "start_url": reverse("desk-kit"),
        "scope": reverse("desk"),
        "display": "standalone",
        "background_color": "#fbfaf6",
        "theme_color": "#fbfaf6",
        "icons": [
            {"src": static("icons/icon-192.png"), "sizes": "192x192", "type": "image/png"},
            {
                "src": static("icons/icon-512.png"),
                "sizes": "512x512",
                "type": "image/png",
                "purpose": "any maskable",
            },
        ],
    }
    return JsonResponse(content, content_type="application/manifest+json")


@states(own_desks)
@never_cache
@require_POST
def end_device(request: HttpRequest, public_id: str) -> HttpResponse:
    """`/desk/devices/<id>/end/`: a device of one's own, lost or lent, opens nothing any more."""
    desk = get_object_or_404(DeskToken, public_id=public_id)
    own_desks.check(request.user, desk)
    return_roster(by=request.user, desk=desk)
    messages.success(request, _("That device opens no roster any more."))
    return redirect("desk")


class Take(DoorView):
    """`/desk/s/<id>/take/`: a token for this device, for the session and others of its day."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        """JSON: the token, shown this once, and the sessions it opens."""
        of_the_day = (
            sessions_of(request.user)
            .held()
            .filter(offering_id=self.door.offering_id)
            .on_day(local_date(self.door.starts_at))
        )
        sessions = list({row.pk: row for row in [self.door, *of_the_day]}.values())
        result = take_roster(by=request.user, sessions=sessions, spot=self.spot)
        return JsonResponse(
            {
                "token": result.details["token"],
                "message": result.message,
                "expires_at": result.record.expires_at,
                "sessions": [session.public_id for session in sessions],
            }
        )
