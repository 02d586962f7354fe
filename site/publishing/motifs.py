"""Names of the drawings that stand where an editor has chosen no picture.

The vocabulary is here because every page has it; how each is drawn is `media.drawing`.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Motif(models.TextChoices):
    """What a drawing shows."""

    PATH = "path", _("Path")
    TEA = "tea", _("Tea")
    LAMP = "lamp", _("Lamp")
    PODIUM = "podium", _("Lectern")
    WAVE = "wave", _("Water")
    ARCH = "arch", _("Archway")
    CIRCLE = "circle", _("Round table")
    SCREEN = "screen", _("Screen")
    STELE = "stele", _("Stele")
    MUSEUM = "museum", _("Museum building")
    MEMORIAL = "memorial", _("Memorial hall")
    ROOF = "roof", _("Roofs")
    CAMPUS = "campus", _("Colonnade")
    HALL = "hall", _("Auditorium")
    CINEMA = "cinema", _("Film reel")
    ENTERPRISE = "enterprise", _("Loom and circuit")
    AREA = "area", _("Plan of an area")
    ORBIT = "orbit", _("Orbit")
    TERRACES = "terraces", _("Loess terraces")
    BRIDGE = "bridge", _("Bridge")
    MOUNTAIN = "mountain", _("Mountains")
    BOOK = "book", _("Open book")
    PEN = "pen", _("Pen")
