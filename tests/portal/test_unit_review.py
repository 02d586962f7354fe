"""A page that an editor hands in is approved by the editor's unit or one above it alone."""

from smtplib import SMTPServerDisconnected

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import querydict_from_html

from people.enums import Role
from people.groups import sync_groups
from tests.factories import make_event, make_person, make_unit

pytestmark = [
    pytest.mark.django_db,
    # Wagtail's own mails still ask Django for a connection in the old way.
    pytest.mark.filterwarnings("ignore:get_connection"),
]


@pytest.fixture
def editor(staff):
    """An editor of the district."""
    person = make_person("许清如", staff.district, Role.EDITOR)
    sync_groups(person)
    return person


@pytest.fixture
def handed_in(staff, editor, django_capture_on_commit_callbacks):
    """Gives an event whose new title waits for approval; the city's organiser reads English."""
    staff.organiser.language = "en"
    staff.organiser.save()
    event = make_event("待审的沙龙")
    event.title = "改过的沙龙"
    event.save_revision(user=editor)
    with django_capture_on_commit_callbacks(execute=True):
        event.get_workflow().start(event, editor)
    return event


def decide(client, person, event, verb: str = "approve"):
    """What a person gets who approves."""
    client.force_login(person)
    state = event.current_workflow_task_state
    address = reverse("wagtailadmin_pages:workflow_action", args=[event.pk, verb, state.pk])
    return client.post(address, {"next": "/admin/", "comment": "请补一句对象。"})


@pytest.mark.parametrize("who", ["district_organiser", "organiser", "admin"])
def test_the_unit_or_one_above_it_approves(staff, client, handed_in, who):
    person = getattr(staff, who)
    client.force_login(person)
    assert "改过的沙龙" in client.get("/admin/").text
    assert client.get(f"/admin/pages/{handed_in.pk}/edit/").status_code == 200
    decide(client, person, handed_in)
    assert Page.objects.get(pk=handed_in.pk).title == "改过的沙龙"


@pytest.mark.parametrize("verb", ["approve", "reject"])
def test_who_decides_in_the_editor_comes_out_where_they_may_be(staff, client, handed_in, verb):
    client.force_login(staff.organiser)
    address = f"/admin/pages/{handed_in.pk}/edit/"
    data = querydict_from_html(client.get(address).text, form_id="page-edit-form")
    data["body-count"], data["action-workflow-action"] = "0", "true"
    data["workflow-action-name"] = verb
    answer = client.post(address, data, follow=True)
    assert answer.redirect_chain == [("/admin/", 302)]
    assert not handed_in.workflow_states.filter(status="in_progress").exists()
    decided = {
        "approve": "is approved. 许清如 is told.",
        "reject": "is sent back. 许清如 is told why.",
    }
    (said,) = (str(message) for message in answer.context["messages"])
    assert f"“改过的沙龙” {decided[verb]}" in said  # in the language of the account


def test_autosave_does_not_decide_what_is_being_decided(staff, client, handed_in):
    client.force_login(staff.organiser)
    address = f"/admin/pages/{handed_in.pk}/edit/"
    data = querydict_from_html(client.get(address).text, form_id="page-edit-form")
    data["body-count"], data["action-workflow-action"] = "0", "true"
    data["workflow-action-name"] = "approve"
    answer = client.post(address, data, headers={"Accept": "application/json"})
    assert answer.json()["success"] is False
    assert handed_in.workflow_states.get().status == "in_progress"


def test_who_saves_without_deciding_reads_of_no_decision(staff, client, handed_in):
    client.force_login(staff.organiser)
    address = f"/admin/pages/{handed_in.pk}/edit/"
    data = querydict_from_html(client.get(address).text, form_id="page-edit-form")
    data["body-count"] = "0"
    answer = client.post(address, data, follow=True)
    assert [message.level_tag for message in answer.context["messages"]] == ["success", "warning"]
    assert "已批准" not in answer.text
    assert "已退回" not in answer.text


def test_what_waits_is_counted_first_for_an_organiser_without_pages(staff, client, handed_in):
    todo = '<a href="#awaiting-review-section"><strong>1</strong>'
    client.force_login(staff.organiser)
    page = client.get("/admin/").text
    assert todo in page
    assert 'id="awaiting-review-section"' in page
    decide(client, staff.organiser, handed_in)
    assert "#awaiting-review-section" not in client.get("/admin/").text


