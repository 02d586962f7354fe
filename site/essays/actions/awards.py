"""Prizes of a call: set, given and taken back by people; announced by a page."""

from typing import Any

from django.core.exceptions import PermissionDenied
from wagtail.permission_policies.pages import PagePermissionPolicy

from essays.award_outcomes import AwardOutcome
from essays.enums import EssayState
from essays.models import Award, AwardPage, Essay, EssayCollectionPage, EssayTask, Prize
from essays.publishing_rules import announce_awards, give_awards
from essays.rules import keep_tasks
from kernel.actions import action
from kernel.outcomes import Result
from publishing.page_cache import bump

EDITABLE = ("name", "name_en", "places", "position")


@action("essays.create_prize")
def create_prize(*, by: Any, task: EssayTask, values: dict[str, Any]) -> Result:
    """Set a prize; `values` are the fields in EDITABLE. PRIZE_KEPT or NAME_TAKEN."""
    keep_tasks.check(by, task)
    if Prize.objects.filter(task=task, name=values["name"]).exists():
        return Result(AwardOutcome.NAME_TAKEN)
    prize = Prize.objects.create(task=task, **{name: values[name] for name in EDITABLE})
    details = {"name": prize.name, "changes": {"places": prize.places}}
    return Result(AwardOutcome.PRIZE_KEPT, prize, details)


@action("essays.edit_prize")
def edit_prize(*, by: Any, prize: Prize, values: dict[str, Any]) -> Result:
    """Change a prize: PRIZE_KEPT, PRIZE_SAME, NAME_TAKEN, TOO_FEW_PLACES."""
    give_awards.check(by, prize)
    prize = _locked(prize)
    changed = [name for name in EDITABLE if getattr(prize, name) != values[name]]
    if not changed:
        return Result(AwardOutcome.PRIZE_SAME, prize)
    others = Prize.objects.filter(task=prize.task_id, name=values["name"])
    if others.exclude(pk=prize.pk).exists():
        return Result(AwardOutcome.NAME_TAKEN, prize)
    given = prize.awards.count()
    if values["places"] < given:
        return Result(AwardOutcome.TOO_FEW_PLACES, prize, {"count": given})
    for name in changed:
        setattr(prize, name, values[name])
    prize.save(update_fields=changed)
    bump()
    details = {"name": prize.name, "changes": {"fields": sorted(changed)}}
    return Result(AwardOutcome.PRIZE_KEPT, prize, details)


@action("essays.award")
def award(*, by: Any, prize: Prize, essay: Essay) -> Result:
    """Give a prize to an essay: AWARDED, PRIZE_FULL, AWARDED_BEFORE, NOT_ELIGIBLE."""
    give_awards.check(by, prize)
    prize = _locked(prize)
    # Two prizes may be given to one essay at once: its row lets one in, the other finds it.
    essay = Essay.objects.select_for_update(no_key=True, of=("self",)).get(pk=essay.pk)
    stands = essay.state == EssayState.ACCEPTED and essay.emptied_at is None
    if essay.task_id != prize.task_id or not stands:
        return Result(AwardOutcome.NOT_ELIGIBLE, prize)
    held = Award.objects.select_related("prize").filter(essay=essay).first()
    if held is not None:
        return Result(AwardOutcome.AWARDED_BEFORE, prize, {"name": held.prize.name})
    if prize.awards.count() >= prize.places:
        return Result(AwardOutcome.PRIZE_FULL, prize, {"count": prize.places})
    Award.objects.create(prize=prize, essay=essay)
    bump()
    return Result(AwardOutcome.AWARDED, prize, {"changes": {"essay": essay.public_id}})


@action("essays.take_back_award")
def take_back_award(*, by: Any, prize: Prize, essay: Essay) -> Result:
    """Take a prize back from an essay: TAKEN_BACK, NO_AWARD."""
    give_awards.check(by, prize)
    prize = _locked(prize)
    gone, _kinds = Award.objects.filter(prize=prize, essay=essay).delete()
    if not gone:
        return Result(AwardOutcome.NO_AWARD, prize)
    bump()
    return Result(AwardOutcome.TAKEN_BACK, prize, {"changes": {"essay": essay.public_id}})


@action("essays.announce")
def announce(*, by: Any, prize: Prize, collection: EssayCollectionPage) -> Result:
    """Draft the announcement of all prizes of the prize's task in a collection.

    Outcomes: ANNOUNCED and ANNOUNCED_BEFORE with `page` in the details, NOTHING_TO_ANNOUNCE.
    Raises PermissionDenied where `by` may not add pages.
    """
    if by is not None:
        announce_awards.check(by, prize)
        if not PagePermissionPolicy().user_has_permission_for_instance(by, "add", collection):
            raise PermissionDenied
    prize = _locked(prize)
    task = prize.task
    page = AwardPage.objects.child_of(collection).filter(task=task).first()
    if page is not None:
        return Result(AwardOutcome.ANNOUNCED_BEFORE, prize, {"page": page})
    if not Award.objects.filter(prize__task=task).exists():
        return Result(AwardOutcome.NOTHING_TO_ANNOUNCE, prize)
    page = AwardPage(
        title=task.title, slug=f"awards-{task.public_id}", live=False,
        locale=collection.locale, owner=by, task=task,
    )  # fmt: skip
    collection.add_child(instance=page)
    page.save_revision(user=by, log_action=True)
    return Result(AwardOutcome.ANNOUNCED, prize, {"page": page})


def _locked(prize: Prize) -> Prize:
    rows = Prize.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("task").get(pk=prize.pk)
