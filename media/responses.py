"""How a private file is answered once its room's rule has said yes."""

import mimetypes
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.http import FileResponse, HttpResponse
from django.utils.http import content_disposition_header


def private(file: Any, *, name: str = "") -> HttpResponse | FileResponse:
    """Answer with a file of the private storage as a download named `name`.

    Behind nginx (`PRIVATE_FILES_PREFIX` set) the proxy sends the bytes; otherwise Django does.
    """
    name = name or PurePath(file.name).name
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    prefix = settings.PRIVATE_FILES_PREFIX
    if prefix:
        response: Any = HttpResponse(content_type=kind)
        # nginx decodes the address; a header of HTTP holds no Chinese.
        response["X-Accel-Redirect"] = f"{prefix}{quote(file.name)}"
    else:
        response = FileResponse(file.open("rb"), content_type=kind)
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
