"""Papers with names: who stands on them in which order, and whom the font cannot write."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from attendance.models import DeskMark, Pass
from attendance.papers.cards import spaced
from attendance.papers.lists import A_PAGE
from attendance.papers.seating import CENTRE, LEFT, places, seated
from attendance.passes import pass_of, passes_of
from kernel.models import AuditRow
from people.models import Membership
from tests.events.test_papers import LACKING, text_of
from tests.factories import make_offering, make_person, make_registration, make_session, make_venue


@pytest.fixture
def client(staff):
    client = Client(headers={"accept-language": "zh-hans"})
    client.force_login(staff.organiser, "allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def offering(staff):
    """Two days, three half-days; four people of two units, one with a rank, one rare name."""
    offering = make_offering(unit=staff.city, sessions=0, capacity=40)
    first = timezone.localtime().replace(hour=9, minute=0, second=0) + timedelta(days=3)
    hall = make_venue("昆山市委党校")
    for number, gap in enumerate((0, 2, 5, 24)):
        at = first + timedelta(hours=gap)
        make_session(offering, starts_at=at, title=f"第{number + 1}课", venue=hall)
    make_registration(offering, staff.colleague)
    make_registration(offering, staff.participant, companions=2)
    make_registration(offering, make_person("丁一", staff.other_unit, phone="+8613800138000"))
    make_registration(offering, make_person(f"王{LACKING}", staff.other_unit))
    Membership.objects.filter(user=staff.colleague).update(post="馆长", rank=1)
    return offering


ORDER = ["何䶮", "林〓安", "丁一", "王〓"]


def pages(client, offering, paper, **chosen):
    answer = client.get(reverse(f"attendance:paper_{paper}", args=[offering.pk]), chosen)
    assert answer.status_code == 200, answer.content.decode()
    assert answer["Content-Type"] == "application/pdf"
    assert "no-store" in answer["Cache-Control"]
    return text_of(answer.content)


def in_order(text, names=ORDER):
    found = [text.index(name) for name in names]
    return found == sorted(found)


def test_the_page_lists_all_papers_and_names_whom_the_font_cannot_write(client, offering):
    answer = client.get(reverse("attendance:papers", args=[offering.pk]))
    text = answer.content.decode()
    for words in ("签到表", "参训证与姓名牌", "桌签", "名册", "分组名单", "通讯录", "座次图"):
        assert words in text, words
    for name in ("timetable_pdf", "speaker_letters_pdf", "venue_letters_pdf"):
        assert reverse(f"offerings:{name}", args=[offering.pk]) in text
    assert [one.line.row.person.last_name for one in answer.context["lacks"]] == ["林", "王"]
    assert "U+20BB7" in text
    assert "U+323AF" in text


def test_offering_session_and_desk_lead_to_the_papers(client, offering):
    papers = reverse("attendance:papers", args=[offering.pk])
    session = offering.sessions.order_by("starts_at").first()
    day = timezone.localtime(session.starts_at).date().isoformat()
    offerings = client.get(reverse("offerings:inspect", args=[offering.pk])).content.decode()
    assert f'href="{papers}"' in offerings
    assert reverse("attendance:matrix", args=[offering.pk]) in offerings
    for path in (
        reverse("sessions:edit", args=[session.pk]),
        reverse("desk-session", args=[session.public_id]),
    ):
        assert f"{papers}?day={day}" in client.get(path).content.decode(), path


def test_sheets_to_sign_stand_by_half_day_in_official_order(client, offering):
    sheets = pages(client, offering, "sign_in", print="1")
    assert len(sheets) == 3, "two halves on the first day, one on the second"
    for sheet in sheets:
        assert in_order(sheet)
        assert "序号姓名单位职务签名" in sheet
        assert "昆山市委党校" in sheet
        assert "应到：4人" in sheet
        assert "第1页，共1页" in sheet
    assert "上午" in sheets[0]
    assert "第1课" in sheets[0]
    assert "第2课" in sheets[0]
    assert "下午" in sheets[1]
    assert "馆长" in sheets[0]
    day = timezone.localtime() + timedelta(days=4)
    assert len(pages(client, offering, "sign_in", day=day.date().isoformat())) == 1


def test_twenty_to_a_page_and_every_page_is_a_voucher(client, offering, staff):
    for number in range(A_PAGE - 3):
        make_registration(offering, make_person(f"赵{number}", staff.unit))
    first, second = pages(client, offering, "sign_in", day=_last_day(offering))
    for page in (first, second):
        assert "应到：21人" in page
        assert offering.page.title in page
    assert "第2页，共2页" in second


def _last_day(offering):
    last = offering.sessions.order_by("starts_at").last()
    return timezone.localtime(last.starts_at).date().isoformat()


def test_lists_name_everybody_in_official_order(client, offering):
    (roster,) = pages(client, offering, "roster")
    assert in_order(roster)
    assert "U+323AF" in roster
    assert "4王〓(U+323AF)" in roster, "the note names the person"
    (contacts,) = pages(client, offering, "contacts", print="1")
    assert in_order(contacts)
    assert "13800138000" not in contacts
    (numbers,) = pages(client, offering, "contacts", with_numbers="on")
    assert "13800138000" in numbers


def test_groups_by_unit_by_bus_or_dealt(client, offering, staff):
    (units,) = pages(client, offering, "groups", how="unit", number=2)
    assert in_order(units, ["昆山市图书馆", "何䶮", "林〓安", "昆山市第一中学", "丁一"])
    (dealt,) = pages(client, offering, "groups", how="number", number=2)
    assert in_order(dealt, ["第1组", "何䶮", "丁一", "第2组", "林〓安", "王〓"])
    for bus, minute in (("苏E1", 1), ("苏E2", 2)):
        DeskMark.objects.create(
            mark_id=f"00000000-0000-0000-0000-00000000000{minute}",
            session=offering.sessions.first(),
            registration=offering.registrations.get(person=staff.colleague),
            stage="meeting", bus=bus, method="search", outcome="counted",
            taken_at=timezone.now() + timedelta(minutes=minute),
        )  # fmt: skip
    (buses,) = pages(client, offering, "groups", how="bus", number=2)
    assert "苏E1" not in buses, "whoever changes the bus sits in the last one"
    assert in_order(buses, ["苏E2", "何䶮", "林〓安"])


def test_cards_carry_passes_and_cost_the_same_for_many(
    client, offering, staff, django_assert_max_num_queries
):
    kept = pass_of(staff.colleague)
    cards = pages(client, offering, "cards", with_pass="on")
    assert in_order(cards[0])
    assert "第1号" in cards[0]
    assert len(cards) == 2, "the second page names whom the font cannot write"
    assert "U+323AF" in cards[1]
    assert Pass.objects.count() == 4
    assert pass_of(staff.colleague) == kept
    people = [row.person for row in offering.registrations.all()]
    assert set(passes_of(people)) == {person.pk for person in people}
    for number in range(8):
        make_registration(offering, make_person(f"赵{number}", staff.unit))
    with django_assert_max_num_queries(30):
        assert len(pages(client, offering, "cards", with_pass="on")) == 3
    assert Pass.objects.filter(revoked_at=None).count() == 12


def test_tents_show_the_name_to_both_sides(client, offering):
    tents = pages(client, offering, "tents")
    assert len(tents) == 3
    assert tents[0].count("林〓安") == 2
    assert spaced("丁一") == "丁　一"
    assert spaced("林𠮷安") == "林𠮷安"


def test_a_plan_seats_people_from_the_centre(client, offering):
    assert places(5, CENTRE) == [2, 1, 3, 0, 4]
    assert places(4, CENTRE) == [2, 1, 3, 0]
    assert places(3, LEFT) == [0, 1, 2]
    plan = seated(["a", "b", "c", "d"], 2, 3, CENTRE)
    assert plan == [["b", "a", "c"], [None, "d", None]]
    with pytest.raises(ValueError, match="more people"):
        seated(["a"] * 5, 2, 2, LEFT)
    page = pages(client, offering, "seats", rows=2, columns=2, order=LEFT)[0]
    assert in_order(page)
    assert "主席台" in page
    path = reverse("attendance:paper_seats", args=[offering.pk])
    refused = client.get(path, {"rows": 1, "columns": 2, "order": LEFT})
    assert refused.status_code == 400
    assert "4 人" in refused.content.decode() or "4人" in refused.content.decode()


def test_what_was_taken_is_noted_without_names(client, offering, staff):
    pages(client, offering, "roster")
    client.get(reverse("attendance:workbook", args=[offering.pk]))
    rows = AuditRow.objects.filter(action="attendance.take_names_out").order_by("pk")
    assert [row.changes for row in rows] == [
        {"what": "roster", "people": 4},
        {"what": "marks.xlsx", "people": 4},
    ]
    assert {row.actor for row in rows} == {staff.organiser}


def test_without_people_or_sessions_nothing_breaks(client, staff):
    bare = make_offering(unit=staff.city, sessions=0)
    page = client.get(reverse("attendance:papers", args=[bare.pk])).content.decode()
    assert reverse("attendance:paper_sign_in", args=[bare.pk]) not in page
    for name in ("roster", "cards", "tents", "contacts", "groups", "seats"):
        answer = client.get(reverse(f"attendance:paper_{name}", args=[bare.pk]))
        assert answer.status_code == 200, name
        assert PdfReader(BytesIO(answer.content)).pages
    assert client.get(reverse("attendance:paper_sign_in", args=[bare.pk])).status_code == 400
