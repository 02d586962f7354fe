"""What editors are told is wrong with published pages, and what is well."""

import pytest
from django.utils.translation import override
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from events.models import VenueIndexPage, VenuePage
from media.models import CustomDocument, CustomImage
from media.uploads import DOCUMENTS, CheckedFile
from portal.content_checks import faults
from portal.founding import found, translate
from publishing.models import SiteMenu
from tests.factories import make_event, make_tree, make_venue
from tests.portal.test_pages import make_article, make_column


def told(*blocks):
    """What is said about an article with this body."""
    make_article(body=list(blocks))
    return [(fault.what, fault.where) for fault in faults()]


def link(**attributes):
    """A text with one link."""
    written = " ".join(f'{name}="{value}"' for name, value in attributes.items())
    return ("paragraph", f"<p>见<a {written}>那里</a></p>")


def document():
    """A document of the library."""
    content = CheckedFile(b"%PDF-1.7", "a.pdf", DOCUMENTS["pdf"])
    return CustomDocument.objects.create(title="须知", file=content)


@pytest.mark.django_db
def test_links_that_lead_somewhere_are_well():
    event, kept = make_event(), document()
    Redirect.add_redirect("/sjb.html", event)
    assert not told(
        link(href="/sjb.html"),
        link(href=f"http://localhost:8000{event.url}"),
        link(href=kept.url),
        ("documents", {"documents": [kept]}),
        link(linktype="page", id=event.pk),
        link(linktype="document", id=kept.pk),
        link(href=event.url),
        link(href="/calendar/?view=week"),
        link(href="https://example.org/nothing/"),
        link(href="mailto:a@example.org"),
    )


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_link_is_judged_alike_whatever_language_its_editor_reads(language):
    blocks = [link(href=href) for href in ("/calendar/", "/en/calendar/", "/nothing/here/")]
    make_article(body=blocks)
    with override(language):
        assert len(faults()) == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    "attributes",
    [
        {"linktype": "page", "id": 999_999},
        {"linktype": "document", "id": 999_999},
        {"href": "/events/nothing/"},
        {"href": "/nothing/at/all/"},
        {"href": "http://localhost:8000/nothing/"},
        {"href": "/documents/999999/a.pdf"},
    ],
)
def test_a_link_that_leads_nowhere_is_told_with_its_words(attributes):
    assert told(link(**attributes)) == [("链接失效", "那里")]


@pytest.mark.django_db
def test_an_old_address_of_a_page_taken_down_is_told():
    event = make_event()
    Redirect.add_redirect("/sjb.html", event)
    event.unpublish()
    assert told(link(href="/sjb.html")) == [("链接失效", "那里")]


@pytest.mark.django_db
def test_documents_that_are_gone_are_told_even_beside_others():
    kept, gone = document(), document()
    make_article(
        body=[
            ("documents", {"documents": [kept, gone]}),
            ("recording", {"file": gone, "title": "口述", "transcript": "<p>无</p>"}),
        ]
    )
    gone.delete()
    assert [(fault.what, fault.where) for fault in faults()] == [
        ("文件已不存在", ""),
        ("文件已不存在", "口述"),
    ]


@pytest.mark.django_db
def test_a_venue_whose_page_was_taken_down_is_told():
    index = make_tree().add_child(instance=VenueIndexPage(title="场馆", slug="venues"))
    page = index.add_child(instance=VenuePage(title="沙家浜", slug="sjb", venue=make_venue()))
    make_article(body=[("venue", {"page": page, "note": ""})])
    assert not faults()
    page.unpublish()
    assert [(fault.what, fault.where) for fault in faults()] == [("所指页面未发布", "沙家浜")]


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
def test_a_picture_that_was_deleted_is_told_and_leaves_no_gap(client):
    article = make_article(
        body=[
            ("picture", {"image": None, "caption": "水上"}),
            ("gallery", {"pictures": [{"image": None, "caption": "岸上"}]}),
        ]
    )
    assert [(fault.what, fault.where) for fault in faults()] == [
        ("图片已不存在", "水上"),
        ("图片已不存在", "岸上"),
    ]
    assert "<li></li>" not in "".join(client.get(article.url).text.split())


@pytest.mark.django_db
def test_marks_and_notes_that_miss_each_other_are_told():
    found = told(
        ("paragraph", "<p>一[1]，三[3]</p>"),
        ("footnotes", {"notes": ["<p>甲</p>", "<p>乙</p>"]}),
    )
    assert [where for _what, where in found] == ["[3]", "[2]"]
    assert not told(("paragraph", "<p>没有注的页面里[7]</p>"))[2:]


