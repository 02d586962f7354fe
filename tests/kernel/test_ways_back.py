"""Whoever was signed out, or opens what only takes forms, finds the way back to the page."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db
PLACES = "/me/data/copy/"  # takes forms only


def test_an_address_that_only_takes_forms_says_so(cast):
    client = Client()
    client.force_login(cast.participant)
    answer = client.get(PLACES, headers={"Accept": "text/html"})
    page = answer.content.decode()
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "这个地址不能直接打开" in page
    assert 'href="/me/"' in page
    assert client.get(PLACES, headers={"Accept": "application/json"}).content == b""


@pytest.mark.parametrize(
    ("before", "onward"),
    [
        ("http://testserver/me/data/?of=all#copy", "/me/data/%3Fof%3Dall"),
        ("https://elsewhere.example/me/data/", PLACES),
        ("", PLACES),
    ],
)
def test_who_was_signed_out_comes_back_to_the_page_with_the_form(before, onward):
    answer = Client().post(PLACES, headers={"Referer": before})
    assert answer.url == f"/accounts/login/?next={onward}"


def test_a_stale_form_leads_back_to_its_page(cast):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.participant)
    answer = client.post(PLACES, headers={"Referer": "http://testserver/me/data/"})
    page = answer.content.decode()
    assert answer.status_code == 403
    assert 'href="/me/data/"' in page
    assert "复制您写的内容" in page
