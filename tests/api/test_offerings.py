"""What everybody may read through the API."""

from datetime import timedelta

import pytest
from django.utils import timezone

from events.enums import OfferingState
from events.models import EventKind, Venue
from kernel.api import cursor_of
from tests.factories import (
    make_course,
    make_event,
    make_offering,
    make_session,
    make_speaker,
    make_venue,
)

OFFERINGS = "/api/v1/offerings"
QUERIES = 2


def ids(client, query=""):
    response = client.get(f"{OFFERINGS}{query}")
    assert response.status_code == 200, response.content
    return [item["id"] for item in response.json()["items"]]


@pytest.mark.parametrize("number", [1, 3, 100])
@pytest.mark.parametrize("lang", ["zh-hans", "en"])
def test_queries_stay_the_same(client, cast, number, lang, django_assert_num_queries):
    page, venue, speaker = make_course(), make_venue(), make_speaker()
    for day in range(number):
        offering = make_offering(unit=cast.city, page=page, sessions=0)
        starts_at = timezone.now() + timedelta(days=8 + day)
        make_session(offering, venue=venue, speaker=speaker, starts_at=starts_at)
    with django_assert_num_queries(QUERIES):
        response = client.get(f"{OFFERINGS}?limit=100&lang={lang}")
    assert len(response.json()["items"]) == number


@pytest.mark.parametrize("number", [1, 3])
def test_queries_of_one_stay_the_same(client, cast, number, django_assert_num_queries):
    offering = make_offering(unit=cast.city, sessions=number)
    offering.supporting_units.set([cast.district, cast.unit, cast.other_unit][:number])
    with django_assert_num_queries(3):
        assert client.get(f"{OFFERINGS}/{offering.public_id}").status_code == 200


def test_a_line_says_what_a_list_needs(client, cast):
    offering = make_offering(unit=cast.unit, page=make_event("国情沙龙"), sessions=0)
    session = make_session(offering, venue=make_venue("王淦昌故居", name_en="Wang's house"))
    (line,) = client.get(OFFERINGS).json()["items"]
    assert line["title"] == "国情沙龙"
    assert line["label"] == "第1期"
    assert line["kind"] == {"id": "salon", "name": "人才沙龙"}
    assert (line["state"], line["availability"]) == ("published", "open")
    assert line["lead_unit"] == {"id": cast.unit.public_id, "name": "昆山市图书馆"}
    assert line["venues"] == [{"id": session.venue.public_id, "name": "王淦昌故居"}]
    assert line["url"].endswith(f"/o/{offering.public_id}/")
    assert line["starts_at"].endswith("Z") or "+" in line["starts_at"]


def test_in_english_where_there_is_english(client, cast):
    offering = make_offering(unit=cast.unit, label_en="Cohort 1")
    (line,) = client.get(f"{OFFERINGS}?lang=en").json()["items"]
    assert line["lead_unit"]["name"] == "Kunshan Library"
    assert (line["label"], line["kind"]["name"]) == ("Cohort 1", "Salon")
    assert "/en/o/" in line["url"]
    assert line["title"] == offering.page.title


def test_no_database_key_is_shown(client, cast):
    offering = make_offering(unit=cast.city, sessions=1)
    found = client.get(f"{OFFERINGS}/{offering.public_id}").json()
    assert not [key for key in found if key in ("pk", "page", "page_id", "lead_unit_id")]
    assert all(len(item["id"]) == 12 for item in [found, found["lead_unit"], *found["sessions"]])


def test_one_offering_tells_timetable_and_places(client, cast):
    offering = make_offering(unit=cast.city, capacity=7, sessions=2)
    gone = offering.sessions.first()
    gone.cancelled_at = timezone.now()
    gone.save()
    found = client.get(f"{OFFERINGS}/{offering.public_id}").json()
    assert found["places"] == {"capacity": 7, "taken": 0, "left": 7}
    assert [session["cancelled"] for session in found["sessions"]] == [True, False]


def test_drafts_and_pages_taken_down_are_not_shown(client, cast):
    draft = make_offering(unit=cast.city, state=OfferingState.DRAFT)
    hidden = make_offering(unit=cast.city)
    hidden.page.unpublish()
    assert ids(client) == []
    for offering in (draft, hidden):
        assert client.get(f"{OFFERINGS}/{offering.public_id}").status_code == 404


def test_an_organiser_sees_their_drafts(client, cast):
    draft = make_offering(unit=cast.city, state=OfferingState.DRAFT)
    client.force_login(cast.organiser)
    assert client.get(f"{OFFERINGS}/{draft.public_id}").json()["state"] == "draft"


