"""Consent taken back while the page is being published: never public without consent."""

from contextlib import suppress
from threading import Event
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from essays import actions
from essays.models import EssayPage, Publication
from essays.uses import Use
from publishing.models import SitePage
from tests.essays.published import accepted, agree, drafted
from tests.essays.test_concurrency import at_once, without_locks
from tests.factories import Cast

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def publish_and_take_back(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Publication:
    """Publishing has seen the consent and not yet written; then the author takes it back.

    Publishing waits for that, up to a second: under the lock it waits in vain.
    """
    essay = accepted(cast)
    publication = agree(essay)
    page = drafted(cast, publication)
    checked, taken_back = Event(), Event()
    write = SitePage.save

    def wait_then_write(self: SitePage, *args: Any, **kwargs: Any) -> None:
        if self.live:
            checked.set()
            taken_back.wait(timeout=1)
        write(self, *args, **kwargs)

    def publish() -> Any:
        with suppress(PermissionDenied):
            page.get_latest_revision().publish()
        return type("Published", (), {"outcome": "published"})

    def take_back() -> Any:
        assert checked.wait(timeout=10), "publishing has seen the consent"
        try:
            return actions.decide_uses(by=essay.author, essay=essay, wishes={Use.WEB: None})
        finally:
            taken_back.set()

    with monkeypatch.context() as patched:
        patched.setattr(SitePage, "save", wait_then_write)
        at_once(publish, take_back)
    held = Publication.objects.get(pk=publication.pk)
    assert not held.allows(Use.WEB)
    return held


def is_public(publication: Publication) -> bool:
    return EssayPage.objects.live().filter(publication=publication).exists()


def test_no_page_is_public_after_its_consent_was_taken_back(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not is_public(publish_and_take_back(cast, monkeypatch))


def test_control_without_the_locks_it_would_be_public(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_locks(monkeypatch)
    assert is_public(publish_and_take_back(cast, monkeypatch))
