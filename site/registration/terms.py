"""What an organiser lays down for one offering: audience, named list, line, late entries."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.widgets.button import Button

from events.act_forms import PauseForm
from events.enums import OVER, OfferingState
from events.models import Offering
from events.rules import manage_offering
from publishing.backoffice.forms import Act, ActView, PlainForm
from registration import actions
from registration.audience import in_words
from registration.diagnosis import diagnose
from registration.models import AudienceRule, Invitation
from registration.terms_forms import (
    AudienceForm,
    EnterForm,
    InviteForm,
    UninviteForm,
    WidenForm,
)


def _running(offering: Any) -> bool:
    return offering.state not in OVER


def _has_rules(offering: Any) -> bool:
    known = getattr(offering, "has_rules", None)  # lists ask for all rows at once
    if known is None:
        known = AudienceRule.objects.filter(offering=offering).exists()
    return _running(offering) and known


def _has_list(offering: Any) -> bool:
    known = getattr(offering, "has_list", None)
    if known is None:
        known = Invitation.objects.filter(offering=offering).standing().exists()
    return _running(offering) and known


ACTS = [
    Act(
        "line",
        _("Move up now"),
        _("Why is nobody promoted? This is how the waiting list stands."),
        actions.promote,
        "offering",
        form=PlainForm,
        icon="history",
        shown=lambda offering: _running(offering) and offering.has_waiting_list,
    ),
    Act(
        "stop",
        _("Stop the waiting list"),
        _("Free places are kept until you let it go on. Nobody loses their position."),
        actions.pause_line,
        "offering",
        form=PauseForm,
        icon="minus",
        shown=lambda offering: _running(offering) and not offering.promotion_paused,
    ),
    Act(
        "go-on",
        _("Let the waiting list go on"),
        _("Free places go to the next in line at once."),
        actions.resume_line,
        "offering",
        icon="rotate",
        shown=lambda offering: _running(offering) and offering.promotion_paused,
    ),
    Act(
        "audience",
        _("Narrow the audience"),
        _("All conditions hold together. Who has registered already keeps what they have."),
        actions.add_rule,
        "offering",
        form=AudienceForm,
        icon="group",
        shown=_running,
    ),
    Act(
        "widen",
        _("Widen the audience"),
        _("The condition chosen falls away."),
        actions.drop_rule,
        "offering",
        form=WidenForm,
        icon="group",
        shown=_has_rules,
    ),
    Act(
        "invite",
        _("Invite"),
        _("Who stands on the list registers without a decision, whatever the conditions are."),
        actions.invite,
        "offering",
        form=InviteForm,
        icon="mail",
        shown=lambda offering: _running(offering) and offering.admits_invited,
    ),
    Act(
        "uninvite",
        _("Take invitations back"),
        _("Who has registered already keeps their place."),
        actions.uninvite,
        "offering",
        form=UninviteForm,
        icon="mail",
        shown=_has_list,
    ),
    Act(
        "enter",
        _("Enter a person"),
        _("Late, by telephone or at the door: they get a place if one is free, and are told."),
        actions.enter,
        "offering",
        form=EnterForm,
        icon="user",
        shown=lambda offering: _running(offering) and offering.state != OfferingState.DRAFT,
    ),
]


class TermsAct(ActView):
    """Laying something down for an offering; it goes back to the offering's page."""

    model = Offering
    row_rule = manage_offering
    acts = {act.verb: act for act in ACTS}

    def prepare(self, rows: Any) -> Any:
        """The title is the page's."""
        return rows.select_related("page", "lead_unit")

    def get_success_url(self) -> str:
        """The offering, where everything about it stands together."""
        return reverse("offerings:inspect", args=[self.object.pk])

    def get_notes(self) -> list[str]:
        """How things stand before the button is pressed."""
        if self.chosen.verb == "line":
            return diagnose(self.object)
        return in_words(self.object) if self.chosen.verb == "audience" else []


def terms_buttons(person: Any, offering: Offering) -> list[Button]:
    """What the person may lay down for an offering as it stands."""
    may = person.has_perm("registration.change_registration")
    if not may or not manage_offering.allows(person, offering):
        return []
    return [
        Button(
            pgettext_lazy("those who wait", "Waiting list") if act.verb == "line" else act.label,
            url=reverse("registrations:terms", args=[offering.pk, act.verb]),
            icon_name=act.icon,
            priority=number,
        )
        for number, act in enumerate(ACTS, start=40)
        if act.shown(offering)
    ]
