"""What stands around the pages is never older than the pages themselves."""

from typing import NamedTuple

import pytest
import time_machine
from django.core.cache import caches
from django.utils import timezone
from wagtail.models import Site

from media.models import CustomImage
from publishing import page_cache
from publishing.models import SiteSettings
from publishing.page_cache import AROUND, GENERATION
from tests.factories import make_tree


class FrameOfBefore(NamedTuple):
    """What an earlier release kept."""

    settings: str


@pytest.fixture
def own(db):
    """The settings of the site, with an emblem."""
    make_tree()
    emblem = CustomImage(title="徽标", width=36, height=36, file="original_images/reeds.png")
    CustomImage.objects.bulk_create([emblem])  # as it is: no file is looked into
    [settings] = [SiteSettings.for_site(site) for site in Site.objects.all()]
    settings.emblem = CustomImage.objects.get()
    settings.save()
    return settings


def test_an_emblem_of_another_file_is_seen_on_the_next_load(
    own, client, django_capture_on_commit_callbacks
):
    assert "original_images/reeds.png" in client.get("/").text
    with django_capture_on_commit_callbacks(execute=True):
        CustomImage.objects.update(file="original_images/boat.png")
        CustomImage.objects.get().save(update_fields=["title"])
    assert "original_images/boat.png" in client.get("/").text
    with django_capture_on_commit_callbacks(execute=True):
        own.emblem.delete()
    assert "original_images" not in client.get("/").text


def test_no_page_is_kept_with_the_frame_of_before(
    own, client, monkeypatch, django_capture_on_commit_callbacks
):
    kept = caches["pages"]
    really = kept.set

    def slowly(key, *args, **kwargs):
        """Somebody loads the page between any two writes."""
        really(key, *args, **kwargs)
        if key in (AROUND, GENERATION):
            client.get("/")

    client.get("/")
    own.name = "新研习"
    with monkeypatch.context() as patch:
        patch.setattr(kept, "set", slowly)
        with django_capture_on_commit_callbacks(execute=True):
            own.save()
    assert "新研习" in client.get("/").text


def test_a_frame_that_missed_a_change_is_not_kept_for_ever(own, client):
    """Nor does each port that somebody writes behind the host leave one."""
    now = timezone.now()
    with time_machine.travel(now, tick=False):
        client.get("/")
    SiteSettings.objects.update(name="改名的网站")  # tells nobody, as when the cache was away
    with time_machine.travel(now + page_cache.LONGEST, tick=False):
        assert "改名的网站" in client.get("/").text


def test_what_a_release_with_other_fields_kept_is_not_laid_on(own, client):
    with pytest.MonkeyPatch.context() as before:
        before.setattr(page_cache, "Frame", FrameOfBefore)
        before.setattr(page_cache, "read_frame", lambda request: FrameOfBefore("研习"))
        before.setattr(page_cache, "lay_on", lambda request, frame: None)
        client.get("/")
        client.get("/?page=2")
        assert frames_in(caches["pages"]) == [FrameOfBefore("研习")]
    assert client.get("/?page=3").status_code == 200
    assert len(frames_in(caches["pages"])) == 2


def frames_in(kept):
    """All frames that are kept."""
    names = [key.partition(":1:")[2] for key in kept._cache]
    return [kept.get(name)[1] for name in names if name.startswith(f"{AROUND}:")]
