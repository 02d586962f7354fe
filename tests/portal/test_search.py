"""Searching the site: what narrows a search, what a hit shows, what is suggested."""

from datetime import timedelta

import pytest
from django.utils import timezone

from events.enums import OfferingState, VenueType
from events.tasks import index_programmes
from portal.founding import found as found_site
from portal.founding import translate
from tests.events.test_pages import make_venue_page
from tests.factories import (
    make_course,
    make_event,
    make_offering,
    make_session,
    make_unit,
    make_venue,
)


@pytest.fixture
def found(db):
    """Three pages about 爱国: an event to come, one that is over, a course without a cohort."""
    now = timezone.now()
    coming, past = make_event("爱国奋斗沙龙"), make_event("爱国报告会")
    unit = make_unit()
    for page, at in ((coming, now + timedelta(days=2)), (past, now - timedelta(days=20))):
        make_session(make_offering(unit=unit, page=page, sessions=0), starts_at=at)
    make_course("爱国研修班")
    return coming, past


def text_of(client, **query):
    """The page of a search, without its head and foot."""
    text = client.get("/search/", query).text
    return text[text.index("<main") : text.index("</main>")]


def hits(text):
    """Titles of the hits, with their marks."""
    return [part.split("</h2>")[0] for part in text.split('class="hit__title"')[1:]]


def test_a_search_is_narrowed_by_type_time_and_registration(found, client):
    assert len(hits(text_of(client, q="爱国"))) == 3
    assert len(hits(text_of(client, q="爱国", type="event"))) == 2
    (only,) = hits(text_of(client, q="爱国", when="past"))
    assert "报告会" in only
    (only,) = hits(text_of(client, q="爱国", registration="open", when="coming"))
    assert "沙龙" in only


def test_counts_say_what_a_choice_would_leave(found, client):
    text = text_of(client, q="爱国")
    assert "活动 2" in text
    assert "已结束 1" in text
    assert "已结束" not in text_of(client, q="爱国", type="course").split('class="hits"')[0]


def test_a_choice_in_chinese_alone_is_marked_on_an_english_page(found, client):
    unit = make_unit("市科协")
    make_session(make_offering(unit=unit, page=found[0], sessions=0))
    text = client.get("/en/search/", {"q": "爱国"}).text
    assert '<span lang="zh-Hans">市科协</span> 1' in text
    assert "&lt;span" not in text


def test_a_choice_that_leaves_nothing_can_be_taken_back(found, client):
    text = text_of(client, q="爱国", type="course", when="past")
    assert hits(text) == []
    assert 'href="?q=%E7%88%B1%E5%9B%BD"' in text


def test_an_unknown_choice_is_told_and_left_out(found, client):
    text = text_of(client, q="爱国", unit="nowhere")
    assert len(hits(text)) == 3
    assert "nowhere" in text


def test_a_hit_shows_its_next_date_and_what_can_be_done(found, client):
    text = text_of(client, q="爱国奋斗沙龙")
    assert 'class="hit__when"' in text
    assert "avail--" in text


def test_what_is_on_the_programme_finds_its_page(db, client):
    page = make_event("秋季现场教学")
    venue = make_venue(name="沙家浜革命历史纪念馆")
    offering = make_offering(unit=make_unit(), page=page, sessions=0)
    make_session(offering, title="芦荡火种", venue=venue)
    assert index_programmes() == 1
    for query in ("芦荡火种", "沙家浜"):
        assert "秋季现场教学" in text_of(client, q=query), query


def test_what_is_being_typed_is_suggested(found, client):
    text = client.get("/search/suggestions/", {"q": "aiguof"}).text
    assert "爱国奋斗沙龙" in text.replace("<mark>", "").replace("</mark>", "")
    assert client.get("/search/suggestions/", {"q": "a"}).text.strip() == ""
    assert client.get("/search/suggestions/").text.strip() == ""


def test_drafts_and_persons_are_not_suggested(found, cast, client):
    found[0].unpublish()
    assert "沙龙" not in client.get("/search/suggestions/", {"q": "爱国奋"}).text
    assert client.get("/search/suggestions/", {"q": cast.participant.name}).text.strip() == ""


def plain_hits(client, query):
    """Titles of the hits without marks, in order."""
    return plain_titles(text_of(client, q=query))


def plain_titles(text):
    """Titles of the hits of a page without marks, in order."""
    texts = [one.replace("<mark>", "").replace("</mark>", "") for one in hits(text)]
    return [one.split("</a>")[0].rsplit(">", 1)[1] for one in texts]


def test_the_very_title_comes_first_and_what_is_over_last(found, client):
    make_course("爱国")
    assert plain_hits(client, "爱国") == ["爱国", *plain_hits(client, "爱国")[1:3], "爱国报告会"]
    assert set(plain_hits(client, "爱国")[1:3]) == {"爱国奋斗沙龙", "爱国研修班"}


