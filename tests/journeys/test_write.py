"""Write: on the phone through a lost connection to the receipt; a DOCX at the desk."""

import re

import pytest
from playwright.sync_api import expect

from essays.models import Essay, EssayTask, GenreRule
from tests.essays.sent_files import docx
from tests.factories import Cast, make_offering, make_registration, make_task

pytestmark = pytest.mark.django_db(transaction=True)
TEXT = "在纪念馆里，我想了很久。回到岗位，我要把复核做到每一页，𠮷利与否都如实记录。"
POEM = "一盏灯，照着算盘\n一页纸，写着名字\n\n风从戈壁来，灯还亮着，人还坐着。"


@pytest.fixture
def task(cast: Cast) -> EssayTask:
    """A task that the participant owes, in two genres."""
    offering = make_offering(unit=cast.city)
    make_registration(offering, cast.participant)
    task = make_task(offering, title="研修心得", prompt="写一件您带回岗位的事。")
    GenreRule.objects.create(task=task, genre="prose", min_characters=20, max_characters=200)
    GenreRule.objects.create(
        task=task, genre="poem", min_characters=10, max_characters=100, max_lines=3
    )
    return task


def test_a_poem_is_written_on_the_phone_through_a_lost_connection(
    cast: Cast, task: EssayTask, phone, sign_in, shot, axe
) -> None:
    page = sign_in(phone(), cast.participant)
    page.goto("/me/")
    page.get_by_role("button", name="开始写").click()
    page.get_by_label("体裁").select_option("poem")
    page.locator("[name=title]").fill("灯")
    expect(page.locator("[data-lines]")).to_have_text("0")  # the rule of counting has come
    page.context.set_offline(True)
    page.locator("[name=text]").fill(POEM)
    expect(page.locator("[data-saved]")).to_contain_text("网络已断开")
    expect(page.locator("[data-lines]")).to_have_text("3")
    shot(page, "write-offline")
    page.context.set_offline(False)
    expect(page.locator("[data-saved]")).to_contain_text(re.compile("已保存"), timeout=20_000)
    axe(page)
    shot(page, "write-poem")
    page.get_by_role("button", name="预览").click()
    expect(page.get_by_role("heading", name="灯")).to_be_visible()
    axe(page)
    shot(page, "write-preview")
    page.get_by_role("link", name="返回撰写").first.click()
    page.locator("[name=original]").check()
    page.get_by_role("button", name="提交心得").click()
    expect(page.locator("[data-receipt]")).to_be_visible()
    revision = Essay.objects.get().revisions.get()
    expect(page.get_by_text(revision.receipt_number)).to_be_visible()
    expect(page.get_by_text(revision.digest)).to_be_visible()
    axe(page)
    shot(page, "write-receipt")
    assert (revision.genre, revision.text) == ("poem", POEM)


def test_a_document_of_word_becomes_the_draft_once_its_text_was_seen(
    cast: Cast, task: EssayTask, desktop, sign_in, shot, axe
) -> None:
    page = sign_in(desktop(), cast.participant)
    page.goto("/me/")
    page.get_by_role("button", name="开始写").click()
    shot(page, "write-empty")
    page.set_input_files("#file", {"name": "心得.docx", "mimeType": "", "buffer": b"PK broken"})
    page.get_by_role("button", name="上传并核对文字").click()
    expect(page.get_by_text("您的文稿没有变化").first).to_be_visible()
    axe(page)
    shot(page, "write-refused")
    content = docx("复核人一栏", TEXT)
    page.set_input_files("#file", {"name": "心得.docx", "mimeType": "", "buffer": content})
    page.get_by_role("button", name="上传并核对文字").click()
    expect(page.get_by_text(TEXT)).to_be_visible()
    axe(page)
    shot(page, "write-file")
    page.get_by_role("button", name="采用为我的文稿").click()
    expect(page.locator("[name=text]")).to_have_value(TEXT)
    page.get_by_label("体裁").select_option("prose")
    page.locator("[name=original]").check()
    page.get_by_role("button", name="提交心得").click()
    expect(page.locator("[data-receipt]")).to_be_visible()
    expect(page.get_by_role("link", name="心得.docx")).to_be_visible()
    shot(page, "write-file-receipt")
    assert Essay.objects.get().revisions.get().upload.name == "心得.docx"
