"""Addresses of writing and reviewing."""

from django.urls import path

from essays import views

urlpatterns = [
    path("me/essays/task/<oid:public_id>/start/", views.start_essay, name="essay-start"),
    path("me/essays/<oid:public_id>/", views.EssayView.as_view(), name="essay"),
    path(
        "me/essays/<oid:public_id>/similar/", views.OwnSimilarView.as_view(), name="essay-similar"
    ),
    path(
        "me/essays/<oid:public_id>/publication/",
        views.PublicationView.as_view(),
        name="essay-publication",
    ),
    path("review/", views.queue, name="review"),
    path("review/<oid:public_id>/", views.ReviewView.as_view(), name="review-essay"),
    path("review/similar/<oid:public_id>/", views.similar_essay, name="review-similar"),
]
