"""Registrations in the back office: list, look, decide."""

from typing import Any

from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.widgets.button import Button, HeaderButton

from events.models import Offering
from events.titles import with_titles
from publishing import dates
from publishing.backoffice.forms import (
    Act,
    ActView,
    PlainForm,
    ReasonForm,
    RecordInspect,
    act_buttons,
)
from publishing.backoffice.listing import RecordListing, RecordViewSet
from publishing.languages import named
from registration import actions
from registration.admin_forms import RegistrationFilters
from registration.enums import RegistrationState as State
from registration.models import Registration
from registration.rules import (
    decide_registration,
    follow_registrations,
    import_registrations,
)
from registration.states import may_move
from registration.terms import TermsAct
from registration.terms_forms import MoveForm
from registration.viewsets.answers import RegistrationAnswers, changes_of, lines_of
from registration.viewsets.columns import cells, questions_of, shown, with_answers
from registration.viewsets.roster import Roster


def _reaches(state: str) -> Any:
    return lambda row: row.state != State.WITHDRAWN and may_move(row.state, state)


ACTS = [
    Act(
        "approve",
        _("Approve"),
        _("The person gets a place and is told."),
        actions.approve,
        "registration",
        form=PlainForm,
        shown=_reaches(State.CONFIRMED),
    ),
    Act(
        "queue",
        _("Put on the waiting list"),
        _("The person waits behind those who wait already, and is told."),
        actions.queue,
        "registration",
        form=PlainForm,
        icon="history",
        shown=_reaches(State.WAITLISTED),
    ),
    Act(
        "move",
        _("Change the place in the line"),
        _("The others keep their order. Your reason stays in the history; the person reads it."),
        actions.move_in_line,
        "registration",
        form=MoveForm,
        icon="order",
        shown=lambda row: row.state == State.WAITLISTED,
    ),
    Act(
        "decline",
        _("Decline"),
        _("The person is told that there is no place for them, with your reason."),
        actions.decline,
        "registration",
        form=ReasonForm,
        icon="cross",
        is_serious=True,
        shown=_reaches(State.DECLINED),
    ),
    Act(
        "remove",
        _("Remove"),
        _("The place goes to the next who waits. The person is told, with your reason."),
        actions.remove,
        "registration",
        form=ReasonForm,
        icon="bin",
        is_serious=True,
        shown=_reaches(State.REMOVED),
    ),
]


