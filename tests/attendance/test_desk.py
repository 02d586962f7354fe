"""The screens of the desk, as they work without a script."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale, Page

from attendance.actions import mark
from attendance.models import Attendance
from attendance.passes import pass_of, pass_text
from events.models import Session
from registration.enums import RegistrationState
from tests.attendance.conftest import hold
from tests.factories import make_offering, make_person, make_registration, make_session


@pytest.fixture
def organiser(client, cast):
    client.force_login(cast.organiser)
    return client


def at(name, session):
    return reverse(name, args=[session.public_id])


def test_anonymous_is_sent_to_sign_in(client, door):
    for path in (reverse("desk"), at("desk-session", door.session), at("desk-roll", door.session)):
        answer = client.get(path)
        assert answer.status_code == 302
        assert reverse("account_login") in answer.url


@pytest.mark.parametrize("who", ["stranger", "participant", "liaison", "reviewer", "editor"])
def test_stranger_forbidden(client, door, who):
    client.force_login(getattr(door.cast, who))
    for path in (reverse("desk"), at("desk-session", door.session), at("desk-roll", door.session)):
        answer = client.get(path)
        assert answer.status_code == 403
    answer = client.post(
        at("desk-session", door.session), {"registration": door.registration.public_id}
    )
    assert answer.status_code == 403
    assert not Attendance.objects.exists()


def test_district_organiser_cannot_work_the_citys_desk(client, door):
    client.force_login(door.cast.district_organiser)
    ours = hold(door.cast.district)
    page = client.get(reverse("desk")).content.decode()
    assert ours.title in page
    assert door.session.title not in page
    assert client.get(at("desk-session", ours)).status_code == 200
    refused = client.get(at("desk-session", door.session))
    assert refused.status_code == 403
    for name in ("desk-live", "desk-roll"):
        assert client.get(at(name, door.session)).status_code == 403
    marked = mark(by=None, session=door.session, registration=door.registration).record
    undo = client.post(at("desk-undo", door.session), {"attendance": marked.public_id})
    assert undo.status_code == 403
    # A mark of the city's session is not found through a desk of the district either.
    undo = client.post(at("desk-undo", ours), {"attendance": marked.public_id})
    assert undo.status_code == 404


def test_drafts_and_unknown_ids_are_not_found(organiser, cast):
    draft = hold(cast.city, state="draft")
    assert organiser.get(at("desk-session", draft)).status_code == 404
    assert organiser.get(reverse("desk-session", args=["0" * 12])).status_code == 404


def test_wrong_methods(organiser, door):
    assert organiser.post(reverse("desk")).status_code == 405
    assert organiser.get(at("desk-undo", door.session)).status_code == 405
    assert organiser.post(at("desk-live", door.session)).status_code == 405


def test_the_desk_sorts_sessions_by_when_they_are(organiser, cast):
    now, soon = hold(cast.city), hold(cast.city, begins=timedelta(days=2))
    over = hold(cast.city, begins=-timedelta(days=2))
    off = make_session(now.offering, starts_at=timezone.now(), cancelled_at=timezone.now())
    sheet = organiser.get(reverse("desk")).context["sheet"]
    assert (sheet.now, sheet.today, sheet.following, sheet.recent) == ([now], [off], [soon], [over])


def test_the_desk_in_english_names_an_activity_as_its_english_page_does(organiser, cast):
    page = hold(cast.city).offering.page
    english = Locale.objects.get_or_create(language_code="en")[0]
    other = page.copy_for_translation(english, copy_parents=True)
    Page.objects.filter(pk=other.pk).update(title="A talk", live=True)
    assert page.title in organiser.get("/desk/").text
    assert "A talk" in organiser.get("/en/desk/").text


def test_an_empty_desk_says_what_will_be_here(organiser):
    assert "一小时" in organiser.get(reverse("desk")).content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_queries_of_the_list_of_sessions(organiser, cast, number, django_assert_num_queries):
    for _each in range(number):
        session = hold(cast.city)
        make_registration(session.offering, make_person())
    with django_assert_num_queries(SESSION_LIST):
        assert organiser.get(reverse("desk")).status_code == 200


@pytest.mark.parametrize("number", [1, 3])
def test_queries_of_the_roster(organiser, cast, number, django_assert_num_queries):
    session = hold(cast.city)
    for _each in range(number):
        registration = make_registration(session.offering, make_person(unit=cast.unit))
        mark(by=None, session=session, registration=registration)
    with django_assert_num_queries(ROSTER + GUESTS):
        assert organiser.get(at("desk-session", session)).status_code == 200
    with django_assert_num_queries(ROSTER + GUESTS):
        assert organiser.post(at("desk-session", session), {"text": "测"}).status_code == 200
    with django_assert_num_queries(ROSTER):
        assert organiser.get(at("desk-roll", session)).status_code == 200
    with django_assert_num_queries(LIVE):
        assert organiser.get(at("desk-live", session), {"since": "0"}).status_code == 200


SESSION_LIST = 7
ROSTER = 6
GUESTS = 1  # who makes a session up here
LIVE = 8


def test_mark_by_button_and_see_the_answer_once(organiser, door):
    page = at("desk-session", door.session)
    answer = organiser.post(page, {"registration": door.registration.public_id}, follow=True)
    assert answer.redirect_chain == [(page, 302)]
    html = answer.content.decode()
    assert "verdict--marked" in html
    assert "林𠮷安" in html
    assert answer.context["count"].arrived == 1
    assert "data-result" not in organiser.get(page).content.decode()


def test_mark_by_scanned_pass(organiser, door):
    text = pass_text(pass_of(door.cast.participant))
    answer = organiser.post(at("desk-session", door.session), {"text": text}, follow=True)
    assert "verdict--marked" in answer.content.decode()
    again = organiser.post(at("desk-session", door.session), {"text": text}, follow=True)
    assert "verdict--repeat" in again.content.decode()
    assert Attendance.objects.count() == 1


def test_a_forged_pass_is_refused_on_the_screen(organiser, door):
    for text in ("YX1:AAAAAAAAAAAAAAAA:AAAAAAAAAAAAAAAA", "YX1:" + "A" * 300):
        answer = organiser.post(at("desk-session", door.session), {"text": text}, follow=True)
        assert answer.context["answer"]["code"] == "unknown_pass"


@pytest.mark.parametrize("text", ["𠮷", "林𠮷", " 林 𠮷 安 ", "lin", "ＬＩＮ"])
def test_rare_characters_found_by_name(organiser, door, text):
    answer = organiser.post(at("desk-session", door.session), {"text": text})
    assert [entry.name for entry in answer.context["rows"]] == ["林𠮷安"]


@pytest.mark.parametrize("text", ["䶮", "heyan", "He Yan", "hy", "HY", "何"])
def test_pinyin_and_initials_find_a_name(organiser, door, text):
    answer = organiser.post(at("desk-session", door.session), {"text": text})
    assert [entry.name for entry in answer.context["rows"]] == ["何䶮"]


def test_letters_mean_a_beginning(organiser, door):
    """`he` is 何, and 沈 (s-he-n) only where nobody begins so."""
    make_registration(door.offering, make_person("沈思"))
    page = at("desk-session", door.session)
    for text, names in (("he", ["何䶮"]), ("hen", ["沈思"]), ("yan", ["何䶮"])):
        rows = organiser.post(page, {"text": text}).context["rows"]
        assert [entry.name for entry in rows] == names


@pytest.mark.parametrize("text", ["无此人", "😀", "%", "_", "'; --", "x" * 500, "\x00"])
def test_a_name_that_nobody_has(organiser, door, text):
    answer = organiser.post(at("desk-session", door.session), {"text": text})
    assert answer.status_code in (200, 400)
    assert answer.context["rows"] == []


def test_waitlisted_people_are_found_and_refused(organiser, door):
    waiting = make_registration(door.offering, door.cast.liaison, RegistrationState.WAITLISTED)
    page = at("desk-session", door.session)
    found = organiser.post(page, {"text": "顾"}).context["rows"]
    assert [entry.registration for entry in found] == [waiting]
    answer = organiser.post(page, {"registration": waiting.public_id}, follow=True)
    assert answer.context["answer"]["code"] == "waitlisted"
    assert answer.context["count"].expected == 2


def test_a_registration_of_another_offering_is_not_found_here(organiser, door):
    other = make_offering(unit=door.cast.city)
    foreign = make_registration(other, door.cast.liaison)
    answer = organiser.post(at("desk-session", door.session), {"registration": foreign.public_id})
    assert answer.status_code == 404


def test_undo_from_the_screen(organiser, door):
    marked = mark(by=None, session=door.session, registration=door.registration).record
    answer = organiser.post(
        at("desk-undo", door.session), {"attendance": marked.public_id}, follow=True
    )
    assert answer.context["answer"]["code"] == "undone"
    assert answer.context["count"].arrived == 0
    for wrong in ({}, {"attendance": "nothing"}, {"attendance": "0" * 12}):
        assert organiser.post(at("desk-undo", door.session), wrong).status_code == 404


def test_who_is_missing_and_who_is_here(organiser, door):
    mark(by=None, session=door.session, registration=door.registration)
    for show, names in (
        ("missing", ["何䶮"]),
        ("here", ["林𠮷安"]),
        ("nonsense", ["何䶮", "林𠮷安"]),
    ):
        rows = organiser.get(at("desk-session", door.session), {"show": show}).context["rows"]
        assert [entry.name for entry in rows] == names


def test_the_script_gets_a_fragment_with_the_name_of_the_outcome(organiser, door):
    answer = organiser.post(
        at("desk-session", door.session),
        {"registration": door.registration.public_id},
        headers={"X-Desk": "1"},
    )
    assert answer.status_code == 200
    assert answer["X-Desk-Outcome"] == "marked"
    html = answer.content.decode()
    assert "<html" not in html
    assert f'id="r-{door.registration.public_id}"' in html


def test_a_mark_sent_late_counts_from_when_it_was_taken(organiser, door):
    """The phone had no signal for half an hour."""
    door.session.starts_at = timezone.now() - timedelta(minutes=30)
    door.session.save()
    page, headers = at("desk-session", door.session), {"X-Desk": "1"}
    organiser.post(
        page, {"registration": door.registration.public_id, "age": 1800}, headers=headers
    )
    organiser.post(page, {"registration": door.other.public_id}, headers=headers)
    assert Attendance.objects.get(registration=door.registration).status == "present"
    assert Attendance.objects.get(registration=door.other).status == "late"


def test_the_live_count_and_what_another_desk_did(organiser, door):
    first = organiser.get(at("desk-live", door.session))
    assert first.context["rows"] == []
    mark(by=None, session=door.session, registration=door.registration)
    then = organiser.get(at("desk-live", door.session), {"since": first["X-Desk-Now"]})
    assert [entry.registration for entry in then.context["rows"]] == [door.registration]
    assert then.context["count"].arrived == 1
    for nonsense in ("x", "nan", "1e999", "-1e99"):
        assert organiser.get(at("desk-live", door.session), {"since": nonsense}).status_code == 200


def test_a_cancelled_session_takes_no_marks(organiser, door):
    door.session.cancelled_at = timezone.now()
    door.session.save()
    sent = {"registration": door.registration.public_id}
    answer = organiser.post(at("desk-session", door.session), sent, follow=True)
    assert answer.context["answer"]["code"] == "session_cancelled"


def test_in_english(organiser, door):
    text = organiser.get("/en" + at("desk-session", door.session)).text
    assert "Check in" in text
    assert 'lang="zh-Hans"' in text


@pytest.mark.parametrize("name", ["desk-session", "desk-roll", "desk-report"])
def test_the_tab_of_an_english_reader_names_the_session_in_english(organiser, door, name):
    Session.objects.filter(pk=door.session.pk).update(title_en="Reading & walking")
    path = at(name, door.session)
    for address, words in ((f"/en{path}", "Reading &amp; walking"), (path, door.session.title)):
        page = organiser.get(address).content.decode()
        assert words in page.split("<title>")[1].split("</title>")[0]
