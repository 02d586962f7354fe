"""Addresses of registering, withdrawing, nominating, and of a unit's places."""

from django.urls import path

from registration import answer_views, hand_over_views, nominee_views, views
from registration.liaison import handover, lists, nominations, places

urlpatterns = [
    path("o/<oid:public_id>/register/", views.register_view, name="register"),
    path("o/<oid:public_id>/answers/", answer_views.answers_view, name="answers"),
    path("answers/<oid:public_id>/", answer_views.answer_file, name="answer-file"),
    path("o/<oid:public_id>/withdraw/", views.withdraw_view, name="withdraw"),
    path("o/<oid:public_id>/hand-over/", hand_over_views.give, name="give-place"),
    path("o/<oid:public_id>/take-over/", hand_over_views.take, name="take-place"),
    path("o/<oid:public_id>/nomination/", nominee_views.nominee, name="nominee"),
    path("o/<oid:public_id>/admission/", nominee_views.admission, name="admission"),
    path("unit/o/<oid:public_id>/", nominations.nominations, name="nominations"),
    path("unit/o/<oid:public_id>/list/", lists.upload, name="nomination-list"),
    path("unit/o/<oid:public_id>/template/", lists.template, name="nomination-template"),
    path("unit/o/<oid:public_id>/places/", places.move_places, name="unit-places"),
    path("unit/transfers/<oid:public_id>/", places.answer, name="transfer"),
    path("unit/n/<oid:public_id>/hand-over/", handover.hand_over, name="hand-over"),
]
