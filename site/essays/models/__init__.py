"""Records of the room."""

from essays.models.awards import Award, Prize
from essays.models.books import EssayBook
from essays.models.essays import (
    TITLE_LENGTH,
    Essay,
    EssayDraft,
    EssayReview,
    EssayRevision,
    EssayTask,
)
from essays.models.pages import AwardPage, EssayCollectionPage, EssayPage
from essays.models.publication import Consent, CopyEdit, Publication
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
    "Award",
    "AwardPage",
    "Consent",
    "CopyEdit",
    "Essay",
    "EssayBook",
    "EssayCollectionPage",
    "EssayDraft",
    "EssayPage",
    "EssayReview",
    "EssayRevision",
    "EssayTask",
    "Fingerprint",
    "OfficialShingle",
    "OfficialText",
    "Prize",
    "Publication",
    "SimilarEssay",
    "SimilarityCheck",
    "SimilarityRun",
]
