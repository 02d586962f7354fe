"""What can be asked, of whom, in which form."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Audience(models.TextChoices):
    """Of whom an essay is asked."""

    OFFERING = "offering", _("participants of an offering")
    COURSE = "course", _("participants of all cohorts of a course")
    UNITS = "units", _("people of chosen units")
    OPEN = "open", _("everybody with an account")


class TaskKind(models.TextChoices):
    """A reflection is asked of each person; a call collects essays through units."""

    REFLECTION = "reflection", pgettext_lazy("kind of essay task", "reflection")
    CALL = "call", pgettext_lazy("kind of essay task", "essay call")


class Genre(models.TextChoices):
    """Genres of essays."""

    THEORY = "theory", pgettext_lazy("genre", "theory")
    PROSE = "prose", pgettext_lazy("genre", "prose")
    POEM = "poem", pgettext_lazy("genre", "poem")
    REPORT = "report", pgettext_lazy("genre", "report")


class Takes(models.TextChoices):
    """In which form an essay is handed in."""

    EITHER = "either", _("text written here, or a file")
    TEXT = "text", _("text written here alone")
    FILE = "file", _("a file (DOCX or PDF) alone")
