"""Deliveries for those who answer for them, words for operators; bodies for nobody."""

import pytest
from django.test import Client

from kernel.models import AuditRow
from kernel.outbox import drain_once
from notices.channels import lay_out
from notices.delivery import notify
from notices.enums import DeliveryState, Kind
from notices.models import Delivery, Notice, Wording
from people.enums import Role
from people.groups import sync_groups
from tests.factories import make_offering, make_person

LIST = "/admin/deliveries/"


def client_of(person):
    """Their browser, in Chinese."""
    client = Client(headers={"accept-language": "zh-hans"})
    client.force_login(person)
    return client


@pytest.fixture
def offering(staff):
    """Led by the district."""
    return make_offering(unit=staff.district)


@pytest.fixture
def given_up(staff, offering):
    """Makes deliveries about the offering that were given up."""

    def make(number):
        for _ in range(number):
            person = make_person("金失联")
            notify(
                person=person,
                kind=Kind.CANCELLED,
                key=person.username,
                context={"title": "研修班", "reason": "个人原因二字"},
                topic=offering.public_id,
            )
        lay_out(Notice.objects.values_list("pk", flat=True))
        Delivery.objects.update(state=DeliveryState.GIVEN_UP, trouble="bad_address", detail="550")
        return Delivery.objects.order_by("pk")

    return make


@pytest.fixture
def operator(staff):
    """Keeps the site."""
    person = make_person("运维", staff.city, Role.OPERATOR)
    sync_groups(person)
    return person


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same(staff, given_up, number, django_assert_num_queries):
    given_up(number)
    client = client_of(staff.admin)
    client.get(LIST)
    with django_assert_num_queries(8):
        assert client.get(LIST).content.decode().count("金失联") == number


def test_organisers_see_what_is_theirs_and_nobody_sees_the_words(staff, given_up, operator):
    (delivery,) = given_up(1)
    page = f"{LIST}inspect/{delivery.pk}/"
    for person in (staff.organiser, staff.district_organiser, operator):
        client = client_of(person)
        listed, shown = client.get(LIST).content.decode(), client.get(page).content.decode()
        assert "金失联" in listed
        assert "地址不存在" in shown
        assert "个人原因二字" not in listed + shown
    elsewhere = make_person("蜀平", staff.unit, Role.ORGANISER)
    sync_groups(elsewhere)
    client = client_of(elsewhere)
    assert "金失联" not in client.get(LIST).content.decode()
    assert client.get(page).status_code == 404
    assert client.post(f"{LIST}{delivery.pk}/resend/").status_code == 404


def test_one_is_sent_again_and_the_audit_says_who(staff, given_up):
    (delivery,) = given_up(1)
    response = client_of(staff.organiser).post(f"{LIST}{delivery.pk}/resend/")
    assert response.url == f"{LIST}inspect/{delivery.pk}/"
    drain_once()
    delivery.refresh_from_db()
    assert delivery.state == DeliveryState.SENT
    row = AuditRow.objects.get(action="notices.resend")
    assert (row.actor, row.target_id, row.changes) == (staff.organiser, str(delivery.pk), {})


def test_those_that_the_list_shows_are_sent_again_at_once(staff, given_up):
    deliveries = given_up(3)
    Delivery.objects.filter(pk=deliveries[0].pk).update(state=DeliveryState.SENT)
    client = client_of(staff.organiser)
    path = "/admin/bulk/notices/delivery/resend/?id=all&state=given_up"
    assert "2" in client.get(path).content.decode()
    client.post(path, {"expected": 2})
    states = list(Delivery.objects.order_by("pk").values_list("state", flat=True))
    assert states == ["sent", "queued", "queued"]


def test_the_spreadsheet_holds_no_words(staff, given_up):
    given_up(1)
    response = client_of(staff.organiser).get(f"{LIST}?export=xlsx")
    assert response.status_code == 200
    assert response["Content-Type"].startswith("application/vnd.openxml")


def test_operators_change_words_look_at_a_sample_and_put_them_back(staff, operator):
    client = client_of(operator)
    row = Wording.objects.get(kind=Kind.DECLINED, language="zh-hans")
    page = f"/admin/wordings/edit/{row.pk}/"
    assert "未获录取" in client.get(page).content.decode() or "{title}" in str(
        client.get(page).content
    )
    typed = {"subject": "未录取：{title}", "body": "原因：{reason}", "version": "0"}

    sample = client.post(page, typed | {"do": "sample"}).content.decode()
    assert "未录取：国情研修班（第3期）" in sample
    row.refresh_from_db()
    assert not row.is_own

    wrong = client.post(page, typed | {"body": "原因：{grund}"}).content.decode()
    assert "没有 {grund}" in wrong
    assert "缺少 {reason}" in wrong

    kept = client.post(page, typed)
    assert kept.url == f"/admin/wordings/inspect/{row.pk}/"
    shown = client.get(kept.url).content.decode()
    assert "未录取：{title}" in shown
    letter = client.get(f"/admin/wordings/sample/{row.pk}/").content.decode()
    assert "未录取：国情研修班（第3期）" in letter

    client.post(f"/admin/wordings/{row.pk}/reset/")
    row.refresh_from_db()
    assert (row.is_own, row.version) == (False, 2)


def test_nobody_else_reaches_the_words(staff):
    row = Wording.objects.first()
    for person in (staff.organiser, staff.editor, staff.participant):
        for path in ("/admin/wordings/", f"/admin/wordings/edit/{row.pk}/"):
            assert client_of(person).get(path).status_code in (302, 403)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_wording_opens(operator, language):
    client = client_of(operator)
    assert client.get("/admin/wordings/").status_code == 200
    for row in Wording.objects.filter(language=language):
        assert client.get(f"/admin/wordings/inspect/{row.pk}/").status_code == 200
        assert client.get(f"/admin/wordings/sample/{row.pk}/").status_code == 200
