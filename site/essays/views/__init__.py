"""Pages of writing and reviewing."""

from essays.views.review import ReviewView, queue
from essays.views.write import EssayView, start_essay

__all__ = ["EssayView", "ReviewView", "queue", "start_essay"]
