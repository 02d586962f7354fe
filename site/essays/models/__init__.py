"""Records of the room."""

from essays.models.awards import Award, Prize
from essays.models.books import EssayBook
from essays.models.essays import (
    TITLE_LENGTH,
    Essay,
    EssayDraft,
    EssayReview,
    EssayRevision,
    EssayUpload,
)
from essays.models.pages import AwardPage, EssayCollectionPage, EssayPage
from essays.models.publication import Consent, CopyEdit, Publication
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
    "Award",
    "AwardPage",
    "Blackout",
    "Consent",
    "CopyEdit",
    "Criterion",
    "Essay",
    "EssayBook",
    "EssayCollectionPage",
    "EssayDraft",
    "EssayExtension",
    "EssayMilestone",
    "EssayPage",
    "EssayReview",
    "EssayRevision",
    "EssayTask",
    "EssayUpload",
    "Fingerprint",
    "GenreRule",
    "OfficialShingle",
    "OfficialText",
    "PreparedDecision",
    "Prize",
    "Publication",
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
