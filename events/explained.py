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
