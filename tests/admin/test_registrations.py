"""Registrations in the back office: lists, single decisions, decisions about many."""

from datetime import timedelta

import pytest
from django.utils import timezone

from events.enums import PostingKind
from events.models import SeatPosting
from notices.models import Notice
from registration.actions import move_to
from registration.actions.move_to import preview_move
from registration.enums import RegistrationState as State
from registration.models import Registration
from tests.factories import make_course, make_offering, make_person, make_registration

BULK = "/admin/bulk/registration/registration"


@pytest.fixture
def district(staff, as_person):
    """The district's organiser, signed in."""
    return as_person(staff.district_organiser)


def states(offering):
    """How many registrations of an offering are in each state."""
    return sorted(Registration.objects.filter(offering=offering).values_list("state", flat=True))


def test_only_what_the_district_leads_is_listed(staff, district):
    own = make_registration(make_offering(unit=staff.unit), staff.participant)
    citys = make_registration(make_offering(unit=staff.city), staff.participant)
    rows = district.get("/admin/registrations/").context["object_list"]
    assert [row.pk for row in rows] == [own.pk]
    for path in (
        f"/admin/registrations/inspect/{citys.pk}/",
        f"/admin/registrations/{citys.pk}/remove/",
    ):
        assert district.get(path).status_code == 404


def test_one_is_approved_and_its_history_shows_it(staff, district):
    row = make_registration(make_offering(unit=staff.unit), staff.participant, State.PENDING)
    assert district.post(f"/admin/registrations/{row.pk}/approve/").status_code == 302
    row.refresh_from_db()
    assert row.state == State.CONFIRMED
    assert "沈若兰" in district.get(f"/admin/registrations/inspect/{row.pk}/").content.decode()


def test_all_means_exactly_what_the_filters_show(staff, district):
    here, there = make_offering(unit=staff.unit), make_offering(unit=staff.unit)
    for offering in (here, there):
        for number in range(3):
            make_registration(offering, make_person(f"人{number}", staff.unit), State.PENDING)
    query = f"?id=all&offering={here.pk}&state=pending&next=/admin/registrations/"
    page = district.get(f"{BULK}/approve/{query}")
    assert page.context["count"] == 3
    assert district.post(f"{BULK}/approve/{query}", {"expected": 3}).status_code == 302
    assert states(here) == [State.CONFIRMED] * 3
    assert states(there) == [State.PENDING] * 3


def test_all_honours_the_search(staff, district):
    offering = make_offering(unit=staff.unit)
    make_registration(offering, make_person("欧阳静", staff.unit), State.PENDING)
    make_registration(offering, make_person("司马光", staff.unit), State.PENDING)
    district.post(f"{BULK}/approve/?id=all&q=欧阳", {"expected": 1})
    assert states(offering) == [State.CONFIRMED, State.PENDING]


def test_an_invalid_filter_reaches_nobody(staff, district):
    offering = make_offering(unit=staff.unit)
    make_registration(offering, staff.participant, State.PENDING)
    district.post(f"{BULK}/approve/?id=all&state=nonsense", {})
    assert states(offering) == [State.PENDING]


def test_rows_beyond_reach_are_left_alone(staff, district):
    citys = make_registration(make_offering(unit=staff.city), staff.participant, State.PENDING)
    district.post(f"{BULK}/approve/?id={citys.pk}", {})
    district.post(f"{BULK}/approve/?id=all", {})
    citys.refresh_from_db()
    assert citys.state == State.PENDING


def test_a_list_that_changed_meanwhile_is_shown_again(staff, district):
    offering = make_offering(unit=staff.unit)
    make_registration(offering, staff.participant, State.PENDING)
    make_registration(offering, staff.colleague, State.PENDING)
    answer = district.post(f"{BULK}/approve/?id=all", {"expected": 1})
    assert answer.status_code == 200
    assert states(offering) == [State.PENDING] * 2
    assert answer.context["form"]["expected"].value() == 2


def test_places_run_out_in_the_order_of_registering(staff, district):
    offering = make_offering(unit=staff.unit, capacity=1)
    first = make_registration(offering, staff.participant, State.PENDING)
    second = make_registration(offering, staff.colleague, State.PENDING)
    answer = district.post(
        f"{BULK}/approve/?id=all&next=/admin/registrations/", {"expected": 2}, follow=True
    )
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == (State.CONFIRMED, State.PENDING)
    assert second.person.name in answer.content.decode().split('class="messages"')[1]


@pytest.mark.parametrize(
    ("verb", "state"), [("decline", State.DECLINED), ("remove", State.REMOVED)]
)
def test_declining_and_removing_need_a_reason(staff, district, verb, state):
    offering = make_offering(unit=staff.unit)
    make_registration(offering, staff.participant, State.PENDING)
    assert district.post(f"{BULK}/{verb}/?id=all", {"expected": 1}).status_code == 200
    assert states(offering) == [State.PENDING]
    district.post(f"{BULK}/{verb}/?id=all", {"expected": 1, "reason": "名额不足"})
    assert states(offering) == [state]
    assert Registration.objects.get().changes.get().reason == "名额不足"


