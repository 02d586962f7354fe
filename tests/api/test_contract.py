"""What holds for the whole API: rules, problems, the document, its page."""

import re

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from config.api import api
from kernel.api import RuledRouter
from kernel.problems import CONTENT_TYPE

OPERATIONS = {
    "GET /api/v1/offerings",
    "GET /api/v1/offerings/{id}",
    "GET /api/v1/venues",
    "POST /api/v1/offerings/{id}/registration",
    "DELETE /api/v1/offerings/{id}/registration",
    "PUT /api/v1/offerings/{id}/registration/answers",
    "GET /api/v1/offerings/{id}/questions",
    "GET /api/v1/me/registrations",
    "GET /api/v1/desk/sessions/{id}/roster",
    "POST /api/v1/desk/sessions/{id}/marks",
    "GET /api/v1/desk/sessions/{id}/stats",
    "DELETE /api/v1/desk/token",
}
OPEN = ("public", "events.see_offering", "registration.open_offering")


def operations():
    paths = api.get_openapi_schema()["paths"]
    return {
        f"{method.upper()} {path}": operation
        for path, methods in paths.items()
        for method, operation in methods.items()
    }


def test_the_document_holds_what_is_promised(client, db):
    assert set(operations()) == OPERATIONS
    response = client.get("/api/v1/openapi.json")
    assert response.status_code == 200
    assert response.json()["info"]["version"] == "1"


def test_every_operation_states_its_rule():
    assert {
        name: op.get("x-rule") for name, op in operations().items() if not op.get("x-rule")
    } == {}


def test_an_operation_without_a_rule_cannot_be_mounted():
    router = RuledRouter()
    with pytest.raises(ImproperlyConfigured, match="states no rule"):
        router.get("/x")(lambda request: None)


def test_whatever_needs_a_person_says_so():
    for name, operation in operations().items():
        public = operation["x-rule"] in (
            "public",
            "events.see_offering",
            "registration.open_offering",
        )
        assert bool(operation.get("security")) is not public, name


def test_every_operation_is_described():
    assert [name for name, op in operations().items() if not op.get("description")] == []


def test_the_document_says_what_stands_in_a_refusal():
    schemas = api.get_openapi_schema()["components"]["schemas"]
    errors = schemas["ProblemDocument"]["properties"]["errors"]
    assert errors["items"]["$ref"].endswith("/ProblemError")
    assert set(schemas["ProblemError"]["properties"]) == {"parameter", "detail", "allowed"}
    parameters = operations()["GET /api/v1/offerings"]["parameters"]
    (kind,) = [one for one in parameters if one["name"] == "kind"]
    assert "`allowed`" in kind["description"]


@pytest.mark.parametrize("path", ["", "nothing", "offerings/", "offerings/x/y", "v2"])
def test_unknown_addresses_are_problems(client, db, path):
    response = client.get(f"/api/v1/{path}")
    assert response.status_code == 404
    assert response["Content-Type"] == CONTENT_TYPE
    assert response.json()["type"] == "/api/v1/problems/not_found"


def test_wrong_methods_are_problems(client, db):
    response = client.put("/api/v1/offerings")
    assert (response.status_code, response["Allow"]) == (405, "GET")
    assert response.json()["type"] == "/api/v1/problems/method_not_allowed"


def test_problems_speak_the_language_asked_for(db):
    client = Client()
    assert client.get("/api/v1/me/registrations").json()["title"] == "请先登录。"
    assert client.get("/api/v1/me/registrations?lang=en").json()["title"] == "Please sign in first."


def test_the_docs_page_loads_nothing_from_elsewhere(client, db):
    page = client.get("/api/v1/docs").content.decode()
    loaded = re.findall(r"""(?:src|href)=["']([^"']+)""", page)
    assert loaded
    assert [address for address in loaded if not address.startswith("/")] == []


def test_the_docs_page_has_no_inline_script_or_style(client, db):
    page = client.get("/api/v1/docs").content.decode()
    scripts = re.findall(r"<script\b([^>]*)>", page)
    assert [s for s in scripts if "src=" not in s and "application/json" not in s] == []
    assert "<style" not in page
    assert " style=" not in page
