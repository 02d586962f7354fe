"""The ways in: by oneself, late, by invitation, by the organiser's hand; and for whom."""

from datetime import timedelta

import pytest
from django.utils import timezone

from attendance.models import Attendance
from events.actions import move_session
from events.models import Offering
from notices.enums import Kind
from notices.models import Notice
from people.enums import UnitKind
from people.models import PersonCategory
from registration.actions import (
    add_rule,
    approve,
    drop_rule,
    enter,
    invite,
    move_in_line,
    register,
    uninvite,
)
from registration.audience import in_words
from registration.diagnosis import diagnose
from registration.enums import RegistrationOutcome as Outcome
from registration.enums import RegistrationState as State
from registration.models import AudienceRule, Invitation, Registration
from registration.terms_forms import AudienceForm
from tests.factories import (
    make_cohort,
    make_course,
    make_offering,
    make_person,
    make_registration,
    make_session,
)

pytestmark = pytest.mark.django_db


def ask(offering, person, **more):
    return register(by=person, offering=offering, person=person, **more)


def test_after_the_window_the_organiser_decides_until_the_late_end(cast):
    closed = timezone.now() - timedelta(hours=1)
    offering = make_offering(
        unit=cast.city, closes_at=closed, late_until=closed + timedelta(days=2), capacity=1
    )
    result = ask(offering, cast.participant)
    assert result.outcome is Outcome.LATE_PENDING
    assert (result.record.state, result.record.is_late) == (State.PENDING, True)
    assert approve(by=cast.organiser, registration=result.record).outcome is Outcome.APPROVED
    Offering.objects.update(late_until=closed + timedelta(minutes=1))
    offering.refresh_from_db()
    assert ask(offering, cast.colleague).outcome is Outcome.CLOSED


def test_companions_take_places_and_fit_or_wait_together(cast):
    offering = make_offering(unit=cast.city, capacity=4, companions_max=2)
    assert ask(offering, cast.participant, companions=3).outcome is Outcome.TOO_MANY_COMPANIONS
    assert ask(offering, cast.participant, companions=2).outcome is Outcome.CONFIRMED
    assert offering.pools.get().taken == 3
    assert ask(offering, cast.colleague, companions=1).outcome is Outcome.WAITLISTED
    alone = ask(offering, cast.liaison)
    assert alone.outcome is Outcome.CONFIRMED, "a place that nobody who waits can use is not kept"
    assert offering.pools.get().taken == 4


def test_whoever_is_invited_needs_neither_decision_nor_audience(cast):
    offering = make_offering(unit=cast.city, admits_invited=True, needs_approval=True)
    add_rule(by=None, offering=offering, kind="unit_kinds", unit_kinds=[UnitKind.HOSPITAL])
    assert ask(offering, cast.participant).outcome is Outcome.WRONG_UNIT_KIND
    invited = invite(
        by=cast.organiser,
        offering=offering,
        names=[cast.participant.email.upper(), "guest@example.org", " "],
    )
    assert (invited.outcome, invited.details["number"]) == (Outcome.INVITED, 2)
    assert Notice.objects.get(kind=Kind.INVITED).recipient == cast.participant
    result = ask(offering, cast.participant)
    assert (result.outcome, result.record.via) == (Outcome.CONFIRMED, "invitation")
    guest = make_person(email="Guest@example.org")
    assert ask(offering, guest).outcome is Outcome.CONFIRMED, "known by the address, without a unit"
    again = invite(by=None, offering=offering, names=["guest@EXAMPLE.org"])
    assert again.outcome is Outcome.NOBODY_INVITED


def test_a_list_with_a_wrong_line_invites_nobody(cast):
    offering = make_offering(unit=cast.city, admits_invited=True, admits_self=False)
    result = invite(by=None, offering=offering, names=["a@example.org", "张三"])
    assert (result.outcome, result.details["lines"]) == (Outcome.NAMES_UNKNOWN, "张三")
    assert not Invitation.objects.exists()
    assert ask(offering, cast.participant).outcome is Outcome.NOT_INVITED


def test_an_invitation_can_be_taken_back_and_given_again(cast):
    offering = make_offering(unit=cast.city, admits_invited=True, admits_self=False)
    cast.participant.number = "A-17"
    cast.participant.save()
    invite(by=None, offering=offering, names=["A-17"])
    line = Invitation.objects.get()
    assert uninvite(by=None, offering=offering, invitations=[line]).details["number"] == 1
    assert uninvite(by=None, offering=offering, invitations=[line]).outcome is Outcome.AS_BEFORE
    assert ask(offering, cast.participant).outcome is Outcome.NOT_INVITED
    assert invite(by=None, offering=offering, names=["A-17"]).outcome is Outcome.INVITED
    assert Invitation.objects.get().pk == line.pk
    assert ask(offering, cast.participant).outcome is Outcome.CONFIRMED


