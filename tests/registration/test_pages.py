"""The offering's page in every state, registering and withdrawing by hand, what other pages ask."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import Context, Template
from django.utils import timezone

from events.actions import cancel_offering, cancel_session, move_session, post_places
from events.enums import OfferingState
from events.models import Offering
from people.enums import UnitKind
from registration.actions import register
from registration.enums import AudienceKind
from registration.enums import RegistrationState as State
from registration.models import AudienceRule, Registration
from tests.factories import make_offering, make_person, make_registration, make_task

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def page(client, offering, prefix=""):
    return client.get(f"{prefix}/o/{offering.public_id}/")


def text(response):
    return " ".join(response.content.decode().split())


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, ["登录后报名", "剩 10 个，共 10 个"]),
        ({"opens_at": NOW + timedelta(days=3)}, ["报名将于", "还有", "aria-disabled"]),
        ({"closes_at": NOW - timedelta(hours=1)}, ["报名已于"]),
        ({"state": OfferingState.PAUSED}, ["报名已暂停"]),
        ({"state": OfferingState.CANCELLED}, ["活动已取消"]),
        ({"state": OfferingState.FINISHED}, ["活动已结束"]),
    ],
)
def test_a_visitor_reads_what_can_be_done(cast, client, fields, words):
    offering = make_offering(unit=cast.city, **fields)
    response = page(client, offering)
    assert response.status_code == 200
    for word in words:
        assert word in text(response)
    assert "no-cache" in response["Cache-Control"]
    assert page(client, offering, "/en").status_code == 200


@pytest.mark.parametrize(
    ("fields", "word", "other"),
    [
        ({}, "登录后加入候补", "登录后报名"),
        ({"has_waiting_list": False}, "名额已满，且不设候补", "登录后"),
        (
            {"closes_at": NOW - timedelta(hours=1), "late_until": NOW + timedelta(hours=1)},
            "登录后申请补报名",
            "登录后报名",
        ),
    ],
)
def test_a_visitor_is_promised_only_what_signing_in_gives(cast, client, fields, word, other):
    offering = make_offering(unit=cast.city, capacity=1, **fields)
    if "late_until" not in fields:
        make_registration(offering, cast.participant)
    shown = text(page(client, offering))
    assert word in shown
    assert other not in shown


def test_a_visitor_is_sent_back_after_signing_in(cast, client):
    offering = make_offering(unit=cast.city)
    assert f"?next=%2Fo%2F{offering.public_id}%2F" in text(page(client, offering))


def test_drafts_exist_for_their_organisers_alone(cast, client):
    offering = make_offering(unit=cast.city, state=OfferingState.DRAFT)
    assert page(client, offering).status_code == 404
    client.force_login(cast.participant)
    assert page(client, offering).status_code == 404
    client.force_login(cast.organiser)
    response = page(client, offering)
    assert response.status_code == 200
    assert "草稿" in text(response)


def test_unknown_ids_are_not_found(client, cast):
    assert client.get("/o/zzzzzzzzzzzz/").status_code == 404
    assert client.post(f"/o/{make_offering(unit=cast.city).public_id}/").status_code == 405


@pytest.mark.parametrize(
    ("capacity", "fields", "word"),
    [
        (2, {}, "有名额即时确认"),
        (1, {}, "加入候补"),
        (1, {"has_waiting_list": False}, "名额已满，且不设候补"),
        (2, {"needs_approval": True}, "由组织者逐一审核"),
    ],
)
def test_a_member_sees_the_one_button_that_fits(cast, client, capacity, fields, word):
    offering = make_offering(unit=cast.city, capacity=capacity, **fields)
    make_registration(offering, cast.colleague)
    client.force_login(cast.participant)
    response = page(client, offering)
    assert word in text(response)
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize(
    ("state", "word"),
    [
        (State.CONFIRMED, "您已有名额"),
        (State.WAITLISTED, "您在候补名单第 1 位"),
        (State.PENDING, "组织者审核后会通知您"),
        (State.DECLINED, "未通过或已被移除"),
        (State.REMOVED, "未通过或已被移除"),
        (State.WITHDRAWN, "可重新报名"),
    ],
)
def test_a_registered_reader_reads_their_own_state(cast, client, state, word):
    offering = make_offering(unit=cast.city)
    make_task(offering)
    make_registration(offering, cast.participant, state)
    client.force_login(cast.participant)
    assert word in text(page(client, offering))
    assert page(client, offering, "/en").status_code == 200


def test_who_belongs_to_no_unit_is_told_who_can_help(cast, client):
    client.force_login(cast.stranger)
    assert "请联系本单位联络员" in text(page(client, make_offering(unit=cast.city)))
    assert 'href="/me/units/"' in text(page(client, make_offering(unit=cast.city)))


def test_whom_the_rules_refuse_is_not_asked_either(cast, client):
    """Not even by the address of the form: whoever fills it in would be refused at the end."""
    offering = make_offering(unit=cast.city, companions_max=1)
    address = f"/o/{offering.public_id}/register/"
    client.force_login(cast.participant)
    assert client.get(address).status_code == 200
    kinds = [UnitKind.HOSPITAL]
    AudienceRule.objects.create(offering=offering, kind=AudienceKind.UNIT_KINDS, unit_kinds=kinds)
    assert client.get(address).url == offering.get_absolute_url()


def test_places_of_other_units_are_not_promised(cast, client):
    offering = make_offering(unit=cast.city, capacity=0)
    post_places(by=None, offering=offering, delta=4, unit=cast.other_unit)
    client.force_login(cast.participant)
    response = text(page(client, offering))
    assert "4 个名额已满" in response
    assert "其中 4 个为其他单位名额" in response
    assert "加入候补" in response


def test_moved_and_cancelled_sessions_stand_in_the_timetable(cast, client):
    offering = make_offering(unit=cast.city, sessions=2)
    first, second = offering.sessions.all()
    later = first.starts_at + timedelta(hours=1)
    move_session(by=None, session=first, starts_at=later, ends_at=later + timedelta(hours=1))
    cancel_session(by=None, session=second, reason="闭馆")
    response = text(page(client, offering))
    assert "<del>" in response
    assert "slot--cancelled" in response


@pytest.mark.parametrize("state", [OfferingState.CANCELLED, OfferingState.FINISHED])
def test_what_is_no_more_leads_on_and_into_no_calendar(cast, client, state):
    offering = make_offering(unit=cast.city, state=state)
    if state == OfferingState.FINISHED:
        offering.sessions.update(starts_at=NOW - timedelta(days=2), ends_at=NOW - timedelta(days=1))
    for shown in (text(page(client, offering)), text(client.get(offering.page.url))):
        assert "加入日历" not in shown
        assert re.search(r'<a href="/calendar/">.{0,200}查看日历</a>', shown)
        assert ("slot--cancelled" in shown) is (state == OfferingState.CANCELLED)
        assert not re.search(r"<small>(还有|明天|后天)", shown), "no days are counted"


def test_a_page_taken_down_stays_open_to_those_who_registered(cast, client):
    offering = make_offering(unit=cast.city)
    row = make_registration(offering, cast.participant)
    offering.page.unpublish()
    assert page(client, offering).status_code == 404
    client.force_login(cast.colleague)
    assert page(client, offering).status_code == 404
    assert client.get(f"/o/{offering.public_id}/withdraw/").status_code == 404
    client.force_login(cast.participant)
    shown = page(client, offering)
    assert shown.status_code == 200
    assert f'href="{offering.page.url}"' not in shown.content.decode()
    done = client.post(f"/o/{offering.public_id}/withdraw/", follow=True)
    assert done.status_code == 200
    row.refresh_from_db()
    assert row.state == State.WITHDRAWN


def test_registering_and_withdrawing_by_hand(cast, client):
    offering = make_offering(unit=cast.city, capacity=1)
    client.force_login(cast.participant)
    done = client.post(f"/o/{offering.public_id}/register/", follow=True)
    assert done.redirect_chain[-1][0] == f"/o/{offering.public_id}/"
    assert "报名成功，名额已确认" in text(done)
    again = client.post(f"/o/{offering.public_id}/register/", follow=True)
    assert "您已报名，无需重复操作" in text(again)
    assert "要退出报名吗" in text(client.get(f"/o/{offering.public_id}/withdraw/"))
    assert Registration.objects.get().state == State.CONFIRMED, "GET never writes"
    gone = client.post(f"/o/{offering.public_id}/withdraw/", follow=True)
    assert "您已退出" in text(gone)
    stale = client.post(f"/o/{offering.public_id}/withdraw/", follow=True)
    assert "您没有报名，无需退出" in text(stale)


def test_a_stale_page_gets_the_named_answer(cast, client):
    offering = make_offering(unit=cast.city)
    client.force_login(cast.participant)
    cancel_offering(by=None, offering=offering, reason="台风")
    response = client.post(f"/o/{offering.public_id}/register/", follow=True)
    assert "活动已取消，请在日历中查看其他安排" in text(response)
    english = client.post(f"/en/o/{offering.public_id}/register/", follow=True)
    assert "This has been cancelled. Please look for another date." in text(english)


def test_only_signed_in_readers_write_and_only_by_post(cast, client):
    offering = make_offering(unit=cast.city)
    for verb in ("register", "withdraw"):
        address = f"/o/{offering.public_id}/{verb}/"
        assert "/accounts/login/" in client.post(address)["Location"]
    client.force_login(cast.participant)
    assert (
        client.get(f"/o/{offering.public_id}/register/")["Location"] == offering.get_absolute_url()
    )
    assert not Registration.objects.exists()
    assert client.put(f"/o/{offering.public_id}/register/").status_code == 405
    assert client.post("/o/zzzzzzzzzzzz/register/").status_code == 404


@pytest.mark.parametrize("sessions", [1, 3])
def test_the_page_takes_the_same_queries_for_any_timetable(
    cast, client, sessions, django_assert_num_queries
):
    offering = make_offering(unit=cast.city, sessions=sessions)
    make_registration(offering, cast.participant)
    client.force_login(cast.participant)
    page(client, offering)  # what is looked up once for a process
    with django_assert_num_queries(24):
        page(client, offering)


def test_other_pages_read_the_state_of_whoever_looks(cast, rf, django_assert_num_queries):
    offering = make_offering(unit=cast.city, capacity=1)
    make_registration(offering, make_person(unit=cast.unit))
    register(by=None, offering=offering, person=cast.participant)
    words = "{% load registration %}{% read_state row as own %}{{ own.code }}|{{ own.label }}"
    shown = Template(words)
    seen = {"row": Offering.objects.with_figures().get(), "request": rf.get("/")}
    seen["request"].user = type(cast.participant).objects.get(pk=cast.participant.pk)
    with django_assert_num_queries(1):
        assert shown.render(Context(seen)) == "waitlisted|退出候补"
    seen["request"].user = AnonymousUser()
    visitor = shown.render(Context(seen))
    assert visitor == shown.render(Context({"row": seen["row"]})) == "anonymous|登录后加入候补"
