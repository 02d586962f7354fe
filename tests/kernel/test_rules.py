"""Deny by default; roles reach down, never sideways or up."""

import sys

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import get_resolver

from kernel.middleware import DenyByDefaultMiddleware
from kernel.rules import Forbidden, Rule, public, signed_in, states
from people.enums import Role
from people.rules import has_role, reaches, see_unit
from tests.factories import Cast


def view(request):  # type: ignore[no-untyped-def]
    """A view that states nothing."""
    return HttpResponse("in")


def ask(one, person=None):  # type: ignore[no-untyped-def]
    """What the middleware decides about `one` for `person`; None lets it run."""
    request = RequestFactory().get("/somewhere/")
    request.user = person or AnonymousUser()
    return DenyByDefaultMiddleware(lambda request: HttpResponse()).process_view(
        request, one, (), {}
    )


def test_a_view_without_a_rule_is_refused() -> None:
    with pytest.raises(ImproperlyConfigured, match="states no rule"):
        ask(view)


def test_a_public_view_is_open() -> None:
    assert ask(states(public)(lambda request: None)) is None


def test_the_anonymous_is_sent_to_sign_in_and_back() -> None:
    answer = ask(states(signed_in)(lambda request: None))
    assert answer.status_code == 302
    assert answer["Location"] == "/accounts/login/?next=/somewhere/"


@pytest.mark.django_db
def test_a_refusal_says_why_and_who_can_help(cast: Cast) -> None:
    rule = Rule("never", "不行", test=lambda person, record: False, who_can_help="问组织者")
    with pytest.raises(Forbidden) as refusal:
        ask(states(rule)(lambda request: None), cast.participant)
    assert (refusal.value.reason, refusal.value.who_can_help) == ("不行", "问组织者")


@pytest.mark.django_db
def test_a_role_reaches_its_unit_and_below_only(cast: Cast) -> None:
    assert reaches(cast.organiser, cast.unit, Role.ORGANISER)
    assert reaches(cast.district_organiser, cast.unit, Role.ORGANISER)
    assert not reaches(cast.district_organiser, cast.city, Role.ORGANISER)
    assert not reaches(cast.liaison, cast.other_unit, Role.LIAISON)
    assert not has_role(cast.participant, Role.ORGANISER)
    assert reaches(cast.admin, cast.city, Role.ORGANISER)


@pytest.mark.django_db
def test_a_list_shows_what_the_predicate_allows(cast: Cast) -> None:
    for person in (cast.organiser, cast.district_organiser, cast.liaison, cast.participant):
        listed = set(see_unit.visible(person))
        for unit in (cast.city, cast.district, cast.unit, cast.other_unit):
            assert (unit in listed) is see_unit.allows(person, unit), (person, unit)


# What belongs to one person alone, and what asks for no more than to be somebody: nobody grants it.
# (So do the back office's lists of venues, speakers and the like.)
OWN = {
    "attendance.own_desks",
    "attendance.own_leave",
    "attendance.own_mark",
    "essays.start_essay",
    "people.join_units",
    "people.own_devices",
    "people.own_language",
    "people.own_tokens",
    "portal.own_copy",
    "portal.own_page",
    "registration.own_registration",
    "signed_in",
}


def test_every_refusal_says_who_could_grant_what_is_missing() -> None:
    assert get_resolver().url_patterns, "every room and its rules are imported by now"
    rooms = {room.partition(".")[0] for room in settings.ROOMS}
    rules = [
        rule
        for name, module in list(sys.modules.items())
        if name.partition(".")[0] in rooms
        for rule in vars(module).values()
        if isinstance(rule, Rule) and not rule.anonymous
    ]
    assert len({rule.name for rule in rules}) > 50
    silent = {rule.name for rule in rules if not rule.who_can_help}
    assert {name for name in silent if not name.startswith("events.look_up_")} == OWN