def test_what_was_called_off_comes_after_what_is_held_and_shows_what_is_held(found, client):
    soon, later = (timezone.now() + timedelta(days=days) for days in (1, 3))
    off, both = make_event("爱国沙龙甲"), make_event("爱国沙龙乙")
    unit = found[0].offerings.get().lead_unit
    for page in (off, both):
        gone = make_offering(unit=unit, page=page, sessions=0, state=OfferingState.CANCELLED)
        make_session(gone, starts_at=soon)
    make_session(make_offering(unit=unit, page=both, sessions=0), starts_at=later)
    titles = plain_hits(client, "爱国沙龙")
    assert titles == ["爱国沙龙乙", "爱国沙龙甲", *titles[2:]]
    text = text_of(client, q="爱国沙龙")
    assert text.count("已取消") == 1
    assert text.index("爱国沙龙</mark>乙") < text.index("已取消")


def test_a_title_that_begins_with_what_was_asked_comes_before_one_that_holds_it(db, client):
    for title in ("沙家浜芦苇荡现场教学一日行程", "人才沙龙"):
        make_event(title)
    assert plain_hits(client, "沙") == ["沙家浜芦苇荡现场教学一日行程", "人才沙龙"]


def test_a_word_of_the_other_language_leads_to_the_translation(db, client):
    found_site()
    translate(make_event("院士开讲"), title="Lectures of academicians", summary="", body=[])
    assert plain_hits(client, "academicians") == ["院士开讲"]
    text = client.get("/en/search/", {"q": "院士"}).text
    assert plain_titles(text) == ["Lectures of academicians"]
    assert '<p class="hit__type">Event · <span>Salon</span></p>' in text
    assert "1 result<" in text


def test_a_hit_says_of_what_sort_it_is_and_marks_that(db, client):
    make_venue_page(
        "军事博览园", venue_type=VenueType.PATRIOTIC_BASE, town="渭南", town_en="Weinan"
    )
    shown = "场馆 · <span><mark>爱国</mark>主义教育基地 · 渭南</span>"
    assert shown in text_of(client, q="爱国")
    assert "主义教育基地 · <mark>渭南</mark></span>" in text_of(client, q="渭南")
    found_site()
    assert " · Weinan</span>" in client.get("/en/search/", {"q": "军事"}).text
    make_course("一门课")
    assert "研修班 · <span><mark>国情</mark>研修</span>" in text_of(client, q="国情")


def test_what_is_written_so_comes_before_what_is_near_it(db, client):
    for title in ("苏州的老博物馆", "苏州博物馆夜话"):
        make_event(title)
    assert plain_hits(client, "苏州博物馆") == ["苏州博物馆夜话", "苏州的老博物馆"]
    assert "没有一字不差" not in text_of(client, q="苏州博物馆")
    text = text_of(client, q="苏州市博物馆")
    assert set(plain_hits(client, "苏州市博物馆")) == {"苏州博物馆夜话", "苏州的老博物馆"}
    assert "没有一字不差" in text
    assert "<mark>博物馆</mark>" in text


def test_a_question_finds_that_of_which_it_asks(db, client):
    make_event("报名须知")
    make_event("怎样选种")
    assert plain_hits(client, "请问怎么报名") == ["报名须知"]


def test_a_passage_names_what_of_the_programme_was_found(db, client):
    page = make_event("秋季现场教学")
    offering = make_offering(unit=make_unit(), page=page, sessions=0)
    make_session(offering, title="芦荡火种")
    make_session(offering, title="听涛")
    index_programmes()
    text = text_of(client, q="芦荡火种")
    assert "日程、地点与主办：<mark>芦荡火种</mark></p>" in text


def test_a_page_is_found_by_the_day_on_which_it_takes_place(db, client):
    page = make_event("秋季现场教学")
    offering = make_offering(unit=make_unit(), page=page, sessions=0)
    starts = timezone.localtime(timezone.now() + timedelta(days=40))
    make_session(offering, title="芦荡火种", starts_at=starts)
    index_programmes()
    assert plain_hits(client, f"{starts.year}年{starts.month}月{starts.day}日") == ["秋季现场教学"]
    assert plain_hits(client, f"{starts.year}年 教学") == ["秋季现场教学"]


def test_english_words_are_suggested_while_they_are_typed(db, client):
    make_event("Revolution museum")
    text = client.get("/search/suggestions/", {"q": "revol"}).text
    assert "museum" in text
    assert "museum" not in client.get("/search/suggestions/", {"q": "rival"}).text


def test_no_person_is_found_nearly_or_loosely(found, cast, client):
    name = cast.participant.name
    for query in (name, f"{name}老师", f"请问{name}"):
        assert hits(text_of(client, q=query)) == [], query
