"""My data: a copy to take away; a request to be forgotten, from the person to the operator."""

import json
from zipfile import ZipFile

import pytest
from playwright.sync_api import expect

from kernel.models import ErasureRequest
from kernel.outbox import drain_once
from people.enums import Role
from people.groups import ensure_groups, sync_groups
from people.models import User
from tests.factories import Cast, make_person

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_copy_of_my_data(cast: Cast, phone, sign_in, shot, axe) -> None:
    page = sign_in(phone(), cast.participant)
    page.goto("/me/")
    page.get_by_role("link", name="我的数据").click()
    expect(page.get_by_role("heading", name="我的数据")).to_be_visible()
    page.locator(".held summary").first.click()
    expect(page.locator(".held").get_by_text("林𠮷安").first).to_be_visible()
    axe(page)
    shot(page, "own-data")
    page.get_by_role("button", name="生成副本").click()
    drain_once()
    page.goto("/me/data/")
    with page.expect_download() as coming:
        page.get_by_role("link", name="下载副本").click()
    assert coming.value.suggested_filename.startswith("研习-我的数据")
    with ZipFile(coming.value.path()) as archive:
        assert json.loads(archive.read("data.json"))["person"] == "林𠮷安"


def test_a_request_to_be_forgotten(cast: Cast, phone, desktop, sign_in, shot, axe) -> None:
    ensure_groups()
    operator = make_person("高运维", cast.district, Role.OPERATOR)
    sync_groups(operator)
    page = sign_in(phone(), cast.participant)
    page.goto("/me/data/")
    page.get_by_role("link", name="申请注销").click()
    page.locator("[name=note]").fill("已调离本市")
    axe(page)
    shot(page, "erasure-asking")
    page.get_by_role("button", name="提交申请").click()
    expect(page.get_by_text("您已申请注销").first).to_be_visible()
    axe(page)
    shot(page, "erasure-asked")

    desk = sign_in(desktop(), operator)
    desk.goto("/admin/erasures/")
    desk.get_by_role("link", name="林𠮷安").first.click()
    expect(desk.get_by_text("已调离本市")).to_be_visible()
    shot(desk, "erasure-deciding")
    desk.get_by_role("link", name="注销该人员").click()
    shot(desk, "erasure-sure")
    desk.get_by_role("button", name="注销该人员").click()
    expect(desk.get_by_text("已注销该人员").first).to_be_visible()
    assert ErasureRequest.objects.get().state == "done"
    assert User.objects.get(pk=cast.participant.pk).name.isalnum()
    page.goto("/me/")
    expect(page.locator("[name=login]")).to_be_visible()
