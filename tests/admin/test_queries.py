"""Every list of the back office costs the same with one row and with three."""

from datetime import timedelta

import pytest
from django.utils import timezone

from courses.models import Cohort
from essays.enums import EssayState
from essays.models import (
    Essay,
    EssayRevision,
    OfficialText,
    SimilarEssay,
    SimilarityCheck,
    SimilarityRun,
)
from kernel.actions import REGISTRY
from portal.audit_words import WORDS
from publishing.tabular.models import SheetImport
from registration.enums import RegistrationState
from tests.factories import (
    make_course,
    make_offering,
    make_person,
    make_registration,
    make_speaker,
    make_task,
    make_unit,
    make_venue,
)


def make_one(staff):
    """One more row of everything."""
    offering = make_offering(unit=staff.unit, page=make_course())
    Cohort.objects.create(offering=offering, number=1)
    make_registration(offering, make_person("", staff.unit), RegistrationState.PENDING)
    task = make_task(offering, due_at=timezone.now() + timedelta(days=1))
    make_similar(task, staff)
    make_speaker()
    make_venue()
    make_unit(parent=staff.unit)
    SheetImport.objects.create(by=staff.admin, table="people", language="en", file_name="a.xlsx")


def make_similar(task, staff):
    """Two essays that agree, an official text, a comparison of everything."""
    made = []
    for _ in range(2):
        author = make_person("", staff.unit)
        essay = Essay.objects.create(
            task=task,
            author=author,
            registration=make_registration(task.offering, author),
            state=EssayState.SUBMITTED,
            submitted_at=timezone.now(),
        )
        made.append(EssayRevision.objects.create(essay=essay, number=1, title="题", characters=1))
    check = SimilarityCheck.objects.create(revision=made[1], counted=9, done_at=timezone.now())
    SimilarEssay.objects.create(check_of=check, other=made[0], shared=9)
    OfficialText.objects.create(title="前言", text="文")
    SimilarityRun.objects.create()


@pytest.mark.parametrize(
    ("path", "cost"),
    [
        ("/admin/", 26),
        ("/admin/offerings/", 12),
        ("/admin/sessions/", 10),
        ("/admin/cohorts/", 10),
        ("/admin/registrations/", 11),
        ("/admin/essay-tasks/", 9),
        ("/admin/similar-essays/", 8),
        ("/admin/official-texts/", 7),
        ("/admin/essay-comparisons/", 7),
        ("/admin/memberships/", 9),
        ("/admin/units/", 8),
        ("/admin/people/", 12),
        ("/admin/people/?q=gxm", 13),
        ("/admin/imports/", 8),
        ("/admin/audit/", 10),
        ("/admin/venues/", 8),
        ("/admin/speakers/", 8),
        ("/admin/workdays/", 7),
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
