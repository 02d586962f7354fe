"""Nothing jumps while a public page comes in, and it stays within the phone."""

import pytest

from events.models import VenueIndexPage, VenuePage
from tests.factories import make_event, make_offering, make_tree, make_venue
from tests.portal.test_pages import make_article
from tests.walk.blocks import BODY

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SHIFTS = """() => new Promise((done) => {
  let sum = 0;
  new PerformanceObserver((list) => {
    for (const shift of list.getEntries()) if (!shift.hadRecentInput) sum += shift.value;
  }).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(sum), 300);
})"""
NOTED = [
    ("paragraph", "<p>县志有载[1]，另有一说[2]。</p>"),
    ("columns", {"columns": [[("paragraph", "<p>左栏。</p>")], [("heading", "右栏")]]}),
    ("person", {"speaker": "", "name": "程皓冉", "role": "讲师", "picture": None, "text": ""}),
    ("footnotes", {"notes": ["<p>《县志》卷三。</p>", "<p>据馆方说明。</p>"]}),
]


def test_pages_of_the_public_are_steady(phone, desktop, axe, shot, cast):
    index = make_tree().add_child(instance=VenueIndexPage(title="场馆", slug="venues"))
    venue = index.add_child(instance=VenuePage(title="沙家浜", slug="sjb", venue=make_venue()))
    event = make_event("走进沙家浜", body=[*BODY, ("venue", {"page": venue, "note": "东门集合"})])
    make_offering(unit=cast.unit, page=event)
    article = make_article("两道粉笔印", body=[*BODY, *NOTED])
    page = phone()
    for name, url in {"steady-home": "/", "event": event.url, "article": article.url}.items():
        page.goto(url)
        page.wait_for_load_state("load")
        assert page.evaluate(SHIFTS) < 0.01, url
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= page.viewport_size["width"], url
        shot(page, f"steady-{name}")
    wide = desktop()
    wide.goto(event.url)
    words, picture = (wide.locator(f".place > {part}").bounding_box() for part in ("div", "img"))
    assert words["width"] > picture["width"], "words beside the picture of a venue have room"
    axe(page)
    page.get_by_role("link", name="注 1").first.click()
    assert page.url.endswith("#note-1")
