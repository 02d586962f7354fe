"""Addresses of writing and reviewing."""

from django.urls import path

from essays import views

urlpatterns = [
    path("me/essays/task/<oid:public_id>/start/", views.start_essay, name="essay-start"),
    path("me/essays/<oid:public_id>/", views.EssayView.as_view(), name="essay"),
    path("me/essays/<oid:public_id>/preview/", views.preview, name="essay-preview"),
    path("me/essays/<oid:public_id>/file/", views.SendFileView.as_view(), name="essay-send-file"),
    path("me/essays/files/<oid:public_id>/", views.FileView.as_view(), name="essay-file"),
    path("me/essays/files/<oid:public_id>/original/", views.original_file, name="essay-original"),
    path(
        "me/essays/<oid:public_id>/similar/", views.OwnSimilarView.as_view(), name="essay-similar"
    ),
    path("unit/<oid:public_id>/essays/", views.unit_essays, name="unit-essays"),
    path("unit/<oid:public_id>/essays/owed.xlsx", views.unit_essays_file, name="unit-essays-file"),
    path("unit/essays/<oid:public_id>/recommend/", views.recommend_essay, name="unit-recommend"),
    path("review/", views.queue, name="review"),
    path("review/<oid:public_id>/", views.ReviewView.as_view(), name="review-essay"),
    path("review/similar/<oid:public_id>/", views.similar_essay, name="review-similar"),
]
