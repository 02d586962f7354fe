"""Nothing runs out of its place: names of thirty characters, English twice as long."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page

from attendance.absence_enums import LeaveKind
from attendance.actions import ask_leave
from events.models import VenueIndexPage, VenuePage
from people.enums import Role
from portal.founding import found, translate
from tests.factories import (
    Cast,
    make_course,
    make_event,
    make_offering,
    make_person,
    make_registration,
    make_session,
    make_speaker,
    make_task,
    make_unit,
    make_venue,
)

pytestmark = pytest.mark.django_db(transaction=True)
PERSON = "买买提江·阿不都热合曼·艾山江·吐尔逊·古丽米热·努尔江·艾力"
UNIT = "苏州工业园区独墅湖科教创新区人才服务中心党群工作部联合委员会"
TITLE = "弘扬爱国奋斗精神建功立业新时代知识分子国情考察专题研修班第一"
ENGLISH = "Internationally acknowledged interdisciplinary postdoctoral researchers' seminar"
PLACE = "沙家浜革命历史纪念馆芦苇荡现场教学点游客服务中心二层报告厅东"
# Words that reach over the edge of the screen, or of the box that they stand in; what scrolls on
# purpose, what is cut with an ellipsis and what only screen readers are told is left out.
SPILLS = """() => {
  const scrolls = (one) => /auto|scroll/.test(getComputedStyle(one).overflowX);
  const inside = (one) => one && (scrolls(one) || inside(one.parentElement));
  const shortened = (one) =>
    one && (getComputedStyle(one).textOverflow === "ellipsis" || shortened(one.parentElement));
  const words = (node) => node.nodeType === Node.TEXT_NODE && node.data.trim();
  const worded = (one) => [...one.childNodes].some(words);
  const spills = [];
  for (const one of document.body.querySelectorAll("*")) {
    if (!worded(one) || !one.checkVisibility({ visibilityProperty: true })) continue;
    if (inside(one) || shortened(one)) continue;
    const style = getComputedStyle(one), box = one.getBoundingClientRect();
    if (style.clipPath !== "none" || one.closest(".unseen, svg, option, .skip")) continue;
    const cut = style.display !== "inline" && one.clientWidth > 0
      && one.scrollWidth > one.clientWidth + 1;
    if (box.right > innerWidth + 1 || box.left < -1 || cut)
      spills.push(`${one.tagName}.${one.className}: ${one.textContent.trim().slice(0, 40)}`);
  }
  return spills;
}"""
TWICE = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const words = /[a-z]{2}/i.test(node.data) && node.parentElement;
    if (words && !words.closest("script, style, time, [lang|=zh]"))
      node.data = `${node.data.trimEnd()} ${node.data.trimStart()}`;
  }
}"""


def asked_leave(row: Any, session: Any) -> Any:
    """Leave from the session, which waits for a decision."""
    span = {"starts_at": session.starts_at, "ends_at": session.ends_at}
    asked = {"by": row.person, "registration": row, "kind": LeaveKind.OFFICIAL, "reason": TITLE}
    return ask_leave(**asked, **span).record


@pytest.fixture
def scene(cast: Cast) -> dict[str, Any]:
    """One of everything, all of it with long names; addresses by who looks at them."""
    home = found()
    unit = make_unit(UNIT, cast.district)
    person = make_person(PERSON, unit)
    liaison = make_person(PERSON, unit, Role.LIAISON)
    venue = make_venue(PLACE)
    index = VenueIndexPage.objects.get(locale=home.locale)
    index.add_child(instance=VenuePage(title=PLACE, slug="venue", venue=venue, summary=TITLE))
    event = make_event(TITLE, summary=TITLE)
    offering = make_offering(unit=unit, page=event, sessions=0, label="第三十期（增补）")
    begins = timezone.now() + timedelta(minutes=5)
    speaker = make_speaker(PERSON)
    session = make_session(offering, venue=venue, title=TITLE, starts_at=begins, speaker=speaker)
    course = make_course(TITLE, summary=TITLE)
    make_offering(unit=unit, page=course, sessions=2)
    for page in (course, event, VenuePage.objects.get()):
        translate(page, title=ENGLISH, summary=ENGLISH)
    row, _own = (make_registration(offering, one) for one in (person, liaison))
    leave = asked_leave(row, session)
    make_task(offering, title=TITLE)
    desk = [reverse(name, args=[session.public_id]) for name in ("desk-session", "desk-roll")]
    calendars = [f"/calendar/?view={view}" for view in ("month", "week", "agenda")]
    pages = ["/", "/courses/", "/events/", "/venues/", course.url, event.url, "/venues/venue/"]
    unit_pages = [f"/unit/{unit.public_id}/", f"/unit/{unit.public_id}/people/"]
    asked = [offering.get_absolute_url(), "/me/leave/", reverse("leave", args=[leave.public_id])]
    others = ["/search/?q=爱国", offering.get_absolute_url(), "/accounts/login/"]
    return {
        "public": [*pages, *calendars, *others],
        "own": [
            (person, ["/me/", "/me/hours/", "/me/notices/", "/accounts/email/", *asked]),
            (liaison, unit_pages),
            (cast.organiser, ["/desk/", *desk]),
        ],
    }


def looked_at(page: Page, paths: list[str], prefix: str = "", *, twice: bool = False) -> list[str]:
    """What spills on these pages."""
    found = []
    for path in paths:
        answer = page.goto(prefix + path)
        assert answer.status == 200, path
        if twice:
            page.evaluate(TWICE)
        found += [f"{path}: {spill}" for spill in page.evaluate(SPILLS)]
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        found += [f"{path}: {wide} px too wide"] if wide > 0 else []
    return found


@pytest.mark.parametrize("width", ["phone", "desktop"])
def test_names_of_thirty_characters_stay_in_their_place(scene, request, sign_in, width) -> None:
    screen = request.getfixturevalue(width)
    spills = looked_at(screen(), scene["public"])
    for person, paths in scene["own"]:
        spills += looked_at(sign_in(screen(), person), paths)
    assert not spills, "\n".join(spills)


@pytest.mark.parametrize("width", ["phone", "desktop"])
def test_english_twice_as_long_stays_in_its_place(scene, request, sign_in, width) -> None:
    screen = request.getfixturevalue(width)
    spills = looked_at(screen(locale="en-GB"), scene["public"], "/en", twice=True)
    for person, paths in scene["own"]:
        spills += looked_at(sign_in(screen(locale="en-GB"), person), paths, "/en", twice=True)
    assert not spills, "\n".join(spills)


def test_on_a_phone_what_is_owed_and_what_leave_covers_fit_in_its_width(
    scene, phone, sign_in
) -> None:
    (participant, [*_others, leave]), (liaison, [unit, _people]), _desk = scene["own"]
    page = sign_in(phone(), liaison)
    page.goto(unit)
    edges = (
        "[...document.querySelectorAll('.todo > li > *')].map(it => it.getBoundingClientRect().x)"
    )
    assert len(set(page.evaluate(edges))) == 1, "one column: no words one below the other"
    page = sign_in(phone(), participant)
    page.goto(leave)
    table = page.locator(".table")
    assert table.evaluate("it => it.scrollWidth - it.clientWidth") == 0
