"""Who may fetch a document: everybody once a page that they may open shows it, else editors."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, ReferenceIndex

from kernel.rules import Forbidden
from media.models import CustomDocument


def check_reader(request: HttpRequest, document: CustomDocument) -> None:
    """Raises Forbidden unless the document is shown to this reader, or the reader is an editor."""
    if request.user.has_perm("wagtailadmin.access_admin") or _is_shown(request, document):
        return
    raise Forbidden(
        _("This document is on no page that you may open."),
        _("Ask the editors of the site when it will be published."),
    )


def _is_shown(request: HttpRequest, document: CustomDocument) -> bool:
    pages = ContentType.objects.get_for_model(Page)
    references = ReferenceIndex.get_references_to(document)
    if references.exclude(base_content_type=pages).exists():
        return True  # the site's settings, a venue, a speaker: what has no draft
    keys = references.filter(base_content_type=pages).values_list("object_id", flat=True)
    shown = Page.objects.filter(pk__in=[int(key) for key in set(keys)], live=True)
    return any(_opens(request, page) for page in shown)


def _opens(request: HttpRequest, page: Page) -> bool:
    restrictions: Any = page.get_view_restrictions()
    return all(restriction.accept_request(request) for restriction in restrictions)
