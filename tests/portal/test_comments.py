"""Who follows the comments on a page is told in their own language; no mail holds an editor up."""

from smtplib import SMTPServerDisconnected

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.urls import reverse
from wagtail.models import Comment, PageSubscription
from wagtail.test.utils.form_data import querydict_from_html

from tests.factories import make_event

pytestmark = [
    pytest.mark.django_db,
    # Wagtail's own mails still ask Django for a connection in the old way.
    pytest.mark.filterwarnings("ignore:get_connection"),
]


@pytest.fixture
def event(staff):
    """A page whose comments the editor follows."""
    event = make_event("一场沙龙")
    event.save_revision()
    PageSubscription.objects.create(page=event, user=staff.editor, comment_notifications=True)
    return event


def write(client, person, page, text):
    """What `person` gets who comments on the title of a page."""
    client.force_login(person)
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    sent = querydict_from_html(client.get(address).text, form_id="page-edit-form")
    comment = {"text": text, "contentpath": "title", "position": "", "deleted": "", "resolved": ""}
    for name, value in comment.items():
        sent[f"comments-0-{name}"] = value
    for name in ("comments", "comments-0-replies"):
        sent |= {f"{name}-TOTAL_FORMS": "0", f"{name}-INITIAL_FORMS": "0"}
    sent["comments-TOTAL_FORMS"], sent["body-count"] = "1", "0"
    return client.post(address, sent)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_comment_is_told_in_the_readers_language(staff, client, event, language):
    staff.editor.language = language
    staff.editor.save()
    staff.admin.language = "en" if language == "zh-hans" else "zh-hans"
    staff.admin.save()
    write(client, staff.admin, event, "请补一句对象。")
    (message,) = mail.outbox
    assert message.to == [staff.editor.email]
    assert "请补一句对象。" in message.body
    assert ("has updated comments on" in message.body) is (language == "en")


def test_a_mail_server_that_gives_up_keeps_no_comment_back(staff, client, event, monkeypatch):
    def gives_up(_connection):
        raise SMTPServerDisconnected

    monkeypatch.setattr(EmailBackend, "open", gives_up)
    assert write(client, staff.admin, event, "请补一句对象。").status_code == 302
    assert Comment.objects.get().text == "请补一句对象。"
