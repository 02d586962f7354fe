"""The printed roster of an offering, in official order."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.generic import TemplateView
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from events.rules import follow_offering
from registration.roster import roster_of
from registration.rules import follow_registrations


class Roster(PermissionCheckedMixin, TemplateView):
    """A4, black on white: number, name, unit, post, signature."""

    any_permission_required = ["view", "change"]
    template_name = "registration/roster.html"
    model: Any = None

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """Whoever may list registrations may print those in reach."""
        if not self.user_has_any_permission(self.any_permission_required):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Confirmed participants in official order."""
        person: Any = self.request.user
        offerings = follow_offering.visible(person).with_figures()  # type: ignore[misc]
        offering = get_object_or_404(offerings.select_related("page", "lead_unit"), pk=kwargs["pk"])
        rows: Any = follow_registrations.visible(person)  # type: ignore[misc]
        lines = roster_of(rows.filter(offering=offering).confirmed())
        return super().get_context_data(**kwargs) | {
            "offering": offering,
            "lines": lines,
            "seats": sum(1 + line.row.companions for line in lines),
            "sessions": offering.sessions.held().with_places(),
            "printed_at": timezone.now(),
        }
