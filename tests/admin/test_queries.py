"""Every list of the back office costs the same with one row and with three."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from courses.models import Cohort, CohortTemplate
from essays.models import EssayBook, OfficialText, Prize, ReturnReason, SimilarityRun
from kernel.actions import REGISTRY
from portal.audit_words import WORDS
from publishing.tabular.models import SheetImport
from registration.enums import RegistrationState
from tests.essays.compared import FIRST, LONG, SECOND, written
from tests.factories import (
    make_appeal,
    make_course,
    make_leave,
    make_makeup,
    make_offering,
    make_person,
    make_publication,
    make_registration,
    make_speaker,
    make_task,
    make_topic,
    make_unit,
    make_venue,
)


def make_one(staff):
    """One more row of everything."""
    offering = make_offering(unit=staff.unit, page=make_course())
    Cohort.objects.create(offering=offering, number=1)
    make_registration(offering, make_person("", staff.unit), RegistrationState.PENDING)
    task = make_task(offering, due_at=timezone.now() + timedelta(days=1))
    make_publication(task, make_person("", staff.unit))
    EssayBook.objects.create(title="文集")
    Prize.objects.create(task=task, name="一等奖")
    row = make_registration(offering, make_person("", staff.unit))
    make_leave(row)
    make_makeup(make_appeal(row).attendance, offering.sessions.earliest("pk"))
    make_task(offering, due_at=timezone.now() + timedelta(days=1))
    make_essays(offering, staff)
    make_speaker()
    make_venue()
    topic = make_topic(provider="承训单位", themes=("国情",))
    template = CohortTemplate.objects.create(name=f"模板{topic.pk}", unit=staff.unit)
    template.slots.create(day=1, title="课", topic=topic)
    offering.sessions.update(topic=topic)
    make_unit(parent=staff.unit)
    SheetImport.objects.create(by=staff.admin, table="people", language="en", file_name="a.xlsx")


def make_essays(offering, staff):
    """Two essays that agree, a text that may be quoted, a comparison, a reason for returns."""
    task = make_task(offering, **LONG)
    text = f"{FIRST}\n{SECOND}"
    for number in (1, 2):
        written(SimpleNamespace(unit=staff.unit), task, f"申屠{number}", text)
    OfficialText.objects.create(title=f"前言{offering.pk}", text="江山就是人民。")
    SimilarityRun.objects.create()
    ReturnReason.objects.create(name=f"理由{offering.pk}")


@pytest.mark.parametrize(
    ("path", "cost"),
    [
        ("/admin/", 29),
        ("/admin/offerings/", 18),
        ("/admin/sessions/", 16),
        ("/admin/cohorts/", 18),
        ("/admin/registrations/", 11),
        ("/admin/leave/", 10),
        ("/admin/objections/", 9),
        ("/admin/guests/", 9),
        ("/admin/essay-tasks/", 9),
        ("/admin/essay-publications/", 12),
        ("/admin/essays/", 12),
        ("/admin/essay-books/", 8),
        ("/admin/essay-prizes/", 8),
        ("/admin/similar-essays/", 9),
        ("/admin/official-texts/", 8),
        ("/admin/essay-comparisons/", 8),
        ("/admin/return-reasons/", 8),
        ("/admin/memberships/", 9),
        ("/admin/units/", 8),
        ("/admin/people/", 12),
        ("/admin/people/?q=gxm", 13),
        ("/admin/hours/", 11),
        ("/admin/imports/", 8),
        ("/admin/audit/", 11),
        ("/admin/venues/", 8),
        ("/admin/speakers/", 8),
        ("/admin/workdays/", 7),
        ("/admin/topics/", 11),
        ("/admin/providers/", 8),
        ("/admin/cohort-templates/", 8),
        ("/admin/offerings/year/", 11),
        ("/admin/attendance/", 8),
    ],
)
def test_as_many_queries_for_three_rows_as_for_one(
    staff, as_person, django_assert_num_queries, path, cost
):
    client = as_person(staff.admin)
    make_one(staff)
    client.get(path)
    with django_assert_num_queries(cost):
        client.get(path)
    make_one(staff)
    make_one(staff)
    with django_assert_num_queries(cost):
        client.get(path)


def test_every_action_has_a_word():
    ours = {name for name in REGISTRY if not name.startswith("test.")}  # those of other tests
    assert sorted(ours - set(WORDS)) == []
    assert sorted(set(WORDS) - ours) == []
