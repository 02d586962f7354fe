"""What is published by the clock is seen, and what has run out is not, though pages are cached."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from portal.founding import found
from portal.models import HomePage
from publishing.tasks import publish_scheduled
from tests.portal.test_pages import make_article, make_column


@pytest.mark.django_db
def test_a_page_comes_and_goes_by_the_clock(client, django_capture_on_commit_callbacks):
    column = make_column()
    article = make_article("明天见报", column, live=False)
    now = timezone.now()
    article.go_live_at, article.expire_at = now + timedelta(hours=1), now + timedelta(hours=3)
    article.save_revision().publish()
    for hours, seen in ((0, False), (2, True), (4, False)):
        with time_machine.travel(now + timedelta(hours=hours), tick=False):
            client.get(column.url)  # as whoever came just before, and filled the cache
            with django_capture_on_commit_callbacks(execute=True):
                publish_scheduled()
            assert ("明天见报" in client.get(column.url).text) is seen, hours
            assert (client.get(article.get_url()).status_code == 200) is seen, hours


@pytest.mark.django_db
def test_an_older_version_that_is_timed_leaves_the_page_where_it_is(staff, client):
    article = make_article("初稿", live=False)
    first = article.save_revision()
    first.publish()
    article.title = "二稿"
    article.save_revision().publish()
    client.force_login(staff.admin)
    older = f"/admin/pages/{article.pk}/revisions/{first.pk}/revert/"
    form = client.get(older).context["form"]
    assert form.instance.title == "初稿"
    brought_back = form.instance
    brought_back.save_revision()  # as "Replace current draft" does
    article = article.__class__.objects.get(pk=article.pk)
    timed = article.get_latest_revision_as_object()
    timed.go_live_at = timezone.now() + timedelta(days=3)
    timed.save_revision().publish()
    assert "二稿" in client.get(article.url).text
    with time_machine.travel(timezone.now() + timedelta(days=4), tick=False):
        publish_scheduled()
        assert "初稿" in client.get(article.url).text


@pytest.mark.django_db
def test_the_first_pages_of_a_site_stay_while_a_change_is_timed(client):
    home = HomePage.objects.get(pk=found().pk)
    home.summary, home.go_live_at = "明天起", timezone.now() + timedelta(days=1)
    home.save_revision().publish()
    assert client.get("/").status_code == 200
    assert home.revisions.count() == 2, "what readers see cannot be brought back"
