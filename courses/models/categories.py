"""Categories of courses: data that editors keep."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.search import index
from wagtail.snippets.models import register_snippet

from events.explained import NAMES, POSITION


@register_snippet
class CourseCategory(index.Indexed, models.Model):
    """国情研修, 党性教育, 专题业务, 训练营 … with the level it is taught at."""

    class Level(models.TextChoices):
        """Whose conditions are studied."""

        NATION = "nation", _("national")
        PROVINCE = "province", _("provincial")
        CITY = "city", _("municipal")
        NONE = "", _("no level")

    name = models.CharField(_("name"), max_length=40, unique=True)
    name_en = models.CharField(_("name in English"), max_length=60, blank=True)
    slug = models.SlugField(_("slug"), unique=True)
    level = models.CharField(_("level"), max_length=20, choices=Level, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    panels = [
        *NAMES,
        FieldPanel("level", help_text=_("Whose conditions are studied: shown beside the name.")),
        POSITION,
    ]
    search_fields = [index.AutocompleteField("name"), index.AutocompleteField("name_en")]

    class Meta:
        verbose_name = _("course category")
        verbose_name_plural = _("course categories")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name
