"""Two devices, two presses, two reviewers at one instant; and what happens without the lock.

Also a burst of submissions, and a server that dies in the middle of one.
"""

import signal
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from threading import Barrier, BrokenBarrierError
from typing import Any

import pytest
from django.db import IntegrityError, connections, transaction
from django.db.models import QuerySet

from essays import actions
from essays.actions import write
from essays.comparing import compare_next
from essays.enums import EssayOutcome, EssayState
from essays.models import Essay, EssayDraft, EssayReview, EssayRevision, SimilarityRun
from essays.outcomes import OfficialOutcome
from kernel import outbox
from notices.models import Notice
from tests.essays.conftest import TEXT, hand_in
from tests.factories import Cast, make_offering, make_person, make_registration, make_task
from tests.registration.test_lock_order import wait_for
from tests.services.worker import run_apart

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def at_once(*calls: Callable[[], Any]) -> list[Any]:
    """Run all calls in threads with own connections; a refusal of the database is a result."""

    def run(call: Callable[[], Any]) -> Any:
        try:
            return call().outcome
        except IntegrityError as error:
            return type(error)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(calls)) as threads:
        return list(threads.map(run, calls))


@pytest.fixture
def meeting() -> Callable[[], None]:
    """Where threads wait for each other, up to a second: under a lock only one of them comes."""
    barrier = Barrier(2)

    def wait() -> None:
        with suppress(BrokenBarrierError):
            barrier.wait(timeout=1)

    return wait


def without_locks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QuerySet, "select_for_update", lambda rows, **options: rows)


