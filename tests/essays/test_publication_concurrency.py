"""Consent taken back while the page is being published: never public without consent."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from essays import actions
from essays.actions import publish_consent
from essays.models import EssayPage, Publication
from essays.uses import Use
from tests.essays.published import accepted, agree, drafted
from tests.essays.test_concurrency import at_once, meeting
from tests.factories import Cast

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
assert meeting


def publish_and_take_back(
    cast: Cast, meet: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> Publication:
    """Publishing has read the consent, taking back has looked for pages, and both go on."""
    essay = accepted(cast)
    publication = agree(essay)
    page = drafted(cast, publication)
    allows, take_down = Publication.allows, publish_consent.take_down

    def read_then_wait(self: Publication, use: str) -> bool:
        agreed = allows(self, use)
        meet()
        return agreed

    def wait_then_take_down(held: Publication) -> None:
        take_down(held)
        meet()

    monkeypatch.setattr(Publication, "allows", read_then_wait)
    monkeypatch.setattr(publish_consent, "take_down", wait_then_take_down)

    def publish() -> Any:
        with suppress(PermissionDenied):
            page.get_latest_revision().publish()
        return type("Published", (), {"outcome": "published"})

    def take_back() -> Any:
        return actions.decide_uses(by=essay.author, essay=essay, wishes={Use.WEB: None})

    at_once(publish, take_back)
    monkeypatch.undo()
    return publication


def is_public_without_consent(publication: Publication) -> bool:
    held = Publication.objects.get(pk=publication.pk)
    return EssayPage.objects.live().exists() and not held.allows(Use.WEB)


def test_no_page_is_public_after_its_consent_was_taken_back(
    cast: Cast, meeting: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    publication = publish_and_take_back(cast, meeting, monkeypatch)
    assert not Publication.objects.get(pk=publication.pk).allows(Use.WEB)
    assert not is_public_without_consent(publication)
