"""Whoever's role somebody else changes is told, and an office goes to one of the unit's people."""

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from notices.enums import Kind
from notices.models import Notice
from people import actions
from people.enums import Role
from people.models import Membership, User
from people.outcomes import PeopleOutcome
from tests.factories import Cast

pytestmark = pytest.mark.django_db


def told(person: User) -> list[tuple[str, str]]:
    """Kind and subject of what a person was told, in the order in which it came."""
    return list(
        Notice.objects.filter(recipient=person).order_by("pk").values_list("kind", "subject")
    )


def test_whoever_gets_a_role_and_loses_it_is_told(cast: Cast) -> None:
    give = {"by": cast.organiser, "person": cast.stranger, "unit": cast.unit}
    member = actions.add_member(**give)
    office = actions.add_member(**give, role=Role.REVIEWER)
    actions.end_membership(by=cast.organiser, membership=office.record, reason="此事不外传")
    actions.transfer(by=cast.organiser, membership=member.record, unit=cast.other_unit)
    assert told(cast.stranger) == [
        (Kind.JOINED, "您已加入昆山市图书馆"),
        (Kind.ROLE_CHANGED, "您现在是昆山市图书馆的评审"),
        (Kind.ROLE_CHANGED, "您在昆山市图书馆的身份终止"),
        (Kind.ROLE_CHANGED, "您已加入昆山市第一中学"),
    ]
    bodies = Notice.objects.filter(recipient=cast.stranger).values_list("body", flat=True)
    assert "此事不外传" not in "".join(bodies)


def test_nobody_is_told_what_they_did_themselves(cast: Cast) -> None:
    membership = Membership.objects.get(user=cast.participant)
    actions.end_membership(by=cast.participant, membership=membership)
    assert told(cast.participant) == []


def test_both_liaisons_are_told_of_a_hand_over(cast: Cast) -> None:
    office = Membership.objects.get(user=cast.liaison)
    actions.hand_over_liaison(by=cast.organiser, membership=office, to=cast.colleague)
    (handed,), (taken,) = told(cast.liaison), told(cast.colleague)
    assert handed == (Kind.ROLE_CHANGED, f"{cast.colleague.name}现在是昆山市图书馆的联络员")
    assert taken == (Kind.ROLE_CHANGED, "您现在是昆山市图书馆的联络员")


def test_who_hands_over_hears_no_echo(cast: Cast) -> None:
    office = Membership.objects.get(user=cast.liaison)
    actions.hand_over_liaison(by=cast.liaison, membership=office, to=cast.colleague)
    assert told(cast.liaison) == []
    assert len(told(cast.colleague)) == 1


def test_the_office_goes_to_one_of_the_units_people(cast: Cast) -> None:
    office = Membership.objects.get(user=cast.liaison)
    outside = actions.hand_over_liaison(by=None, membership=office, to=cast.stranger)
    assert outside.outcome is PeopleOutcome.NOT_OF_THE_UNIT
    assert cast.stranger.name in outside.message
    User.objects.filter(pk=cast.colleague.pk).update(is_active=False)
    closed = actions.hand_over_liaison(by=None, membership=office, to=cast.colleague)
    assert closed.outcome is PeopleOutcome.ACCOUNT_CLOSED
    office.refresh_from_db()
    assert (office.role, office.until_on) == (Role.LIAISON, None)


def test_what_begins_later_is_not_said_to_hold_now(cast: Cast) -> None:
    later = {"by": cast.organiser, "since_on": timezone.localdate() + timedelta(days=40)}
    member = actions.add_member(person=cast.stranger, unit=cast.unit, **later)
    actions.add_member(person=cast.stranger, unit=cast.unit, role=Role.REVIEWER, **later)
    held = Membership.objects.get(user=cast.participant)
    actions.transfer(membership=held, unit=cast.other_unit, **later)
    subjects = [subject for _kind, subject in told(cast.stranger) + told(cast.participant)]
    assert member.record.since_on == later["since_on"]
    assert len(subjects) == 3
    for subject in subjects:
        assert subject.startswith("自")
        assert "起，您是" in subject


def test_a_notice_leads_to_the_pages_in_its_readers_language(cast: Cast) -> None:
    with translation.override("en"):  # as those read who act
        member = {"by": cast.organiser, "person": cast.stranger, "unit": cast.unit}
        actions.add_member(**member, role=Role.REVIEWER)
        asked = actions.ask_to_join(by=cast.stranger, person=cast.stranger, unit=cast.other_unit)
        actions.decline_request(by=cast.organiser, request=asked.record, reason="请先联系人事科")
    paths = Notice.objects.values_list("path", flat=True)
    assert set(paths) == {"/me/units/", f"/unit/requests/{asked.record.public_id}/"}
