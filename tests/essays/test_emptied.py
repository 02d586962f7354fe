"""Essays of people who were erased are counted, and wait for nobody."""

from typing import Any

import pytest

from essays import actions
from essays.assigning import candidates, lost, proposals
from essays.awarding import candidates as to_award
from essays.desk import alarmed, directed
from essays.enums import EssayOutcome, EssayState
from essays.models import Assignment, Award, Essay, EssayTask, PreparedDecision, Prize, Publication
from essays.numbers import numbers_of
from essays.outcomes import ReviewOutcome
from essays.personal import erase
from essays.publishing_rules import download_essays, edit_publications, organise_essays
from essays.status import lines
from essays.waiting import unread_by
from kernel.rules import Forbidden
from notices.models import Notice
from tests.essays.test_assigning import client_of, handed_in, plan
from tests.essays.test_tasks import make_call
from tests.factories import Cast, make_person, make_publication


@pytest.fixture
def essay(cast: Cast, task: EssayTask) -> Essay:
    """It waits for its reader; a decision about it is prepared, another one is there beside it."""
    plan(task, decides="chief", reviewers_each=1)
    essay = handed_in(task, cast.unit)
    said = {"by": cast.reviewer, "essay": essay, "revision": 1, "verdict": "accept"}
    assert actions.advise(**said).ok
    assert actions.prepare(by=cast.organiser, essay=essay, revision=1, verdict="accept").ok
    handed_in(task, cast.unit)
    return Essay.objects.get(pk=essay.pk)


def gone(essay: Essay) -> Essay:
    erase(essay.author)
    return Essay.objects.select_related("task", "author", "unit").get(pk=essay.pk)


def test_no_reader_and_no_organiser_is_asked_about_it(cast: Cast, essay: Essay) -> None:
    plan(essay.task, decides="chief", reviewers_each=2)
    reader = client_of(cast.reviewer)
    assert reader.get(f"/review/{essay.public_id}/").status_code == 200
    assert len(proposals(essay.task, 2)) == 0
    second = make_person("另评", cast.city, "reviewer")
    assert {one.essay for one in proposals(essay.task, 2)} >= {essay}, "control"
    loads = {one.person: one.load for one in candidates(essay.task)}
    essay = gone(essay)
    assert essay.state == EssayState.IN_REVIEW
    assert not essay.is_waiting
    for person in (cast.reviewer, second, cast.admin):
        assert essay not in unread_by(person)
    assert reader.get(f"/review/{essay.public_id}/").status_code in (403, 404)
    assert essay not in {one.essay for one in proposals(essay.task, 2)}
    assert {one.person: one.load for one in candidates(essay.task)} == loads  # it had been read
    assert (
        essay.public_id
        not in client_of(cast.organiser)
        .get(f"/review/tasks/{essay.task.public_id}/")
        .content.decode()
    )
    assert directed(cast.organiser).get(pk=essay.task_id).waiting == 1
    assert alarmed(essay.task, cast.organiser) == lost(essay.task) == []


def test_an_unread_one_is_no_load_any_more(cast: Cast, essay: Essay) -> None:
    other = Essay.objects.exclude(pk=essay.pk).get()
    assert [one.load for one in candidates(essay.task)] == [1]
    gone(other)
    assert [one.load for one in candidates(essay.task)] == [0]
    assert Assignment.objects.filter(essay=other).exists(), "who was asked stays"


def test_what_was_prepared_about_it_is_told_nobody(cast: Cast, essay: Essay) -> None:
    essay = gone(essay)
    assert not PreparedDecision.objects.exists()
    released = actions.release(by=cast.organiser, task=essay.task)
    assert released.outcome is ReviewOutcome.NOTHING_PREPARED
    assert not Notice.objects.filter(kind="essay_accepted").exists()
    given = {"by": cast.organiser, "essay": essay}
    with pytest.raises(Forbidden):
        actions.prepare(revision=1, verdict="accept", **given)
    asked = actions.assign(reviewer=cast.reviewer, **given)
    assert asked.outcome is ReviewOutcome.DECIDED_ALREADY
    plan(essay.task, decides="reviewer")
    essay = Essay.objects.select_related("task__review_plan").get(pk=essay.pk)
    accepted = actions.accept(by=None, essay=essay, revision=1)
    assert accepted.outcome is EssayOutcome.DECIDED_ALREADY


def test_it_is_counted_as_before(cast: Cast, essay: Essay) -> None:
    def figures() -> Any:
        return lines(cast.admin, "unit"), lines(cast.admin, "course")

    before = figures()
    gone(essay)
    assert figures() == before
    call = make_call(cast, cast.unit)
    written = actions.start(by=cast.participant, task=call).record
    Essay.objects.filter(pk=written.pk).update(
        state=EssayState.SUBMITTED, submitted_at=written.started_at
    )
    assert numbers_of(call)[0].handed_in == 1
    written = gone(written)
    assert numbers_of(call)[0].handed_in == 1
    with pytest.raises(Forbidden):
        actions.recommend(by=cast.liaison, essay=written)


def test_nothing_of_it_is_prepared_for_readers(cast: Cast, task: EssayTask) -> None:
    held = [make_publication(task, make_person(name, cast.unit)) for name in ("甲生", "乙生")]
    first, second = (one.essay for one in held)
    prize = Prize.objects.create(task=task, name="一等奖", places=2)
    Award.objects.create(prize=prize, essay=first)
    editor = cast.admin
    assert edit_publications.visible(editor).count() == 2
    for essay in (first, second):
        gone(essay)
    assert not edit_publications.visible(editor).exists()
    assert Publication.objects.count() == 2, "that there was one stays"
    assert to_award(task) == [first], "a prize that was given stays; none is given anew"
    refused = actions.award(by=cast.admin, prize=prize, essay=second)
    assert not refused.ok
    for rule in (download_essays, organise_essays):
        assert not rule.visible(cast.admin).exists()
