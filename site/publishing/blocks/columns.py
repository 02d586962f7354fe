"""Two or three columns."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.blocks import ListBlock, StreamBlock

from publishing.blocks.callout import CalloutBlock
from publishing.blocks.groups import SHAPE
from publishing.blocks.heading import HeadingBlock
from publishing.blocks.paragraph import ParagraphBlock
from publishing.blocks.picture import PictureBlock
from publishing.blocks.quotation import QuotationBlock
from publishing.blocks.several import SeveralBlock


class ColumnBlocks(StreamBlock):
    """What a column may hold: what is still readable when it is narrow."""

    paragraph = ParagraphBlock()
    heading = HeadingBlock()
    picture = PictureBlock()
    quotation = QuotationBlock()
    callout = CalloutBlock()


class ColumnsBlock(SeveralBlock):
    """Columns side by side; one below the other where the screen is narrow."""

    columns = ListBlock(
        ColumnBlocks(), label=pgettext_lazy("side by side", "Columns"), min_num=2, max_num=3
    )

    class Meta:
        icon = "grip"
        label = _("Columns side by side")
        help_text = _("Two or three; on a phone the left one comes first.")
        description = _("Two or three columns; on a phone they stand one below the other.")
        group = SHAPE
        template = "blocks/columns.html"
        preview_value = {
            "columns": [
                [{"type": "paragraph", "value": "<p>左栏：集合地点与时间。</p>"}],
                [{"type": "paragraph", "value": "<p>右栏：请带的物品。</p>"}],
            ]
        }
