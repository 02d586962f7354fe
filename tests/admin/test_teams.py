"""Teams of speakers in the back office: their record, sending them, who speaks in a session."""

import pytest

from events.enums import Counting
from events.models import Session
from notices.models import Notice
from tests.admin.test_offerings import WHEN
from tests.factories import (
    make_event,
    make_offering,
    make_registration,
    make_session,
    make_team,
)
from tests.factories.timetables import at, next_monday


@pytest.fixture
def team(db):
    return make_team("巡回宣讲团", "钱致远", "顾安然")


@pytest.fixture
def district(district):
    """The district's organiser, reading Chinese."""
    district.defaults["HTTP_ACCEPT_LANGUAGE"] = "zh-hans"
    return district


@pytest.fixture
def stops(staff, team):
    """Two stops of a tour that names the team, each with a talk in four weeks."""
    tour = make_event("巡回宣讲", counting=Counting.STOP, team=team)
    stops = [
        make_offering(unit=staff.district, page=tour, sessions=0, number=n, label=f"第{n}场")
        for n in (1, 2)
    ]
    for hour, stop in zip(("09:00", "14:00"), stops, strict=True):
        make_session(stop, starts_at=at(next_monday(), hour), title="宣讲")
    return stops


def names(stop):
    """Who speaks there."""
    return [
        str(one) for one in Session.objects.select_related("offering").get(offering=stop).speakers
    ]


def test_sending_a_team_says_who_would_speak_before_it_is_meant(stops, team, district):
    path = f"/admin/offerings/{stops[0].pk}/team/"
    assert "讲" in district.get(path).text
    first = district.post(path, {"team": team.pk})
    assert "钱致远、顾安然" in first.text
    assert names(stops[0]) == []
    seen = first.context["form"]["seen"].value()
    assert district.post(path, {"team": team.pk, "seen": seen}).status_code == 302
    assert names(stops[0]) == ["钱致远", "顾安然"]
    page = district.get(f"/admin/offerings/inspect/{stops[0].pk}/").text
    assert "钱致远、顾安然" in page
    assert "巡回宣讲团" in page


def test_the_team_of_the_tour_goes_to_all_stops_chosen(stops, team, district):
    page = stops[0].page.pk
    path = f"/admin/bulk/events/offering/send_team/?page={page}&id=all&childOf="
    assert district.get(path).status_code == 200
    assert district.post(path, {"expected": 2}).status_code == 302
    assert [names(stop) for stop in stops] == [["钱致远", "顾安然"]] * 2


def test_a_teams_record_counts_the_talks_of_its_stops(stops, team, district):
    for stop in stops:
        stop.team = team
        stop.save()
    page = district.get(f"/admin/speaker-teams/inspect/{team.pk}/").text
    assert "钱致远" in page
    assert "巡回宣讲 第1场" in page
    assert page.count("宣讲</td>") == 2
    assert "<td>6</td>" in page, "credit hours of the year"


def test_a_member_beside_counts_in_the_record_of_talks(stops, team, district):
    path = f"/admin/offerings/{stops[0].pk}/team/"
    first = district.post(path, {"team": team.pk})
    district.post(path, {"team": team.pk, "seen": first.context["form"]["seen"].value()})
    beside = team.speakers()[1]
    assert "巡回宣讲 第1场" in district.get(f"/admin/speakers/inspect/{beside.pk}/").text


def test_sessions_are_found_by_whoever_speaks_there(stops, team, district):
    path = f"/admin/offerings/{stops[0].pk}/team/"
    seen = district.post(path, {"team": team.pk}).context["form"]["seen"].value()
    district.post(path, {"team": team.pk, "seen": seen})
    for word in ("钱致远", "顾安然", "钱致远 顾安然"):
        found = district.get("/admin/sessions/", {"q": word}).context["object_list"]
        assert [row.pk for row in found] == [stops[0].sessions.get().pk], word


def form_of(session, **changes):
    """The form of a session as it is sent."""
    return {
        "title": session.title, "form": session.form, "credit_hours": "1.5",
        "starts_at": session.starts_at.astimezone().strftime(WHEN),
        "ends_at": session.ends_at.astimezone().strftime(WHEN),
    } | changes  # fmt: skip


def test_a_sessions_form_asks_who_of_the_team_speaks(stops, team, district):
    stop, session = stops[0], stops[0].sessions.get()
    path = f"/admin/sessions/edit/{session.pk}/"
    assert 'name="others"' not in district.get(path).text
    stop.team = team
    stop.save()
    first, second = team.speakers()
    assert 'name="others"' in district.get(path).text
    sent = form_of(session, speaker=first.pk, others=[second.pk])
    assert district.post(path, sent).status_code == 302
    assert names(stop) == ["钱致远", "顾安然"]
    assert district.post(path, form_of(session, speaker=second.pk)).status_code == 302
    assert names(stop) == ["顾安然"]
    new = district.get(f"/admin/sessions/new/?offering={stop.pk}")
    assert new.context["form"].initial["others"] == [second.pk]


@pytest.mark.parametrize("ticked", [(1, 2), (2, 1, 0)])
def test_saving_a_talk_as_it_is_keeps_the_order_of_the_team_and_tells_nobody(
    stops, staff, district, ticked
):
    """Neither the order of the names nor a tick at the first speaker is another line-up."""
    team, stop = make_team("宣讲团", "周一", "赵二", "安三"), stops[0]
    make_registration(stop, staff.participant)
    path = f"/admin/offerings/{stop.pk}/team/"
    seen = district.post(path, {"team": team.pk}).context["form"]["seen"].value()
    district.post(path, {"team": team.pk, "seen": seen})
    Notice.objects.all().delete()
    speakers, session = team.speakers(), stop.sessions.get()
    others = [speakers[n].pk for n in ticked]
    sent = form_of(session, speaker=speakers[0].pk, others=others, credit_hours=3)
    assert district.post(f"/admin/sessions/edit/{session.pk}/", sent).status_code == 302
    assert names(stop) == ["周一", "赵二", "安三"]
    assert Session.objects.get(pk=session.pk).revision == session.revision
    assert not Notice.objects.exists()


def test_whoever_was_put_beside_while_the_form_was_open_speaks_there_still(stops, team, district):
    stop, session = stops[0], stops[0].sessions.get()
    stop.team = team
    stop.save()
    first, second = team.speakers()
    path = f"/admin/sessions/edit/{session.pk}/"
    district.post(path, form_of(session, speaker=first.pk))
    shown = district.get(path).context["form"].initial["shown"]
    district.post(path, form_of(session, speaker=first.pk, others=[second.pk]))
    sent = form_of(session, speaker=first.pk, title="改了题目", shown=shown)
    assert district.post(path, sent).status_code == 302
    assert stop.sessions.get().title == "改了题目"
    assert names(stop) == ["钱致远", "顾安然"]


def test_the_stops_of_a_tour_are_taken_away_as_a_workbook(stops, district):
    page = stops[0].page.pk
    listed = district.get(f"/admin/offerings/?page={page}").text
    address = f"/admin/offerings/stops.xlsx?page={page}"
    assert address in listed
    answer = district.get(address)
    assert answer["Content-Type"].endswith("spreadsheetml.sheet")
    assert "no-store" in answer["Cache-Control"]
    assert district.get("/admin/offerings/stops.xlsx?page=x").status_code == 404
