"""What of this room an offering that is held once more begins with."""

from datetime import date

import pytest

from events.actions import clone_offering
from registration.actions import edit_question
from registration.actions.quota import Grant, grant_places, set_quota_rule
from registration.answering import shown_among
from registration.models import Question, QuotaRule
from registration.question_kinds import QuestionKind as Kind
from tests.factories import (
    make_answer,
    make_offering,
    make_question,
    make_registration,
    make_session,
)

pytestmark = pytest.mark.django_db


def test_rules_for_places_of_units_go_along_with_their_dates(cast):
    source = make_offering(unit=cast.city, sessions=0)
    session = make_session(source)
    grant_places(by=cast.organiser, offering=source, grants=[Grant(cast.unit, 3)])
    values = {
        "usable_until": date(2026, 11, 20), "passes_to": "next", "is_returnable": False,
        "is_exchangeable": True, "repeat_months": 6,
    }  # fmt: skip
    set_quota_rule(
        by=cast.organiser, offering=source, values=values, turns=[cast.other_unit, cast.unit],
        milestones=[(date(2026, 11, 10), 1), (date(2026, 11, 15), 3)],
    )  # fmt: skip
    QuotaRule.objects.update(lapsed_at=session.starts_at)
    made = clone_offering(
        by=cast.organiser, offering=source, first_on=date(2027, 4, 1), label="第4期"
    ).record
    days = made.sessions.get().starts_at.date() - session.starts_at.date()
    rule = QuotaRule.objects.get(offering=made)
    assert {name: getattr(rule, name) for name in values} == values | {
        "usable_until": values["usable_until"] + days
    }
    assert rule.lapsed_at is None
    assert [turn.unit for turn in rule.turns.all()] == [cast.other_unit, cast.unit]
    assert list(rule.milestones.values_list("due_on", "number")) == [
        (date(2026, 11, 10) + days, 1), (date(2026, 11, 15) + days, 3),
    ]  # fmt: skip
    assert made.pools.get(unit=cast.unit).capacity == 3


def test_who_has_no_such_rules_gets_none(cast):
    source = make_offering(unit=cast.city)
    clone_offering(by=cast.organiser, offering=source, first_on=date(2027, 4, 1), label="第4期")
    assert not QuotaRule.objects.exists()


@pytest.fixture
def lodging(cast):
    """Whether somebody sleeps there; two answers bring the night, and the first was chosen."""
    offering = make_offering(unit=cast.city)
    first = make_question(offering, Kind.CHOICE, options=("单人间", "双人间", "不住"))
    codes = [option["code"] for option in first.options]
    make_question(
        offering, label="入住日期", required=True, shown_if=first, shown_if_codes=codes[:2]
    )
    make_answer(make_registration(offering, cast.participant), first, codes[0])
    return first


def copied(cast, question):
    """The two questions of the next offering, in their order."""
    clone = clone_offering(
        by=cast.organiser, offering=question.offering, first_on=date(2027, 4, 1), label="第4期"
    ).record
    return list(Question.objects.asked().filter(offering=clone))


def test_a_condition_names_only_answers_that_are_offered_there(cast, lodging):
    kept = [("双人间", ""), ("不住", "")]
    edit_question(by=cast.organiser, question=lodging, values={}, labels=kept)
    first, night = copied(cast, lodging)
    assert [option["label"] for option in first.options] == ["双人间", "不住"]
    assert (night.shown_if, night.shown_if_codes) == (first, [first.options[0]["code"]])
    assert night.required
    edited = edit_question(by=cast.organiser, question=night, values={"label": "哪一天入住"})
    assert edited.outcome.code == "question_edited"


def test_what_no_answer_brings_any_more_is_asked_of_everybody(cast, lodging):
    """A row of a time when all answers that bring it could be taken out."""
    for option in lodging.options[:2]:
        option["gone"] = True
    lodging.options.append({"code": "other1", "label": "家中", "label_en": "", "gone": False})
    lodging.save()
    first, night = copied(cast, lodging)
    assert (night.shown_if, night.shown_if_codes, night.required) == (None, [], False)
    assert shown_among([first, night], {}) == [first, night]
