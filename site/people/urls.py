"""Addresses of the liaison's list of people, and of joining a unit."""

from django.urls import path

from people.views import invitations, members, mine, requests, roster

urlpatterns = [
    path("me/units/", mine.my_units, name="me-units"),
    path("unit/<oid:public_id>/people/", roster.unit_people, name="unit-people"),
    path(
        "unit/<oid:public_id>/invitations/", invitations.unit_invitations, name="unit-invitations"
    ),
    path("unit/members/<oid:public_id>/", members.member, name="unit-member"),
    path("unit/requests/<oid:public_id>/", requests.join_request, name="join-request"),
    path("join/<str:token>/", invitations.join, name="join"),
]
