"""Remote sites of one offering in the back office: setting them, and who sits where."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from attendance.actions import place_people, set_sites
from attendance.actions.sites import FIELDS
from attendance.remote import expected_at, layout_of
from attendance.site_forms import SiteFormSet
from events.models import Offering
from events.rules import manage_offering
from publishing.backoffice.forms import tell
from publishing.languages import named
from registration.models import Registration
from registration.roster import roster_of

MOST_IN_A_FORM = 10_000


class OfSites(WagtailAdminTemplateMixin, TemplateView):
    """About the remote sites of the offering of the address, for those who run it."""

    rule = manage_offering
    model = Offering
    header_icon = "site"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """The offering with its sites."""
        super().setup(request, *args, **kwargs)
        rows = Offering.objects.select_related("page", "lead_unit")
        self.offering = get_object_or_404(rows, public_id=kwargs["public_id"])
        self.rule.check(request.user, self.offering)
        self.layout = layout_of(self.offering.pk)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Offering, this page."""
        url = reverse("offerings:inspect", args=[self.offering.pk])
        return [
            *self.breadcrumbs_items,
            {"url": url, "label": named(self.offering)},
            {"url": "", "label": self.page_title},
        ]


class SitesEdit(OfSites):
    """`/admin/remote-sites/<id>/`: a line for each site."""

    template_name = "admin/attendance/sites.html"
    page_title = _("Remote sites")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The lines that hold, unless others were sent; how many people each has."""
        kwargs.setdefault("formset", SiteFormSet(initial=self.known()))
        expected = expected_at(self.layout, self.offering.pk) if self.layout.sites else {}
        numbers = [
            (spot, expected[spot.site.pk if spot.site else None]) for spot in self.layout.spots[1:]
        ]
        return super().get_context_data(**kwargs) | {
            "offering": self.offering,
            "numbers": numbers,
            "people_url": reverse("admin-site-people", args=[self.offering.public_id]),
            "back": reverse("offerings:inspect", args=[self.offering.pk]),
        }

    def known(self) -> list[dict[str, Any]]:
        """The sites as lines."""
        return [
            {name: getattr(one, name) for name in FIELDS}
            | {"site": one.public_id, "units": list(one.units.all())}
            for one in self.layout.sites
        ]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Save; or show again what was sent, with what is wrong."""
        formset: Any = SiteFormSet(request.POST)
        if not formset.is_valid():
            return self.render_to_response(self.get_context_data(formset=formset), status=400)
        result = set_sites(by=request.user, offering=self.offering, sites=formset.facts())
        tell(request, result)
        if not result.ok:
            return self.render_to_response(self.get_context_data(formset=formset), status=409)
        return redirect("admin-remote-sites", self.offering.public_id)


class SitePeople(OfSites):
    """`/admin/remote-sites/<id>/people/`: everybody in official order, each with a site."""

    template_name = "admin/attendance/site_people.html"
    page_title = _("Who sits where")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Who has a place, where they sit, and what their unit's site would be."""
        rows = Registration.objects.confirmed().filter(offering=self.offering)
        lines = [
            (line, self._chosen(line.row), self.layout.by_units(line.row))
            for line in roster_of(rows.select_related("site_choice"))
        ]
        return super().get_context_data(**kwargs) | {
            "offering": self.offering,
            "lines": lines,
            "spots": self.layout.spots[1:],
            "back": reverse("admin-remote-sites", args=[self.offering.public_id]),
        }

    def _chosen(self, row: Registration) -> str:
        choice = getattr(row, "site_choice", None)
        if choice is None:
            return ""
        site = self.layout.by_key.get(choice.site_id)
        return site.public_id if site else "main"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Save what was changed here; what others chose since the page was opened stays."""
        sent = dict(list(request.POST.items())[:MOST_IN_A_FORM])
        keys = {
            name[2:14]: str(value)[:12]
            for name, value in sent.items()
            if name.startswith("s_") and value != sent.get(f"w_{name[2:]}")
        }
        tell(request, place_people(by=request.user, offering=self.offering, keys=keys))
        return redirect("admin-site-people", self.offering.public_id)
