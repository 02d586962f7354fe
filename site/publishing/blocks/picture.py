"""A picture with its caption."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, StructBlock
from wagtail.images.blocks import ImageBlock


class PictureBlock(StructBlock):
    """A picture with alternative text, caption and source."""

    image = ImageBlock(label=_("Picture"))
    caption = CharBlock(label=_("Caption"), required=False)
    source = CharBlock(label=_("Source"), required=False)

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "blocks/picture.html"
