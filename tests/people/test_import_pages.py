"""An import through its pages: template, file, columns, errors, the mended file, the records."""

from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from kernel.models import OutboxTask
from kernel.outbox import MAX_SILENT, drain_once
from kernel.retention import KINDS, forget
from people.models import PersonCategory, User
from publishing.tabular import actions, work
from publishing.tabular.columns import one_of
from publishing.tabular.models import SheetImport
from publishing.tabular.tables import TABLES
from tests.publishing.sheets import workbook

State = SheetImport.State
HEAD = ["姓名", "工作单位", "工号", "手机号", "备注"]
GOOD = ["苗青", "昆山市图书馆", "0007", 13900000001, "新来"]
BAD = [["柳叶", "没有的单位", 8, "12345", ""], [None, "昆山市图书馆", 9, None, None]]


@pytest.fixture
def client(staff):
    """The organiser's, in Chinese."""
    client = Client(headers={"accept-language": "zh-hans"})
    client.force_login(staff.organiser, "allauth.account.auth_backends.AuthenticationBackend")
    return client


def brought(client, rows, table="people"):
    """The import that a file became, and where the answer led."""
    answer = client.post(f"/admin/imports/new/{table}/", {"file": workbook(rows)})
    assert answer.status_code == 302, answer.context["form"].errors
    return SheetImport.objects.latest("pk"), answer["Location"]


def matched(client, found):
    """The columns as they were guessed, confirmed, and the work done."""
    form = {name: str(index) for name, index in found.mapping.items()}
    answer = client.post(f"/admin/imports/{found.public_id}/columns/", form)
    assert answer.status_code == 302, answer.context["form"].errors
    assert "Refresh" in client.get(answer["Location"])
    drain_once()
    found.refresh_from_db()
    return client.get(answer["Location"])


def test_a_list_with_errors_is_mended_and_imported(client, staff):
    found, location = brought(client, [["昆山名单"], HEAD, GOOD, *BAD])
    assert location == f"/admin/imports/{found.public_id}/columns/"
    assert found.mapping == {"name": 0, "unit": 1, "number": 2, "phone": 3}
    assert "备注" in client.get(location).content.decode()

    page = matched(client, found)
    assert (found.state, found.errors_found, found.rows, found.rows_done) == ("refused", 3, 3, 3)
    told = [(error["place"], error["heading"]) for error in page.context["errors"]]
    assert told == [("B4", "工作单位"), ("D4", "手机号"), ("A5", "姓名")]
    assert "Refresh" not in page
    marked = client.get(f"/admin/imports/{found.public_id}/errors.xlsx")
    sheet = load_workbook(BytesIO(marked.content)).worksheets[0]
    assert [row[0].value for row in sheet.iter_rows(min_row=2)] == [4, 5]
    assert sheet["F2"].comment is not None
    assert not User.objects.filter(number="0007").exists()

    found, _location = brought(client, [HEAD, GOOD])
    page = matched(client, found)
    assert (found.state, found.counts) == ("checked", {"new": 1, "changed": 0, "same": 0})
    assert not User.objects.filter(number="0007").exists()
    client.post(f"/admin/imports/{found.public_id}/")
    found.refresh_from_db()
    assert found.state == State.WRITING
    drain_once()
    found.refresh_from_db()
    assert found.state == State.DONE
    assert User.objects.get(number="0007").unit == staff.unit
    listing = client.get("/admin/imports/").content.decode()
    assert "已导入" in listing

    found, _location = brought(client, [HEAD, GOOD])
    page = matched(client, found)
    assert found.counts == {"new": 0, "changed": 0, "same": 1}
    assert '<form method="post">' not in page.content.decode().split("import-page")[1]