def test_moving_to_another_cohort_keeps_places_exact_on_both_sides(staff, district):
    here = make_offering(unit=staff.unit, capacity=2, companions_max=1)
    there = make_offering(unit=staff.unit, page=here.page, label="第4期", capacity=2)
    first = make_registration(here, staff.participant, companions=1, companion_names="林二")
    second = make_registration(here, staff.colleague, State.WAITLISTED)
    nominee = make_registration(here, make_person("被荐", staff.unit), State.NOMINATED)
    query = f"?id={first.pk}&id={second.pk}&id={nominee.pk}&next=/admin/registrations/"
    page = district.get(f"{BULK}/move-to/{query}").content.decode()
    assert "第4期：所选 3 人中 1 人可获名额" in page
    form = {"expected": 3, "target": there.pk, "reason": "教学安排调整"}
    answer = district.post(f"{BULK}/move-to/{query}", form, follow=True).content.decode()
    moved = Registration.objects.get(offering=there)
    assert (moved.person, moved.state) == (staff.participant, State.CONFIRMED)
    assert (moved.companions, moved.companion_names) == (1, "林二")
    assert [pool.taken for pool in (*here.pools.all(), *there.pools.all())] == [1, 2]
    # The place here went to whoever waited, for whom no place was left there.
    assert states(here) == [State.CONFIRMED, State.NOMINATED, State.REMOVED]
    said = answer.split('class="messages"')[1]
    assert nominee.person.name in said
    kinds = Notice.objects.filter(recipient=staff.participant).values_list("kind", flat=True)
    assert sorted(kinds) == ["confirmed", "moved"]
    body = Notice.objects.get(kind="moved").body
    assert "第4期" in body
    assert "教学安排调整" in body


def test_the_counts_before_moving_are_what_moving_does(staff, district):
    """Places of another unit, a place there already, what is over, the same person twice."""
    here = make_offering(unit=staff.unit)
    past, third, there = (
        make_offering(unit=staff.unit, page=here.page, label=f"第{number}期", capacity=number)
        for number in (5, 6, 1)
    )
    start = timezone.now() - timedelta(days=2)
    past.sessions.update(starts_at=start, ends_at=start + timedelta(hours=2))
    for unit, number in ((staff.other_unit, 5), (staff.unit, 2)):
        pool = there.pools.create(unit=unit)
        SeatPosting.objects.create(pool=pool, kind=PostingKind.GRANT, delta=number)
    own = [make_person(f"同单位{number}", staff.unit) for number in range(5)]
    rows = [make_registration(here, person) for person in own]
    rows += [make_registration(third, own[0]), make_registration(past, staff.participant)]
    make_registration(there, own[1])
    wanted = Registration.objects.filter(pk__in=[row.pk for row in rows]).order_by("pk")
    placed = preview_move(list(wanted.select_related("offering", "unit")), there)
    page = district.get(f"{BULK}/move-to/?id=all").content.decode()
    assert f"第1期：所选 8 人中 {placed} 人可获名额" in page
    moved = [move_to(by=None, registration=row, target=there, reason="调整") for row in wanted]
    assert sum(result.ok for result in moved) == placed == 2


@pytest.mark.parametrize("why", ["programme", "place", "full", "reason", "cancelled"])
def test_who_cannot_be_moved_keeps_what_they_have(staff, why):
    here = make_offering(unit=staff.unit)
    page = make_course("别的课程") if why == "programme" else here.page
    there = make_offering(unit=staff.unit, page=page, capacity=1)
    row = make_registration(here, staff.participant)
    if why in {"place", "full"}:
        make_registration(there, staff.participant if why == "place" else staff.colleague)
    elif why == "cancelled":
        there.state = "cancelled"
        there.save()
    reason = " " if why == "reason" else "调整"
    result = move_to(by=staff.organiser, registration=row, target=there, reason=reason)
    assert result.outcome.code == {
        "programme": "other_programme", "place": "place_there_already", "full": "no_place_left",
        "reason": "reason_missing", "cancelled": "cancelled",
    }[why]  # fmt: skip
    assert states(here) == [State.CONFIRMED]


def test_before_approving_one_reads_how_many_get_a_place(staff, district):
    offering = make_offering(unit=staff.unit, capacity=1)
    for person in (staff.participant, staff.colleague):
        make_registration(offering, person, State.PENDING)
    page = district.get(f"{BULK}/approve/?id=all").content.decode()
    assert "1 人可获名额，1 人没有名额" in page
