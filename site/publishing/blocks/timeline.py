"""A timeline."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ListBlock, StructBlock, TextBlock

from publishing.blocks.groups import WORDS
from publishing.blocks.several import SeveralBlock


class MomentBlock(StructBlock):
    """When and what."""

    when = CharBlock(label=_("When"))
    what = TextBlock(label=_("What"))


class TimelineBlock(SeveralBlock):
    """Moments in order."""

    moments = ListBlock(MomentBlock(), label=_("Moments"), min_num=2)

    class Meta:
        icon = "history"
        label = _("Timeline")
        help_text = _("Earliest first. When: as it should be read, for example “November 1935”.")
        description = _("What happened when, in order: two moments or more.")
        group = WORDS
        template = "blocks/timeline.html"
        preview_value = {
            "moments": [
                {"when": "1935年11月", "what": "一部进入西部山区。"},
                {"when": "1936年初", "what": "部队继续前行。"},
            ]
        }