class RegistrationListing(RecordListing):
    """Who, of which unit, for what, in which state."""

    model = Registration
    row_rule = follow_registrations
    filterset_class = RegistrationFilters
    template_name = "admin/bulk_listing.html"
    bulk_type = "registration"
    search_fields = [
        "person__name_key",
        "unit__name",
        "unit__short_name",
        "offering__label",
        "offering__page__title",
        "person__number",
        "person__phone",
    ]
    default_ordering = ("-queued_at", "-pk")
    title_label = _("Participant")
    page_title = _("Registrations")

    def prepare(self, rows: Any) -> Any:
        """Everything a row shows."""
        rows = rows.select_related("person", "unit", "offering__page")
        rows = with_titles(rows, "offering__page")
        return with_answers(rows) if self.questions else rows

    @cached_property
    def questions(self) -> list[Any]:
        """What the one offering asks that the list is filtered by."""
        return questions_of(self.request)

    def title_of(self, row: Registration) -> str:
        """The person."""
        return row.person.name

    def get_cells(self) -> list[Any]:
        """All in the spreadsheet; on the screen those that fit."""
        every = cells(self.questions)
        one = self.request.GET.get("offering", "").isdecimal()
        return every if self.is_export else shown(every, of_one=one)

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Whether ticking leads anywhere."""
        may = self.user_has_permission("change")
        return super().get_context_data(*args, **kwargs) | {"can_decide": may}

    @property
    def header_buttons(self) -> list[Any]:
        """Who decides may bring a whole list."""
        if not import_registrations.allows(self.request.user):
            return []
        url = reverse("imports:start", args=["registrations"])
        return [HeaderButton(_("Import registrations"), url=url, icon_name="upload")]

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        """With an offering chosen, its roster can be printed."""
        buttons = super().header_more_buttons
        number = self.request.GET.get("offering", "")
        if number.isdecimal():
            url = reverse("registrations:roster", args=[number])
            buttons.append(Button(_("Printed roster"), url=url, icon_name="list-ol", priority=60))
        return buttons


class RegistrationInspect(RecordInspect):
    """One registration with its history, and what can be decided about it."""

    model = Registration
    row_rule = follow_registrations
    template_name = "admin/registration/registration.html"
    page_title = _("Registration")

    def prepare(self, rows: Any) -> Any:
        """Person, unit, offering, place on the waiting list."""
        rows = rows.select_related("person", "unit", "offering__page", "offering__lead_unit")
        return rows.with_position()

    @cached_property
    def decides(self) -> bool:
        """Whether the person may decide about this one."""
        may = self.user_has_permission("change")
        return may and decide_registration.allows(self.request.user, self.object)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Facts, acts, history."""
        row = self.object
        acts = act_buttons(ACTS, row, "registrations:act") if self.decides else []
        return super().get_context_data(**kwargs) | {
            "acts": acts,
            "facts": self.get_facts(row),
            "changes": row.changes.select_related("by"),
            "answers": lines_of(row) if self.decides else [],
            "answer_changes": changes_of(row) if self.decides else [],
            "answers_url": reverse("registrations:answers", args=[row.pk]) if self.decides else "",
            "offering_url": reverse("offerings:inspect", args=[row.offering_id]),
        }

    def get_facts(self, row: Any) -> list[tuple[Any, Any]]:
        """What decides a decision."""
        return [
            (_("State"), row.get_state_display()),
            (_("Place on the waiting list"), row.position or ""),
            (_("Unit"), named(row.unit or "")),
            (_("Way in"), row.get_via_display()),
            (_("Late"), _("yes") if row.is_late else ""),
            (_("Place offered until"), row.offered_until and dates.instant(row.offered_until)),
            (_("Companions"), row.companions or ""),
            (_("Names of companions"), row.companion_names),
            (_("To be confirmed again by"), row.reconfirm_by and dates.instant(row.reconfirm_by)),
            (pgettext_lazy("moment", "Registered"), dates.instant(row.queued_at)),
            (_("Mobile number"), row.person.phone or ""),
            (_("E-mail address"), row.person.email or ""),
        ]


class RegistrationAct(ActView):
    """Deciding about one registration."""

    model = Registration
    row_rule = decide_registration
    acts = {act.verb: act for act in ACTS}

    def prepare(self, rows: Any) -> Any:
        """Who and what."""
        return rows.select_related("person", "unit", "offering__page", "offering__lead_unit")


class RegistrationViewSet(RecordViewSet):
    """`/admin/registrations/`."""

    model = Registration
    name = "registrations"
    icon = "clipboard-list"
    menu_label = _("Registrations")
    menu_hook = "register_register_menu_item"
    menu_order = 4
    addresses = ("index", "index_results", "inspect")
    index_view_class = RegistrationListing
    inspect_view_class = RegistrationInspect

    def get_urlpatterns(self) -> list[Any]:
        """With an address for each act."""
        act = self.construct_view(RegistrationAct)
        terms = self.construct_view(TermsAct, model=Offering)
        answers = self.construct_view(RegistrationAnswers)
        roster = self.construct_view(Roster, model=Offering)
        return [
            *super().get_urlpatterns(),
            path("roster/<int:pk>/", roster, name="roster"),
            path("<int:pk>/answers/", answers, name="answers"),
            path("<int:pk>/<slug:verb>/", act, name="act"),
            path("terms/<int:pk>/<slug:verb>/", terms, name="terms"),
        ]
