"""Pages of courses: what they show, in how many statements, and what they survive."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from courses.models import Cohort, CourseIndexPage, CoursePage
from tests.factories import make_course, make_offering, make_session, make_tree
from tests.factories.timetables import make_many_cohorts

INDEX, PAGE = 6, 5


def statements(client, url):
    """How many statements a cold page takes, the site's own lookups already known."""
    client.get("/?frame")
    with CaptureQueriesContext(connection) as queries:
        response = client.get(url)
    assert response.status_code == 200
    return len(queries)


@pytest.mark.parametrize("number", [1, 3])
def test_the_index_takes_as_many_statements_for_three_as_for_one(cast, client, number):
    for _index in range(number):
        make_offering(unit=cast.unit, page=make_course())
    assert statements(client, "/courses/") == INDEX


@pytest.mark.parametrize("number", [1, 3])
def test_a_course_takes_as_many_statements_for_three_cohorts_as_for_one(cast, client, number):
    page = make_course()
    for _index in range(number):
        make_offering(unit=cast.unit, page=page, sessions=number)
    assert statements(client, page.url) == PAGE


def test_a_course_shows_its_cohorts_topics_and_what_is_required(cast, client):
    page = make_course("两弹一星精神研修班", requirement="交一篇心得", audience="青年专家")
    page.topics.create(title="自立：从手摇计算机开始")
    page.save_revision().publish()
    running = make_offering(unit=cast.unit, page=page, label="第2期")
    Cohort.objects.create(offering=running, number=2, hours_required=18)
    over = make_offering(unit=cast.unit, page=page, label="第1期", sessions=0)
    make_session(over, starts_at=timezone.now() - timedelta(days=40))
    text = client.get(page.url).text
    for part in ("自立：从手摇计算机开始", "交一篇心得", "青年专家", "第2期", "第1期", "18"):
        assert part in text
    assert text.index("第2期") < text.index("第1期")
    assert "avail--finished" in text


def test_courses_are_filtered(cast, client):
    make_offering(unit=cast.unit, page=make_course("有期次的"))
    make_course("没有期次的")
    everything = client.get("/courses/").text
    assert "有期次的" in everything
    assert "没有期次的" in everything
    soon = client.get("/courses/?when=upcoming&registration=open").text
    assert "没有期次的" not in soon
    assert "有期次的" in soon
    assert "没有期次的" in client.get("/courses/?category=nation").text
    wrong = client.get("/courses/?category=moon")
    assert wrong.status_code == 200
    assert "state--warning" in wrong.text


@pytest.mark.parametrize("model", [CoursePage, CourseIndexPage])
def test_a_page_that_was_never_saved_can_be_previewed(db, model):
    make_tree()
    fields = {"category": make_course().category} if model is CoursePage else {}
    assert model(title="草稿", slug="draft", **fields).make_preview_request().status_code == 200


def test_a_course_without_cohorts_says_so(db, client):
    page = make_course()
    text = client.get(page.url).text
    assert 'class="facts"' in text
    assert "/calendar/#subscribe" in text


def test_many_cohorts_stand_line_by_line_and_in_the_style_of_stops(cast, client):
    make_many_cohorts(cast.unit, 10, timezone.localdate().year + 1)
    text = client.get(CoursePage.objects.get(title="大课").url).text
    assert 'class="stop' in text
    assert "css/pages/event" in text
    assert all(words in text for words in ("全部班次", "班次总数", "已举办班次", "共 10 期"))
    assert "场次" not in text
