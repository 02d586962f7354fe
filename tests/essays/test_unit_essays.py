"""The liaison's list of essays: who owes what, calls, recommending, the workbook."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook
from wagtail.models import Locale

from essays import actions
from essays.models import Essay, EssayTask
from essays.numbers import numbers_of, own_number
from essays.tasks import remind_of_essays
from notices.models import Notice
from tests.essays.conftest import hand_in
from tests.essays.test_tasks import make_call
from tests.factories import Cast, make_offering, make_person, make_registration, make_task


@pytest.fixture
def liaison(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.liaison, backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


def page_of(cast: Cast) -> str:
    return f"/unit/{cast.unit.public_id}/essays/"


def test_names_and_states_stand_there_and_never_a_title(
    cast: Cast, liaison: Client, task: EssayTask
) -> None:
    make_registration(task.offering, cast.participant)
    make_registration(task.offering, cast.colleague)
    hand_in(actions.start(by=cast.colleague, task=task).record)
    words = liaison.get(page_of(cast)).content.decode()
    assert cast.participant.name in words
    assert "未动笔" in words
    assert cast.colleague.name not in words
    assert "复核人一栏" not in words


def test_an_english_reader_reads_the_english_title(
    cast: Cast, liaison: Client, task: EssayTask
) -> None:
    make_registration(task.offering, cast.participant)
    page: Any = task.offering.page.specific
    english, _new = Locale.objects.get_or_create(language_code="en")
    copy = page.copy_for_translation(english, copy_parents=True)
    copy.title = "Along the Reeds"
    copy.save_revision().publish()
    words = liaison.get(f"/en{page_of(cast)}").content.decode()
    assert "Along the Reeds" in words
    assert page.title not in words


def test_the_workbook_says_the_same(cast: Cast, liaison: Client, task: EssayTask) -> None:
    make_registration(task.offering, cast.participant)
    answer = liaison.get(f"{page_of(cast)}owed.xlsx")
    rows = list(load_workbook(BytesIO(answer.content)).active.values)
    assert [row[1:3] for row in rows[2:]] == [(cast.participant.name, task.title)]


def test_the_workbook_of_an_english_reader_has_the_english_names(
    cast: Cast, liaison: Client, task: EssayTask
) -> None:
    EssayTask.objects.filter(pk=task.pk).update(title_en="What I learnt")
    make_registration(task.offering, cast.participant)
    answer = liaison.get(f"/en{page_of(cast)}owed.xlsx")
    [row] = list(load_workbook(BytesIO(answer.content)).active.values)[2:]
    assert row[:3] == ("Kunshan Library", cast.participant.name, "What I learnt")


def test_recommending_from_the_list(cast: Cast, liaison: Client) -> None:
    task = make_call(cast, cast.unit)
    essay = actions.start(by=cast.participant, task=task).record
    hand_in(essay)
    address = f"/unit/essays/{essay.public_id}/recommend/"
    form = {"unit": cast.unit.public_id}
    assert "推荐" in liaison.get(page_of(cast)).content.decode()
    assert liaison.post(address, form | {"do": "recommend"}).url == page_of(cast)
    assert Essay.objects.get().recommended_at is not None
    liaison.post(address, form | {"do": "take_back"})
    assert Essay.objects.get().recommended_at is None


def test_it_is_for_the_liaison_of_the_unit(cast: Cast) -> None:
    for person in (cast.participant, make_person("外人", cast.other_unit, "liaison")):
        client = Client()
        client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
        assert client.get(page_of(cast)).status_code == 403
        assert client.get(f"{page_of(cast)}owed.xlsx").status_code == 403


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same_for_three(
    cast: Cast, liaison: Client, number: int, django_assert_num_queries: Any
) -> None:
    make_call(cast, cast.unit)
    offering = make_offering(unit=cast.district)
    make_task(offering)
    for _person in range(number):
        make_registration(offering, make_person(unit=cast.unit))
    liaison.get(page_of(cast))
    with django_assert_num_queries(UNIT_PAGE):
        liaison.get(page_of(cast))


UNIT_PAGE = 19


def test_numbers_by_staff_are_each_units_own(cast: Cast, liaison: Client) -> None:
    task = make_call(cast, cast.unit, cast.other_unit, per_staff=100)
    milestone = task.milestones.create(due_on=timezone.localdate(), number=2)
    cast.unit.staff_size = 201
    cast.unit.save()
    own, other = numbers_of(task)
    assert (own.asked, own.missing) == (6, 6)
    assert other.asked == 2, "its staff is not known"
    assert own_number(task, milestone, cast.unit) == 6
    assert "累计 6 篇" in liaison.get(page_of(cast)).content.decode()
    EssayTask.objects.filter(pk=task.pk).update(per_staff=None)
    assert numbers_of(EssayTask.objects.get(pk=task.pk))[0].asked == 2


def test_a_number_given_to_one_unit_stands_for_the_common_one(cast: Cast, liaison: Client) -> None:
    day = timezone.localdate()
    task = make_call(cast, cast.unit, cast.other_unit, per_staff=100)
    task.milestones.create(due_on=day, number=2)
    task.milestones.create(due_on=day + timedelta(days=1), number=4)
    numbers = {cast.unit.public_id: {day.isoformat(): 7}}
    assert actions.edit_task(by=None, task=task, values={"unit_numbers": numbers}).ok
    own, other = numbers_of(EssayTask.objects.get(pk=task.pk))
    assert (own.asked, own.missing, other.asked) == (7, 7, 2)
    words = liaison.get(page_of(cast)).content.decode()
    assert "累计 7 篇" in words
    assert "累计 4 篇" in words, "nothing else is given for the second day"


def test_a_number_is_asked_of_the_unit_that_the_call_names(cast: Cast, liaison: Client) -> None:
    """The people of the units below write, and none of these units is short by itself."""
    task = make_call(cast, cast.city, by_units=False, by_persons=True)
    task.milestones.create(due_on=timezone.localdate(), number=5)
    hand_in(actions.start(by=cast.participant, task=task).record)
    (own,) = numbers_of(task, [cast.unit])
    assert (own.handed_in, own.asked, own.by, own.missing) == (1, 0, None, 0)
    (city,) = numbers_of(task)
    assert (city.handed_in, city.asked, city.missing) == (1, 5, 4)
    words = liaison.get(page_of(cast)).content.decode()
    assert task.title in words
    assert "累计 5 篇" not in words
    assert "尚缺" not in words


def test_who_withdrew_learns_of_more_time_for_the_unit(cast: Cast) -> None:
    task = make_call(cast, cast.city, by_units=False, by_persons=True)
    essay = actions.start(by=cast.participant, task=task).record
    hand_in(essay)
    actions.withdraw(by=cast.participant, essay=essay)
    until = task.due_at + timedelta(days=3)
    actions.extend(by=None, task=task, unit=cast.unit, until=until, reason="抗洪值守")
    (told,) = Notice.objects.filter(kind="essay_extended")
    assert told.recipient == cast.participant


def test_the_first_number_of_a_call_of_a_year_is_reminded_of(cast: Cast) -> None:
    task = make_call(cast, cast.unit, due_at=timezone.now() + timedelta(days=300))
    for days in (1, 290):
        task.milestones.create(due_on=timezone.localdate() + timedelta(days=days), number=1)
    assert remind_of_essays() == 1
    assert Notice.objects.get(kind="essay_numbers").recipient == cast.liaison
