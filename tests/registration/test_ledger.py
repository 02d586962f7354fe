"""The ledger of places: granted, moved, given back, lapsed; always what the counters say."""

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from events.enums import PostingKind
from events.models import SeatPool, SeatPosting
from kernel.models import AuditRow
from notices.models import Notice
from people.enums import Role
from registration.actions import quota
from registration.actions.quota import Grant
from registration.enums import RegistrationState as State
from registration.ledger import ledger_of
from registration.models import QuotaRule, Registration, TransferProposal
from registration.tasks import lapse_due_places, remind_of_milestones
from tests.factories import make_offering, make_person, make_registration, make_unit


@pytest.fixture
def offering(cast):
    """Ten general places and, with a rule, none granted yet."""
    return make_offering(unit=cast.city, admits_nominated=True)


def granted(cast, offering, *numbers, **options):
    units = [cast.unit, cast.other_unit]
    grants = [Grant(unit, number) for unit, number in zip(units, numbers, strict=False)]
    return quota.grant_places(by=cast.organiser, offering=offering, grants=grants, **options)


def lines(offering):
    """Figures by unit: granted, transferred, returned, lapsed, capacity, used."""
    ledger = ledger_of(offering)
    return {
        str(one.unit or ""): (
            one.granted, one.transferred, one.returned, one.lapsed, one.capacity, one.used
        )
        for one in [*ledger.units, ledger.general]
    }  # fmt: skip


def test_granted_places_are_more_places(cast, offering):
    result = granted(cast, offering, 3, 2, reason="按编制")
    assert (result.outcome.code, result.details["units"]) == ("granted", 2)
    assert lines(offering) == {
        "昆山市图书馆": (3, 0, 0, 0, 3, 0), "昆山市第一中学": (2, 0, 0, 0, 2, 0),
        "": (10, 0, 0, 0, 10, 0),
    }  # fmt: skip
    notice = Notice.objects.get(kind="places_moved")
    assert (notice.recipient, notice.subject) == (
        cast.liaison, f"昆山市图书馆增加 3 个名额：{offering.page.title} 第1期",
    )  # fmt: skip
    assert AuditRow.objects.get(action="registration.grant_places").changes == {
        "number": 5, "units": 2, "from_general": False,
    }  # fmt: skip


def test_places_granted_from_the_general_ones_are_no_more(cast, offering):
    granted(cast, offering, 3, from_general=True)
    assert lines(offering) == {"昆山市图书馆": (3, 0, 0, 0, 3, 0), "": (10, -3, 0, 0, 7, 0)}


def test_general_places_that_are_taken_cannot_be_granted(cast, offering):
    make_registration(offering, cast.participant)
    result = granted(cast, offering, 8, 2, from_general=True)
    assert (result.outcome.code, result.details) == ("general_too_few", {"left": 9, "number": 10})
    assert lines(offering) == {"": (10, 0, 0, 0, 10, 1)}, "all or nothing"
    assert not SeatPool.objects.exclude(unit=None).exists()


def test_a_transfer_is_two_postings(cast, offering):
    granted(cast, offering, 3)
    result = quota.transfer_places(
        by=cast.organiser, offering=offering, source=cast.unit, target=cast.other_unit, number=2
    )
    assert result.outcome.code == "transferred"
    assert lines(offering) == {
        "昆山市图书馆": (3, -2, 0, 0, 1, 0), "昆山市第一中学": (0, 2, 0, 0, 2, 0),
        "": (10, 0, 0, 0, 10, 0),
    }  # fmt: skip
    rows = SeatPosting.objects.filter(kind=PostingKind.TRANSFER).order_by("delta")
    assert list(rows.values_list("delta", "by")) == [
        (-2, cast.organiser.pk),
        (2, cast.organiser.pk),
    ]


@pytest.mark.parametrize(
    ("number", "code"), [(4, "too_few_left"), (0, "nothing_named"), (-1, "nothing_named")]
)
def test_what_is_not_there_cannot_be_transferred(cast, offering, number, code):
    granted(cast, offering, 3)
    result = quota.transfer_places(
        by=cast.organiser,
        offering=offering,
        source=cast.unit,
        target=cast.other_unit,
        number=number,
    )
    assert result.outcome.code == code
    assert lines(offering)["昆山市图书馆"] == (3, 0, 0, 0, 3, 0)


