"""What persons owe, and how far an offering's essays are, under a constant number of queries."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone, translation

from essays import actions
from essays.deadlines import Deadlines
from essays.duties import debts_in, handed_in_time, owed, tasks_of
from essays.models import Essay, EssayReview, EssayRevision, EssayTask
from essays.personal import PROVIDER
from essays.progress import Progress, status_of_offerings
from essays.status import TYPE, lines
from events.enums import OfferingState
from notices.models import Notice
from registration.enums import RegistrationState
from tests.essays.conftest import TEXT, hand_in
from tests.factories import (
    Cast,
    make_event,
    make_offering,
    make_person,
    make_registration,
    make_task,
)


@pytest.mark.parametrize("number", [1, 3])
def test_duties_cost_four_queries(cast: Cast, number: int, django_assert_num_queries: Any) -> None:
    for day in range(number):
        offering = make_offering(unit=cast.district)
        make_registration(offering, cast.participant)
        make_task(offering, due_at=timezone.now() + timedelta(days=9 - day))
    with django_assert_num_queries(4):
        duties = owed(cast.participant)
        assert [str(duty.task.offering) for duty in duties]
    assert len(duties) == number
    assert duties == sorted(duties, key=lambda duty: duty.due_at)


def test_what_is_owed_follows_the_essay(cast: Cast, essay: Essay) -> None:
    def state() -> list[tuple[str, bool]]:
        return [(duty.state, duty.is_owed) for duty in tasks_of(essay.author)]

    assert state() == [("draft", True)]
    hand_in(essay)
    assert state() == [("submitted", False)]
    assert owed(essay.author) == []
    actions.send_back(by=cast.reviewer, essay=essay, revision=1, comment="请补充。")
    assert state() == [("returned", True)]
    hand_in(essay, text=TEXT + "补充。")
    actions.accept(by=cast.reviewer, essay=essay, revision=2)
    assert state() == [("accepted", False)]


def test_nothing_is_owed_without_a_place_or_after_a_cancellation(
    cast: Cast, task: EssayTask
) -> None:
    assert owed(cast.participant) == []
    make_registration(task.offering, cast.colleague, RegistrationState.WAITLISTED)
    assert owed(cast.colleague) == []
    make_registration(task.offering, cast.participant)
    assert len(owed(cast.participant)) == 1
    task.offering.state = OfferingState.CANCELLED
    task.offering.save()
    assert owed(cast.participant) == []


def test_overdue_is_said_of_the_first_submission_alone(cast: Cast, submitted: Essay) -> None:
    actions.send_back(by=cast.reviewer, essay=submitted, revision=1, comment="请补充。")
    EssayTask.objects.update(due_at=timezone.now() - timedelta(days=1))
    assert [duty.is_overdue for duty in tasks_of(submitted.author)] == [False]
    make_registration(submitted.task.offering, cast.colleague)
    assert [duty.is_overdue for duty in tasks_of(cast.colleague)] == [True]


@pytest.mark.parametrize("number", [1, 3])
def test_figures_cost_three_queries(
    cast: Cast, number: int, django_assert_num_queries: Any
) -> None:
    offerings = [make_offering(unit=cast.district) for _ in range(number)]
    for offering in offerings:
        task = make_task(offering)
        for _ in range(number):
            person = make_person(unit=cast.unit)
            make_registration(offering, person)
            hand_in(actions.start(by=person, task=task).record)
    with django_assert_num_queries(3):
        figures = status_of_offerings(offerings)
    assert set(figures.values()) == {Progress(due=number, handed_in=number, waiting=number)}
    with django_assert_num_queries(3):
        assert debts_in(offerings[0]) == []


def test_figures_of_one_offering(cast: Cast, submitted: Essay) -> None:
    offering = submitted.task.offering
    make_registration(offering, cast.colleague)
    make_registration(offering, cast.stranger, RegistrationState.WAITLISTED)
    actions.accept(by=cast.reviewer, essay=submitted, revision=1)
    figures = status_of_offerings([offering])[offering.pk]
    assert figures == Progress(due=2, handed_in=1, accepted=1)
    assert figures.owed == 1
    rows = debts_in(offering)
    assert [(row.person, row.essay) for row in rows] == [(cast.colleague, None)]
    unasked = make_offering(unit=cast.city)
    assert status_of_offerings([unasked])[unasked.pk] == Progress()


def test_what_is_held_about_a_person_is_shown_moved_and_emptied(
    cast: Cast, submitted: Essay
) -> None:
    author = submitted.author
    actions.send_back(by=cast.reviewer, essay=submitted, revision=1, comment="请补充。")
    shown = PROVIDER.export(author)
    assert shown["essays"][0]["text"] == TEXT
    assert shown["essays"][0]["review_comment"] == "请补充。"
    assert PROVIDER.export(cast.reviewer)["essay_reviews"][0]["comment"] == "请补充。"
    PROVIDER.merge(cast.colleague, author)
    assert Essay.objects.get().author == cast.colleague
    PROVIDER.erase(cast.colleague)
    assert (EssayRevision.objects.get().text, EssayReview.objects.get().comment) == ("", "")
    assert EssayRevision.objects.get().characters == 30


def test_what_was_withdrawn_is_overdue_after_the_deadline(cast: Cast, submitted: Essay) -> None:
    actions.withdraw(by=submitted.author, essay=submitted)
    EssayTask.objects.update(due_at=timezone.now() - timedelta(hours=1))
    (duty,), (debt,) = owed(submitted.author), debts_in(submitted.task.offering)
    assert (duty.is_overdue, debt.is_overdue) == (True, True)


@pytest.mark.parametrize(("way", "in_time"), [("returned", 1), ("withdrawn", 0)])
def test_what_was_taken_back_and_came_again_late_did_not_come_in_time(
    cast: Cast, submitted: Essay, way: str, in_time: int
) -> None:
    now = timezone.now()
    EssayTask.objects.update(due_at=now, cutoff_at=now + timedelta(days=3))
    assert handed_in_time(cast.unit, EssayTask.objects.all()) == (1, 1)
    if way == "returned":
        actions.send_back(by=cast.reviewer, essay=submitted, revision=1, comment="请补充。")
    else:
        actions.withdraw(by=submitted.author, essay=submitted)
        assert handed_in_time(cast.unit, EssayTask.objects.all()) == (1, 0)
    hand_in(Essay.objects.get(), text=TEXT + "补充。")
    assert Essay.objects.get().latest_revision().is_late == (way == "withdrawn")
    assert handed_in_time(cast.unit, EssayTask.objects.all()) == (1, in_time)


def test_what_an_english_reader_is_told_leads_to_english_pages(cast: Cast, task: EssayTask) -> None:
    person = make_person("艾琳", cast.unit, language="en")
    make_registration(task.offering, person)
    actions.remind(by=None, task=task)
    until = task.due_at + timedelta(days=3)
    actions.extend(by=None, task=task, person=person, until=until, reason="on duty")
    assert set(Notice.objects.of(person).values_list("path", flat=True)) == {"/en/me/"}


def test_of_two_accounts_the_longer_time_stays(cast: Cast, task: EssayTask) -> None:
    for person, days in ((cast.participant, 9), (cast.colleague, 12)):
        until = timezone.now() + timedelta(days=days)
        actions.extend(by=None, task=task, person=person, until=until, reason="值守")
    PROVIDER.merge(cast.participant, cast.colleague)
    assert Deadlines([task]).of(task, cast.participant).due_at == until


def test_rates_by_type_name_it_in_the_readers_language(cast: Cast) -> None:
    salon = make_offering(unit=cast.city, page=make_event())
    make_registration(salon, cast.participant)
    make_task(salon)
    for language, name in (("zh-hans", "人才沙龙"), ("en", "Salon")):
        with translation.override(language):
            assert [line.name for line in lines(cast.admin, TYPE)[0]] == [name]
