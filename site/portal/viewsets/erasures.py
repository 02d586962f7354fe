"""Requests for erasure in the back office: what would go and what would stay, and the decision."""

from typing import Any

import django_filters
from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from kernel import privacy
from kernel.models import ErasureRequest
from kernel.own_data import erase, refuse_erasure
from portal.rules import decide_erasure
from publishing import dates
from publishing.backoffice.cells import Cell, StateCell
from publishing.backoffice.forms import Act, ActView, ReasonForm, RecordInspect, act_buttons
from publishing.backoffice.listing import RecordListing, RecordViewSet

State = ErasureRequest.State


def is_open(request: ErasureRequest) -> bool:
    """Nobody has decided yet."""
    return request.state == State.OPEN


ACTS = [
    Act(
        "erase",
        _("Erase the person"),
        _(
            "Name, addresses, sign-in, words and files go now and cannot be brought back. Records "
            "and figures stay and name nobody."
        ),
        erase,
        "request",
        icon="bin",
        is_serious=True,
        shown=is_open,
    ),
    Act(
        "refuse",
        _("Refuse"),
        _("Everything stays as it is. The person reads your reason and may ask again."),
        refuse_erasure,
        "request",
        form=ReasonForm,
        icon="cross",
        shown=is_open,
    ),
]


class ErasureFilters(WagtailFilterSet):
    """How far it has come."""

    state = django_filters.ChoiceFilter(label=_("State"), choices=State.choices)

    class Meta:
        model = ErasureRequest
        fields: list[str] = []


class ErasureListing(RecordListing):
    """Who asked, when, and what came of it."""

    model = ErasureRequest
    row_rule = decide_erasure
    filterset_class = ErasureFilters
    search_fields = ["person__name_key"]
    default_ordering = ("-asked_at", "-pk")
    title_label = _("Person")
    page_title = _("Requests for erasure")

    def prepare(self, rows: Any) -> Any:
        """Who asked, who decided."""
        return rows.select_related("person", "decided_by")

    def title_of(self, row: ErasureRequest) -> str:
        """The person."""
        return row.person.name

    def get_cells(self) -> list[Any]:
        """State and dates."""
        return [
            StateCell("state", _("State"), lambda row: row.get_state_display(), is_open),
            Cell(
                "asked_at",
                _("Asked for"),
                lambda row: row.asked_at,
                dates.instant,
                sort_key="asked_at",
            ),
            Cell("decided_at", _("Decided"), lambda row: row.decided_at, dates.instant),
            Cell("decided_by", _("Decided by"), lambda row: row.decided_by),
        ]


class ErasureInspect(RecordInspect):
    """One request: what is held, what becomes of it, what is in the way."""

    model = ErasureRequest
    row_rule = decide_erasure
    template_name = "admin/portal/erasure.html"
    page_title = _("Request for erasure")

    def prepare(self, rows: Any) -> Any:
        """Who asked, who decided."""
        return rows.select_related("person", "decided_by")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Facts, what is held by section, hindrances and acts."""
        row = self.object
        may = self.user_has_permission("change")
        acts = act_buttons(ACTS, row, "erasures:act") if may else []
        facts = [
            (_("State"), row.get_state_display()),
            (_("Unit"), row.person.unit or _("none")),
            (_("Asked for"), dates.instant(row.asked_at)),
            (_("What the person wrote"), row.note or "–"),
        ]
        if row.decided_at:
            facts += [
                (_("Decided"), dates.instant(row.decided_at)),
                (_("Decided by"), row.decided_by or "–"),
                (_("Answer"), row.answer or "–"),
            ]
        return super().get_context_data(**kwargs) | {
            "acts": acts,
            "facts": facts,
            "held": self.held() if is_open(row) else [],
            "hindrances": privacy.hindrances(row.person) if is_open(row) else [],
        }

    def held(self) -> list[tuple[Any, int, Any]]:
        """Each section that has rows: its title, how many, what becomes of them."""
        found = [
            (section.title, section.count(self.object.person), section.fate)
            for section in privacy.sections().values()
        ]
        return [row for row in found if row[1]]


class ErasureAct(ActView):
    """Erasing, or refusing to."""

    model = ErasureRequest
    row_rule = decide_erasure
    acts = {act.verb: act for act in ACTS}

    def prepare(self, rows: Any) -> Any:
        """Who asked."""
        return rows.select_related("person")

    def get_notes(self) -> list[str]:
        """What must be settled before."""
        return privacy.hindrances(self.object.person) if self.verb == "erase" else []


class ErasureViewSet(RecordViewSet):
    """`/admin/erasures/`."""

    model = ErasureRequest
    name = "erasures"
    icon = "bin"
    menu_label = _("Requests for erasure")
    menu_hook = "register_people_menu_item"
    menu_order = 80
    addresses = ("index", "index_results", "inspect")
    index_view_class = ErasureListing
    inspect_view_class = ErasureInspect

    def get_urlpatterns(self) -> list[Any]:
        """With an address for each act."""
        act = self.construct_view(ErasureAct)
        return [*super().get_urlpatterns(), path("<int:pk>/<slug:verb>/", act, name="act")]
