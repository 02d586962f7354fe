"""Pages of writing and reviewing."""

from essays.views.consent import PublicationView
from essays.views.review import ReviewView, queue
from essays.views.similar import OwnSimilarView, similar_essay
from essays.views.write import EssayView, start_essay

__all__ = [
    "EssayView",
    "OwnSimilarView",
    "PublicationView",
    "ReviewView",
    "queue",
    "similar_essay",
    "start_essay",
]
