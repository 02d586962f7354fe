"""What participants are told, when and in which words: notices of registrations and changes."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from events.enums import RUNNING
from events.listing import plain_hours
from events.models import Offering, Session
from notices.delivery import Note, notify_many
from notices.enums import Kind
from notices.models import Notice
from publishing.languages import text
from registration import above
from registration.models import Registration, RegistrationChange
from registration.wording import place_of, title_of

# Where a notice leads, when not to the offering.
PAGES = {Kind.ADMITTED: "admission", Kind.NOMINATED: "nominee"}
PLACES = {"venue", "teaching_point", "place_note"}
# The key of a notice that is about one session alone.
ALONE = re.compile(r"[a-z_]+:session-(?P<session>\d+)-\d+:")


def tell_moved(
    kind: Kind,
    offering: Offering,
    changes: Iterable[RegistrationChange],
    *,
    reason: str = "",
    position: int | None = None,
    **facts: Any,
) -> None:
    """Tell each person what became of their registration; `facts` are for the words."""
    rows = list(changes)
    if not rows:
        return
    first = first_session(offering)
    sites = above.sites_of(first, [change.registration for change in rows]) if first else {}
    notify_many(
        kind,
        is_new=True,
        notes=[
            note_for(
                change.registration.person,
                offering,
                f"change-{change.pk}",
                to=PAGES.get(kind, "offering"),
                session=first,
                site=sites.get(change.registration_id),
                reason=reason,
                position=position,
                until=change.registration.offered_until,
                **facts,
            )
            for change in rows
        ],
    )


def first_session(offering: Any) -> Session | None:
    """The first session that will be held; kept on the offering once it was read."""
    if not hasattr(offering, "first_session"):
        offering.first_session = sessions_told(offering).first()
    return offering.first_session


def sessions_told(offering: Any) -> Any:
    """The sessions that will be held, with where, and whether anybody attends them elsewhere."""
    return above.with_sites(Session.objects.filter(offering=offering).held().with_places())


def tell_session(
    session: Session,
    *,
    before: dict[str, Any],
    reason: str = "",
    asked: Iterable[int] = (),
    until: datetime | None = None,
    others: int = 0,
    is_new: bool = False,
) -> None:
    """Tell everybody registered that a session is new, changed, or cancelled when it says so.

    Those whose keys are in `asked` are asked to say until `until` whether they still come. `others`
    sessions that follow are concerned as well.
    """
    if not is_planned_by(session, before):
        return
    key = f"session-{session.pk}-{session.revision}" + (f"-and-{others}" if others else "")
    languages: dict[str, dict[str, Any]] = {}
    usual = Kind.SESSION_CANCELLED if session.is_cancelled else Kind.CHANGED
    notes: dict[Kind, list[Note]] = {usual: [], Kind.RECONFIRM: []}
    again = set(asked)
    rows = _alive(session.offering)
    sites = above.sites_of(session, rows)
    for row in rows:
        person, site = row.person, sites.get(row.pk)
        elsewhere = site is not None and not others and _is_of_main_hall(before)
        if elsewhere and person.pk not in again:
            continue
        if person.language not in languages:
            with translation.override(person.language):
                what = _what(session, before, others, is_new=is_new)
                languages[person.language] = _old_and_new(session, before) | {"what": what}
        context: dict[str, Any] = {"session": session, "reason": reason, "until": until}
        context |= languages[person.language] | ({"site": site} if site else {})
        note = note_for(person, session.offering, key, **context)
        notes[Kind.RECONFIRM if person.pk in again else usual].append(note)
    for kind, told in notes.items():
        notify_many(kind, told)


def session_told_by(notice: Notice) -> int | None:
    """The key of the session that a notice of `tell_session` is about, if it is about no other."""
    found = ALONE.match(notice.key)
    return int(found["session"]) if found else None


def is_planned_by(session: Session, before: dict[str, Any]) -> bool:
    """Whether anybody plans by a session still, by its old time or its new one."""
    ends_at = max(session.ends_at, before.get("ends_at", session.ends_at))
    return session.offering.state in RUNNING and ends_at >= timezone.now()


def tell_invited(offering: Offering, invited: Iterable[tuple[Any, Any]]) -> None:
    """Tell those on the named list who have an account, given as lines and persons.

    Where the line does not say whose it is, the list of deliveries does not say it either.
    """
    first = first_session(offering)
    notes = []
    for line, person in invited:
        if person is not None:
            key = f"invitation-{line.pk}-{int(line.at.timestamp())}"
            note = note_for(person, offering, key, session=first)
            notes.append(note if line.person else replace(note, topic=""))
    notify_many(Kind.INVITED, notes)


def tell_cancelled(offering: Offering, *, reason: str) -> None:
    """Tell everybody registered that the whole offering is cancelled."""
    key = f"offering-{offering.pk}-{offering.revision}"
    people = registered(offering)
    notify_many(
        Kind.CANCELLED, [note_for(person, offering, key, reason=reason) for person in people]
    )


def registered(offering: Offering) -> list[Any]:
    """Everybody whose registration is alive, in the order of registering."""
    return [row.person for row in _alive(offering)]


def _alive(offering: Offering) -> list[Registration]:
    rows = Registration.objects.filter(offering=offering).alive().select_related("person")
    return list(rows.order_by("pk"))


def note_for(
    person: Any, offering: Offering, key: str, *, to: str = "offering", **context: Any
) -> Note:
    """One person's note about an offering; `context` fills the words, `to` names where it leads.

    Whoever attends at a remote `site` is told of that place: what changed of the main hall is none
    of theirs.
    """
    site = context.pop("site", None)
    with translation.override(person.language):
        path = reverse(to, args=[offering.public_id])
        title = title_of(offering)
        if site is not None:
            context["place"] = context["old_place"] = place_of(context["session"], site)
        elif context.get("session") and "place" not in context:
            context["place"] = place_of(context["session"])
        if "target" in context:
            context["target"] = title_of(context["target"])
    context |= {"offering": offering, "title": title}
    return Note(person, key, path, context, offering.public_id, offering.contact)


def _is_of_main_hall(before: dict[str, Any]) -> bool:
    """Whether nothing changed but where the main hall is."""
    return bool(before) and before.keys() <= PLACES


def _old_and_new(session: Session, before: dict[str, Any]) -> dict[str, Any]:
    """Time and place before and after, in the active language; alike where nothing changed."""
    old = Session(
        venue=before.get("venue", session.venue),
        teaching_point=before.get("teaching_point", session.teaching_point),
        place_note=before.get("place_note", session.place_note),
    )
    return {
        "old_place": place_of(old),
        "place": place_of(session),
        "old_starts_at": before.get("starts_at", session.starts_at),
        "old_ends_at": before.get("ends_at", session.ends_at),
    }


def _what(session: Session, before: dict[str, Any], others: int, *, is_new: bool) -> str:
    """The session's name, what is new of it, and how many after it are meant as well."""
    return titled_with_others(session, others, _news(session, before, is_new=is_new))


def titled_with_others(session: Session, others: int, news: Sequence[str] = ()) -> str:
    """The session's name with its news, and how many after it are meant as well."""
    title = with_news(text(session, "title"), news)
    if not others:
        return title
    words = ngettext(
        "%(title)s and the %(count)s session after it",
        "%(title)s and the %(count)s sessions after it",
        others,
    )
    return words % {"title": title, "count": others}


def _news(session: Session, before: dict[str, Any], *, is_new: bool) -> list[str]:
    """What time and place do not say."""
    found = [pgettext("news of a session", "new")] if is_new else []
    if "speaker" in before:
        name = pgettext("between names", ", ").join(text(s, "name") for s in session.speakers)
        word = _("speaker: %(name)s") if name else _("speaker not settled yet")
        found.append(word % {"name": name} if name else word)
    if "credit_hours" in before:
        hours = plain_hours(session.credit_hours) or 0
        found.append(_("credit hours: %(hours)s") % {"hours": hours})
    return found


def with_news(name: str, news: Sequence[str]) -> str:
    """A name with its news in parentheses."""
    if not news:
        return name
    listed = pgettext("between names", ", ").join(news)
    return _("%(name)s (%(news)s)") % {"name": name, "news": listed}
