"""Campaigns: a page that gathers what belongs to a theme."""

from typing import Any, ClassVar

from django.db import models
from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from events.blocks import PageBlocks
from publishing.explained import TEXT
from publishing.models import SitePage
from publishing.search import ZhSearchField


class CampaignPage(SitePage):
    """A campaign: its text, and the events, courses, essays and figures of its themes."""

    starts_on = models.DateField(_("first day"), null=True, blank=True)
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    themes = ParentalManyToManyField(
        "events.Theme",
        blank=True,
        related_name="campaigns",
        verbose_name=_("themes"),
        help_text=_("The page gathers everything that has one of these themes, by itself."),
    )
    body = StreamField(PageBlocks(), blank=True, verbose_name=_("text"))

    parts: ClassVar[tuple[str, ...]] = ("themes",)
    page_description = _("Gathers by itself what is held, written and counted on a theme.")
    parent_page_types: ClassVar[list[str]] = ["portal.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    template = "portal/campaign_page.html"
    content_panels = [
        *SitePage.content_panels,
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")])],
            _("Duration"),
            help_text=_(
                "Shown below the title; empty: not shown. The page stays when they are over."
            ),
        ),
        FieldPanel("themes", widget=CheckboxSelectMultiple),
        TEXT,
    ]
    search_fields: ClassVar[list[Any]] = [
        *SitePage.search_fields,
        ZhSearchField("body"),
        index.RelatedFields("themes", [ZhSearchField("name"), ZhSearchField("name_en")]),
    ]

    class Meta:
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(starts_on=None)
                | models.Q(ends_on=None)
                | models.Q(starts_on__lte=models.F("ends_on")),
                name="campaign_runs_forward",
                violation_error_message=_("The last day comes before the first."),
            )
        ]
