"""Standard pages: about, privacy, how to take part."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField

from events.blocks import PageBlocks
from publishing.explained import TEXT
from publishing.models import SitePage
from publishing.search import ZhSearchField


class StandardPage(SitePage):
    """Text that stands for itself."""

    body = StreamField(PageBlocks(), blank=True, verbose_name=_("text"))

    page_description = _("A text that stays, without a date: about, privacy, how to take part.")
    parent_page_types: ClassVar[list[str]] = ["portal.HomePage", "portal.StandardPage"]
    subpage_types: ClassVar[list[str]] = ["portal.StandardPage"]
    template = "portal/standard_page.html"
    content_panels = [*SitePage.content_panels, TEXT]
    search_fields: ClassVar[list[Any]] = [*SitePage.search_fields, ZhSearchField("body")]

    class Meta:
        verbose_name = _("standard page")
        verbose_name_plural = _("standard pages")
