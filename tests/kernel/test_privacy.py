"""Every room's answer about a person: shown whole, moved on merging, emptied on erasing."""

import pytest

from kernel import privacy
from notices.delivery import notify
from notices.enums import Kind
from notices.models import Notice
from people.models import User
from tests.factories import Cast, make_offering, make_registration

pytestmark = pytest.mark.django_db


def test_what_is_held_about_a_person_is_shown_whole(cast: Cast) -> None:
    make_registration(make_offering(unit=cast.city), cast.participant)
    sections = privacy.export_all(cast.participant)
    assert sections["account"][0]["name"] == "林𠮷安"
    assert len(sections["registrations"]) == 1
    assert privacy.export_all(cast.stranger)["registrations"] == []


def test_merging_moves_what_a_duplicate_owns(cast: Cast) -> None:
    row = make_registration(make_offering(unit=cast.city), cast.colleague)
    for provider in privacy.PROVIDERS.values():
        provider.merge(cast.participant, cast.colleague)
    row.refresh_from_db()
    assert row.person == cast.participant


def test_erasing_empties_the_person_and_keeps_the_record(cast: Cast) -> None:
    row = make_registration(make_offering(unit=cast.city), cast.participant)
    Notice.objects.create(
        recipient=cast.participant, kind=Kind.CONFIRMED, key="k", subject="林𠮷安", body="林𠮷安"
    )
    for provider in privacy.PROVIDERS.values():
        provider.erase(cast.participant)
    person = User.objects.get(pk=cast.participant.pk)
    assert (person.last_name, person.email, person.is_active) == ("", None, False)
    assert "林" not in person.name_key
    assert not person.has_usable_password()
    assert Notice.objects.get().body == ""
    row.refresh_from_db()
    assert row.person == person


def test_a_notice_key_is_one_notice(cast: Cast) -> None:
    context = {"offering": make_offering(unit=cast.city), "title": "沙龙"}
    for _ in range(2):
        notify(person=cast.participant, kind=Kind.CONFIRMED, key="once", context=context)
    assert Notice.objects.filter(recipient=cast.participant).count() == 1
