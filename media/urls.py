"""Addresses of documents: Wagtail's own, answered by our view."""

from django.urls import path

from media.views import document

urlpatterns = [
    path("documents/<int:document_id>/<str:document_filename>", document, name="document"),
]