def test_the_organiser_enters_whom_the_door_keeps_out_but_never_one_too_many(cast):
    offering = make_offering(
        unit=cast.city, capacity=1, admits_self=False, admits_invited=True,
        closes_at=timezone.now() - timedelta(hours=1),
    )  # fmt: skip
    entered = enter(by=cast.organiser, offering=offering, person=cast.stranger, reason="现场")
    row = entered.record
    assert (entered.outcome, row.via, row.is_late) == (Outcome.ENTERED, "organiser", True)
    assert row.changes.get().reason == "现场"
    twice = enter(by=cast.organiser, offering=offering, person=cast.stranger)
    assert twice.outcome is Outcome.ALREADY_REGISTERED
    full = enter(by=cast.organiser, offering=offering, person=cast.participant)
    assert full.outcome is Outcome.NO_PLACE_LEFT
    assert not Registration.objects.of(cast.participant).exists()
    Offering.objects.update(state="finished")
    over = enter(by=cast.organiser, offering=offering, person=cast.participant)
    assert over.outcome is Outcome.FINISHED


def test_each_condition_refuses_with_a_sentence_that_names_it(cast):
    offering = make_offering(unit=cast.city)
    category = PersonCategory.objects.create(name="领军人才", code="leading")
    rules = {
        "unit_kinds": ({"unit_kinds": [UnitKind.SCHOOL]}, Outcome.WRONG_UNIT_KIND, "学校"),
        "units": ({"units": [cast.other_unit]}, Outcome.WRONG_UNIT, "昆山市第一中学"),
        "categories": ({"categories": [category]}, Outcome.WRONG_CATEGORY, "领军人才"),
        "has_done": (
            {"pages": [make_course("入门班")]}, Outcome.NEVER_TOOK_PART, "入门班",
        ),
    }  # fmt: skip
    for kind, (named, outcome, word) in rules.items():
        add_rule(by=cast.organiser, offering=offering, kind=kind, **named)
        result = ask(offering, cast.participant)
        assert result.outcome is outcome
        assert word in result.message
        assert any(word in phrase for phrase in in_words(offering))
        rule = AudienceRule.objects.get()
        assert drop_rule(by=None, offering=offering, rule=rule).outcome is Outcome.RULE_DROPPED
    assert ask(offering, cast.participant).outcome is Outcome.CONFIRMED
    empty = add_rule(by=None, offering=offering, kind="units")
    assert empty.outcome is Outcome.RULE_EMPTY
    assert add_rule(by=None, offering=offering, kind="has_done").outcome is Outcome.RULE_ADDED
    assert any(offering.page.title in phrase for phrase in in_words(offering))
    course = make_cohort(unit=cast.city).offering.page
    offered = AudienceForm(record=offering, person=cast.organiser).fields["pages"].queryset
    assert {course.pk, offering.page_id} <= {page.pk for page in offered}


def test_each_condition_lets_those_in_whom_it_names(cast):
    offering = make_offering(unit=cast.city)
    category = PersonCategory.objects.create(name="企业家", code="owners")
    cast.participant.categories.add(category)
    before = make_course("入门班")
    past = make_offering(unit=cast.city, page=before, sessions=0)
    lesson = make_session(past, starts_at=timezone.now() - timedelta(days=400))
    came(lesson, make_registration(past, cast.participant))
    add_rule(by=None, offering=offering, kind="unit_kinds", unit_kinds=[cast.unit.kind])
    add_rule(by=None, offering=offering, kind="units", units=[cast.district])
    add_rule(by=None, offering=offering, kind="categories", categories=[category])
    add_rule(by=None, offering=offering, kind="has_done", pages=[before])
    add_rule(by=None, offering=offering, kind="not_within", months=6, pages=[before])
    assert ask(offering, cast.participant).outcome is Outcome.CONFIRMED
    assert ask(offering, cast.colleague).outcome is Outcome.WRONG_CATEGORY


def came(session, registration, status="present"):
    Attendance.objects.create(
        session=session, registration=registration, status=status, method="search"
    )


@pytest.mark.parametrize(
    ("statuses", "rate", "hours", "let_in"),
    [
        ([None, None], 0, 0, False),
        (["absent", "on_leave"], 0, 0, False),
        (["present", None], 0, 0, True),
        (["present", None], 50, 0, True),
        (["present", None], 80, 0, False),
        (["late", "exempt"], 80, 0, True),
        (["present", "made_up"], 80, 7, False),
        (["present", "made_up"], 80, 6, True),
    ],
)
def test_a_place_alone_is_not_having_done_it(cast, statuses, rate, hours, let_in):
    """What a cohort asks to finish has to be met, too."""
    cohort = make_cohort(unit=cast.city)
    cohort.attendance_required, cohort.hours_required = rate, hours
    cohort.save()
    row = make_registration(cohort.offering, cast.participant)
    for number, status in enumerate(statuses, start=1):
        starts = timezone.now() - timedelta(days=9 - number)
        ends = starts + timedelta(hours=2, minutes=30)
        lesson = make_session(cohort.offering, starts_at=starts, ends_at=ends, credit_hours=3)
        if status:
            came(lesson, row, status)
    offering = make_offering(unit=cast.city)
    add_rule(by=None, offering=offering, kind="has_done", pages=[cohort.offering.page])
    expected = Outcome.CONFIRMED if let_in else Outcome.NEVER_TOOK_PART
    assert ask(offering, cast.participant).outcome is expected


