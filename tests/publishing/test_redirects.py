"""Old addresses lead to where a page is now, in each language, and never astray."""

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site
from wagtail.users.models import UserProfile

from portal.founding import found, translate
from portal.models import ArticlePage, ColumnPage
from tests.factories import make_event

pytestmark = pytest.mark.django_db
ADD = "/admin/redirects/add/"
HERE = settings.SITE_URL


@pytest.fixture
def article():
    """An article in both languages, in the column of the site."""
    found()
    column = ColumnPage.objects.get(slug="articles", locale__language_code="zh-hans")
    made = column.add_child(
        instance=ArticlePage(title="两道粉笔印", slug="two", locale=column.locale)
    )
    translate(made, title="Two marks")
    return made


@pytest.fixture
def rename(django_capture_on_commit_callbacks):
    """Publishes a page under another name in its address, as an editor does."""

    def act(page, slug):
        page.slug = slug
        with django_capture_on_commit_callbacks(execute=True):
            page.save_revision().publish()
        return page

    return act


@pytest.fixture
def editor_imports(staff, client):
    """Imports a table of redirects as an editor; says what is read after it."""

    def act(table):
        client.force_login(staff.editor)
        file = SimpleUploadedFile("old.csv", table.encode(), "text/csv")
        asked = client.post("/admin/redirects/import/", {"import_file": file})
        assert "Permanent" not in asked.text
        hidden = asked.context["form"].initial
        given = {**hidden, "from_index": 0, "to_index": 1, "permanent": "on", "site": ""}
        return client.post("/admin/redirects/import/process/", given).text

    return act


def sent_to(client, address):
    """Where an address leads for ever; checked to end at a page."""
    answer = client.get(address)
    assert answer.status_code == 301, address
    assert "no-cache" in answer["Cache-Control"], "a page may move back"
    assert client.get(answer["Location"]).status_code == 200
    return answer["Location"]


def filled(**fields):
    """The form of a redirect."""
    empty = {"old_path": "/old/", "site": "", "redirect_page": "", "redirect_link": ""}
    return empty | {"is_permanent": "on"} | fields


def test_a_page_that_was_renamed_is_found_at_its_old_address(client, rename, article):
    rename(article, "marks")
    assert sent_to(client, "/articles/two/") == "/articles/marks/"
    assert sent_to(client, "/articles/two") == "/articles/marks/"
    assert sent_to(client, "/articles/two/?from=mail&x=%E7%88%B1").endswith(
        "?from=mail&x=%E7%88%B1"
    )
    assert client.get("/en/articles/two/").status_code == 200, "the other language stayed"


def test_so_is_one_in_the_other_language(client, rename, article):
    english = translate(article)
    rename(english, "marks")
    assert sent_to(client, "/en/articles/two/") == "/en/articles/marks/"
    assert client.get("/articles/two/").status_code == 200


def test_a_section_that_moved_takes_all_its_addresses_along(client, article):
    for above, old, new in (
        ("articles", "/articles/part/{}", "/articles/whole/part/{}"),
        ("articles", "/en/articles/part/{}", "/en/articles/whole/part/{}"),
    ):
        language = "en" if old.startswith("/en") else "zh-hans"
        top = ColumnPage.objects.get(slug=above, locale__language_code=language)
        part = top.add_child(instance=ColumnPage(title="部分", slug="part", locale=top.locale))
        whole = top.add_child(instance=ColumnPage(title="全部", slug="whole", locale=top.locale))
        part.add_child(instance=ArticlePage(title="一篇", slug="one", locale=top.locale))
        part.refresh_from_db()
        part.move(whole, pos="last-child")
        for rest in ("", "one/"):
            assert sent_to(client, old.format(rest)) == new.format(rest)


@pytest.mark.parametrize("start", ["", "/en"])
def test_so_does_one_that_was_renamed(client, rename, article, start):
    language = "en" if start else "zh-hans"
    rename(ColumnPage.objects.get(slug="articles", locale__language_code=language), "texts")
    for rest in ("", "two/"):
        assert sent_to(client, f"{start}/articles/{rest}") == f"{start}/texts/{rest}"


def test_there_and_back_again_is_no_circle(
    client, rename, article, django_capture_on_commit_callbacks
):
    rename(rename(article, "marks"), "two")
    assert client.get("/articles/two/").status_code == 200
    assert sent_to(client, "/articles/marks/") == "/articles/two/"
    with django_capture_on_commit_callbacks(execute=True):
        article.unpublish()
    for address in ("/articles/two/", "/articles/marks/"):
        assert client.get(address).status_code == 404, "there is nothing to be sent to"


def test_a_new_page_at_an_old_address_is_seen(client, rename, article):
    rename(article, "marks")
    parent = article.get_parent()
    parent.add_child(instance=ArticlePage(title="另一篇", slug="two", locale=article.locale))
    assert "另一篇" in client.get("/articles/two/").text


def test_editors_find_see_and_make_redirects(staff, client, article):
    client.force_login(staff.editor)
    assert "/admin/redirects/" in client.get("/admin/").text, "no entry in the menu"
    page = make_event("走进沙家浜")
    assert client.post(ADD, filled(old_path="/sjb.html", redirect_page=page.pk)).status_code == 302
    link = "https://example.org/guide/?a=1"
    client.post(ADD, filled(old_path="/guide/", redirect_link=link, is_permanent=""))
    listed = client.get("/admin/redirects/").text
    assert "/sjb.html" in listed
    assert "走进沙家浜" in listed
    client.logout()
    assert sent_to(client, "/sjb.html") == page.url
    answer = client.get("/guide?b=2")
    assert (answer.status_code, answer["Location"]) == (302, f"{link}&b=2")


