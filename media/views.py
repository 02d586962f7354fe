"""A document of the site: downloaded by whom a published page shows it to."""

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe
from wagtail.documents.wagtail_hooks import check_view_restrictions

from kernel.rules import public, states
from media.models import CustomDocument
from media.responses import played, private
from media.rules import check_reader
from media.uploads import RECORDINGS


@states(public)
@require_safe
def document(request: HttpRequest, document_id: int, document_filename: str) -> HttpResponseBase:
    """The file to download, a recording to play, once its collection and pages let the reader in.

    Stands before Wagtail's own view of that address, whose hook cannot answer with a stream.
    """
    found = get_object_or_404(CustomDocument, pk=document_id)
    if found.filename != document_filename:
        raise Http404
    if asked := check_view_restrictions(found, request):
        return asked
    check_reader(request, found)
    if found.file_extension.lower() in RECORDINGS:
        return played(request, found.file, name=found.filename)
    return private(found.file, name=found.filename)
