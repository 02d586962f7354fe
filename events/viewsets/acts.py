"""What can be done to an offering, one page each: publish, pause, places, cancel …"""

from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from events.act_forms import CloneForm, MoveForm, PauseForm, PlacesForm, RepeatForm
from events.actions import (
    cancel_offering,
    cancel_session,
    clone_offering,
    finish_offering,
    move_offering,
    pause_offering,
    post_places,
    publish_offering,
    repeat_offering,
    resume_offering,
    send_team,
    settle_minimum,
)
from events.enums import OfferingState
from events.foreseeing import FORESEEN, reach_of
from events.models import EventPage, Offering, Session
from events.rules import manage_offering
from events.team_forms import TeamForm
from publishing.backoffice.forms import Act, ActView, ReasonForm

DRAFT, PUBLISHED, PAUSED = OfferingState.DRAFT, OfferingState.PUBLISHED, OfferingState.PAUSED


def _in(*states: str) -> Any:
    return lambda offering: offering.state in states


def _may_be_too_few(offering: Offering) -> bool:
    return offering.minimum > 0 and offering.minimum_settled_at is None


def _recurs(offering: Offering) -> bool:
    """Events recur; a course is held once more, as its next cohort."""
    return offering.state != OfferingState.CANCELLED and offering.page.specific_class is EventPage


def _is_a_stop(offering: Offering) -> bool:
    """Teams go on tour; the speakers of a course stand in its timetable."""
    is_ahead = _in(DRAFT, PUBLISHED, PAUSED)(offering)
    return is_ahead and offering.page.specific_class is EventPage


ACTS = [
    Act(
        "publish",
        _("Publish"),
        _("Visitors see it from now on; registration follows its window."),
        publish_offering,
        "offering",
        icon="upload",
        shown=_in(DRAFT),
    ),
    Act(
        "places",
        _("Add or take away places"),
        _("Each change is one line in the ledger of places."),
        post_places,
        "offering",
        form=PlacesForm,
        icon="plus-inverse",
        shown=_in(DRAFT, PUBLISHED, PAUSED),
    ),
    Act(
        "clone",
        _("Hold once more"),
        _("A draft with the same rules, places and questions at another time; nobody is in it."),
        clone_offering,
        "offering",
        form=CloneForm,
        icon="copy",
        shown=lambda offering: True,
    ),
    Act(
        "repeat",
        _("Repeat regularly"),
        _("Every date becomes one of its own: what you change on one stays with that one."),
        repeat_offering,
        "offering",
        form=RepeatForm,
        icon="rotate",
        shown=_recurs,
    ),
    Act(
        "move",
        _("Move to other days"),
        _("All that is ahead goes along at once; everybody registered is told once."),
        move_offering,
        "offering",
        form=MoveForm,
        icon="arrow-right",
        shown=_in(DRAFT, PUBLISHED, PAUSED),
    ),
    Act(
        "team",
        _("Send a speaker team"),
        _("Its members speak in all sessions that are ahead; everybody registered is told."),
        send_team,
        "offering",
        form=TeamForm,
        icon="group",
        shown=_is_a_stop,
    ),
    Act(
        "pause",
        _("Pause registration"),
        _("Nobody can register until you resume. Those who have a place keep it."),
        pause_offering,
        "offering",
        form=PauseForm,
        icon="minus",
        shown=_in(PUBLISHED),
    ),
    Act(
        "resume",
        _("Resume registration"),
        _("Registration goes on as its window says."),
        resume_offering,
        "offering",
        icon="rotate",
        shown=_in(PAUSED),
    ),
    Act(
        "hold",
        _("Hold it all the same"),
        _("It takes place even if fewer register than it needs."),
        settle_minimum,
        "offering",
        form=PauseForm,
        shown=lambda offering: _in(PUBLISHED, PAUSED)(offering) and _may_be_too_few(offering),
    ),
    Act(
        "finish",
        _("Finish"),
        _("It is over. Marks and essays can still be completed."),
        finish_offering,
        "offering",
        icon="check",
        shown=_in(PUBLISHED, PAUSED),
    ),
    Act(
        "cancel",
        _("Cancel the offering"),
        _("It will not be held. This cannot be undone."),
        cancel_offering,
        "offering",
        form=ReasonForm,
        icon="cross",
        is_serious=True,
        shown=_in(DRAFT, PUBLISHED, PAUSED),
    ),
]
CANCEL_SESSION = Act(
    "cancel",
    _("Cancel the session"),
    _("This session will not be held; the others stay. This cannot be undone."),
    cancel_session,
    "session",
    form=ReasonForm,
    icon="cross",
    is_serious=True,
)


class OfferingAct(ActView):
    """Doing something to an offering."""

    model = Offering
    row_rule = manage_offering
    template_name = "admin/events/act.html"
    acts = {act.verb: act for act in ACTS}
    foreseen: list[str] = []

    def prepare(self, rows: Any) -> Any:
        """The title is the page's."""
        return rows.select_related("page", "lead_unit")

    def form_valid(self, form: Any) -> Any:
        """Days that would be written, and people who would get places, are shown first."""
        foresee = FORESEEN.get(self.verb)
        if foresee is None or form.is_seen:
            return super().form_valid(form)
        self.foreseen = foresee(self.request.user, self.object, form.cleaned_data)
        if not self.foreseen:
            return super().form_valid(form)
        form.mark_seen()
        return self.render_to_response(self.get_context_data(form=form))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What would happen, and whom it reaches."""
        found = {"foreseen": self.foreseen, "reach": reach_of(self.object, self.verb)}
        return super().get_context_data(**found, **kwargs)

    def get_next(self, result: Any) -> str:
        """A copy is looked at; everything else leads back."""
        cloned = self.chosen.action is clone_offering
        return reverse(self.inspect_url_name, args=[(result.record if cloned else self.object).pk])


class SessionAct(ActView):
    """Doing something to a session."""

    model = Session
    row_rule = manage_offering
    template_name = "admin/events/act.html"
    acts = {CANCEL_SESSION.verb: CANCEL_SESSION}

    def get_object(self, queryset: Any = None) -> Session:
        """A session of an offering that the person manages."""
        return session_of(self.request.user, self.kwargs["pk"])

    def get_success_url(self) -> str:
        """Back to the offering's timetable."""
        return reverse(self.inspect_url_name, args=[self.object.offering_id])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Whom it reaches."""
        reach = reach_of(self.object.offering, self.verb, session=self.object)
        return super().get_context_data(reach=reach, **kwargs)


def session_of(person: Any, pk: Any) -> Session:
    """A session among those the person manages, or 404."""
    offerings = manage_offering.visible(person)  # type: ignore[misc]
    return get_object_or_404(Session.objects.with_places(), pk=pk, offering__in=offerings)