def test_only_editors_make_them(staff, client):
    for person in (staff.participant, staff.reviewer):
        client.force_login(person)
        assert client.post(ADD, filled(redirect_link="https://a.example/")).status_code in (
            302,
            403,
        )
    assert not Redirect.objects.exists()


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "data:text/html,<script>alert(1)</script>", "vbscript:x", " "]
)
def test_no_redirect_runs_anything(staff, client, link):
    client.force_login(staff.editor)
    answer = client.post(ADD, filled(redirect_link=link))
    leads = [redirect.link for redirect in Redirect.objects.all()]
    assert not any(leads), answer.text


def test_one_without_a_target_is_refused_and_nothing_is_lost(staff, client):
    client.force_login(staff.editor)
    answer = client.post(ADD, filled(old_path="/guide.html"))
    assert "请选择页面，或在下方填写网址" in answer.text
    assert "/guide.html" in answer.text
    assert not Redirect.objects.exists()


@pytest.mark.parametrize(
    ("link", "kept"),
    [
        ("/calendar/", f"{HERE}/calendar/"),
        (" /calendar/?view=week ", f"{HERE}/calendar/?view=week"),
        ("https://example.org/calendar/", "https://example.org/calendar/"),
        ("//example.org/calendar/", "https://example.org/calendar/"),
        ("calendar", None),
    ],
)
def test_an_address_of_this_site_may_be_written_short(staff, client, link, kept):
    client.force_login(staff.editor)
    answer = client.post(ADD, filled(redirect_link=link))
    assert [one.redirect_link for one in Redirect.objects.all()] == ([kept] if kept else [])
    assert (answer.status_code == 302) is bool(kept)
    assert 'type="url"' not in client.get(ADD).text, "the browser would refuse it"


@pytest.mark.parametrize(
    ("links", "way"),
    [
        (["/a/"], "/a → /a"),
        (["/b/", "/a/"], "/b → /a → /b"),
        (["/b/", "/c/?x=1", "/a"], "/c → /a → /b → /c"),
        ([f"{HERE}/b", f"{HERE}/a/"], "/b → /a → /b"),
    ],
)
def test_no_two_or_more_lead_in_a_circle(staff, client, links, way):
    client.force_login(staff.editor)
    answers = [
        client.post(ADD, filled(old_path=f"/{name}/", redirect_link=link))
        for name, link in zip("abc", links, strict=False)
    ]
    assert [answer.status_code for answer in answers] == [302] * (len(links) - 1) + [200]
    assert way in answers[-1].text
    assert Redirect.objects.count() == len(links) - 1


def test_a_way_over_others_is_no_circle_and_may_be_changed(staff, client, article):
    client.force_login(staff.editor)
    client.post(ADD, filled(old_path="/c/", redirect_page=article.pk))
    client.post(ADD, filled(old_path="/b/", redirect_link="/c/"))
    assert client.post(ADD, filled(old_path="/a/", redirect_link="/b/")).status_code == 302
    last = Redirect.objects.get(old_path="/c")
    change = f"/admin/redirects/{last.pk}/"
    assert (
        "/c → /a → /b → /c" in client.post(change, filled(old_path="/c", redirect_link="/a/")).text
    )
    assert client.post(change, filled(old_path="/c", redirect_page=article.pk)).status_code == 302
    Redirect.add_redirect("/x/", f"{HERE}/y/")
    Redirect.add_redirect("/y/", f"{HERE}/x/")
    assert client.post(ADD, filled(old_path="/z/", redirect_link="/x/")).status_code == 302, (
        "an old circle elsewhere is walked once"
    )


def test_an_import_keeps_the_same_rules(editor_imports):
    told = editor_imports("from,to\n/a/,/b/\n/b/,/a/\n/c/,\n")
    assert [one.old_path for one in Redirect.objects.all()] == ["/a"]
    assert "/b → /a → /b" in told
    assert "请选择页面" in told


def test_an_address_with_a_query_of_its_own_gives_it_up(client, article):
    site = Site.objects.get(is_default_site=True)
    Redirect.add_redirect("/show.php?id=3", article, site=site)
    assert sent_to(client, "/show.php?id=3") == article.url
    assert client.get("/show.php?id=4").status_code == 404


def test_an_existing_page_is_not_hidden(client, article):
    Redirect.add_redirect(article.url, "https://example.org/")
    Redirect.add_redirect("/calendar/", "https://example.org/")
    assert client.get(article.url).status_code == 200
    assert client.get("/calendar/").status_code == 200


def test_a_redirect_to_itself_is_a_page_not_found(client, db):
    found()
    Redirect.add_redirect("/nothing/", "http://testserver/nothing")
    assert client.get("/nothing/").status_code == 404


def test_their_list_is_narrowed_in_the_readers_language(staff, client):
    client.force_login(staff.editor)
    page = client.get("/admin/redirects/").text
    assert "永久跳转" in page
    assert "临时跳转" in page
    UserProfile.objects.update_or_create(user=staff.editor, defaults={"preferred_language": "en"})
    page = client.get("/admin/redirects/").text
    assert "Permanent" in page
    assert "永久跳转" not in page
