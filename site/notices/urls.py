"""Addresses of the inbox."""

from django.urls import path

from notices import views

urlpatterns = [
    path("me/notices/", views.inbox, name="notices"),
    path("me/notices/read/", views.read_all, name="notices-read-all"),
    path("me/notices/preferences/", views.preferences, name="notices-preferences"),
    path("me/notices/<oid:public_id>/", views.read, name="notice-read"),
    path("notices/unsubscribe/<str:token>/", views.unsubscribe, name="notices-unsubscribe"),
]
