"""The block library: one block a file, each with a template in `templates/blocks/`."""

from wagtail.blocks import StreamBlock

from publishing.blocks.callout import CalloutBlock
from publishing.blocks.columns import ColumnsBlock
from publishing.blocks.documents import DocumentsBlock
from publishing.blocks.footnotes import FootnotesBlock
from publishing.blocks.gallery import GalleryBlock
from publishing.blocks.heading import HeadingBlock
from publishing.blocks.paragraph import ParagraphBlock
from publishing.blocks.picture import PictureBlock
from publishing.blocks.quotation import QuotationBlock
from publishing.blocks.recording import RecordingBlock
from publishing.blocks.timeline import TimelineBlock


class TextBlocks(StreamBlock):
    """What the body of any page may hold."""

    paragraph = ParagraphBlock()
    heading = HeadingBlock()
    picture = PictureBlock()
    gallery = GalleryBlock()
    recording = RecordingBlock()
    quotation = QuotationBlock()
    timeline = TimelineBlock()
    callout = CalloutBlock()
    documents = DocumentsBlock()
    columns = ColumnsBlock()
    footnotes = FootnotesBlock()

    class Meta:
        # Numbers would mean two things in a page with two lists of notes.
        block_counts = {"footnotes": {"max_num": 1}}


__all__ = ["TextBlocks"]
