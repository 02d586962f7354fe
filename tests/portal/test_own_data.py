"""`/me/data/`: what is held about me, my copy, my request; the operator's pages."""

import json
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.test import Client
from openpyxl import load_workbook

from kernel.models import AuditRow, DataExport, ErasureRequest, OutboxTask, Retention
from kernel.outbox import MAX_SILENT, drain_once
from kernel.own_data import ask_copy, ask_erasure
from notices.enums import Kind
from notices.models import Notice
from people.enums import Role
from people.groups import sync_groups
from people.models import User
from portal.handout import archive_of
from tests.factories import make_offering, make_person, make_registration

pytestmark = pytest.mark.django_db


def note(person, subject, body="正文"):
    """A notice with words of its own."""
    return Notice.objects.create(
        recipient=person, kind=Kind.CONFIRMED, key=subject, subject=subject, body=body
    )


def signed_in(person) -> Client:
    """Their browser."""
    client = Client()
    client.force_login(person, "allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def operator(staff) -> User:
    """An operator of the district."""
    person = make_person("高运维", staff.district, Role.OPERATOR)
    sync_groups(person)
    return person


def test_the_page_shows_mine_alone(cast):
    note(cast.participant, "给我的")
    note(cast.colleague, "给别人的")
    page = signed_in(cast.participant).get("/me/data/").content.decode()
    assert "给我的" in page
    assert "昆山市图书馆" in page
    assert "给别人的" not in page


def test_the_page_shows_the_first_rows_and_says_so(cast):
    for number in range(12):
        note(cast.participant, f"通知{number}")
    page = signed_in(cast.participant).get("/me/data/").content.decode()
    assert "10 条以上" in page
    assert page.count("<td>通知") == 10


def test_a_copy_is_made_in_the_background_and_fetched_by_its_owner_alone(cast):
    client = signed_in(cast.participant)
    note(cast.participant, "=1+1")
    page = client.post("/me/data/copy/", follow=True).content.decode()
    assert "正在生成" in page
    assert OutboxTask.objects.filter(kind="kernel.build_copy", done_at=None).count() == 1
    drain_once()
    copy = DataExport.objects.get()
    address = f"/me/data/copy/{copy.public_id}/"
    assert address in client.get("/me/data/").content.decode()
    response = client.get(address)
    assert response["Content-Disposition"].startswith("attachment")
    assert {"private", "no-store"} <= set(response["Cache-Control"].split(", "))
    assert response["X-Content-Type-Options"] == "nosniff"
    content = b"".join(response.streaming_content)
    assert len(content) == copy.size
    for other in (cast.admin, cast.colleague):
        assert signed_in(other).get(address).status_code == 404


def test_the_copy_holds_the_same_three_times(cast):
    make_registration(make_offering(unit=cast.city), cast.participant)
    note(cast.participant, "=1+1", "<script>alert(1)</script>")
    with ZipFile(BytesIO(archive_of(cast.participant))) as archive:
        assert sorted(archive.namelist()) == ["data.html", "data.json", "data.xlsx"]
        document = json.loads(archive.read("data.json"))
        page = archive.read("data.html").decode()
        book = load_workbook(BytesIO(archive.read("data.xlsx")))
    assert document["person"] == "林𠮷安"
    assert [row["subject"] for row in document["data"]["notices"]] == ["=1+1"]
    assert document["headings"]["notices"]["subject"] == "标题"
    assert "林𠮷安" in page
    assert "<script>" not in page
    sheet = next(sheet for sheet in book if sheet.title.endswith("通知"))
    row = [cell.value for cell in sheet[2]]
    assert "'=1+1" in row
    assert sheet[1][2].value == "标题"


def test_a_copy_that_ran_out_says_so(cast):
    copy = ask_copy(by=cast.participant).record
    response = signed_in(cast.participant).get(f"/me/data/copy/{copy.public_id}/", follow=True)
    assert "重新申请" in response.content.decode()


def test_a_copy_that_nothing_came_of_says_so_and_is_asked_for_again(cast):
    client = signed_in(cast.participant)
    client.post("/me/data/copy/", follow=True)
    OutboxTask.objects.update(silent=MAX_SILENT)
    drain_once()
    response = client.get("/me/data/")
    page = response.content.decode()
    assert "您的副本未能生成" in page
    assert "正在生成" not in page
    assert "Refresh" not in response, "there is nothing to wait for"
    page = client.post("/me/data/copy/", follow=True).content.decode()
    assert "正在生成" in page
    assert "未能生成" not in page
    drain_once()
    assert [bool(copy.file) for copy in DataExport.objects.all()] == [True, False]
    page = client.get("/me/data/").content.decode()
    assert "下载" in page
    assert "未能生成" not in page


def test_asking_to_be_erased_and_taking_it_back(cast):
    client = signed_in(cast.participant)
    page = client.get("/me/data/erase/").content.decode()
    assert "无法恢复" in page
    assert "职务清除" in page
    page = client.post("/me/data/erase/", {"note": "已退休"}, follow=True).content.decode()
    assert "您已申请注销" in page
    assert ErasureRequest.objects.get().note == "已退休"
    page = client.post("/me/data/erase/back/", follow=True).content.decode()
    assert "申请已撤回" in page
    assert ErasureRequest.objects.get().state == "withdrawn"


def test_an_operator_sees_what_goes_and_erases(cast, operator):
    request = ask_erasure(by=cast.participant, note="已退休").record
    client = signed_in(operator)
    assert "林𠮷安" in client.get("/admin/erasures/").content.decode()
    page = client.get(f"/admin/erasures/inspect/{request.pk}/").content.decode()
    assert "已退休" in page
    assert "职务清除" in page
    response = client.post(f"/admin/erasures/{request.pk}/erase/", follow=True)
    assert "已注销该人员" in response.content.decode()
    assert User.objects.get(pk=cast.participant.pk).last_name == ""
    row = AuditRow.objects.get(action="kernel.erase")
    assert (row.actor, row.role, row.about) == (operator, "operator", cast.participant)


def test_a_refusal_is_read_by_the_person(cast, operator):
    request = ask_erasure(by=cast.participant).record
    client = signed_in(operator)
    client.post(f"/admin/erasures/{request.pk}/refuse/", {"reason": "培训档案尚在核对。"})
    page = signed_in(cast.participant).get("/me/data/").content.decode()
    assert "培训档案尚在核对。" in page


@pytest.mark.parametrize("who", ["organiser", "editor", "auditor"])
def test_others_see_no_requests(staff, who):
    request = ask_erasure(by=staff.participant).record
    person = getattr(staff, who, None) or make_person("邵正言", staff.city, Role.AUDITOR)
    sync_groups(person)
    client = signed_in(person)
    assert client.get("/admin/erasures/").status_code == 302
    assert client.get(f"/admin/erasures/inspect/{request.pk}/").status_code == 404
    client.post(f"/admin/erasures/{request.pk}/erase/")
    assert User.objects.get(pk=staff.participant.pk).last_name == "林"


def test_an_operator_reaches_neither_beside_nor_people_of_nowhere(staff, operator):
    elsewhere = make_person("别处人", staff.city)
    for person in (elsewhere, staff.stranger):
        request = ask_erasure(by=person).record
        client = signed_in(operator)
        assert client.get(f"/admin/erasures/inspect/{request.pk}/").status_code == 404
        assert client.post(f"/admin/erasures/{request.pk}/erase/").status_code == 404
    top = make_person("顶层员", staff.city, Role.OPERATOR)
    sync_groups(top)
    shown = signed_in(top).get("/admin/erasures/").content.decode()
    assert "远方" in shown
    assert "别处人" in shown


def test_an_operator_sees_and_sets_periods(operator):
    client = signed_in(operator)
    page = client.get("/admin/retention/").content.decode()
    assert "已完成的后台任务" in page
    page = client.post("/admin/retention/people.devices/", {"days": "3"}).content.decode()
    assert "至少须保留 14 天" in page
    assert not Retention.objects.exclude(days=None).exists()
    page = client.post("/admin/retention/people.devices/", {"days": "60"}, follow=True)
    assert "今后保留 60 天" in page.content.decode()
    assert client.get("/admin/retention/kernel.audit/").status_code == 404


def test_others_do_not(staff):
    client = signed_in(staff.organiser)
    for address in ("/admin/retention/", "/admin/retention/people.devices/"):
        assert client.get(address).status_code in {302, 403}
    client.post("/admin/retention/people.devices/", {"days": "60"})
    assert not Retention.objects.exists()
