"""Telling who asked for the spreadsheet of a long list that it is there, or that none will be."""

from django.urls import reverse

from kernel.models import ListExport
from notices.delivery import notify
from notices.enums import Kind


def tell_made(export: ListExport) -> None:
    """Once for each; the page it leads to has the file and says how long it stays."""
    notify(
        person=export.person,
        kind=Kind.EXPORTED,
        key=export.public_id,
        path=reverse("exports:index"),
        context={"title": export.title, "rows": export.rows, "is_made": bool(export.file)},
    )
