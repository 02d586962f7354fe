"""What reaches a person how: the page, the link in the mail, the collected mail."""

import re
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from kernel.models import OutboxTask
from kernel.outbox import drain_once
from notices import actions
from notices.actions.choosing import Wanted, next_digest
from notices.enums import MANDATORY, OF_OFFICE, DeliveryState, Kind, MailChoice, Rhythm
from notices.forms import kinds_in_order
from notices.models import Choice, Delivery, DigestPlan, Notice
from notices.outcomes import ChoiceOutcome, DeliveryOutcome
from notices.tasks import pick_up, send_digests
from notices.unsubscribing import token_of, wish_of
from tests.factories import make_person

PAGE = "/me/notices/preferences/"
STATE = DeliveryState
HERE = ZoneInfo("Asia/Shanghai")


def form(**changes):
    """What the page sends."""
    kinds = [name for name in kinds_in_order() if f"mail_{name}" not in changes]
    free = {f"mail_{kind}": "at_once" for kind in kinds}
    return {"rhythm": "daily", "weekday": "0", "hour": "8", **free, **changes}


@pytest.fixture
def client(cast):
    """The participant's browser."""
    client = Client()
    client.force_login(cast.participant)
    return client


def collect(person, kind=Kind.MESSAGE):
    """Let a kind be collected."""
    wanted = {kind: Wanted(MailChoice.COLLECTED, sms=False)}
    return actions.choose(by=person, wanted=wanted, rhythm=Rhythm.DAILY, weekday=0, hour=8)


def come():
    """The time of every collected mail."""
    DigestPlan.objects.update(next_at=timezone.now() - timedelta(seconds=1))


def test_a_choice_is_kept_and_shown_again(client, cast):
    response = client.post(PAGE, form(mail_message="never", mail_pending="collected", hour="18"))
    assert (response.status_code, response.url) == (302, PAGE)
    kept = Choice.objects.filter(person=cast.participant).exclude(mail="at_once")
    assert dict(kept.values_list("kind", "mail")) == {"message": "never", "pending": "collected"}
    shown = client.get(PAGE).context["form"]
    assert (shown["mail_message"].initial, shown["hour"].initial) == ("never", 18)
    assert client.post(PAGE, form(mail_message="never", mail_pending="collected", hour="18"))
    assert kept.count() == 2


def test_mandatory_kinds_are_said_to_be_and_stay_whatever_is_sent(client, cast):
    page = client.get(PAGE).content.decode()
    assert 'name="mail_cancelled"' not in page
    assert page.count("邮件：始终即时发送") == len(MANDATORY - OF_OFFICE)
    client.post(PAGE, form(mail_cancelled="never"))
    assert not Choice.objects.filter(kind=Kind.CANCELLED).exclude(mail="at_once").exists()


def test_texts_are_offered_to_a_proved_number_where_texts_leave(client, cast, settings):
    settings.SMS_SENDER = "somewhere.send"
    assert 'name="sms_message"' not in client.get(PAGE).content.decode()
    cast.participant.phone, cast.participant.phone_verified = "+8613800138000", True
    cast.participant.save()
    assert 'name="sms_message"' in client.get(PAGE).content.decode()
    client.post(PAGE, form(sms_cancelled="on"))
    assert Choice.objects.get(kind=Kind.CANCELLED).sms is True
    settings.SMS_SENDER, settings.SMS_CONSOLE_SHOWS_TEXT = "people.sms.to_console", False
    assert 'name="sms_message"' not in client.get(PAGE).content.decode()


def test_nonsense_is_refused_at_its_field(client):
    response = client.post(PAGE, form(mail_message="by pigeon", hour="25"))
    assert response.status_code == 422
    assert set(response.context["form"].errors) == {"mail_message", "hour"}
    [unfolded] = re.findall(r"<details[^>]* open>.*?</details>", response.content.decode(), re.S)
    assert 'id="id_mail_message_error"' in unfolded
    assert not Choice.objects.exists()


@pytest.mark.parametrize(
    ("rhythm", "weekday", "now", "expected"),
    [
        (Rhythm.DAILY, 0, "2026-11-22 07:59", "2026-11-22 08:00"),
        (Rhythm.DAILY, 0, "2026-11-22 08:00", "2026-11-23 08:00"),
        (Rhythm.WEEKLY, 0, "2026-11-22 09:00", "2026-11-23 08:00"),  # a Sunday
        (Rhythm.WEEKLY, 6, "2026-11-22 09:00", "2026-11-29 08:00"),
    ],
)
def test_the_next_collected_mail(rhythm, weekday, now, expected):
    plan = DigestPlan(rhythm=rhythm, weekday=weekday, hour=8)
    after = datetime.fromisoformat(now).replace(tzinfo=HERE)
    assert next_digest(plan, after) == datetime.fromisoformat(expected).replace(tzinfo=HERE)


