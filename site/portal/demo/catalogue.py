"""What the demo's courses are about, who teaches them, and a timetable that is being changed."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from courses.actions import (
    change_planned_session,
    place_planned_session,
    plan_session,
    publish_timetable,
)
from courses.models import Cohort, CoursePage
from events.models import TIMES, Provider, Session, Theme, Topic
from people.models import User
from portal.demo.data import read
from portal.demo.programmes import Run
from portal.demo.venues import Places

DRAFTED = "two-bombs-3"
OTHER_SPEAKER = "cheng-haoran"
LATER = timedelta(minutes=30)


def load(runs: list[Run], places: Places) -> None:
    """Add themes, providers with their topics, and a draft over a published timetable."""
    data = read("events", "catalogue")
    themes = {row["slug"]: _theme(number, row) for number, row in enumerate(data["theme"])}
    for row in data["provider"]:
        _provider(row, themes)
    cohort = Cohort.objects.get(offering=next(r.offering for r in runs if r.slug == DRAFTED))
    by = User.objects.get(email="organiser@example.org")
    _publish(cohort, by)
    _draft(cohort, by, places)


def _theme(position: int, row: dict[str, Any]) -> Theme:
    names = {name: row[name] for name in ("slug", "name", "name_en")}
    theme = Theme.objects.create(position=position, **names)
    for page in CoursePage.objects.filter(slug__in=row["courses"]):
        page.themes.add(theme)
        page.save()
    return theme


def _provider(row: dict[str, Any], themes: dict[str, Theme]) -> None:
    """A provider with its topics, of which sessions are known to be taught."""
    names = {name: row[name] for name in ("name", "name_en", "kind")}
    provider = Provider.objects.create(**names)
    cohorts = Cohort.objects.filter(offering__page__slug=row["course"])
    cohorts.update(provider=provider)
    for one in row["topic"]:
        topic = Topic.objects.create(
            provider=provider,
            title=one["title"],
            title_en=one["title_en"],
            form=one.get("form", "lecture"),
            credit_hours=one["hours"],
        )
        topic.themes.set(themes[slug] for slug in one["themes"])
        Session.objects.filter(title__contains=one["taught"]).update(topic=topic)


def _publish(cohort: Cohort, by: User) -> None:
    """A second version: the way to the blast site turned out to be longer."""
    session = cohort.offering.sessions.held()[4]
    times = {name: getattr(session, name) + LATER for name in TIMES}
    change_planned_session(by=by, cohort=cohort, key=session.public_id, values=times)
    publish_timetable(by=by, cohort=cohort)


def _draft(cohort: Cohort, by: User, places: Places) -> None:
    """Three steps that nobody outside has seen: another half-day, another speaker, one more."""
    first, second, third, *_rest = cohort.offering.sessions.held()
    day = timezone.localtime(first.starts_at).date() + timedelta(days=1)
    place_planned_session(by=by, cohort=cohort, key=second.public_id, day=day, half="evening")
    speaker = places.speakers[OTHER_SPEAKER]
    change_planned_session(by=by, cohort=cohort, key=third.public_id, values={"speaker": speaker})
    title = "夜谈：我手上的难题"
    plan_session(by=by, cohort=cohort, title=title, day=day + timedelta(days=1), half="evening")
