"""One language of an account: of what is written to it, and of the back office."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from wagtail.users.models import UserProfile

from kernel.models import AuditRow
from people.models import User
from tests.factories import Cast

pytestmark = pytest.mark.django_db
ACCOUNT = "/admin/account/"


@pytest.fixture(autouse=True)
def chinese_again():
    """A request in the back office leaves its language on, as one to an English page does."""
    yield
    translation.activate("zh-hans")


def settings_of(client: Client, **changes: str) -> dict[str, str]:
    """What the form of `/admin/account/` sends, with `changes`."""
    panels = client.get(ACCOUNT).context["panels_by_tab"]
    forms = [panel.get_form() for tab in panels.values() for panel in tab]
    fields = {field.html_name: field.value() for form in forms for field in form if field.value()}
    return {name: value for name, value in fields.items() if value is not True} | changes


def test_whoever_chooses_english_on_the_site_has_an_english_back_office(staff: Cast) -> None:
    client = Client()
    client.force_login(staff.editor)
    assert '<html lang="zh-hans"' in client.get("/admin/").text
    address = reverse("me-language")
    assert f'href="{address}"' in client.get(reverse("me")).text
    assert "English" in client.get(address).text, "not named as its readers call it"
    answer = client.post(address, {"language": "en"}, follow=True)
    assert answer.redirect_chain == [("/en/me/", 302)]
    assert "come in this language from now on: English." in answer.text
    assert User.objects.get(pk=staff.editor.pk).language == "en"
    assert '<html lang="en"' in client.get("/admin/").text
    assert '<html lang="zh-hans"' in client.get("/me/").text
    assert AuditRow.objects.get(action="people.change_language").actor_id == staff.editor.pk


def test_whoever_chooses_it_in_the_back_office_is_written_to_in_it(staff: Cast) -> None:
    client = Client()
    client.force_login(staff.editor)
    page = client.get(ACCOUNT).text
    assert "locale-preferred_language" not in page, "a second language beside the account's"
    answer = client.post(ACCOUNT, settings_of(client, **{"locale-language": "en"}), follow=True)
    assert "Your account settings have been changed successfully!" in answer.text
    assert '<html lang="en"' in answer.text
    assert User.objects.get(pk=staff.editor.pk).language == "en"
    assert client.get("/me/language/").context["form"]["language"].value() == "en"


@pytest.mark.parametrize("where", ["site", "back office"])
def test_what_was_once_chosen_in_the_back_office_holds_until_it_is_changed(
    staff: Cast, where: str
) -> None:
    profile = UserProfile.objects.create(user=staff.editor, preferred_language="en")
    client = Client()
    client.force_login(staff.editor)
    assert settings_of(client)["locale-language"] == "en"
    if where == "site":
        client.post(reverse("me-language"), {"language": "zh-hans"})
    else:
        client.post(ACCOUNT, settings_of(client, **{"locale-language": "zh-hans"}))
    profile.refresh_from_db()
    assert profile.preferred_language == ""
    assert '<html lang="zh-hans"' in client.get("/admin/").text


def test_a_language_that_is_none_is_refused_in_words(client: Client, cast: Cast) -> None:
    client.force_login(cast.participant)
    answer = client.post(reverse("me-language"), {"language": "fr"})
    assert answer.context["form"].errors["language"]
    assert User.objects.get(pk=cast.participant.pk).language == "zh-hans"


@pytest.mark.parametrize(("prefix", "language"), [("", "zh-hans"), ("/en", "en")])
def test_whoever_signs_up_is_written_to_in_the_language_of_the_page(
    client: Client, prefix: str, language: str
) -> None:
    data = {"last_name": "林", "first_name": "远", "contact": "lin@example.org"}
    client.post(f"{prefix}/accounts/signup/", data | {"password1": "taihu-long-grass-41"})
    assert User.objects.get(email="lin@example.org").language == language
