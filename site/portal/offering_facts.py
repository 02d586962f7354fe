"""What the facts rail and the timetable of an offering say, in the reader's language."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from calendars.subscribing import in_language
from courses.facts import cohort_of, facts_of_cohort
from courses.models import CoursePage
from events.details import urls_of_venues
from events.enums import OVER, RUNNING, Availability, BelowMinimum, OfferingState
from events.lineups import members_line, speakers_line, team_named
from events.models import Offering, Session
from publishing import dates
from publishing.languages import between
from publishing.templatetags.components import joined, text_of
from registration.audience import in_words

Fact = dict[str, Any]


def facts_of(
    request: HttpRequest,
    offering: Offering,
    programme: Any,
    sessions: list[Session],
    places: dict[str, int],
) -> list[Fact]:
    """When, where, for whom, hours, registration, places, who runs it; only what is known. Needs
    `mailbox`: the contact unless it is a person's."""
    leads, host = text_of(offering.lead_unit, "name"), text_of(offering, "host")
    facts = [
        _when(offering),
        _where(request, sessions),
        _fact(_("For whom"), _audience(offering, programme), " · ".join(in_words(offering))),
        _hours(offering),
        _window(offering),
        _places(offering, places),
        _fewest(offering),
        _fact(_("Run by"), leads, host if host != leads else ""),
        _team(offering),
        _fact(
            _("Together with"),
            joined([text_of(unit, "name") for unit in offering.supporting_units.all()]),
        ),
        *(facts_of_cohort(cohort_of(offering)) if isinstance(programme, CoursePage) else ()),
        _contact(offering),
    ]
    return [fact for fact in facts if fact is not None]


def slots_of(offering: Any, sessions: list[Session], *, has_place: bool) -> list[dict[str, Any]]:
    """Sessions as the component `timetable.html` takes them; cancelled as a whole or singly.

    Where one takes part online is told to those alone who have a place; a calendar file there is
    of what everybody may read.
    """
    now, held = timezone.now(), offering.state != OfferingState.CANCELLED
    is_told = held and offering.is_public
    return [
        {
            "starts_at": session.starts_at,
            "ends_at": session.ends_at,
            "title": text_of(session, "title"),
            "place": place(session),
            "speaker": speakers_line(session),
            "form": session.get_form_display(),
            "hours": session.credit_hours or "",
            "moved_from": session.moved_from,
            "cancelled": session.is_cancelled or not held,
            "now": session.starts_at <= now < session.ends_at,
            "calendar": file_of(session) if is_told and is_ahead(session, now) else "",
            "join": session.join_url if held and has_place and is_ahead(session, now) else "",
        }
        for session in sessions
    ]


def is_ahead(session: Session, now: datetime) -> bool:
    """Whether it is still to be held, or being held."""
    return not session.is_cancelled and session.ends_at >= now


def file_of(session: Session) -> str:
    """The session alone as a calendar file: some telephones take only the first of a file."""
    return in_language(reverse("feed-session", args=[session.public_id]))


def place(session: Session) -> Any:
    """Venue, then teaching point; the note where no venue is listed."""
    if session.venue is None:
        return session.place_note
    parts = [text_of(session.venue, "name"), text_of(session.teaching_point, "name")]
    return joined([*parts, session.place_note], between())


def _team(offering: Offering) -> Fact | None:
    team = team_named(None, offering)
    return team and _fact(_("Speaker team"), text_of(team, "name"), members_line(team))


def _fact(term: str, value: Any, note: Any = "", *, strong: bool = False) -> Fact | None:
    return {"term": term, "value": value, "note": note, "strong": strong} if value else None


def _fewest(offering: Offering) -> Fact | None:
    """How many it needs, while that is still open."""
    due = offering.minimum_due_at
    if not offering.minimum or due is None or offering.minimum_settled_at is not None:
        return None
    if offering.state not in RUNNING or due <= timezone.now():
        return None
    words = ngettext("from %(number)s person on", "from %(number)s people on", offering.minimum)
    note = _("With fewer on %(day)s it is cancelled.")
    if offering.below_minimum != BelowMinimum.CANCEL:
        note = _("Counted on %(day)s.")
    value = words % {"number": offering.minimum}
    return _fact(_("Takes place"), value, note % {"day": dates.plain_day(due)})


