"""Speakers in the back office: who they are, when they are away, what they taught; their teams."""

from typing import Any

from django.db.models import Count, Q, Sum
from django.db.models.functions import ExtractYear
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList
from wagtail.admin.widgets.button import HeaderButton

from events.enums import OfferingState
from events.models import Session, Speaker, SpeakerTeam
from events.speaker_forms import SpeakerForm
from events.viewsets.lookups import LookupListing, LookupViewSet, everybody_of
from publishing.backoffice.cells import Cell
from publishing.backoffice.forms import RecordInspect

everybody = everybody_of(Speaker)
# How many talks the page of a speaker lists; the years count all.
TALKS = 100


class SpeakerListing(LookupListing):
    """Speakers by name."""

    model = Speaker
    row_rule = everybody
    search_fields = ["name", "name_en", "title", "unit_text", "topics"]
    default_ordering = "name"
    title_sort = "name"
    title_label = _("Name")

    def prepare(self, rows: Any) -> Any:
        """How often each taught."""
        return rows.annotate(taught=Count("sessions", filter=Q(sessions__cancelled_at=None)))

    def get_title_url(self, row: Any) -> str | None:
        """To what they taught."""
        return self.get_inspect_url(row)

    def get_cells(self) -> list[Any]:
        """Who they are."""
        return [
            Cell("title_text", _("Title"), lambda row: row.title),
            Cell("unit", _("Unit"), lambda row: row.unit_text),
            Cell("taught", _("Sessions"), lambda row: row.taught, sort_key="taught"),
        ]


def talks_of(speaker: Speaker) -> Any:
    """Sessions that a speaker gave or will give, of whatever unit; no drafts, nothing cancelled."""
    sessions = Session.objects.holding().filter(speaker=speaker)
    return sessions.exclude(offering__state=OfferingState.DRAFT)


def years_of(speaker: Speaker) -> list[dict[str, Any]]:
    """Sessions and credit hours of each year, the latest first; years by the site's clock."""
    years = talks_of(speaker).order_by().annotate(year=ExtractYear("starts_at"))
    figures = years.values("year").annotate(sessions=Count("pk"), hours=Sum("credit_hours"))
    return list(figures.order_by("-year"))


class SpeakerInspect(RecordInspect):
    """A speaker's record: topics, times away, talks by year."""

    model = Speaker
    row_rule = everybody
    template_name = "admin/events/speaker.html"
    page_title = _("Speaker")

    @property
    def header_buttons(self) -> list[Any]:  # type: ignore[override]
        """Correcting what stands there."""
        if not self.user_has_permission("change"):
            return []
        edit = reverse("speakers:edit", args=[self.object.pk])
        return [HeaderButton(_("Edit"), url=edit, icon_name="edit", priority=1)]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What they taught."""
        talks = talks_of(self.object).with_places().order_by("-starts_at", "-pk")
        return super().get_context_data(**kwargs) | {
            "talks": talks[:TALKS],
            "years": years_of(self.object),
            "absences": self.object.absences.all(),
            "teams": [row.team for row in self.object.team_members.select_related("team")],
            "topics": [line for line in self.object.topics.splitlines() if line.strip()],
        }


class SpeakerViewSet(LookupViewSet):
    """`/admin/speakers/`."""

    model = Speaker
    name = "speakers"
    icon = "user"
    menu_label = _("Speakers")
    menu_order = 30
    index_view_class = SpeakerListing
    inspect_view_enabled = True
    inspect_view_class = SpeakerInspect
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("name"), FieldPanel("name_en")]),
                    FieldRowPanel([FieldPanel("title"), FieldPanel("title_en")]),
                    FieldPanel("unit_text"),
                    FieldPanel("who"),
                    FieldPanel("topics"),
                ],
                _("Speaker"),
            ),
            InlinePanel(
                "absences",
                [FieldRowPanel([FieldPanel("from_on"), FieldPanel("until_on")])],
                heading=_("Not available"),
                label=_("time away"),
                help_text=_("Whoever plans a session on such a day is told. Give no reasons."),
            ),
        ],
        base_form_class=SpeakerForm,
    )


class TeamListing(LookupListing):
    """Teams by name."""

    model = SpeakerTeam
    row_rule = everybody_of(SpeakerTeam)
    search_fields = ["name", "name_en", "members__speaker__name"]
    default_ordering = "name"
    title_sort = "name"
    title_label = _("Name")

    def prepare(self, rows: Any) -> Any:
        """With their members."""
        return rows.prefetch_related("members__speaker")

    def search_queryset(self, queryset: Any) -> Any:
        """A team once, however many of its members match."""
        return super().search_queryset(queryset).distinct()

    def get_cells(self) -> list[Any]:
        """Who goes."""
        return [
            Cell(
                "members",
                _("Members"),
                lambda row: "、".join(str(member) for member in row.members.all()),
            )
        ]


class TeamViewSet(LookupViewSet):
    """`/admin/speaker-teams/`."""

    model = SpeakerTeam
    name = "speaker-teams"
    icon = "group"
    menu_label = _("Speaker teams")
    menu_order = 31
    index_view_class = TeamListing
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("name"), FieldPanel("name_en")]),
            InlinePanel(
                "members",
                [FieldRowPanel([FieldPanel("speaker"), FieldPanel("is_head")])],
                heading=_("Members"),
                label=_("member of the team"),
            ),
        ]
    )
