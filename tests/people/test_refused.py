"""A refusal about people comes back as the form that was sent, with its words and the reason."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from people import actions
from people.actions import make_token
from people.enums import Role
from people.models import Invitation, JoinRequest, Membership, Unit
from tests.factories import Cast, make_unit

pytestmark = pytest.mark.django_db
WORDS = "三月起调到新馆工作"


def comes_back(answer, reason):
    """Not sent: the words stand in their field, and above it why."""
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "data-error-summary" in page
    assert reason in page
    assert WORDS in page
    return page


def membership_of(person):
    return Membership.objects.get(user=person, until_on=None)


def act(client, cast, **sent):
    """What the liaison does to the participant's membership."""
    client.force_login(cast.liaison)
    membership = Membership.objects.filter(user=cast.participant).latest("pk")
    return client.post(reverse("unit-member", args=[membership.public_id]), sent)


def three_requests(person):
    for number in range(3):
        unit = make_unit(f"单位{number}")
        assert actions.ask_to_join(by=person, person=person, unit=unit).ok


def test_passing_somebody_on(cast: Cast, client):
    three_requests(cast.participant)
    sent = {"do": "pass-on", "unit": cast.other_unit.name, "message": WORDS}
    page = comes_back(act(client, cast, **sent), "已有三份申请")
    assert cast.other_unit.name in page
    assert JoinRequest.objects.count() == 3


def test_ending_before_the_beginning(cast: Cast, client):
    yesterday = timezone.localdate() - timedelta(days=1)
    sent = {"do": "end", "until_on": yesterday.isoformat(), "reason": WORDS}
    Membership.objects.filter(user=cast.participant).update(since_on=timezone.localdate())
    page = comes_back(act(client, cast, **sent), "不能早于")
    assert yesterday.isoformat() in page
    assert membership_of(cast.participant).until_on is None


@pytest.mark.parametrize("do", ["end", "pass-on"])
def test_what_ended_while_somebody_wrote(cast: Cast, client, do):
    over = timezone.localdate() - timedelta(days=1)
    Membership.objects.filter(user=cast.participant).update(
        since_on=over - timedelta(days=9), until_on=over
    )
    today = timezone.localdate().isoformat()
    sent = {"do": do, "until_on": today, "reason": WORDS, "unit": "昆山市", "message": WORDS}
    comes_back(act(client, cast, **sent), "现在已不能这样做")
    assert not JoinRequest.objects.exists()
    assert Membership.objects.get(user=cast.participant).until_on == over


def test_control_what_can_be_done_is_done(cast: Cast, client):
    sent = {"do": "pass-on", "unit": cast.other_unit.name, "message": WORDS}
    assert act(client, cast, **sent).status_code == 302
    assert JoinRequest.objects.get().message == WORDS
    today = timezone.localdate().isoformat()
    assert act(client, cast, do="end", until_on=today, reason=WORDS).status_code == 302
    assert act(client, cast, do="nothing of ours").status_code == 302


@pytest.mark.parametrize("gone", [False, True])
def test_asking_a_unit(cast: Cast, client, gone):
    if gone:
        Unit.objects.filter(pk=cast.other_unit.pk).update(is_active=False)
    else:
        three_requests(cast.stranger)
    client.force_login(cast.stranger)
    sent = {"do": "ask", "id": cast.other_unit.public_id, "message": WORDS}
    answer = client.post("/me/units/", sent)
    comes_back(answer, "已不存在" if gone else "已有三份申请")
    assert not JoinRequest.objects.filter(unit=cast.other_unit).exists()


def test_declining_what_somebody_else_decided(cast: Cast, client):
    asked = actions.ask_to_join(by=cast.stranger, person=cast.stranger, unit=cast.unit).record
    assert actions.confirm_request(by=None, request=asked).ok
    client.force_login(cast.liaison)
    address = reverse("join-request", args=[asked.public_id])
    comes_back(client.post(address, {"do": "decline", "reason": WORDS}), "已经处理过")
    asked.refresh_from_db()
    assert asked.reason == ""


def test_declining_twice_is_a_repetition(cast: Cast, client):
    asked = actions.ask_to_join(by=cast.stranger, person=cast.stranger, unit=cast.unit).record
    client.force_login(cast.liaison)
    address = reverse("join-request", args=[asked.public_id])
    for _ in range(2):
        assert client.post(address, {"do": "decline", "reason": WORDS}).status_code == 302


def test_putting_somebody_on_the_list_of_a_unit_that_ceased(cast: Cast, client):
    Unit.objects.filter(pk=cast.unit.pk).update(is_active=False)
    client.force_login(cast.liaison)
    address = reverse("unit-people", args=[cast.unit.public_id])
    sent = {"who": cast.participant.email, "post": WORDS, "rank": "3"}
    page = comes_back(client.post(address, sent), "已不存在")
    assert cast.participant.email in page


def test_inviting_into_a_unit_that_ceased(cast: Cast, client):
    Unit.objects.filter(pk=cast.unit.pk).update(is_active=False)
    client.force_login(cast.liaison)
    sent = {"email": "new@example.org", "limit": "1", "days": "7"}
    answer = client.post(reverse("unit-invitations", args=[cast.unit.public_id]), sent)
    page = answer.content.decode()
    assert "new@example.org" in page
    assert "已不存在" in page
    assert not Invitation.objects.exists()


def test_inviting_by_address_and_number_at_once(cast: Cast, client):
    client.force_login(cast.liaison)
    sent = {"email": "x@example.org", "phone": "13800138000", "limit": "1", "days": "7"}
    answer = client.post(reverse("unit-invitations", args=[cast.unit.public_id]), sent)
    form = answer.context["form"]
    assert form.errors["phone"] == ["邮箱和手机号请只填一项。"]
    assert form["email"].value() == "x@example.org"
    assert not Invitation.objects.exists()


def test_one_token_too_many(cast: Cast, client):
    for _ in range(10):
        assert make_token(by=cast.participant, name="甲", scope="read", days=30).ok
    client.force_login(cast.participant)
    sent = {"name": WORDS, "scope": "read", "days": "30"}
    comes_back(client.post(reverse("me-tokens"), sent), "您已有 10 个令牌")


def test_handing_over_an_office_that_was_handed_over(cast: Cast, client):
    office = Membership.objects.get(user=cast.liaison, role=Role.LIAISON)
    client.force_login(cast.admin)
    address = reverse("unit-member", args=[office.public_id])
    assert actions.hand_over_liaison(by=None, membership=office, to=cast.colleague).ok
    answer = client.post(address, {"do": "hand-over", "to": cast.participant.public_id})
    assert "现在已不能这样做" in answer.content.decode()
    assert Membership.objects.get(role=Role.LIAISON, until_on=None).user == cast.colleague
