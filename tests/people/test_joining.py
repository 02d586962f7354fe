"""Asking to join, and the liaison's pages."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from kernel.privacy import PROVIDERS
from people import actions
from people.actions.joining import liaisons_of
from people.enums import Role
from people.joining_outcomes import JoiningOutcome
from people.models import JoinRequest, Membership, Unit
from people.outcomes import PeopleOutcome
from tests.factories import Cast, make_person, make_unit

pytestmark = pytest.mark.django_db
LIST_QUERIES = 14


def client_of(person):
    """Signed in."""
    client = Client()
    client.force_login(person, "allauth.account.auth_backends.AuthenticationBackend")
    return client


def current(person):
    """Where somebody belongs today, and as what, without an end."""
    rows = Membership.objects.filter(user=person, until_on=None).order_by("pk")
    return [(row.unit, row.role) for row in rows.select_related("unit")]


def ask(person, unit, **values):
    """A request of one's own."""
    return actions.ask_to_join(by=person, person=person, unit=unit, **values)


def test_asking_and_confirming(cast: Cast):
    asked = ask(cast.stranger, cast.unit, message="采编部")
    assert asked.outcome is JoiningOutcome.ASKED
    assert cast.liaison.notices.get().subject == "远方申请加入昆山市图书馆"
    assert ask(cast.stranger, cast.unit).outcome is JoiningOutcome.ASKED_ALREADY
    done = actions.confirm_request(by=cast.liaison, request=asked.record)
    assert done.outcome is JoiningOutcome.CONFIRMED
    assert current(cast.stranger) == [(cast.unit, Role.MEMBER)]
    assert cast.stranger.notices.get().subject == "您已加入昆山市图书馆"
    again = actions.decline_request(by=cast.liaison, request=asked.record, reason="不是")
    assert again.outcome is JoiningOutcome.DECIDED_ALREADY
    assert ask(cast.stranger, cast.unit).outcome is JoiningOutcome.BELONGS_ALREADY


def test_declining_tells_the_reason(cast: Cast):
    asked = ask(cast.stranger, cast.unit).record
    actions.decline_request(by=cast.liaison, request=asked, reason="请核对单位名称")
    assert "请核对单位名称" in cast.stranger.notices.get().body
    assert current(cast.stranger) == []
    assert ask(cast.stranger, cast.unit).outcome is JoiningOutcome.ASKED


def test_three_requests_wait_at_most_and_dead_units_take_nobody(cast: Cast):
    for number in range(3):
        assert ask(cast.stranger, make_unit(f"单位{number}")).ok
    refused = ask(cast.stranger, cast.unit)
    assert refused.outcome is JoiningOutcome.TOO_MANY_REQUESTS
    actions.withdraw_request(by=cast.stranger, request=JoinRequest.objects.first())
    Unit.objects.filter(pk=cast.unit.pk).update(is_active=False)
    assert ask(cast.stranger, cast.unit).outcome is PeopleOutcome.UNIT_INACTIVE


def test_who_moves_on_leaves_the_other_unit_on_confirmation(cast: Cast):
    passed = actions.ask_to_join(
        by=cast.liaison, person=cast.participant, unit=cast.other_unit, leaving=cast.unit
    )
    assert passed.outcome is JoiningOutcome.PASSED_ON
    assert current(cast.participant) == [(cast.unit, Role.MEMBER)]
    actions.confirm_request(by=None, request=passed.record)
    assert current(cast.participant) == [(cast.other_unit, Role.MEMBER)]


