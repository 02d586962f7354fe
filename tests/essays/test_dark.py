"""Nothing that a reviewer can reach tells whose an essay is, wherever its author wrote it down."""

from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook
from reportlab.pdfgen.canvas import Canvas

from essays import actions
from essays.dark import BLACK, covered, found, shown
from essays.models import Blackout, Criterion, Essay, EssayTask, ReviewPlan, SimilarEssay
from essays.outcomes import ReviewOutcome
from essays.task_enums import Audience, TaskKind
from kernel.rules import Forbidden
from people.groups import ensure_groups, sync_groups
from people.models import Membership
from portal.founding import found as found_site
from tests.essays.compared import LONG, ORDINARY, SECOND, THIRD, written
from tests.essays.conftest import TEXT, hand_in
from tests.essays.crawler import Seen, crawl, words_in
from tests.essays.test_assigning import client_of, plan
from tests.factories import Cast, make_offering, make_person, make_task

pytestmark = pytest.mark.sweep

NAME, UNIT = "欧阳测", "昆山市图书馆"
TITLE = "𠮷岸手记"


@pytest.fixture
def signed(cast: Cast) -> tuple[Essay, Essay]:
    """Two essays that agree; the authors signed them in title, text and remark."""
    found_site()
    task = make_task(make_offering(unit=cast.district), **LONG)
    earlier = written(cast, task, "上官往", f"上官 往写\n{SECOND}\n{THIRD}")
    text = f"作者：{NAME}，{UNIT}\n{ORDINARY}\n{SECOND}\n{THIRD}\n欧 阳 测"
    essay = written(cast, task, NAME, text)
    actions.remark(by=essay.author, essay=essay, text=f"两篇都是我{NAME}写的。")
    return earlier, essay


def names_of(essay: Essay) -> set[str]:
    """What would tell whose it is: names, addresses, public ids."""
    author, unit = essay.author, essay.unit
    names = {author.name, author.email, author.username, author.public_id}
    names |= {unit.name, unit.name_en, unit.code, unit.public_id, essay.registration.public_id}
    return {name for name in names if name and len(name) > 2}


def leaks(seen: list[Seen], *essays: Essay) -> list[tuple[str, str]]:
    names = {name for essay in essays for name in names_of(essay)}
    return [(one.path, name) for one in seen for name in names if name in one.words]


def starts(essay: Essay) -> list[str]:
    return ["/review/", f"/review/{essay.public_id}/", "/review/recusals/", "/me/", "/", "/admin/"]


def test_a_reviewer_finds_no_author_and_no_unit(cast: Cast, signed: tuple[Essay, Essay]) -> None:
    earlier, essay = signed
    for one in signed:  # read, commented upon, returned: what is decided is as dark
        said = {"by": cast.reviewer, "essay": one, "revision": 1}
        actions.comment(**said, text="请具体。", quote=SECOND[:8])
    actions.send_back(by=cast.reviewer, essay=earlier, revision=1, comment="请补充。")
    seen = crawl(cast.reviewer, [*starts(essay), f"/review/{earlier.public_id}/", "/me/notices/"])
    paths = {one.path for one in seen if one.status == 200}
    similar = SimilarEssay.objects.get(check_of__revision__essay=essay)
    assert {f"/review/{essay.public_id}/", f"/review/similar/{similar.public_id}/"} <= paths
    assert any(SECOND[:12] in one.words for one in seen), "the crawl reads the essays"
    assert leaks(seen, *signed) == []


def by_chief(cast: Cast, signed: tuple[Essay, Essay]) -> None:
    """Organisers decide: both are read by two, one is decided, a decision waits for the other."""
    found_site()
    plan(signed[0].task, decides="chief", guidelines="看自己的话。")
    Criterion.objects.create(task=signed[0].task, name="观察")
    second = make_person("乙评", cast.city, "reviewer")
    for one in signed:
        points = {row.public_id: Decimal(6) for row in Criterion.objects.all()}
        for reader in (cast.reviewer, second):
            said = {"by": reader, "essay": one, "revision": 1}
            actions.comment(**said, text="请具体。", quote=SECOND[:8])
            assert actions.advise(**said, verdict="return", note="请补充。", points=points).ok
        prepared = {"by": cast.organiser, "essay": one, "revision": 1, "verdict": "return"}
        assert actions.prepare(**prepared, comment="请补充。").ok
        if one is signed[0]:
            assert actions.release(by=cast.organiser, task=one.task).ok


def test_where_organisers_decide_a_reviewer_finds_no_author_either(
    cast: Cast, signed: tuple[Essay, Essay]
) -> None:
    earlier, essay = signed
    by_chief(cast, signed)
    seen = crawl(cast.reviewer, [*starts(essay), f"/review/{earlier.public_id}/", "/me/notices/"])
    paths = {one.path for one in seen if one.status == 200}
    assert {f"/review/{essay.public_id}/", f"/review/{earlier.public_id}/"} <= paths
    assert any("观察" in one.words for one in seen), "the score sheet is there"
    assert leaks(seen, *signed) == []
    plan(essay.task, is_anonymous=False)
    told = crawl(cast.reviewer, starts(essay), most=30)
    assert leaks(told, essay), "control: an open review names the author"


