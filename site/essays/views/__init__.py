"""Pages of writing and reviewing."""

from essays.views.blackout import BlackoutView
from essays.views.commenting import CommentView, own_comments, remove_comment
from essays.views.consent import PublicationView
from essays.views.deciding import DecideView, ReleaseView
from essays.views.directing import (
    AssignView,
    PlanView,
    review_desk,
    review_tasks,
)
from essays.views.queueing import queue
from essays.views.recusing import RecusalsView, lift_recusal, recuse_from
from essays.views.review import ReviewView
from essays.views.reviewers import ReviewersView
from essays.views.scores import ScoresView
from essays.views.similar import OwnSimilarView, similar_essay
from essays.views.unit import recommend_essay, unit_essays, unit_essays_file
from essays.views.upload import FileView, SendFileView, original_file
from essays.views.withdraw import WithdrawEssayView
from essays.views.write import EssayView, preview, start_essay

__all__ = [
    "AssignView",
    "BlackoutView",
    "CommentView",
    "DecideView",
    "EssayView",
    "FileView",
    "OwnSimilarView",
    "PlanView",
    "PublicationView",
    "RecusalsView",
    "ReleaseView",
    "ReviewView",
    "ReviewersView",
    "ScoresView",
    "SendFileView",
    "WithdrawEssayView",
    "lift_recusal",
    "original_file",
    "own_comments",
    "preview",
    "queue",
    "recommend_essay",
    "recuse_from",
    "remove_comment",
    "review_desk",
    "review_tasks",
    "similar_essay",
    "start_essay",
    "unit_essays",
    "unit_essays_file",
]
