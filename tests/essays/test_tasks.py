"""Of whom an essay is asked, in which genres, by when; more time, lateness, reminders."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from attendance.enums import AttendanceStatus, Method
from attendance.models import Attendance
from essays import actions
from essays.duties import debts_in, debts_of_task, debts_of_unit, owed, tasks_of
from essays.enums import EssayOutcome
from essays.models import Essay, EssayRevision, EssayTask, GenreRule
from essays.numbers import numbers_of
from essays.outcomes import RecommendOutcome, TaskOutcome
from essays.progress import Progress, status_of_offerings
from essays.task_enums import Audience, TaskKind
from essays.tasks import remind_of_essays
from events.models import Offering
from kernel.rules import Forbidden
from notices.models import Notice
from tests.essays.conftest import TEXT, hand_in
from tests.factories import (
    Cast,
    make_course,
    make_offering,
    make_person,
    make_registration,
    make_task,
)

NOW = timezone.now
SOON = timedelta(days=7)


def make_call(cast: Cast, *units: Any, **fields: Any) -> EssayTask:
    """A call to units, led by the district."""
    values = {
        "audience": Audience.UNITS,
        "kind": TaskKind.CALL,
        "lead_unit": cast.district,
        "title": "征文",
        "min_characters": 20,
        "max_characters": 200,
        "by_units": True,
        "due_at": NOW() + SOON,
    }
    task = EssayTask.objects.create(**(values | fields))
    task.units.set(units)
    return task


def attend(offering: Offering, person: Any, number: int) -> None:
    registration = offering.registrations.get(person=person)
    for session in offering.sessions.all()[:number]:
        Attendance.objects.create(
            session=session,
            registration=registration,
            status=AttendanceStatus.PRESENT,
            method=Method.SEARCH,
        )


@pytest.mark.parametrize(
    ("asked", "came", "owes"),
    [
        ({"least_sessions": 2}, 1, False),
        ({"least_sessions": 2}, 2, True),
        ({"least_percent": 60}, 2, False),
        ({"least_percent": 50}, 2, True),
        ({}, 0, True),
    ],
)
def test_only_who_attended_enough_owes_an_essay_and_everywhere_it_is_said_so(
    cast: Cast, asked: dict[str, int], came: int, owes: bool
) -> None:
    offering = make_offering(unit=cast.district, sessions=4)
    make_registration(offering, cast.participant)
    task = make_task(offering, **asked)
    attend(offering, cast.participant, came)
    assert bool(owed(cast.participant)) is owes
    assert bool(debts_in(offering)) is owes
    assert bool(debts_of_task(task)) is owes
    assert bool(debts_of_unit(cast.unit)) is owes
    assert status_of_offerings([offering])[offering.pk].due == int(owes)
    # Whoever takes part may write all the same, and is then in no figure of what is owed.
    hand_in(actions.start(by=cast.participant, task=task).record)
    assert status_of_offerings([offering])[offering.pk].handed_in == int(owes)


def test_a_course_asks_the_people_of_all_its_cohorts_once(cast: Cast) -> None:
    page = make_course()
    first = make_offering(unit=cast.city, page=page)
    second = make_offering(unit=cast.city, page=page, label="第2期")
    task = EssayTask.objects.create(
        audience=Audience.COURSE,
        course=page,
        lead_unit=cast.city,
        title="心得",
        due_at=NOW() + SOON,
        min_characters=20,
    )
    make_registration(first, cast.participant)
    make_registration(second, cast.participant)
    make_registration(second, cast.colleague)
    assert {debt.person for debt in debts_of_task(task)} == {cast.participant, cast.colleague}
    assert len(debts_of_task(task)) == 2
    assert status_of_offerings([second])[second.pk] == Progress(due=2)
    result = actions.start(by=cast.participant, task=task)
    assert result.record.registration.offering == second
    assert result.record.unit == cast.unit
    assert actions.start(by=cast.stranger, task=task).outcome is EssayOutcome.NOT_CONFIRMED


def test_a_reflection_of_units_is_owed_by_their_people_and_those_below(cast: Cast) -> None:
    task = make_call(cast, cast.district, kind=TaskKind.REFLECTION)
    people = {debt.person for debt in debts_of_task(task)}
    assert cast.participant in people
    assert cast.stranger not in people
    assert [duty.task for duty in owed(cast.participant)] == [task]
    assert {debt.task for debt in debts_of_unit(cast.unit)} == {task}
    assert actions.start(by=cast.stranger, task=task).outcome is EssayOutcome.NOT_ADDRESSED
    essay = actions.start(by=cast.participant, task=task).record
    assert (essay.unit, essay.registration) == (cast.unit, None)
    assert hand_in(essay).ok
    assert cast.participant not in {debt.person for debt in debts_of_task(task)}


def test_nobody_owes_a_call_and_whoever_is_addressed_may_write(cast: Cast) -> None:
    task = make_call(cast, cast.unit)
    everybody = make_call(cast, audience=Audience.OPEN)
    assert owed(cast.participant) == debts_of_task(task) == debts_of_unit(cast.unit) == []
    assert {duty.task for duty in tasks_of(cast.participant)} == {task, everybody}
    assert [duty.task for duty in tasks_of(cast.stranger)] == [everybody]
    assert actions.start(by=cast.stranger, task=everybody).ok


def test_nothing_is_owed_or_begun_before_it_opens(cast: Cast, task: EssayTask) -> None:
    make_registration(task.offering, cast.participant)
    task.opens_at = NOW() + timedelta(days=1)
    task.save()
    assert owed(cast.participant) == debts_in(task.offering) == []
    assert actions.start(by=cast.participant, task=task).outcome is EssayOutcome.NOT_OPEN_YET


def test_late_is_a_fact_between_deadline_and_cut_off(essay: Essay) -> None:
    hour = timedelta(hours=1)
    EssayTask.objects.update(due_at=NOW() - hour, cutoff_at=NOW() + hour)
    assert hand_in(essay).outcome is EssayOutcome.SUBMITTED_LATE
    assert EssayRevision.objects.get().is_late


def test_after_the_cut_off_nothing_is_taken(essay: Essay) -> None:
    hour = timedelta(hours=1)
    EssayTask.objects.update(due_at=NOW() - 2 * hour, cutoff_at=NOW() - hour)
    assert hand_in(essay).outcome is EssayOutcome.PAST_DUE


@pytest.mark.parametrize("whose", ["person", "unit"])
def test_more_time_makes_it_in_time_and_is_told_with_its_reason(
    cast: Cast, essay: Essay, whose: str
) -> None:
    make_registration(essay.task.offering, cast.colleague)
    EssayTask.objects.update(due_at=NOW() - timedelta(hours=1))
    essay.task.refresh_from_db()
    given = {"person": cast.participant} if whose == "person" else {"unit": cast.district}
    until = NOW() + SOON
    result = actions.extend(
        by=cast.organiser, task=essay.task, until=until, reason="抗洪值守", **given
    )
    assert result.outcome is TaskOutcome.EXTENDED
    told = {notice.recipient for notice in Notice.objects.filter(kind="essay_extended")}
    assert told == ({cast.participant} if whose == "person" else {cast.participant, cast.colleague})
    assert "抗洪值守" in Notice.objects.filter(kind="essay_extended")[0].body
    again = actions.extend(
        by=cast.organiser, task=essay.task, until=until, reason="抗洪值守", **given
    )
    assert again.outcome is TaskOutcome.EXTENDED_ALREADY
    told_times = Notice.objects.filter(kind="essay_extended").count()
    less = until - timedelta(days=2)
    less_time = actions.extend(
        by=cast.organiser, task=essay.task, until=less, reason="统一延期", **given
    )
    assert less_time.outcome is TaskOutcome.EXTENDED_ALREADY
    assert Notice.objects.filter(kind="essay_extended").count() == told_times
    assert [duty.due_at for duty in owed(cast.participant)] == [until]
    assert hand_in(essay).outcome is EssayOutcome.SUBMITTED
    assert not EssayRevision.objects.get().is_late


def test_who_gives_more_time(cast: Cast, essay: Essay) -> None:
    values = {"task": essay.task, "reason": "病假", "person": cast.participant}
    with pytest.raises(Forbidden):
        actions.extend(by=cast.liaison, until=NOW() + 2 * SOON, **values)
    short = actions.extend(by=cast.organiser, until=NOW() + timedelta(days=1), **values)
    assert short.outcome is TaskOutcome.NOT_LONGER
    with pytest.raises(ValueError, match="person or for a unit"):
        actions.extend(by=cast.organiser, until=NOW() + 2 * SOON, unit=cast.unit, **values)


def test_each_genre_has_its_own_length_and_a_poem_its_lines(essay: Essay) -> None:
    GenreRule.objects.create(task=essay.task, genre="prose", min_characters=25, max_characters=99)
    GenreRule.objects.create(
        task=essay.task, genre="poem", min_characters=4, max_characters=99, max_lines=2
    )

    def submit(text: str, genre: str) -> Any:
        return hand_in(essay, text=text, genre=genre).outcome

    assert submit(TEXT, "") is EssayOutcome.GENRE_MISSING
    assert submit("春眠不觉晓", "prose") is EssayOutcome.TOO_SHORT
    assert submit("春眠\n\n不觉\n晓", "poem") is EssayOutcome.TOO_MANY_LINES
    assert submit("春眠\n\n不觉晓", "poem") is EssayOutcome.SUBMITTED
    assert EssayRevision.objects.get().genre == "poem"


def test_reminders_come_once_before_and_once_after_to_those_who_owe(
    cast: Cast, essay: Essay, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_registration(essay.task.offering, cast.colleague)
    hand_in(actions.start(by=cast.colleague, task=essay.task).record)
    EssayTask.objects.update(remind_before=[7, 1], remind_after=[2])
    midnight = timezone.localtime().replace(hour=23, minute=0)

    def reminded(days_left: int) -> int:
        EssayTask.objects.update(due_at=midnight + timedelta(days=days_left))
        before = Notice.objects.filter(kind="essay_due").count()
        remind_of_essays()
        return Notice.objects.filter(kind="essay_due").count() - before

    assert [reminded(days) for days in (9, 7, 7)] == [0, 1, 0]
    assert [reminded(days) for days in (1, 0, -1)] == [1, 1, 0], "the deadline was moved"
    assert [reminded(days) for days in (-2, -2, -6)] == [1, 0, 0]
    assert {n.recipient for n in Notice.objects.filter(kind="essay_due")} == {cast.participant}


def test_a_reminder_by_hand_comes_once_a_day(cast: Cast, essay: Essay) -> None:
    task = essay.task
    first = actions.remind(by=cast.organiser, task=task)
    assert (first.outcome, first.details["told"]) == (TaskOutcome.REMINDED, 1)
    assert actions.remind(by=cast.organiser, task=task).outcome is TaskOutcome.NOBODY_OWES
    with pytest.raises(Forbidden):
        actions.remind(by=cast.liaison, task=task)


@pytest.mark.parametrize("number", [1, 3])
def test_who_owes_costs_the_same_for_three(
    cast: Cast, number: int, django_assert_num_queries: Any
) -> None:
    task = make_task(make_offering(unit=cast.district), least_sessions=0)
    for _person in range(number):
        make_registration(task.offering, make_person(unit=cast.unit))
    with django_assert_num_queries(4):
        assert len(debts_of_task(task)) == number
    make_call(cast, cast.unit, kind=TaskKind.REFLECTION)
    with django_assert_num_queries(6):
        assert debts_of_unit(cast.unit)


def test_a_unit_recommends_what_its_people_handed_in(cast: Cast) -> None:
    task = make_call(cast, cast.unit, cast.other_unit)
    task.milestones.create(due_on=timezone.localdate(), number=2)
    essay = actions.start(by=cast.participant, task=task).record
    early = actions.recommend(by=cast.liaison, essay=essay)
    assert early.outcome is RecommendOutcome.NOT_HANDED_IN
    hand_in(essay)
    with pytest.raises(Forbidden):
        actions.recommend(by=make_person("外人", cast.other_unit, "liaison"), essay=essay)
    assert actions.recommend(by=cast.liaison, essay=essay).outcome is RecommendOutcome.RECOMMENDED
    assert actions.recommend(by=cast.liaison, essay=essay).outcome is RecommendOutcome.UNCHANGED
    own, other = numbers_of(task)
    assert (own.handed_in, own.recommended, own.asked, own.missing) == (1, 1, 2, 1)
    assert (other.handed_in, other.missing) == (0, 2)
    back = actions.recommend(by=cast.liaison, essay=essay, is_recommended=False)
    assert back.outcome is RecommendOutcome.TAKEN_BACK


def test_liaisons_of_units_that_lack_essays_are_reminded_once(cast: Cast) -> None:
    task = make_call(cast, cast.unit, cast.other_unit, by_units=False)
    task.milestones.create(due_on=timezone.localdate() + timedelta(days=1), number=1)
    make_person("联络", cast.other_unit, "liaison")
    hand_in(actions.start(by=cast.participant, task=task).record)
    for _again in range(2):
        remind_of_essays()
    told = Notice.objects.filter(kind="essay_numbers")
    assert {notice.recipient.name for notice in told} == {"联络"}
    assert "1" in told.get().body


def test_recommending_is_for_calls_that_are_open(cast: Cast, submitted: Essay) -> None:
    result = actions.recommend(by=cast.liaison, essay=submitted)
    assert result.outcome is RecommendOutcome.NOT_A_CALL


def test_a_task_follows_who_leads_its_offering(cast: Cast, task: EssayTask) -> None:
    Offering.objects.update(lead_unit=cast.city)
    task.refresh_from_db()
    assert task.lead_unit == cast.city
