"""Pages with open changes, for editors to work through."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.reports import PageReportView

from portal.rules import drafts_for


class DraftPages(PageReportView):
    """Pages whose latest changes nobody has published yet."""

    page_title = _("Changes not yet published")
    header_icon = "draft"
    index_url_name = "admin-drafts"
    index_results_url_name = "admin-drafts-results"
    any_permission_required = ["add", "change", "publish"]
    FORMATS = (PageReportView.FORMAT_XLSX,)

    def get_queryset(self) -> Any:
        """The latest change first."""
        pages = drafts_for(self.request.user).order_by("-latest_revision_created_at")
        self.queryset = pages.specific(defer=True)
        return super().get_queryset()

    @property
    def header_more_buttons(self) -> list[Any]:  # type: ignore[override]
        """The list is for working through, not for export."""
        return []
