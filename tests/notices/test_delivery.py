"""Notices: written with what causes them, mailed after commit, once, and in order."""

import pytest
from django.core import mail
from django.db import transaction

from kernel.models import OutboxTask
from kernel.outbox import drain_once
from notices import delivery
from notices.delivery import Note, notify, notify_many
from notices.enums import Kind
from notices.models import Notice
from tests.factories import make_person

STATE = Notice.State


@pytest.fixture(autouse=True)
def words(monkeypatch):
    """Words that show their context, so that these tests depend on no room's own."""

    def render(template, context):
        if template.endswith((".txt", ".html")) and "mail" in template:
            return rendered(template, context)
        return f"{context.get('subject', '题目')}\n{context.get('body', '正文')}"

    rendered = delivery.render_to_string
    monkeypatch.setattr(delivery, "render_to_string", render)


def tell(person, key="1", **context):
    return notify(person=person, kind=Kind.CONFIRMED, key=key, path="/me/", context=context)


def test_a_notice_is_written_and_waits(cast):
    notice = tell(cast.participant)
    assert (notice.state, notice.subject, notice.body) == (STATE.QUEUED, "题目", "正文")
    assert mail.outbox == []


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_is_told_to_nobody():
    person = make_person()

    def fail():
        with transaction.atomic():
            tell(person)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    drain_once()
    assert (Notice.objects.count(), OutboxTask.objects.count(), mail.outbox) == (0, 0, [])


@pytest.mark.django_db(transaction=True)
def test_mail_leaves_after_commit_and_not_before():
    person = make_person()
    with transaction.atomic():
        tell(person)
        assert mail.outbox == []
    assert [message.to for message in mail.outbox] == [[person.email]]


def test_each_notice_is_sent_once(cast):
    notice = tell(cast.participant)
    delivery.deliver({"notices": [notice.pk]})
    delivery.deliver({"notices": [notice.pk]})
    notice.refresh_from_db()
    assert (len(mail.outbox), notice.state) == (1, STATE.SENT)
    assert notice.sent_at is not None


def test_one_address_that_cannot_be_written_keeps_nobody_waiting(cast, monkeypatch):
    notices = [tell(cast.participant), tell(cast.colleague)]
    written = delivery._mail

    def write(notice):
        if notice.recipient == cast.participant:
            raise ValueError("no such address")
        return written(notice)

    monkeypatch.setattr(delivery, "_mail", write)
    with pytest.raises(ValueError, match="no such address"):
        delivery.deliver({"notices": [notice.pk for notice in notices]})
    for notice in notices:
        notice.refresh_from_db()
    assert [notice.state for notice in notices] == [STATE.QUEUED, STATE.SENT]


def test_the_same_key_tells_once(cast):
    assert tell(cast.participant) is not None
    assert tell(cast.participant) is None
    assert tell(cast.participant, key="2") is not None
    assert tell(cast.colleague) is not None
    assert Notice.objects.count() == 3


def test_without_an_address_there_is_the_inbox_alone(db):
    notice = tell(make_person(email=""))
    delivery.deliver({"notices": [notice.pk]})
    notice.refresh_from_db()
    assert (mail.outbox, notice.state) == ([], STATE.INBOX_ONLY)


@pytest.mark.parametrize(
    "evil", ["甲\r\nBcc: x@example.com", "甲\nBcc: x@example.com", "甲\x0bB: y"]
)
def test_a_name_never_becomes_a_header(cast, evil):
    notice = tell(cast.participant, subject=evil.replace("\n", " \r "))
    delivery.deliver({"notices": [notice.pk]})
    (message,) = mail.outbox
    sent = message.message()
    assert sent["Bcc"] is None
    assert "\n" not in notice.subject
    assert "\r" not in notice.subject


def test_a_title_of_a_record_never_becomes_a_header(cast):
    notice = tell(cast.participant, subject="报名成功：课\rBcc: a@example.com")
    delivery.deliver({"notices": [notice.pk]})
    assert mail.outbox[0].message()["Bcc"] is None


def test_mail_is_plain_and_html_in_the_persons_language(db):
    person = make_person("甲乙", language="en")
    delivery.deliver({"notices": [tell(person, body="One.\n\nTwo.").pk]})
    (message,) = mail.outbox
    assert "hello" in message.body
    assert "One.\n\nTwo." in message.body
    assert "/me/" in message.body
    html, kind = message.alternatives[0]
    assert kind == "text/html"
    assert '<html lang="en">' in html
    assert "View on the site" in html


def test_mail_holds_no_remote_content_and_no_markup_of_others(cast):
    notice = tell(cast.participant, body="<script>x</script><img src=http://x>")
    delivery.deliver({"notices": [notice.pk]})
    html = mail.outbox[0].alternatives[0][0]
    assert "<script>" not in html
    assert "<img" not in html
    assert "http://x>" not in html
    assert "url(" not in html


def test_long_words_are_cut_to_the_subjects_length(cast):
    assert len(tell(cast.participant, subject="长" * 500).subject) == 200


@pytest.mark.parametrize("number", [1, 3])
def test_many_are_told_at_the_same_cost(cast, number, django_assert_num_queries):
    people = [make_person() for _ in range(number)]
    with django_assert_num_queries(3):
        notices = notify_many(Kind.CHANGED, [Note(person, "k") for person in people])
    assert len(notices) == number


def test_one_address_that_fails_keeps_nobody_waiting(cast, monkeypatch):
    bad, good = tell(cast.participant), tell(cast.colleague)
    real = delivery._mail

    def fail_for(notice):
        if notice.recipient == cast.participant:
            raise ConnectionRefusedError
        return real(notice)

    monkeypatch.setattr(delivery, "_mail", fail_for)
    with pytest.raises(ConnectionRefusedError):
        delivery.deliver({"notices": [bad.pk, good.pk]})
    bad.refresh_from_db()
    good.refresh_from_db()
    assert (bad.state, good.state) == (STATE.QUEUED, STATE.SENT)
