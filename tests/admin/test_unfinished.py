"""Wagtail saves pages by itself: while one is not finished nothing of it is a failed request."""

import pytest
from django.test import Client
from wagtail.models import Page
from wagtail.test.utils.form_data import querydict_from_html

from tests.factories import make_event

pytestmark = pytest.mark.django_db


def saved_by_itself(client: Client, page: Page, title: str):
    """The answer to Wagtail's script, which sends the page's form with another title."""
    address = f"/admin/pages/{page.pk}/edit/"
    data = querydict_from_html(client.get(address).text, form_id="page-edit-form")
    data["body-count"], data["title"] = "0", title
    return client.post(address, data, headers={"Accept": "application/json"})


def test_an_unfinished_page_is_answered_why_it_is_not_saved(staff, client):
    client.force_login(staff.editor)
    page = make_event("人才沙龙")
    answer = saved_by_itself(client, page, "")
    assert answer.status_code == 200
    said = answer.json()
    assert (said["success"], said["error_code"]) == (False, "validation_error")
    assert "点击保存可标出" in said["error_message"]
    assert not page.revisions.exists()


def test_a_finished_one_is_saved(staff, client):
    client.force_login(staff.editor)
    page = make_event("人才沙龙")
    assert saved_by_itself(client, page, "改过的沙龙").json()["success"] is True
    assert page.revisions.get().as_object().title == "改过的沙龙"
