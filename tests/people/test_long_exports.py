"""A long list is exported in the background: the same rows, for the same person, for a day."""

from datetime import timedelta
from functools import partial
from io import BytesIO

import pytest
from django.core import mail
from django.http import HttpResponseForbidden
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from kernel.exports import BUILD, MOST, ExportOutcome, ask_export
from kernel.models import AuditRow, ListExport, OutboxTask
from kernel.outbox import MAX_SILENT, drain_once
from kernel.retention import forget_all
from notices.enums import Kind
from notices.models import Delivery, Notice
from people.enums import Role
from people.groups import sync_groups
from people.models import Membership, User
from publishing.backoffice import exports, later
from tests.factories import Cast, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def short(monkeypatch, settings) -> None:
    """Two rows are a long list; audit rows of the test are kept."""
    settings.AUDIT_RETENTION_DAYS = 365
    monkeypatch.setattr(later, "AT_ONCE", 2)


def rows_of(answer) -> list[str]:
    """The first column of the workbook, without its heading."""
    book = load_workbook(BytesIO(b"".join(answer.streaming_content)))
    return [str(row[0]) for row in book.worksheets[0].iter_rows(min_row=2, values_only=True)]


def signed_in(person: User) -> Client:
    client = Client(headers={"accept-language": "zh-hans"})
    client.force_login(person)
    return client


def test_a_long_list_is_made_in_the_background_and_holds_what_the_list_shows(staff: Cast) -> None:
    client = signed_in(staff.district_organiser)
    page = client.post("/admin/people/?export=xlsx&signed_in=false", follow=True)
    assert page.redirect_chain == [("/admin/exports/", 302)]
    assert "正在生成" in page.content.decode()
    assert page["Refresh"] == "3"
    export = ListExport.objects.get()
    assert client.get(f"/admin/exports/{export.public_id}/file/").status_code == 404
    shown = client.get("/admin/people/?signed_in=false").context["object_list"]
    drain_once()
    ready = client.get("/admin/exports/")
    assert "Refresh" not in ready
    assert f"/admin/exports/{export.public_id}/file/" in ready.content.decode()
    answer = client.get(f"/admin/exports/{export.public_id}/file/")
    assert answer["Content-Disposition"].startswith("attachment")
    assert "no-store" in answer["Cache-Control"]
    assert sorted(rows_of(answer)) == sorted(row.name for row in shown)
    row = AuditRow.objects.get(action="kernel.ask_export")
    assert row.changes == {"list": "/admin/people/", "rows": len(shown)}
    assert row.about == staff.district_organiser


def test_a_short_list_comes_at_once_and_asking_twice_makes_one(staff: Cast) -> None:
    client = signed_in(staff.district_organiser)
    at_once = client.get("/admin/people/?export=xlsx&q=顾晓梅")
    assert rows_of(at_once) == ["顾晓梅"]
    for _ in range(2):
        client.post("/admin/people/?export=xlsx")
    assert ListExport.objects.count() == 1


def test_nobody_opens_the_file_of_another_and_none_after_its_day(staff: Cast) -> None:
    client = signed_in(staff.district_organiser)
    client.post("/admin/people/?export=xlsx")
    drain_once()
    export = ListExport.objects.get()
    path = f"/admin/exports/{export.public_id}/file/"
    assert signed_in(staff.organiser).get(path).status_code == 404
    assert signed_in(staff.participant).get(path).status_code == 403
    ListExport.objects.update(expires_at=timezone.now())
    assert client.get(path).status_code == 404
    name, storage = export.file.name, export.file.storage
    assert storage.exists(name)


def test_the_file_goes_after_its_day(staff: Cast, django_capture_on_commit_callbacks) -> None:
    signed_in(staff.district_organiser).post("/admin/people/?export=xlsx")
    drain_once()
    export = ListExport.objects.get()
    ListExport.objects.update(expires_at=timezone.now() - timedelta(days=2))
    with django_capture_on_commit_callbacks(execute=True):
        forget_all()
    assert not ListExport.objects.exists()
    assert not export.file.storage.exists(export.file.name)


def test_who_lost_the_role_meanwhile_gets_nothing(staff: Cast) -> None:
    client = signed_in(staff.district_organiser)
    client.post("/admin/people/?export=xlsx")
    Membership.objects.filter(user=staff.district_organiser).delete()
    sync_groups(User.objects.get(pk=staff.district_organiser.pk))
    drain_once()
    export = ListExport.objects.get()
    assert (export.file.name, export.is_busy) == ("", False)


