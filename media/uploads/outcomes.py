"""Why a file is refused, each with what to do instead."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kernel.outcomes import Effect, Outcome, Result


class UploadOutcome(Outcome):
    """How sending a file ends."""

    EMPTY = Effect.REFUSED, _("This file is empty. Please choose it again.")
    TOO_LARGE = (
        Effect.REFUSED,
        _("This file has %(size)s; at most %(most)s are taken. Please send a smaller one."),
    )
    UNKNOWN_TYPE = (
        Effect.REFUSED,
        _("Files of this type are not taken. Please send one of these: %(types)s."),
    )
    SCRIPTABLE = (
        Effect.REFUSED,
        _("SVG and HTML files can run programs. Please send a picture as PNG or a text as PDF."),
    )
    OLD_OFFICE = (
        Effect.REFUSED,
        _(
            "This is a file of an old office program, or one with a password. Please save it "
            "without a password as one of these: %(types)s."
        ),
    )
    DAMAGED = (
        Effect.REFUSED,
        _("This file is damaged or incomplete. Please save it again and send it again."),
    )
    TOO_MANY_PIXELS = (
        Effect.REFUSED,
        _(
            "This picture has more than %(most)s million pixels. Please make it smaller and send it"
            " again."
        ),
    )
    ANIMATED = Effect.REFUSED, _("Moving pictures are not taken. Please send a still one.")
    TOO_MANY_PAGES = (
        Effect.REFUSED,
        _("This file has more than %(most)s pages. Please send it in parts."),
    )
    BOMB = (
        Effect.REFUSED,
        _("Unpacked, this file becomes far too large. Please save it again from its program."),
    )
    EXTRA_TRACK = (
        Effect.REFUSED,
        _(
            "This recording carries data beside picture and sound, as cameras write positions. "
            "Please export it anew with picture and sound alone."
        ),
    )
    ENCRYPTED = (
        Effect.REFUSED,
        _("This file has a password. Please save it without one and send it again."),
    )
    MACROS = (
        Effect.REFUSED,
        _("This file holds macros. Please save it without macros and send it again."),
    )
    ACTIVE_CONTENT = (
        Effect.REFUSED,
        _(
            "This file holds scripts or commands that run when it is opened. Please copy what it "
            "says into a new document, or print it to a new PDF, and send that."
        ),
    )
    EMBEDDED_FILES = (
        Effect.REFUSED,
        _("Other files are hidden inside this one. Please take them out and send them apart."),
    )
    EXTERNAL_CONTENT = (
        Effect.REFUSED,
        _(
            "When it is opened, this file loads something from elsewhere, such as a template or a "
            "picture. Please copy what it says into a new document, or save it as PDF, and send "
            "that."
        ),
    )


class Refused(ValidationError):
    """A file that is not taken; `outcome` and `details` say why, its code is the outcome's."""

    def __init__(self, outcome: UploadOutcome, **details: Any) -> None:
        self.outcome, self.details = outcome, details
        super().__init__(Result(outcome, details=details).message, code=outcome.code)
