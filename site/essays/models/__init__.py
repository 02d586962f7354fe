"""Records of the room."""

from essays.models.essays import (
    TITLE_LENGTH,
    Essay,
    EssayDraft,
    EssayReview,
    EssayRevision,
    EssayUpload,
)
from essays.models.remarks import ReturnReason, ReviewComment, names_of_reasons
from essays.models.reviewing import (
    Assignment,
    Blackout,
    Criterion,
    PreparedDecision,
    Recommendation,
    Recusal,
    ReviewPlan,
    Score,
)
from essays.models.similarity import (
    Fingerprint,
    OfficialShingle,
    OfficialText,
    SimilarEssay,
    SimilarityCheck,
    SimilarityRun,
)
from essays.models.tasks import EssayExtension, EssayMilestone, EssayTask, GenreRule

__all__ = [
    "TITLE_LENGTH",
    "Assignment",
    "Blackout",
    "Criterion",
    "Essay",
    "EssayDraft",
    "EssayExtension",
    "EssayMilestone",
    "EssayReview",
    "EssayRevision",
    "EssayTask",
    "EssayUpload",
    "Fingerprint",
    "GenreRule",
    "OfficialShingle",
    "OfficialText",
    "PreparedDecision",
    "Recommendation",
    "Recusal",
    "ReturnReason",
    "ReviewComment",
    "ReviewPlan",
    "Score",
    "SimilarEssay",
    "SimilarityCheck",
    "SimilarityRun",
    "names_of_reasons",
]
