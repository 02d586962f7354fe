"""Files that are made when somebody asks for them, as they leave."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

PDF = "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def answered(content: bytes, kind: str, name: str, *, is_shown: bool = False) -> HttpResponse:
    """A file under a name, never kept by a cache; `is_shown`: in the browser's own viewer."""
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = content_disposition_header(not is_shown, name) or ""
    response["Cache-Control"] = "private, no-store"
    return response
