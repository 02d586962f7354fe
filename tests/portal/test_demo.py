"""What `make run` loads holds on whatever day it is loaded."""

from datetime import datetime
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.apps import apps
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command
from django.db.models import F
from django.test import Client
from django.utils import timezone

from portal.demo.people import ACCOUNTS, PASSWORD
from registration.models import Registration
from tests.factories import make_person

SHANGHAI = ZoneInfo("Asia/Shanghai")
DAYS = (
    datetime(2026, 12, 31, 23, 50, tzinfo=SHANGHAI),  # the last minutes of a year
    datetime(2028, 2, 29, 7, 30, tzinfo=SHANGHAI),
)
# What such a field of a record says has happened.
HAPPENED = {
    *("at", "asked_at", "changed_at", "created_at", "done_at", "filed_at", "given_at", "in_at"),
    *("made_at", "marked_at", "out_at", "queued_at", "sent_at", "started_at", "submitted_at"),
}


@pytest.fixture
def demo_site(settings) -> None:
    settings.DEMO_SITE = True


def rows() -> dict[str, int]:
    return {model._meta.label: model._default_manager.count() for model in apps.get_models()}


def not_yet() -> dict[str, int]:
    """How many records say that something happened which is still to come."""
    found = {}
    for model in apps.get_models():
        for field in {field.name for field in model._meta.concrete_fields} & HAPPENED:
            ahead = model._default_manager.filter(**{f"{field}__gt": timezone.now()})
            found[f"{model._meta.label}.{field}"] = ahead.count()
    return {name: count for name, count in found.items() if count}


@pytest.mark.sweep
@pytest.mark.django_db
# Wagtail leaves the file of a picture that it scales to be closed by the collector.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("day", DAYS, ids=lambda day: f"{day:%Y-%m-%d}")
def test_it_is_loaded_whole_on_any_day_and_once(demo_site, day):
    with time_machine.travel(day):
        call_command("demo", stdout=StringIO())
        assert not_yet() == {}
        early = Registration.objects.filter(queued_at__lt=F("offering__opens_at"))
        assert not early.exists(), "nobody stands in line before it opens"
        for name, *_rest in ACCOUNTS:
            email = f"{name}@example.org"
            assert authenticate(None, email=email, password=PASSWORD), f"{email} signs in"
        loaded = rows()
        call_command("demo", stdout=StringIO())
        assert rows() == loaded, "the same again changes nothing"
        for path in ("/", "/courses/", "/events/", "/calendar/", "/en/"):
            assert Client().get(path).status_code == 200, path


@pytest.mark.django_db
def test_it_never_mixes_with_people_who_are_there(demo_site):
    make_person()
    with pytest.raises(CommandError, match="would mix with them"):
        call_command("demo")


@pytest.mark.django_db
def test_it_is_for_development_only(settings):
    settings.DEMO_SITE = False
    with pytest.raises(CommandError, match="development settings only"):
        call_command("demo")
