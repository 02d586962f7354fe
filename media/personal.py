"""What this room holds about a person: the pictures and documents they uploaded for the site."""

from typing import Any

from kernel.privacy import PersonalData
from media.models import CustomDocument, CustomImage

MODELS = (CustomImage, CustomDocument)


def export(person: Any) -> dict[str, list[dict[str, Any]]]:
    """Titles and dates."""
    return {
        "uploads": [
            {"title": upload.title, "at": upload.created_at.isoformat()}
            for model in MODELS
            for upload in model.objects.filter(uploaded_by_user=person)
        ]
    }


def merge(keep: Any, drop: Any) -> None:
    """The uploads move."""
    for model in MODELS:
        model.objects.filter(uploaded_by_user=drop).update(uploaded_by_user=keep)


def erase(person: Any) -> None:
    """The files belong to the site; the name is taken off."""
    for model in MODELS:
        model.objects.filter(uploaded_by_user=person).update(uploaded_by_user=None)


PROVIDER = PersonalData("media", MODELS, export, merge, erase)
