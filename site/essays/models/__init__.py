"""Records of the room."""

from essays.models.essays import (
    TITLE_LENGTH,
    Essay,
    EssayDraft,
    EssayReview,
    EssayRevision,
    EssayTask,
)
from essays.models.similarity import (
    Fingerprint,
    OfficialShingle,
    OfficialText,
    SimilarEssay,
    SimilarityCheck,
    SimilarityRun,
)

__all__ = [
    "TITLE_LENGTH",
    "Essay",
    "EssayDraft",
    "EssayReview",
    "EssayRevision",
    "EssayTask",
    "Fingerprint",
    "OfficialShingle",
    "OfficialText",
    "SimilarEssay",
    "SimilarityCheck",
    "SimilarityRun",
]
