"""The back office for beginners: a tour by keyboard, and checks beside the page one edits."""

from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import expect

from media.models import CustomImage
from media.uploads import PICTURES, CheckedFile
from tests.factories import make_event

pytestmark = pytest.mark.django_db(transaction=True)
TEXT = "弘扬爱国奋斗精神，从 2026 年的一件小事做起。"


@pytest.mark.parametrize(
    ("who", "places"), [("organiser", ["报名", "心得"]), ("editor", ["页面", "发布"])]
)
def test_a_beginner_is_shown_around_once(
    staff, desktop, sign_in, shot, axe, who: str, places: list[str]
) -> None:
    page = sign_in(desktop(), getattr(staff, who))
    page.goto("/admin/")
    page.get_by_role("button", name="开始导览").press("Enter")
    tour, seen = page.get_by_role("dialog"), []
    expect(tour).to_contain_text("欢迎来到管理后台")
    axe(page)
    onwards = tour.get_by_role("button", name="下一步").or_(tour.get_by_role("button", name="完成"))
    while not tour.get_by_role("button", name="完成").count():
        page.keyboard.press("ArrowRight")
        expect(tour.locator("footer")).to_contain_text(f"{len(seen) + 2} /")
        expect(onwards).to_be_focused()  # on its way to a place the tour hears no key
        seen.append(tour.locator("#driver-popover-title").inner_text())
    shot(page, f"admin-tour-{who}")
    assert set(places) <= set(seen), seen
    axe(page)
    with page.expect_response("**/dismissibles/"):
        page.keyboard.press("Enter")
    expect(tour).to_be_hidden()
    page.reload()
    expect(page.get_by_role("button", name="开始导览")).to_be_hidden()
    page.get_by_role("link", name="导览").click()
    again = page.get_by_role("dialog")
    expect(again).to_contain_text("欢迎来到管理后台")
    expect(again.locator("footer")).to_contain_text(f"1 / {len(seen) + 1}")  # not one step less
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_on_a_phone_the_tour_ends_at_the_menu(staff, phone, sign_in) -> None:
    page = sign_in(phone(), staff.editor)
    page.goto("/admin/?tour")
    tour = page.get_by_role("dialog")
    while not tour.get_by_role("button", name="完成").count():
        tour.get_by_role("button", name="下一步").click()
    expect(tour.locator("#driver-popover-title")).to_have_text("菜单")


def test_whoever_says_no_is_not_asked_again(staff, phone, sign_in) -> None:
    page = sign_in(phone(), staff.editor)
    page.goto("/admin/")
    with page.expect_response("**/dismissibles/"):
        page.get_by_role("button", name="不用了").click()
    page.reload()
    expect(page.get_by_role("button", name="开始导览")).to_be_hidden()


# Wagtail leaves the file of a picture that it scales to be closed by the collector.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_page_is_checked_and_counted_beside_its_editor(staff, desktop, sign_in, shot) -> None:
    file = BytesIO()
    Image.new("RGB", (480, 320), "teal").save(file, "PNG")
    checked = CheckedFile(file.getvalue(), "reeds.png", PICTURES["png"])
    picture = CustomImage.objects.create(title="reeds", file=checked)
    image = {"image": picture, "alt_text": "", "decorative": False}
    body = [("paragraph", f"<p>{TEXT}</p>"), ("picture", {"image": image})]
    event = make_event("走进沙家浜", summary="", body=body)
    page = sign_in(desktop(viewport={"width": 1440, "height": 900}), staff.editor)
    page.goto(f"/admin/pages/{event.pk}/edit/")
    page.locator("[data-side-panel-toggle='checks']").click()
    panel = page.locator("[data-side-panel='checks']")
    expect(panel).to_contain_text("图片没有替代文字")
    characters = panel.locator("[data-content-characters]")
    expect(characters).not_to_have_text("–")
    assert int(characters.inner_text().replace(",", "")) >= 18
    shot(page, "admin-checks")
    page.locator("[data-side-panel-toggle='preview']").click()
    sizes = page.locator("input[name='preview-size']")
    assert [size.get_attribute("data-device-width") for size in sizes.all()] == [
        "375",
        "768",
        "1280",
    ]
    frame = page.frame_locator("#w-preview-iframe")
    expect(frame.get_by_role("heading", name="走进沙家浜")).to_be_visible()
