"""Every template compiles and loads what it uses, and the style guide shows every component."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.template import engines
from django.template.loader import get_template
from django.test import RequestFactory

from portal.styleguide import styleguide

FOLDER = Path(settings.TEMPLATES[0]["DIRS"][0])
FILES = sorted(str(path.relative_to(FOLDER)) for path in FOLDER.rglob("*") if path.is_file())
NAMES = [name for name in FILES if name.endswith(".html")]


@pytest.mark.parametrize("name", NAMES)
def test_a_template_compiles(name: str) -> None:
    get_template(name)


@pytest.mark.parametrize("name", FILES)
def test_a_template_loads_only_what_it_uses(name: str) -> None:
    libraries = engines["django"].engine.template_libraries
    source = (FOLDER / name).read_text()
    tags = set(re.findall(r"{%\s*(\w+)", source))
    filters = set(re.findall(r"\|(\w+)", source))
    loaded = " ".join(re.findall(r"{% load ([^%]+) %}", source)).split()
    unused = {
        name
        for name in loaded
        if tags.isdisjoint(libraries[name].tags) and filters.isdisjoint(libraries[name].filters)
    }
    assert not unused


@pytest.mark.django_db
def test_the_style_guide_shows_itself() -> None:
    request = RequestFactory().get("/styleguide/")
    request.user = AnonymousUser()
    assert styleguide(request).status_code == 200
