"""What people do to essays: start, save, submit; accept, send back."""

from essays.actions.official import change_official, compare_all, keep_official
from essays.actions.remark import remark
from essays.actions.review import accept, send_back
from essays.actions.start import start
from essays.actions.submit import submit
from essays.actions.write import save_draft

__all__ = [
    "accept",
    "change_official",
    "compare_all",
    "keep_official",
    "remark",
    "save_draft",
    "send_back",
    "start",
    "submit",
]
