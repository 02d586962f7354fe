"""The room's part of the Wagtail admin."""

from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.admin.widgets.button import Button

from events.additions import Addition, add
from events.models import Offering
from publishing.backoffice.cells import Cell
from registration.bulk_actions import Approve, Decline, Message, MoveTo, Queue, Remove
from registration.enums import HOLDING, RegistrationState
from registration.models import AudienceRule, Invitation, Registration, RegistrationChange
from registration.quota_admin.viewset import QuotaViewSet
from registration.reach import reaches
from registration.terms import terms_buttons
from registration.viewsets import QuestionViewSet, RegistrationViewSet

NAMED = 30

for bulk_action in (Approve, Queue, Decline, Message, MoveTo, Remove):
    hooks.register("register_bulk_action", bulk_action)


@hooks.register("register_admin_viewset")
def register_viewsets() -> list[Any]:
    """Under Register in the menu."""
    return [RegistrationViewSet(), QuotaViewSet(), QuestionViewSet()]


def count_of(state: str) -> Coalesce:
    """How many registrations of an offering are in a state; a join would group all offerings."""
    rows = Registration.objects.filter(offering=OuterRef("pk"), state=state).order_by()
    counted = rows.values("offering").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted), 0)


def annotate(rows: Any) -> Any:
    """How many wait, and how many await a decision; whether there are rules and a named list."""
    return rows.annotate(
        waiting=count_of(RegistrationState.WAITLISTED),
        pending=count_of(RegistrationState.PENDING),
        has_rules=Exists(AudienceRule.objects.filter(offering=OuterRef("pk"))),
        has_list=Exists(Invitation.objects.filter(offering=OuterRef("pk")).standing()),
    )


def cells() -> list[Any]:
    """Columns of the list of offerings."""
    return [
        Cell("waiting", _("Waiting"), lambda row: row.waiting or None, sort_key="waiting"),
        Cell("pending", _("To decide"), lambda row: row.pending or None, sort_key="pending"),
    ]


def row_buttons(person: Any, offering: Offering) -> list[Button]:
    """From an offering to its registrations, its ledger of places, its questions."""
    if not person.has_perm("registration.view_registration"):
        return []
    of_this = f"?offering={offering.pk}"
    rows, asked = reverse("registrations:index") + of_this, reverse("questions:index") + of_this
    ledger = reverse("quota:inspect", args=[offering.pk])
    return [
        Button(_("Registrations"), url=rows, icon_name="clipboard-list", priority=30),
        Button(_("Places of units"), url=ledger, icon_name="table", priority=31),
        Button(_("Questions asked"), url=asked, icon_name="help", priority=32),
    ]


def buttons(person: Any, offering: Offering) -> list[Button]:
    """These, and what may be laid down for it."""
    daily = row_buttons(person, offering)
    return [*daily, *terms_buttons(person, offering)] if daily else []


def facts(offering: Any) -> list[tuple[Any, Any]]:
    """What an organiser has to do."""
    return [(_("Waiting"), offering.waiting), (_("To decide"), offering.pending)]


def reached(offering: Offering) -> int:
    """Everybody whom a change of the offering concerns."""
    return Registration.objects.filter(offering=offering).alive().count()


def happened(offering: Offering, since: datetime) -> list[str]:
    """Who moved up since an instant."""
    changes = RegistrationChange.objects.filter(
        registration__offering=offering, at__gte=since, to_state__in=HOLDING
    )
    names = [change.registration.person.name for change in
             changes.select_related("registration__person").order_by("pk")]  # fmt: skip
    if not names:
        return []
    text = ngettext(
        "%(count)s person would move up from the waiting list and be told: %(names)s. "
        "Send once more if that is meant.",
        "%(count)s people would move up from the waiting list and be told: %(names)s. "
        "Send once more if that is meant.",
        len(names),
    )
    shown = "、".join(names[:NAMED]) + ("…" if len(names) > NAMED else "")
    return [text % {"count": len(names), "names": shown}]


add(
    Addition(
        "registration",
        annotate=annotate,
        cells=cells,
        buttons=buttons,
        row_buttons=row_buttons,
        facts=facts,
        reached=reached,
        reaches=reaches,
        happened=happened,
    )
)
