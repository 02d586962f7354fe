"""Who comes in, and by which door."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from wagtail.models import GroupPagePermission, Locale, Page

from portal.founding import found
from tests.factories import make_event, make_offering

DOORS = [
    "/admin/login/",
    "/admin/password_reset/",
    "/admin/password_reset/done/",
    "/admin/password_reset/confirm/MQ/abc-123/",
    "/_util/login/",
    "/en/_util/login/",
]


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("method", ["get", "post"])
def test_every_other_door_leads_to_the_one_sign_in(client, db, door, method):
    answer = getattr(client, method)(door, {"username": "x", "password": "y"})
    assert answer.status_code == 302
    assert "/accounts/login/" in answer["Location"]


def test_the_anonymous_are_sent_to_sign_in_and_come_back(client, db):
    answer = client.get("/admin/offerings/?state=draft")
    assert answer.status_code == 302
    assert answer["Location"] == "/accounts/login/?next=/admin/offerings/%3Fstate%3Ddraft"


@pytest.mark.parametrize("who", ["participant", "liaison", "stranger", "reviewer"])
def test_those_without_a_role_there_are_refused_with_a_sentence(staff, as_person, who):
    answer = as_person(getattr(staff, who)).get("/admin/")
    assert answer.status_code == 403
    assert "组织者" in answer.content.decode() or "organisers" in answer.content.decode()


@pytest.mark.parametrize("path", ["/admin/", "/admin/offerings/", "/admin/account/"])
def test_a_second_factor_is_asked_for_where_it_is_required(staff, as_person, settings, path):
    settings.MFA_REQUIRED = True
    answer = as_person(staff.organiser).get(path)
    assert answer.status_code == 302
    assert answer["Location"] == reverse("mfa_index")
    settings.MFA_REQUIRED = False
    assert as_person(staff.organiser).get(path).status_code == 200


def test_password_and_address_are_not_changed_in_the_admin(staff, as_person):
    page = as_person(staff.organiser).get("/admin/account/").content.decode()
    assert "password" not in page.lower().split("<main", 1)[1].split("</main>")[0]
    assert 'type="email"' not in page


def test_the_editor_has_pages_but_no_registrations(staff, as_person):
    client = as_person(staff.editor)
    event = make_event()
    for path in (
        "/admin/pages/",
        f"/admin/pages/{event.pk}/edit/",
        "/admin/venues/",
        "/admin/images/",
    ):
        assert client.get(path).status_code == 200, path
    for path in (
        "/admin/registrations/",
        "/admin/offerings/",
        "/admin/audit/",
        "/admin/memberships/",
    ):
        assert client.get(path).status_code == 302, path
    assert client.get("/admin/settings/publishing/sitesettings/", follow=True).status_code == 200
    assert client.get("/admin/settings/publishing/sitemenu/", follow=True).status_code == 200


def test_an_editor_begins_the_translation_of_a_page(staff, as_person):
    found()
    event = make_event("走进沙家浜")
    address = reverse("simple_translation:submit_page_translation", args=[event.pk])
    english = Locale.objects.get(language_code="en")
    for person in (staff.organiser, staff.participant):
        assert as_person(person).post(address, {"locales": english.pk}).status_code in {302, 403}
        assert not event.has_translation(english)
    client = as_person(staff.editor)
    assert address in client.get(f"/admin/pages/{event.pk}/edit/").content.decode()
    form = client.get(address).context["form"]
    assert list(form["locales"].value()) == [english.pk]
    assert client.post(address, {"locales": english.pk}).status_code == 302
    twin = event.get_translation(english)
    assert not twin.live
    assert client.get(f"/admin/pages/{twin.pk}/edit/").status_code == 200


def test_the_auditor_looks_and_changes_nothing(staff, auditor, as_person):
    client = as_person(auditor)
    offering = make_offering(unit=staff.unit)
    for path in (
        "/admin/offerings/",
        f"/admin/offerings/inspect/{offering.pk}/",
        "/admin/registrations/",
        "/admin/audit/",
    ):
        assert client.get(path).status_code == 200, path
    for path in (
        f"/admin/offerings/edit/{offering.pk}/",
        f"/admin/offerings/{offering.pk}/cancel/",
        "/admin/offerings/new/",
        "/admin/bulk/registration/registration/approve/?id=all",
    ):
        assert client.get(path).status_code == 302, path
    page = client.get(f"/admin/offerings/inspect/{offering.pk}/").content.decode()
    assert f"/admin/offerings/{offering.pk}/cancel/" not in page


def test_drafts_are_told_to_those_who_work_on_the_page(staff, as_person):
    event, other = make_event("沙龙"), make_event("讲座")
    for page in (event, other):
        page.title += "改过"
        page.save_revision()
    group = Group.objects.create(name="一个栏目的编辑")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    may = Permission.objects.get(codename="change_page")
    GroupPagePermission.objects.create(group=group, page=event, permission=may)
    staff.stranger.groups.add(group)
    for who, number in ((staff.stranger, 1), (staff.editor, 2)):
        text = as_person(who).get("/admin/drafts/").text
        assert ("沙龙改过" in text) + ("讲座改过" in text) == number
        assert f"<strong>{number}</strong>个页面有未发布" in as_person(who).get("/admin/").text


# Wagtail's own mails still ask Django for a connection in the old way.
@pytest.mark.filterwarnings("ignore:get_connection")
def test_a_draft_goes_through_moderation(staff, as_person):
    event = make_event("待审的沙龙")
    editor, admin = as_person(staff.editor), as_person(staff.admin)
    assert event.permissions_for_user(staff.editor).can_edit()
    assert not event.permissions_for_user(staff.editor).can_publish()
    event.title = "改过的沙龙"
    event.save_revision(user=staff.editor)
    event.get_workflow().start(event, staff.editor)
    assert "改过的沙龙" in admin.get("/admin/").content.decode()
    state = event.current_workflow_task_state
    url = reverse("wagtailadmin_pages:workflow_action", args=[event.pk, "approve", state.pk])
    assert editor.post(url, {"next": "/admin/"}).status_code in {302, 403}
    assert Page.objects.get(pk=event.pk).title == "待审的沙龙"
    admin.post(url, {"next": "/admin/"})
    assert Page.objects.get(pk=event.pk).title == "改过的沙龙"


@pytest.mark.parametrize("way", ["page", "section", "several"])
def test_a_page_with_offerings_is_not_deleted_and_why_is_said(staff, as_person, way):
    event = make_event("一场沙龙")
    offerings = [
        make_offering(unit=staff.unit, page=event, label=f"第{number}场") for number in (1, 2)
    ]
    section = event.get_parent()
    address = {
        "page": f"/admin/pages/{event.pk}/delete/",
        "section": f"/admin/pages/{section.pk}/delete/",
        "several": f"/admin/bulk/wagtailcore/page/delete/?next=/admin/&id={event.pk}",
    }[way]
    answer = as_person(staff.admin).post(address, follow=True)
    assert answer.status_code == 200
    assert Page.objects.filter(pk=event.pk).exists()
    (said,) = map(str, answer.context["messages"])
    assert all(str(offering) in said for offering in offerings)
    assert "撤下" in said
