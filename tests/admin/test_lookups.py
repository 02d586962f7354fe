"""Who and what visits need: speakers, teams, buses, venues' rules; how much lists cost."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.users.models import UserProfile

from events.actions import ask_booking, save_route
from events.actions.routes import BusPlan, RoutePlan, StopPlan
from events.models import (
    Bus,
    Speaker,
    SpeakerAbsence,
    SpeakerTeam,
    Venue,
)
from tests.admin.test_visits import rows
from tests.events.conflicts.conftest import at, span
from tests.factories import (
    make_offering,
    make_session,
    make_speaker,
    make_venue,
)


def test_a_speakers_record_counts_what_was_held(staff, session, district):
    speaker = make_speaker("顾安然", topics="水乡\n船拳")
    SpeakerAbsence.objects.create(speaker=speaker, from_on=at("0:00"), until_on=at("0:00", 2))
    for days in (-400, 0, 1):
        offering = make_offering(unit=staff.city, sessions=0)
        make_session(offering, speaker=speaker, credit_hours=2, **span("14:00", "15:00", days))
    draft = make_offering(unit=staff.city, sessions=0, state="draft")
    make_session(draft, speaker=speaker, title="未定", **span("14:00", "15:00", 5))
    page = district.get(f"/admin/speakers/inspect/{speaker.pk}/").content.decode()
    assert (
        "<tr><td>2027</td><td>2</td><td>4</td></tr><tr><td>2026</td><td>1</td><td>2</td></tr>"
    ) in page
    assert "船拳" in page
    assert "未定" not in page
    off = make_offering(unit=staff.city, sessions=0, state="cancelled")
    make_session(off, speaker=speaker, offering_cancelled=True, **span("14:00", "15:00", 6))
    (row,) = district.get("/admin/speakers/").context["object_list"]
    assert row.taught == 3, "as many as the record counts"


def inline(prefix, *filled):
    """Rows of an inline panel, which also has an order and may be deleted."""
    data = rows(prefix, *({"id": "", "ORDER": n} | row for n, row in enumerate(filled)))
    return data | {f"{prefix}-MIN_NUM_FORMS": 0, f"{prefix}-MAX_NUM_FORMS": 1000}


def test_lookups_are_kept_by_organisers(session, district):
    bus = district.post("/admin/buses/new/", {"plate": "苏E1", "seats": 45, "company": ""})
    assert bus.status_code == 302
    speaker = {"name": "顾安然", "name_en": "", "title": "", "title_en": "", "unit_text": ""}
    away = inline("absences", {"from_on": "2027-03-02", "until_on": "2027-03-01"})
    page = district.post("/admin/speakers/new/", speaker | {"topics": ""} | away)
    assert "末日早于首日" in page.content.decode()
    away = inline("absences", {"from_on": "2027-03-02", "until_on": "2027-03-03"})
    assert district.post("/admin/speakers/new/", speaker | {"topics": ""} | away).status_code == 302
    made = Speaker.objects.get(name="顾安然")
    assert made.absences.count() == 1
    members = inline("members", {"speaker": made.pk, "is_head": "on"})
    team = {"name": "宣讲团", "name_en": ""} | members
    assert district.post("/admin/speaker-teams/new/", team).status_code == 302
    assert str(SpeakerTeam.objects.get().members.get()) == "顾安然"


@pytest.mark.parametrize(("language", "shown"), [("en", 1), ("zh-hans", 0)])
def test_lists_name_records_in_the_readers_language(staff, district, language, shown):
    names = {
        "/admin/venues/": ("沙家浜革命历史纪念馆", "Shajiabang Memorial Hall"),
        "/admin/offerings/": ("昆山市文化馆", "Kunshan Cultural Centre"),
        "/admin/units/": ("昆山市文化馆", "Kunshan Cultural Centre"),
        "/admin/speakers/": ("顾安然", "Gu Anran"),
    }
    towns = {"town": "常熟市", "town_en": "Changshu"}
    make_venue(name=names["/admin/venues/"][0], name_en=names["/admin/venues/"][1], **towns)
    make_speaker("顾安然", name_en="Gu Anran")
    district_unit = staff.district
    district_unit.name, district_unit.name_en = names["/admin/units/"]
    district_unit.short_name = ""
    district_unit.save()
    make_offering(unit=district_unit)
    profile = UserProfile.get_for_user(staff.district_organiser)
    profile.preferred_language = language
    profile.save()
    for address, pair in names.items():
        text = district.get(address).text
        assert pair[shown] in text, address
        assert shown or pair[1] not in text, address
    assert list(towns.values())[shown] in district.get("/admin/venues/").text


def test_a_venues_rules_are_kept_in_its_form(session, district):
    venue = session.venue
    form = {
        "name": venue.name, "name_en": "", "short_name": "", "venue_type": venue.venue_type,
        "motif": venue.motif, "town": "", "town_en": "", "address": "", "address_en": "",
        "latitude": "", "longitude": "", "coordinate_system": "wgs84", "capacity": 60,
        "guide_lead_days": 3, "contact": "接待科", "phone": "", "open_on_holidays": "on",
    }  # fmt: skip
    form |= inline("teaching_points") | inline("opening_rules")
    half = {"from_on": "2027-03-02", "until_on": "2027-03-03", "opens": "09:00"}
    edit = f"/admin/venues/edit/{venue.pk}/"
    page = district.post(edit, form | inline("opening_exceptions", half))
    assert "要么都不填，即闭馆" in page.content.decode()
    closed = {"from_on": "2027-03-02", "until_on": "2027-03-03", "reason": "布展"}
    assert district.post(edit, form | inline("opening_exceptions", closed)).status_code == 302
    kept = Venue.objects.get(pk=venue.pk)
    assert kept.open_on_holidays
    assert kept.opening_exceptions.get().is_closed


def make_one(staff, number):
    """One more row of everything of a visit."""
    offering = make_offering(unit=staff.unit, sessions=0)
    session = make_session(offering, venue=make_venue())
    bus = Bus.objects.create(plate=f"苏E{number}", seats=45)
    now = timezone.now()
    plan = RoutePlan(
        {"meeting_point": "南门", "meets_at": now, "returns_at": now + timedelta(hours=9)},
        [BusPlan(bus)],
        [StopPlan(now, now, place="一站")],
    )
    save_route(by=staff.organiser, offering=offering, plan=plan)
    ask_booking(by=staff.organiser, session=session, headcount=3, answer_by=now + timedelta(days=1))
    team = SpeakerTeam.objects.create(name=f"{number}团")
    team.members.create(speaker=make_speaker())


@pytest.mark.parametrize(
    ("path", "cost"),
    [
        ("/admin/routes/", 10),
        ("/admin/bookings/", 9),
        ("/admin/buses/", 8),
        ("/admin/speaker-teams/", 9),
    ],
)
def test_as_many_queries_for_three_rows_as_for_one(
    staff, as_person, django_assert_num_queries, path, cost
):
    client = as_person(staff.admin)
    for number in range(3):
        make_one(staff, number)
        if number in (0, 2):
            client.get(path)
            with django_assert_num_queries(cost):
                assert client.get(path).status_code == 200
