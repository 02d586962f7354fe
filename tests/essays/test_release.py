"""Recommending with points, where reviewers differ, decisions prepared and released together."""

from decimal import Decimal
from typing import Any

import pytest

from essays import actions
from essays.actions.plan import sheet_of
from essays.enums import EssayOutcome, EssayState
from essays.models import Criterion, Essay, EssayReview, EssayTask, PreparedDecision, Recommendation
from essays.outcomes import ReviewOutcome
from kernel.rules import Forbidden
from notices.models import Notice
from tests.essays.conftest import TEXT, hand_in
from tests.essays.test_assigning import client_of, handed_in, plan
from tests.factories import Cast, make_person

SHEET = [
    {"name": "观察", "name_en": "Observation", "weight": 3, "most": 10},
    {"name": "文字", "name_en": "", "weight": 1, "most": 5},
]
VALUES = {
    "decides": "chief", "reviewers_each": 0, "is_anonymous": True, "guidelines": "看自己的话。",
    "half_points": True, "spread": 20,
}  # fmt: skip


@pytest.fixture
def call(cast: Cast, task: EssayTask) -> EssayTask:
    """The organiser decides; two criteria, half points."""
    given = {"values": VALUES, "sheet": SHEET}
    assert actions.plan_review(by=cast.organiser, task=task, **given).ok
    return task


@pytest.fixture
def second(cast: Cast) -> Any:
    return make_person("第二位", cast.city, "reviewer")


def points(call: EssayTask, *given: str) -> dict[str, Decimal]:
    criteria = Criterion.objects.filter(task=call)
    return {one.public_id: Decimal(value) for one, value in zip(criteria, given, strict=True)}


def advise(by: Any, essay: Essay, verdict: str, *given: str) -> Any:
    found = points(essay.task, *given)
    said = {"verdict": verdict, "note": "理由。", "points": found}
    return actions.advise(by=by, essay=essay, revision=1, **said)


def prepare(by: Any, essay: Essay, verdict: str, comment: str = "") -> Any:
    return actions.prepare(by=by, essay=essay, revision=1, verdict=verdict, comment=comment)


def test_weights_make_a_total_out_of_a_hundred(cast: Cast, call: EssayTask) -> None:
    essay = handed_in(call, cast.unit)
    assert advise(cast.reviewer, essay, "accept", "8.5", "4").ok
    row = Recommendation.objects.get()
    assert row.total == Decimal("83.8")  # (0.85 * 3 + 0.8 * 1) / 4
    essay.refresh_from_db()
    assert essay.state == EssayState.IN_REVIEW
    assert advise(cast.reviewer, essay, "accept", "10", "5").ok  # one may change it
    assert Recommendation.objects.get().total == 100
    assert not Notice.objects.filter(kind="essay_accepted").exists()


@pytest.mark.parametrize("given", [("10.5", "1"), ("-1", "1"), ("8.3", "1"), ("8", "6")])
def test_points_that_the_sheet_does_not_know(cast: Cast, call: EssayTask, given: Any) -> None:
    essay = handed_in(call, cast.unit)
    assert advise(cast.reviewer, essay, "accept", *given).outcome is ReviewOutcome.SCORES_MISSING
    nothing = actions.advise(by=cast.reviewer, essay=essay, revision=1, verdict="accept")
    assert nothing.outcome is ReviewOutcome.SCORES_MISSING
    assert not Recommendation.objects.exists()


def test_half_points_only_where_they_may_be_given(cast: Cast, call: EssayTask) -> None:
    essay = handed_in(call, cast.unit)
    plan(call, half_points=False)
    essay = Essay.objects.select_related("task").get(pk=essay.pk)
    assert advise(cast.reviewer, essay, "accept", "8.5", "4").outcome is (
        ReviewOutcome.SCORES_MISSING
    )


def test_the_sheet_stays_once_points_are_given(cast: Cast, call: EssayTask) -> None:
    same = actions.plan_review(by=cast.organiser, task=call, values=VALUES, sheet=SHEET)
    assert same.outcome is ReviewOutcome.UNCHANGED
    advise(cast.reviewer, handed_in(call, cast.unit), "accept", "8", "4")
    other = actions.plan_review(by=cast.organiser, task=call, values=VALUES, sheet=SHEET[:1])
    assert other.outcome is ReviewOutcome.SCORED_ALREADY
    assert sheet_of(call) == SHEET
    with pytest.raises(Forbidden):
        actions.plan_review(by=cast.reviewer, task=call, values=VALUES)


