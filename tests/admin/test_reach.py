"""Acts on an offering say whom they reach, and what they would do, before they happen."""

from datetime import timedelta

import pytest
from django.utils import timezone

from events.enums import OfferingState
from notices.enums import Kind
from notices.models import Notice
from registration.enums import RegistrationState as State
from tests.factories import (
    make_offering,
    make_person,
    make_registration,
    make_session,
    make_speaker,
    make_venue,
)


@pytest.fixture
def district(staff, as_person):
    """The district's organiser, signed in."""
    return as_person(staff.district_organiser)


@pytest.fixture
def visit(staff):
    """A visit with a speaker and a venue; one confirmed with a mailbox, two waiting without."""
    offering = make_offering(unit=staff.unit, sessions=0)
    venue = make_venue("沙家浜革命历史纪念馆", phone="0512-52500000")
    make_session(offering, venue=venue, speaker=make_speaker("钱致远"))
    staff.participant.email = "p@example.org"
    staff.participant.save()
    make_registration(offering, staff.participant)
    for name in ("候一", "候二"):
        make_registration(offering, make_person(name, staff.unit, email=""), State.WAITLISTED)
    return offering


def groups(page):
    """Label, number and channels of each group that a page of an act shows."""
    reach = page.context["reach"]
    return [(str(r.who), r.number, r.told) for r in [*reach.people, *reach.others]]


@pytest.mark.parametrize("verb", ["cancel", "move", "pause", "finish"])
def test_an_act_says_whom_it_reaches_before_it_happens(visit, district, verb):
    page = district.get(f"/admin/offerings/{visit.pk}/{verb}/")
    found = groups(page)
    assert [(who, number) for who, number, _told in found] == [
        (str(State.CONFIRMED.label), 1),
        (str(State.WAITLISTED.label), 2),
        ("主讲人", 1),
        ("基地与场馆", 1),
    ]
    assert found[0][2] == "站内 1 人 · 邮件 1 人"
    assert found[1][2] == "站内 2 人"
    assert "0512-52500000" in found[3][2]
    text = page.content.decode()
    assert ("邮件 1 人" in text) == (verb in {"cancel", "move"})
    assert ("不会发送通知" in text) == (verb in {"pause", "finish"})
    assert Notice.objects.count() == 0


def test_new_days_are_shown_before_anything_moves(visit, district):
    path = f"/admin/offerings/{visit.pk}/move/"
    day = timezone.localdate() + timedelta(days=30)
    sent = {"first_on": day.isoformat()}
    page = district.post(path, sent)
    assert page.status_code == 200
    assert len(page.context["foreseen"]) == 2
    assert Notice.objects.count() == 0
    seen = page.context["form"]["seen"].value()
    assert district.post(path, sent | {"seen": seen}).status_code == 302
    assert timezone.localtime(visit.sessions.get().starts_at).date() >= day
    assert Notice.objects.filter(kind=Kind.CHANGED).count() == 3


def test_a_rhythm_is_previewed_then_written_out_by_one_more_click(staff, visit, district):
    path = f"/admin/offerings/{visit.pk}/repeat/"
    assert district.get(path).status_code == 200
    until = timezone.localdate() + timedelta(days=40)
    sent = {
        "rhythm": "weeks", "every": "1", "until": until.isoformat(), "on_holidays": "keep",
        "publish": "on",
    }  # fmt: skip
    page = district.post(path, sent)
    count = len(page.context["foreseen"]) - 1
    assert count >= 4
    assert visit.page.offerings.count() == 1
    seen = page.context["form"]["seen"].value()
    district.post(path, sent | {"seen": seen})
    assert visit.page.offerings.filter(state=OfferingState.PUBLISHED).count() == count + 1
    visit.refresh_from_db()
    # Going on from there, the form knows the rhythm.
    form = district.get(path).context["form"]
    assert form["rhythm"].value() == "weeks"
    refused = district.post(path, sent)
    assert refused.context["form"].non_field_errors()
