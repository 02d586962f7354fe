"""What an accepted essay may be used for, under which name, and how publishing ends."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kernel.outcomes import Effect, Outcome


class Use(models.TextChoices):
    """Where a text may appear; the author decides about each."""

    WEB = "web", _("On the site")
    BOOK = "book", _("In a printed collection")
    AWARD = "award", _("In an announcement of awards")


class NameShown(models.TextChoices):
    """What stands where an author's name stands."""

    REAL = "real", _("My name")
    PEN = "pen", _("My pen name")
    NONE = "none", _("No name")


class EditState(models.TextChoices):
    """What became of a proposed wording."""

    OPEN = "open", _("awaits the author")
    APPROVED = "approved", pgettext_lazy("essay", "approved")
    REFUSED = "refused", pgettext_lazy("essay", "refused")
    TAKEN_BACK = "taken_back", pgettext_lazy("essay", "taken back")


class PublishOutcome(Outcome):
    """How deciding about uses, proposing a wording and making a page end."""

    USES_KEPT = Effect.DONE, _("Your decision is kept. You can change it here at any time.")
    OFF_THE_SITE = (
        Effect.DONE,
        _(
            "Your decision is kept, and your essay is off the site. You can agree again at any "
            "time."
        ),
    )
    USES_SAME = Effect.SAME, _("Your decision stands as it was.")
    NOT_ACCEPTED = (
        Effect.REFUSED,
        _("Only accepted essays are published. This one is %(state)s; nothing was changed."),
    )
    PEN_NAME_MISSING = (
        Effect.REFUSED,
        _("You chose a pen name but wrote none. Write it, or choose another way."),
    )
    NO_CONSENT = (
        Effect.REFUSED,
        _("The author has not agreed to this use, or agrees no longer. Nothing was made."),
    )
    PAGE_DRAFTED = (
        Effect.DONE,
        _("The page is a draft. Look at it, then publish it or hand it to the moderators."),
    )
    PAGE_EXISTS = Effect.SAME, _("In this collection the essay has a page already.")
    EDIT_PROPOSED = Effect.DONE, _("The author has been asked and decides on the essay's page.")
    EDIT_OPEN = (
        Effect.REFUSED,
        _("An earlier proposal still awaits the author. Take it back before you send another."),
    )
    EDIT_SAME = Effect.REFUSED, _("Nothing differs from the present wording.")
    EDIT_EMPTY = Effect.REFUSED, _("Title and text must not be empty.")
    EDIT_TAKEN_BACK = Effect.DONE, _("The proposal is taken back. The wording stands as it was.")
    EDIT_APPROVED = Effect.DONE, _("The new wording stands from now on.")
    EDIT_REFUSED = Effect.DONE, _("The wording stands as it was; the editors read your word.")
    EDIT_SETTLED = (
        Effect.REFUSED,
        _("This proposal has been settled meanwhile: it is %(state)s."),
    )


class BookOutcome(Outcome):
    """How having a book set ends."""

    BOOK_ASKED = Effect.DONE, _("“%(name)s” is being set. This list shows how far it is.")
    NOTHING_TO_PRINT = (
        Effect.REFUSED,
        _("No author of these essays has agreed to print. Choose other tasks, or ask the authors."),
    )
    CHARACTERS_LACK = (
        Effect.REFUSED,
        _(
            "The font lacks these characters: %(characters)s. Tick the box to print a mark in "
            "their place, or propose another wording first."
        ),
    )
    BOOK_MADE = Effect.DONE, _("The book is ready.")
    CONSENT_ENDED = Effect.REFUSED, _("An author has taken the consent back meanwhile.")
    BOOK_BROKEN = Effect.DONE, _("The book could not be made. Ask for it once more.")
