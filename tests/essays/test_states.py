"""The way of an essay's states: one table, kept by the database; what the author may take back."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils import timezone

from essays import actions
from essays.enums import TRANSITIONS, EssayOutcome, EssayState
from essays.models import Essay, EssayTask
from kernel.rules import Forbidden
from tests.essays.conftest import TEXT, hand_in
from tests.factories import Cast, make_cast, make_offering, make_registration, make_task

STEPS = [(old, new) for old in EssayState for new in EssayState if old != new]


def refuses_what_the_table_does_not_hold(essay: Essay) -> None:
    rows = Essay.objects.filter(pk=essay.pk)
    for old, new in STEPS:
        # The row is laid anew in its state: only a change of state is judged.
        Essay.objects.filter(pk=essay.pk).delete()
        essay.state, essay.submitted_at = old, timezone.now()
        essay.save(force_insert=True)
        if new in TRANSITIONS[old]:
            assert rows.update(state=new) == 1
        else:
            with pytest.raises(DatabaseError), transaction.atomic():
                rows.update(state=new)


def test_the_database_knows_the_ways(essay: Essay) -> None:
    essay.draft.delete()
    refuses_what_the_table_does_not_hold(essay)


@pytest.mark.django_db(databases=["default", "sqlite"])
def test_sqlite_knows_them_too(on_sqlite: object) -> None:
    cast = make_cast()
    task = make_task(make_offering(unit=cast.district))
    make_registration(task.offering, cast.participant)
    essay = actions.start(by=cast.participant, task=task).record
    essay.draft.delete()
    refuses_what_the_table_does_not_hold(essay)


def test_every_state_has_a_line_in_the_table() -> None:
    assert set(TRANSITIONS) == set(EssayState)
    reached = {new for ways in TRANSITIONS.values() for new in ways}
    assert reached == set(EssayState) - {EssayState.DRAFT}


def test_a_step_that_is_not_there_is_a_mistake_of_the_code(essay: Essay) -> None:
    with pytest.raises(ValueError, match="no way"):
        essay.move(EssayState.ACCEPTED)


def test_withdrawing_opens_the_text_and_hides_it_from_reviewers(
    cast: Cast, submitted: Essay
) -> None:
    result = actions.withdraw(by=cast.participant, essay=submitted)
    submitted.refresh_from_db()
    assert result.outcome is EssayOutcome.WITHDRAWN
    assert submitted.state == EssayState.WITHDRAWN
    again = actions.withdraw(by=cast.participant, essay=submitted)
    assert again.outcome is EssayOutcome.WITHDRAWN_ALREADY
    with pytest.raises(Forbidden):
        actions.accept(by=cast.reviewer, essay=submitted, revision=1)
    assert hand_in(submitted, text=TEXT + "又想了想。").outcome is EssayOutcome.SUBMITTED
    submitted.refresh_from_db()
    assert submitted.state == EssayState.RESUBMITTED
    assert actions.accept(by=cast.reviewer, essay=submitted, revision=2).ok


def test_after_the_deadline_a_withdrawn_essay_is_late_like_a_first(submitted: Essay) -> None:
    actions.withdraw(by=submitted.author, essay=submitted)
    EssayTask.objects.update(due_at=timezone.now() - timedelta(minutes=1))
    assert hand_in(submitted, text=TEXT + "又想了想。").outcome is EssayOutcome.PAST_DUE


def test_what_is_decided_is_not_withdrawn(cast: Cast, submitted: Essay) -> None:
    actions.accept(by=cast.reviewer, essay=submitted, revision=1)
    late = actions.withdraw(by=submitted.author, essay=submitted)
    assert late.outcome is EssayOutcome.NOT_WITHDRAWABLE
    assert "已采用" in str(late.message)


def test_nobody_withdraws_for_another(cast: Cast, submitted: Essay) -> None:
    for person in (cast.reviewer, cast.organiser, cast.colleague):
        with pytest.raises(Forbidden):
            actions.withdraw(by=person, essay=submitted)


def test_the_author_is_asked_once_and_then_writes_on(submitted: Essay) -> None:
    client = Client()
    client.force_login(submitted.author, backend=settings.AUTHENTICATION_BACKENDS[0])
    address = f"/me/essays/{submitted.public_id}/withdraw/"
    assert address in client.get(submitted.get_absolute_url()).content.decode()
    assert "撤回" in client.get(address).content.decode()
    page = client.post(address, follow=True)
    assert page.redirect_chain[-1][0] == submitted.get_absolute_url()
    assert TEXT in page.content.decode()
    assert client.get(address).status_code == 302
