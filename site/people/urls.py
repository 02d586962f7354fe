"""Pages of the room, in every language. They stand before allauth's own."""

from django.urls import path

from people.views import (
    activation,
    devices,
    invitations,
    language,
    letters,
    members,
    mine,
    requests,
    roster,
    signed_in,
    signed_out,
    tokens,
)

urlpatterns = [
    path("me/units/", mine.my_units, name="me-units"),
    path("unit/<oid:public_id>/people/", roster.unit_people, name="unit-people"),
    path(
        "unit/<oid:public_id>/invitations/", invitations.unit_invitations, name="unit-invitations"
    ),
    path("unit/members/<oid:public_id>/", members.member, name="unit-member"),
    path("unit/requests/<oid:public_id>/", requests.join_request, name="join-request"),
    path("join/<str:token>/", invitations.join, name="join"),
    path("accounts/activate/", activation.activate, name="activate"),
    path("accounts/activate/password/", activation.activate_password, name="activate-password"),
    path("accounts/sessions/end/", devices.end_device, name="device-end"),
    path("accounts/signed-in/", signed_in.back_signed_in, name="signed-in"),
    path("accounts/signed-in/still/", signed_in.still_signed_in, name="still-signed-in"),
    path("accounts/signed-out/", signed_out.signed_out, name="signed-out"),
    path("unit/<oid:public_id>/activation/", letters.activation, name="unit-activation"),
    path("me/language/", language.own_language_page, name="me-language"),
    path("me/tokens/", tokens.tokens, name="me-tokens"),
    path("me/tokens/<oid:public_id>/revoke/", tokens.revoke, name="me-token-revoke"),
]
