"""The strict content policy: every page sends it, and no page holds what it would stop."""

import pytest
from django.conf import settings

from tests.test_languages import ROLES, client_of, paths_of
from tests.walk.reading import forbidden, parse

STRICT = {"default-src 'self'", "object-src 'none'", "base-uri 'self'", "form-action 'self'"}


@pytest.mark.parametrize("role", ROLES)
def test_every_page_keeps_the_policy(scene, role):
    client = client_of(scene, role)
    found = {}
    for path in paths_of(scene, role, settings.LANGUAGE_CODE):
        response = client.get(path, follow=True)
        policy = response.get("Content-Security-Policy", "")
        missing = STRICT - {part.strip() for part in policy.split(";")}
        eased = {word for word in ("unsafe", "http:", "https:", "*") if word in policy}
        if wrong := missing | eased | forbidden(parse(response.content)):
            found[path] = wrong
    assert not found, "\n".join(f"{path}: {wrong}" for path, wrong in found.items())


def test_the_api_keeps_the_policy(scene, client):
    response = client.get("/api/v1/docs")
    assert not forbidden(parse(response.content))
    assert "unsafe" not in response["Content-Security-Policy"]
