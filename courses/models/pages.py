"""Pages of courses: what a course is; its cohorts are offerings."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.fields import StreamField
from wagtail.models import Orderable
from wagtail.search import index

from events.blocks import PageBlocks
from events.explained import AUDIENCE, THEMES
from events.models import words_of_programme
from publishing.explained import TEXT
from publishing.models import SitePage
from publishing.search import ZhSearchField


class CourseIndexPage(SitePage):
    """All courses, by category."""

    page_description = _("The list of all courses by category. A site has one.")
    parent_page_types: ClassVar[list[str]] = ["portal.HomePage"]
    subpage_types: ClassVar[list[str]] = ["courses.CoursePage"]
    max_count_per_parent = 1
    template = "courses/course_index_page.html"

    class Meta:
        verbose_name = _("course index")


class CoursePage(SitePage):
    """What a course is. Its cohorts are offerings; publishing never touches them."""

    category = models.ForeignKey(
        "courses.CourseCategory", models.PROTECT, related_name="pages", verbose_name=_("category")
    )
    audience = models.CharField(_("for whom"), max_length=240, blank=True)
    requirement = models.CharField(_("required to finish"), max_length=240, blank=True)
    themes = ParentalManyToManyField("events.Theme", blank=True, verbose_name=_("themes"))
    body = StreamField(PageBlocks(), blank=True, verbose_name=_("text"))

    read_along: ClassVar[tuple[str, ...]] = (*SitePage.read_along, "category")
    parts: ClassVar[tuple[str, ...]] = ("themes", "topics")
    page_description = _(
        "What a course is and for whom. Its cohorts and their dates stand below “Register”."
    )
    parent_page_types: ClassVar[list[str]] = ["courses.CourseIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    template = "courses/course_page.html"
    content_panels = [
        *SitePage.content_panels,
        FieldPanel("category", help_text=_("Under which head it stands in the list of courses.")),
        THEMES,
        AUDIENCE,
        FieldPanel(
            "requirement",
            help_text=_(
                "In words, for example “all sessions and one essay”. What a cohort asks for in "
                "numbers is listed below it by itself."
            ),
        ),
        InlinePanel(
            "topics",
            heading=_("Topics"),
            label=_("topic"),
            help_text=_(
                "What is taught, in this order: a part of the page. Dates, venues and speakers "
                "stand in the timetable of each cohort."
            ),
        ),
        TEXT,
    ]
    search_fields: ClassVar[list[Any]] = [
        *SitePage.search_fields,
        ZhSearchField("body"),
        ZhSearchField("programme"),
        index.RelatedFields("topics", [ZhSearchField("title")]),
        index.RelatedFields("category", [ZhSearchField("name"), ZhSearchField("name_en")]),
        index.RelatedFields("themes", [ZhSearchField("name"), ZhSearchField("name_en")]),
        index.FilterField("category"),
    ]

    @property
    def programme(self) -> str:
        """What its cohorts' timetables add to what it is found by."""
        return words_of_programme(self)

    class Meta:
        verbose_name = _("course")
        verbose_name_plural = _("courses")


class CourseTopic(Orderable):
    """One topic (专题) of a course: part of its text."""

    page = ParentalKey(CoursePage, on_delete=models.CASCADE, related_name="topics")
    title = models.CharField(_("title"), max_length=120)

    panels = [FieldPanel("title")]

    class Meta(Orderable.Meta):
        verbose_name = _("topic")
        verbose_name_plural = _("topics")

    def __str__(self) -> str:
        return self.title