def test_who_decides_and_reviews_never_sees_both_at_once(
    cast: Cast, signed: tuple[Essay, Essay]
) -> None:
    """The page of the decision, the desk, the release and the files of points."""
    by_chief(cast, signed)
    essay = signed[1]
    task = f"/review/tasks/{essay.task.public_id}/"
    pages = [f"/review/{essay.public_id}/decide/", task, f"{task}release/", f"{task}scores.xlsx"]
    seen = crawl(review_and_more(cast), [*starts(essay), *pages], most=90)
    assert set(pages) <= {one.path for one in seen if one.status == 200}
    assert together(seen, essay) == []
    control = crawl(cast.organiser, [f"{task}release/"], most=1)
    assert together(control, essay), "control: who only organises sees to whom a letter goes"


def together(seen: list[Seen], essay: Essay) -> list[tuple[str, str]]:
    """Where a name of the author or of the unit stands beside the essay's id or its words."""
    return [
        (one.path, name)
        for one in seen
        for name in names_of(essay) - {UNIT, essay.unit.code}
        if name in one.words and any(word in one.words for word in words_of(essay))
    ]


def words_of(essay: Essay) -> tuple[str, ...]:
    return essay.public_id, ORDINARY[:9], essay.latest_revision().title


def test_control_the_crawl_finds_a_leak(cast: Cast, signed: tuple[Essay, Essay]) -> None:
    """In its open phase the page of an essay names the author, and the crawl says so."""
    essay = signed[1]
    plan(essay.task, is_anonymous=False)
    found_at = {path for path, _name in leaks(crawl(cast.reviewer, starts(essay), most=30), essay)}
    assert f"/review/{essay.public_id}/" in found_at


def test_control_words_inside_files_are_found() -> None:
    pdf, sheet = BytesIO(), BytesIO()
    canvas = Canvas(pdf)
    canvas.setAuthor("Ouyang Ce")
    canvas.drawString(9, 9, "text")
    canvas.save()
    book = Workbook()
    book.properties.creator = NAME
    book.save(sheet)
    assert "Ouyang Ce" in words_in(pdf.getvalue(), "application/pdf")
    assert NAME in words_in(sheet.getvalue(), "application/zip")


def test_who_also_organises_and_audits_never_sees_both_at_once(
    cast: Cast, signed: tuple[Essay, Essay]
) -> None:
    """Lists of people name people; none of them says which essay is whose."""
    essay = signed[1]
    person = review_and_more(cast)
    lists = ["/admin/audit/", "/admin/similar-essays/", "/review/tasks/", "/reports/"]
    seen = crawl(person, [*starts(essay), *lists], most=120)
    assert {"/admin/audit/", "/admin/similar-essays/"} <= {o.path for o in seen if o.status == 200}
    assert together(seen, essay) == []


def test_control_an_open_phase_is_open_in_the_audit_log(
    cast: Cast, signed: tuple[Essay, Essay]
) -> None:
    essay = signed[1]
    person = review_and_more(cast)
    assert essay.public_id not in client_of(person).get("/admin/audit/").content.decode()
    plan(essay.task, is_anonymous=False)
    assert essay.public_id in client_of(person).get("/admin/audit/").content.decode()


def test_the_list_of_a_unit_leaves_out_what_its_reader_reviews(cast: Cast, task: EssayTask) -> None:
    call = make_task(task.offering, kind=TaskKind.CALL, by_units=True)
    EssayTask.objects.filter(pk=call.pk).update(audience=Audience.UNITS, offering=None)
    call = EssayTask.objects.get(pk=call.pk)
    call.units.add(cast.unit)
    essay = actions.start(by=cast.participant, task=call).record
    assert hand_in(essay).ok
    page = f"/unit/{cast.unit.public_id}/essays/"
    assert essay.public_id in client_of(cast.organiser).get(page).content.decode()
    assert essay.public_id not in client_of(review_and_more(cast)).get(page).content.decode()


def review_and_more(cast: Cast) -> Any:
    ensure_groups()
    for role in ("organiser", "auditor", "operator"):
        Membership.objects.create(user=cast.reviewer, unit=cast.city, role=role)
    sync_groups(cast.reviewer)
    return cast.reviewer


def test_a_remark_does_not_tell_who_wrote_the_earlier_essay(
    cast: Cast, signed: tuple[Essay, Essay]
) -> None:
    earlier, essay = signed
    actions.remark(by=essay.author, essay=essay, text="与上官往同一组写的。")
    similar = SimilarEssay.objects.get(check_of__revision__essay=essay)
    reviewer = client_of(cast.reviewer)
    for path in (f"/review/{essay.public_id}/", f"/review/similar/{similar.public_id}/"):
        words = reviewer.get(path).content.decode()
        assert "同一组写的" in words
        assert earlier.author.name not in words


