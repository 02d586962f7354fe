"""Several pictures side by side."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import ListBlock

from publishing.blocks.groups import PICTURES
from publishing.blocks.picture import PictureBlock, newest_pictures
from publishing.blocks.several import SeveralBlock


class GalleryBlock(SeveralBlock):
    """Two to twelve pictures."""

    pictures = ListBlock(PictureBlock(), label=_("Pictures"), min_num=2, max_num=12)

    class Meta:
        icon = "image"
        label = _("Gallery")
        help_text = _("Two to twelve, in this order.")
        description = _("Two to twelve pictures side by side, each with its caption.")
        group = PICTURES
        template = "blocks/gallery.html"

    def get_preview_value(self) -> Any:
        """The newest pictures of the library."""
        return self.to_python({"pictures": newest_pictures(3)})