def save_from_two_devices(
    essay: Essay, meeting: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> list[Any]:
    """Both have seen version 0, and meet between reading the draft and writing it."""
    now = write.timezone.now

    class Clock:
        @staticmethod
        def now() -> Any:
            meeting()
            return now()

    monkeypatch.setattr(write, "timezone", Clock)
    return at_once(
        *(
            lambda text=text: actions.save_draft(
                by=essay.author, essay=essay, title="", text=text, version=0
            )
            for text in ("手机上写的", "电脑上写的")
        )
    )


def test_two_devices_saving_at_once_make_exactly_one_conflict(
    cast: Cast, essay: Essay, meeting: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    outcomes = save_from_two_devices(essay, meeting, monkeypatch)
    assert set(outcomes) == {EssayOutcome.SAVED, EssayOutcome.NEWER_DRAFT_EXISTS}
    assert Essay.objects.get().draft.version == 1


def test_control_without_the_lock_one_text_would_be_lost(
    cast: Cast, essay: Essay, meeting: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_locks(monkeypatch)
    outcomes = save_from_two_devices(essay, meeting, monkeypatch)
    assert outcomes == [EssayOutcome.SAVED, EssayOutcome.SAVED]


def test_two_presses_submit_once(cast: Cast, essay: Essay) -> None:
    outcomes = at_once(lambda: hand_in(essay), lambda: hand_in(essay))
    assert set(outcomes) == {EssayOutcome.SUBMITTED, EssayOutcome.ALREADY_SUBMITTED}
    assert EssayRevision.objects.count() == 1


def test_two_starts_begin_one_essay(cast: Cast, essay: Essay) -> None:
    task, author = essay.task, essay.author
    essay.draft.delete()
    essay.delete()
    outcomes = at_once(*[lambda: actions.start(by=author, task=task)] * 2)
    assert set(outcomes) == {EssayOutcome.STARTED, EssayOutcome.ALREADY_STARTED}
    assert Essay.objects.count() == 1


def decide_as_two_reviewers(
    cast: Cast, essay: Essay, meeting: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> list[Any]:
    """Both have read revision 1, and meet after seeing that it is not decided."""
    latest = Essay.latest_revision

    def met(held: Essay) -> Any:
        meeting()
        return latest(held)

    monkeypatch.setattr(Essay, "latest_revision", met)
    return at_once(
        lambda: actions.accept(by=cast.reviewer, essay=essay, revision=1),
        lambda: actions.send_back(by=cast.admin, essay=essay, revision=1, comment="请补充。"),
    )


def test_two_reviewers_deciding_at_once_make_one_decision(
    cast: Cast, submitted: Essay, meeting: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    outcomes = decide_as_two_reviewers(cast, submitted, meeting, monkeypatch)
    assert EssayOutcome.DECIDED_ALREADY in outcomes
    assert EssayReview.objects.count() == 1


def test_control_without_the_lock_the_database_alone_refuses_the_second_decision(
    cast: Cast, submitted: Essay, meeting: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_locks(monkeypatch)
    outcomes = decide_as_two_reviewers(cast, submitted, meeting, monkeypatch)
    assert IntegrityError in outcomes
    assert EssayReview.objects.count() == 1


def test_a_returned_text_survives_a_save_that_crosses_its_submission(
    cast: Cast, essay: Essay
) -> None:
    """A second device saves while the first one submits: one of them hears of it."""
    outcomes = at_once(
        lambda: hand_in(essay, version=0),
        lambda: actions.save_draft(
            by=essay.author, essay=essay, title="", text=TEXT + "又一句", version=0
        ),
    )
    assert set(outcomes) in (
        {EssayOutcome.SUBMITTED, EssayOutcome.NOT_WRITABLE},
        {EssayOutcome.NEWER_DRAFT_EXISTS, EssayOutcome.SAVED},
    )


WRITERS = 30


def test_a_burst_of_submissions_with_drafts_being_saved_loses_none(cast: Cast) -> None:
    task = make_task(make_offering(unit=cast.district, capacity=WRITERS))
    essays = []
    for number in range(WRITERS):
        person = make_person(f"撰稿{number}", cast.unit)
        make_registration(task.offering, person)
        essays.append(actions.start(by=person, task=task).record)

    def save(essay: Essay) -> Any:
        return actions.save_draft(
            by=essay.author, essay=essay, title="", text=f"{TEXT}{essay.pk}", version=0
        )

    half = WRITERS // 2
    first, second = essays[:half], essays[half:]
    outcomes = at_once(
        *[partial(hand_in, essay, text=f"{TEXT}{essay.pk}", version=0) for essay in first],
        *[partial(save, essay) for essay in second],
    )
    assert outcomes == [EssayOutcome.SUBMITTED] * half + [EssayOutcome.SAVED] * half
    assert dict(EssayRevision.objects.values_list("essay", "text")) == {
        essay.pk: f"{TEXT}{essay.pk}" for essay in first
    }
    drafts = dict(EssayDraft.objects.filter(essay__in=second).values_list("essay", "text"))
    assert drafts == {essay.pk: f"{TEXT}{essay.pk}" for essay in second}


def test_a_run_of_comparisons_that_moves_on_meanwhile_goes_on(
    cast: Cast, submitted: Essay, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outbox, "_poke", lambda: None)
    actions.compare_all(by=cast.admin)
    run = SimilarityRun.objects.get()
    with ThreadPoolExecutor(1) as another:
        with transaction.atomic():
            compare_next({"run": run.pk, "after": run.position})
            asked = another.submit(at_once, lambda: actions.compare_all(by=cast.admin))
            wait_for(1)
        assert asked.result() == [OfficialOutcome.RUN_GOES_ON]


SERVER = """
import os, signal, sys
from essays.actions import submit
from django.conf import settings
from django.test import Client
from people.models import User
def die(revision):
    os.kill(os.getpid(), signal.SIGKILL)  # revision, state and notice are written, nothing is sure
sys.modules["essays.actions.submit"].ask_comparison = die
settings.ALLOWED_HOSTS = ["*"]
client = Client()
client.force_login(User.objects.get(pk={author}), settings.AUTHENTICATION_BACKENDS[0])
print(client.post("{path}", {form!r}))
"""


def test_a_server_killed_while_submitting_leaves_the_last_save_and_a_clear_state(
    essay: Essay,
) -> None:
    saved = {"title": "题目", "text": TEXT}
    actions.save_draft(by=essay.author, essay=essay, version=0, **saved)
    form = {
        "title": "题目",
        "text": f"{TEXT}又一句",
        "version": 1,
        "do": "submit",
        "original": "on",
    }
    path = essay.get_absolute_url()
    code = SERVER.format(author=essay.author_id, path=path, form=form)
    done = run_apart(code)
    assert done.returncode == -signal.SIGKILL, done.stdout + done.stderr
    kept = Essay.objects.select_related("draft").get(pk=essay.pk)
    assert (kept.state, kept.submitted_at) == (EssayState.DRAFT, None)
    assert (kept.draft.text, kept.draft.version) == (TEXT, 1)
    assert not EssayRevision.objects.exists()
    assert not Notice.objects.exists()
    assert hand_in(kept, text=form["text"], version=1).outcome is EssayOutcome.SUBMITTED
