"""The block library: one block a file, each with a template in `templates/blocks/`."""

from wagtail.blocks import StreamBlock

from publishing.blocks.callout import CalloutBlock
from publishing.blocks.documents import DocumentsBlock
from publishing.blocks.gallery import GalleryBlock
from publishing.blocks.heading import HeadingBlock
from publishing.blocks.paragraph import ParagraphBlock
from publishing.blocks.picture import PictureBlock
from publishing.blocks.quotation import QuotationBlock
from publishing.blocks.timeline import TimelineBlock


class TextBlocks(StreamBlock):
    """What the body of any page may hold."""

    paragraph = ParagraphBlock()
    heading = HeadingBlock()
    picture = PictureBlock()
    gallery = GalleryBlock()
    quotation = QuotationBlock()
    timeline = TimelineBlock()
    callout = CalloutBlock()
    documents = DocumentsBlock()


__all__ = ["TextBlocks"]
