"""Named outcomes of joining and leaving a unit."""

from django.utils.translation import gettext_lazy as _

from kernel.outcomes import Effect, Outcome


class JoiningOutcome(Outcome):
    """How asking, inviting, accepting and leaving end."""

    ASKED = Effect.DONE, _("%(unit)s has your request. Its liaison decides; you will be told.")
    PASSED_ON = Effect.DONE, _("%(unit)s has been asked to take %(person)s over.")
    ASKED_ALREADY = Effect.SAME, _("%(unit)s has this request already.")
    ASKED_ANEW = (
        Effect.DONE,
        _("%(unit)s has the request with what was written last, in place of the earlier one."),
    )
    BELONGS_ALREADY = Effect.SAME, _("%(person)s belongs to %(unit)s already.")
    TOO_MANY_REQUESTS = (
        Effect.REFUSED,
        _("Three requests are waiting already. Withdraw one before you ask another unit."),
    )
    CONFIRMED = Effect.DONE, _("%(person)s belongs to %(unit)s now.")
    DECLINED = Effect.DONE, _("The request of %(person)s has been declined, with your reason.")
    REQUEST_WITHDRAWN = Effect.DONE, _("Your request has been withdrawn.")
    DECIDED_ALREADY = Effect.SAME, _("This request has been decided already.")
    INVITED = Effect.DONE, _("The invitation is ready. Copy its link now: it is shown only once.")
    INVITATION_REVOKED = Effect.DONE, _("The invitation lets nobody in any more.")
    REVOKED_ALREADY = Effect.SAME, _("This invitation has been revoked already.")
    JOINED = Effect.DONE, _("Welcome: you belong to %(unit)s now.")
    INVITATION_OVER = (
        Effect.REFUSED,
        _(
            "This invitation has been used up or taken back, or has run out. Ask the liaison of "
            "%(unit)s for one."
        ),
    )
    FOR_ANOTHER = (
        Effect.REFUSED,
        _("This invitation is for another address or number. Sign in with that one, and prove it."),
    )
    LEFT = Effect.DONE, _("You have left %(unit)s. Your records stay.")
    LEFT_ALREADY = Effect.SAME, _("You have left %(unit)s already.")
    OFFICE_HELD = (
        Effect.REFUSED,
        _("You hold an office in %(unit)s. Hand it over, or ask your organiser to end it, first."),
    )
    OFFICE_HELD_THERE = (
        Effect.REFUSED,
        _(
            "%(person)s holds an office in %(leaving)s. Let it be handed over, or ended by an "
            "organiser of that unit; then do this again."
        ),
    )
