"""Several pictures side by side."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import ListBlock, StructBlock

from publishing.blocks.picture import PictureBlock


class GalleryBlock(StructBlock):
    """Two to twelve pictures."""

    pictures = ListBlock(PictureBlock(), label=_("Pictures"), min_num=2, max_num=12)

    class Meta:
        icon = "image"
        label = _("Gallery")
        template = "blocks/gallery.html"
