"""What an organiser lays down for an offering, through the back office."""

import pytest

from events.actions import post_places
from people.enums import UnitKind
from registration.enums import RegistrationState as State
from registration.models import AudienceRule, Invitation, Registration
from tests.factories import make_offering, make_person, make_registration, make_unit


@pytest.fixture
def district(staff, as_person):
    """The district's organiser, signed in."""
    return as_person(staff.district_organiser)


def path(offering, verb):
    return f"/admin/registrations/terms/{offering.pk}/{verb}/"


def test_the_page_of_an_offering_leads_to_what_its_state_allows(staff, district):
    offering = make_offering(unit=staff.unit, admits_invited=True)
    page = district.get(f"/admin/offerings/inspect/{offering.pk}/").content.decode()
    shown = ("line", "stop", "audience", "invite", "enter")
    for verb in shown:
        assert path(offering, verb) in page
        assert district.get(path(offering, verb)).status_code == 200
    for verb in ("go-on", "widen", "uninvite"):
        assert path(offering, verb) not in page


def test_the_line_is_explained_before_anybody_moves_up(staff, district):
    offering = make_offering(unit=staff.unit, promotion_paused=True)
    row = make_registration(offering, staff.participant, State.WAITLISTED)
    page = district.get(path(offering, "line")).content.decode()
    assert "已暂停递补。恢复后，空余名额立即依次递补。" in page
    assert f"立即递补：{offering}</h2>" in page, "of what it speaks"
    assert district.post(path(offering, "go-on")).status_code == 302
    row.refresh_from_db()
    assert row.state == State.CONFIRMED


def test_audience_and_list_are_kept_by_forms(staff, district):
    offering = make_offering(unit=staff.unit, admits_invited=True)
    form = {"kind": "unit_kinds", "unit_kinds": [UnitKind.SCHOOL]}
    assert district.post(path(offering, "audience"), form).status_code == 302
    rule = AudienceRule.objects.get()
    assert rule.unit_kinds == ["school"]
    empty = district.post(path(offering, "audience"), {"kind": "units"})
    assert "条件尚无内容" in empty.content.decode()
    assert district.post(path(offering, "widen"), {"rule": rule.pk}).status_code == 302
    assert not AudienceRule.objects.exists()
    names = {"names": f"{staff.participant.email}\nnobody@example.org"}
    assert district.post(path(offering, "invite"), names).status_code == 302
    lines = Invitation.objects.all()
    assert [str(line) for line in lines] == [staff.participant.name, "nobody@example.org"]
    back = {"invitations": [lines[0].pk]}
    assert district.post(path(offering, "uninvite"), back).status_code == 302
    assert Invitation.objects.standing().count() == 1


def test_a_person_is_entered_and_moved_in_the_line(staff, district):
    offering = make_offering(unit=staff.unit, capacity=1)
    form = {"person": staff.stranger.email, "companions": 0, "reason": "电话报名"}
    assert district.post(path(offering, "enter"), form).status_code == 302
    assert Registration.objects.get().via == "organiser"
    unknown = district.post(path(offering, "enter"), form | {"person": "x@example.org"})
    assert unknown.context["form"].errors["person"]
    outside = make_person(unit=make_unit("吴江区图书馆", staff.city))
    answer = district.post(path(offering, "enter"), form | {"person": outside.email})
    assert answer.context["form"].errors == unknown.context["form"].errors, "as in a file"
    make_registration(offering, outside, State.DECLINED)
    post_places(by=None, offering=offering, delta=1)
    district.post(path(offering, "enter"), form | {"person": outside.email})
    assert Registration.objects.get(person=outside).state == State.CONFIRMED
    rows = [
        make_registration(offering, make_person(unit=staff.unit), State.WAITLISTED)
        for _ in range(2)
    ]
    moved = {"position": 1, "reason": "专家组意见"}
    assert district.post(f"/admin/registrations/{rows[1].pk}/move/", moved).status_code == 302
    assert list(Registration.objects.waiting()) == [rows[1], rows[0]]


def test_nobody_lays_anything_down_for_what_another_unit_leads(staff, district):
    offering = make_offering(unit=staff.city)
    assert district.get(path(offering, "audience")).status_code == 404
    assert district.post(path(offering, "stop")).status_code == 404
