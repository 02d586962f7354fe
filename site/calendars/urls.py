"""Pages of the room, in every language. Feeds stand in `feed_urls`."""

from django.urls import path

from calendars.views import mine, pages, rsvp

urlpatterns = [
    path("rsvp/<str:token>/", rsvp.rsvp, name="rsvp"),
    path("me/calendar/invitations/", mine.invitations, name="me-calendar-invitations"),
    path("calendar/", pages.calendar, name="calendar"),
    path("me/calendar/", mine.own_calendar, name="me-calendar"),
    path("me/calendar/<oid:public_id>/change/", mine.change, name="me-calendar-change"),
    path("me/calendar/<oid:public_id>/replace/", mine.replace, name="me-calendar-replace"),
    path("me/calendar/<oid:public_id>/revoke/", mine.revoke, name="me-calendar-revoke"),
]
