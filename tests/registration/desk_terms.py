"""What is asked at the desk: of colleagues, of participants, of the count on its date."""

from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import rule

from events.models import Offering
from kernel.ids import new_public_id
from registration.actions import (
    add_question,
    add_question_block,
    add_rule,
    answer,
    ask_colleague,
    bring_fewer,
    drop_rule,
    edit_question,
    keep_place,
    lapse_hand_over,
    meet_enough,
    meet_few,
    message,
    move_question,
    name_companions,
    retire_question,
    take_over,
    turn_down,
)
from registration.enums import AudienceKind
from registration.models import AudienceRule, HandOver, Question, Registration
from registration.question_kinds import QuestionBlock
from tests.registration.desk_scene import Scene, who


class Terms(Scene):
    """Questions, conditions, the minimum, and places that are offered to a colleague."""

    @rule(number=who, text=st.sampled_from(["素食", "清真", None]))
    def answers(self, number, text):
        if (row := self.row(number)) is not None:
            name_companions(by=row.person, registration=row, names=text or "")
            answer(by=row.person, registration=row, values={self.question: text})

    @rule(number=who)
    def comes_alone_after_all(self, number):
        """What was taken for a companion goes to the next in line."""
        if (row := self.row(number)) is not None:
            bring_fewer(by=row.person, registration=row, companions=0, names="")

    @rule(number=who, other=who)
    def asks_a_colleague(self, number, other):
        if (row := self.row(number)) is not None:
            wanted = self.people[other].name
            ask_colleague(by=row.person, registration=row, wanted=wanted, reason="出差")

    @rule(act=st.sampled_from([take_over, take_over, turn_down]))
    def a_colleague_answers(self, act):
        asked = HandOver.objects.unended().filter(person__isnull=False).first()
        if asked is not None:
            more = {"values": self.given()} if act is take_over else {}
            act(by=asked.person, hand_over=asked, **more)

    @rule(lapses=st.booleans())
    def nobody_is_asked_any_more(self, lapses):
        asked = HandOver.objects.unended().select_related("registration__person").first()
        if asked is None:
            return
        if lapses:
            HandOver.objects.filter(pk=asked.pk).update(until=timezone.now())
            lapse_hand_over(by=None, hand_over=asked)
        else:
            row = asked.registration
            keep_place(by=row.person, registration=row)

    @rule(block=st.sampled_from([None, *QuestionBlock]))
    def more_is_asked(self, block):
        offering = self.now()
        if block is None:
            add_question(by=None, offering=offering, values={"kind": "text", "label": "职务"})
        else:
            add_question_block(by=None, offering=offering, block=block)

    @rule(
        number=st.integers(0, 4),
        act=st.sampled_from([edit_question, move_question, retire_question]),
    )
    def a_question_changes(self, number, act):
        asked = Question.objects.asked().filter(offering=self.offering)[number : number + 1]
        for question in asked:
            more = {"values": {"required": not question.required}} if act is edit_question else {}
            act(by=None, question=question, **more)

    @rule(unit=st.integers(0, 1), drops=st.booleans())
    def who_may_come_changes(self, unit, drops):
        offering = self.now()
        standing = AudienceRule.objects.filter(offering=offering).first()
        if standing is not None and drops:
            drop_rule(by=None, offering=offering, rule=standing)
        elif standing is None:
            units = [self.units[unit]]
            add_rule(by=None, offering=offering, kind=AudienceKind.UNITS, units=units)

    @rule(minimum=st.integers(1, 4), then=st.sampled_from(["ask", "hold", "hold", "cancel"]))
    def it_is_counted(self, minimum, then):
        """Enough is settled, too few never is, and only too few bring what was laid down."""
        Offering.objects.filter(pk=self.offering.pk).update(
            minimum=minimum, minimum_due_at=timezone.now(), minimum_settled_at=None,
            below_minimum=then,
        )  # fmt: skip
        before = self.now()
        confirmed = Registration.objects.filter(offering=before).confirmed().count()
        enough, low = (act(by=None, offering=before) for act in (meet_enough, meet_few))
        runs = before.state in ("published", "paused")
        assert enough.changed == (runs and confirmed >= minimum)
        assert not (low.changed and confirmed >= minimum)
        is_cancelled = runs and confirmed < minimum and then == "cancel"
        assert self.now().state == ("cancelled" if is_cancelled else before.state)

    @rule()
    def everybody_is_written_to(self):
        rows = list(Registration.objects.select_related("person", "offering__page"))
        words = {"subject": "提醒", "text": "请带身份证。", "token": new_public_id()}
        message(by=self.organiser, registrations=rows, **words)
