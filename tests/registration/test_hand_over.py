"""A participant hands their place to a colleague, who accepts it, or does not."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from kernel.models import AuditRow
from notices.models import Notice
from registration.actions import (
    ask_colleague,
    decline,
    keep_place,
    register,
    remove,
    take_over,
    turn_down,
    withdraw,
)
from registration.actions.hand_over import MOST
from registration.actions.nomination import substitute
from registration.enums import RegistrationState as State
from registration.hand_over_enums import HandOverState
from registration.models import Answer, HandOver, Registration
from registration.question_kinds import QuestionKind
from registration.seat_check import differing_pools
from registration.tasks import lapse_hand_overs
from tests.factories import (
    make_offering,
    make_person,
    make_question,
    make_registration,
    make_session,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def offering(cast):
    return make_offering(unit=cast.city, capacity=2, substitution_allowed=True)


@pytest.fixture
def row(cast, offering):
    """The participant has a place."""
    return make_registration(offering, cast.participant)


def ask(row, wanted="何䶮"):
    return ask_colleague(by=row.person, registration=row, wanted=wanted, reason="临时出差")


def asked(row):
    return HandOver.objects.select_related("registration__offering", "person").get(
        registration=row, state="open"
    )


def told():
    kinds = Notice.objects.order_by("pk").values_list("kind", "recipient")
    return set(kinds)


def test_nothing_moves_before_the_colleague_accepts(cast, row):
    assert ask(row).outcome.code == "asked"
    row.refresh_from_db()
    assert (row.state, Registration.objects.count()) == (State.CONFIRMED, 1)
    assert told() == {("hand_over_asked", cast.colleague.pk)}
    assert "临时出差" in Notice.objects.get().body
    assert Notice.objects.get().path == f"/o/{row.offering.public_id}/take-over/"


def test_the_place_changes_hands_when_they_accept(cast, row, django_capture_on_commit_callbacks):
    ask(row)
    pool = row.pool
    Notice.objects.all().delete()
    result = take_over(by=cast.colleague, hand_over=asked(row))
    assert (result.outcome.code, result.record.person) == ("taken_over", cast.colleague)
    row.refresh_from_db()
    pool.refresh_from_db()
    assert (row.state, row.pool, pool.taken) == (State.WITHDRAWN, None, 1)
    assert (result.record.state, result.record.pool) == (State.CONFIRMED, pool)
    assert told() == {
        ("substituted", cast.participant.pk), ("admitted", cast.colleague.pk),
        ("changed_hands", cast.liaison.pk), ("changed_hands", cast.organiser.pk),
    }  # fmt: skip
    assert [one.reason for one in row.changes.all()][-1:] == ["临时出差"]
    done = HandOver.objects.get()
    assert (done.state, done.wanted) == ("taken", "")
    actions = AuditRow.objects.values_list("action", flat=True)
    assert {"registration.ask_colleague", "registration.take_over"} <= set(actions)
    again = take_over(by=cast.colleague, hand_over=done)
    assert again.outcome.code == "not_asked"


@pytest.mark.parametrize("wanted", ["外人", "没有这个人", "x-404", "重名", "林"])
def test_nobody_learns_who_belongs_to_a_unit(cast, row, wanted):
    make_person("外人", cast.other_unit)
    make_person("重名", cast.unit)
    make_person("重名", cast.unit)
    known = make_registration(row.offering, make_person("另一", cast.unit))
    right, wrong = ask(known), ask(row, wanted)
    assert (wrong.outcome, wrong.message) == (right.outcome, right.message)
    assert asked(row).person is None
    assert told() == {("hand_over_asked", cast.colleague.pk)}
    said = set(AuditRow.objects.values_list("changes__asked", flat=True))
    assert len(said) == 2, "the audit names the question and nobody"


@pytest.mark.parametrize("wanted", ["A-17", "何 䶮", " 何䶮 "])
def test_a_colleague_is_meant_by_number_or_exact_name(cast, row, wanted):
    cast.colleague.number = "A-17"
    cast.colleague.save()
    ask(row, wanted)
    assert asked(row).person == cast.colleague


def test_the_colleague_answers_the_questions_themselves(cast, row):
    question = make_question(row.offering, QuestionKind.TEXT, label="饮食", required=True)
    Answer.objects.create(registration=row, question=question, value="素食")
    ask(row)
    bare = take_over(by=cast.colleague, hand_over=asked(row))
    assert (bare.outcome.code, bare.details["names"]) == ("answers_missing", "饮食")
    result = take_over(by=cast.colleague, hand_over=asked(row), values={question: "清真"})
    assert result.outcome.code == "taken_over"
    assert Answer.objects.get(registration=result.record).value == "清真"


def test_saying_no_leaves_everything_as_it_is(cast, row):
    ask(row)
    question = asked(row)
    assert turn_down(by=cast.colleague, hand_over=question).outcome.code == "turned_down"
    assert ("hand_over_ended", cast.participant.pk) in told()
    row.refresh_from_db()
    assert row.state == State.CONFIRMED
    assert turn_down(by=cast.colleague, hand_over=question).outcome.code == "not_asked"
    assert take_over(by=cast.colleague, hand_over=question).outcome.code == "not_asked"
    assert ask(row).outcome.code == "asked", "somebody else can be asked"


def test_a_question_is_taken_back_and_not_asked_twice(cast, row):
    assert keep_place(by=row.person, registration=row).outcome.code == "nobody_asked"
    ask(row)
    assert ask(row, "顾晓梅").outcome.code == "asked_already"
    question = asked(row)
    assert keep_place(by=row.person, registration=row).outcome.code == "kept"
    assert ("hand_over_ended", cast.colleague.pk) in told()
    assert take_over(by=cast.colleague, hand_over=question).outcome.code == "not_asked"


def test_nobody_rings_at_every_door(row):
    for number in range(MOST):
        assert ask(row, f"人{number}").outcome.code == "asked"
        keep_place(by=row.person, registration=row)
    assert ask(row).outcome.code == "asked_often"


@pytest.mark.parametrize("wanted", ["何䶮", "没有这个人"])
def test_a_question_lapses_and_the_holder_keeps_the_place(cast, row, wanted):
    ask(row, wanted)
    HandOver.objects.update(until=timezone.now())
    question = asked(row)
    assert take_over(by=cast.colleague, hand_over=question).outcome.code == "not_asked"
    assert (lapse_hand_overs(), lapse_hand_overs()) == (1, 0)
    assert HandOver.objects.get().state == HandOverState.LAPSED
    notice = Notice.objects.get(kind="hand_over_ended")
    assert notice.recipient == cast.participant
    row.refresh_from_db()
    assert row.state == State.CONFIRMED


def test_it_is_answered_within_two_working_days_and_before_it_begins(cast, row):
    first = row.offering.sessions.get()
    first.starts_at = timezone.now() + timedelta(minutes=30)
    first.ends_at = first.starts_at + timedelta(hours=1)
    first.save()
    ask(row)
    assert asked(row).until == first.starts_at


@pytest.mark.parametrize("leaving", ["withdraw", "remove", "substitute"])
def test_the_question_ends_with_the_place(cast, row, leaving):
    ask(row)
    question = asked(row)
    if leaving == "withdraw":
        withdraw(by=row.person, registration=row)
    elif leaving == "remove":
        remove(by=cast.organiser, registration=row, reason="调整")
    else:
        other = make_person("第三", cast.unit)
        substitute(by=cast.liaison, registration=row, person=other, reason="调整")
    question.refresh_from_db()
    assert (question.state, question.wanted) == ("void", "")
    assert ("hand_over_ended", cast.colleague.pk) in told()
    assert take_over(by=cast.colleague, hand_over=question).outcome.code == "not_asked"


def test_why_one_cannot_ask(cast, offering, row):
    assert ask(row, "林𠮷安").outcome.code == "yourself"
    waiting = make_registration(offering, make_person("候补", cast.unit), State.WAITLISTED)
    assert ask(waiting).outcome.code == "no_place"
    alone = make_registration(offering, cast.stranger)
    assert ask(alone).outcome.code == "no_unit"
    offering.substitution_allowed = False
    offering.save()
    assert ask(row).outcome.code == "not_allowed"
    offering.substitution_allowed = True
    offering.save()
    make_session(offering, starts_at=timezone.now() - timedelta(minutes=1))
    assert ask(row).outcome.code == "begun"


def test_what_the_colleague_reads_when_it_cannot_be(cast, offering, row):
    ask(row)
    own = make_registration(offering, cast.colleague)
    result = take_over(by=cast.colleague, hand_over=asked(row))
    assert (result.outcome.code, result.details["state"]) == ("registered_yourself", "已确认")
    remove(by=cast.organiser, registration=own, reason="名额有限")
    assert take_over(by=cast.colleague, hand_over=asked(row)).outcome.code == "decided_already"
    own.changes.all().delete()
    own.delete()
    cast.colleague.memberships.update(unit=cast.other_unit)
    moved = type(cast.colleague).objects.get(pk=cast.colleague.pk)
    result = take_over(by=moved, hand_over=asked(row))
    assert (result.outcome.code, result.details["unit"]) == ("other_unit", "昆山市图书馆")
    offering.substitution_allowed = False
    offering.save()
    assert take_over(by=moved, hand_over=asked(row)).outcome.code == "not_allowed"


def test_a_place_kept_for_the_colleague_goes_to_the_next_in_line(cast):
    offering = make_offering(
        unit=cast.city, capacity=2, substitution_allowed=True, offer_hours=8, companions_max=1
    )
    row = make_registration(offering, cast.participant)
    make_registration(offering, cast.colleague, State.OFFERED)
    last = make_person("末位", cast.unit)
    register(by=last, offering=offering, person=last)
    ask(row)
    assert take_over(by=cast.colleague, hand_over=asked(row)).outcome.code == "taken_over"
    assert Registration.objects.get(person=last).state == State.OFFERED
    assert differing_pools() == []


def test_whoever_waited_with_companions_takes_over_alone(cast):
    offering = make_offering(
        unit=cast.city, capacity=1, substitution_allowed=True, companions_max=1
    )
    row = make_registration(offering, cast.participant)
    register(by=cast.colleague, offering=offering, person=cast.colleague, companions=1)
    ask(row)
    result = take_over(by=cast.colleague, hand_over=asked(row))
    assert (result.outcome.code, result.record.companions) == ("taken_over", 0)


def test_the_database_keeps_questions_in_order(row):
    ask(row)
    now = timezone.now()
    for broken in ({"state": "taken"}, {"ended_at": now}, {"state": "x", "ended_at": now}):
        with pytest.raises(IntegrityError), transaction.atomic():
            HandOver.objects.update(**broken)
    twin = HandOver(registration=row, reason="再问", until=now)
    with pytest.raises(ValidationError):
        twin.validate_constraints()
    assert decline(by=None, registration=row, reason="x").outcome.code == "wrong_state"
