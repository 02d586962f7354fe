"""What people do to essays: start, save, submit, withdraw; read, comment, accept, send back."""

from essays.actions.commenting import comment, remove_comment
from essays.actions.official import change_official, compare_all, keep_official
from essays.actions.reasons import keep_reason
from essays.actions.remark import remark
from essays.actions.review import accept, send_back
from essays.actions.start import start
from essays.actions.submit import submit
from essays.actions.withdraw import withdraw
from essays.actions.write import save_draft

__all__ = [
    "accept",
    "change_official",
    "comment",
    "compare_all",
    "keep_official",
    "keep_reason",
    "remark",
    "remove_comment",
    "save_draft",
    "send_back",
    "start",
    "submit",
    "withdraw",
]
