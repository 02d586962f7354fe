"""Nominating: a ranked list whose first hold the unit's places; admission; handing over."""

from datetime import timedelta

import pytest
from django.utils import timezone

from events.actions import post_places
from kernel.models import AuditRow
from notices.models import Notice
from people.enums import Role
from registration.actions import decline, nomination, promote, register, withdraw
from registration.actions.quota import Grant, grant_places, return_places
from registration.enums import RegistrationState as State
from registration.models import Registration
from tests.factories import make_offering, make_person, make_registration, make_session, make_unit
from tests.registration.nominating import nominate, ranking, row_of, used


@pytest.fixture
def offering(cast):
    """Units nominate; the library has two places, four are general."""
    made = make_offering(unit=cast.city, capacity=4, admits_nominated=True, admits_self=False)
    grant_places(by=cast.organiser, offering=made, grants=[Grant(cast.unit, 2)])
    Notice.objects.all().delete()
    return made


@pytest.fixture
def people(cast):
    """Three people of the library, beside its participant."""
    return [make_person(name, cast.unit) for name in ("甲一", "乙二", "丙三")]


def test_the_first_hold_the_places_the_others_are_reserves(cast, offering, people):
    results = [nominate(cast, offering, person) for person in people]
    assert [result.outcome.code for result in results] == ["nominated", "nominated", "reserved"]
    assert ranking(offering) == [("甲一", True), ("乙二", True), ("丙三", False)]
    assert used(cast) == 2
    assert [n.recipient.name for n in Notice.objects.order_by("pk")] == ["甲一", "乙二", "丙三"]
    row = row_of(people[0])
    assert (row.via, row.unit, row.nominated_unit, row.nominated_by, row.rank) == (
        "nomination", cast.unit, cast.unit, cast.liaison, 1,
    )  # fmt: skip
    assert AuditRow.objects.filter(action="registration.nominate").count() == 3


def test_places_follow_the_ranking(cast, offering, people):
    for person in people:
        nominate(cast, offering, person)
    result = nomination.rank_nomination(by=cast.liaison, registration=row_of(people[2]), place=1)
    assert (result.outcome.code, result.details["rank"]) == ("ranked", 1)
    assert ranking(offering) == [("丙三", True), ("甲一", True), ("乙二", False)]
    assert used(cast) == 2
    same = nomination.rank_nomination(by=cast.liaison, registration=row_of(people[2]), place=0)
    assert same.outcome.code == "rank_unchanged"


def test_whoever_declines_says_why_and_the_next_moves_up(cast, offering, people):
    for person in people:
        nominate(cast, offering, person)
    row = row_of(people[0])
    assert decline_by(row, " ").outcome.code == "reason_missing"
    assert decline_by(row, "出差").outcome.code == "declined"
    assert ranking(offering) == [("乙二", True), ("丙三", True)]
    notice = Notice.objects.get(kind="nominee_declined")
    assert notice.recipient == cast.liaison
    assert "出差" in notice.body
    assert decline_by(row, "出差").outcome.code == "not_nominated"


def decline_by(row, reason):
    return nomination.decline_nomination(by=row.person, registration=row, reason=reason)


def test_a_withdrawn_nomination_can_be_made_again(cast, offering, people):
    make_registration(offering, people[0], State.WITHDRAWN, is_late=True)
    nominate(cast, offering, people[0])
    assert not row_of(people[0]).is_late, "that was another way in"
    ended = nomination.withdraw_nomination(by=cast.liaison, registration=row_of(people[0]))
    assert ended.outcome.code == "withdrawn"
    assert (used(cast), row_of(people[0]).state) == (0, State.WITHDRAWN)
    assert Notice.objects.filter(kind="nomination_ended", recipient=people[0]).count() == 1
    assert nominate(cast, offering, people[0]).outcome.code == "nominated"
    assert nominate(cast, offering, people[0]).outcome.code == "nominated_already"


@pytest.mark.parametrize("leaving", ["withdraw", "organiser"])
def test_any_way_out_lets_the_next_reserve_move_up(cast, offering, people, leaving):
    for person in people:
        nominate(cast, offering, person)
    row = row_of(people[0])
    if leaving == "withdraw":
        withdraw(by=row.person, registration=row)
    else:
        decline(by=cast.organiser, registration=row, reason="名额有限")
    assert ranking(offering) == [("乙二", True), ("丙三", True)]


def test_granted_places_go_to_the_reserves_first(cast, offering, people):
    for person in people:
        nominate(cast, offering, person)
    post_places(by=cast.organiser, offering=offering, delta=1, unit=cast.unit)
    assert ranking(offering) == [("甲一", True), ("乙二", True), ("丙三", True)]
    assert used(cast) == 3


