"""Addresses of pages that show several rooms."""

from django.urls import path

from portal.views import me, unit
from portal.views.offering import offering_page
from portal.views.search import search

urlpatterns = [
    path("me/", me.me, name="me"),
    path("me/pass/", me.my_pass, name="me-pass"),
    path("me/past/", me.my_past, name="me-past"),
    path("me/data/", me.my_data, name="me-data"),
    path("unit/", unit.unit_home, name="unit"),
    path("unit/<oid:public_id>/", unit.unit_desk, name="unit-desk"),
    path("search/", search, name="search"),
    path("o/<oid:public_id>/", offering_page, name="offering"),
]
