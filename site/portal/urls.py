"""Addresses of pages that show several rooms."""

from django.urls import path

from portal.views import hours, me, own_data, unit
from portal.views.discovery import column_feed
from portal.views.offering import offering_page
from portal.views.search import search, suggestions

urlpatterns = [
    path("me/", me.me, name="me"),
    path("me/pass/", me.my_pass, name="me-pass"),
    path("me/past/", me.my_past, name="me-past"),
    path("me/hours/", hours.my_hours, name="me-hours"),
    path("me/data/", own_data.my_data, name="me-data"),
    path("me/data/copy/", own_data.my_copy, name="me-data-copy"),
    path("me/data/copy/<oid:public_id>/", own_data.my_copy_file, name="me-data-file"),
    path("me/data/erase/", own_data.my_erasure, name="me-erasure"),
    path("me/data/erase/back/", own_data.my_erasure_back, name="me-erasure-back"),
    path("unit/", unit.unit_home, name="unit"),
    path("unit/<oid:public_id>/", unit.unit_desk, name="unit-desk"),
    path("unit/<oid:public_id>/hours/", hours.unit_hours, name="unit-hours"),
    path("rss/<path:where>.xml", column_feed, name="column-feed"),
    path("search/", search, name="search"),
    path("search/suggestions/", suggestions, name="search-suggestions"),
    path("o/<oid:public_id>/", offering_page, name="offering"),
]