def test_a_place_that_is_held_cannot_be_returned(cast, offering, people):
    nominate(cast, offering, people[0])
    nominate(cast, offering, people[1])
    result = return_places(by=cast.liaison, offering=offering, unit=cast.unit, number=1)
    assert result.outcome.code == "too_few_left"


def test_units_below_share_the_places_above_them(cast, people):
    offering = make_offering(unit=cast.city, capacity=0, admits_nominated=True)
    grant_places(by=cast.organiser, offering=offering, grants=[Grant(cast.district, 2)])
    other = make_person("他人", cast.other_unit)
    assert nominate(cast, offering, people[0]).outcome.code == "nominated"
    assert nominate(cast, offering, other, cast.other_unit).outcome.code == "nominated"
    assert nominate(cast, offering, people[1]).outcome.code == "reserved"
    # The other unit's place is not taken from it, however the library ranks its people.
    nomination.rank_nomination(by=cast.liaison, registration=row_of(people[1]), place=1)
    held = Registration.objects.exclude(pool=None).values_list("person__last_name", flat=True)
    assert sorted(held) == ["乙", "他"]


def test_who_cannot_be_nominated(cast, offering):
    stranger = make_person("外人", cast.other_unit)
    assert nominate(cast, offering, stranger).outcome.code == "not_of_unit"
    removed = make_person("前人", cast.unit)
    make_registration(offering, removed, State.REMOVED)
    assert nominate(cast, offering, removed).outcome.code == "decided_already"
    confirmed = make_person("有人", cast.unit)
    make_registration(offering, confirmed)
    result = nominate(cast, offering, confirmed)
    assert (result.outcome.code, result.details["state"]) == ("registered_already", "已确认")


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"admits_nominated": False}, "not_admitting"),
        ({"state": "paused"}, "paused"),
        ({"state": "cancelled"}, "over"),
        ({"opens_at": timezone.now() + timedelta(days=1)}, "not_open_yet"),
        ({"closes_at": timezone.now() - timedelta(hours=1)}, "closed"),
    ],
)
def test_when_nobody_can_be_nominated(cast, offering, fields, code):
    offering.admits_self = True
    for name, value in fields.items():
        setattr(offering, name, value)
    offering.save()
    assert nominate(cast, offering, cast.participant).outcome.code == code
    assert not Registration.objects.exists()


def test_a_list_is_nominated_whole_or_not_at_all(cast, offering, people):
    many = {"by": cast.liaison, "offering": offering, "unit": cast.unit}
    outsider = make_person("外人", cast.other_unit)
    result = nomination.nominate_many(**many, people=[*people, outsider])
    assert result.outcome.code == "not_of_unit"
    assert ranking(offering) == []
    result = nomination.nominate_many(**many, people=people)
    assert (result.outcome.code, result.details["seated"]) == ("nominated_many", 2)
    again = nomination.nominate_many(**many, people=[*people, cast.participant])
    assert again.details["number"] == 1
    assert [name for name, _seat in ranking(offering)] == ["甲一", "乙二", "丙三", "林𠮷安"]


def admit(cast, offering, *people):
    rows = Registration.objects.filter(person__in=people)
    return nomination.admit_nominees(by=cast.organiser, offering=offering, registrations=rows)


def test_admission_goes_down_the_ranking(cast, offering, people):
    for person in people:
        nominate(cast, offering, person)
    post_places(by=cast.organiser, offering=offering, delta=-4)
    result = admit(cast, offering, *people)
    assert (result.outcome.code, result.details["number"], result.details["left_out"]) == (
        "admitted", 2, 1,
    )  # fmt: skip
    assert [row_of(person).state for person in people] == ["confirmed", "confirmed", "nominated"]
    assert used(cast) == 2
    notices = Notice.objects.filter(kind="admitted").values_list("recipient__last_name", flat=True)
    assert sorted(notices) == ["乙", "甲"]
    told = Notice.objects.get(kind="nominees_decided")
    assert (told.recipient, "甲一\n乙二" in told.body) == (cast.liaison, True)
    assert admit(cast, offering, people[2]).outcome.code == "nobody_admitted"
    assert admit(cast, offering, people[0]).outcome.code == "nobody_chosen"


