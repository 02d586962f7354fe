"""One reviewer, or more time, for many essays chosen in the list, after a preview."""

from datetime import timedelta

from django.utils import timezone

from essays import actions
from essays.models import Assignment, Essay, EssayExtension, EssayTask
from essays.outcomes import ReviewOutcome
from essays.task_enums import Audience, TaskKind
from notices.models import Notice
from people.groups import sync_groups
from tests.essays.test_assigning import client_of, handed_in
from tests.factories import Cast, make_person


def test_one_reviewer_gets_what_may_be_read_and_is_told_once(staff: Cast, task: EssayTask) -> None:
    essays = [handed_in(task, staff.unit) for _ in range(3)]
    actions.accept(by=staff.reviewer, essay=essays[0], revision=1)
    actions.recuse(by=staff.organiser, essay=essays[1], reviewer=staff.reviewer)
    stranger = make_person("本评", staff.unit)
    stranger.memberships.create(unit=staff.district, role="reviewer")
    own = handed_in(task, staff.unit, "自评")
    own.author.memberships.create(unit=staff.city, role="organiser")
    sync_groups(staff.organiser)
    sync_groups(own.author)
    ids = "&".join(f"id={pk}" for pk in Essay.objects.values_list("pk", flat=True))
    path = f"/admin/bulk/essays/essay/assign_essays/?next=/admin/essays/&{ids}"
    client = client_of(staff.organiser)
    page = client.get(path).content.decode()
    assert "3 篇的状态为" in page
    assert f"{staff.reviewer.name}（可得 2 篇，共 4 篇）" in page, "as many as the act gives"
    assert f"{stranger.name}（可得 0 篇，共 4 篇）" in page, "the own unit's are read by others"
    client.post(path, {"expected": "4", "reviewer": staff.reviewer.pk})
    assert {row.essay for row in Assignment.objects.all()} == {essays[2], own}
    assert Notice.objects.filter(kind="essays_assigned").count() == 1
    author = client_of(own.author)
    assert author.get(path).context["count"] == 3, "nobody learns who reads the own essay"
    stranger = make_person("无评", staff.unit)
    refused = client.post(path, {"expected": "4", "reviewer": stranger.pk})
    assert "reviewer" in refused.context["form"].errors
    given = {"by": staff.organiser, "task": task, "essays": essays, "reviewer": stranger}
    assert actions.assign_many(**given).outcome is ReviewOutcome.NOT_A_REVIEWER
    again = actions.assign_many(**given | {"reviewer": staff.reviewer})
    assert again.outcome is ReviewOutcome.NOTHING_TO_ASSIGN


def test_a_text_that_its_unit_did_not_recommend_is_given_to_nobody(
    staff: Cast, task: EssayTask
) -> None:
    essays = [handed_in(task, staff.unit) for _ in range(2)]
    call = {"kind": TaskKind.CALL, "by_units": True, "by_persons": False}
    EssayTask.objects.filter(pk=task.pk).update(
        **call, audience=Audience.UNITS, offering=None, lead_unit=staff.district
    )
    Essay.objects.filter(pk=essays[0].pk).update(recommended_at=timezone.now())
    task.refresh_from_db()
    given = {"by": staff.organiser, "reviewer": staff.reviewer}
    asked = actions.assign(essay=Essay.objects.get(pk=essays[1].pk), **given)
    assert asked.outcome is ReviewOutcome.NOTHING_TO_ASSIGN
    result = actions.assign_many(task=task, essays=essays, **given)
    assert result.details["number"] == 1
    assert [row.essay for row in Assignment.objects.all()] == essays[:1]


def test_more_time_shows_nobody_whom_the_list_hides(staff: Cast, task: EssayTask) -> None:
    essay = handed_in(task, staff.unit)
    both = make_person("兼任", staff.city, "organiser")
    both.memberships.create(unit=staff.city, role="reviewer")
    sync_groups(both)
    sync_groups(staff.organiser)
    path = f"/admin/bulk/essays/essay/extend_essays/?next=/admin/essays/&id={essay.pk}"
    until = timezone.localtime() + timedelta(days=30)
    form = {"expected": "1", "until": f"{until:%Y-%m-%d %H:%M}", "reason": "延期"}
    client = client_of(both)
    assert essay.author.name not in client.get(path).content.decode()
    client.post(path, form)
    client.post(path, form | {"expected": "0"})
    assert not EssayExtension.objects.exists()
    page = client_of(staff.organiser).get(path)
    assert page.context["count"] == 1, "control: an organiser alone knows whose it is"
    assert essay.public_id in page.content.decode()
    assert f"#{essay.pk}<" not in page.content.decode()
