"""Each language is whole: nothing is left untranslated, and what is Chinese says so in English."""

import importlib.util
from pathlib import Path
from types import ModuleType

import polib
import pytest

from tests.walk.pages import pages
from tests.walk.reading import HAN, parse, texts, unmarked_chinese
from tests.walk.scene import Scene

pytestmark = pytest.mark.sweep

ROOT = Path(__file__).resolve().parents[1]
CATALOGUE = ROOT / "site" / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"


def translations() -> ModuleType:
    """The tool that keeps the catalogues."""
    spec = importlib.util.spec_from_file_location("translations", ROOT / ".ci" / "translations.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_english_pages_mark_what_is_chinese(scene: Scene) -> None:
    found = {where: unmarked_chinese(parse(page.content)) for where, page in pages(scene, "en")}
    wrong = [f"{where}: {left}" for where, left in found.items() if left]
    assert found
    assert not wrong, "\n".join(wrong)


def test_chinese_pages_leave_nothing_in_english(scene: Scene) -> None:
    known = {
        entry.msgid
        for entry in polib.pofile(str(CATALOGUE))
        if HAN.search(entry.msgstr) and " " in entry.msgid and "%" not in entry.msgid
    }
    found = {
        where: {text for text, _lang in texts(parse(page.content))} & known
        for where, page in pages(scene, "zh-hans")
    }
    wrong = [f"{where}: {left}" for where, left in found.items() if left]
    assert found
    assert not wrong, "\n".join(wrong)


def test_the_catalogues_have_no_gap() -> None:
    tool = translations()
    for catalogue in tool.CATALOGUES.rglob("*.po"):
        assert tool.untranslated(catalogue) == [], catalogue