def test_the_template_is_understood_when_it_comes_back(client, staff):
    answer = client.get("/admin/imports/new/people/template.xlsx")
    book = load_workbook(BytesIO(answer.content))
    sheet = book.worksheets[0]
    headings = [cell.value for cell in sheet[1]]
    assert headings[0] == "姓名*"
    assert "人员类别" not in headings, "categories have a permission of their own"
    words = {cell.value for cell in book["lists"]["C"]}
    assert staff.unit.name in words
    for index, value in enumerate(("苗青", "0007", "昆山市图书馆"), start=1):
        sheet.cell(2, index, value)
    buffer = BytesIO()
    book.save(buffer)
    file = SimpleUploadedFile("t.xlsx", buffer.getvalue())
    client.post("/admin/imports/new/people/", {"file": file})
    found = SheetImport.objects.get()
    assert sorted(found.mapping.values()) == list(range(len(headings)))
    matched(client, found)
    assert found.counts == {"new": 1, "changed": 0, "same": 0}


def test_categories_are_a_column_for_those_who_see_them(staff, as_person):
    PersonCategory.objects.create(name="专家", code="expert")
    rows = [["姓名", "单位", "人员类别"], ["苗青", "昆山市图书馆", "专家"]]
    for who, columns in (
        (staff.organiser, {"name", "unit"}),
        (staff.admin, {"name", "unit", "categories"}),
    ):
        found, _location = brought(as_person(who), rows)
        assert set(found.mapping) == columns


@pytest.mark.parametrize("content", [b"", b"no workbook", b"\xd0\xcf\x11\xe0rest"])
def test_a_file_that_is_none_is_refused_on_the_page(client, content):
    file = SimpleUploadedFile("a.xlsx", content)
    answer = client.post("/admin/imports/new/people/", {"file": file})
    assert answer.status_code == 200
    assert answer.context["form"].errors["file"]
    assert not SheetImport.objects.exists()


def test_a_required_column_must_be_chosen_and_none_twice(client):
    found, location = brought(client, [["甲", "乙"], ["苗青", "昆山市图书馆"]])
    assert found.mapping == {}
    assert client.post(location, {"name": "0"}).context["form"].errors["unit"]
    twice = client.post(location, {"name": "0", "unit": "0"})
    assert twice.context["form"].non_field_errors()
    assert client.post(location, {"name": "0", "unit": "7"}).context["form"].errors["unit"]
    assert client.post(location, {"name": "0", "unit": "1"}).status_code == 302


def test_an_import_is_seen_by_whoever_brought_it(client, staff, as_person):
    found, location = brought(client, [HEAD, GOOD])
    for who in (staff.admin, staff.district_organiser):
        other = as_person(who)
        for path in (location, f"/admin/imports/{found.public_id}/"):
            assert other.get(path).status_code == 404
        assert other.post(f"/admin/imports/{found.public_id}/").status_code == 404
    assert client.get(f"/admin/imports/{found.public_id}/errors.xlsx").status_code == 404
    assert client.get("/admin/imports/new/nothing/").status_code == 404


def test_units_are_imported_by_operators_alone(client, staff, as_person):
    assert client.get("/admin/imports/new/units/").status_code == 302
    assert as_person(staff.editor).get("/admin/imports/new/people/").status_code == 302
    rows = [
        ["单位代码", "单位名称", "上级单位代码", "单位类型"],
        ["new", "新单位", staff.city.code, "学校"],
    ]
    admin = as_person(staff.admin)
    found, _location = brought(admin, rows, "units")
    matched(admin, found)
    assert found.counts == {"new": 1, "changed": 0, "same": 0}, found.errors


def test_nothing_is_written_twice_when_a_worker_comes_back(client):
    found, _location = brought(client, [HEAD, GOOD])
    matched(client, found)
    client.post(f"/admin/imports/{found.public_id}/")
    again = client.post(f"/admin/imports/{found.public_id}/")
    assert again.status_code == 302
    payload = OutboxTask.objects.filter(kind=work.WRITE).latest("pk").payload
    for _time in range(2):
        work.write(payload)
    assert User.objects.filter(number="0007").count() == 1
    found.refresh_from_db()
    assert (found.state, found.counts["new"]) == ("done", 1)


