"""Blocks that show records: what they show now, and nothing of what is gone or not public."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.translation import override
from wagtail.blocks import StructBlockValidationError

from events.blocks import PageBlocks
from events.enums import OfferingRule, OfferingState
from events.gathering import offerings_of
from events.models import EventKind, Theme, VenueIndexPage, VenuePage
from registration.enums import RegistrationState
from tests.factories import (
    make_course,
    make_event,
    make_offering,
    make_registration,
    make_session,
    make_speaker,
    make_topic,
    make_tree,
    make_unit,
    make_venue,
)
from tests.publishing.test_blocks import body

BLOCKS = PageBlocks()
RULE = {"title": "近期", "kind": None, "unit": "", "theme": None, "state": "coming", "count": 5}


def person(**fields):
    """A person block."""
    blank = {"speaker": "", "name": "", "role": "", "picture": None, "text": ""}
    return body([("person", blank | fields)])


@pytest.fixture
def venue_page(db):
    """A published venue."""
    index = make_tree().add_child(instance=VenueIndexPage(title="基地与场馆", slug="venues"))
    venue = make_venue("沙家浜纪念馆", address="芦苇荡路1号")
    return index.add_child(instance=VenuePage(title="沙家浜", slug="shajiabang", venue=venue))


def test_a_speaker_is_shown_as_the_register_has_them_now(db):
    speaker = make_speaker("钱致远", title="教授", unit_text="市委党校")
    text = person(speaker=speaker.public_id, text="<p>二十年讲一课。</p>")
    for part in ("钱致远", "教授", "市委党校", "二十年讲一课。"):
        assert part in text
    with override("en"):
        assert 'lang="zh-Hans"' in person(speaker=speaker.public_id)
    speaker.delete()
    assert "portrait" not in person(speaker=speaker.public_id)


def test_somebody_who_is_no_speaker_is_named_by_the_editor(db):
    text = person(name="程皓冉", role="讲解员")
    assert "程皓冉" in text
    assert "讲解员" in text
    block = BLOCKS.child_blocks["person"]
    with pytest.raises(StructBlockValidationError):
        block.clean(block.to_python({"speaker": "", "name": "", "role": "讲解员"}))


def test_a_venue_is_shown_while_its_page_is(venue_page):
    shown = [("venue", {"page": venue_page, "note": "东门集合"})]
    text = body(shown)
    for part in ("沙家浜", "昆山", "芦苇荡路1号", "东门集合", venue_page.url):
        assert part in text
    venue_page.unpublish()
    assert "place" not in body(shown).replace("prose__block", "")
    assert "沙家浜" not in body([("venue", {"page": None, "note": ""})])


@pytest.fixture
def offerings(db):
    """One of each sort that a rule tells apart."""
    unit, now = make_unit(), timezone.now()
    theme = Theme.objects.create(name="国情", slug="nation")
    lecture = EventKind.objects.create(slug="lecture", name="讲座")
    event, course = make_event("参观", kind=lecture), make_course("研修")
    course.themes.set([theme])
    course.save()
    made = {
        "event": make_offering(unit=unit, page=event),
        "course": make_offering(unit=make_unit(), page=course),
        "opening": make_offering(unit=unit, opens_at=now + timedelta(days=1)),
        "past": make_offering(unit=unit, sessions=0),
        "draft": make_offering(unit=unit, state=OfferingState.DRAFT),
        "taught": make_offering(unit=unit, sessions=0),
    }
    make_session(made["past"], starts_at=now - timedelta(days=9))
    make_session(made["taught"], topic=make_topic(themes=("国情",)))
    return made


@pytest.mark.parametrize(
    ("rule", "names"),
    [
        ({}, {"event", "course", "opening", "taught"}),
        ({"state": OfferingRule.OPEN}, {"event", "course", "taught"}),
        ({"state": OfferingRule.OPENING}, {"opening"}),
        ({"state": OfferingRule.PAST}, {"past"}),
        ({"kind": "lecture"}, {"event"}),
        ({"unit": "course"}, {"course"}),
        ({"theme": "nation"}, {"course", "taught"}),
        ({"theme": "nation", "unit": "course"}, {"course"}),
    ],
)
def test_a_rule_finds_what_it_says(offerings, rule, names):
    rule = dict(rule)
    if "kind" in rule:
        rule["kind"] = EventKind.objects.get(slug=rule["kind"])
    if "unit" in rule:
        rule["unit"] = offerings[rule["unit"]].lead_unit.code
    if "theme" in rule:
        rule["theme"] = Theme.objects.get(slug=rule["theme"])
    wanted = {offerings[name].pk for name in names}
    assert set(offerings_of(RULE | rule).values_list("pk", flat=True)) == wanted


def test_a_list_is_as_long_as_the_editor_says_and_says_when_it_is_empty(offerings):
    assert body([("offerings", RULE | {"count": 2})]).count('class="row__title"') == 2
    EventKind.objects.create(slug="none", name="无")
    none = EventKind.objects.get(slug="none")
    assert "/calendar/" in body([("offerings", RULE | {"kind": none})])


def test_a_list_says_in_a_word_what_can_be_done(cast):
    offering = make_offering(unit=cast.unit, capacity=1)
    assert "avail--few" in body([("offerings", RULE)])
    make_registration(offering, cast.participant, RegistrationState.CONFIRMED)
    text = body([("offerings", RULE)])
    assert "avail--waitlist" in text or "avail--full" in text


def test_figures_come_with_their_definition_and_day(offerings):
    value = {"title": "数字", "which": ["courses", "held"], "theme": None}
    text = body([("figures", value)])
    assert text.count('class="figure"') == 2
    assert "截至" in text
    with override("en"):
        assert "As of" in body([("figures", value)])
    other = Theme.objects.create(name="乡村", slug="village")
    themed = [("figures", value | {"theme": other, "which": ["courses"]})]
    assert ">0<" in body(themed)
    with override("en"):
        assert 'belongs to: <span lang="zh-Hans">乡村</span>.' in body(themed)
