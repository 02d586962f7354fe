"""What organisers may ask, in which order, and what of it can be changed once it was answered."""

import pytest

from registration.actions import (
    add_question,
    add_question_block,
    edit_question,
    move_question,
    retire_question,
)
from registration.models import Question
from registration.question_kinds import QuestionBlock
from registration.question_kinds import QuestionKind as Kind
from tests.factories import make_answer, make_offering, make_question, make_registration

pytestmark = pytest.mark.django_db
ROOMS = [("单人间", "Single"), ("双人间", "Twin")]


@pytest.fixture
def offering(cast):
    return make_offering(unit=cast.city)


@pytest.fixture
def room(cast, offering):
    """A choice of two rooms; the first has been chosen."""
    values = {"kind": Kind.CHOICE, "label": "房型"}
    made = add_question(by=cast.organiser, offering=offering, values=values, labels=ROOMS)
    question = made.record
    row = make_registration(offering, cast.participant)
    make_answer(row, question, question.options[0]["code"])
    return question


def labels(question, *, gone=False):
    question.refresh_from_db()
    return [row["label"] for row in question.options if row["gone"] is gone]


def edit(cast, question, pairs, **values):
    return edit_question(by=cast.organiser, question=question, values=values, labels=pairs)


def test_questions_are_asked_in_the_order_in_which_they_were_added(cast, offering):
    for label in ("一", "二", "三"):
        values = {"kind": Kind.TEXT, "label": label}
        result = add_question(by=cast.organiser, offering=offering, values=values)
        assert result.outcome.code == "question_added"
    assert [q.label for q in Question.objects.asked()] == ["一", "二", "三"]


def test_a_choice_of_one_is_none(cast, offering):
    values = {"kind": Kind.SEVERAL, "label": "用餐"}
    result = add_question(by=cast.organiser, offering=offering, values=values, labels=[("早", "")])
    assert result.outcome.code == "options_missing"
    assert Question.objects.count() == 0


def test_corrected_words_keep_the_answer(cast, room):
    code = room.options[0]["code"]
    assert edit(cast, room, [("单人房", "Single"), ROOMS[1]]).outcome.code == "question_edited"
    assert labels(room) == ["单人房", "双人间"]
    assert room.options[0]["code"] == code


def test_an_option_that_was_chosen_is_only_offered_no_more(cast, room):
    edit(cast, room, [ROOMS[1], ("套间", ""), ("三人间", "")])
    assert labels(room) == ["双人间", "套间", "三人间"]
    assert labels(room, gone=True) == ["单人间"]


def test_an_option_that_nobody_chose_goes(cast, room):
    edit(cast, room, [ROOMS[0], ("套间", ""), ("三人间", "")])
    assert labels(room, gone=True) == []


def test_new_words_for_all_are_new_options(cast, room):
    old = {row["code"] for row in room.options}
    edit(cast, room, [("甲", ""), ("乙", "")])
    assert labels(room) == ["甲", "乙"]
    assert labels(room, gone=True) == ["单人间"]
    assert not {row["code"] for row in room.options if not row["gone"]} & old


def test_the_same_again_changes_nothing(cast, room):
    assert edit(cast, room, ROOMS).outcome.code == "unchanged"


def test_the_kind_of_an_answered_question_stays(cast, room):
    assert edit(cast, room, [], kind=Kind.TEXT).outcome.code == "kind_fixed"


def test_fields_with_an_action_of_their_own_are_not_edited(cast, room):
    with pytest.raises(ValueError, match="sort_order"):
        edit(cast, room, ROOMS, sort_order=1)


def conditional(cast, offering, parent, codes):
    values = {"kind": Kind.TEXT, "label": "入住", "shown_if": parent, "shown_if_codes": codes}
    return add_question(by=cast.organiser, offering=offering, values=values)


def test_a_question_may_hang_on_an_earlier_answer(cast, offering, room):
    result = conditional(cast, offering, room, [room.options[0]["code"]])
    assert result.outcome.code == "question_added"


@pytest.mark.parametrize("codes", [[], ["nonsense"]])
def test_a_condition_names_an_answer(cast, offering, room, codes):
    assert conditional(cast, offering, room, codes).outcome.code == "condition_not_asked"


def test_a_condition_is_of_the_same_offering(cast, room):
    other = make_offering(unit=cast.city)
    codes = [room.options[0]["code"]]
    assert conditional(cast, other, room, codes).outcome.code == "condition_not_asked"


def test_a_question_stays_behind_what_it_hangs_on(cast, offering, room):
    hanging = conditional(cast, offering, room, [room.options[0]["code"]]).record
    for question, later in ((hanging, False), (room, True)):
        result = move_question(by=cast.organiser, question=question, later=later)
        assert result.outcome.code == "condition_not_earlier"
    result = edit_question(
        by=cast.organiser,
        question=room,
        values={"shown_if": hanging, "shown_if_codes": ["yes"]},
        labels=ROOMS,
    )
    assert result.outcome.code == "condition_not_asked"
    assert retire_question(by=cast.organiser, question=room).outcome.code == "condition_in_use"
    retire_question(by=cast.organiser, question=hanging)
    assert retire_question(by=cast.organiser, question=room).outcome.code == "question_retired"


def test_moving_changes_places_with_the_neighbour(cast, offering):
    rows = [make_question(offering, label=label) for label in ("一", "二", "三")]
    by = cast.organiser
    assert move_question(by=by, question=rows[2]).outcome.code == "question_moved"
    assert [q.label for q in Question.objects.asked()] == ["一", "三", "二"]
    assert move_question(by=by, question=rows[0]).outcome.code == "unchanged"
    move_question(by=by, question=rows[0], later=True)
    assert [q.label for q in Question.objects.asked()] == ["三", "一", "二"]


@pytest.mark.parametrize("block", QuestionBlock)
def test_ready_made_questions_can_be_asked(cast, offering, block):
    make_question(offering)
    result = add_question_block(by=cast.organiser, offering=offering, block=block)
    assert result.outcome.code == "block_added"
    rows = list(Question.objects.asked().filter(offering=offering))
    assert len(rows) == result.details["count"] + 1
    assert [row.sort_order for row in rows] == list(range(1, len(rows) + 1))
    assert all(row.label_en for row in rows[1:])
    for row in rows:
        assert row.shown_if is None or row.shown_if.sort_order < row.sort_order


def test_an_answer_that_brings_a_question_is_not_taken_out(cast, offering):
    values = {"kind": Kind.CHOICE, "label": "住宿"}
    answers = [("单人间", ""), ("双人间", ""), ("不住", "")]
    asked = add_question(by=None, offering=offering, values=values, labels=answers).record
    first, second, _none = (row["code"] for row in asked.options)
    more = make_question(offering, shown_if=asked, shown_if_codes=[first, second])
    edit = {"by": cast.organiser, "question": asked, "values": {}}
    assert edit_question(**edit, labels=answers[1:]).outcome.code == "question_edited"
    refused = edit_question(**edit, labels=[("家中", ""), ("不住", ""), ("其他", "")])
    assert (refused.outcome.code, refused.details["other"]) == ("condition_in_use", more.label)
    assert labels(asked) == ["双人间", "不住"]
    retire_question(by=cast.organiser, question=more)
    assert (
        edit_question(**edit, labels=[("家中", ""), ("不住", "")]).outcome.code == "question_edited"
    )
