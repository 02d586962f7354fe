"""What is wrong with the content of published pages, for editors to mend."""

from collections import Counter
from itertools import groupby
from typing import Any

from django.core.paginator import Paginator
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from portal.content_checks import Wrong, faults
from portal.rules import work_on_pages

PAGES = 50


class ContentChecks(WagtailAdminTemplateMixin, TemplateView):
    """`/admin/content-checks/`: broken links, missing alternative texts, footnotes.

    `what` is one kind of fault alone; `p` is the number of fifty pages.
    """

    rule = work_on_pages
    template_name = "admin/portal/content_checks.html"
    page_title = _("Content checks")
    header_icon = "check"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """This page."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Pages with what is wrong with each; how much there is of which kind; which is shown."""
        found = faults()
        counted, chosen = Counter(fault.kind for fault in found), self.request.GET.get("what", "")
        if chosen in counted:
            found = [fault for fault in found if fault.kind == chosen]
        pages = [list(group) for _page, group in groupby(found, key=lambda fault: fault.page)]
        return super().get_context_data(**kwargs) | {
            "kinds": [(kind, counted[kind]) for kind in Wrong if kind in counted],
            "chosen": chosen if chosen in counted else "",
            "count": counted.total(),
            "pages": Paginator(pages, PAGES).get_page(self.request.GET.get("p")),
        }
