"""What editors are told is wrong with published pages, and what is well."""

import pytest
from wagtail.models import Page

from media.models import CustomDocument, CustomImage
from media.uploads import DOCUMENTS, CheckedFile
from portal.content_checks import faults
from portal.founding import found
from tests.factories import make_event
from tests.portal.test_pages import make_article


def told(*blocks):
    """What is said about an article with this body."""
    make_article(body=list(blocks))
    return [(fault.what, fault.where) for fault in faults()]


def link(**attributes):
    """A text with one link."""
    written = " ".join(f'{name}="{value}"' for name, value in attributes.items())
    return ("paragraph", f"<p>见<a {written}>那里</a></p>")


@pytest.mark.django_db
def test_links_that_lead_somewhere_are_well():
    event = make_event()
    kept = CustomDocument.objects.create(
        title="须知", file=CheckedFile(b"%PDF-1.7", "a.pdf", DOCUMENTS["pdf"])
    )
    assert not told(
        link(linktype="page", id=event.pk),
        link(linktype="document", id=kept.pk),
        link(href=event.url),
        link(href="/calendar/?view=week"),
        link(href="https://example.org/nothing/"),
        link(href="mailto:a@example.org"),
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    "attributes",
    [
        {"linktype": "page", "id": 999_999},
        {"linktype": "document", "id": 999_999},
        {"href": "/events/nothing/"},
        {"href": "/nothing/at/all/"},
    ],
)
def test_a_link_that_leads_nowhere_is_told_with_its_words(attributes):
    assert told(link(**attributes)) == [("链接失效", "那里")]


@pytest.mark.django_db
def test_a_link_to_a_page_taken_down_is_told():
    event = make_event()
    event.unpublish()
    assert told(link(linktype="page", id=event.pk)) == [("链接失效", "那里")]
    assert len(faults()) == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("said", "found"),
    [
        ({"alt_text": "", "decorative": False}, [("图片没有替代文字", "芦苇")]),
        ({"alt_text": "芦苇荡里的一条船", "decorative": False}, []),
        ({"alt_text": "", "decorative": True}, []),
    ],
)
def test_a_picture_that_nobody_describes_is_told(said, found):
    picture = CustomImage(title="芦苇", width=9, height=6, file="original_images/reeds.png")
    CustomImage.objects.bulk_create([picture])  # as it is: no file is looked into
    image = {"image": CustomImage.objects.get(), **said}
    assert told(("picture", {"image": image}), ("gallery", {"pictures": [{"image": image}]})) == [
        *found,
        *found,
    ]


@pytest.mark.django_db
def test_marks_and_notes_that_miss_each_other_are_told():
    found = told(
        ("paragraph", "<p>一[1]，三[3]</p>"),
        ("footnotes", {"notes": ["<p>甲</p>", "<p>乙</p>"]}),
    )
    assert [where for _what, where in found] == ["[3]", "[2]"]
    assert not told(("paragraph", "<p>没有注的页面里[7]</p>"))[2:]


@pytest.mark.django_db
def test_editors_alone_open_the_list(staff, client):
    make_article(body=[link(href="/nothing/at/all/")])
    client.force_login(staff.editor)
    assert "链接失效" in client.get("/admin/content-checks/").text
    client.force_login(staff.participant)
    assert client.get("/admin/content-checks/").status_code in (302, 403)


@pytest.mark.django_db
def test_every_sort_of_page_is_checked_beside_its_editor(staff, client):
    found()
    client.force_login(staff.admin)
    editing = client.get("/admin/").wsgi_request
    for page in Page.objects.filter(depth__gt=1).specific():
        preview = page.make_preview_request(original_request=editing)
        assert "wagtail-userbar-template" in preview.text, type(page)
        assert "wagtail-userbar-template" not in client.get(page.url).text, type(page)