@pytest.mark.django_db
def test_entries_of_the_menus_that_lead_nowhere_are_told(staff, client):
    found()
    menu = SiteMenu.objects.get()
    gone, well = make_event(), make_event()
    gone.unpublish()
    entries = (
        (menu.items, "已下线", {"page": gone}),
        (menu.items, "在线", {"page": well}),
        (menu.footer_items, "旧地址", {"path": "/nothing/at/all/"}),
        (menu.footer_items, "空", {}),
        (menu.footer_items, "日历", {"path": "/calendar/?view=week"}),
    )
    for number, (related, title, where) in enumerate(entries):
        related.add(related.model(title=title, sort_order=number, **where))
    menu.save()
    assert [(fault.what, fault.where) for fault in faults()] == [
        ("所指页面未发布", "已下线"),
        ("链接失效", "旧地址"),
        ("链接失效", "空"),
    ]
    client.force_login(staff.editor)
    listed = client.get("/admin/content-checks/").text
    address = f"/admin/settings/publishing/sitemenu/{menu.site_id}/"
    assert f'href="{address}"' in listed
    assert "旧地址" in client.get(address).text


@pytest.mark.django_db
def test_an_alias_is_not_told_beside_the_page_that_it_shows():
    article = make_article(body=[link(href="/nothing/at/all/")])
    article.create_alias(update_slug="again")
    assert [fault.page for fault in faults()] == [article]


@pytest.mark.django_db
def test_editors_alone_open_the_list(staff, client):
    article = make_article(body=[link(href="/nothing/at/all/")])
    client.force_login(staff.editor)
    assert "/admin/content-checks/" in client.get("/admin/").text, "no entry in the menu"
    told = client.get("/admin/content-checks/").text
    for part in ("链接失效", "那里", article.title, f"/admin/pages/{article.pk}/edit/"):
        assert part in told
    client.force_login(staff.participant)
    assert client.get("/admin/content-checks/").status_code in (302, 403)


@pytest.mark.django_db
def test_a_heading_below_one_that_is_not_there_is_told():
    found = told(
        ("heading", "一"),
        ("paragraph", "<h3>一甲</h3><p>文</p><h4>一甲1</h4><h3>一乙</h3>"),
        ("heading", "二"),
        ("paragraph", "<h4>二甲</h4>"),
    )
    assert found == [("标题跳级", "二甲")]


@pytest.mark.django_db
def test_a_translation_is_told_once_its_original_is_published_again(staff, client):
    home = found()
    article = make_article("原文", home.get_children().get(slug="articles").specific)
    twin = translate(article, title="Text")
    assert not faults()
    client.force_login(staff.admin)
    editor, newer = f"/admin/pages/{twin.pk}/edit/", "原文页面在此译文之后又有更新"
    assert newer not in client.get(editor).text
    article.save_revision().publish()
    assert [(fault.page.pk, fault.what, fault.where) for fault in faults()] == [
        (twin.pk, "译文落后于原文", "原文")
    ]
    assert newer in client.get(editor).text
    assert newer not in client.get(f"/admin/pages/{article.pk}/edit/").text
    twin.save_revision().publish()
    assert not faults()


@pytest.mark.django_db
def test_many_findings_are_one_row_a_page_and_can_be_narrowed_down(staff, client):
    column = make_column()
    for number in range(51):
        make_article(column=column, body=[link(href=f"/no/{number}/"), link(href="/no/")])
    article = make_article("最后", column, body=[("paragraph", "<h4>跳</h4>")])
    client.force_login(staff.editor)
    first = client.get("/admin/content-checks/")
    assert len(first.context["pages"]) == 50
    assert [(str(kind.label), many) for kind, many in first.context["kinds"]] == [
        ("链接失效", 102),
        ("标题跳级", 1),
    ]
    assert 'href="?what=heading"' in first.text
    block = first.context["pages"][0][1].page.body[1].id
    assert f"#block-{block}-section" in first.text, "no way to the text that is to be mended"
    assert "最后" not in first.text
    assert "最后" in client.get("/admin/content-checks/?p=2").text
    narrowed = client.get("/admin/content-checks/?what=heading")
    assert [fault.page for row in narrowed.context["pages"] for fault in row] == [article]
    assert len(client.get("/admin/content-checks/?what=nothing&p=x").context["pages"]) == 50


@pytest.mark.django_db
def test_every_sort_of_page_is_checked_beside_its_editor(staff, client):
    found()
    client.force_login(staff.admin)
    editing = client.get("/admin/").wsgi_request
    for page in Page.objects.filter(depth__gt=1).specific():
        preview = page.make_preview_request(original_request=editing)
        assert "wagtail-userbar-template" in preview.text, type(page)
        assert "wagtail-userbar-template" not in client.get(page.url).text, type(page)