def test_used_places_stay(cast, offering):
    granted(cast, offering, 2)
    pool = SeatPool.objects.get(unit=cast.unit)
    make_registration(offering, cast.participant, pool=pool)
    returning = {"by": cast.liaison, "offering": offering, "unit": cast.unit}
    assert quota.return_places(**returning, number=2).outcome.code == "too_few_left"
    assert quota.return_places(**returning, number=1).outcome.code == "returned"
    assert lines(offering) == {"昆山市图书馆": (2, 0, 1, 0, 1, 1), "": (10, 0, -1, 0, 11, 0)}


def test_returned_places_go_to_the_next_unit_that_wants_some(cast, offering):
    granted(cast, offering, 3, 1)
    third = make_unit("昆山市第三中学", cast.district)
    waiting = [make_person(unit=third) for _ in range(2)]
    for person in waiting:
        make_registration(offering, person, State.WAITLISTED)
    quota.set_quota_rule(
        by=cast.organiser,
        offering=offering,
        values={"passes_to": "next"},
        turns=[cast.other_unit, third],
    )
    result = quota.return_places(by=cast.liaison, offering=offering, unit=cast.unit, number=3)
    assert result.details["target"] == "昆山市第三中学、公共名额"
    # The two who waited were given the places at once.
    assert lines(offering) == {
        "昆山市图书馆": (3, 0, 3, 0, 0, 0), "昆山市第一中学": (1, 0, 0, 0, 1, 0),
        "昆山市第三中学": (0, 2, 0, 0, 2, 2), "": (10, 0, -1, 0, 11, 0),
    }  # fmt: skip


def test_an_organiser_can_forbid_returning(cast, offering):
    granted(cast, offering, 3)
    rule = {"values": {"is_returnable": False}}
    quota.set_quota_rule(by=cast.organiser, offering=offering, **rule)
    result = quota.return_places(by=cast.liaison, offering=offering, unit=cast.unit, number=1)
    assert result.outcome.code == "not_returnable"


def until(cast, offering, days, **values):
    day = timezone.localdate() + timedelta(days=days)
    given = {"usable_until": day, **values}
    return quota.set_quota_rule(by=cast.organiser, offering=offering, values=given)


def test_unused_places_lapse_once_after_their_last_day(cast, offering):
    granted(cast, offering, 3, 2)
    make_registration(offering, cast.participant, pool=SeatPool.objects.get(unit=cast.unit))
    until(cast, offering, 0)
    assert lapse_due_places() == 0, "the last day counts"
    QuotaRule.objects.update(usable_until=timezone.localdate() - timedelta(days=1))
    with translation.override("en"):
        assert lapse_due_places() == 1
    reason = SeatPosting.objects.filter(kind=PostingKind.LAPSE).last()
    with translation.override("zh-hans"):
        assert reason.said.endswith("未使用")
    after = {
        "昆山市图书馆": (3, 0, 0, 2, 1, 1), "昆山市第一中学": (2, 0, 0, 2, 0, 0),
        "": (10, 0, 0, -4, 14, 0),
    }  # fmt: skip
    assert lines(offering) == after
    assert lapse_due_places() == 0
    assert quota.lapse_places(by=None, offering=offering).outcome.code == "nothing_lapsed"
    assert lines(offering) == after


def test_a_new_last_day_lets_places_lapse_again(cast, offering):
    granted(cast, offering, 3)
    until(cast, offering, -1)
    assert lapse_due_places() == 1
    granted(cast, offering, 2)
    until(cast, offering, 0)
    QuotaRule.objects.update(usable_until=timezone.localdate() - timedelta(days=1))
    assert lapse_due_places() == 1
    assert lines(offering)["昆山市图书馆"] == (5, 0, 0, 5, 0, 0)


def test_what_is_cancelled_does_not_lapse(cast, offering):
    granted(cast, offering, 3)
    until(cast, offering, -1)
    offering.state = "cancelled"
    offering.save()
    assert lapse_due_places() == 0
    assert quota.lapse_places(by=None, offering=offering).outcome.code == "nothing_lapsed"


def propose(cast, offering, number=2):
    return quota.propose_transfer(
        by=cast.liaison,
        offering=offering,
        source=cast.unit,
        target=cast.other_unit,
        number=number,
        reason="本单位出差多",
    )