def _when(offering: Offering) -> Fact | None:
    starts, ends = offering.starts_at, offering.ends_at  # type: ignore[attr-defined]
    if starts is None:
        return _fact(_("When"), _("The dates will follow."))
    one_day = dates.local_date(starts) == dates.local_date(ends)
    value = dates.when(starts, ends) if one_day else dates.date_range(starts, ends)
    coming = offering.state in RUNNING
    note = dates.relative_day(starts) if coming and starts > timezone.now() else ""
    return _fact(_("When"), value, note, strong=True)


def _where(request: HttpRequest, sessions: list[Session]) -> Fact | None:
    held = [session for session in sessions if not session.is_cancelled]
    venues = {session.venue_id: session.venue for session in held if session.venue}
    if not venues:
        notes = list(dict.fromkeys(session.place_note for session in held if session.place_note))
        return _fact(_("Where"), joined(notes[:3]))
    urls = urls_of_venues({venue.pk for venue in venues.values()}, request)
    names = []
    for venue in list(venues.values())[:4]:
        name, url = text_of(venue, "name"), urls.get(venue.pk)
        names.append(format_html('<a href="{}">{}</a>', url, name) if url else name)
    rest = len(venues) - len(names)
    more = ngettext("and %(count)s more place", "and %(count)s more places", rest) % {"count": rest}
    first = next(iter(venues.values()))
    address = text_of(first, "address") if len(venues) == 1 else ""
    return _fact(_("Where"), joined(names), more if rest else address)


def _audience(offering: Offering, programme: Any) -> Any:
    said = text_of(offering, "audience") or text_of(programme, "audience")
    return said or (_("Open to everybody") if offering.open_to_all else _("Members of the units"))


def _hours(offering: Offering) -> Fact | None:
    hours = offering.hours  # type: ignore[attr-defined]
    if not hours:
        return None
    return _fact(_("Hours"), dates.credit_hours(hours))


def _window(offering: Offering) -> Fact | None:
    word = offering.window()
    if word not in (Availability.NOT_OPEN_YET, Availability.OPEN, Availability.CLOSED):
        return None
    opens, closes = dates.when(offering.opens_at), dates.when(offering.closes_at)
    if word is Availability.NOT_OPEN_YET:
        value = _("%(opens)s to %(closes)s") % {"opens": opens, "closes": closes}
        note = _("Opens: %(left)s") % {"left": dates.countdown(offering.opens_at)}
        return _fact(_("Registration"), value, note)
    if word is Availability.OPEN:
        value = _("until %(closes)s") % {"closes": closes}
        return _fact(_("Registration"), value, dates.countdown(offering.closes_at))
    return _fact(_("Registration"), _("closed on %(closes)s") % {"closes": closes})


def _places(offering: Offering, places: dict[str, int]) -> Fact | None:
    if offering.state in OVER:
        return _fact(_("Places"), places["all"] and dates.person_count(places["all"]))
    if not places["all"]:
        return _fact(_("Places"), _("The number of places will follow."))
    value = _("%(left)s left of %(all)s") % places
    if places["left"] <= 0:
        value = _("All %(all)s taken") % places
    notes = []
    if places["waiting"]:
        waiting = ngettext("%(n)s person waits", "%(n)s people wait", places["waiting"])
        notes.append(waiting % {"n": places["waiting"]})
    if places["reserved"]:
        notes.append(_("%(reserved)s are reserved for other units") % places)
    if most := offering.companions_max:
        along = ngettext("one companion may come along", "%(n)s companions may come along", most)
        notes.append(along % {"n": most})
    return _fact(_("Places"), value, joined(notes, " · "), strong=True)


def _contact(offering: Any) -> Fact | None:
    """The office's mailbox; see `people.mailboxes` for what is never shown."""
    if not offering.mailbox:
        return None
    link = format_html('<a href="mailto:{0}">{0}</a>', offering.mailbox)
    return _fact(_("Questions"), link)
