"""Nominate: a liaison ranks people, the organiser admits, one declines, a substitute comes."""

import pytest
from playwright.sync_api import expect

from events.models import SeatPool
from registration.actions.quota import Grant, grant_places
from registration.models import Registration
from tests.factories import Cast, make_course, make_offering, make_person

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def offering(cast: Cast):
    course = make_course("苏州国情研修班", summary="五天，三处现场，一个问题。")
    made = make_offering(unit=cast.city, page=course, capacity=0, admits_nominated=True)
    grant_places(by=cast.organiser, offering=made, grants=[Grant(cast.unit, 2)])
    return made


@pytest.mark.parametrize("width", ["phone", "desktop"])
def test_three_are_ranked_one_declines_two_are_admitted_one_is_replaced(
    cast: Cast, offering, request, sign_in, shot, axe, width: str
) -> None:
    people = [make_person(name, cast.unit) for name in ("甲一", "乙二", "丙三")]
    page = sign_in(request.getfixturevalue(width)(), cast.liaison)
    page.goto("/unit/")
    page.get_by_role("link", name="推荐", exact=True).first.click()
    for person in people:
        line = page.get_by_role("listitem").filter(has_text=person.name)
        line.get_by_role("button", name="推荐", exact=True).click()
        expect(page.get_by_text(f"已推荐{person.name}").first).to_be_visible()
    axe(page)
    page.get_by_role("button", name="上移丙三").press("Enter")  # the keyboard will do
    expect(page.get_by_text("丙三现排第 2 位")).to_be_visible()
    shot(page, "nominate-ranking")
    assert ranking(offering) == [("甲一", True), ("丙三", True), ("乙二", False)]

    nominee = sign_in(request.getfixturevalue(width)(), people[0])
    nominee.goto(f"/o/{offering.public_id}/")
    nominee.get_by_role("link", name="谢绝推荐").click()
    nominee.get_by_label("理由").fill("当周出差")
    axe(nominee)
    shot(nominee, "nominate-decline")
    nominee.get_by_role("button", name="谢绝", exact=True).click()
    expect(nominee.get_by_text("您已谢绝推荐").first).to_be_visible()
    assert ranking(offering) == [("丙三", True), ("乙二", True)]

    admit(sign_in(request.getfixturevalue("desktop")(), cast.admin), offering, shot)
    page.goto(f"/unit/o/{offering.public_id}/")
    page.get_by_role("link", name="换人").first.click()
    page.get_by_role("listitem").filter(has_text="甲一").get_by_role("link", name="选择").click()
    page.get_by_label("理由").fill("临时任务，由甲一参加")
    axe(page)
    shot(page, "nominate-hand-over")
    page.get_by_role("button", name="换人").click()
    expect(page.get_by_text("由甲一接替").first).to_be_visible()
    assert SeatPool.objects.get(unit=cast.unit).taken == 2
    assert Registration.objects.get(person=people[0]).is_confirmed

    nominee.goto(f"/o/{offering.public_id}/admission/")
    expect(nominee.get_by_role("heading", name="录取通知")).to_be_visible()
    axe(nominee)
    shot(nominee, "nominate-admission")


def ranking(offering):
    rows = Registration.objects.filter(offering=offering, state="nominated").order_by("rank")
    return [(row.person.name, row.pool_id is not None) for row in rows.select_related("person")]


def admit(page, offering, shot):
    """The organiser ticks those who hold a place, looks at the counts, admits."""
    page.goto(f"/admin/quota/inspect/{offering.pk}/")
    shot(page, "quota-ledger")
    page.goto(f"/admin/quota/{offering.pk}/admission/?first=seated")
    shot(page, "quota-admission")
    page.get_by_role("button", name="录取……", exact=True).click()
    expect(page.get_by_text("将录取 2 人并通知本人").first).to_be_visible()
    page.get_by_role("button", name="录取", exact=True).click()
    expect(page.get_by_text("已录取 2 人").first).to_be_visible()