def test_reserves_draw_on_general_places_each_units_first_before_anybodys_second(cast, people):
    offering = make_offering(unit=cast.city, capacity=3, admits_nominated=True)
    others = [make_person(name, cast.other_unit) for name in ("丁四", "戊五")]
    for person in people:
        nominate(cast, offering, person)
    for person in others:
        nominate(cast, offering, person, cast.other_unit)
    assert admit(cast, offering, *people, *others).details["number"] == 3
    found = [row_of(person).state for person in (*people, *others)]
    assert found == ["confirmed", "confirmed", "nominated", "confirmed", "nominated"]


def test_nominees_are_refused_with_a_reason(cast, offering, people):
    for person in people:
        nominate(cast, offering, person)
    refuse = {"by": cast.organiser, "offering": offering}
    rows = Registration.objects.filter(person=people[0])
    result = nomination.refuse_nominees(**refuse, registrations=rows, reason="")
    assert result.outcome.code == "reason_missing"
    result = nomination.refuse_nominees(**refuse, registrations=rows, reason="去年已参加")
    assert result.outcome.code == "refused"
    assert row_of(people[0]).state == State.DECLINED
    assert ranking(offering) == [("乙二", True), ("丙三", True)]
    told = Notice.objects.exclude(kind="nominated").values_list("kind", "recipient")
    assert set(told) == {("declined", people[0].pk), ("nominees_decided", cast.liaison.pk)}


def hand_over(cast, former, person, reason="临时出差"):
    row = row_of(former)
    return nomination.substitute(by=cast.liaison, registration=row, person=person, reason=reason)


def test_a_place_is_handed_over(cast, offering, people):
    nominate(cast, offering, people[0])
    admit(cast, offering, people[0])
    Notice.objects.all().delete()
    result = hand_over(cast, people[0], people[1])
    assert (result.outcome.code, result.record.person) == ("substituted", people[1])
    row = row_of(people[1])
    assert (row.state, row.pool.unit, row.via, row.rank) == (
        State.CONFIRMED,
        cast.unit,
        "nomination",
        1,
    )
    assert (row_of(people[0]).state, row_of(people[0]).pool, used(cast)) == ("withdrawn", None, 1)
    told = Notice.objects.values_list("kind", "recipient")
    assert set(told) == {("substituted", people[0].pk), ("admitted", people[1].pk)}


def test_a_nomination_is_handed_over_with_its_rank(cast, offering, people):
    nominate(cast, offering, people[0])
    nominate(cast, offering, people[1])
    assert hand_over(cast, people[0], people[2]).outcome.code == "substituted"
    assert ranking(offering) == [("丙三", True), ("乙二", True)]


def test_what_cannot_be_handed_over(cast, offering, people):
    for person in people:
        nominate(cast, offering, person)
    assert hand_over(cast, people[0], people[0]).outcome.code == "same_person"
    assert hand_over(cast, people[0], people[1]).outcome.code == "registered_already"
    assert hand_over(cast, people[2], cast.participant).outcome.code == "no_place_to_hand_over"
    assert hand_over(cast, people[0], cast.participant, " ").outcome.code == "reason_missing"
    outsider = make_person("外人", cast.other_unit)
    assert hand_over(cast, people[0], outsider).outcome.code == "not_of_unit"
    make_session(offering, starts_at=timezone.now() - timedelta(minutes=1))
    assert hand_over(cast, people[0], cast.participant).outcome.code == "begun"


def test_whoever_waited_can_take_a_place_over(cast):
    offering = make_offering(unit=cast.city, capacity=1)
    for person in (cast.participant, cast.colleague):
        register(by=person, offering=offering, person=person)
    assert row_of(cast.colleague).state == State.WAITLISTED
    assert hand_over(cast, cast.participant, cast.colleague).outcome.code == "substituted"
    assert row_of(cast.colleague).state == State.CONFIRMED


def test_reserves_come_before_the_waiting_list(cast, offering, people):
    waiting = make_person("候补", cast.unit)
    make_registration(offering, waiting, State.WAITLISTED)
    post_places(by=cast.organiser, offering=offering, delta=-4)
    for person in people:
        nominate(cast, offering, person)
    post_places(by=cast.organiser, offering=offering, delta=1, unit=cast.unit)
    assert ranking(offering)[2] == ("丙三", True)
    assert row_of(waiting).state == State.WAITLISTED
    promote(by=cast.organiser, offering=offering)
    assert row_of(waiting).state == State.WAITLISTED


def test_the_organiser_of_another_unit_cannot_be_asked_for_more(cast, offering):
    """A liaison of a unit without places nominates reserves alone."""
    third = make_unit("昆山市第三中学", cast.district)
    make_person("陈联络", third, Role.LIAISON)
    person = make_person("己六", third)
    assert nominate(cast, offering, person, third).outcome.code == "reserved"
