"""`/admin/quota/`: places of units in the menu under Register."""

from typing import Any

from django.urls import path
from django.utils.translation import gettext_lazy as _

from events.models import Offering
from publishing.backoffice.listing import RecordViewSet
from registration.quota_admin.acts import QuotaAct
from registration.quota_admin.admission import QuotaAdmission
from registration.quota_admin.grant import QuotaGrant
from registration.quota_admin.ledger import QuotaExport, QuotaInspect, QuotaListing


class QuotaViewSet(RecordViewSet):
    """The same records as the offerings, read by their places."""

    model = Offering
    name = "quota"
    icon = "table"
    menu_label = _("Places of units")
    menu_hook = "register_register_menu_item"
    menu_order = 5
    addresses = ("index", "index_results", "inspect")
    index_view_class = QuotaListing
    inspect_view_class = QuotaInspect

    def register_admin_url_finder(self) -> None:
        """An offering's own page is that of the offerings."""

    def get_urlpatterns(self) -> list[Any]:
        """With an address for each act."""
        export = self.construct_view(QuotaExport, **self.get_inspect_view_kwargs())
        return [
            *super().get_urlpatterns(),
            path("<int:pk>/export/", export, name="export"),
            path("<int:pk>/grant/", self.construct_view(QuotaGrant), name="grant"),
            path("<int:pk>/admission/", self.construct_view(QuotaAdmission), name="admission"),
            path("<int:pk>/<slug:verb>/", self.construct_view(QuotaAct), name="act"),
        ]
