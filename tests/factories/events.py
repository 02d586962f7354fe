"""Pages, offerings, sessions, venues, speakers."""

from datetime import datetime, timedelta
from itertools import count
from typing import Any

from django.utils import timezone
from wagtail.models import Locale, Page, Site

from courses.models import CourseCategory, CourseIndexPage, CoursePage
from events.enums import OfferingState, PostingKind, ProviderKind, SessionForm, VenueType
from events.models import (
    EventIndexPage,
    EventKind,
    EventPage,
    Offering,
    Provider,
    SeatPool,
    SeatPosting,
    Session,
    Speaker,
    SpeakerTeam,
    TeamMember,
    Theme,
    Topic,
    Venue,
)
from people.models import Unit
from portal.models import HomePage

_number = count(1)


def make_tree() -> HomePage:
    """The home page with its course and event indexes, once a test."""
    home = HomePage.objects.first()
    if home is None:
        root = Page.get_first_root_node()
        home = root.add_child(instance=HomePage(title="研习", slug="yanxi", summary="为学，为用。"))
        home.add_child(instance=CourseIndexPage(title="研修班", slug="courses"))
        home.add_child(instance=EventIndexPage(title="活动", slug="events"))
        Site.objects.update_or_create(
            is_default_site=True, defaults={"hostname": "localhost", "root_page": home}
        )
        Site.clear_site_root_paths_cache()
    return home


def make_event(title: str = "", **fields: Any) -> EventPage:
    """A published event page."""
    make_tree()
    number = next(_number)
    kind, _made = EventKind.objects.get_or_create(
        slug="salon", defaults={"name": "人才沙龙", "name_en": "Salon", "motif": "tea"}
    )
    page = EventPage(
        title=title or f"第{number}场沙龙", slug=f"event-{number}", **({"kind": kind} | fields)
    )
    return EventIndexPage.objects.get(locale=Locale.get_default()).add_child(instance=page)


def make_course(title: str = "", **fields: Any) -> CoursePage:
    """A published course page."""
    make_tree()
    number = next(_number)
    category, _made = CourseCategory.objects.get_or_create(
        slug="nation", defaults={"name": "国情研修", "level": "nation"}
    )
    page = CoursePage(
        title=title or f"第{number}个研修班",
        slug=f"course-{number}",
        **({"category": category} | fields),
    )
    return CourseIndexPage.objects.get(locale=Locale.get_default()).add_child(instance=page)


def make_offering(
    *, unit: Unit, page: Page | None = None, capacity: int = 10, sessions: int = 1, **fields: Any
) -> Offering:
    """A published offering, open for registration, with its general pool and its sessions."""
    now = timezone.now()
    values = {
        "page": page or make_event(),
        "label": "第1期",
        "state": OfferingState.PUBLISHED,
        "lead_unit": unit,
        "opens_at": now - timedelta(days=1),
        "closes_at": now + timedelta(days=7),
        "needs_approval": False,
    } | fields
    offering = Offering.objects.create(**values)
    pool = SeatPool.objects.create(offering=offering)
    if capacity:
        SeatPosting.objects.create(pool=pool, kind=PostingKind.GRANT, delta=capacity)
    for number in range(sessions):
        make_session(offering, starts_at=now + timedelta(days=8 + number))
    return offering


def make_session(
    offering: Offering, *, starts_at: datetime | None = None, **fields: Any
) -> Session:
    """A session of two hours and three credit hours."""
    starts_at = starts_at or timezone.now() + timedelta(days=8)
    values = {
        "title": f"专题{next(_number)}",
        "form": SessionForm.LECTURE,
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(hours=2),
        "credit_hours": 3,
    } | fields
    return Session.objects.create(offering=offering, **values)


def make_venue(name: str = "", **fields: Any) -> Venue:
    """A memorial that is open every day but Monday."""
    values = {
        "name": name or f"第{next(_number)}纪念馆",
        "venue_type": VenueType.MEMORIAL,
        "town": "昆山",
    } | fields
    return Venue.objects.create(**values)


def make_speaker(name: str = "", **fields: Any) -> Speaker:
    """A speaker."""
    return Speaker.objects.create(name=name or f"讲者{next(_number)}", **fields)


def make_team(name: str = "", *members: str, head: int = 0) -> SpeakerTeam:
    """A team of new speakers by name; `head`: which of them heads it."""
    team = SpeakerTeam.objects.create(name=name or f"第{next(_number)}宣讲团")
    for place, member in enumerate(members):
        speaker = make_speaker(member, title="讲师")
        TeamMember.objects.create(
            team=team, speaker=speaker, sort_order=place, is_head=place == head
        )
    return team


def make_topic(title: str = "", provider: Provider | str | None = None, **fields: Any) -> Topic:
    """A topic of three hours; a provider's name makes the provider."""
    if isinstance(provider, str):
        provider, _made = Provider.objects.get_or_create(
            name=provider, defaults={"kind": ProviderKind.PARTY_SCHOOL}
        )
    themes = [
        Theme.objects.get_or_create(name=name, defaults={"slug": f"theme-{next(_number)}"})[0]
        for name in fields.pop("themes", ())
    ]
    topic = Topic.objects.create(
        title=title or f"目录专题{next(_number)}", provider=provider, **fields
    )
    topic.themes.set(themes)
    return topic
