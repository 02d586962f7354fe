"""Text messages that did not arrive: which are tried again, and what an organiser reads of them."""

import pytest
from django.test import Client
from django.utils import translation

from notices import sending
from notices.enums import Channel, DeliveryState, Kind, Trouble
from notices.models import Choice, Delivery
from people.enums import Role
from people.groups import sync_groups
from people.sms import SmsFailed, SmsRefused
from tests.factories import make_person

ANSWERS: list[Exception] = []


def to_gateway(number: str, text: str) -> None:
    """A sender of text messages that raises what it is told to."""
    raise ANSWERS[0]


@pytest.fixture
def text(settings, tell):
    """A text message on its way to somebody."""
    settings.SMS_SENDER = f"{__name__}.to_gateway"
    person = make_person(email="", phone="+8613800138000", phone_verified=True)
    Choice.objects.create(person=person, kind=Kind.MESSAGE, sms=True)
    return tell(person).deliveries.get(channel=Channel.SMS)


def attempt(text, answer):
    """The text after an attempt that the gateway answered so."""
    ANSWERS[:] = [answer]
    sending.deliver({"notices": [text.notice_id]})
    text.refresh_from_db()
    return text


def test_a_refusal_is_final_and_told_in_the_words_of_the_gateway(text):
    row = attempt(text, SmsRefused("no such number"))
    expected = (DeliveryState.GIVEN_UP, Trouble.SMS_REFUSED, "no such number", None)
    assert (row.state, row.trouble, row.detail, row.next_at) == expected


@pytest.mark.parametrize("answer", [SmsFailed("HTTP Error 503"), TimeoutError("slow")])
def test_what_may_be_mended_is_tried_again(text, answer):
    row = attempt(text, answer)
    assert (row.state, row.trouble) == (DeliveryState.FAILED, Trouble.NO_SMS)
    assert row.detail.startswith("SmsFailed: ")
    assert row.next_at


@pytest.mark.parametrize(
    ("trouble", "language", "words"),
    [
        (Trouble.SMS_REFUSED, "zh-hans", "短信平台拒绝发送"),
        (Trouble.SMS_REFUSED, "en", "The gateway for text messages refused it"),
        (Trouble.SMS_OVER, "zh-hans", "内容当时已过时"),
        (Trouble.SMS_OVER, "en", "what it says was over by then"),
    ],
)
def test_the_reason_stands_in_the_readers_language(text, trouble, language, words):
    text.trouble = trouble
    with translation.override(language):
        assert words in text.get_trouble_display()


def test_operators_find_them_by_their_reason(text, cast):
    Delivery.objects.update(state=DeliveryState.GIVEN_UP, trouble=Trouble.SMS_OVER)
    operator = make_person(unit=cast.city, role=Role.OPERATOR)
    sync_groups(operator)
    client = Client()
    client.force_login(operator)
    name = text.notice.recipient.name
    for trouble, found in ((Trouble.SMS_OVER, True), (Trouble.NO_SMS, False)):
        page = client.get("/admin/deliveries/", {"trouble": trouble})
        listed = page.content.decode().split("<table", 1)[-1]
        assert (name in listed) is found
