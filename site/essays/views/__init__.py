"""Pages of writing and reviewing."""

from essays.views.review import ReviewView, queue
from essays.views.similar import OwnSimilarView, similar_essay
from essays.views.unit import recommend_essay, unit_essays, unit_essays_file
from essays.views.upload import FileView, SendFileView, original_file
from essays.views.write import EssayView, preview, start_essay

__all__ = [
    "EssayView",
    "FileView",
    "OwnSimilarView",
    "ReviewView",
    "SendFileView",
    "original_file",
    "preview",
    "queue",
    "recommend_essay",
    "similar_essay",
    "start_essay",
    "unit_essays",
    "unit_essays_file",
]
