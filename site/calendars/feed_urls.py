"""Addresses of feeds: the same in every language, `?lang=en` for English."""

from django.urls import path, re_path

from calendars.views import feeds

urlpatterns = [
    path("calendar/all.ics", feeds.public_feed, {"scope": "all"}, name="feed-all"),
    path("calendar/courses.ics", feeds.public_feed, {"scope": "courses"}, name="feed-courses"),
    path("calendar/events.ics", feeds.public_feed, {"scope": "events"}, name="feed-events"),
    path("calendar/offering/<oid:public_id>.ics", feeds.offering_feed, name="feed-offering"),
    path("calendar/session/<oid:public_id>.ics", feeds.session_feed, name="feed-session"),
    path("calendar/me/<slug:token>.ics", feeds.own_feed, name="feed-me"),
    re_path(r"^calendar/.*\.ics$", feeds.no_feed),
]
