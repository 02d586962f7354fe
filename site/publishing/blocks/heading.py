"""A heading inside a page."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock

from publishing.blocks.groups import WORDS


class HeadingBlock(CharBlock):
    """A section's title, second level."""

    class Meta:
        icon = "title"
        label = _("Heading")
        description = _("The title of a section, a few words without a full stop.")
        group = WORDS
        template = "blocks/heading.html"
        preview_value = "站台上的一堂课"
