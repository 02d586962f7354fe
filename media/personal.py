"""What this room holds about a person: the pictures and documents they uploaded for the site."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from kernel.privacy import PersonalData, Section, from_sections
from media.models import CustomDocument, CustomImage

MODELS = (CustomImage, CustomDocument)
TAKEN_OFF = _("The files belong to the site and stay; your name is taken off.")
_FILE = {
    "collection": "how editors order files",
    "file": "a file of the site; it can be seen on the pages that use it",
    "file_hash": "finds two copies of one file",
    "tags": "how editors find files",
    "uploaded_by_user": "this person",
}
_FOCUS = ("focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height")
SECTIONS = (
    Section(
        "uploads",
        _("Pictures you uploaded"),
        CustomImage,
        lambda person: CustomImage.objects.filter(uploaded_by_user=person).order_by("pk"),
        {
            "title": _("Title"),
            "description": _("Description"),
            "source": _("Source"),
            "width": _("Width"),
            "height": _("Height"),
            "file_size": _("Size in bytes"),
            "created_at": _("When"),
        },
        TAKEN_OFF,
        _FILE | dict.fromkeys(_FOCUS, "which part of a picture editors keep when it is cut"),
    ),
    Section(
        "uploaded_documents",
        _("Documents you uploaded"),
        CustomDocument,
        lambda person: CustomDocument.objects.filter(uploaded_by_user=person).order_by("pk"),
        {"title": _("Title"), "file_size": _("Size in bytes"), "created_at": _("When")},
        TAKEN_OFF,
        _FILE,
    ),
)


def merge(keep: Any, drop: Any) -> None:
    """The uploads move."""
    for model in MODELS:
        model.objects.filter(uploaded_by_user=drop).update(uploaded_by_user=keep)


def erase(person: Any) -> None:
    """The files belong to the site; the name is taken off."""
    for model in MODELS:
        model.objects.filter(uploaded_by_user=person).update(uploaded_by_user=None)


PROVIDER = PersonalData("media", MODELS, from_sections(SECTIONS), merge, erase, sections=SECTIONS)