def test_what_is_collected_comes_in_one_mail_once(cast, tell):
    collect(cast.participant)
    notices = [tell(cast.participant, str(n), subject=f"第{n}条") for n in (1, 2)]
    while drain_once():
        assert mail.outbox == []
    assert send_digests() == 0, "not before its time"
    come()
    assert [send_digests(), send_digests()] == [1, 1]
    while drain_once():
        pass
    assert send_digests() == 0
    (message,) = mail.outbox
    assert message.subject == "通知汇总：2 条"
    assert "1. 第1条" in message.body
    assert "2. 第2条" in message.body
    carrier = Notice.objects.get(kind=Kind.DIGEST)
    rows = Delivery.objects.filter(notice__in=notices).values_list("state", "carrier")
    assert list(rows) == [(STATE.IN_DIGEST, carrier.pk)] * 2
    assert carrier not in Notice.objects.of(cast.participant).unread_first()


def test_what_comes_after_waits_for_the_next_and_nothing_is_lost(cast, tell):
    collect(cast.participant)
    for key in ("1", "2"):
        tell(cast.participant, key)
        come()
        send_digests()
        while drain_once():
            pass
    assert [message.subject for message in mail.outbox] == ["通知汇总：1 条"] * 2
    assert not Delivery.objects.filter(state=STATE.COLLECTED).exists()


def test_without_anything_collected_no_mail_comes_and_the_plan_goes_on(cast):
    collect(cast.participant)
    come()
    plan = DigestPlan.objects.get()
    assert actions.send_digest(by=None, plan=plan).outcome == DeliveryOutcome.NOTHING_COLLECTED
    plan.refresh_from_db()
    assert plan.next_at > timezone.now()
    assert not Notice.objects.exists()


def test_the_link_in_a_mail_turns_its_kind_off_in_one_click(cast, tell):
    tell(cast.participant)
    drain_once()
    # As a mail program finds it in what is sent: it decodes nothing in there.
    headers = message_from_bytes(mail.outbox[0].message(policy=policy.SMTP).as_bytes())
    address = headers["List-Unsubscribe"].removeprefix("<http://localhost:8000").removesuffix(">")
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    stranger = Client(enforce_csrf_checks=True)
    page = stranger.get(address)
    assert page.status_code == 200
    assert not Choice.objects.exists(), "a mail program that looks ahead changes nothing"
    answer = stranger.post(address, {"List-Unsubscribe": "One-Click"})
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/plain; charset=utf-8")
    assert Choice.objects.get(person=cast.participant).mail == MailChoice.NEVER
    assert tell(cast.participant, "2").deliveries.count() == 0
    assert "此前已关闭" in stranger.post(address).content.decode()


def test_mandatory_kinds_have_no_such_link(cast, tell):
    tell(cast.participant, kind=Kind.CANCELLED, title="研修班", reason="台风")
    drain_once()
    headers = mail.outbox[0].message()
    assert headers["List-Unsubscribe"] is None
    assert "不能关闭" in mail.outbox[0].body
    assert wish_of(token_of(cast.participant, Kind.CANCELLED)) is None
    refused = actions.turn_off(by=cast.participant, kind=Kind.CANCELLED)
    assert refused.outcome == ChoiceOutcome.MANDATORY


def test_turning_the_collected_mail_off_turns_off_what_it_carried(cast, tell):
    collect(cast.participant)
    actions.turn_off(by=cast.participant, kind=Kind.DIGEST)
    assert Choice.objects.get().mail == MailChoice.NEVER
    again = actions.turn_off(by=cast.participant, kind=Kind.DIGEST)
    assert again.outcome == ChoiceOutcome.OFF_ALREADY


def test_after_the_collected_mail_was_turned_off_none_comes_any_more(cast, tell):
    collect(cast.participant)
    waiting = tell(cast.participant)
    while drain_once():
        pass
    actions.turn_off(by=cast.participant, kind=Kind.DIGEST)
    come()
    send_digests()
    while drain_once():
        pass
    assert mail.outbox == []
    assert waiting in Notice.objects.of(cast.participant).unread()


@pytest.mark.parametrize("change", [lambda t: t[:-1], lambda t: "x" + t, lambda t: "nothing"])
def test_a_link_that_is_not_ours_is_not_found(cast, change):
    token = change(token_of(cast.participant, Kind.MESSAGE))
    for method in ("get", "post"):
        assert getattr(Client(), method)(f"/notices/unsubscribe/{token}/").status_code == 404
    gone = make_person(is_active=False)
    assert wish_of(token_of(gone, Kind.MESSAGE)) is None


def test_deliveries_that_lost_their_task_are_picked_up(cast, tell):
    notice = tell(cast.participant)
    assert pick_up() == 0, "its task is there"
    Delivery.objects.update(state=STATE.QUEUED)
    drain_once()
    Delivery.objects.update(state=STATE.QUEUED)  # as if the outbox had given its task up
    assert pick_up() == 1
    drain_once()
    assert notice.deliveries.get().state == STATE.SENT
    assert pick_up() == 0


def test_a_lost_delivery_is_found_while_others_wait_for_their_turn(cast, tell):
    lost = tell(cast.participant)
    OutboxTask.objects.update(given_up_at=timezone.now())
    tell(cast.colleague)
    assert pick_up() == 1
    assert OutboxTask.objects.latest("pk").payload == {"notices": [lost.pk]}
    assert pick_up() == 0, "it has a task again"
