"""Papers: what stands on them, whose they are, and the characters that the font lacks."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.test import Client
from django.utils import timezone, translation
from pypdf import PdfReader

from courses.models import Cohort
from events.models import Offering, Provider, TeachingPoint
from events.papers.letters import venue_letters
from events.papers.timetable import timetable_paper
from media.papers import fonts
from media.papers.lines import lines_of
from media.papers.sheet import WIDTH, Paper, bound, fitted
from tests.factories import make_course, make_offering, make_session, make_speaker, make_venue

LACKING = "\U000323af"


def text_of(content: bytes) -> list[str]:
    """The text of each page, without the spaces that a PDF has between pieces."""
    return ["".join(page.extract_text().split()) for page in PdfReader(BytesIO(content)).pages]


def test_english_papers_show_no_markup(staff):
    offering = make_offering(unit=staff.city, sessions=0)
    speaker, venue = make_speaker("顾清和"), make_venue("昆山馆 <B&C>")
    make_session(offering, title="两弹一星", venue=venue, speaker=speaker)
    offering = Offering.objects.with_figures().get()
    with translation.override("en"):
        papers = [timetable_paper(offering, []), *venue_letters(offering)]
        words = ["".join(text_of(paper.build())) for paper in papers]
    assert all("两弹一星" in one and "顾清和" in one for one in words)
    assert all("昆山馆<B&C>" in one and "span" not in one for one in words)


@pytest.fixture
def client(staff):
    """The organiser's, in Chinese."""
    client = Client(headers={"accept-language": "zh-hans"})
    client.force_login(staff.organiser, "allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def offering(staff):
    """Three sessions on two days by two speakers at two venues."""
    page = make_course("国情研修班", audience="青年专家")
    offering = make_offering(
        unit=staff.city,
        page=page,
        sessions=0,
        capacity=40,
        contact="rcb@example.org",
        label="第3期",
    )
    first = timezone.localtime().replace(hour=9, minute=0, second=0) + timedelta(days=30)
    hall, lake = make_venue("昆山市委党校"), make_venue("沙家浜革命历史纪念馆", guide_lead_days=8)
    point = TeachingPoint.objects.create(venue=lake, name="芦荡")
    qian, he = make_speaker("钱致远", title="教授"), make_speaker("何䶮")
    make_session(offering, starts_at=first, title="强国之路", venue=hall, speaker=qian)
    make_session(
        offering, starts_at=first + timedelta(hours=5), title="江南文脉", venue=hall, speaker=he
    )
    make_session(
        offering, starts_at=first + timedelta(days=1), title="走进沙家浜", form="on_site",
        venue=lake, teaching_point=point,
    )  # fmt: skip
    return offering


def test_the_timetable_has_days_halves_and_page_numbers(client, offering, staff):
    provider = Provider.objects.create(name="苏州市委党校", kind="party_school")
    Cohort.objects.create(
        offering=offering, number=3, provider=provider, coordinator=staff.organiser
    )
    answer = client.get(f"/admin/offerings/{offering.pk}/timetable.pdf")
    assert answer["Content-Type"] == "application/pdf"
    assert "no-store" in answer["Cache-Control"]
    (page,) = text_of(answer.content)
    for part in (
        "上午",
        "下午",
        "强国之路",
        "江南文脉",
        "走进沙家浜",
        "钱致远教授",
        "何䶮",
        "芦荡",
    ):
        assert part in page, part
    assert "苏州市委党校" in page
    assert "班主任：周明远" in page
    assert "第1页，共1页" in page
    assert "晚上" not in page, "no column for halves in which nothing happens"
    (fonts_used,) = [
        {font.get_object()["/BaseFont"] for font in page["/Resources"]["/Font"].values()}
        for page in PdfReader(BytesIO(answer.content)).pages
    ]
    assert any("NotoSansSC" in name for name in fonts_used), "embedded as a subset"


def test_every_speaker_and_every_venue_gets_a_letter_with_their_sessions(client, offering):
    speakers = text_of(client.get(f"/admin/offerings/{offering.pk}/speaker-letters.pdf").content)
    assert len(speakers) == 2
    assert "钱致远" in speakers[0]
    assert "强国之路" in speakers[0]
    assert "江南文脉" not in speakers[0]
    assert "江南文脉" in speakers[1]
    assert all("rcb@example.org" in letter and "约40人" in letter for letter in speakers)
    assert all("第1页，共1页" in letter and "回执" in letter for letter in speakers)
    venues = text_of(client.get(f"/admin/offerings/{offering.pk}/venue-letters.pdf").content)
    assert len(venues) == 2
    assert "走进沙家浜" in venues[1]
    assert "芦荡" in venues[1]
    assert "强国之路" not in venues[1]


def test_without_anybody_to_write_to_one_is_led_back(client, staff):
    bare = make_offering(unit=staff.city)
    for name in ("speaker-letters", "venue-letters"):
        answer = client.get(f"/admin/offerings/{bare.pk}/{name}.pdf")
        assert answer["Location"] == f"/admin/offerings/inspect/{bare.pk}/"


def test_the_filing_sheet_says_size_place_and_people(client, offering, staff):
    offering.supporting_units.add(staff.unit)
    cohort = Cohort.objects.create(
        offering=offering, number=3, coordinator=staff.organiser, hours_required=6
    )
    (page,) = text_of(client.get(f"/admin/cohorts/{cohort.pk}/filing.pdf").content)
    for part in (
        "开班备案表", "国情研修班第3期", "苏州市", "昆山市图书馆", "40人", "周明远", "昆山市委党校",
        "青年专家", "共2天", "9学时", "钱致远教授", "至少6学时", "盖章",
    ):  # fmt: skip
        assert part in page, part


def test_papers_are_only_of_what_one_follows(staff, offering):
    cohort = Cohort.objects.create(offering=offering, number=3)
    client = Client()
    client.force_login(
        staff.district_organiser, "allauth.account.auth_backends.AuthenticationBackend"
    )
    for path in (
        f"/admin/offerings/{offering.pk}/timetable.pdf",
        f"/admin/offerings/{offering.pk}/speaker-letters.pdf",
        f"/admin/cohorts/{cohort.pk}/filing.pdf",
    ):
        assert client.get(path).status_code == 404, path


def test_what_the_font_lacks_is_named_and_has_a_stand_in():
    assert fonts.missing(f"林{LACKING}安，{LACKING}\u200d葛\U000e0100") == [LACKING]
    assert fonts.drawable(f"林 {LACKING}\n安\u200d") == "林 〓\n安"
    assert fonts.missing("何䶮 喆堃珺 㛃 ½ · — …「」") == []
    paper = Paper("名册", "页眉", "")
    paper.add_table([["姓名"], [f"林{LACKING}安"]], [1])
    (page,) = text_of(paper.build())
    assert "林〓安" in page
    assert "U+323AF" in page
    without = Paper("名册", "页眉", "")
    without.add("林吉安")
    assert "U+" not in text_of(without.build())[0]


def test_a_long_table_goes_on_with_its_head_and_every_paper_counts_its_own_pages():
    long = Paper("长表", "页眉" * 60, "")
    long.add_table([["日期", "内容"], *([["1日", "讲座" * 30]] * 60)], [1, 4])
    short = Paper("短", "页眉", "")
    short.add("一行")
    pages = text_of(bound([long, short]))
    assert len(pages) > 2
    assert all("日期内容" in page for page in pages[:-1])
    assert f"第1页，共{len(pages) - 1}页".replace("第1", "第2") in pages[1] or "Page2" in pages[1]
    assert "共1页" in pages[-1] or "Page1of1" in pages[-1]
    assert len(fitted("页眉" * 60, WIDTH)) < 120


def test_markup_in_a_title_is_text():
    paper = Paper("<b>x</b>", "<i>", "&")
    paper.add("a < b & <font size=99>c</font>")
    assert "a<b&<fontsize=99>c</font>" in text_of(paper.build())[0]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("一二三四五，六", ["一二三四", "五，六"]),
        ("一二三四“五”", ["一二三四", "“五”"]),
        ("one two three", ["one two", "three"]),
        ("第 1 期　开班", ["第 1 期　", "开班"]),
        ("甲\n\n乙", ["甲", "", "乙"]),
        ("abcdefghijklmnop", ["abcdefghij", "klmnop"]),
    ],
)
def test_lines_end_where_lines_may_end(text, lines):
    def measure(part):
        return sum(2 if ord(char) > 0x2E7F or char in "“”" else 1 for char in part)

    found = list(lines_of(text, [10], measure))
    assert [line for _left, line in found] == [line.rstrip() for line in lines]
    assert all(left >= 0 for left, _line in found)
