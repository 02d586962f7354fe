"""What was said of an earlier revision holds nobody to the one that stands; nor is it lost."""

import pytest
from django.urls import reverse

from essays import actions
from essays.models import Assignment, Essay, EssayTask
from essays.outcomes import ReviewOutcome
from tests.essays.conftest import TEXT, hand_in
from tests.essays.test_assigning import client_of, handed_in, plan
from tests.essays.test_tasks import make_call
from tests.factories import Cast


@pytest.fixture
def again(cast: Cast, task: EssayTask) -> Essay:
    """Recommended by its only reviewer, taken back, and handed in once more."""
    plan(task, reviewers_each=1, decides="chief")
    essay = handed_in(task, cast.unit)
    said = actions.advise(by=cast.reviewer, essay=essay, revision=1, verdict="accept")
    assert said.outcome is ReviewOutcome.RECOMMENDED
    assert actions.withdraw(by=essay.author, essay=essay).ok
    assert hand_in(essay, TEXT + "又及。").ok
    assert Assignment.objects.get().reviewer == cast.reviewer
    return Essay.objects.get(pk=essay.pk)


def test_a_new_revision_is_taken_away_until_it_is_recommended(cast: Cast, again: Essay) -> None:
    given = {"by": cast.organiser, "essay": again, "reviewer": cast.reviewer}
    assert actions.unassign(**given).outcome is ReviewOutcome.TAKEN_AWAY
    assert actions.assign(**given).outcome is ReviewOutcome.ASSIGNED
    actions.advise(by=cast.reviewer, essay=again, revision=2, verdict="accept")
    assert actions.unassign(**given).outcome is ReviewOutcome.HAS_RECOMMENDED


def test_a_recusal_from_a_unit_hands_a_new_revision_on(cast: Cast, again: Essay) -> None:
    said = {"by": cast.reviewer, "reviewer": cast.reviewer, "unit": cast.unit.name}
    assert actions.recuse_unit(**said).outcome is ReviewOutcome.RECUSAL_NOTED
    assert not Assignment.objects.exists()


def test_what_its_author_takes_back_is_recommended_anew(cast: Cast) -> None:
    task = make_call(cast, cast.unit, by_persons=False)
    essay = actions.start(by=cast.participant, task=task).record
    hand_in(essay)
    actions.recommend(by=cast.liaison, essay=essay)
    assert Essay.objects.get().has_arrived
    actions.withdraw(by=essay.author, essay=essay)
    hand_in(essay, TEXT + "又及。")
    assert Essay.objects.get().recommended_at is None
    assert not Essay.objects.arrived().exists()


def test_a_comment_leads_back_into_the_queue_of_its_task(cast: Cast, submitted: Essay) -> None:
    address = reverse("review-comment", args=[submitted.public_id])
    query = f"?task={submitted.task.public_id}"
    form = {"revision": "1", "text": "哪一年的？", "visibility": "author"}
    answer = client_of(cast.reviewer).post(address + query, form)
    page = reverse("review-essay", args=[submitted.public_id])
    assert answer.headers["Location"] == f"{page}{query}#comments"


def test_a_browser_restores_no_older_text(essay: Essay) -> None:
    """The hidden version of the draft would come back with it."""
    page = client_of(essay.author).get(essay.get_absolute_url()).content.decode()
    head = page[page.index('<form class="essay"') :]
    assert 'autocomplete="off"' in head[: head.index(">")]
