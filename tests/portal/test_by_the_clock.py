"""What is published by the clock is seen, and what has run out is not, though pages are cached."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

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
