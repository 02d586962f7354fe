"""Named outcomes of reading, choosing, wording and sending again."""

from django.utils.translation import gettext_lazy as _

from kernel.outcomes import Effect, Outcome


class NoticeOutcome(Outcome):
    """How marking notices ends."""

    READ = Effect.DONE, _("Marked as read.")
    UNREAD = Effect.DONE, _("Marked as unread.")
    ALL_READ = Effect.DONE, _("All notices are marked as read.")
    READ_ALREADY = Effect.SAME, _("There was nothing unread.")
    UNREAD_ALREADY = Effect.SAME, _("This notice is unread already.")


class ChoiceOutcome(Outcome):
    """How choosing channels ends."""

    CHOSEN = Effect.DONE, _("Your choice is kept. It holds for notices from now on.")
    CHOSEN_ALREADY = Effect.SAME, _("Nothing was changed.")
    TURNED_OFF = (
        Effect.DONE,
        _("You will get no more mails of this kind: %(kind)s. The notices are still on the site."),
    )
    OFF_ALREADY = Effect.SAME, _("Mails of this kind were turned off already: %(kind)s.")
    MANDATORY = (
        Effect.REFUSED,
        _("“%(kind)s” reaches everybody concerned and cannot be turned off."),
    )


class WordingOutcome(Outcome):
    """How changing the words of a kind ends."""

    REWORDED = Effect.DONE, _("The words are kept. They hold for notices from now on.")
    RESET = Effect.DONE, _("The words that the site came with hold again.")
    SAME_WORDS = Effect.SAME, _("These words hold already.")
    BAD_WORDS = Effect.REFUSED, "%(mistakes)s"
    CHANGED_MEANWHILE = (
        Effect.REFUSED,
        _("Somebody has changed these words meanwhile. Open them anew and compare."),
    )


class DeliveryOutcome(Outcome):
    """How sending again and collecting end."""

    QUEUED = Effect.DONE, _("It will be sent again at once.")
    NOT_FAILED = Effect.SAME, _("It has not failed: there is nothing to send again.")
    COLLECTED = Effect.DONE, _("The collected mail was written.")
    NOTHING_COLLECTED = Effect.SAME, _("Nothing had been collected.")
    PASSED_OVER = (
        Effect.DONE,
        _("The collected mail could not be written. What it was to carry comes with the next one."),
    )
