"""What rooms above send along with the mail of a notice, worked out when it leaves.

A mail that is tried again asks again under the same notice: whoever encloses something must then
give the same.
"""

from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage as Mime
from email.message import MIMEPart
from email.policy import default
from typing import Any

from django.core.mail import EmailMultiAlternatives

from notices.headers import telling
from notices.models import Notice


@dataclass(frozen=True)
class Enclosure:
    """`shown` are other forms of the mail that a program may show in place of its text, `files`
    are attached, `links` are (label, address) below the text."""

    shown: tuple[MIMEPart, ...] = ()
    files: tuple[MIMEPart, ...] = ()
    links: tuple[tuple[str, str], ...] = ()

    def __add__(self, other: "Enclosure") -> "Enclosure":
        return Enclosure(
            self.shown + other.shown, self.files + other.files, self.links + other.links
        )


ENCLOSING: dict[str, Callable[[Notice], Enclosure]] = {}


def encloses(room: str, function: Callable[[Notice], Enclosure]) -> None:
    """Let a room say, in the notice's language, what goes along; called from `AppConfig.ready`."""
    ENCLOSING[room] = function


def enclosed_with(notice: Notice) -> Enclosure:
    """Everything that goes along with the mail of `notice`."""
    whole = Enclosure()
    for function in ENCLOSING.values():
        whole += function(notice)
    return whole


class NoticeMail(EmailMultiAlternatives):
    """A mail of which some forms are more than a text of a type, as an invitation is."""

    enclosure = Enclosure()

    def message(self, *, policy: Any = default) -> Mime:
        """The mail as it is sent."""
        whole = super().message(policy=telling(policy))
        parts: list[Any] = list(whole.walk())
        for body in parts:
            if body.get_content_type() == "multipart/alternative":
                for part in self.enclosure.shown:
                    body.attach(part)  # type: ignore[arg-type] # any part, in truth
        return whole
