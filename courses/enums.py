"""Named outcomes of making and changing cohorts; what can be done to a timetable."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kernel.outcomes import Effect, Outcome


class CohortOutcome(Outcome):
    """How an organiser's act on a cohort ends."""

    CREATED = Effect.DONE, _("%(name)s has been saved as a draft. Publish it when it is complete.")
    EDITED = Effect.DONE, _("The changes to %(name)s have been saved.")
    UNCHANGED = Effect.SAME, _("Nothing had to be changed: it is so already.")
    NUMBER_TAKEN = (
        Effect.REFUSED,
        _("This course has a cohort number %(number)s already. Choose the next free number."),
    )
    FROM_TEMPLATE = (
        Effect.DONE,
        _(
            "%(name)s has been saved as a draft with %(sessions)s sessions. Add places and "
            "speakers, then publish it."
        ),
    )
    SAVED_AS_TEMPLATE = (
        Effect.DONE,
        _("The template “%(name)s” has been saved with %(days)s days. New cohorts can follow it."),
    )
    EMPTY_TEMPLATE = (
        Effect.REFUSED,
        _("The template “%(name)s” has no slots. Add some to it, or choose another one."),
    )
    NAME_TAKEN = (
        Effect.REFUSED,
        _("There is a template called “%(name)s” already. Choose another name."),
    )
    NO_SESSIONS = (
        Effect.REFUSED,
        _("%(name)s has no timetable yet. Add its sessions first, then save it as a template."),
    )


class TimetableVerb(models.TextChoices):
    """What a step did to a drafted timetable."""

    ADD = "add", pgettext_lazy("timetable", "added")
    EDIT = "edit", pgettext_lazy("timetable", "changed")
    MOVE = "move", pgettext_lazy("timetable", "moved")
    REMOVE = "remove", pgettext_lazy("timetable", "taken out")
    RESTORE = "restore", pgettext_lazy("timetable", "brought back")
    COPY_DAY = "copy_day", pgettext_lazy("timetable", "day copied")
    MOVE_DAY = "move_day", pgettext_lazy("timetable", "day moved")
    SHIFT_DAY = "shift_day", pgettext_lazy("timetable", "day shifted by minutes")
    SHIFT_ALL = "shift_all", pgettext_lazy("timetable", "days shifted")
    BRING = "bring", pgettext_lazy("timetable", "imported")
    UNDO = "undo", pgettext_lazy("timetable", "undone")
    DISCARD = "discard", pgettext_lazy("timetable", "draft discarded")
    TAKE_BACK = "take_back", pgettext_lazy("timetable", "earlier version taken back")
