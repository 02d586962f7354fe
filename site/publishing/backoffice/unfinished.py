"""A form that Wagtail saves by itself while somebody is still at it."""

import json
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


class UnfinishedMiddleware:
    """Lets a form that is not finished be no failed request of its editor's.

    Wagtail's script goes by what the answer says, that nothing was saved and why. Its status of 400
    was for the browser's console alone, which called each pause in writing an error.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on; of the answer only its status may change."""
        response = self.get_response(request)
        if response.status_code == 400 and request.path_info.startswith("/admin/"):
            is_json = response.headers.get("Content-Type") == "application/json"
            said = json.loads(response.content) if is_json else None
            if isinstance(said, dict) and said.get("error_code") == "validation_error":
                response.status_code = 200
        return response