def test_filters(client, cast):
    now = timezone.now()
    lecture = EventKind.objects.create(name="讲座", slug="lecture")
    venue = make_venue()
    event = make_offering(unit=cast.unit, page=make_event("科学家精神", kind=lecture), sessions=0)
    make_session(event, starts_at=now + timedelta(days=20), venue=venue)
    closed = {"opens_at": now - timedelta(days=9), "closes_at": now - timedelta(days=1)}
    course = make_offering(unit=cast.city, page=make_course("国情研修"), sessions=0, **closed)
    make_session(course, starts_at=now + timedelta(days=2))
    course.supporting_units.add(cast.other_unit)
    day = timezone.localdate()
    one, other = [event.public_id], [course.public_id]
    assert ids(client) == other + one
    assert ids(client, "?kind=lecture") == one
    assert ids(client, "?kind=course") == other
    assert ids(client, f"?unit={cast.unit.public_id}") == one
    assert ids(client, f"?unit={cast.other_unit.public_id}") == other
    assert ids(client, f"?unit={cast.city.public_id}") == other + one
    assert ids(client, f"?venue={venue.public_id}") == one
    assert ids(client, f"?from={day + timedelta(days=10)}") == one
    assert ids(client, f"?to={day + timedelta(days=10)}") == other
    assert ids(client, f"?from={day}&to={day}") == []
    assert ids(client, "?open=true") == one
    assert ids(client, "?open=false") == other
    assert ids(client, "?q=科学家") == one
    assert ids(client, "?q=苏州 国情") == other
    assert ids(client, "?q=%25") == []


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("?kind=nothing", "kind"),
        ("?kind=%00", "kind"),
        ("?unit=000000000000", "unit"),
        ("?unit=x", "unit"),
        ("?unit=%00", "unit"),
        ("?venue=zzz", "venue"),
        ("?from=2026-13-01", "from"),
        ("?to=gestern", "to"),
        ("?from=2026-02-02&to=2026-02-01", "to"),
        ("?open=perhaps", "open"),
        ("?limit=0", "limit"),
        ("?limit=101", "limit"),
        ("?cursor=x", "cursor"),
        ("?cursor=WzEsMl0", "cursor"),
        ("?cursor=WyJhIiwiYiJd", "cursor"),
        ("?from=0001-01-01", "from"),
        ("?to=9999-12-31", "to"),
        (f"?cursor={cursor_of('9999-12-31T23:59:59-08:00', 'x')}", "cursor"),
        (f"?cursor={cursor_of('2026-01-01T00:00:00+08:00', chr(0xD800))}", "cursor"),
        ("?lang=fr", "lang"),
        ("?q=%00", "q"),
        (f"?q={'长' * 101}", "q"),
    ],
)
def test_what_is_unknown_is_named(client, cast, query, parameter):
    response = client.get(f"{OFFERINGS}{query}")
    assert response.status_code == 422
    assert response["Content-Type"] == "application/problem+json"
    problem = response.json()
    assert problem["type"] == "/api/v1/problems/invalid"
    assert [error["parameter"] for error in problem["errors"]] == [parameter]


def test_an_unknown_kind_is_answered_with_those_there_are(client, cast):
    make_offering(unit=cast.city, page=make_event())
    EventKind.objects.create(name="讲座", slug="lecture", position=9)
    (error,) = client.get(f"{OFFERINGS}?kind=lectures&lang=en").json()["errors"]
    kinds = ["course", *EventKind.objects.values_list("slug", flat=True)]
    assert error["allowed"] == kinds
    assert error["detail"].endswith(f"Ask for one of these: {', '.join(kinds)}.")
    for kind in kinds:
        ids(client, f"?kind={kind}")


def test_the_cursor_leads_through_everything_once(client, cast):
    page = make_event()
    made = []
    same = timezone.now() + timedelta(days=3)
    for number in range(7):
        offering = make_offering(unit=cast.city, page=page, sessions=0)
        if number:
            make_session(offering, starts_at=same if number < 5 else same + timedelta(days=number))
        made.append(offering.public_id)
    seen, cursor = [], ""
    while True:
        answer = client.get(f"{OFFERINGS}?limit=2&cursor={cursor}").json()
        seen += [item["id"] for item in answer["items"]]
        cursor = answer["next"]
        if not cursor:
            break
    assert sorted(seen) == sorted(made)
    assert len(seen) == 7
    assert seen == ids(client, "?limit=100")


def test_venues_that_are_public(client, cast):
    shown, hidden = make_venue("乙馆"), make_venue("丙馆")
    make_session(make_offering(unit=cast.city, sessions=0), venue=shown)
    make_session(make_offering(unit=cast.city, sessions=0, state="draft"), venue=hidden)
    found = client.get("/api/v1/venues").json()
    assert [item["name"] for item in found["items"]] == ["乙馆"]
    assert found["next"] is None


@pytest.mark.parametrize("number", [1, 3])
def test_queries_of_venues_stay_the_same(client, cast, number, django_assert_num_queries):
    offering = make_offering(unit=cast.city, sessions=0)
    for _ in range(number):
        make_session(offering, venue=make_venue())
    with django_assert_num_queries(1):
        assert client.get("/api/v1/venues").status_code == 200


def test_venues_by_cursor(client, cast):
    offering = make_offering(unit=cast.city, sessions=0)
    for _ in range(5):
        make_session(offering, venue=make_venue())
    seen, cursor = [], ""
    while cursor is not None:
        answer = client.get(f"/api/v1/venues?limit=2&cursor={cursor}").json()
        seen += [item["id"] for item in answer["items"]]
        cursor = answer["next"]
    assert sorted(seen) == sorted(Venue.objects.values_list("public_id", flat=True))
