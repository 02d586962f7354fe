"""What is wrong with the content of published pages, for editors to mend."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from portal.content_checks import faults
from portal.rules import work_on_pages


class ContentChecks(WagtailAdminTemplateMixin, TemplateView):
    """`/admin/content-checks/`: broken links, missing alternative texts, footnotes."""

    rule = work_on_pages
    template_name = "admin/portal/content_checks.html"
    page_title = _("Content checks")
    header_icon = "check"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """This page."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """All of it: there is little, or much to do."""
        return super().get_context_data(**kwargs) | {"faults": faults()}
