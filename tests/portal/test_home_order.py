"""The lists of the home page go by time, whatever else their pages hold later."""

from datetime import timedelta
from types import SimpleNamespace

from django.utils import timezone

from events.heads import Heads
from portal.home import one_a_page, one_each, session_row
from tests.factories import make_event, make_offering


def test_a_page_stands_at_its_first_date():
    tour, salon = SimpleNamespace(translation_key=1), SimpleNamespace(translation_key=2)
    first, second, third = (SimpleNamespace(page=page) for page in (tour, salon, tour))
    assert one_a_page([first, second, third]) == [first, second]


def test_an_offering_stands_at_its_first_session():
    morning, noon, evening = (SimpleNamespace(offering_id=number) for number in (1, 2, 1))
    assert one_each([morning, noon, evening]) == [morning, noon]


def test_a_topic_that_the_title_says_is_not_said_again(cast):
    page = make_event("院士开讲：读一块石头")
    session = make_offering(unit=cast.unit, page=page, label="主会场").sessions.get()
    told = {}
    for topic in ("读一块石头", "另一个题目"):
        session.title = topic
        told[topic] = session_row(session, Heads([session.offering], None)).note
    assert told == {"读一块石头": "", "另一个题目": "另一个题目"}


def test_what_opens_next_comes_first(cast, client):
    now = timezone.now()
    for title, days in (("晚开放", 3), ("早开放", 1), ("中间开放", 2)):
        make_offering(unit=cast.unit, page=make_event(title), opens_at=now + timedelta(days=days))
    text = client.get("/").text
    order = [text.index(title) for title in ("早开放", "中间开放", "晚开放")]
    assert order == sorted(order)
