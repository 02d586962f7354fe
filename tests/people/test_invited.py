"""Invitations into a unit."""

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.utils import timezone

from people import actions
from people.joining_outcomes import JoiningOutcome
from people.models import Invitation
from tests.factories import Cast, make_person
from tests.people.test_joining import client_of, current

pytestmark = pytest.mark.django_db


def test_an_open_invitation_lets_in_as_many_as_it_says(cast: Cast):
    made = actions.invite(by=cast.liaison, unit=cast.unit, days=7, limit=2).record
    people = [make_person() for _ in range(3)]
    outcomes = [actions.accept_invitation(by=one, invitation=made).outcome for one in people]
    assert outcomes == [
        *(JoiningOutcome.JOINED, JoiningOutcome.JOINED, JoiningOutcome.INVITATION_OVER)
    ]
    again = actions.accept_invitation(by=people[0], invitation=made)
    assert again.outcome is JoiningOutcome.BELONGS_ALREADY
    made.refresh_from_db()
    assert made.used == 2


def test_an_invitation_for_one_address_needs_its_proof(cast: Cast):
    made = actions.invite(by=cast.liaison, unit=cast.unit, days=7, email=cast.stranger.email)
    accept = {"by": cast.stranger, "invitation": made.record}
    assert actions.accept_invitation(**accept).outcome is JoiningOutcome.FOR_ANOTHER
    address = EmailAddress.objects.create(user=cast.stranger, email=cast.stranger.email)
    assert actions.accept_invitation(**accept).outcome is JoiningOutcome.FOR_ANOTHER
    EmailAddress.objects.filter(pk=address.pk).update(verified=True)
    assert actions.accept_invitation(**accept).outcome is JoiningOutcome.JOINED


@pytest.mark.parametrize("ends", ["late", "revoked"])
def test_an_invitation_that_ended_lets_nobody_in(cast: Cast, ends):
    made = actions.invite(by=cast.liaison, unit=cast.unit, days=7).record
    if ends == "late":
        Invitation.objects.filter(pk=made.pk).update(expires_at=timezone.now() - timedelta(1))
    else:
        actions.revoke_invitation(by=cast.liaison, invitation=made)
    over = actions.accept_invitation(by=cast.stranger, invitation=made)
    assert over.outcome is JoiningOutcome.INVITATION_OVER
    assert current(cast.stranger) == []


def test_a_link_cut_short_says_what_to_do(cast: Cast):
    made = actions.invite(by=cast.liaison, unit=cast.unit, days=7)
    page = client_of(cast.stranger).get(f"/join/{made.details['secret'][:-3]}/")
    assert page.status_code == 404
    assert "链接可能不完整" in page.content.decode()


def test_another_account_signs_in_and_comes_back(cast: Cast):
    made = actions.invite(by=cast.liaison, unit=cast.unit, days=7, email="x@example.org")
    path = f"/join/{made.details['secret']}/"
    client = client_of(cast.stranger)
    page = client.get(path).content.decode()
    assert f"您现在登录的账号是：{cast.stranger.name}" in page
    [leave] = re.findall(r'href="(/accounts/logout/[^"]+)"', page)
    question = client.get(leave).content.decode()
    assert f'value="{path}"' in question
    answer = client.post("/accounts/logout/", {"next": path}, follow=True)
    assert answer.redirect_chain[-1][0] == f"/accounts/login/?next={path}"
    text = answer.content.decode()
    assert "您受邀加入一个单位" in text
    assert "您受邀加入一个单位" in client.get(f"/accounts/signup/?next={path}").content.decode()
    assert "您受邀" not in client.get("/accounts/login/?next=/me/").content.decode()


def test_only_a_digest_of_the_secret_is_kept(cast: Cast):
    made = actions.invite(by=cast.liaison, unit=cast.unit, days=7)
    secret = made.details["secret"]
    assert secret not in str(Invitation.objects.filter(pk=made.record.pk).values().get())
    assert secret not in str(made.details["changes"])


@pytest.mark.parametrize("ends", ["late", "used"])
def test_nobody_signs_up_in_vain_for_an_invitation_that_is_over(cast: Cast, ends):
    made = actions.invite(by=cast.liaison, unit=cast.unit, days=7)
    path = f"/join/{made.details['secret']}/"
    opened = Client().get(path)
    assert opened["Location"] == f"/accounts/login/?next={path}"
    if ends == "late":
        Invitation.objects.filter(pk=made.record.pk).update(expires_at=timezone.now())
    else:
        actions.accept_invitation(by=cast.stranger, invitation=made.record)
    page = Client().get(path)
    assert page.status_code == 200
    assert "这份邀请已失效" in page.content.decode()
    assert cast.liaison.name not in page.content.decode()
    assert Client().post(path).status_code == 200
    made.record.refresh_from_db()
    assert made.record.used == (ends == "used")


def test_who_comes_in_by_an_invitation_goes_on_to_the_own_page(cast: Cast):
    made = actions.invite(by=cast.liaison, unit=cast.unit, days=7, limit=2)
    path, client = f"/join/{made.details['secret']}/", client_of(cast.stranger)
    assert Client().post(path)["Location"] == f"/accounts/login/?next={path}"
    assert client.post(path)["Location"] == "/me/"
    assert client.post(path)["Location"] == "/me/units/"
    made.record.refresh_from_db()
    assert made.record.used == 1
