"""Records of the room."""

from essays.models.essays import (
    TITLE_LENGTH,
    Essay,
    EssayDraft,
    EssayReview,
    EssayRevision,
    EssayUpload,
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
    "SimilarEssay",
    "SimilarityCheck",
    "SimilarityRun",
]
