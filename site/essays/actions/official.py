"""Keeping the official texts that are subtracted, and comparing all essays again."""

from typing import Any

from django.utils import timezone

from essays.comparing import ask_index, ask_run, with_progress
from essays.models import EssayRevision, OfficialText, SimilarityRun
from essays.outcomes import OfficialOutcome
from essays.rules import compare_essays, keep_official_texts
from kernel.actions import action
from kernel.outcomes import Result

EDITABLE = frozenset({"title", "source", "text", "is_used"})


@action("essays.keep_official")
def keep_official(*, by: Any, values: dict[str, Any]) -> Result:
    """Add a text that may be quoted; `values` are the fields in EDITABLE. Ends in KEPT."""
    if by is not None:
        keep_official_texts.check(by)
    official = OfficialText.objects.create(**{name: values[name] for name in EDITABLE})
    ask_index(official)
    return Result(OfficialOutcome.KEPT, official, {"name": official.title})


@action("essays.change_official")
def change_official(*, by: Any, official: OfficialText, values: dict[str, Any]) -> Result:
    """Change a text that may be quoted: KEPT or UNCHANGED."""
    if by is not None:
        keep_official_texts.check(by)
    held = OfficialText.objects.select_for_update(no_key=True).get(pk=official.pk)
    changed = sorted(name for name in EDITABLE if getattr(held, name) != values[name])
    if not changed:
        return Result(OfficialOutcome.UNCHANGED, held)
    for name in changed:
        setattr(held, name, values[name])
    held.changed_at = timezone.now()
    held.save(update_fields=[*changed, "changed_at"])
    if "text" in changed:
        ask_index(held)
    details = {"name": held.title, "changes": {"fields": changed}}
    return Result(OfficialOutcome.KEPT, held, details)


@action("essays.compare_all")
def compare_all(*, by: Any) -> Result:
    """Have every essay compared again in the background: RUN_STARTED or RUN_GOES_ON.

    One that was given up keeps no other from being started.
    """
    if by is not None:
        compare_essays.check(by)
    unfinished = SimilarityRun.objects.filter(finished_at=None)
    list(unfinished.select_for_update())  # first: what a worker was writing now is seen below
    if any(run.goes_on for run in with_progress(unfinished)):
        return Result(OfficialOutcome.RUN_GOES_ON)
    rows = EssayRevision.objects.newest()
    newest = rows.order_by("-pk").first()
    run = SimilarityRun.objects.create(total=rows.count(), last=newest.pk if newest else 0)
    ask_run(run)
    return Result(OfficialOutcome.RUN_STARTED, run, {"changes": {"essays": run.total}})
