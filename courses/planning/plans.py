"""What is planned for a cohort: its sessions, and the draft laid over them."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from courses.models import Cohort, DraftSession, Timetable, TimetableVersion
from courses.planning.facts import Fact, fact_of
from events.models import PLACE, SLOT_FIELDS, SLOT_RECORDS, TIMES, Session
from publishing import dates


@dataclass
class Entry:
    """One session as it is planned; `key` is its public id, in the draft and afterwards."""

    key: str
    slot: DraftSession
    session: Session | None = None

    @property
    def is_new(self) -> bool:
        """Whether nobody outside has seen it."""
        return self.session is None

    @property
    def is_removed(self) -> bool:
        """Whether it is to be cancelled."""
        return self.slot.is_removed

    @property
    def is_changed(self) -> bool:
        """Whether publishing would do anything to it."""
        return self.is_new or self.is_removed or bool(self.touched())

    @property
    def day(self) -> date:
        """The day on which it begins, by the clock here."""
        return dates.local_date(self.slot.starts_at)

    @property
    def half(self) -> str:
        """`morning`, `afternoon` or `evening`."""
        return dates.half_day_key(self.slot.starts_at)

    def touched(self) -> list[str]:
        """Fields that differ from the published session, with those that belong to them."""
        if self.session is None:
            return []
        names = {n for n in SLOT_FIELDS if getattr(self.slot, n) != getattr(self.session, n)}
        for together in (TIMES, PLACE):
            if names & set(together):
                names |= set(together)
        return [name for name in SLOT_FIELDS if name in names]

    def fact(self) -> Fact | None:
        """What it says now; None when it is taken out."""
        return None if self.is_removed else fact_of(self.key, self.slot)

    def published_fact(self) -> Fact | None:
        """What the public reads of it; None when nothing."""
        return None if self.session is None else fact_of(self.key, self.session)


@dataclass
class Plan:
    """A cohort's timetable as it is planned, in the order of time."""

    cohort: Cohort
    revision: int
    entries: list[Entry]
    cancelled: list[Session] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.by_key = {entry.key: entry for entry in self.entries}

    def standing(self) -> list[Entry]:
        """What will be held if this is published, in the order of time."""
        here = [entry for entry in self.by_key.values() if not entry.is_removed]
        return sorted(here, key=lambda e: (e.slot.starts_at, e.slot.ends_at, e.key))

    def removed(self) -> list[Entry]:
        """What publishing would cancel."""
        return [entry for entry in self.by_key.values() if entry.is_removed]

    def changed(self) -> list[Entry]:
        """What publishing would touch, in the order of time."""
        found = [entry for entry in self.by_key.values() if entry.is_changed]
        return sorted(found, key=lambda e: (e.slot.starts_at, e.key))

    def on(self, day: date, half: str = "") -> list[Entry]:
        """What begins on a day, or in one half of it."""
        return [e for e in self.standing() if e.day == day and half in ("", e.half)]

    def pairs(self) -> list[tuple[Fact | None, Fact | None]]:
        """Before and after of everything that publishing would touch."""
        return [(entry.published_fact(), entry.fact()) for entry in self.changed()]


def plan_of(cohort: Cohort, revision: int | None = None) -> Plan:
    """The plan of a cohort with everything a card shows; three queries, two with the revision."""
    if revision is None:
        counted = Timetable.objects.filter(cohort=cohort).values_list("revision", flat=True)
        revision = counted.first() or 0
    drafts = DraftSession.objects.filter(cohort=cohort).select_related(*SLOT_RECORDS)
    over = {draft.session_id or draft.public_id: draft for draft in drafts}
    sessions = Session.objects.filter(offering=cohort.offering_id).select_related(*SLOT_RECORDS)
    entries, cancelled = [], []
    for session in sessions:
        draft = over.pop(session.pk, None)
        if session.is_cancelled:
            cancelled.append(session)
            continue
        entries.append(Entry(session.public_id, laid_over(cohort, session, draft), session))
    new = [Entry(d.public_id, d) for d in over.values() if d.session_id is None]
    return Plan(cohort, revision, [*entries, *new], cancelled)


def laid_over(cohort: Cohort, session: Session, draft: DraftSession | None) -> DraftSession:
    """A published session as the draft has it; unsaved where nothing is drafted."""
    slot = draft or DraftSession(cohort=cohort, session=session)
    for name in SLOT_FIELDS:
        if name not in slot.touched:
            setattr(slot, name, getattr(session, name))
    return slot


def latest_version(cohort: Cohort) -> TimetableVersion | None:
    """The last one published from here."""
    return TimetableVersion.objects.filter(cohort=cohort).select_related("by").first()


def is_over(entry: Entry, at: datetime | None = None) -> bool:
    """Whether it has begun: what begun is not moved along with the others."""
    return entry.slot.starts_at <= (at or timezone.now())


def published_facts(cohort: Any) -> list[Fact]:
    """What the public reads of all sessions that will be held."""
    held = Session.objects.held().filter(offering=cohort.offering_id)
    return [fact_of(s.public_id, s) for s in held.select_related(*SLOT_RECORDS)]
