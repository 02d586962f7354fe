"""What only let somebody in goes in time; what still lets somebody in stays."""

from datetime import timedelta

import pytest
from django.utils import timezone

from kernel import retention
from people.models import ActivationCode, Invitation, JoinRequest
from tests.factories import Cast

pytestmark = pytest.mark.django_db


def ago(days: int):
    """An instant so many days back; ahead where negative."""
    return timezone.now() - timedelta(days=days)


def night(name: str) -> None:
    """What the nightly run does with a kind."""
    retention.forget(by=None, kind=retention.KINDS[name], limit=100)


def test_invitations_go_when_they_have_let_nobody_in_for_long(cast: Cast) -> None:
    def invite(digest: str, **values: object) -> Invitation:
        usual = {"made_at": ago(400), "expires_at": ago(-9), "email": "a@example.org"}
        return Invitation.objects.create(
            unit=cast.unit, made_by=cast.liaison, digest=digest, **(usual | values)
        )

    invite("over", expires_at=ago(390))
    invite("revoked", revoked_at=ago(390))
    invite("used", used=1)
    kept = {invite("open"), invite("young", made_at=ago(20), expires_at=ago(13))}
    night("people.invitations")
    assert set(Invitation.objects.all()) == kept


def test_codes_go_when_they_open_nothing(cast: Cast) -> None:
    def issue(code_hash: str, **values: object) -> ActivationCode:
        usual = {"issued_at": ago(400), "expires_at": ago(-9)}
        person = cast.participant if code_hash != "young" else cast.colleague
        return ActivationCode.objects.create(person=person, code_hash=code_hash, **(usual | values))

    issue("used", used_at=ago(390))
    issue("revoked", revoked_at=ago(390))
    kept = {issue("open"), issue("young", issued_at=ago(20), expires_at=ago(6))}
    night("people.codes")
    assert set(ActivationCode.objects.all()) == kept


def test_requests_go_long_after_they_were_decided(cast: Cast) -> None:
    def ask(days: int, state: str = JoinRequest.State.DECLINED) -> JoinRequest:
        waits = state == JoinRequest.State.PENDING
        return JoinRequest.objects.create(
            person=cast.stranger,
            unit=cast.unit,
            asked_by=cast.stranger,
            message="我在采编部工作。",
            state=state,
            asked_at=ago(days),
            decided_at=None if waits else ago(days),
            decided_by=None if waits else cast.liaison,
        )

    ask(800)
    kept = {ask(20), ask(800, JoinRequest.State.PENDING)}
    night("people.requests")
    assert set(JoinRequest.objects.all()) == kept
