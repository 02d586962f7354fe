"""The inbox: reading writes nothing, a button marks as read."""

import pytest
from django.test import Client

from notices.models import Notice


def make_notice(person, number=0, **fields):
    values = {"kind": "confirmed", "key": f"k{person.pk}-{number}", "subject": f"第{number}条"}
    values |= {"body": "好。", "language": "zh-hans", "path": "/me/"}
    return Notice.objects.create(recipient=person, **(values | fields))


@pytest.fixture
def client(client, cast):
    """The participant's browser."""
    client.force_login(cast.participant)
    return client


@pytest.mark.parametrize("number", [1, 3])
def test_queries_stay_the_same(client, cast, number, django_assert_num_queries):
    for index in range(number):
        make_notice(cast.participant, index)
    client.get("/me/notices/")
    with django_assert_num_queries(10):
        assert client.get("/me/notices/").status_code == 200


def test_unread_stand_above_read_each_newest_first(client, cast):
    notices = [make_notice(cast.participant, index) for index in range(4)]
    client.post(f"/me/notices/{notices[3].public_id}/")
    shown = client.get("/me/notices/").context["notices"].object_list
    assert [notice.subject for notice in shown] == ["第2条", "第1条", "第0条", "第3条"]


def test_looking_writes_nothing(client, cast):
    notice = make_notice(cast.participant)
    client.get("/me/notices/")
    client.get("/me/")
    notice.refresh_from_db()
    assert notice.read_at is None


def test_got_it_marks_one_and_keeps_the_first_reading(client, cast):
    notice, other = make_notice(cast.participant, 1), make_notice(cast.participant, 2)
    address = f"/me/notices/{notice.public_id}/"
    assert client.get(address).status_code == 405
    response = client.post(address, {"do": "read", "next": "/me/#notices"})
    assert response.url == "/me/#notices"
    notice.refresh_from_db()
    first = notice.read_at
    assert first is not None
    client.post(address)
    notice.refresh_from_db()
    other.refresh_from_db()
    assert (notice.read_at, other.read_at) == (first, None)


def test_opening_marks_and_goes_there(client, cast):
    notice = make_notice(cast.participant, path="/o/0123456789ab/")
    response = client.post(f"/me/notices/{notice.public_id}/", {"do": "open"})
    assert response.url == "/o/0123456789ab/"
    notice.refresh_from_db()
    assert notice.read_at is not None


@pytest.mark.parametrize(
    "address", ["https://example.com/", "//example.com/", "javascript:alert(1)"]
)
def test_nobody_is_sent_to_another_host(client, cast, address):
    notice = make_notice(cast.participant, path=address)
    for data in ({"do": "open"}, {"next": address}):
        response = client.post(f"/me/notices/{notice.public_id}/", data)
        assert response.url == "/me/notices/"


def test_all_are_marked_at_once(client, cast):
    mine, theirs = make_notice(cast.participant), make_notice(cast.colleague)
    client.post("/me/notices/read/")
    mine.refresh_from_db()
    theirs.refresh_from_db()
    assert mine.read_at is not None
    assert theirs.read_at is None


def test_anothers_notice_is_forbidden(client, cast):
    notice = make_notice(cast.colleague)
    response = client.post(f"/me/notices/{notice.public_id}/")
    assert response.status_code == 403
    notice.refresh_from_db()
    assert notice.read_at is None


def test_an_unknown_notice_is_not_found(client):
    assert client.post("/me/notices/000000000000/").status_code == 404


def test_marking_needs_the_forms_token(cast):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cast.participant)
    notice = make_notice(cast.participant)
    assert strict.post(f"/me/notices/{notice.public_id}/").status_code == 403


def test_long_inboxes_have_pages(client, cast):
    for index in range(21):
        make_notice(cast.participant, index)
    assert "第20条" in client.get("/me/notices/").content.decode()
    assert "第0条" in client.get("/me/notices/?page=2").content.decode()


def test_words_of_a_notice_are_never_markup(client, cast):
    make_notice(cast.participant, subject="<b>粗</b>", body="<script>x</script>\n第二行")
    page = client.get("/me/notices/").content.decode()
    assert "<b>粗" not in page
    assert "<script>x" not in page


def test_an_empty_inbox_says_what_will_be_here(client):
    assert "还没有通知" in client.get("/me/notices/").content.decode()
