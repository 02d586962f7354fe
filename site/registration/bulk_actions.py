"""Deciding about many registrations at once: exactly those that the list shows."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminAutoHeightTextInput

from events.actions.locks import lock_offerings
from events.enums import RUNNING
from events.models import Offering
from events.rules import manage_offering
from events.titles import with_titles
from kernel.ids import new_public_id
from kernel.outcomes import Result
from publishing.backoffice.bulk import BulkForm, BulkReasonForm, EachRow, RowsBulkAction
from publishing.languages import named
from registration import actions
from registration.actions.decide import preview_approval
from registration.actions.move_to import preview_move
from registration.actions.persons import hold_people
from registration.enums import RegistrationState
from registration.models import Registration
from registration.rules import decide_registration
from registration.viewsets import RegistrationListing


class RegistrationBulkAction(RowsBulkAction):
    """What the acts share."""

    models = [Registration]
    listing = RegistrationListing
    results_url_name = "registrations:index_results"
    row_rule = decide_registration
    permission = "registration.change_registration"

    def prepare(self, rows: Any) -> Any:
        """Offering by offering, first come first: the lock order, and a fair one."""
        rows = rows.select_related("person", "unit", "offering__page", "offering__lead_unit")
        return rows.order_by("offering_id", "queued_at", "pk")

    def get_notes(self, rows: list[Any]) -> list[str]:
        """How many of each state, since not every state can be decided about."""
        counts = Counter(row.state for row in rows)
        return [
            ngettext(
                "%(count)s registration is “%(state)s”.",
                "%(count)s registrations are “%(state)s”.",
                count,
            )
            % {"count": count, "state": RegistrationState(state).label}
            for state, count in counts.most_common()
        ]


class Approve(EachRow, RegistrationBulkAction):
    """Confirm, as long as there are places."""

    display_name = button = _("Approve")
    aria_label = _("Approve the registrations chosen")
    action_type = "approve"
    action_priority = 10
    explains = _(
        "They are confirmed in the order in which they registered, as long as places are left, and "
        "told. For whom no place is left nothing changes."
    )

    def get_notes(self, rows: list[Any]) -> list[str]:
        """How many would get a place as things stand, and for how many none is left."""
        placed, left_out = preview_approval(rows)
        text = _("%(placed)s would get a place now; for %(left_out)s none is left.")
        return [*super().get_notes(rows), text % {"placed": placed, "left_out": left_out}]

    def act(self, row: Registration, values: dict[str, Any]) -> Result:
        """Confirm one."""
        return actions.approve(by=self.request.user, registration=row)


class Decline(EachRow, RegistrationBulkAction):
    """Refuse those who asked or wait."""

    display_name = button = _("Decline")
    aria_label = _("Decline the registrations chosen")
    action_type = "decline"
    action_priority = 20
    form_class = BulkReasonForm
    is_serious = True
    explains = _("They are told that they have no place, with your reason.")

    def act(self, row: Registration, values: dict[str, Any]) -> Result:
        """Refuse one."""
        return actions.decline(by=self.request.user, registration=row, reason=values["reason"])


class Queue(EachRow, RegistrationBulkAction):
    """Put on the waiting list those who asked, or whom a decision had ended."""

    display_name = button = _("Put on the waiting list")
    aria_label = _("Put the registrations chosen on the waiting list")
    action_type = "queue"
    action_priority = 15
    explains = _(
        "They wait behind those who wait already, in the order in which they registered, and are "
        "told. Where a place is free after all they get it."
    )

    def act(self, row: Registration, values: dict[str, Any]) -> Result:
        """Let one wait."""
        return actions.queue(by=self.request.user, registration=row)


class MessageForm(BulkForm):
    """What everybody chosen will read."""

    token = forms.CharField(widget=forms.HiddenInput, max_length=40)
    subject = forms.CharField(
        label=_("Subject"),
        max_length=120,
        help_text=_("The title of the notice and of the mail."),
    )
    text = forms.CharField(
        label=_("Message"),
        max_length=3000,
        widget=AdminAutoHeightTextInput(attrs={"rows": 6}),
        help_text=_("Plain text. It stands in everybody's inbox and is sent by e-mail."),
    )


class Message(RegistrationBulkAction):
    """Write to those whom the list shows."""

    display_name = button = _("Write a message")
    aria_label = _("Write a message to the registrations chosen")
    action_type = "message"
    action_priority = 25
    form_class = MessageForm
    explains = _("Each person gets it once, even with several registrations among those chosen.")

    def get_initial(self) -> dict[str, Any]:
        """A form that is sent twice writes once."""
        return super().get_initial() | {"token": new_public_id()}

    def get_notes(self, rows: list[Any]) -> list[str]:
        """How many people, and how many of them only read it on the site."""
        people = {row.person_id: row.person for row in rows}
        notes = super().get_notes(rows)
        silent = sum(not person.email for person in people.values())
        if silent:
            text = ngettext(
                "%(count)s person has no e-mail address and reads it on the site alone.",
                "%(count)s people have no e-mail address and read it on the site alone.",
                silent,
            )
            notes.append(text % {"count": silent})
        return notes

    def act_on(self, rows: Sequence[Any], values: dict[str, Any]) -> tuple[int, list[Result]]:
        """One message for all."""
        result = actions.message(by=self.request.user, registrations=rows, **values)
        return (result.details["count"], []) if result.ok else (0, [result])


class OfferingField(forms.ModelChoiceField):
    """An offering with how many of those chosen would get a place there now."""

    rows: list[Registration]

    def label_from_instance(self, offering: Any) -> str:  # type: ignore[override]
        """What it is, and the counts."""
        counts = {"placed": preview_move(self.rows, offering), "count": len(self.rows)}
        text = gettext("%(offering)s: a place for %(placed)s of %(count)s")
        return text % (counts | {"offering": named(offering)})


class MoveToForm(BulkReasonForm):
    """Where to, and why."""

    target = OfferingField(
        label=_("To which offering"),
        queryset=Offering.objects.none(),
        help_text=_("Beside each: how many of those chosen would get a place there."),
    )
    field_order = ("target", "reason")


class MoveTo(EachRow, RegistrationBulkAction):
    """Give those chosen a place in another offering of the same programme instead."""

    display_name = button = _("Move to another offering")
    aria_label = _("Move the registrations chosen to another offering")
    action_type = "move-to"
    action_priority = 28
    form_class = MoveToForm
    is_serious = True
    explains = _(
        "They get a place there, in the order in which they registered here, and are told; their "
        "places here go to those who wait. For whom no place is free there nothing changes. What "
        "they answered here stays here: they are asked anew."
    )

    def get_form(self, form_class: Any = None) -> Any:
        """With the other offerings of what was chosen."""
        form = super().get_form(form_class)
        rows = self.get_actionable_objects()[0]
        own = manage_offering.visible(self.request.user)  # type: ignore[misc]
        others = own.filter(
            page__in={row.offering.page_id for row in rows},
            state__in=RUNNING,
        )
        sources = {row.offering_id for row in rows}
        if len(sources) == 1:
            others = others.exclude(pk__in=sources)
        form.fields["target"].rows = rows
        form.fields["target"].queryset = with_titles(others.select_related("page"))
        if len(others) == 1:  # its counts are read without opening the choice
            form.fields["target"].empty_label = None
        return form

    def act_on(self, rows: Sequence[Any], values: dict[str, Any]) -> tuple[int, list[Result]]:
        """All persons, then all offerings concerned are locked first, in their order."""
        hold_people(row.person_id for row in rows)
        lock_offerings({row.offering_id for row in rows} | {values["target"].pk})
        return super().act_on(rows, values)

    def act(self, row: Registration, values: dict[str, Any]) -> Result:
        """Move one."""
        return actions.move_to(by=self.request.user, registration=row, **values)


class Remove(EachRow, RegistrationBulkAction):
    """Take off those who have a place or wait for one."""

    display_name = button = _("Remove")
    aria_label = _("Remove the registrations chosen")
    action_type = "remove"
    action_priority = 30
    form_class = BulkReasonForm
    is_serious = True
    explains = _("Their places go to those who wait, and they are told, with your reason.")

    def act(self, row: Registration, values: dict[str, Any]) -> Result:
        """Take one off."""
        return actions.remove(by=self.request.user, registration=row, reason=values["reason"])
