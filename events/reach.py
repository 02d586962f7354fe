"""Speakers and venues that a change of an offering concerns; the organiser speaks to them."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from events.additions import Reach
from events.lineups import with_lineups
from events.models import Offering


def reaches(offering: Offering) -> list[Reach]:
    """Whoever teaches or houses a session that is still ahead, named, with a telephone number."""
    ahead = offering.sessions.held().filter(ends_at__gte=timezone.now())
    sessions = with_lineups(offering, ahead.select_related("speaker", "venue"))
    speakers = _distinct(speaker for session in sessions for speaker in session.speakers)
    venues = _distinct(session.venue for session in sessions)
    found = []
    if speakers:
        names = "、".join(" ".join(filter(None, (s.name, s.unit_text))) for s in speakers)
        found.append(Reach(_("Speakers"), len(speakers), names, is_told=False))
    if venues:
        names = "、".join(" ".join(filter(None, (str(v), v.phone))) for v in venues)
        found.append(Reach(_("Venues"), len(venues), names, is_told=False))
    return found


def _distinct(records: Any) -> list[Any]:
    return list(dict.fromkeys(record for record in records if record is not None))
