"""Comparing in the background: one revision after it was handed in, or all of them on demand."""

from typing import Any

from django.db import transaction
from django.db.models import OuterRef, QuerySet, TextField, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from essays.models import EssayRevision, OfficialText, SimilarityRun
from essays.similarity import compare, index_official
from kernel.outbox import Urgency, enqueue, handler, is_promised

ONE, ALL, OFFICIAL = "essays.compare", "essays.compare_all", "essays.index_official"
BATCH = 20  # revisions of one task: some seconds, well within its lease


def ask_comparison(revision: EssayRevision) -> None:
    """Have a revision compared after this transaction; asking again changes nothing."""
    enqueue(ONE, {"revision": revision.pk}, key=f"{ONE}:{revision.pk}")


def ask_index(official: OfficialText) -> None:
    """Have an official text's shingles kept after this transaction."""
    enqueue(OFFICIAL, {"official": official.pk})


def ask_run(run: SimilarityRun) -> None:
    """Have the next essays of a run compared; nobody waits for them."""
    key = f"{ALL}:{run.pk}:{run.position}"
    enqueue(ALL, {"run": run.pk, "after": run.position}, key=key, urgency=Urgency.BULK)


def with_progress(runs: QuerySet[SimilarityRun]) -> QuerySet[Any]:
    """Adds `goes_on`: the next essays will be compared.

    One that is not finished and does not go on was given up: nothing comes of it.
    """
    run, position = (Cast(OuterRef(name), TextField()) for name in ("pk", "position"))
    key = Concat(Value(f"{ALL}:"), run, Value(":"), position, output_field=TextField())
    return runs.annotate(goes_on=is_promised(key))


@handler(ONE)
def compare_one(payload: dict[str, Any]) -> None:
    """Compare a revision, unless a newer one of the essay took its place."""
    revision = EssayRevision.objects.newest().filter(pk=payload["revision"]).first()
    if revision is not None:
        compare(revision)


@handler(OFFICIAL)
def index_one(payload: dict[str, Any]) -> None:
    """Keep the shingles of an official text as it stands now."""
    index_official(OfficialText.objects.get(pk=payload["official"]))


@handler(ALL)
def compare_next(payload: dict[str, Any]) -> None:
    """Compare the next essays of a run, note how far it is, and ask for those that follow.

    Done twice it compares twice and notes once: the run moves on from the place of the payload.
    """
    run, after = SimilarityRun.objects.get(pk=payload["run"]), payload["after"]
    rows = EssayRevision.objects.newest().filter(pk__gt=after, pk__lte=run.last)
    revisions = list(rows[:BATCH])
    for revision in revisions:
        compare(revision)
    here = SimilarityRun.objects.filter(pk=run.pk, position=after, finished_at=None)
    if not revisions:
        here.update(finished_at=timezone.now())
        return
    run.position, run.done = revisions[-1].pk, min(run.done + len(revisions), run.total)
    with transaction.atomic():  # a worker that is killed leaves no run that nobody goes on with
        if here.update(position=run.position, done=run.done):
            ask_run(run)
