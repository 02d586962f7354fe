"""The inbox: reading writes nothing, a button marks as read."""

import pytest
from django.test import Client
from django.utils.html import strip_tags

from kernel.outbox import drain_once
from notices import actions
from notices.models import Notice
from notices.outcomes import NoticeOutcome


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
    with django_assert_num_queries(12):
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
    "address", ["https://example.com/", "//example.com/", "javascript:alert(1)", "nowhere"]
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


def shown(client, show):
    """What a tab of the inbox lists."""
    page = client.get("/me/notices/", {"show": show})
    return [notice.subject for notice in page.context["notices"].object_list]


def test_the_inbox_is_narrowed_by_what_it_is_about(client, cast):
    kinds = ("confirmed", "changed", "essay_returned", "message", "digest")
    for number, kind in enumerate(kinds):
        make_notice(cast.participant, number, kind=kind)
    assert shown(client, "registrations") == ["第0条"]
    assert shown(client, "changes") == ["第1条"]
    assert shown(client, "essays") == ["第2条"]
    assert shown(client, "messages") == ["第3条"]
    assert shown(client, "") == shown(client, "nonsense") == ["第3条", "第2条", "第1条", "第0条"]
    counts = [tab.get("count") for tab in client.get("/me/notices/").context["tabs"]]
    assert counts == [None, 4, 1, 1, 0, 1, 0, 1]


def test_what_is_read_leaves_the_unread_and_comes_back(client, cast):
    notice = make_notice(cast.participant)
    client.post(f"/me/notices/{notice.public_id}/")
    assert shown(client, "unread") == []
    back = client.post(
        f"/me/notices/{notice.public_id}/", {"do": "unread", "next": "/me/notices/?show=unread"}
    )
    assert back.url == "/me/notices/?show=unread"
    assert shown(client, "unread") == ["第0条"]
    result = actions.unread(by=cast.participant, notice=notice)
    assert result.outcome == NoticeOutcome.UNREAD_ALREADY


def test_a_notice_says_how_it_went_out(client, cast, tell):
    notice = tell(cast.participant)
    assert "邮件：待发送" in words_of(client)
    drain_once()
    assert "邮件：已发送 今天" in words_of(client)
    notice.deliveries.update(state="given_up")
    assert "请在“我的”页核对您的地址" in words_of(client)


def words_of(client):
    """The inbox as it reads."""
    return " ".join(strip_tags(client.get("/me/notices/").content.decode()).split())
