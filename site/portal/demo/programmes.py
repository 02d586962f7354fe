"""Courses with cohorts, events with offerings, the talk tour: by the actions organisers use."""

from dataclasses import dataclass
from typing import Any

from courses.models import Cohort, CourseCategory, CourseIndexPage, CoursePage, CourseTopic
from essays.models import EssayTask
from events import actions
from events.enums import Counting
from events.models import EventIndexPage, EventKind, EventPage, Offering
from people.models import Unit, User
from portal.demo.data import blocks, instant, read
from portal.demo.pictures import make_pictures
from portal.demo.venues import Places
from portal.founding import translate
from registration.actions import add_rule

COURSE_MOTIFS = {
    "two-bombs-one-satellite": "orbit",
    "entrepreneurs": "enterprise",
    "national-conditions": "mountain",
    "party-spirit-sichuan": "memorial",
    "rural-skills": "terraces",
    "young-talent-bootcamp": "campus",
}


@dataclass
class Run:
    """An offering of the demo and what is to happen in it."""

    offering: Offering
    slug: str
    scenario: str
    task: EssayTask | None = None


class Loader:
    """Builds programmes for one organiser among known units and places."""

    def __init__(self, units: dict[str, Unit], places: Places) -> None:
        self.units, self.places = units, places
        self.by = User.objects.get(email="organiser@example.org")
        self.runs: list[Run] = []

    def course(self, row: dict[str, Any], picture: Any, motif: str) -> None:
        """One course with its cohorts."""
        category = CourseCategory.objects.get(slug=row["category"])
        same = {name: row[name] for name in ("title", "slug", "summary", "audience", "requirement")}
        page = CoursePage(
            category=category, picture=picture, motif=motif, body=blocks(row["body"]), **same
        )
        page.topics = [CourseTopic(title=topic["title"]) for topic in row["topic"]]
        index = CourseIndexPage.objects.get(locale__language_code="zh-hans")
        index.add_child(instance=page)
        translate(
            page,
            title=row["title_en"],
            summary=row["summary_en"],
            audience=row["audience_en"],
            requirement="",
            topics=[CourseTopic(title=topic["title_en"]) for topic in row["topic"]],
            body=[],
        )
        for cohort in row["cohort"]:
            run = self.offering(page, cohort)
            for quota in cohort["unit_quotas"]:
                actions.post_places(
                    by=self.by,
                    offering=run.offering,
                    unit=self.units[quota["unit"]],
                    delta=quota["capacity"],
                )
            for session in cohort["session"]:
                self.session(run.offering, session)
            Cohort.objects.create(
                offering=run.offering,
                number=cohort["number"],
                coordinator=User.objects.get(email="coordinator@example.org"),
                hours_required=str(row["hours_required"]),
            )
            self.finish(run, cohort.get("essay"))

    def event(self, row: dict[str, Any], picture: Any, motif: str) -> None:
        """One event with its offerings or, for a tour, its stops."""
        kind = EventKind.objects.get(slug=row["kind"])
        same = {name: row[name] for name in ("title", "slug", "summary", "audience")}
        counting = Counting.STOP if row.get("stop") else row.get("counting", Counting.NONE)
        page = EventPage(
            kind=kind,
            picture=picture,
            motif=motif,
            counting=counting,
            team=self.places.team if row.get("stop") else None,
            body=blocks(row["body"]),
            **same,
        )
        EventIndexPage.objects.get(locale__language_code="zh-hans").add_child(instance=page)
        translate(
            page,
            title=row["title_en"],
            summary=row["summary_en"],
            audience=row["audience_en"],
            body=[],
        )
        for offering in row.get("offering", []):
            run = self.offering(page, offering)
            same = {"day": offering["day"]} | ({"form": "on_site"} if offering["route"] else {})
            for part in offering["route"] or [self.whole(offering)]:
                self.session(run.offering, part | same)
            self.finish(run, row.get("essay"))
        for number, stop in enumerate(row.get("stop", []), start=1):
            self.stop(page, row, number, stop)

    @staticmethod
    def whole(offering: dict[str, Any]) -> dict[str, Any]:
        """An offering that is one session."""
        same = ("starts", "ends", "venue", "point", "speaker", "hours")
        return {name: offering[name] for name in same} | {
            "title": offering["session_title"],
            "title_en": offering["session_title_en"],
        }

    def stop(self, page: EventPage, row: dict[str, Any], number: int, stop: dict[str, Any]) -> None:
        """One of the stops of a tour."""
        offering = {
            "slug": f"{row['slug']}-{number}",
            "scenario": "tour_over" if stop["day"] < 0 else "plain",
            "label": f"第{number}场 {stop['host']}",
            "label_en": f"Stop {number}",
            "number": number,
            "lead_unit": stop["unit"] or row["lead_unit"],
            "host": stop["host"],
            "capacity": stop["capacity"],
            "opens_day": stop["day"] - 20,
            "closes_day": stop["day"] - 1,
            "waiting_list": False,
        }
        run = self.offering(page, offering)
        place = " ".join((stop["town"], stop["venue_text"]))
        self.session(
            run.offering,
            stop | {"title": row["title"], "title_en": row["title_en"], "place_note": place},
        )
        self.finish(run, None)

    def offering(self, page: Any, row: dict[str, Any]) -> Run:
        """A draft with its general places."""
        quotas = sum(quota["capacity"] for quota in row.get("unit_quotas", []))
        made = actions.create_offering(
            by=self.by,
            page=page,
            lead_unit=self.units[row.get("lead_unit") or self.lead_of(page)],
            opens_at=instant(row["opens_day"], row.get("opens_time", "09:00")),
            closes_at=instant(row["closes_day"], row.get("closes_time", "18:00")),
            capacity=max(row["capacity"] - quotas, 0),
            label=row["label"],
            label_en=row["label_en"],
            host=row.get("host", ""),
            host_en=row.get("host_en", ""),
            audience=row.get("audience", ""),
            contact=row.get("contact", ""),
            number=row.get("number"),
            has_waiting_list=row["waiting_list"],
            **row.get("admission", {}),
            supporting_units=[self.units[code] for code in row.get("supporting_units", [])],
        )
        for rule in row.get("audience_rules", []):
            add_rule(by=self.by, offering=made.record, **rule)
        run = Run(made.record, row["slug"], row["scenario"])
        self.runs.append(run)
        return run

    def lead_of(self, page: Any) -> str:
        """The lead unit's code that the data file names for an event."""
        rows = read("events", "events")["event"]
        return next(row["lead_unit"] for row in rows if row["slug"] == page.slug)

    def session(self, offering: Offering, row: dict[str, Any]) -> None:
        """One session."""
        venue, point = row.get("venue", ""), row.get("point", "")
        made = actions.add_session(
            by=self.by,
            offering=offering,
            title=row["title"],
            title_en=row.get("title_en", ""),
            form=row.get("form") or "lecture",
            starts_at=instant(row["day"], row["starts"]),
            ends_at=instant(row["day"], row["ends"]),
            venue=self.places.venues.get(venue),
            teaching_point=self.places.points.get((venue, point)),
            speaker=self.places.speakers.get(row.get("speaker", "")),
            credit_hours=row.get("hours", 1.5),
            place_note=row.get("place_note", ""),
        )
        if not made.ok:
            raise ValueError(f"{row['title']}: {made.message}")

    def finish(self, run: Run, essay: dict[str, Any] | None) -> None:
        """Publish, and cancel what the scenario cancels; what is over is finished once attended."""
        actions.publish_offering(by=self.by, offering=run.offering)
        if run.scenario == "cancelled":
            reason = "场馆临时闭馆检修"
            actions.cancel_offering(by=self.by, offering=run.offering, reason=reason)
        if essay:
            run.task = EssayTask.objects.create(
                offering=run.offering,
                title=essay["title"],
                title_en=essay["title_en"],
                prompt=essay["prompt"],
                min_characters=essay["min_chars"],
                max_characters=essay["max_chars"],
                due_at=instant(essay["due_day"], "23:59"),
            )
        run.offering.refresh_from_db()


def load(units: dict[str, Unit], places: Places) -> list[Run]:
    """Make all courses and events; return their offerings."""
    courses, events = read("courses", "courses")["course"], read("events", "events")["event"]
    kinds = {row["slug"]: row["motif"] for row in read("events", "kinds")["kind"]}
    motifs = {row["slug"]: COURSE_MOTIFS.get(row["slug"], "book") for row in courses}
    motifs |= {row["slug"]: kinds[row["kind"]] for row in events}
    pictures = make_pictures(
        (row["title"], motifs[row["slug"]], f"page-{row['slug']}", row["lead_unit"][:2])
        for row in [*courses, *events]
    )
    loader = Loader(units, places)
    for row in courses:
        loader.course(row, pictures[f"page-{row['slug']}"], motifs[row["slug"]])
    for row in events:
        loader.event(row, pictures[f"page-{row['slug']}"], motifs[row["slug"]])
    return loader.runs
