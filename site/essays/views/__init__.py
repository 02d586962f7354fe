"""Pages of writing and reviewing."""

from essays.views.commenting import CommentView, own_comments, remove_comment
from essays.views.review import ReviewView, queue
from essays.views.similar import OwnSimilarView, similar_essay
from essays.views.withdraw import WithdrawEssayView
from essays.views.write import EssayView, start_essay

__all__ = [
    "CommentView",
    "EssayView",
    "OwnSimilarView",
    "ReviewView",
    "WithdrawEssayView",
    "own_comments",
    "queue",
    "remove_comment",
    "similar_essay",
    "start_essay",
]
