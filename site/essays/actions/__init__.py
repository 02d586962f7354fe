"""What people do to essays: start, save, submit; accept, send back."""

from essays.actions.official import change_official, compare_all, keep_official
from essays.actions.recommend import recommend
from essays.actions.remark import remark
from essays.actions.review import accept, send_back
from essays.actions.start import start
from essays.actions.submit import submit
from essays.actions.task import create_task, edit_task
from essays.actions.time import extend, remind, remind_units
from essays.actions.upload import drop_file, send_file, take_file
from essays.actions.write import save_draft

__all__ = [
    "accept",
    "change_official",
    "compare_all",
    "create_task",
    "drop_file",
    "edit_task",
    "extend",
    "keep_official",
    "recommend",
    "remark",
    "remind",
    "remind_units",
    "save_draft",
    "send_back",
    "send_file",
    "start",
    "submit",
    "take_file",
]