def test_blacking_out_keeps_every_place(submitted: Essay) -> None:
    plan(submitted.task, decides="chief")
    assert covered("见林吉安，\n林 吉安", found("见林吉安，\n林 吉安", ["林吉安"])) == (
        f"见{BLACK * 3}，\n{BLACK} {BLACK * 2}"
    )


@pytest.mark.parametrize(
    "written", ["13800138000", "138 0013 8000", "+86-138-0013-8000", "１３８００１３８０００"]
)
def test_a_number_is_hidden_however_it_is_written(essay: Essay, written: str) -> None:
    essay.author.phone = "+8613800138000"
    essay.author.save()
    hand_in(essay, f"{TEXT}（电话{written}）")
    assert shown(essay.latest_revision()).text.rstrip("）").endswith(BLACK * 4)


def test_the_organiser_blacks_out_more(cast: Cast, submitted: Essay) -> None:
    plan(submitted.task, decides="chief")
    organiser, reviewer = client_of(cast.organiser), client_of(cast.reviewer)
    address = f"/review/{submitted.public_id}/blackout/"
    assert "纪念馆" in reviewer.get(f"/review/{submitted.public_id}/").content.decode()
    assert organiser.post(address, {"words": "纪念馆\n复核人"}).status_code == 302
    page = reviewer.get(f"/review/{submitted.public_id}/").content.decode()
    assert "纪念馆" not in page
    assert "复核人" not in page
    assert "复核人" not in reviewer.get("/review/").content.decode()
    assert "纪念馆" in organiser.get(address).context["form"].initial["words"]
    revision = submitted.latest_revision()
    assert "纪念馆" in revision.text
    assert len(shown(revision).text) == len(revision.text)
    with pytest.raises(Forbidden):
        actions.black_out(by=cast.reviewer, essay=submitted, words=["我"])
    assert organiser.post(address, {"words": ""}).status_code == 302
    assert Blackout.objects.get().text == []
    actions.withdraw(by=submitted.author, essay=submitted)
    with pytest.raises(Forbidden):
        actions.black_out(by=cast.organiser, essay=submitted, words=["我"])


def test_what_was_hidden_stays_hidden_in_the_next_revision(cast: Cast, submitted: Essay) -> None:
    plan(submitted.task, decides="chief")
    actions.black_out(by=cast.organiser, essay=submitted, words=["纪念馆", "复核人"])
    for _time in range(2):
        actions.withdraw(by=submitted.author, essay=submitted)
        assert hand_in(submitted, f"又到纪念馆。{TEXT}").ok
    submitted.refresh_from_db()
    seen = shown(submitted.latest_revision())
    assert submitted.latest_revision().number == 3
    assert "纪念馆" not in seen.text
    assert "复核人" not in seen.title
    assert seen.text.startswith(f"又到{BLACK * 3}。")


def test_an_organiser_who_names_the_author_names_nobody_to_reviewers(
    cast: Cast, submitted: Essay
) -> None:
    plan(submitted.task, decides="chief")
    name, page = submitted.author.name, f"/review/{submitted.public_id}/"
    about: dict[str, Any] = {"by": cast.organiser, "essay": submitted}
    actions.prepare(**about, revision=1, verdict="return", comment=f"{name}同志：请补充。")
    actions.release(by=cast.organiser, task=submitted.task)
    returned = client_of(cast.reviewer).get(page).content.decode()
    hand_in(submitted, f"{TEXT}后来才懂。")
    actions.comment(**about, revision=2, text=f"{name}写的是哪一年？")
    actions.advise(by=cast.reviewer, essay=submitted, revision=2, verdict="accept")
    words = client_of(cast.reviewer).get(page).content.decode()
    assert "同志：请补充。" in returned
    assert "同志：请补充。" in words
    assert "写的是哪一年？" in words
    assert name not in returned + words


def test_what_is_open_shows_all(cast: Cast, task: EssayTask, submitted: Essay) -> None:
    ReviewPlan.objects.create(task=task, is_anonymous=False)
    page = client_of(cast.reviewer).get(f"/review/{submitted.public_id}/").content.decode()
    assert submitted.author.name in page
    result = actions.plan_review(
        by=cast.organiser,
        task=task,
        values={
            "decides": "reviewer", "reviewers_each": 0, "is_anonymous": True, "guidelines": "",
            "half_points": False, "spread": 20,
        },
    )  # fmt: skip
    assert result.outcome is ReviewOutcome.PLANNED
    page = client_of(cast.reviewer).get(f"/review/{submitted.public_id}/").content.decode()
    assert submitted.author.name not in page
