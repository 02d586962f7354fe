"""The base of every screen that belongs to one session."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache

from attendance.queries import with_terms
from attendance.remote import EVERYWHERE, Spot, layout_at
from attendance.rules import work_desk
from events.enums import OfferingState
from events.models import Session

STANDS = "desk_stands_"


@method_decorator(never_cache, name="dispatch")
class DoorView(View):
    """Finds the session and checks who asks; `self.door` is the session with its places."""

    rule = work_desk

    def dispatch(
        self, request: HttpRequest, *args: Any, public_id: str, **kwargs: Any
    ) -> HttpResponseBase:
        """404 for a session that is not published, 403 outside one's reach."""
        known = with_terms(Session.objects.with_places()).exclude(
            offering__state=OfferingState.DRAFT
        )
        self.door = get_object_or_404(known, public_id=public_id)
        self.rule.check(request.user, self.door)
        self.layout = layout_at(self.door)
        self.spot = self.stand(request) if self.layout.sites else EVERYWHERE
        return super().dispatch(request, *args, **kwargs)

    def stand(self, request: HttpRequest) -> Spot:
        """At which remote site this desk stands: chosen by `?at=`, kept for its browser."""
        name = f"{STANDS}{self.door.public_id}"
        asked = request.GET.get("at")
        if asked is not None:
            request.session[name] = self.layout.spot(asked).key
        return self.layout.spot(str(request.session.get(name, "")))