def test_the_rule_holds_at_the_moment_of_making(staff: Cast) -> None:
    organiser = make_person("运营", staff.city, Role.OPERATOR)
    sync_groups(organiser)
    client = signed_in(organiser)
    client.post("/admin/people/?export=xlsx")
    Membership.objects.filter(user=organiser).update(unit=staff.district)
    drain_once()
    export = ListExport.objects.get()
    names = rows_of(client.get(f"/admin/exports/{export.public_id}/file/"))
    assert staff.organiser.name not in names
    assert staff.participant.name in names


def test_an_address_that_no_longer_is_breaks_in_words(staff: Cast) -> None:
    ask_export(by=staff.organiser, title="旧", path="/admin/gone/?export=xlsx", rows=9)
    drain_once()
    assert not ListExport.objects.get().is_busy
    page = signed_in(staff.organiser).get("/admin/exports/").content.decode()
    assert "未能生成，请重新导出" in page


def test_the_name_of_a_list_may_be_longer_than_what_is_kept_of_it(staff: Cast) -> None:
    """The longest title of an essay task, and what its list is of."""
    title = f"{'题' * 120}-得分"
    made = ask_export(by=staff.organiser, title=title, path="/admin/", rows=9).record
    made.clean_fields(exclude={one.name for one in made._meta.fields} - {"title"})
    assert title.startswith(made.title)


def test_a_link_alone_makes_nothing(staff: Cast) -> None:
    client = signed_in(staff.district_organiser)
    page = client.get("/admin/people/?export=xlsx").content.decode()
    assert "生成表格" in page
    assert not ListExport.objects.exists()
    assert client.post("/admin/people/").status_code == 405


def test_one_that_cannot_be_made_is_said_and_may_be_asked_again(staff, monkeypatch) -> None:
    client = signed_in(staff.district_organiser)
    client.post("/admin/people/?export=xlsx")

    def broken(export):
        raise RuntimeError("the disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(exports, "asked_again", broken)
        drain_once()
    assert not ListExport.objects.get().is_busy
    assert OutboxTask.objects.get(kind=BUILD).given_up_at is not None
    client.post("/admin/people/?export=xlsx")
    drain_once()
    assert ListExport.objects.exclude(file="").count() == 1


def test_one_over_which_workers_are_killed_is_said_too(staff: Cast) -> None:
    client = signed_in(staff.district_organiser)
    client.post("/admin/people/?export=xlsx")
    OutboxTask.objects.update(silent=MAX_SILENT)
    drain_once()
    assert not ListExport.objects.get().is_busy
    assert Notice.objects.get().subject == "表格“人员名册”未能生成"


def test_waiting_ones_are_limited_and_so_is_an_address(staff: Cast) -> None:
    ask = partial(ask_export, by=staff.organiser, title="人员", rows=9)
    for number in range(MOST):
        assert ask(path=f"/admin/people/?q={number}").outcome is ExportOutcome.ASKED
    assert ask(path="/admin/people/?q=9").outcome is ExportOutcome.TOO_MANY
    ListExport.objects.update(expires_at=timezone.now())
    assert ask(path="/admin/people/?q=9").outcome is ExportOutcome.ASKED
    assert ask(path="/admin/people/?q=" + "长" * 2000).outcome is ExportOutcome.TOO_LONG


def test_who_asked_is_told_in_the_inbox_and_by_no_mail(staff: Cast, monkeypatch) -> None:
    client = signed_in(staff.district_organiser)
    client.post("/admin/people/?export=xlsx")
    assert not Notice.objects.exists()
    drain_once()
    told = Notice.objects.get()
    assert (told.recipient, told.kind) == (staff.district_organiser, Kind.EXPORTED)
    assert told.subject == "表格“人员名册”已生成"
    assert told.path == "/admin/exports/"
    inbox = client.get("/me/notices/?unread=1").content.decode()
    assert told.subject in inbox
    drain_once()
    assert mail.outbox == []
    assert not Delivery.objects.exists()
    ListExport.objects.all().delete()
    monkeypatch.setattr(exports, "asked_again", lambda export: HttpResponseForbidden())
    client.post("/admin/people/?export=xlsx")
    drain_once()
    assert Notice.objects.latest("pk").subject == "表格“人员名册”未能生成"
