"""A timeline."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ListBlock, StructBlock, TextBlock


class MomentBlock(StructBlock):
    """When and what."""

    when = CharBlock(label=_("When"))
    what = TextBlock(label=_("What"))


class TimelineBlock(StructBlock):
    """Moments in order."""

    moments = ListBlock(MomentBlock(), label=_("Moments"), min_num=2)

    class Meta:
        icon = "history"
        label = _("Timeline")
        template = "blocks/timeline.html"
