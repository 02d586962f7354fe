"""Letters to each speaker and each venue: their sessions, and what is asked of them by when."""

from collections import defaultdict
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from events.lineups import speaker_line
from events.listing import place_of
from events.models import Session, Speaker, Venue
from events.papers.words import (
    LONG_AGO,
    dates_of,
    day_of,
    people_of,
    sessions_of,
    speaker_of,
    workdays_before,
)
from media.papers.sheet import Paper
from publishing import dates
from publishing.templatetags.components import text_of

# Working days before the first session by which an answer, and material, is wanted.
ANSWER, MATERIAL = 5, 3


def speaker_letters(offering: Any) -> list[Paper]:
    """One for each speaker, in the order in which they teach."""
    found: dict[Speaker, list[Session]] = defaultdict(list)
    for session in sessions_of(offering):
        for speaker in session.speakers:
            found[speaker].append(session)
    return [_to_speaker(offering, speaker, taught) for speaker, taught in found.items()]


def venue_letters(offering: Any) -> list[Paper]:
    """One for each venue, in the order in which they are visited."""
    found: dict[Venue, list[Session]] = defaultdict(list)
    for session in sessions_of(offering):
        if session.venue is not None:
            found[session.venue].append(session)
    return [_to_venue(offering, venue, held) for venue, held in found.items()]


def _to_speaker(offering: Any, speaker: Speaker, sessions: list[Session]) -> Paper:
    paper = _letter(offering, _("Invitation to teach"))
    name = str(speaker_line(speaker))
    paper.add(pgettext("to a speaker", "Dear %(name)s,") % {"name": name})
    words = _(
        "%(unit)s holds “%(title)s” (%(dates)s) for about %(people)s people, and would be honoured "
        "if you taught the following:"
    )
    paper.add(words % _said(offering, sessions), "indented")
    rows = [[_("Time"), _("Title of the session"), _("Form of teaching"), _("Place")]]
    rows += [
        [_when(s), text_of(s, "title"), s.get_form_display(), str(place_of(s))] for s in sessions
    ]
    paper.add_table(rows, [36, 50, 22, 42])
    paper.add_space(2)
    if offering.team:
        words = _("You come with %(team)s; there speak: %(names)s.")
        names = "、".join(dict.fromkeys(speaker_of(session) for session in sessions))
        paper.add(words % {"team": text_of(offering.team, "name"), "names": names}, "indented")
    first = dates.local_date(sessions[0].starts_at)
    asked = [
        _("please say by %(day)s whether you can come;")
        % {"day": day_of(workdays_before(first, ANSWER))},
        _("please send title, outline and slides by %(day)s;")
        % {"day": day_of(workdays_before(first, MATERIAL))},
        _("please be at the place 15 minutes before the beginning."),
    ]
    _ask(paper, asked)
    return _closed(paper, offering, name)


def _to_venue(offering: Any, venue: Venue, sessions: list[Session]) -> Paper:
    paper = _letter(offering, _("Letter to the venue"))
    paper.add(_("To %(name)s:") % {"name": text_of(venue, "name")})
    words = _(
        "%(unit)s holds “%(title)s” (%(dates)s). About %(people)s people would like to be taught "
        "at your place:"
    )
    paper.add(words % _said(offering, sessions), "indented")
    rows = [[_("Time"), _("Title of the session"), _("Teaching point"), _("Speaker")]]
    for session in sessions:
        point = text_of(session.teaching_point, "name") if session.teaching_point else "–"
        rows.append([_when(session), text_of(session, "title"), point, speaker_of(session) or "–"])
    paper.add_table(rows, [36, 54, 30, 30])
    paper.add_space(2)
    lead = max(venue.guide_lead_days, ANSWER)
    first = dates.local_date(sessions[0].starts_at)
    asked = [
        _("please confirm times and admission by %(day)s;")
        % {"day": day_of(workdays_before(first, lead))},
        _("please have the teaching points ready, and a guide where no speaker is named;"),
        _("please name somebody whom our coordinator can reach on the day."),
    ]
    _ask(paper, asked)
    return _closed(paper, offering, text_of(venue, "name"))


def _letter(offering: Any, title: str) -> Paper:
    paper = Paper(title, f"{offering.lead_unit.name}　{offering}", offering.contact)
    paper.add_title()
    return paper


def _said(offering: Any, sessions: list[Session]) -> dict[str, Any]:
    return {
        "unit": offering.lead_unit.name,
        "title": offering,
        "dates": dates_of(sessions),
        "people": people_of(offering),
    }


def _when(session: Session) -> str:
    day = dates.plain_day(session.starts_at, now=LONG_AGO)
    hours = dates.hours_to(session.starts_at, session.ends_at)
    return f"{day}\n{dates.weekday(session.starts_at)} {hours}"


def _ask(paper: Paper, asked: list[str]) -> None:
    paper.add_space(2)
    paper.add(_("What we ask of you:"))
    for number, sentence in enumerate(asked, start=1):
        paper.add(f"{number}. {sentence}", "indented")


def _closed(paper: Paper, offering: Any, name: str) -> Paper:
    """Signature, and a slip to send back."""
    if offering.contact:
        paper.add(_("Answers reach us at %(contact)s.") % {"contact": offering.contact}, "indented")
    paper.add(offering.lead_unit.name, "signature")
    paper.add(dates.plain_day(timezone.localdate(), now=LONG_AGO), "signature")
    paper.add_space(6)
    since = len(paper.pieces)
    paper.add(_("Reply slip"), "heading")
    answer = _("□ as asked　　□ with these changes:")
    rows = [
        [pgettext("of a reply slip", "From"), name],
        [pgettext("of a reply slip", "Answer"), f"{answer}\n\n"],
        [_("Contact person and telephone"), ""],
        [_("Signature and date"), "\n"],
    ]
    paper.add_table(rows, [40, 110], heads=0)
    paper.keep_together(since)
    return paper
