"""States of an essay and the named outcomes of writing and reviewing."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kernel.outcomes import Effect, Outcome


class EssayState(models.TextChoices):
    """How far an essay has come."""

    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("submitted")
    IN_REVIEW = "in_review", _("in review")
    RETURNED = "returned", _("returned for revision")
    RESUBMITTED = "resubmitted", _("submitted again")
    ACCEPTED = "accepted", _("accepted")
    NOT_ACCEPTED = "not_accepted", _("not accepted")
    WITHDRAWN = "withdrawn", _("withdrawn by the author")


# Whence an essay may go where; the database refuses every other step (`triggers`).
# A decision is final: who reads it must be able to rely on it.
TRANSITIONS: dict[EssayState, tuple[EssayState, ...]] = {
    EssayState.DRAFT: (EssayState.SUBMITTED,),
    EssayState.SUBMITTED: (
        EssayState.IN_REVIEW,
        EssayState.RETURNED,
        EssayState.ACCEPTED,
        EssayState.NOT_ACCEPTED,
        EssayState.WITHDRAWN,
    ),
    EssayState.IN_REVIEW: (
        EssayState.RETURNED,
        EssayState.ACCEPTED,
        EssayState.NOT_ACCEPTED,
        EssayState.WITHDRAWN,
    ),
    EssayState.RETURNED: (EssayState.RESUBMITTED,),
    EssayState.RESUBMITTED: (
        EssayState.IN_REVIEW,
        EssayState.RETURNED,
        EssayState.ACCEPTED,
        EssayState.NOT_ACCEPTED,
        EssayState.WITHDRAWN,
    ),
    EssayState.WITHDRAWN: (EssayState.RESUBMITTED,),
    EssayState.ACCEPTED: (),
    EssayState.NOT_ACCEPTED: (),
}
# Not handed in yet, or taken back: nobody reads it but its author.
UNSENT = (EssayState.DRAFT, EssayState.WITHDRAWN)
# The author may change these; the others wait for, or have, a decision.
WRITABLE = (*UNSENT, EssayState.RETURNED)
# Handed in, and nobody has decided.
WAITING = (EssayState.SUBMITTED, EssayState.IN_REVIEW, EssayState.RESUBMITTED)
# Decided for good: only now may words and names stand together.
FINAL = (EssayState.ACCEPTED, EssayState.NOT_ACCEPTED)
# The author owes nothing more.
HANDED_IN = (*WAITING, *FINAL)


class Verdict(models.TextChoices):
    """What a reviewer recommends or decides."""

    ACCEPT = "accept", _("Accept")
    RETURN = "return", _("Return for revision")
    NOT_ACCEPT = "not_accept", _("Do not accept")

    @property
    def state(self) -> EssayState:
        """What an essay is after this decision."""
        return {
            Verdict.ACCEPT: EssayState.ACCEPTED,
            Verdict.RETURN: EssayState.RETURNED,
            Verdict.NOT_ACCEPT: EssayState.NOT_ACCEPTED,
        }[self]


class Visibility(models.TextChoices):
    """Who reads a comment; each line reads what the lines above it read, too."""

    ORGANISERS = "organisers", _("the organisers alone")
    REVIEWERS = "reviewers", _("organisers and reviewers")
    AUTHOR = "author", _("also the author, once it is decided")


class Decider(models.TextChoices):
    """Whose word decides about the essays of a task."""

    REVIEWER = "reviewer", _("the verdict of one reviewer decides")
    CHIEF = "chief", _("reviewers recommend, the organiser decides")


class Advice(models.TextChoices):
    """What a comparison with earlier essays advises its reader to do; people judge."""

    NOTHING = "nothing", _("No passages in common with earlier essays were found.")
    SOME = (
        "some",
        _("Some passages also stand in an earlier essay. Look whether they are quotations."),
    )
    MUCH = (
        "much",
        _("A large part also stands in an earlier essay. Read both side by side before deciding."),
    )
    MOST = (
        "most",
        _(
            "Nearly the whole text also stands in an earlier essay. Read both, and what the author "
            "says to it, before deciding."
        ),
    )

    @classmethod
    def of(cls, shared: int, counted: int) -> "Advice":
        """By the part of the text, without official quotations, that stands in the other one."""
        if not shared:
            return cls.NOTHING
        if shared * 5 < counted:
            return cls.SOME
        return cls.MUCH if shared * 5 < counted * 4 else cls.MOST


class EssayOutcome(Outcome):
    """How saving, submitting and reviewing end."""

    STARTED = Effect.DONE, _("Your page is open. What you write is saved as you go.")
    ALREADY_STARTED = Effect.SAME, _("You have begun this essay already. Here it is.")
    SAVED = Effect.DONE, _("Saved.")
    UNCHANGED = Effect.SAME, _("Saved.")
    NEWER_DRAFT_EXISTS = (
        Effect.REFUSED,
        _(
            "A newer draft was saved on another device. Both texts are shown below: choose which "
            "one to keep."
        ),
    )
    SUBMITTED = (
        Effect.DONE,
        _("Submitted. A reviewer will read it, and you will be told the result."),
    )
    ALREADY_SUBMITTED = Effect.SAME, _("This essay has been submitted already.")
    SUBMITTED_LATE = (
        Effect.DONE,
        _(
            "Submitted after the deadline; that it came late is kept with it. A reviewer will read "
            "it, and you will be told the result."
        ),
    )
    NOT_OPEN_YET = (
        Effect.REFUSED,
        _("Writing for this begins %(opens)s. Come back then."),
    )
    NOT_ADDRESSED = (
        Effect.REFUSED,
        _("This is asked of the people of certain units, and yours is not among them."),
    )
    GENRE_MISSING = (
        Effect.REFUSED,
        _("Choose a genre: each has its own length. Your text is saved."),
    )
    TOO_MANY_LINES = (
        Effect.REFUSED,
        _("The text has %(lines)s lines; at most %(most)s are allowed. Your text is saved."),
    )
    FILE_MISSING = (
        Effect.REFUSED,
        _(
            "For this a file is asked for. Send it under “Upload a file”, look at its text, then "
            "submit."
        ),
    )
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
        _(
            "This essay is %(state)s and can no longer be changed. Your text below is not lost: "
            "copy it if you need it."
        ),
    )
    TITLE_MISSING = (
        Effect.REFUSED,
        _("The essay has no title yet. Your text is saved; give it a title and submit again."),
    )
    STATEMENT_CHANGED = (
        Effect.REFUSED,
        _(
            "What you are asked to confirm has other words now. Your text is saved; read the "
            "sentence above the button, tick it and submit again."
        ),
    )
    ORIGINALITY_MISSING = (
        Effect.REFUSED,
        _(
            "Please confirm that the text is your own. Your text is saved; tick the sentence above "
            "the button and submit again."
        ),
    )
    NOT_ASKED = (
        Effect.REFUSED,
        _("This has been cancelled, so no essay is asked for any more."),
    )
    NOT_CONFIRMED = (
        Effect.REFUSED,
        _("Only confirmed participants write this essay. Register first or ask the organiser."),
    )
    REMARKED = Effect.DONE, _("Your remark is saved. Whoever reviews the essay reads it.")
    NOTHING_SAID = Effect.REFUSED, _("Write a sentence or two, then save.")
    NOTHING_COMPARED = (
        Effect.REFUSED,
        _("There is nothing to remark on: no passages were found in this text."),
    )
    ACCEPTED = Effect.DONE, _("Accepted. The author has been told.")
    RETURNED = Effect.DONE, _("Returned with your comment. The author has been told.")
    COMMENT_MISSING = (
        Effect.REFUSED,
        _("Say what should be revised: the author gets your comment."),
    )
    NEWER_REVISION = (
        Effect.REFUSED,
        _(
            "The author has submitted a newer revision meanwhile. It is shown below: please read "
            "it before you decide."
        ),
    )
    DECIDED_ALREADY = (
        Effect.REFUSED,
        _("Somebody has decided about this essay meanwhile: it is %(state)s. Take the next one."),
    )
    NOT_YOURS_TO_DECIDE = (
        Effect.REFUSED,
        _("For this task reviewers recommend and the organiser decides. Recommend instead."),
    )
    WITHDRAWN = (
        Effect.DONE,
        _(
            "Withdrawn. Nobody reviews it any more; your text is open again, and you may hand it "
            "in again before the deadline."
        ),
    )
    WITHDRAWN_ALREADY = Effect.SAME, _("You have withdrawn this essay already.")
    NOT_WITHDRAWABLE = (
        Effect.REFUSED,
        _("This essay is %(state)s: only what waits for a decision can be withdrawn."),
    )