def test_recommending_is_not_deciding(cast: Cast, call: EssayTask, task: EssayTask) -> None:
    essay = handed_in(call, cast.unit)
    refused = actions.accept(by=cast.reviewer, essay=essay, revision=1)
    assert refused.outcome is EssayOutcome.NOT_YOURS_TO_DECIDE
    silent = actions.advise(
        by=cast.reviewer, essay=essay, revision=1, verdict="return", points=points(call, "1", "1")
    )
    assert silent.outcome is ReviewOutcome.NOTE_MISSING
    with pytest.raises(Forbidden):
        prepare(cast.reviewer, essay, "accept")
    with pytest.raises(Forbidden):
        actions.advise(by=cast.organiser, essay=essay, revision=1, verdict="accept")
    plan(call, decides="reviewer")
    late = advise(cast.reviewer, essay, "accept", "8", "4")
    assert late.outcome is ReviewOutcome.DECIDES_ITSELF


def test_reviewers_read_each_other_after_their_own_word(
    cast: Cast, call: EssayTask, second: Any
) -> None:
    essay = handed_in(call, cast.unit)
    actions.comment(by=second, essay=essay, revision=1, text="第二位的批注")
    client = client_of(cast.reviewer)
    assert "第二位的批注" not in client.get(f"/review/{essay.public_id}/").content.decode()
    advise(cast.reviewer, essay, "accept", "8", "4")
    assert "第二位的批注" in client.get(f"/review/{essay.public_id}/").content.decode()


def test_the_desk_says_where_reviewers_differ(cast: Cast, call: EssayTask, second: Any) -> None:
    near, far = handed_in(call, cast.unit), handed_in(call, cast.unit)
    for essay, verdict, low in ((near, "accept", "7"), (far, "not_accept", "3")):
        advise(cast.reviewer, essay, "accept", "8", "4")
        advise(second, essay, verdict, low, "4")
    page = client_of(cast.organiser).get(f"/review/tasks/{call.public_id}/")
    (row,) = page.context["alarmed"]
    assert row.essay == far
    assert "分差" in row.alarms[0]
    assert "42.5" in row.alarms[0]
    assert len(row.alarms) == 2


def test_nothing_is_told_before_the_release(cast: Cast, call: EssayTask) -> None:
    one, other, third = (handed_in(call, cast.unit) for _ in range(3))
    assert prepare(cast.organiser, one, "accept").outcome is ReviewOutcome.PREPARED
    assert prepare(cast.organiser, other, "return").outcome is ReviewOutcome.REASON_MISSING
    assert prepare(cast.organiser, other, "return", "请补充。").ok
    assert prepare(cast.organiser, third, "not_accept", "跑题。").ok
    page = client_of(one.author).get(one.get_absolute_url()).content.decode()
    assert "已采用" not in page
    assert not EssayReview.objects.exists()
    result = actions.release(by=cast.organiser, task=call)
    assert (result.outcome, result.details["number"]) == (ReviewOutcome.RELEASED, 3)
    states = dict(Essay.objects.values_list("pk", "state"))
    assert [states[e.pk] for e in (one, other, third)] == ["accepted", "returned", "not_accepted"]
    kinds = ("essay_accepted", "essay_returned", "essay_not_accepted")
    told = {kind: Notice.objects.get(kind=kind).recipient for kind in kinds}
    assert list(told.values()) == [one.author, other.author, third.author]
    again = actions.release(by=cast.organiser, task=call)
    assert again.outcome is ReviewOutcome.NOTHING_PREPARED
    assert {row.reviewer for row in EssayReview.objects.all()} == {cast.organiser}


def test_the_words_of_a_release_are_drafts(cast: Cast, call: EssayTask) -> None:
    essay = handed_in(call, cast.unit)
    prepare(cast.organiser, essay, "accept")
    organiser = client_of(cast.organiser)
    address = f"/review/tasks/{call.public_id}/release/"
    page = organiser.get(address)
    assert essay.author.name in page.content.decode()
    form = {
        "seen": page.context["seen"],
        "accept-zh-hans-subject": "好消息：{task_title}",
        "accept-zh-hans-body": "{name}：《{essay_title}》入选。{nonsense}",
    }
    broken = organiser.post(address, form)
    assert broken.status_code == 422
    assert "nonsense" in broken.content.decode()
    form["accept-zh-hans-body"] = "{name}：《{essay_title}》入选。"
    assert organiser.post(address, form | {"seen": "x"}).status_code == 409
    assert organiser.post(address, form | {"accept-zh-hans-subject": ""}).status_code == 422
    assert organiser.post(address, form).url == f"/review/tasks/{call.public_id}/"
    notice = Notice.objects.get(kind="essay_accepted")
    assert notice.subject == "好消息：研修心得"
    assert notice.body.startswith(f"{essay.author.name}：《复核人一栏》入选。")


