"""What becomes of an account that is merged into another, or whose owner is erased."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.test import Client
from django.utils import timezone

from notices.delivery import notify
from notices.enums import Channel, Kind
from notices.models import Delivery, Notice
from people.actions import ask_to_join
from people.enums import Role
from people.models import Membership, User
from people.personal import PROVIDER
from tests.factories import Cast, make_person

pytestmark = pytest.mark.django_db


def test_a_membership_younger_than_the_account_ends_today_and_not_before_it_began(cast: Cast):
    today = timezone.localdate()
    old = timezone.now() - timedelta(days=400)
    person = make_person("赵旧", date_joined=old)
    for role, days in ((Role.MEMBER, -10), (Role.REVIEWER, 5)):
        since_on = today + timedelta(days=days)
        Membership.objects.create(user=person, unit=cast.city, role=role, since_on=since_on)
    PROVIDER.erase(person)
    ends = dict(person.memberships.values_list("role", "until_on"))
    assert ends == {Role.MEMBER: today, Role.REVIEWER: today + timedelta(days=5)}


def test_erasing_empties_what_sign_in_keeps(cast: Cast, client: Client):
    person, address = cast.participant, cast.participant.email
    client.force_login(person)
    key = client.session.session_key
    EmailAddress.objects.create(user=person, email=address, verified=True, primary=True)
    Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={})
    UserSession.objects.create(user=person, ip="127.0.0.1", session_key=key, user_agent="x")
    PROVIDER.erase(person)
    for model in (EmailAddress, Authenticator, UserSession):
        assert not model.objects.filter(user=person).exists()
    assert not client.session.exists(key)
    assert not Membership.objects.filter(user=person, until_on=None).exists()
    assert not User.objects.filter(email=address).exists()


def test_what_somebody_wrote_to_a_liaison_goes_with_them(cast: Cast):
    typed = "我刚调来。\r\n住在观前街。"
    ask_to_join(by=cast.stranger, person=cast.stranger, unit=cast.unit, message=typed)
    ask_to_join(by=cast.colleague, person=cast.colleague, unit=cast.other_unit, message="我也来。")
    told = Notice.objects.filter(recipient=cast.liaison, kind="join_asked")
    asked = told.get()
    assert "我刚调来。\n住在观前街。" in asked.body
    collected = {"count": 1, "notices": asked.body}
    carrier = notify(person=cast.liaison, kind=Kind.DIGEST, key="早", context=collected)
    Delivery.objects.create(notice=asked, channel=Channel.MAIL, carrier=carrier)
    PROVIDER.erase(cast.stranger)
    for notice in Notice.objects.filter(recipient=cast.liaison):
        assert "观前街" not in notice.body
        assert "[已删除]" in notice.body


def test_words_that_come_to_nothing_take_nothing_out(cast: Cast):
    ask_to_join(by=cast.stranger, person=cast.stranger, unit=cast.unit, message="\u200e")
    told = Notice.objects.filter(kind="join_asked")
    before = told.get().body
    PROVIDER.erase(cast.stranger)
    assert told.get().body == before
