"""Acts of the room, by what they are about."""

from notices.actions.choosing import choose, turn_off
from notices.actions.collecting import pass_over_digest, send_digest
from notices.actions.reading import read, read_all, unread
from notices.actions.resending import resend
from notices.actions.wording import reset, reword

__all__ = ["choose", "pass_over_digest", "read", "read_all", "resend", "reset", "reword"]
__all__ += ["send_digest", "turn_off", "unread"]