def test_what_changed_since_the_check_is_met_with_nothing_written(client, staff):
    found, _location = brought(client, [HEAD, GOOD])
    matched(client, found)
    client.post(f"/admin/imports/{found.public_id}/")
    staff.unit.name = "改名的图书馆"
    staff.unit.save()
    drain_once()
    found.refresh_from_db()
    assert (found.state, found.errors_found) == ("refused", 1)
    assert not User.objects.filter(number="0007").exists()


def test_a_cell_that_is_not_understood_any_more_lets_nothing_be_written(client, monkeypatch):
    found, _location = brought(client, [HEAD, GOOD])
    matched(client, found)
    client.post(f"/admin/imports/{found.public_id}/")
    table = TABLES["people"]
    columns = [
        replace(one, parse=one_of(dict)) if one.name == "number" else one
        for one in table.columns(found.by)
    ]
    changed = replace(table, columns=lambda _person: columns)
    monkeypatch.setitem(TABLES, "people", changed)
    drain_once()
    found.refresh_from_db()
    assert (found.state, found.errors[0]["column"]) == ("refused", "number")
    assert not User.objects.filter(name_key__contains="苗青").exists()


@pytest.mark.parametrize("error", [DatabaseError("somebody was faster"), ValueError("a mistake")])
def test_what_breaks_off_stops_with_a_sentence(client, monkeypatch, error):
    found, _location = brought(client, [HEAD, GOOD])
    matched(client, found)
    client.post(f"/admin/imports/{found.public_id}/")

    def collide(*, by, rows):
        raise error

    monkeypatch.setitem(TABLES, "people", replace(TABLES["people"], write=collide))
    drain_once()
    found.refresh_from_db()
    assert found.state == State.FAILED
    page = client.get(f"/admin/imports/{found.public_id}/").content.decode()
    assert found.stopped_by in page
    form = {name: str(index) for name, index in found.mapping.items()}
    assert client.post(f"/admin/imports/{found.public_id}/columns/", form).status_code == 302


def test_what_workers_are_killed_over_stops_with_a_sentence(client):
    found, _location = brought(client, [HEAD, GOOD])
    form = {name: str(index) for name, index in found.mapping.items()}
    columns, itself = (f"/admin/imports/{found.public_id}/{part}" for part in ("columns/", ""))
    said = []
    for address, given in ((columns, form), (columns, form), (itself, {})):
        client.post(address, given)
        if len(said) != 1:
            OutboxTask.objects.filter(done_at=None).update(silent=MAX_SILENT)
        drain_once()
        found.refresh_from_db()
        said.append((found.state, found.stopped_by))
    assert said == [
        (State.FAILED, "检查中断，请告知系统运维人员。"),
        (State.CHECKED, ""),
        (State.FAILED, "导入中断，没有写入任何内容，请告知系统运维人员。"),
    ]


def test_files_are_forgotten_after_a_month(client):
    found, _location = brought(client, [HEAD, *BAD])
    matched(client, found)
    kept, name = found.file.storage, found.file.name
    kind = KINDS["publishing.import_files"]
    assert forget(by=None, kind=kind, limit=10).outcome.code == "nothing_due"
    SheetImport.objects.update(created_at=timezone.now() - timedelta(days=31))
    assert forget(by=None, kind=kind, limit=10).details["count"] == 1
    assert forget(by=None, kind=kind, limit=10).outcome.code == "nothing_due"
    assert not kept.exists(name)
    found.refresh_from_db()
    assert (found.errors, found.state, bool(found.marked)) == ([], "failed", False)
    result = actions.match_columns(by=found.by, sheet_import=found, mapping={"name": 0, "unit": 1})
    assert result.outcome.code == "wrong_state"
