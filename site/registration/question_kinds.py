"""Kinds of questions, ready-made blocks, and how asking and answering end."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kernel.outcomes import Effect, Outcome


class QuestionKind(models.TextChoices):
    """What kind of answer a question takes."""

    TEXT = "text", _("one line of text")
    LONG_TEXT = "long_text", _("several lines of text")
    NUMBER = "number", _("a number")
    CHOICE = "choice", _("one of several options")
    SEVERAL = "several", _("any of several options")
    DATE = "date", _("a date")
    FILE = "file", _("a file")
    CONSENT = "consent", _("a consent")


class QuestionBlock(models.TextChoices):
    """Questions that are asked again and again, ready to be put into an offering."""

    ACCOMMODATION = "accommodation", _("Accommodation")
    DIET = "diet", _("Meals and diet")
    TRANSPORT = "transport", _("Transport")


class QuestionOutcome(Outcome):
    """How making and changing questions ends."""

    QUESTION_ADDED = Effect.DONE, _("The question “%(name)s” is asked from now on.")
    BLOCK_ADDED = Effect.DONE, _("%(count)s questions have been added. Change them as you need.")
    QUESTION_EDITED = Effect.DONE, _("The question “%(name)s” has been changed.")
    QUESTION_MOVED = Effect.DONE, _("The question “%(name)s” has been moved.")
    QUESTION_RETIRED = (
        Effect.DONE,
        _("“%(name)s” is no longer asked. Answers that were given are kept."),
    )
    UNCHANGED = Effect.SAME, _("Nothing had to be changed: it is so already.")
    OPTIONS_MISSING = (
        Effect.REFUSED,
        _("Give at least two options, one on each line, so that there is something to choose."),
    )
    CONDITION_NOT_EARLIER = (
        Effect.REFUSED,
        _(
            "“%(name)s” depends on an answer that is asked for later. Choose a question that "
            "stands before it, or move it first."
        ),
    )
    CONDITION_NOT_ASKED = (
        Effect.REFUSED,
        _(
            "Whether this question is shown must depend on an option or a consent of a question of "
            "the same offering. Choose one and say which answer shows it."
        ),
    )
    CONDITION_IN_USE = (
        Effect.REFUSED,
        _("Whether “%(other)s” is shown depends on this question. Change that one first."),
    )
    KIND_FIXED = (
        Effect.REFUSED,
        _(
            "“%(name)s” has been answered, so its kind stays. Take it out and ask a new question "
            "instead."
        ),
    )


class AnswerOutcome(Outcome):
    """How answering an offering's questions ends."""

    ANSWERS_SAVED = Effect.DONE, _("Your answers have been saved.")
    ANSWERS_UNCHANGED = Effect.SAME, _("Your answers are as they were: nothing had to be changed.")
    ANSWERS_MISSING = (
        Effect.REFUSED,
        _("Please answer first what has to be known: %(names)s."),
    )
    QUESTION_CHANGED = (
        Effect.REFUSED,
        _(
            "The organiser has just changed what is asked: %(names)s. Look at it, then send again. "
            "What you wrote elsewhere is still here."
        ),
    )
    ANSWERS_FROZEN = (
        Effect.REFUSED,
        _("Answers could be changed until %(until)s. Please tell the organiser what has changed."),
    )


class MessageOutcome(Outcome):
    """How writing to participants ends."""

    MESSAGE_SENT = Effect.DONE, _("The message has been sent to %(count)s people.")
    NOBODY_TOLD = Effect.REFUSED, _("Nobody was chosen. Choose at least one registration.")
    SAID_ALREADY = Effect.SAME, _("Everybody chosen has this message already.")