@pytest.fixture
def exchangeable(cast, offering):
    other = make_person("陈老师", cast.other_unit, Role.LIAISON)
    granted(cast, offering, 3, 1)
    values = {"is_exchangeable": True}
    quota.set_quota_rule(by=cast.organiser, offering=offering, values=values)
    Notice.objects.all().delete()
    return other


def test_a_proposal_moves_places_when_it_is_accepted(cast, offering, exchangeable):
    proposal = propose(cast, offering).record
    assert Notice.objects.get().recipient == exchangeable
    assert propose(cast, offering).outcome.code == "proposed_already"
    assert lines(offering)["昆山市图书馆"] == (3, 0, 0, 0, 3, 0)
    assert quota.accept_transfer(by=exchangeable, proposal=proposal).outcome.code == "transferred"
    assert lines(offering)["昆山市图书馆"] == (3, -2, 0, 0, 1, 0)
    again = quota.accept_transfer(by=exchangeable, proposal=proposal)
    assert (again.outcome.code, again.details["state"]) == ("answered_already", "已接受")


def test_a_proposal_can_be_refused_or_taken_back(cast, offering, exchangeable):
    first = propose(cast, offering).record
    assert quota.refuse_transfer(by=exchangeable, proposal=first).outcome.code == "refused_transfer"
    assert Notice.objects.filter(recipient=cast.liaison).count() == 1
    second = propose(cast, offering).record
    assert quota.take_back_transfer(by=cast.liaison, proposal=second).outcome.code == "taken_back"
    assert lines(offering)["昆山市图书馆"] == (3, 0, 0, 0, 3, 0)
    assert set(TransferProposal.objects.values_list("state", flat=True)) == {
        "refused",
        "taken_back",
    }


def test_places_used_meanwhile_cannot_be_accepted(cast, offering, exchangeable):
    proposal = propose(cast, offering, 3).record
    make_registration(offering, cast.participant, pool=SeatPool.objects.get(unit=cast.unit))
    result = quota.accept_transfer(by=exchangeable, proposal=proposal)
    assert (result.outcome.code, result.details["left"]) == ("too_few_left", 2)
    proposal.refresh_from_db()
    assert proposal.is_open


def test_liaisons_exchange_only_where_they_may(cast, offering):
    granted(cast, offering, 3)
    assert propose(cast, offering).outcome.code == "not_exchangeable"


def test_milestones_say_what_is_missing_and_remind_once(cast, offering):
    today = timezone.localdate()
    granted(cast, offering, 3, 1)
    steps = [(today + timedelta(days=2), 2), (today + timedelta(days=30), 3)]
    quota.set_quota_rule(by=cast.organiser, offering=offering, values={}, milestones=steps)
    make_registration(offering, cast.participant, pool=SeatPool.objects.get(unit=cast.unit))
    Notice.objects.all().delete()
    missing = {
        str(line.unit): [number for _milestone, number in line.missing]
        for line in ledger_of(offering).units
    }
    assert missing == {"昆山市图书馆": [1, 2], "昆山市第一中学": [1, 1]}
    assert remind_of_milestones() == 1
    assert Notice.objects.get().recipient == cast.liaison
    assert remind_of_milestones() == 0


@pytest.mark.parametrize("number", [1, 3])
def test_the_ledger_costs_the_same_for_many_units(
    cast, offering, number, django_assert_num_queries
):
    units = [make_unit(parent=cast.district) for _ in range(number)]
    grants = [Grant(unit, 2) for unit in units]
    quota.grant_places(by=cast.organiser, offering=offering, grants=grants)
    with django_assert_num_queries(3):
        assert len(ledger_of(offering).units) == number


@pytest.mark.parametrize("number", [1, 3])
def test_granting_costs_the_same_for_many_units(cast, offering, number, django_assert_num_queries):
    units = [make_unit(parent=cast.district) for _ in range(number)]
    grants = [Grant(unit, 2) for unit in units]
    with django_assert_num_queries(21):
        quota.grant_places(by=cast.organiser, offering=offering, grants=grants)


def test_nothing_moves_any_more_when_it_is_over(cast, offering):
    granted(cast, offering, 3)
    offering.state = "finished"
    offering.save()
    assert granted(cast, offering, 3).outcome.code == "over"
    returning = {"by": cast.liaison, "offering": offering, "unit": cast.unit}
    assert quota.return_places(**returning, number=1).outcome.code == "over"
    assert Registration.objects.count() == 0
