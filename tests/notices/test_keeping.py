"""A person's own data, what goes in time, and what the site's health says of the sender."""

from datetime import timedelta
from functools import partial

import pytest
from django.test import Client
from django.utils import timezone

from kernel import retention
from notices import personal
from notices.actions import reword
from notices.delivery import notify
from notices.enums import DeliveryState, Kind
from notices.health import sender
from notices.models import Choice, Delivery, DigestPlan, Notice, Wording
from people.actions import merge_people
from tests.factories import make_person


def choose(person, kind, mail):
    """A choice made."""
    return Choice.objects.create(person=person, kind=kind, mail=mail)


def late(**span):
    """An instant so long before the test asks."""
    return lambda: timezone.now() - timedelta(**span)


def plan(person, hour):
    """A plan made."""
    return DigestPlan.objects.create(person=person, hour=hour, next_at=timezone.now())


def test_everything_is_shown(cast, tell):
    tell(cast.participant)
    choose(cast.participant, Kind.MESSAGE, "never")
    plan(cast.participant, 9)
    row = Wording.objects.first()
    words = {"subject": "{title}", "body": "{title} {name}"}
    reword(by=cast.participant, wording=row, version=0, **words)
    found = personal.PROVIDER.export(cast.participant)
    (notice,), (delivery,) = found["notices"], found["deliveries"]
    assert (notice["subject"], notice["body"]) == ("题目", "正文")
    assert (delivery["notice_subject"], delivery["sent_at"]) == ("题目", "")
    assert delivery["state"] == str(DeliveryState.QUEUED.label)
    (choice,), (collected,) = found["notice_choices"], found["collected_mail"]
    assert (choice["kind"], choice["sms"]) == (str(Kind.MESSAGE.label), False)
    assert (collected["weekday"], collected["hour"]) == (0, 9)
    assert [one["number"] for one in found["words_of_notices"]] == [1]


def test_merging_moves_the_inbox_and_keeps_ones_own_choices(cast, tell):
    keep, drop = cast.participant, cast.colleague
    tell(drop)
    choose(keep, Kind.MESSAGE, "never")
    choose(drop, Kind.MESSAGE, "collected")
    choose(drop, Kind.PENDING, "collected")
    plan(drop, 18)
    personal.merge(keep, drop)
    assert Notice.objects.get().recipient == keep
    kept = Choice.objects.filter(person=keep).order_by("kind")
    assert list(kept.values_list("kind", "mail")) == [
        ("message", "never"),
        ("pending", "collected"),
    ]
    assert DigestPlan.objects.get().person == keep
    assert not Choice.objects.filter(person=drop).exists()


def test_erasing_empties_the_words_and_stops_what_is_on_its_way(cast, tell):
    notice = tell(cast.participant, reply_to="office@example.org")
    choose(cast.participant, Kind.MESSAGE, "never")
    personal.erase(cast.participant)
    notice.refresh_from_db()
    assert (notice.subject, notice.body, notice.reply_to) == ("", "", "")
    assert notice.deliveries.get().state == DeliveryState.GIVEN_UP
    assert not Choice.objects.exists()


def test_old_notices_go_unless_something_is_still_on_its_way(cast, tell):
    old, waiting, fresh = (tell(cast.participant, str(n)) for n in range(3))
    long_ago = timezone.now() - timedelta(days=731)
    Notice.objects.exclude(pk=fresh.pk).update(created_at=long_ago)
    Delivery.objects.filter(notice=old).update(state=DeliveryState.SENT)
    retention.forget(by=None, kind=retention.KINDS["notices.notices"], limit=10)
    assert set(Notice.objects.all()) == {waiting, fresh}


@pytest.mark.parametrize(
    ("values", "age", "expected"),
    [
        ({"state": "queued"}, timedelta(hours=5), "ok"),
        ({"state": "queued"}, timedelta(hours=7), "1 messages are not sent"),
        ({"state": "sending"}, timedelta(hours=7), "1 messages are not sent"),
        ({"state": "failed", "trouble": "server"}, timedelta(minutes=14), "ok"),
        (
            {"state": "failed", "trouble": "server"},
            timedelta(minutes=20),
            "the mail server has taken nothing for 20 minutes",
        ),
        ({"state": "failed", "trouble": "busy"}, timedelta(days=2), "ok"),
        ({"state": "failed", "trouble": "busy", "next_at": late(minutes=14)}, timedelta(1), "ok"),
        (
            {"state": "failed", "trouble": "busy", "next_at": late(minutes=20)},
            timedelta(days=1),
            "1 messages are not sent",
        ),
        ({"state": "given_up", "trouble": "server"}, timedelta(days=4), "ok"),
        ({"state": "collected"}, timedelta(days=6), "ok"),
    ],
)
def test_a_sender_that_is_stuck_is_visible(cast, tell, values, age, expected):
    tell(cast.participant)
    values = {name: value() if callable(value) else value for name, value in values.items()}
    Delivery.objects.update(created_at=timezone.now() - age, **values)
    assert sender() == expected
    answer = Client().get("/health/ready")
    assert answer.json()["parts"]["mail"] == expected
    assert answer.status_code == (200 if expected == "ok" else 503)


def test_nobody_is_told_again_what_a_merged_record_was_told(cast):
    keep, drop = cast.participant, make_person("林吉安", cast.unit)
    tell = partial(notify, kind=Kind.MESSAGE, context={"subject": "题", "text": "文"})
    for person in (keep, drop):
        tell(person=person, key="both")
    tell(person=drop, key="one")
    merge_people(by=None, keep=keep, drop=drop)
    assert Notice.objects.filter(recipient=keep).count() == 3
    assert tell(person=keep, key="one") is None
    assert tell(person=keep, key="both") is None
    assert tell(person=keep, key="new") is not None
