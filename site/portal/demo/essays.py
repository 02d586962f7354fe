"""Essays of the cohort that is over: accepted, returned, waiting for a reviewer, unfinished."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from essays.actions import Wish, decide_uses
from essays.counting import characters
from essays.enums import EssayState, Verdict
from essays.models import (
    Essay,
    EssayDraft,
    EssayMilestone,
    EssayReview,
    EssayRevision,
    EssayTask,
    GenreRule,
    ReturnReason,
    ReviewComment,
    ReviewPlan,
)
from essays.similarity import compare
from essays.task_enums import Audience, TaskKind
from essays.uses import NameShown, Use
from people.models import User
from portal.demo.data import read
from portal.demo.programmes import Run
from registration.models import Registration

ACCEPTED = 7


def load(runs: list[Run]) -> None:
    """Write the essays of the data file for people who took part."""
    data = read("essays", "essays")
    run = next(run for run in runs if run.slug == data["cohort"])
    authors = _authors(run)
    reviewer = User.objects.get(email="reviewer@example.org")
    comment = data["returned"][0]["comment"]
    borrowed = max(data["essay"][0]["text"].split("\n"), key=len)
    data["essay"][-1]["text"] += f"\n{borrowed}\n"  # so that a reviewer sees two texts agree
    for number, text in enumerate(data["essay"]):
        registration = authors.pop(0 if number == ACCEPTED else 1)
        essay = _essay(run, registration, text, number)
        compare(essay.revisions.get())
        if number < ACCEPTED:
            _decide(essay, reviewer, Verdict.ACCEPT, "")
        elif number == ACCEPTED:
            _comment(essay, reviewer, data["returned"][0]["passage"])
            _decide(essay, reviewer, Verdict.RETURN, comment, ["缺少自己的观察和思考"])
    _agree(run)
    assert run.task is not None, "this cohort writes essays"
    ReviewPlan.objects.create(task=run.task, guidelines=data["guidelines"])
    for text in data["draft"]:
        registration = authors.pop(0)
        essay = Essay.objects.create(
            task=run.task, author=registration.person, registration=registration
        )
        _draft(essay, text)
    _call(run, data["call"])


def _call(run: Run, call: dict[str, Any]) -> None:
    """An essay call to the units below the cohort's lead unit."""
    lead, today = run.offering.lead_unit, timezone.localdate()
    midnight = timezone.localtime().replace(hour=23, minute=59, second=0, microsecond=0)
    task = EssayTask.objects.create(
        audience=Audience.UNITS,
        kind=TaskKind.CALL,
        lead_unit=lead,
        title=call["title"],
        title_en=call["title_en"],
        prompt=call["prompt"],
        by_units=True,
        due_at=midnight + timedelta(days=call["due_in"]),
    )
    task.units.set(lead.get_children().filter(is_active=True) or [lead])
    GenreRule.objects.bulk_create(
        GenreRule(
            task=task,
            genre=row["genre"],
            min_characters=row["least"],
            max_characters=row["most"],
            max_lines=row.get("lines"),
        )
        for row in call["genres"]
    )
    EssayMilestone.objects.bulk_create(
        EssayMilestone(
            task=task, due_on=today + timedelta(days=row["in_days"]), number=row["number"]
        )
        for row in call["numbers"]
    )


def _agree(run: Run) -> None:
    """What four of the authors decided: by name, by pen name, without any, and not on the site."""
    real, pen = Wish(NameShown.REAL, shows_unit=True), Wish(NameShown.PEN, "草原来信")
    nameless = Wish(NameShown.NONE)
    decisions: tuple[dict[str, Wish | None], ...] = (
        {Use.WEB: real, Use.BOOK: real, Use.AWARD: real},
        {Use.WEB: pen, Use.BOOK: pen},
        {Use.WEB: nameless},
        {Use.BOOK: real},
    )
    accepted = Essay.objects.accepted().filter(task=run.task).order_by("pk")
    for essay, wishes in zip(accepted, decisions, strict=False):
        decide_uses(by=essay.author, essay=essay, wishes=wishes)


def _authors(run: Run) -> list[Registration]:
    """Who took part, the account to try first: its essay is the one that came back."""
    rows = run.offering.registrations.confirmed().select_related("person").order_by("queued_at")
    return sorted(rows, key=lambda row: row.person.email != "participant@example.org")


def _essay(run: Run, registration: Registration, text: dict[str, Any], number: int) -> Essay:
    assert run.task is not None
    at = run.task.due_at - timedelta(days=20 - 2 * number, hours=number)
    essay = Essay.objects.create(
        task=run.task,
        author=registration.person,
        registration=registration,
        state=EssayState.SUBMITTED,
        started_at=at - timedelta(days=3),
        submitted_at=at,
    )
    _draft(essay, text)
    EssayRevision.objects.create(
        essay=essay,
        number=1,
        title=text["title"],
        text=text["text"].strip(),
        characters=characters(text["text"]),
        statement=run.task.statement,
        submitted_at=at,
    )
    return essay


def _draft(essay: Essay, text: dict[str, Any]) -> None:
    EssayDraft.objects.create(
        essay=essay, title=text["title"], text=text["text"].strip(), version=1
    )


def _comment(essay: Essay, reviewer: User, said: str) -> None:
    """What the reviewer says about the first sentence."""
    revision = essay.revisions.get()
    end = revision.text.index("。") + 1
    ReviewComment.objects.create(revision=revision, by=reviewer, text=said, start=0, end=end)


def _decide(
    essay: Essay, reviewer: User, verdict: Verdict, comment: str, reasons: Iterable[str] = ()
) -> None:
    revision = essay.revisions.get()
    EssayReview.objects.create(
        revision=revision,
        reviewer=reviewer,
        verdict=verdict,
        comment=comment,
        reasons=[one.as_said() for one in ReturnReason.objects.filter(name__in=reasons)],
        at=revision.submitted_at + timedelta(days=1),
    )
    accepted = verdict == Verdict.ACCEPT
    essay.state = EssayState.ACCEPTED if accepted else EssayState.RETURNED
    essay.save(update_fields=["state"])
