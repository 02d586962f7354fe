"""Every page that somebody reads is valid HTML, by the judgement of a validator."""

from pathlib import Path

import pytest

from tests.services.markup import faults_of
from tests.walk.pages import pages
from tests.walk.scene import Scene

pytestmark = [pytest.mark.node, pytest.mark.sweep]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_page_is_valid(scene: Scene, tmp_path: Path, language: str) -> None:
    names = {}
    for number, (where, page) in enumerate(pages(scene, language)):
        name = f"{number}.html"
        (tmp_path / name).write_bytes(page.content)
        names[name] = where
    assert names
    wrong = faults_of(tmp_path, names)
    assert not wrong, "\n".join(wrong)


def test_the_validator_sees_what_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<!doctype html><p><div></p><a id=x id=x>", "utf-8")
    assert faults_of(tmp_path, {"a.html": "a"})
