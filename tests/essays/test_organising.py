"""What organisers see of essays, decide about many, count and take away."""

from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook
from pypdf import PdfReader

from essays import actions
from essays.enums import EssayOutcome, EssayState
from essays.filing import Filed, as_docx, as_pdf, filed, names
from essays.models import Essay, EssayExtension, EssayReview, PreparedDecision, ReviewPlan
from essays.status import COURSE, TYPE, UNIT, lines
from kernel.models import ListExport
from kernel.outbox import drain
from notices.models import Notice
from people.enums import Role
from people.groups import sync_groups
from people.models import Membership
from publishing.backoffice import later
from publishing.downloads import XLSX
from tests.essays.conftest import TEXT, hand_in
from tests.factories import (
    Cast,
    make_course,
    make_event,
    make_offering,
    make_person,
    make_registration,
    make_task,
    make_unit,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def task(cast: Cast):
    """Of the city's course; the participant and the colleague handed in, a third did not."""
    offering = make_offering(unit=cast.city, page=make_course())
    task = make_task(offering)
    for person in (cast.participant, cast.colleague):
        make_registration(offering, person)
        essay = actions.start(by=person, task=task).record
        hand_in(essay, title="复核:人/一栏")
    make_registration(offering, make_person("未交", cast.unit))
    return task


@pytest.fixture
def as_person(staff: Cast):
    """`as_person(someone)`: a client that is signed in, in the groups of their roles."""

    def sign_in(person) -> Client:
        sync_groups(person)
        client = Client()
        client.force_login(person, "allauth.account.auth_backends.AuthenticationBackend")
        return client

    return sign_in


@pytest.fixture
def both(cast: Cast):
    """Organises and reviews in the city, as small places do."""
    person = make_person("兼任", cast.city, Role.ORGANISER)
    Membership.objects.create(user=person, unit=cast.city, role=Role.REVIEWER)
    return person


def test_the_rates_are_counted_in_as_many_statements_for_any_number(
    cast: Cast, task, django_assert_num_queries
) -> None:
    first = Essay.objects.order_by("pk").first()
    actions.accept(by=cast.reviewer, essay=first, revision=1)
    salon = make_offering(unit=cast.city, page=make_event("人才沙龙"))
    make_registration(salon, cast.participant)
    make_task(salon)
    for group in (UNIT, TYPE, COURSE):
        lines(cast.admin, group)
        with django_assert_num_queries(4):
            _rows, found = lines(cast.admin, group)
        assert (found.due, found.handed_in, found.accepted) == (4, 2, 1)
        assert found.owed == 2
        assert found.submitted_rate == 0.5
    assert [line.name for line in lines(cast.admin, UNIT)[0]] == [cast.unit.name]
    assert sorted(line.due for line in lines(cast.admin, TYPE)[0]) == [1, 3]


def test_the_rates_stand_beside_the_staff_of_the_units(cast: Cast, task) -> None:
    def by_staff() -> list[tuple[int, float | None]]:
        return [(one.staff, one.by_staff) for one in (*lines(cast.admin, COURSE)[0],)]

    cast.unit.staff_size = 0
    cast.unit.save()
    assert by_staff() == [(0, None)]
    cast.unit.staff_size = 40
    cast.unit.save()
    below = make_unit("采编部", cast.unit)
    below.staff_size = 10
    below.save()
    make_registration(task.offering, make_person("下属", below))
    unknown = make_person("不详", cast.other_unit)
    make_registration(task.offering, unknown)
    hand_in(actions.start(by=unknown, task=task).record)
    assert by_staff() == [(40, 5.0)], "two of forty; the part counts within the whole"
    units = {line.name: line.staff for line in lines(cast.admin, UNIT)[0]}
    assert units == {cast.unit.name: 40, "采编部": 10, cast.other_unit.name: 0}


def test_organisers_count_what_they_lead_alone(cast: Cast, task) -> None:
    assert lines(cast.district_organiser, UNIT)[0] == []
    assert lines(cast.organiser, UNIT)[1].due == 3


def test_the_status_is_a_page_and_a_workbook(cast: Cast, task, as_person) -> None:
    client = as_person(cast.organiser)
    shown = client.get("/admin/essays/status/?by=course").content.decode()
    assert "66.7%" in shown
    file = client.get("/admin/essays/status/?export=xlsx")
    book = load_workbook(BytesIO(file.content))
    assert len(book.sheetnames) == 3
    assert [cell.value for cell in book.worksheets[0][2]][1:5] == [3, 1, 2, 0]


def test_who_reviews_does_not_learn_the_authors_from_the_list(
    cast: Cast, task, both, as_person
) -> None:
    client = as_person(both)
    shown = client.get("/admin/essays/").content.decode()
    assert cast.participant.name not in shown
    essay = Essay.objects.get(author=cast.participant)
    actions.accept(by=cast.reviewer, essay=essay, revision=1)
    assert cast.participant.name in client.get("/admin/essays/").content.decode()
    assert cast.colleague.name in as_person(cast.organiser).get("/admin/essays/").content.decode()


def test_neither_a_filter_nor_a_return_tells_who_wrote(cast: Cast, task, both, as_person) -> None:
    client, essay = as_person(both), Essay.objects.get(author=cast.participant)
    of_unit = f"/admin/essays/?unit={cast.unit.pk}"
    assert essay.public_id in client.get("/admin/essays/").content.decode()
    assert essay.public_id not in client.get(of_unit).content.decode()
    actions.send_back(by=cast.reviewer, essay=essay, revision=1, comment="请补充。")
    assert cast.participant.name not in client.get("/admin/essays/").content.decode()
    hand_in(essay, TEXT + "又及。")
    actions.accept(by=cast.reviewer, essay=essay, revision=2)
    assert cast.participant.name in client.get(of_unit).content.decode()


def test_many_are_accepted_and_returned_at_once_after_a_preview(
    cast: Cast, task, both, as_person
) -> None:
    client = as_person(both)
    ids = "&".join(f"id={pk}" for pk in Essay.objects.values_list("pk", flat=True))
    path = f"/admin/bulk/essays/essay/return_essays/?next=/admin/essays/&{ids}"
    assert "2 篇的状态为" in client.get(path).content.decode()
    client.post(path, {"expected": "2", "reason": "请补充。"})
    assert set(Essay.objects.values_list("state", flat=True)) == {EssayState.RETURNED}
    for essay in Essay.objects.select_related("author"):
        hand_in(essay, TEXT + "又及。")
    path = path.replace("return_essays", "accept_essays")
    other = client.post(path, {"expected": "1"})
    assert other.status_code == 200
    client.post(path, {"expected": "2"})
    assert set(Essay.objects.values_list("state", flat=True)) == {EssayState.ACCEPTED}


def test_where_organisers_decide_many_are_prepared_and_nobody_is_told(
    cast: Cast, task, as_person
) -> None:
    ReviewPlan.objects.create(task=task, decides="chief")
    first, second = Essay.objects.select_related("task__review_plan").order_by("pk")
    given = {"by": cast.organiser, "essay": first, "revision": 1}
    assert actions.accept(**given).outcome is EssayOutcome.NOT_YOURS_TO_DECIDE
    said = actions.send_back(comment="请补充。", **given)
    assert said.outcome is EssayOutcome.NOT_YOURS_TO_DECIDE
    actions.prepare(verdict="not_accept", comment="跑题。", **given)
    ids = f"id={first.pk}&id={second.pk}"
    path = f"/admin/bulk/essays/essay/return_essays/?next=/admin/essays/&{ids}"
    client = as_person(cast.organiser)
    page = client.get(path).content.decode()
    assert "其中 1 篇将作出决定" in page, "what is prepared stays"
    client.post(path, {"expected": "2", "reason": "请补充。"})
    client.post(path.replace("return_essays", "accept_essays"), {"expected": "2"})
    found = dict(PreparedDecision.objects.values_list("revision__essay", "verdict"))
    assert found == {first.pk: "not_accept", second.pk: "return"}
    assert not EssayReview.objects.exists()
    kinds = {"essay_accepted", "essay_returned"}
    assert not Notice.objects.filter(kind__in=kinds).exists()


def test_many_get_more_time_and_everybody_who_owes_is_reminded(cast: Cast, task, as_person) -> None:
    client = as_person(cast.organiser)
    ids = "&".join(f"id={pk}" for pk in Essay.objects.values_list("pk", flat=True))
    path = f"/admin/bulk/essays/essay/extend_essays/?next=/admin/essays/&{ids}"
    until = timezone.localtime() + timedelta(days=30)
    client.post(path, {"expected": "2", "until": f"{until:%Y-%m-%d %H:%M}", "reason": "延期"})
    assert EssayExtension.objects.count() == 2
    path = path.replace("extend_essays", "remind_essays")
    assert "将提醒 1 人" in client.get(path).content.decode()
    client.post(path, {"expected": "2"})
    assert Notice.objects.filter(kind="essay_due").count() == 1


def test_texts_are_taken_away_under_names_that_may_be_known(
    cast: Cast, task, as_person, django_capture_on_commit_callbacks
) -> None:
    essay = Essay.objects.get(author=cast.participant)
    actions.accept(by=cast.reviewer, essay=essay, revision=1)
    client = as_person(cast.organiser)
    path = "/admin/essays/?export=docx"
    assert client.get(path)["Content-Type"].startswith("text/html")
    client.post(path)
    drain()
    export = ListExport.objects.get()
    assert export.file.name.endswith(".zip")
    answer = client.get(f"/admin/exports/{export.public_id}/file/")
    archive = ZipFile(BytesIO(b"".join(answer.streaming_content)))
    waiting = Essay.objects.get(author=cast.colleague)
    assert sorted(archive.namelist()) == sorted(
        [f"{cast.unit.name}_{cast.participant.name}_复核 人 一栏.docx",
         f"编号_{waiting.public_id}.docx"]
    )  # fmt: skip
    everything = b"".join(
        ZipFile(BytesIO(archive.read(name))).read("word/document.xml")
        for name in archive.namelist() if waiting.public_id in name
    ).decode()  # fmt: skip
    assert TEXT in everything
    assert cast.colleague.name not in everything
    assert cast.unit.name not in everything


def test_a_text_that_may_come_back_is_filed_as_its_reviewers_see_it(cast: Cast, task) -> None:
    essay = Essay.objects.get(author=cast.participant)
    actions.withdraw(by=essay.author, essay=essay)
    hand_in(essay, f"{cast.participant.name}写：{TEXT}", title=f"{cast.participant.name}手记")
    actions.send_back(by=cast.reviewer, essay=essay, revision=2, comment="请补充。")
    essay.refresh_from_db()
    one = filed(essay, essay.latest_revision())
    assert (one.who, one.unit) == ("", "")
    assert TEXT in one.text
    assert cast.participant.name not in one.title + one.text + one.stem


def test_an_organiser_elsewhere_takes_nothing_away(cast: Cast, task, as_person) -> None:
    client = as_person(cast.district_organiser)
    client.post("/admin/essays/?export=pdf")
    assert "2" not in str(ListExport.objects.get().rows)


def test_names_of_files_are_clean_and_never_meet() -> None:
    def one(title: str, who: str = "林") -> Filed:
        return Filed(title, "文", "单位", who, "abc")

    found = [name for name, _one in names(
        [one('a/b:*?"<>|'), one("A b"), one("长" * 80), one("x\u202ey."), one("", "")], "pdf"
    )]  # fmt: skip
    assert found[:2] == ["单位_林_a b.pdf", "单位_林_A b (2).pdf"]
    assert found[2] == f"单位_林_{'长' * 40}.pdf"
    assert found[3] == "单位_林_xy.pdf"
    assert found[4].endswith("abc.pdf")


def test_files_say_what_they_hold_and_no_more() -> None:
    one = Filed("标题", "第一段。\n第二段\x0b。", "", "", "abc")
    parts = ZipFile(BytesIO(as_docx(one)))
    assert "<dc:creator></dc:creator>" in parts.read("docProps/core.xml").decode()
    assert "第二段。" in parts.read("word/document.xml").decode()
    pdf = PdfReader(BytesIO(as_pdf(one)))
    assert "第一段。" in pdf.pages[0].extract_text()
    assert "abc" in str(pdf.metadata.author)


def test_long_workbooks_are_made_in_the_background(
    cast: Cast, task, as_person, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = as_person(cast.organiser)
    addresses = (
        "/admin/essays/status/?export=xlsx",
        f"/admin/essay-tasks/{task.pk}/owing.xlsx",
        f"/review/tasks/{task.public_id}/scores.xlsx",
    )
    short = {address: client.get(address) for address in addresses}
    assert {answer["Content-Type"] for answer in short.values()} == {XLSX}
    monkeypatch.setattr(later, "AT_ONCE", 1)
    for address in addresses:
        assert "后台" in client.get(address).content.decode()
        assert client.post(address).url == "/admin/exports/"
        assert client.post(address).url == "/admin/exports/"  # asked before
    assert ListExport.objects.count() == len(addresses)
    drain()
    assert all(one.file and not one.failed_at for one in ListExport.objects.all())
    for row, answer in zip(ListExport.objects.order_by("pk"), short.values(), strict=True):
        at_once = load_workbook(BytesIO(answer.content))
        with row.file.open() as file:
            assert list(load_workbook(file).active.values) == list(at_once.active.values)
