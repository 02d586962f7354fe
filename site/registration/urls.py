"""Addresses of registering and withdrawing."""

from django.urls import path

from registration import views

urlpatterns = [
    path("o/<oid:public_id>/register/", views.register_view, name="register"),
    path("o/<oid:public_id>/withdraw/", views.withdraw_view, name="withdraw"),
]
