"""Speakers in the back office: who they are, when they are away, what they taught; their teams."""

from typing import Any

from django.db.models import Count, Q, Sum
from django.db.models.functions import ExtractYear
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList
from wagtail.admin.widgets.button import HeaderButton
from wagtail.models import Locale

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
        """How often each taught or will teach: what `talks_of` finds."""
        held = Q(lineup__released=False) & ~Q(lineup__session__offering__state=OfferingState.DRAFT)
        return rows.annotate(taught=Count("lineup", filter=held))

    def get_title_url(self, row: Any) -> str | None:
        """To what they taught."""
        return self.get_inspect_url(row)

    def get_cells(self) -> list[Any]:
        """Who they are."""
        return [
            Cell("title_text", pgettext_lazy("of a person", "Title"), lambda row: row.title),
            Cell("unit", _("Unit"), lambda row: row.unit_text),
            Cell("taught", _("Sessions"), lambda row: row.taught, sort_key="taught"),
        ]


def talks_of(record: Speaker | SpeakerTeam) -> Any:
    """Sessions that a speaker or a team gave or will give; no drafts, nothing cancelled."""
    team = isinstance(record, SpeakerTeam)
    those = {"offering__team": record} if team else {"lineup__speaker": record}
    return Session.objects.holding().filter(**those).exclude(offering__state=OfferingState.DRAFT)


def years_of(record: Speaker | SpeakerTeam) -> list[dict[str, Any]]:
    """Sessions and credit hours of each year, the latest first; years by the site's clock."""
    years = talks_of(record).order_by().annotate(year=ExtractYear("starts_at"))
    figures = years.values("year").annotate(sessions=Count("pk"), hours=Sum("credit_hours"))
    return list(figures.order_by("-year"))


class RecordOfTalks(RecordInspect):
    """A speaker's or a team's page: who they are, and their talks by year."""

    edit_url_name = ""

    @property
    def header_buttons(self) -> list[Any]:  # type: ignore[override]
        """Correcting what stands there."""
        if not self.user_has_permission("change"):
            return []
        edit = reverse(self.edit_url_name, args=[self.object.pk])
        return [HeaderButton(_("Edit"), url=edit, icon_name="edit", priority=1)]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What they taught."""
        talks = talks_of(self.object).with_places().order_by("-starts_at", "-pk")
        found = {"talks": talks[:TALKS], "years": years_of(self.object)}
        return super().get_context_data(**found | kwargs)


class SpeakerInspect(RecordOfTalks):
    """A speaker's record: topics, teams, times away, talks by year."""

    model = Speaker
    row_rule = everybody
    template_name = "admin/events/speaker.html"
    page_title = _("Speaker")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Who they are."""
        return super().get_context_data(**kwargs) | {
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
                help_text=_(
                    "Name, title and unit are read by everybody, in timetables and on pages."
                ),
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

    def get_title_url(self, row: Any) -> str | None:
        """To what it gave."""
        return self.get_inspect_url(row)

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


class TeamInspect(RecordOfTalks):
    """A team's record: members, the tours it goes on, talks by year."""

    model = SpeakerTeam
    row_rule = everybody_of(SpeakerTeam)
    template_name = "admin/events/team.html"
    page_title = _("Speaker team")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Who goes, and where."""
        return super().get_context_data(**kwargs) | {
            "members": self.object.members.select_related("speaker"),
            "tours": self.object.pages.filter(locale=Locale.get_default()).order_by("title"),
        }


class TeamViewSet(LookupViewSet):
    """`/admin/speaker-teams/`."""

    model = SpeakerTeam
    name = "speaker-teams"
    icon = "group"
    menu_label = _("Speaker teams")
    menu_order = 31
    index_view_class = TeamListing
    inspect_view_enabled = True
    inspect_view_class = TeamInspect
    edit_handler = ObjectList(
        [
            FieldRowPanel(
                [
                    FieldPanel("name", help_text=_("As readers see it on the pages of a tour.")),
                    FieldPanel("name_en"),
                ]
            ),
            InlinePanel(
                "members",
                [FieldRowPanel([FieldPanel("speaker"), FieldPanel("is_head")])],
                heading=_("Members"),
                label=_("member of the team"),
                help_text=_("Stops that it was sent to keep their speakers until it is sent anew."),
            ),
        ]
    )
