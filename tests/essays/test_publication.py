"""Accepted is not published: consent per use, proposals, pages that follow them."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageLogEntry, Revision
from wagtail.search.backends import get_search_backend

from essays import actions
from essays.models import Consent, CopyEdit, Essay, EssayPage, EssayTask, Publication
from essays.personal import PROVIDER
from essays.uses import EditState, NameShown, PublishOutcome, Use
from kernel.models import AuditRow
from kernel.rules import Forbidden
from notices.models import Notice
from tests.essays.conftest import TEXT, hand_in
from tests.essays.published import NAMELESS, REAL, accepted, agree, collection, drafted, published
from tests.factories import Cast, make_registration

pytestmark = pytest.mark.django_db
PEN = actions.Wish(NameShown.PEN, "芦苇")
EDITED = TEXT.replace("很久", "许久")


@pytest.fixture
def essay(cast: Cast) -> Essay:
    """Accepted; nothing is decided."""
    return accepted(cast)


def test_accepting_publishes_nothing_and_agrees_to_nothing(cast: Cast, essay: Essay) -> None:
    assert not Publication.objects.exists()
    publication = agree(essay, REAL, Use.BOOK)
    assert not publication.allows(Use.WEB)
    assert publication.allows(Use.BOOK)
    draft = actions.draft_page(by=cast.admin, publication=publication, collection=collection())
    assert draft.outcome is PublishOutcome.NO_CONSENT


@pytest.fixture
def waiting(cast: Cast, task: EssayTask) -> Essay:
    """Handed in; no reviewer has decided."""
    make_registration(task.offering, cast.colleague)
    begun = actions.start(by=cast.colleague, task=task).record
    hand_in(begun)
    begun.refresh_from_db()
    return begun


def test_only_what_was_accepted_is_decided_about(waiting: Essay) -> None:
    result = actions.decide_uses(by=waiting.author, essay=waiting, wishes={Use.WEB: REAL})
    assert result.outcome is PublishOutcome.NOT_ACCEPTED
    assert not Publication.objects.exists()


def test_nobody_decides_for_the_author(cast: Cast, essay: Essay) -> None:
    with pytest.raises(Forbidden):
        actions.decide_uses(by=cast.organiser, essay=essay, wishes={Use.WEB: REAL})


def test_each_decision_is_a_dated_row_and_the_last_one_stands(essay: Essay) -> None:
    publication = agree(essay)
    assert publication.revision == essay.latest_revision()
    assert publication.byline(Use.WEB) == f"{essay.author.name} · {essay.unit.name}"
    agree(essay, PEN)
    again = actions.decide_uses(by=essay.author, essay=essay, wishes={Use.WEB: PEN})
    assert again.outcome is PublishOutcome.USES_SAME
    rows = list(Consent.objects.order_by("pk"))
    assert [row.ended_at is None for row in rows] == [False, True]
    assert Publication.objects.get().byline(Use.WEB) == "芦苇"
    changes = AuditRow.objects.filter(action="essays.decide_uses").latest("pk").changes
    assert "芦苇" not in str(changes)


def test_a_pen_name_is_written_where_it_is_chosen(essay: Essay) -> None:
    wish = actions.Wish(NameShown.PEN, "  ")
    result = actions.decide_uses(by=essay.author, essay=essay, wishes={Use.WEB: wish})
    assert result.outcome is PublishOutcome.PEN_NAME_MISSING


def test_a_page_goes_the_usual_way_and_names_whom_it_may(cast: Cast, essay: Essay, client) -> None:
    page = drafted(cast, agree(essay))
    assert not page.live
    assert client.get(page.url).status_code == 404
    page.get_latest_revision().publish(user=cast.admin)
    shown = client.get(page.url).content.decode()
    assert essay.author.name in shown
    assert TEXT in shown
    again = actions.draft_page(
        by=cast.admin, publication=page.publication, collection=page.get_parent().specific
    )
    assert again.outcome is PublishOutcome.PAGE_EXISTS


@pytest.mark.parametrize(("wish", "byline"), [(NAMELESS, ""), (PEN, "芦苇")])
def test_no_address_names_who_does_not_wish_it(
    cast: Cast, essay: Essay, client, wish, byline
) -> None:
    page = published(cast, essay, wish)
    above = page.get_parent().specific
    rss = f"/rss{above.url}".rstrip("/") + ".xml"
    for path in (page.url, above.url, rss, "/search/?q=复核人", "/sitemap-pages.xml"):
        answer = client.get(path)
        assert answer.status_code == 200, path
        words = answer.content.decode()
        assert essay.author.name not in words, path
        assert essay.unit.name not in words, path
    assert byline in client.get(page.url).content.decode()
    assert not client.get(f"/search/?q={essay.author.name}").context["found"].hits


def test_search_and_feed_find_a_published_essay(cast: Cast, essay: Essay, client) -> None:
    page = published(cast, essay)
    assert [hit.url for hit in client.get("/search/?q=计算稿").context["found"].hits] == [page.url]
    rss = f"/rss{page.get_parent().url}".rstrip("/") + ".xml"
    assert "复核人一栏" in client.get(rss).content.decode()


def test_editors_do_not_name_either_who_does_not_wish_it(cast: Cast, essay: Essay) -> None:
    page = drafted(cast, agree(essay, NAMELESS))
    page.summary = f"{essay.author.name}的心得"
    with pytest.raises(ValidationError):
        page.full_clean()


@pytest.mark.parametrize("wish", [NAMELESS, PEN])
def test_what_editors_wrote_does_not_outlive_the_name(
    cast: Cast, essay: Essay, client, wish
) -> None:
    page, name = published(cast, essay), essay.author.name
    page.summary, page.search_description, page.seo_title = f"{name}的心得", name, "心得一篇"
    page.save_revision().publish(user=cast.admin)
    client.force_login(cast.stranger)
    assert name in client.get(page.url).content.decode()
    agree(essay, wish)
    assert name not in client.get(page.url).content.decode()
    page.refresh_from_db()
    assert (page.summary, page.search_description, page.seo_title) == ("", "", "心得一篇")
    assert name not in "".join(str(row.content) for row in page.revisions.all())


def test_a_wording_is_approved_whatever_editors_wrote(cast: Cast, essay: Essay) -> None:
    page = published(cast, essay, NAMELESS)
    EssayPage.objects.filter(pk=page.pk).update(summary=essay.author.name)
    actions.propose_edit(by=cast.admin, publication=page.publication, title="新题", text=EDITED)
    edit = CopyEdit.objects.get()
    assert actions.answer_edit(by=essay.author, essay=essay, edit=edit.pk, approves=True).ok
    page.refresh_from_db()
    assert page.title == "新题"


def test_consent_taken_back_takes_the_page_off_and_keeps_its_history(
    cast: Cast, essay: Essay, client, django_capture_on_commit_callbacks
) -> None:
    page = published(cast, essay)
    url = page.url
    assert client.get(url).status_code == 200  # kept by the cache of pages
    with django_capture_on_commit_callbacks(execute=True):
        agree(essay, NAMELESS)
    assert essay.author.name not in client.get(url).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        gone = actions.decide_uses(by=essay.author, essay=essay, wishes={Use.WEB: None})
    assert gone.outcome is PublishOutcome.OFF_THE_SITE
    assert client.get(url).status_code == 404
    page.refresh_from_db()
    assert not page.live
    assert PageLogEntry.objects.filter(page=page.pk, action="wagtail.publish").exists()
    assert not Consent.objects.filter(ended_at=None).exists()
    assert not PageLogEntry.objects.filter(page=page.pk, user=essay.author).exists()
    with pytest.raises(PermissionDenied):
        page.get_latest_revision().publish()
    assert not page.permissions_for_user(cast.admin).can_publish()
    assert not page.permissions_for_user(cast.admin).can_submit_for_moderation()


def test_nothing_scheduled_outlives_the_consent(cast: Cast, essay: Essay) -> None:
    page = drafted(cast, agree(essay))
    page.go_live_at = timezone.now() + timedelta(hours=1)
    page.save_revision().publish()
    assert Revision.objects.filter(approved_go_live_at__isnull=False).exists()
    actions.decide_uses(by=essay.author, essay=essay, wishes={Use.WEB: None})
    Revision.objects.update(created_at=timezone.now() - timedelta(days=2))
    call_command("publish_scheduled", verbosity=0)
    assert not Revision.objects.filter(approved_go_live_at__isnull=False).exists()
    assert not EssayPage.objects.get().live


def test_a_wording_stands_only_when_the_author_approves_it(
    cast: Cast, essay: Essay, client
) -> None:
    page = published(cast, essay)
    client.force_login(cast.stranger)  # whose pages nobody keeps
    publication = page.publication
    values = {"title": "复核人", "text": EDITED, "note": "改两个字。"}
    proposed = actions.propose_edit(by=cast.admin, publication=publication, **values)
    assert proposed.outcome is PublishOutcome.EDIT_PROPOSED
    assert "改两个字。" in Notice.objects.get(kind="essay_proposed").body
    assert "许久" not in client.get(page.url).content.decode()
    second = actions.propose_edit(by=cast.admin, publication=publication, **values)
    assert second.outcome is PublishOutcome.EDIT_OPEN
    edit = CopyEdit.objects.get()
    with pytest.raises(Forbidden):
        actions.answer_edit(by=cast.admin, essay=essay, edit=edit.pk, approves=True)
    actions.answer_edit(by=essay.author, essay=essay, edit=edit.pk, approves=True, word="好。")
    shown = client.get(page.url).content.decode()
    assert "许久" in shown
    assert "<h1>复核人</h1>" in shown
    assert essay.latest_revision().text == TEXT
    late = actions.answer_edit(by=essay.author, essay=essay, edit=edit.pk, approves=False)
    assert late.outcome is PublishOutcome.EDIT_SETTLED


def test_a_refused_wording_changes_nothing(cast: Cast, essay: Essay, client) -> None:
    publication = agree(essay)
    actions.propose_edit(by=cast.admin, publication=publication, title="新题", text=EDITED)
    edit = CopyEdit.objects.get()
    actions.answer_edit(by=essay.author, essay=essay, edit=edit.pk, approves=False, word="不改。")
    edit.refresh_from_db()
    assert (edit.state, edit.answer) == (EditState.REFUSED, "不改。")
    assert Publication.objects.get().title == "复核人一栏"
    client.force_login(essay.author)
    path, sent = f"/me/essays/{essay.public_id}/publication/", {"do": "approve", "edit": edit.pk}
    late = client.post(path, sent | {"word": "还是改吧。"})
    assert late.status_code == 409
    assert ">\n还是改吧。</textarea>" in late.content.decode()
    assert client.post(path, sent | {"word": "不改。"}).status_code == 302, "pressed twice"


def test_an_erased_author_leaves_no_word_and_no_page(cast: Cast, essay: Essay) -> None:
    page = published(cast, essay)
    actions.propose_edit(by=cast.admin, publication=page.publication, title="新", text=EDITED)
    found = get_search_backend().search
    assert list(found("计算稿", EssayPage.objects.all()))
    PROVIDER.erase(essay.author)
    assert not list(found("计算稿", EssayPage.objects.all()))
    page.refresh_from_db()
    assert not page.live
    kept = [page.title, page.draft_title, page.summary]
    kept += [str(row.content) + row.object_str for row in page.revisions.all()]
    kept += [f"{row.label}{row.data}" for row in PageLogEntry.objects.filter(page=page.pk)]
    kept += list(CopyEdit.objects.values_list("text", flat=True))
    assert "复核人" not in "".join(kept)
    assert PageLogEntry.objects.filter(page=page.pk, action="wagtail.unpublish").exists()


def test_the_author_decides_on_the_page(cast: Cast, essay: Essay, client) -> None:
    client.force_login(essay.author)
    path = f"/me/essays/{essay.public_id}/publication/"
    assert path in client.get(essay.get_absolute_url()).content.decode()
    form = {"web_allow": "on", "book_name": "real", "award_name": "real", "web_name": "pen"}
    answer = client.post(path, form)
    assert answer.status_code == 422
    assert client.post(path, form | {"pen_name": "芦苇"}).status_code == 302
    assert Publication.objects.get().byline(Use.WEB) == "芦苇"
    del form["web_allow"]
    assert "已从网站下线" not in client.post(path, form, follow=True).content.decode(), (
        "no page yet"
    )
    assert not Publication.objects.get().allows(Use.WEB)


def test_nobody_opens_it_before_acceptance(waiting: Essay, client) -> None:
    client.force_login(waiting.author)
    assert client.get(f"/me/essays/{waiting.public_id}/publication/").status_code == 404


def test_a_collection_costs_the_same_with_three_essays(
    cast: Cast, essay: Essay, client, django_assert_num_queries
) -> None:
    url = published(cast, essay).get_parent().url
    client.force_login(cast.stranger)
    client.get(url)
    with CaptureQueriesContext(connection) as one:
        client.get(url)
    task = essay.task
    published(cast, accepted(cast, cast.colleague, task, title="第二篇"))
    with django_assert_num_queries(len(one)):
        assert "第二篇" in client.get(url).content.decode()


def test_a_reader_goes_on_to_the_next_essay(cast: Cast, essay: Essay, client) -> None:
    first = published(cast, essay)
    client.force_login(cast.stranger)  # whose pages are made anew each time
    assert 'class="beside"' not in client.get(first.url).text
    second = published(cast, accepted(cast, cast.colleague, essay.task, title="第二篇"))
    assert f'rel="next" href="{second.url}"' in client.get(first.url).text
    assert f'rel="prev" href="{first.url}"' in client.get(second.url).text
    first.unpublish()
    assert first.url not in client.get(second.url).text
