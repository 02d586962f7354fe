"""What people do to essays: start, save, submit; accept, send back."""

from essays.actions.awards import announce, award, create_prize, edit_prize, take_back_award
from essays.actions.official import change_official, compare_all, keep_official
from essays.actions.publish_book import ask_book
from essays.actions.publish_consent import Wish, decide_uses
from essays.actions.publish_edit import answer_edit, propose_edit, take_back_edit
from essays.actions.publish_page import draft_page
from essays.actions.remark import remark
from essays.actions.review import accept, send_back
from essays.actions.start import start
from essays.actions.submit import submit
from essays.actions.write import save_draft

__all__ = [
    "Wish",
    "accept",
    "announce",
    "answer_edit",
    "ask_book",
    "award",
    "change_official",
    "compare_all",
    "create_prize",
    "decide_uses",
    "draft_page",
    "edit_prize",
    "keep_official",
    "propose_edit",
    "remark",
    "save_draft",
    "send_back",
    "start",
    "submit",
    "take_back_award",
    "take_back_edit",
]