def test_who_took_part_lately_reads_from_when_on(cast):
    page = make_course("国情研修班")
    past = make_offering(unit=cast.city, page=page, sessions=0)
    ended = timezone.now() - timedelta(days=20)
    make_session(past, starts_at=ended - timedelta(hours=2), ends_at=ended)
    make_registration(past, cast.participant)
    make_registration(past, cast.colleague, State.WITHDRAWN)
    offering = make_offering(unit=cast.city, page=page)
    add_rule(by=None, offering=offering, kind="not_within", months=12)
    result = ask(offering, cast.participant)
    assert result.outcome is Outcome.TOOK_PART_LATELY
    assert "国情研修班" in result.message
    assert f"{ended.year + 1}年" in result.message
    assert ask(offering, cast.colleague).outcome is Outcome.CONFIRMED


def test_the_page_says_for_whom_it_is_and_why_not_for_you(cast, client):
    offering = make_offering(unit=cast.city)
    add_rule(by=None, offering=offering, kind="unit_kinds", unit_kinds=[UnitKind.SCHOOL])
    client.force_login(cast.participant)
    page = client.get(f"/o/{offering.public_id}/").content.decode()
    assert "以下类型单位的人员：学校" in page
    assert "本项目面向以下类型单位的人员：学校" in page
    assert f"/o/{offering.public_id}/register/" not in page


def test_a_place_in_the_line_changes_with_a_reason_alone(cast):
    offering = make_offering(unit=cast.city, capacity=0)
    people = [make_person(unit=cast.unit) for _ in range(4)]
    rows = [ask(offering, person).record for person in people]
    last = rows[-1]
    none = move_in_line(by=cast.organiser, registration=last, position=1, reason=" ")
    assert none.outcome is Outcome.REASON_MISSING

    def order():
        return [row.pk for row in Registration.objects.waiting()]

    for position in (1, 3, 2, 99, 2):
        result = move_in_line(
            by=cast.organiser, registration=last, position=position, reason="专家组意见"
        )
        place = min(position, 4)
        assert (result.outcome, result.details["position"]) == (Outcome.MOVED, place)
        others = [row.pk for row in rows[:-1]]
        others.insert(place - 1, last.pk)
        assert order() == others
    assert last.changes.filter(from_state="waitlisted", reason="专家组意见").count() == 5
    same = timezone.now()
    Registration.objects.update(queued_at=same)
    move_in_line(by=cast.organiser, registration=rows[3], position=2, reason="同时")
    assert order() == [rows[0].pk, rows[3].pk, rows[1].pk, rows[2].pk], "even of one instant"


def test_a_move_asks_the_confirmed_again_where_that_is_wished(cast):
    offering = make_offering(unit=cast.city, asks_to_reconfirm=True)
    row = ask(offering, cast.participant).record
    make_registration(offering, cast.colleague, State.PENDING)
    session = offering.sessions.get()
    later = session.starts_at + timedelta(days=1)
    move_session(
        by=cast.organiser, session=session, starts_at=later, ends_at=later + timedelta(hours=2)
    )
    row.refresh_from_db()
    assert timezone.now() < row.reconfirm_by <= later
    assert Notice.objects.get(kind=Kind.RECONFIRM).recipient == cast.participant
    assert Notice.objects.get(kind=Kind.CHANGED).recipient == cast.colleague
    assert ask(offering, cast.participant).outcome is Outcome.RECONFIRMED
    row.refresh_from_db()
    assert (row.state, row.reconfirm_by) == (State.CONFIRMED, None)
    assert ask(offering, cast.participant).outcome is Outcome.ALREADY_REGISTERED


def test_the_diagnosis_says_what_keeps_the_line_where_it_is(cast):
    offering = make_offering(unit=cast.city, capacity=1, companions_max=1)
    assert diagnose(offering) == ["目前无人候补。", "空余名额：全体 1 个。"]
    make_registration(offering, cast.participant, State.WAITLISTED, companions=1)
    assert diagnose(offering) == ["空余名额：全体 1 个。", "第 1 位需同时 2 个名额，现仅空 1 个。"]
    make_registration(offering, cast.colleague, State.WAITLISTED)
    assert diagnose(offering)[-1] == "第 2 位现可递补。"
    Offering.objects.update(promotion_paused=True)
    offering.refresh_from_db()
    assert diagnose(offering)[1] == "已暂停递补。恢复后，空余名额立即依次递补。"
    make_registration(offering, cast.liaison)
    assert diagnose(offering)[0] == "没有空余名额：1 个名额均已占用或待确认。"