def test_nobody_releases_or_sees_a_decision_about_the_own_essay(
    cast: Cast, call: EssayTask
) -> None:
    essay = handed_in(call, cast.unit)
    essay.author.memberships.create(unit=cast.city, role="organiser")
    prepare(cast.organiser, essay, "accept")
    author = client_of(essay.author)
    for page in ("", "release/", "assign/"):
        shown = author.get(f"/review/tasks/{call.public_id}/{page}").content.decode()
        assert "复核人一栏" not in shown
    assert author.get(f"/review/{essay.public_id}/decide/").status_code == 403
    assert author.get(f"/review/{essay.public_id}/reviewers/").status_code == 404
    own = actions.release(by=essay.author, task=call)
    assert own.outcome is ReviewOutcome.NOTHING_PREPARED
    assert actions.release(by=cast.organiser, task=call).ok


def test_who_reviews_and_releases_sees_no_names(cast: Cast, call: EssayTask) -> None:
    essay = handed_in(call, cast.unit)
    boss = make_person("兼任者", cast.city, "organiser")
    prepare(cast.organiser, essay, "accept")
    boss.memberships.create(unit=cast.city, role="reviewer")
    page = client_of(boss).get(f"/review/tasks/{call.public_id}/release/").content.decode()
    assert "复核人一栏" in page
    assert essay.author.name not in page


def test_a_prepared_decision_goes_with_what_it_was_about(cast: Cast, call: EssayTask) -> None:
    essay = handed_in(call, cast.unit)
    prepare(cast.organiser, essay, "accept")
    assert actions.unprepare(by=cast.organiser, essay=essay).outcome is ReviewOutcome.UNPREPARED
    prepare(cast.organiser, essay, "accept")
    actions.withdraw(by=essay.author, essay=essay)
    assert not PreparedDecision.objects.exists()
    hand_in(essay, text=TEXT + "再想想。")
    stale = prepare(cast.organiser, essay, "accept")
    assert stale.outcome is ReviewOutcome.NEWER_REVISION


def test_the_pages_of_recommending_and_deciding(cast: Cast, call: EssayTask) -> None:
    essay = handed_in(call, cast.unit)
    reviewer, organiser = client_of(cast.reviewer), client_of(cast.organiser)
    address = f"/review/{essay.public_id}/"
    page = reviewer.get(address)
    assert "看自己的话" in page.content.decode()
    names = [field.html_name for field in page.context["form"].sheet]
    form = {"verdict": "accept", "revision": 1, names[0]: "8.5"}
    assert reviewer.post(address, form).status_code == 422
    assert reviewer.post(address, form | {names[1]: "4"}).status_code == 302
    again = reviewer.get(address)
    assert again.context["form"][names[0]].value() == Decimal("8.5")
    decide = f"{address}decide/"
    page = organiser.get(decide)
    assert cast.reviewer.name in page.content.decode()
    assert essay.author.name not in page.content.decode()
    assert organiser.post(decide, {"verdict": "return", "revision": 1}).status_code == 422
    stale = organiser.post(decide, {"verdict": "accept", "revision": 3, "comment": "好"})
    assert stale.status_code == 409
    done = organiser.post(decide, {"verdict": "accept", "revision": 1, "comment": "好"})
    assert done.url == f"/review/tasks/{call.public_id}/"
    assert organiser.post(decide, {"do": "drop"}).url == decide
    assert organiser.get(f"{address}blackout/").status_code == 200
    for forbidden in (decide, f"/review/tasks/{call.public_id}/release/"):
        assert reviewer.get(forbidden).status_code == 403


def test_the_plan_is_written_in_lines(cast: Cast, task: EssayTask) -> None:
    organiser = client_of(cast.organiser)
    address = f"/review/tasks/{task.public_id}/plan/"
    assert organiser.get(address).status_code == 200
    form = {"decides": "chief", "reviewers_each": 2, "spread": 15, "sheet": "观察 | 3\n文字"}
    assert organiser.post(address, form).status_code == 422
    for sheet in (
        "观察|3|10\n观察|1|5",
        "观察|0|10",
        "|1|1",
        "\n".join(f"{n}|1|1" for n in range(13)),
    ):
        assert organiser.post(address, form | {"sheet": sheet}).status_code == 422
    assert (
        organiser.post(address, form | {"sheet": "观察 ｜ 3 | 10\n\n文字|1|5"}).status_code == 302
    )
    assert [(line["name"], line["weight"], line["most"]) for line in sheet_of(task)] == [
        ("观察", 3, 10),
        ("文字", 1, 5),
    ]
    assert "观察 | 3 | 10" in organiser.get(address).content.decode()
