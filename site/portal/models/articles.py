"""Columns and their articles."""

from typing import Any, ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from events.blocks import PageBlocks
from publishing.explained import DATED, TEXT
from publishing.models import SitePage
from publishing.search import ZhSearchField


class ColumnPage(SitePage):
    """A column (专栏): articles on one theme, newest first; `/articles/` holds all columns."""

    page_description = _("Gathers articles on one theme, the newest first.")
    parent_page_types: ClassVar[list[str]] = ["portal.HomePage", "portal.ColumnPage"]
    subpage_types: ClassVar[list[str]] = [
        "portal.ColumnPage",
        "portal.ArticlePage",
        "essays.EssayCollectionPage",
    ]
    template = "portal/column_page.html"

    class Meta:
        verbose_name = _("column")
        verbose_name_plural = _("columns")


class ArticlePage(SitePage):
    """An article."""

    published_on = models.DateField(_("dated"), default=timezone.localdate)
    author_line = models.CharField(_("author or source"), max_length=120, blank=True)
    body = StreamField(PageBlocks(), blank=True, verbose_name=_("text"))

    page_description = _("A text with a date and an author: a report, a portrait, a notice.")
    parent_page_types: ClassVar[list[str]] = ["portal.ColumnPage"]
    subpage_types: ClassVar[list[str]] = []
    template = "portal/article_page.html"
    content_panels = [
        *SitePage.content_panels,
        DATED,
        FieldPanel(
            "author_line",
            help_text=_("Beside the date, as readers see it. Empty: nothing is shown."),
        ),
        TEXT,
    ]
    search_fields: ClassVar[list[Any]] = [*SitePage.search_fields, ZhSearchField("body")]

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
