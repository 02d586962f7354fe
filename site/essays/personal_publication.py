"""What is held about an author of what may be published: consents, wordings proposed to them."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from essays.models import Consent, CopyEdit
from kernel.privacy import Section

SECTIONS = (
    Section(
        "essay_consents",
        _("Uses of your essays to which you agreed"),
        Consent,
        lambda person: (
            Consent.objects.filter(publication__essay__author=person)
            .select_related("publication__essay__task")
            .order_by("pk")
        ),
        {
            "publication.essay.task": _("Task"),
            "use": pgettext_lazy("essay", "Use"),
            "name_shown": _("Name shown"),
            "pen_name": _("Pen name"),
            "shows_unit": _("Unit shown"),
            "given_at": pgettext_lazy("essay", "Agreed"),
            "ended_at": pgettext_lazy("essay", "Until"),
        },
        _("Ends at once, and what was published goes offline; the dates stay."),
    ),
    Section(
        "essay_wordings",
        _("Wordings that editors proposed to you"),
        CopyEdit,
        lambda person: (
            CopyEdit.objects.filter(publication__essay__author=person)
            .select_related("publication__essay__task")
            .order_by("pk")
        ),
        {
            "publication.essay.task": _("Task"),
            "title": _("Title"),
            "text": _("Text"),
            "note": _("Word to the author"),
            "proposed_at": pgettext_lazy("essay", "Proposed"),
            "state": _("State"),
            "answer": _("Your answer"),
            "answered_at": pgettext_lazy("essay", "Settled"),
        },
        _("The words go."),
    ),
)