def test_approvers_compare_what_they_decide_about_and_nobody_else_does(staff, client, handed_in):
    revision = handed_in.latest_revision.pk
    page = f"/admin/pages/{handed_in.pk}"
    ways = [f"{page}/history/", f"{page}/revisions/compare/live...latest/"]
    ways.append(f"{page}/revisions/{revision}/view/")
    client.force_login(staff.organiser)
    opened = client.get(f"{page}/edit/").text
    assert "许清如 handed this page in" in opened
    assert f'href="{ways[1]}"' in opened
    assert [client.get(way).status_code for way in ways] == [200, 200, 200]
    assert "改过的沙龙" in client.get(ways[1]).text
    decide(client, staff.organiser, handed_in)
    assert [client.get(way).status_code for way in ways] == [302, 302, 302]
    sideways = make_person("韩立", make_unit("常熟市", staff.city), Role.ORGANISER)
    sync_groups(sideways)
    client.force_login(sideways)
    assert [client.get(way).status_code for way in ways] == [302, 302, 302]


def test_who_sends_back_says_what_to_change(staff, client, editor, handed_in):
    client.force_login(staff.district_organiser)
    state = handed_in.current_workflow_task_state
    address = reverse("wagtailadmin_pages:workflow_action", args=[handed_in.pk, "reject", state.pk])
    modal = {"X-Requested-With": "XMLHttpRequest"}
    answer = client.post(address, {"next": "/admin/", "comment": " "}, headers=modal)
    assert "请写明需要修改的地方。" in answer.json()["html"]
    assert handed_in.workflow_states.get().status == "in_progress"
    decide(client, staff.district_organiser, handed_in, "reject")
    client.force_login(editor)
    page = client.get(f"/admin/pages/{handed_in.pk}/edit/").text
    name = staff.district_organiser.name
    assert f"{name}退回了此页面：“请补一句对象。”请修改后重新提交。" in page
    handed_in.current_workflow_state.resume(user=editor)
    assert "退回了此页面" not in client.get(f"/admin/pages/{handed_in.pk}/edit/").text


def test_nobody_else_approves(staff, client, editor, handed_in):
    sideways = make_person("韩立", make_unit("常熟市", staff.city), Role.ORGANISER)
    sync_groups(sideways)
    for person in (sideways, editor, staff.editor):
        decide(client, person, handed_in)
        assert Page.objects.get(pk=handed_in.pk).title == "待审的沙龙", person
    client.force_login(sideways)
    assert "改过的沙龙" not in client.get("/admin/").text
    assert client.get(f"/admin/pages/{handed_in.pk}/edit/").status_code == 302


def said_to(person):
    """The last mail to a person, as one text."""
    found = [message for message in mail.outbox if message.to == [person.email]]
    return f"{found[-1].subject}\n{found[-1].body}"


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_it_is_sent_back_with_a_word_in_the_language_of_the_editor(
    staff, client, editor, handed_in, django_capture_on_commit_callbacks, language
):
    editor.language = language
    editor.save()
    with django_capture_on_commit_callbacks(execute=True):
        decide(client, staff.district_organiser, handed_in, "reject")
    handed_in.refresh_from_db()
    assert handed_in.title == "待审的沙龙"
    assert handed_in.workflow_states.get().status == "needs_changes"
    said = said_to(editor)
    assert "请补一句对象。" in said
    assert f"/admin/pages/{handed_in.pk}/edit/" in said
    assert ("rejected" in said) is (language == "en")
    assert ("，请修改后重新提交。" in said) is (language == "zh-hans")


def test_the_editor_is_told_that_it_is_published_and_hands_in_again(
    staff, client, editor, handed_in, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        decide(client, staff.district_organiser, handed_in, "reject")
        client.force_login(editor)
        handed_in.current_workflow_state.resume(user=editor)
        decide(client, staff.district_organiser, handed_in)
    assert Page.objects.get(pk=handed_in.pk).title == "改过的沙龙"
    assert handed_in.url in said_to(editor)


def test_the_approvers_are_told_each_in_their_language(staff, editor, handed_in):
    told = {address for message in mail.outbox for address in message.to}
    told.discard(staff.admin.email)  # Wagtail tells superusers of everything
    assert told == {staff.district_organiser.email, staff.organiser.email}
    assert "submitted for approval" in said_to(staff.organiser)
    assert "submitted for approval" not in said_to(staff.district_organiser)


def test_a_mail_server_that_gives_up_holds_up_no_approval(
    staff, client, handed_in, monkeypatch, django_capture_on_commit_callbacks
):
    def gives_up(_connection):
        raise SMTPServerDisconnected

    monkeypatch.setattr(EmailBackend, "open", gives_up)
    with django_capture_on_commit_callbacks(execute=True):
        assert decide(client, staff.organiser, handed_in).status_code == 302
    assert Page.objects.get(pk=handed_in.pk).title == "改过的沙龙"
