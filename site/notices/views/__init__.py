"""Pages of the room: the inbox, what reaches a person how, the link that ends a kind of mail."""

from notices.views.choices import preferences, unsubscribe
from notices.views.inbox import inbox, read, read_all

__all__ = ["inbox", "preferences", "read", "read_all", "unsubscribe"]
