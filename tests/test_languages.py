"""Each language is whole: nothing is left untranslated, and what is Chinese says so in English."""

import importlib.util
from pathlib import Path
from types import ModuleType

import polib
import pytest
from django.test import Client

from tests.walk.addresses import OWN, own_paths, public_paths
from tests.walk.reading import HAN, parse, texts, unmarked_chinese

ROOT = Path(__file__).resolve().parents[1]
CATALOGUE = ROOT / "site" / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
# The names of the languages stand in their own language everywhere.
SELF_NAMES = {"中文", "English"}
ROLES = ["anonymous", *OWN]


def translations() -> ModuleType:
    """The tool that keeps the catalogues."""
    spec = importlib.util.spec_from_file_location("translations", ROOT / ".ci" / "translations.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def paths_of(scene, role, language):
    """What a role looks at."""
    if role == "anonymous":
        return public_paths(scene, language)
    return own_paths(scene, role, language)


def client_of(scene, role):
    """A role, signed in."""
    client = Client()
    if role != "anonymous":
        client.force_login(scene.people[role])
    return client


def pages_of(scene, role, language):
    """Every page that a role looks at, read."""
    client = client_of(scene, role)
    for path in paths_of(scene, role, language):
        response = client.get(path, follow=True)
        assert response.status_code < 500, path
        assert response["Content-Language"] == language, path
        if response["Content-Type"].startswith("text/html"):
            yield path, parse(response.content)


@pytest.mark.parametrize("role", ROLES)
def test_english_pages_mark_what_is_chinese(scene, role):
    found = {
        path: texts
        for path, page in pages_of(scene, role, "en")
        if (texts := unmarked_chinese(page) - SELF_NAMES)
    }
    assert not found, "\n".join(f"{path}: {texts}" for path, texts in found.items())


@pytest.mark.parametrize("role", ROLES)
def test_chinese_pages_leave_nothing_in_english(scene, role):
    known = {
        entry.msgid
        for entry in polib.pofile(str(CATALOGUE))
        if HAN.search(entry.msgstr) and " " in entry.msgid and "%" not in entry.msgid
    }
    found = {
        path: left
        for path, page in pages_of(scene, role, "zh-hans")
        if (left := {text for text, _lang in texts(page)} & known)
    }
    assert not found, "\n".join(f"{path}: {left}" for path, left in found.items())


def test_the_catalogues_have_no_gap(tmp_path):
    tool = translations()
    for catalogue in tool.CATALOGUES.rglob("*.po"):
        assert tool.untranslated(catalogue) == [], catalogue
