"""How a private file is answered once its room's rule has said yes."""

import mimetypes
import re
from collections.abc import Iterator
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.http import content_disposition_header

from publishing.recordings import SOUND, VIDEO

PART = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})\Z")
BLOCK = 64 * 1024
# Not compressed on the way: a part is counted in bytes of the file, whose length a player is told.
AS_IT_IS = "identity"


def private(file: Any, *, name: str = "", download: bool = True) -> HttpResponse | FileResponse:
    """Answer with a file of the private storage named `name`, as a download or to be played.

    Behind nginx (`PRIVATE_FILES_PREFIX` set) the proxy sends the bytes; otherwise Django does.
    """
    name = name or PurePath(file.name).name
    prefix = settings.PRIVATE_FILES_PREFIX
    if prefix:
        response: Any = HttpResponse()
        # nginx decodes the address; a header of HTTP holds no Chinese.
        response["X-Accel-Redirect"] = f"{prefix}{quote(file.name)}"
    else:
        response = FileResponse(file.open("rb"))
    return _guarded(response, name, download)


def _guarded(response: Any, name: str, download: bool) -> Any:
    """The headers under which a private file leaves."""
    extension = PurePath(name).suffix.lower().lstrip(".")
    kind = (VIDEO | SOUND).get(extension) or mimetypes.guess_type(name)[0]
    response["Content-Type"] = kind or "application/octet-stream"
    response["Content-Disposition"] = content_disposition_header(download, name)
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def played(
    request: HttpRequest, file: Any, *, name: str
) -> HttpResponse | FileResponse | StreamingHttpResponse:
    """Answer a player with a recording, or with the part that it asks for (RFC 9110, 14)."""
    asked = PART.match(request.headers.get("Range", ""))
    if settings.PRIVATE_FILES_PREFIX or asked is None or not any(asked.groups()):
        response = private(file, name=name, download=False)  # the proxy knows parts itself
        response["Accept-Ranges"] = "bytes"
        if not settings.PRIVATE_FILES_PREFIX:
            response["Content-Encoding"] = AS_IT_IS
        return response
    first, last = _span(asked, file.size)
    if first > last:
        refused = HttpResponse(status=416)
        refused["Content-Range"] = f"bytes */{file.size}"
        return refused
    part = _guarded(StreamingHttpResponse(_bytes(file, first, last), status=206), name, False)
    part["Accept-Ranges"] = "bytes"
    part["Content-Encoding"] = AS_IT_IS
    part["Content-Length"] = str(last - first + 1)
    part["Content-Range"] = f"bytes {first}-{last}/{file.size}"
    return part  # type: ignore[no-any-return]


def _span(asked: re.Match[str], size: int) -> tuple[int, int]:
    """First and last byte asked for, both included; the first beyond the last for none."""
    first, last = asked.groups()
    if not first:  # the last so many bytes
        return max(0, size - int(last)), size - 1
    return int(first), min(int(last), size - 1) if last else size - 1


def _bytes(file: Any, first: int, last: int) -> Iterator[bytes]:
    with file.open("rb") as stream:
        stream.seek(first)
        left = last - first + 1
        while left > 0 and (block := stream.read(min(BLOCK, left))):
            left -= len(block)
            yield block