@pytest.mark.parametrize("role", [Role.LIAISON, Role.DEPUTY_LIAISON, Role.ORGANISER])
def test_nobody_loses_an_office_by_being_taken_in_elsewhere(cast: Cast, role):
    Membership.objects.filter(user=cast.liaison).delete()
    asked = ask(cast.participant, cast.other_unit, leaving=cast.unit).record
    office = Membership.objects.create(user=cast.participant, unit=cast.unit, role=role)
    second = ask(cast.participant, cast.district, leaving=cast.unit)
    assert second.outcome is JoiningOutcome.OFFICE_HELD_THERE, "told before anybody waits for it"
    refused = actions.confirm_request(by=None, request=asked)
    assert refused.outcome is JoiningOutcome.OFFICE_HELD_THERE
    assert "昆山市图书馆" in str(refused.message)
    assert current(cast.participant) == [(cast.unit, Role.MEMBER), (cast.unit, role)]
    asked.refresh_from_db()
    assert asked.state == JoinRequest.State.PENDING
    yesterday = timezone.localdate() - timedelta(1)
    Membership.objects.filter(pk=office.pk).update(since_on=yesterday, until_on=yesterday)
    assert actions.confirm_request(by=None, request=asked).outcome is JoiningOutcome.CONFIRMED


def test_a_unit_without_a_liaison_asks_the_next_one_above(cast: Cast):
    assert liaisons_of(cast.unit) == [cast.liaison]
    assert liaisons_of(cast.other_unit) == [cast.district_organiser]
    assert liaisons_of(make_unit("别处")) == []


def test_the_list_has_the_units_own_people_in_the_official_order(cast: Cast):
    Membership.objects.filter(user=cast.colleague).update(rank=1)
    page = client_of(cast.liaison).get(f"/unit/{cast.unit.public_id}/people/")
    shown = [row.user for row in page.context["people"]]
    assert shown == [cast.colleague, cast.participant, cast.liaison]
    found = client_of(cast.liaison).get(f"/unit/{cast.unit.public_id}/people/?q=lin")
    assert [row.user for row in found.context["people"]] == [cast.participant]


def test_the_list_costs_as_much_for_three_as_for_one(cast: Cast, django_assert_num_queries):
    client, path = client_of(cast.liaison), f"/unit/{cast.unit.public_id}/people/?show=members"
    client.get(path)
    Membership.objects.filter(user=cast.colleague).delete()
    with django_assert_num_queries(LIST_QUERIES):
        assert len(client.get(path).context["people"]) == 1
    for name in ("丁一", "王二"):
        make_person(name, cast.unit)
    with django_assert_num_queries(LIST_QUERIES):
        assert len(client.get(path).context["people"]) == 3


def test_nobody_keeps_the_people_of_the_unit_beside(cast: Cast):
    client = client_of(cast.liaison)
    beside = cast.other_unit.public_id
    assert client.get(f"/unit/{beside}/people/").status_code == 403
    assert client.get(f"/unit/{beside}/invitations/").status_code == 403
    asked = ask(cast.stranger, cast.other_unit).record
    assert client.post(f"/unit/requests/{asked.public_id}/", {"do": "confirm"}).status_code == 403
    teacher = make_person("孟昭", cast.other_unit)
    own = Membership.objects.get(user=teacher)
    assert client.post(f"/unit/members/{own.public_id}/", {"do": "end"}).status_code == 403


def test_a_deputy_ends_members_and_no_offices(cast: Cast):
    deputy = make_person("沈副", cast.unit, Role.DEPUTY_LIAISON)
    client, today = client_of(deputy), timezone.localdate().isoformat()
    for person, ended in ((cast.participant, True), (cast.liaison, False)):
        own = Membership.objects.get(user=person)
        client.post(f"/unit/members/{own.public_id}/", {"do": "end", "until_on": today})
        own.refresh_from_db()
        assert (own.until_on is not None) is ended


def test_a_coordinator_looks_and_changes_nothing(cast: Cast):
    client = client_of(make_person("班主任", cast.unit, Role.COORDINATOR))
    path = f"/unit/{cast.unit.public_id}/people/"
    page = client.get(path)
    assert page.status_code == 200
    assert not page.context["keeps"]
    assert client.post(path, {"who": cast.stranger.email, "rank": "0"}).status_code == 403


def test_personal_data_of_joining_is_shown_and_emptied(cast: Cast):
    asked = ask(cast.stranger, cast.unit, message="我在采编部").record
    made = actions.invite(by=cast.liaison, unit=cast.unit, days=7, email=cast.stranger.email).record
    provider = PROVIDERS["people"]
    assert provider.export(cast.stranger)["join_requests"][0]["message"] == "我在采编部"
    provider.erase(cast.stranger)
    asked.refresh_from_db()
    made.refresh_from_db()
    assert (asked.message, asked.state) == ("", JoinRequest.State.WITHDRAWN)
    assert made.email == ""
    assert made.revoked_at is not None


