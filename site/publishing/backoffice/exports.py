"""`/admin/exports/`: spreadsheets of long lists, made in the background; one's own only.

The list itself makes them: its address is asked once more as the person who wanted the file, so
that rule, search, filters and columns cannot differ from what stood on the screen.
"""

from http import HTTPStatus
from pathlib import PurePath
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.test import RequestFactory
from django.urls import path, resolve, reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from django.views import View
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from kernel.exports import BUILD, break_export, keep_export
from kernel.models import ListExport
from kernel.outbox import GiveUp, handler
from kernel.rules import Rule
from publishing import dates
from publishing.backoffice.cells import Cell, StateCell
from publishing.backoffice.listing import RecordListing, RecordViewSet

EVERY = 3  # seconds between two looks while a file is being made
own_exports = Rule(
    "publishing.own_exports",
    _("You can open the spreadsheets that you asked for yourself."),
    visible=lambda person: ListExport.objects.filter(person=person, expires_at__gt=timezone.now()),
    who_can_help=_("Open the list and export it once more."),
)


def _wanted(payload: dict[str, Any]) -> ListExport | None:
    rows = ListExport.objects.select_related("person").filter(file="", failed_at=None)
    return rows.filter(public_id=payload["export"]).first()


def tell_broken(payload: dict[str, Any]) -> None:
    """When the task is given up, as when workers were killed over it: who waits is told."""
    export = _wanted(payload)
    if export is not None:
        break_export(by=None, export=export)


@handler(BUILD, given_up=tell_broken)
def build(payload: dict[str, Any]) -> None:
    """Make one; a second worker finds it made."""
    export = _wanted(payload)
    if export is None:
        return
    with translation.override(export.person.language):
        try:
            answer = asked_again(export)
            content, suffix = _content(answer), _suffix(answer)
        except (PermissionDenied, Http404):
            break_export(by=None, export=export)
            return
        except Exception as error:
            # Tried again, it would fail again; who waits is told, and may ask anew.
            break_export(by=None, export=export)
            raise GiveUp(str(error)) from error
        keep_export(by=None, export=export, content=content, suffix=suffix)


def _content(answer: Any) -> bytes:
    """The file that a list answered with. Raises Http404 where it did not."""
    if answer.status_code != HTTPStatus.OK or not answer.has_header("Content-Disposition"):
        raise Http404
    # Not closed, as a server would: that ends the worker's connection to the database.
    return answer.getvalue()  # type: ignore[no-any-return]


def _suffix(answer: Any) -> str:
    """What kind of file it is: a spreadsheet unless the list says a ZIP."""
    return ".zip" if answer.get("Content-Type") == "application/zip" else ".xlsx"


def asked_again(export: ListExport) -> Any:
    """What the list answers to the person who asked. Raises PermissionDenied, Http404."""
    host = urlsplit(settings.SITE_URL)
    request: Any = RequestFactory().get(
        export.path, SERVER_NAME=host.hostname or "localhost", secure=host.scheme == "https"
    )
    request.user, request.session = export.person, {}
    request.in_background = True
    if not export.person.is_active:
        raise PermissionDenied
    view, args, kwargs = resolve(request.path_info)
    return view(request, *args, **kwargs)


class ExportListing(RecordListing):
    """What one asked for, the latest first; looks again while something is being made."""

    model = ListExport
    row_rule = own_exports
    search_fields = ["title"]
    default_ordering = ("-asked_at", "-pk")
    title_label = _("List")
    page_title = _("Spreadsheets")

    def title_of(self, row: ListExport) -> str:
        """The list's name."""
        return row.title

    def get_title_url(self, row: ListExport) -> str | None:
        """The file, once it is there."""
        return reverse("exports:file", args=[row.public_id]) if row.file else None

    def get_list_more_buttons(self, instance: ListExport) -> list[Any]:
        """The title is the link."""
        return []

    def get_cells(self) -> list[Any]:
        """How many rows, when, whether it is ready, how long it stays."""
        return [
            Cell("rows", _("Rows"), lambda row: row.rows),
            Cell("asked_at", _("Asked for"), lambda row: row.asked_at, dates.instant),
            StateCell("state", _("State"), state_of, primary=lambda row: bool(row.file)),
            Cell("expires_at", _("Kept until"), lambda row: row.expires_at, dates.instant),
        ]

    def render_to_response(self, context: Any, **kwargs: Any) -> HttpResponse:
        """With a word to the browser to look again."""
        answer: HttpResponse = super().render_to_response(context, **kwargs)
        if any(row.is_busy for row in context["object_list"]):
            answer["Refresh"] = str(EVERY)
        return answer


def state_of(row: ListExport) -> Any:
    """How far it is."""
    if row.file:
        return _("ready: press its name")
    return _("being made") if row.is_busy else _("not made: export the list once more")


class ExportFile(PermissionCheckedMixin, View):
    """The file, to who asked for it."""

    permission_required = "view"
    model = ListExport

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> FileResponse:
        """As a download; 404 for another's, for one that is not made, and after its time."""
        rows = own_exports.visible(request.user).exclude(file="")
        found = get_object_or_404(rows, public_id=kwargs["public_id"])
        suffix = PurePath(found.file.name).suffix
        name = f"{found.title}-{timezone.localdate(found.asked_at).isoformat()}{suffix}"
        answer = FileResponse(found.file.open("rb"), as_attachment=True, filename=name)
        answer["Cache-Control"] = "private, no-store"
        return answer


class ExportViewSet(RecordViewSet):
    """`/admin/exports/`."""

    model = ListExport
    name = "exports"
    icon = "download"
    menu_label = _("Spreadsheets")
    menu_hook = "register_people_menu_item"
    menu_order = 10
    addresses = ("index", "index_results")
    index_view_class = ExportListing

    def get_urlpatterns(self) -> list[Any]:
        """With the file."""
        file = self.construct_view(ExportFile)
        return [*super().get_urlpatterns(), path("<slug:public_id>/file/", file, name="file")]
