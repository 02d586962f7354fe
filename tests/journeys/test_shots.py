"""`make shots` notices a changed style, and does not cry over a page that is as it was."""

from pathlib import Path

import pytest

from tests.shots.sheets import SMALL, compare, contact_sheet

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_changed_style_is_noticed_and_an_unchanged_page_is_not(desktop, tmp_path: Path) -> None:
    before, latest = tmp_path / "before", tmp_path / "latest"
    page = desktop()
    for folder in (before, latest):
        page.goto("/accounts/login/")
        page.screenshot(path=folder / "same.png", full_page=True, animations="disabled")
        if folder == latest:
            page.evaluate("document.querySelector('h1').style.marginTop = '80px'")
        page.screenshot(path=folder / "moved.png", full_page=True, animations="disabled")
    (before / "lost.png").write_bytes((before / "same.png").read_bytes())
    (latest / "fresh.png").write_bytes((latest / "same.png").read_bytes())

    told = compare(before, latest, {"same.png", "moved.png", "lost.png", "fresh.png"})

    assert list(told) == ["fresh.png", "lost.png", "moved.png"]
    assert (told["fresh.png"].word, told["lost.png"].word) == ("new", "gone")
    assert float(told["moved.png"].word.split("%")[0]) > SMALL * 100
    sheet = contact_sheet(latest, told).read_text("utf-8")
    for address in ("../before/moved.png", "changed/moved.png", "../before/lost.png", "same.png"):
        assert f'href="{address}"' in sheet
    assert not compare(tmp_path / "nothing", latest, {"same.png"}), "a first run"