def test_a_liaison_hands_the_own_office_over(cast: Cast):
    office = Membership.objects.get(user=cast.liaison)
    client, path = client_of(cast.liaison), f"/unit/members/{office.public_id}/"
    others = client.post(path, {"do": "hand-over", "to": cast.stranger.public_id})
    assert list(others.context["hand_over"].errors) == ["to"]  # none of the unit's people
    answer = client.post(path, {"do": "hand-over", "to": cast.colleague.public_id})
    assert (answer.status_code, answer["Location"]) == (302, "/me/units/")
    assert current(cast.colleague) == [(cast.unit, Role.MEMBER), (cast.unit, Role.LIAISON)]
    assert client.get(f"/unit/{cast.unit.public_id}/people/").status_code == 403


def test_the_last_day_is_filled_in_with_today_as_browsers_read_it(client: Client, cast: Cast):
    client.force_login(cast.liaison)
    row = Membership.objects.get(user=cast.participant)
    page = client.get(f"/unit/members/{row.public_id}/").content.decode()
    assert f'type="date" name="until_on" value="{timezone.localdate():%Y-%m-%d}"' in page


def test_who_asks_anew_is_read_by_what_was_written_last(cast: Cast):
    first = ask(cast.stranger, cast.unit, message="采编部").record
    anew = ask(cast.stranger, cast.unit, message="调到阅览部了")
    assert anew.outcome is JoiningOutcome.ASKED_ANEW
    [waiting] = JoinRequest.objects.pending()
    assert (waiting, waiting.message) == (anew.record, "调到阅览部了")
    told = [notice.body for notice in cast.liaison.notices.order_by("pk")]
    assert ["采编部" in told[0], "调到阅览部了" in told[1]] == [True, True]
    assert ask(cast.stranger, cast.unit).outcome is JoiningOutcome.ASKED_ALREADY, "says no less"
    client = client_of(cast.liaison)
    old = f"/unit/requests/{first.public_id}/"
    page = client.get(old, follow=True)
    assert page.redirect_chain == [(f"/unit/requests/{waiting.public_id}/", 302)]
    assert "调到阅览部了" in page.content.decode()
    for sent in ({"do": "confirm"}, {"do": "decline", "reason": "没有采编部的人"}):
        page = client.post(old, sent)  # a page that was open meanwhile
        assert page.status_code == 409
        assert "重新提交了申请" in page.content.decode()
        assert sent.get("reason", "") in page.content.decode()
        assert f'action="/unit/requests/{waiting.public_id}/"' in page.content.decode()
    assert current(cast.stranger) == []
    actions.confirm_request(by=cast.liaison, request=waiting)
    assert client.get(old).status_code == 200, "of several that ended each shows its own"


def test_three_waiting_requests_do_not_keep_one_from_being_asked_anew(cast: Cast):
    units = [make_unit(f"单位{number}") for number in range(3)]
    for unit in units:
        ask(cast.stranger, unit)
    assert ask(cast.stranger, units[0], message="急").outcome is JoiningOutcome.ASKED_ANEW
    assert JoinRequest.objects.pending().count() == 3


def test_the_form_begins_with_what_waits(cast: Cast):
    ask(cast.participant, cast.other_unit, leaving=cast.unit, message="教务处")
    client = client_of(cast.participant)
    page = client.get(f"/me/units/?unit={cast.other_unit.public_id}").content.decode()
    assert 'value="教务处"' in page
    assert f'value="{cast.unit.public_id}" selected' in page
    sent = {"do": "ask", "id": cast.other_unit.public_id, "message": "教务处，九月起"}
    answer = client.post("/me/units/", sent, follow=True)
    assert "替代先前的一份" in answer.content.decode()
    assert "教务处，九月起" in answer.content.decode()
    assert JoinRequest.objects.pending().get().leaving is None
