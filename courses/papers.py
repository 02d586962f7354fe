"""The class-filing sheet of a cohort (开班备案表): what it is, for whom, where, by whom."""

from collections import Counter
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from courses.facts import category_words, cohort_of
from courses.finishing import required_of
from courses.models import Cohort
from events.listing import plain_hours
from events.models import Session
from events.papers.words import dates_of, people_of, places_of, sessions_of, speaker_of
from media.papers.sheet import Paper
from publishing import dates
from publishing.templatetags.components import text_of


def paper_facts(offering: Any) -> list[tuple[Any, Any]]:
    """What the timetable on paper says of a cohort besides: who teaches and who looks after it."""
    cohort = cohort_of(offering)
    if cohort is None:
        return []
    return [
        (_("Taught by"), text_of(cohort.provider, "name") if cohort.provider else ""),
        (_("Class coordinator"), cohort.coordinator.name if cohort.coordinator else ""),
    ]


def filing_sheet(cohort: Cohort, offering: Any) -> Paper:
    """One page to be signed and filed before a cohort begins; `offering` has its figures."""
    sessions = sessions_of(offering)
    page = offering.page.specific
    paper = Paper(_("Class-filing sheet"), str(offering), str(offering.lead_unit.name))
    paper.add_title()
    coordinator = cohort.coordinator.name if cohort.coordinator else ""
    days = len({dates.local_date(session.starts_at) for session in sessions})
    wide = [
        (_("Cohort"), str(offering)),
        (_("Category"), category_words(page.category)),
        (_("Lead unit"), offering.lead_unit.name),
        (_("Together with"), "、".join(unit.name for unit in offering.supporting_units.all())),
        (_("Host"), offering.host),
        (_("Taught by"), cohort.provider.name if cohort.provider else ""),
        (_("Dates"), _("%(dates)s, %(days)s days") % {"dates": dates_of(sessions), "days": days}),
        (_("Place"), places_of(sessions)),
        (_("For whom"), offering.audience or page.audience),
        (pgettext("of a cohort", "Size"), dates.person_count(people_of(offering))),
        (_("Class coordinator"), coordinator),
        (_("Credit hours"), _hours(sessions)),
        (_("Required to finish"), "；".join(required_of(cohort))),
        (_("Speakers"), "；".join(dict.fromkeys(filter(None, map(speaker_of, sessions))))),
    ]
    paper.add_table([[label, str(value or "")] for label, value in wide], [32, 118], heads=0)
    paper.add_space(3)
    seal = _("(seal)　　　　Year　　Month　　Day")
    since = len(paper.pieces)
    rows = [
        [_("Opinion of the lead unit"), _("Opinion of the unit where it is filed")],
        [f"\n\n\n\n{seal}", f"\n\n\n\n{seal}"],
    ]
    paper.add_table(rows, [75, 75])
    paper.keep_together(since)
    paper.add_space(2)
    paper.add(_("The timetable is enclosed."), "small")
    return paper


def _hours(sessions: list[Session]) -> str:
    """All of them, and how many in each form of teaching."""
    forms: Counter[str] = Counter()
    for session in sessions:
        forms[session.get_form_display()] += session.credit_hours  # type: ignore[assignment]
    total = dates.credit_hours(sum(forms.values(), Decimal(0)))
    parts = "，".join(f"{form} {plain_hours(hours)}" for form, hours in forms.items() if hours)
    return f"{total}（{parts}）" if parts else total
