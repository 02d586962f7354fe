"""Notices: written with what causes them, sent after commit, once, on the channels they take."""

import pytest
from django.core import mail
from django.db import transaction

from kernel.models import OutboxTask
from kernel.outbox import drain_once
from notices import sending
from notices.channels import lay_out
from notices.delivery import Note, notify, notify_many
from notices.enums import Channel, DeliveryState, Kind, MailChoice, Trouble
from notices.models import Choice, Delivery, Notice
from notices.words import keep_words
from tests.factories import make_person

STATE = DeliveryState
SENT: list[tuple[str, str]] = []
CHANGE = {"title": "研修班", "what": "开班第一课", "when": "周六"}


def to_list(number: str, text: str) -> None:
    """A sender of text messages that keeps them."""
    SENT.append((number, text))


@pytest.fixture(autouse=True)
def _texts(settings):
    SENT.clear()
    settings.SMS_SENDER = f"{__name__}.to_list"


def ways(notice):
    """Channel and state of each delivery."""
    return list(notice.deliveries.order_by("channel").values_list("channel", "state"))


def test_a_notice_is_written_and_waits(cast, tell):
    notice = tell(cast.participant)
    assert (notice.subject, notice.body) == ("题目", "正文")
    assert ways(notice) == [(Channel.MAIL, STATE.QUEUED)]
    assert mail.outbox == []


@pytest.mark.parametrize("written", ["", "/en"])
@pytest.mark.parametrize(("language", "read"), [("zh-hans", ""), ("en", "/en")])
def test_a_notice_leads_to_pages_in_its_readers_language(cast, written, language, read):
    cast.participant.language = language
    words, path = {"subject": "题目", "text": "正文"}, "/me/notices/?show=unread#new"
    notice = notify(
        person=cast.participant, kind=Kind.MESSAGE, key="1", path=written + path, context=words
    )
    assert notice.path == read + path


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_is_told_to_nobody(tell):
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
def test_mail_leaves_after_commit_and_not_before(tell):
    person = make_person()
    with transaction.atomic():
        tell(person)
        assert mail.outbox == []
    assert [message.to for message in mail.outbox] == [[person.email]]


def test_each_notice_is_sent_once(cast, tell):
    notice = tell(cast.participant)
    for _ in range(2):
        sending.deliver({"notices": [notice.pk]})
    delivery = notice.deliveries.get()
    assert (len(mail.outbox), delivery.state, delivery.attempts) == (1, STATE.SENT, 1)
    assert delivery.sent_at is not None


def test_the_same_key_tells_once(cast, tell):
    tell(cast.participant)
    assert notify(person=cast.participant, kind=Kind.MESSAGE, key="1") is None
    tell(cast.participant, "2")
    tell(cast.colleague)
    assert (Notice.objects.count(), Delivery.objects.count()) == (3, 3)


def test_without_an_address_there_is_the_inbox_alone(tell):
    notice = tell(make_person(email=""))
    sending.deliver({"notices": [notice.pk]})
    assert ways(notice) == []
    assert mail.outbox == []


def test_whoever_chooses_before_it_leaves_is_heard(cast):
    notice = notify(person=cast.participant, kind=Kind.MESSAGE, key="1")
    assert ways(notice) == [], "nobody waits for that at the screen"
    Choice.objects.create(person=cast.participant, kind=Kind.MESSAGE, mail=MailChoice.COLLECTED)
    drain_once()
    assert ways(notice) == [(Channel.MAIL, STATE.COLLECTED)]


def test_what_is_laid_out_stays_whatever_is_chosen_afterwards(cast, tell):
    notice = tell(cast.participant)
    Choice.objects.create(person=cast.participant, kind=Kind.MESSAGE, mail=MailChoice.NEVER)
    lay_out([notice.pk])
    assert ways(notice) == [(Channel.MAIL, STATE.QUEUED)]


def test_an_address_that_went_away_meanwhile_is_given_up_in_words(cast, tell):
    notice = tell(cast.participant)
    cast.participant.email = None
    cast.participant.save()
    sending.deliver({"notices": [notice.pk]})
    delivery = notice.deliveries.get()
    assert (delivery.state, delivery.trouble) == (STATE.GIVEN_UP, Trouble.NO_ADDRESS)
    assert "没有可用的地址" in delivery.get_trouble_display()


@pytest.mark.parametrize(
    ("kind", "choice", "expected"),
    [
        (Kind.MESSAGE, None, [(Channel.MAIL, STATE.QUEUED)]),
        (Kind.MESSAGE, {"mail": MailChoice.NEVER}, []),
        (Kind.MESSAGE, {"mail": MailChoice.COLLECTED}, [(Channel.MAIL, STATE.COLLECTED)]),
        (
            Kind.MESSAGE,
            {"mail": MailChoice.NEVER, "sms": True},
            [(Channel.SMS, STATE.QUEUED)],
        ),
        (Kind.CHANGED, {"mail": MailChoice.NEVER}, [(Channel.MAIL, STATE.QUEUED)]),
    ],
)
def test_channels_follow_the_choice_unless_the_kind_is_mandatory(tell, kind, choice, expected):
    person = make_person(phone="+8613800138000", phone_verified=True)
    if choice:
        Choice.objects.create(person=person, kind=kind, **choice)
    assert ways(tell(person, kind=kind, **CHANGE)) == expected


@pytest.mark.parametrize(
    ("kind", "proved", "expected"),
    [(Kind.CANCELLED, True, 1), (Kind.CANCELLED, False, 0), (Kind.MESSAGE, True, 0)],
)
def test_who_has_a_number_alone_gets_a_text_where_it_matters(tell, kind, proved, expected):
    person = make_person(email="", phone="+8613800138000", phone_verified=proved)
    notice = tell(person, kind=kind, title="研修班", reason="台风")
    sending.deliver({"notices": [notice.pk]})
    assert len(SENT) == expected
    if expected:
        assert SENT[0][0] == "+8613800138000"
        assert SENT[0][1].startswith("已取消：研修班。详见：http")


@pytest.mark.parametrize("number", [1, 3])
def test_many_are_told_at_the_same_cost(cast, number, django_assert_num_queries):
    people = [make_person() for _ in range(number)]
    keep_words(Kind.CHANGED)  # in the cache from the first notice of a kind on
    with django_assert_num_queries(3):  # keys told before, notices, tasks
        notices = notify_many(Kind.CHANGED, [Note(person, "k", "", CHANGE) for person in people])
    assert len(notices) == number
    with django_assert_num_queries(3):  # those without any, choices, deliveries
        lay_out([notice.pk for notice in notices])
