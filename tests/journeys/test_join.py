"""Join: somebody asks, the liaison confirms; a link lets in; the office is handed over."""

import re

import pytest
from playwright.sync_api import expect

from people.enums import Role
from people.models import Membership
from tests.factories import Cast

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_stranger_asks_and_the_liaison_confirms(
    cast: Cast, phone, desktop, sign_in, shot, axe
) -> None:
    asking = sign_in(phone(), cast.stranger)
    asking.goto("/me/")
    asking.get_by_role("link", name="查找我的单位").click()
    asking.get_by_label("全称、简称或曾用名").fill("图书馆")
    asking.get_by_role("main").get_by_role("button", name="搜索").click()
    found = asking.get_by_role("link", name=re.compile("昆山市图书馆"))
    expect(found).to_be_visible()
    axe(asking)
    shot(asking, "join-found")
    found.click()
    asking.get_by_label("给联络员的话").fill("我在采编部")
    shot(asking, "join-ask")
    asking.get_by_role("button", name="申请加入").click()
    expect(asking.get_by_text("待联络员审核")).to_be_visible()
    axe(asking)
    shot(asking, "join-asked")

    deciding = sign_in(desktop(), cast.liaison)
    deciding.goto(f"/unit/{cast.unit.public_id}/people/")
    axe(deciding)
    shot(deciding, "join-roster")
    deciding.get_by_role("link", name="远方").click()
    axe(deciding)
    shot(deciding, "join-request")
    deciding.get_by_role("button", name="通过", exact=True).click()
    expect(deciding.get_by_text("远方已加入昆山市图书馆").first).to_be_visible()

    asking.goto("/me/units/")
    expect(asking.get_by_role("button", name="离开")).to_be_visible()
    assert Membership.objects.get(user=cast.stranger).unit == cast.unit


def test_a_link_lets_in_one(cast: Cast, phone, sign_in, shot, axe) -> None:
    liaison = sign_in(phone(), cast.liaison)
    liaison.goto(f"/unit/{cast.unit.public_id}/invitations/")
    liaison.get_by_role("button", name="生成链接").click()
    link = liaison.get_by_label("链接").input_value()
    axe(liaison)
    shot(liaison, "invite-made")

    coming = sign_in(phone(), cast.stranger)
    coming.goto(re.sub(r"https?://[^/]+", "", link))
    axe(coming)
    shot(coming, "invite-open")
    coming.get_by_role("button", name="加入", exact=True).click()
    expect(coming.get_by_text("欢迎，您已加入昆山市图书馆").first).to_be_visible()

    coming.goto(re.sub(r"https?://[^/]+", "", link))
    expect(coming.get_by_role("heading", name="您已是昆山市图书馆的人员")).to_be_visible()


def test_the_office_is_handed_over(cast: Cast, desktop, sign_in, shot, axe) -> None:
    page = sign_in(desktop(), cast.liaison)
    page.goto(f"/unit/{cast.unit.public_id}/people/?show=offices")
    page.get_by_role("link", name="顾晓梅", exact=True).click()
    axe(page)
    shot(page, "hand-over")
    page.get_by_label("新联络员").select_option(label="何䶮")
    page.get_by_role("button", name="移交").click()
    page.wait_for_url("**/me/units/")  # who has handed over keeps the list no more
    shot(page, "handed-over")
    office = Membership.objects.get(unit=cast.unit, role=Role.LIAISON, until_on=None)
    assert office.user == cast.colleague
