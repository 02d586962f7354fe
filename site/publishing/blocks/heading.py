"""A heading inside a page."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock


class HeadingBlock(CharBlock):
    """A section's title, second level."""

    class Meta:
        icon = "title"
        label = _("Heading")
        template = "blocks/heading.html"
