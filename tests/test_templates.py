"""Every template compiles, and the style guide shows every component."""

from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.template.loader import get_template
from django.test import RequestFactory

from portal.styleguide import styleguide

FOLDER = Path(settings.TEMPLATES[0]["DIRS"][0])
NAMES = sorted(str(path.relative_to(FOLDER)) for path in FOLDER.rglob("*.html"))


@pytest.mark.parametrize("name", NAMES)
def test_a_template_compiles(name: str) -> None:
    get_template(name)


@pytest.mark.django_db
def test_the_style_guide_shows_itself() -> None:
    request = RequestFactory().get("/styleguide/")
    request.user = AnonymousUser()
    assert styleguide(request).status_code == 200
