"""The API answers as its document says, whatever is sent: tried by schemathesis."""

import pytest
import schemathesis
from django.conf import settings
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from config.api import api
from registration.question_kinds import QuestionKind
from tests.factories import make_offering, make_question

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
schema = schemathesis.openapi.from_dict(api.get_openapi_schema())
schema.app = get_wsgi_application()


@pytest.fixture
def signed_in(cast):
    """Headers of the participant's browser, and an offering that asks something."""
    offering = make_offering(unit=cast.city, companions_max=2)
    make_question(offering, QuestionKind.NUMBER)
    client = Client()
    client.force_login(cast.participant)
    client.get("/accounts/logout/")  # gives the form token
    names = (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME)
    # A request through the server's own door would close the test's connection.
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    cookies = "; ".join(f"{name}={client.cookies[name].value}" for name in names)
    token = client.cookies[settings.CSRF_COOKIE_NAME].value
    yield offering, {"Cookie": cookies, "X-CSRFToken": token, "Accept-Encoding": "identity"}
    for signal in signals:
        signal.connect(close_old_connections)


@schema.parametrize()
@hypothesis_settings(
    max_examples=6,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    database=None,
    derandomize=True,
)
def test_every_operation_answers_as_documented(case, signed_in):
    offering, headers = signed_in
    if "id" in (case.path_parameters or {}):
        case.path_parameters["id"] = offering.public_id
    case.call_and_validate(base_url="http://testserver", headers=headers, checks=CHECKS)
