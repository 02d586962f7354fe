"""Named outcomes of reading one's inbox."""

from django.utils.translation import gettext_lazy as _

from kernel.outcomes import Effect, Outcome


class NoticeOutcome(Outcome):
    """How marking notices as read ends."""

    READ = Effect.DONE, _("Marked as read.")
    ALL_READ = Effect.DONE, _("All notices are marked as read.")
    READ_ALREADY = Effect.SAME, _("There was nothing unread.")
