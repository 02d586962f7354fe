"""A picture with its caption."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, StructBlock
from wagtail.images import get_image_model
from wagtail.images.blocks import ImageBlock

from publishing.blocks.choosers import PictureChooser
from publishing.blocks.groups import PICTURES


class ChosenImage(ImageBlock):
    """Wagtail's block with our chooser; migrations know it as Wagtail's."""

    def __init__(self, required: bool = True, **kwargs: Any) -> None:
        super().__init__(required=required, **kwargs)
        self.child_blocks["image"] = PictureChooser(required=required, label=_("Picture"))
        self.child_blocks["image"].set_name("image")


class PictureBlock(StructBlock):
    """A picture with alternative text, caption and source."""

    image = ChosenImage(label=_("Picture"))
    caption = CharBlock(label=_("Caption"), required=False)
    source = CharBlock(label=_("Source"), required=False)

    class Meta:
        icon = "image"
        label = _("Picture")
        help_text = _(
            "The alternative text says what is to be seen, for those who cannot see it. Caption "
            "and source are read below the picture; empty, they are left out."
        )
        description = _("One picture. Say in the alternative text what somebody sees on it.")
        group = PICTURES
        template = "blocks/picture.html"

    def get_preview_value(self) -> Any:
        """The newest picture of the library; nothing while there is none."""
        return self.to_python((newest_pictures(1) or [{"image": None}])[0])


def newest_pictures(number: int) -> list[dict[str, Any]]:
    """Up to `number` pictures of the library, as a block keeps them."""
    return [
        {
            "image": {"image": picture.pk, "alt_text": picture.title, "decorative": False},
            "caption": picture.title,
            "source": picture.source,
        }
        for picture in get_image_model().objects.order_by("-pk")[:number]
    ]
