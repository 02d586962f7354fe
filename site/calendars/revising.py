"""What a session, a task or nominations say of other records is part of their revision.

SEQUENCE and LAST-MODIFIED are stored with a session, but its venue, page or speaker may be renamed
without it. Then the database raises the revision of whatever tells of them, in the transaction of
the change and whoever makes it; and only when one of these very columns has changed.
"""

from typing import NamedTuple

from kernel.triggers import Trigger

_NAME = ("name", "name_en")
_DRAWN = ("picture_id", "motif")
_CUT = ("file", "focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height")
# Of a page in whatever language; one that goes up or down changes what its translations say alone.
_PAGES = (
    "SELECT id FROM wagtailcore_page WHERE translation_key = NEW.translation_key"
    " AND (id <> NEW.id OR OLD.title <> NEW.title)"
)
_PICTURED = (
    "SELECT page_ptr_id FROM events_eventpage WHERE picture_id = NEW.id"
    " UNION SELECT page_ptr_id FROM courses_coursepage WHERE picture_id = NEW.id"
)


class Told(NamedTuple):
    """Columns that calendars tell, and which rows tell them, as conditions, by their table."""

    table: str
    columns: tuple[str, ...]
    sessions: str
    tasks: str = ""
    offerings: str = ""

    def statements(self, now: str) -> str:
        """What raises the revisions; `now` is a function of the database. Offerings first, as
        whoever edits a session locks them first."""
        conditions = {
            "events_offering": self.offerings,
            "events_session": self.sessions,
            "essays_essaytask": self.tasks,
        }
        return " ".join(
            f"UPDATE {table} SET revision = revision + 1, changed_at = {now}"  # noqa: S608
            f" WHERE {condition};"
            for table, condition in conditions.items()
            if condition
        )

    def trigger(self) -> Trigger:
        """On every row whose columns change; a statement that does not name them costs nothing."""
        name = f"calendars_{self.table}_is_told"
        event = f"CREATE TRIGGER {name} AFTER UPDATE OF {', '.join(self.columns)} ON {self.table}"
        changed = " OR ".join(f"OLD.{column} {{other}} NEW.{column}" for column in self.columns)
        postgresql = self.statements("GREATEST(changed_at, clock_timestamp())")
        sqlite = self.statements("MAX(changed_at, STRFTIME('%Y-%m-%d %H:%M:%f', 'now'))")
        return Trigger(
            name=name,
            table=self.table,
            postgresql=f"""
CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN {postgresql} RETURN NULL; END $$;
{event} FOR EACH ROW WHEN ({changed.format(other="IS DISTINCT FROM")}) EXECUTE FUNCTION {name}();
""",
            sqlite=f"{event} WHEN {changed.format(other='IS NOT')} BEGIN {sqlite} END",
        )


def _of_offerings(condition: str) -> str:
    # Conditions of this module alone.
    return f"offering_id IN (SELECT id FROM events_offering WHERE {condition})"  # noqa: S608


def _of_pages(pages: str) -> str:
    return _of_offerings(f"page_id IN ({pages})")


TOLD = (
    Told(
        "events_venue",
        (*_NAME, "address", "address_en", "latitude", "longitude", "coordinate_system"),
        # Or whose people sit there.
        "venue_id = NEW.id OR offering_id IN"
        " (SELECT offering_id FROM attendance_remotesite WHERE venue_id = NEW.id)",
    ),
    # Each reader's own place: see `calendars.seats`.
    Told("attendance_remotesite", (*_NAME, "venue_id", "place"), "offering_id = NEW.offering_id"),
    Told("events_teachingpoint", _NAME, "teaching_point_id = NEW.id"),
    Told(
        "events_speaker",
        _NAME,
        "id IN (SELECT session_id FROM events_sessionspeaker WHERE speaker_id = NEW.id)",
    ),
    Told(
        "events_offering",
        ("label", "label_en", "host", "host_en", "contact", "lead_unit_id"),
        "offering_id = NEW.id",
        tasks="(offering_id = NEW.id OR course_id = NEW.page_id)"
        " AND (OLD.label, OLD.label_en) <> (NEW.label, NEW.label_en)",
    ),
    # Where a host is named, the unit is not told.
    Told("people_unit", _NAME, _of_offerings("lead_unit_id = NEW.id AND TRIM(host) = ''")),
    Told(
        "wagtailcore_page",
        ("title", "live"),
        _of_pages(_PAGES),
        tasks=f"{_of_pages(_PAGES)} OR course_id IN ({_PAGES})",
        # What was cancelled long ago would come back, as if it had been now.
        offerings=f"page_id IN ({_PAGES}) AND state <> 'cancelled'",
    ),
    Told("events_eventpage", ("kind_id", *_DRAWN), _of_pages("NEW.page_ptr_id")),
    Told("courses_coursepage", ("category_id", *_DRAWN), _of_pages("NEW.page_ptr_id")),
    Told(
        "events_eventkind",
        (*_NAME, "motif"),
        _of_pages("SELECT page_ptr_id FROM events_eventpage WHERE kind_id = NEW.id"),
    ),
    Told(
        "courses_coursecategory",
        _NAME,
        _of_pages("SELECT page_ptr_id FROM courses_coursepage WHERE category_id = NEW.id"),
    ),
    Told("media_customimage", _CUT, _of_pages(_PICTURED)),
)
TRIGGERS_OF_REVISIONS = [told.trigger() for told in TOLD]
