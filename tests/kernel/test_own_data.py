"""Asking for a copy of one's data, and to be forgotten; deciding about it."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry

from essays.models import EssayRevision
from events.models import Session
from kernel import privacy
from kernel.models import AuditRow, DataExport, ErasureRequest, IdempotencyKey
from kernel.own_data import (
    OwnDataOutcome,
    ask_copy,
    ask_erasure,
    erase,
    keep_copy,
    refuse_erasure,
    take_back_erasure,
)
from kernel.retention import forget_all
from people.models import User
from registration.actions import withdraw
from reports.figures import figures_of
from tests.factories import Cast, make_offering, make_person, make_registration
from tests.walk.scene import Scene

pytestmark = pytest.mark.django_db
State = ErasureRequest.State
Outcome = OwnDataOutcome


def test_one_copy_at_a_time(cast: Cast):
    first = ask_copy(by=cast.participant)
    assert first.outcome is Outcome.ASKED
    again = ask_copy(by=cast.participant)
    assert (again.outcome, again.record) == (Outcome.ASKED_BEFORE, first.record)
    assert ask_copy(by=cast.colleague).outcome is Outcome.ASKED


def test_a_copy_is_kept_privately_and_goes_with_its_file(
    cast: Cast, django_capture_on_commit_callbacks
):
    copy = ask_copy(by=cast.participant).record
    assert keep_copy(by=None, copy=copy, content=b"zip").outcome is Outcome.COPY_MADE
    assert keep_copy(by=None, copy=copy, content=b"other").outcome is Outcome.COPY_THERE
    copy.refresh_from_db()
    file = copy.file
    with file.open() as opened:
        assert opened.read() == b"zip"
    location = Path(settings.STORAGES["private"]["OPTIONS"]["location"])
    assert location in Path(file.path).parents
    with pytest.raises(NotImplementedError, match="no address"):
        assert file.url
    DataExport.objects.update(expires_at=timezone.now())
    with django_capture_on_commit_callbacks(execute=True):
        forget_all()
    assert not DataExport.objects.exists()
    assert not file.storage.exists(file.name)


def test_one_request_at_a_time_and_it_can_be_taken_back(cast: Cast):
    assert ask_erasure(by=cast.participant, note="退休").outcome is Outcome.ERASURE_ASKED
    assert ask_erasure(by=cast.participant).outcome is Outcome.ERASURE_ASKED_BEFORE
    assert take_back_erasure(by=cast.participant).outcome is Outcome.TAKEN_BACK
    assert take_back_erasure(by=cast.participant).outcome is Outcome.NO_REQUEST
    assert ask_erasure(by=cast.participant).outcome is Outcome.ERASURE_ASKED


def test_nobody_decides_about_their_own_request_or_twice(cast: Cast):
    request = ask_erasure(by=cast.stranger).record
    assert erase(by=cast.stranger, request=request).outcome is Outcome.OWN_REQUEST
    refused = refuse_erasure(by=cast.admin, request=request, reason="档案须保存。")
    assert refused.outcome is Outcome.REFUSED
    assert erase(by=cast.admin, request=request).outcome is Outcome.DECIDED_BEFORE
    found = ErasureRequest.objects.get()
    assert (found.state, found.answer, found.decided_by) == (
        State.REFUSED,
        "档案须保存。",
        cast.admin,
    )


def test_an_administrator_and_a_liaison_in_office_stay(cast: Cast):
    request = ask_erasure(by=cast.admin).record
    other = make_person("另员", is_superuser=True)
    assert erase(by=other, request=request).outcome is Outcome.ADMINISTRATOR
    request = ask_erasure(by=cast.liaison).record
    result = erase(by=cast.admin, request=request)
    assert result.outcome is Outcome.HINDERED
    assert "昆山市图书馆" in result.message
    assert User.objects.get(pk=cast.liaison.pk).last_name == "顾"


def test_who_is_still_expected_withdraws_first(cast: Cast):
    person = cast.participant
    make_registration(make_offering(unit=cast.city, sessions=1), person)
    request = ask_erasure(by=person).record
    assert erase(by=None, request=request).outcome is Outcome.HINDERED
    for row in person.registrations.all():
        withdraw(by=person, registration=row)
    assert erase(by=None, request=request).outcome is Outcome.ERASED


def settled(scene: Scene) -> User:
    """The participant, whom nothing keeps any more."""
    person = scene.people["participant"]
    now = timezone.now()
    Session.objects.update(starts_at=now - timedelta(days=2), ends_at=now - timedelta(days=1))
    return person


def held_words(words: tuple[str, ...]) -> dict[str, list[str]]:
    """Every text column of the database that still holds one of the words."""
    found: dict[str, list[str]] = {}
    for model in apps.get_models():
        texts = [
            field.attname
            for field in model._meta.local_concrete_fields
            if isinstance(field, models.CharField | models.TextField | models.JSONField)
        ]
        for row in model._base_manager.values(*texts) if texts else []:
            for name, value in row.items():
                if any(word in str(value) for word in words):
                    found.setdefault(f"{model._meta.label}.{name}", []).append(str(value))
    return found


def test_no_table_holds_a_name_or_word_of_an_erased_person(scene: Scene):
    person = settled(scene)
    ask_erasure(by=person)
    ErasureRequest.objects.update(note="林𠮷安的请求")
    log(instance=person, action="wagtail.edit", user=person)
    AuditRow.objects.create(
        action="test.act", about=person, reason="林𠮷安病假", retain_until="2099-01-01"
    )
    IdempotencyKey.objects.create(
        owner=f"person:{person.public_id}", operation="o", key="k", body_hash="", answer="林𠮷安"
    )
    mine = EssayRevision.objects.filter(essay__author=person).values_list("text", flat=True)
    words = ("林𠮷安", person.email, *(text[:40] for text in mine))
    assert len(held_words(words)) > 5
    request = ErasureRequest.objects.get()
    assert erase(by=scene.people["administrator"], request=request).outcome is Outcome.ERASED
    assert held_words(words) == {}
    assert ModelLogEntry.objects.filter(object_id=str(person.pk)).count() == 1
    assert AuditRow.objects.get(action="test.act").reason == AuditRow.ERASED


def test_figures_are_the_same_before_and_after(scene: Scene):
    person = settled(scene)

    def figures():
        return figures_of([scene.offering])[scene.offering.pk]

    before = figures()
    assert (before.confirmed, before.hours_due > 0, before.essays.due) == (2, True, 12)
    erase(by=None, request=ask_erasure(by=person).record)
    assert figures() == before


def test_erasing_again_changes_nothing(scene: Scene):
    person = settled(scene)
    erase(by=None, request=ask_erasure(by=person).record)
    person = User.objects.get(pk=person.pk)
    before = privacy.export_all(person)
    privacy.erase_all(person)
    again = privacy.export_all(User.objects.get(pk=person.pk))
    for held in (before, again):
        held["account"][0].pop("username")
        held["account"][0].pop("name")
    assert again == before


def test_an_erased_person_does_not_come_in_any_more(scene: Scene, client):
    person = settled(scene)
    client.force_login(person)
    assert client.get("/me/").status_code == 200
    erase(by=None, request=ask_erasure(by=person).record)
    assert client.get("/me/").status_code == 302
