"""What an editor is told beside the fields that kinds, themes and pages of programmes share."""

from typing import Any

from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

THEMES = FieldPanel(
    "themes",
    widget=CheckboxSelectMultiple,
    help_text=_("Campaign pages gather it by its themes, and credit hours are counted by them."),
)
AUDIENCE = FieldPanel(
    "audience",
    help_text=_(
        "In words, for example “technical staff of enterprises”; an offering can say something "
        "else. It keeps nobody out: conditions are set in each offering."
    ),
)
NAMES: list[Any] = [
    FieldPanel("name", help_text=_("As it stands in lists and filters.")),
    FieldPanel("name_en", help_text=_("On English pages. Empty: the Chinese name is shown.")),
    FieldPanel(
        "slug",
        help_text=_(
            "Names it in addresses of filtered lists: lower-case letters, digits and hyphens. A "
            "change breaks links that people kept."
        ),
    ),
]
MOTIF = FieldPanel(
    "motif", help_text=_("Drawn by the site for pages of this kind that have no picture.")
)
POSITION = FieldPanel("position", help_text=_("Smaller numbers stand first."))

# By field, for the forms of an offering and of what belongs to it.
PLACES = _("More can be added at any time.")
LEAD = _("Its organisers, and those of the units above it, run this offering.")
HOST = _("Who holds it, as readers see it. Empty: the lead unit.")
OFFERING = {
    "label": _("For example “3rd cohort” or “Kunshan, morning”: what tells this one apart."),
    "host": HOST,
    "audience": _("In words, among the facts. Empty: what the page says. It keeps nobody out."),
    "contact": _(
        "A shared mailbox, shown to everybody. One that an account has as its own is shown nowhere."
    ),
    "opens_at": _("Until then the page says when registration opens."),
    "closes_at": _("Afterwards nobody registers; see also “Late registrations until”."),
    "needs_approval": _("If not, whoever comes first gets a place."),
    "has_waiting_list": _(
        "When every place is taken, people can wait in line and move up by themselves as places "
        "become free."
    ),
    "below_minimum": _("What happens at that time if fewer have been confirmed."),
    "questions_frozen_at": _(
        "Afterwards participants cannot change their answers; organisers still can. Empty: they "
        "always can."
    ),
}
SESSION = {
    "title": _("What it is about, as participants read it. Empty: that of the topic above."),
    "form": _("Credit hours and figures go by it."),
    "venue": _("Out of the register: its opening hours and capacity are checked when you save."),
    "place_note": _("For example “Room 3, City Library”: shown in place of a venue."),
    "speaker": _("Out of the register. Nobody can teach in two places at a time."),
    "bus": _("Where one bus is enough; for several, or a way with stops, add a route."),
    "credit_hours": _("What is planned, in steps of 0.5. 0: not for credit."),
    "join_url": _("Shown to those alone who have a place; never in a public calendar."),
}
ROUTE = {
    "meets_at": _("When the group sets off: participants are told, and told again of changes."),
    "meeting_point": _("So that a stranger finds it, for example “East gate, car park”."),
    "returns_at": _("When the group is back: until then its buses are held."),
}
