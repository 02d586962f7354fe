"""What people do to essays: start, save, submit; accept, send back."""

from essays.actions.review import accept, send_back
from essays.actions.start import start
from essays.actions.submit import submit
from essays.actions.write import save_draft

__all__ = ["accept", "save_draft", "send_back", "start", "submit"]
