"""States of an essay and the named outcomes of writing and reviewing."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kernel.outcomes import Effect, Outcome


class EssayState(models.TextChoices):
    """How far an essay has come."""

    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("submitted")
    RETURNED = "returned", _("returned for revision")
    ACCEPTED = "accepted", _("accepted")


class Verdict(models.TextChoices):
    """What a reviewer decides."""

    ACCEPT = "accept", _("Accept")
    RETURN = "return", _("Return for revision")


class EssayOutcome(Outcome):
    """How saving, submitting and reviewing end."""

    SAVED = Effect.DONE, _("Saved.")
    UNCHANGED = Effect.SAME, _("Saved.")
    NEWER_DRAFT_EXISTS = (
        Effect.REFUSED,
        _("A newer draft was saved on another device. Both texts are shown below: choose which "
          "one to keep."),
    )
    SUBMITTED = (
        Effect.DONE,
        _("Submitted. A reviewer will read it, and you will be told the result."),
    )
    ALREADY_SUBMITTED = Effect.SAME, _("This essay has been submitted already.")
    TOO_SHORT = (
        Effect.REFUSED,
        _("The text has %(count)s characters; at least %(min)s are asked for. Your text is saved."),
    )
    TOO_LONG = (
        Effect.REFUSED,
        _("The text has %(count)s characters; at most %(max)s are allowed. Your text is saved."),
    )
    PAST_DUE = (
        Effect.REFUSED,
        _("The deadline was %(due)s. Your text is saved; ask the organiser for more time."),
    )
    NOT_WRITABLE = (
        Effect.REFUSED,
        _("This essay is %(state)s and can no longer be changed. Your text below is not lost: "
          "copy it if you need it."),
    )
    NOT_CONFIRMED = (
        Effect.REFUSED,
        _("Only confirmed participants write this essay. Register first or ask the organiser."),
    )
    ACCEPTED = Effect.DONE, _("Accepted. The author has been told.")
    RETURNED = Effect.DONE, _("Returned with your comment. The author has been told.")
    COMMENT_MISSING = (
        Effect.REFUSED,
        _("Say what should be revised: the author gets your comment."),
    )
    DECIDED_ALREADY = (
        Effect.REFUSED,
        _("Somebody has decided about this essay meanwhile: it is %(state)s. Take the next one."),
    )
