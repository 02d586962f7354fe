"""One reviewer for many essays chosen in the list, after a preview."""

from essays import actions
from essays.models import Assignment, Essay, EssayTask
from essays.outcomes import ReviewOutcome
from notices.models import Notice
from people.groups import sync_groups
from tests.essays.test_assigning import client_of, handed_in
from tests.factories import Cast, make_person


def test_one_reviewer_gets_what_may_be_read_and_is_told_once(staff: Cast, task: EssayTask) -> None:
    essays = [handed_in(task, staff.unit) for _ in range(3)]
    actions.accept(by=staff.reviewer, essay=essays[0], revision=1)
    actions.recuse(by=staff.organiser, essay=essays[1], reviewer=staff.reviewer)
    own = handed_in(task, staff.unit, "自评")
    own.author.memberships.create(unit=staff.city, role="organiser")
    sync_groups(staff.organiser)
    sync_groups(own.author)
    ids = "&".join(f"id={pk}" for pk in Essay.objects.values_list("pk", flat=True))
    path = f"/admin/bulk/essays/essay/assign_essays/?next=/admin/essays/&{ids}"
    client = client_of(staff.organiser)
    page = client.get(path).content.decode()
    assert "3 篇的状态为" in page
    assert staff.reviewer.name in page
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
