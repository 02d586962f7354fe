"""Kinds, categories, speakers, venues and their pages."""

from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from courses.models import CourseCategory
from events.models import (
    EventKind,
    OpeningRule,
    Speaker,
    SpeakerTeam,
    TeachingPoint,
    TeamMember,
    Venue,
    VenueIndexPage,
    VenuePage,
)
from events.workdays import fill
from portal.demo.data import blocks, read
from portal.demo.pictures import make_pictures
from portal.founding import found, translate

LEVELS = {"national": "nation", "provincial": "province", "municipal": "city"}
# Who goes on the talk tour, the head first.
TEAM = ("yao-zhizhou", "fan-ruoxi", "shen-zhiheng", "jing-huairou", "he-qinglu")


@dataclass
class Places:
    """What programmes refer to by slug."""

    venues: dict[str, Venue] = field(default_factory=dict)
    points: dict[tuple[str, str], TeachingPoint] = field(default_factory=dict)
    speakers: dict[str, Speaker] = field(default_factory=dict)
    team: SpeakerTeam | None = None


def _team(places: Places) -> SpeakerTeam:
    """The five who go on the talk tour."""
    team = SpeakerTeam.objects.create(name="巡回宣讲团", name_en="Touring speakers")
    for number, slug in enumerate(TEAM):
        speaker = places.speakers[slug]
        TeamMember.objects.create(team=team, speaker=speaker, sort_order=number, is_head=not number)
    return team


def load() -> Places:
    """Make the vocabulary of the site and its places."""
    found()
    this_year = timezone.localdate().year
    fill([this_year, this_year + 1])
    places = Places()
    for number, row in enumerate(read("events", "kinds")["kind"]):
        EventKind.objects.create(position=number, **row)
    for number, row in enumerate(read("courses", "categories")["category"]):
        level = LEVELS.get(row["level"], row["level"])
        CourseCategory.objects.create(position=number, **(row | {"level": level}))
    for row in read("events", "speakers")["speaker"]:
        values = {name: row[name] for name in ("name", "title", "title_en", "unit_text")}
        places.speakers[row["slug"]] = Speaker.objects.create(
            topics="\n".join(row["topics"]), **values
        )
    places.team = _team(places)
    rows = read("events", "venues")["venue"]
    pictures = make_pictures(
        (row["name"], row["motif"], f"venue-{row['slug']}", row["town"]) for row in rows
    )
    index = VenueIndexPage.objects.get(slug="venues", locale__language_code="zh-hans")
    for row in rows:
        venue = _venue(row, places)
        page = VenuePage(
            title=row["name"],
            slug=row["slug"],
            summary=row["summary"],
            venue=venue,
            picture=pictures[f"venue-{row['slug']}"],
            motif=row["motif"],
            body=blocks(row["body"]),
        )
        index.add_child(instance=page)
        translate(page, title=row["name_en"], summary=row["summary_en"], body=[])
    return places


def _venue(row: dict[str, Any], places: Places) -> Venue:
    same = ("name", "name_en", "short_name", "town", "town_en", "address", "address_en")
    known = bool(row["coordinates"])
    venue = Venue.objects.create(
        venue_type=row["type"],
        latitude=str(row["lat"]) if known else None,
        longitude=str(row["lon"]) if known else None,
        radius=row.get("radius"),
        corners=row.get("corners", ""),
        capacity=row["capacity"] or None,
        guide_lead_days=row["guide_lead_days"],
        phone=row["phone"],
        motif=row["motif"],
        **{name: row[name] for name in same},
    )
    OpeningRule.objects.bulk_create(
        OpeningRule(
            venue=venue,
            weekday=weekday,
            opens=rule["opens"],
            closes=rule["closes"],
            last_entry=rule["last_entry"] or None,
        )
        for rule in row.get("opening", [])
        for weekday in rule["weekdays"]
    )
    for number, point in enumerate(row.get("point", [])):
        values = dict(point)
        slug = values.pop("slug")
        values["capacity"] = values["capacity"] or None
        places.points[row["slug"], slug] = TeachingPoint.objects.create(
            venue=venue, sort_order=number, **values
        )
    places.venues[row["slug"]] = venue
    return venue
