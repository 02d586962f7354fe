"""Where a request came from."""

from urllib.parse import urlsplit

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def page_before(request: HttpRequest) -> str:
    """The page of this site whose form was sent, with its query; else the address itself."""
    before = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(before, request.get_host(), request.is_secure()):
        return request.get_full_path()
    return urlsplit(before)._replace(scheme="", netloc="", fragment="").geturl()
