"""Addresses of writing and reviewing."""

from django.urls import path

from essays import views

urlpatterns = [
    path("me/essays/task/<oid:public_id>/start/", views.start_essay, name="essay-start"),
    path("me/essays/<oid:public_id>/", views.EssayView.as_view(), name="essay"),
    path(
        "me/essays/<oid:public_id>/similar/", views.OwnSimilarView.as_view(), name="essay-similar"
    ),
    path("me/essays/<oid:public_id>/comments/", views.own_comments, name="essay-comments"),
    path(
        "me/essays/<oid:public_id>/withdraw/",
        views.WithdrawEssayView.as_view(),
        name="essay-withdraw",
    ),
    path("review/", views.queue, name="review"),
    path("review/<oid:public_id>/", views.ReviewView.as_view(), name="review-essay"),
    path("review/<oid:public_id>/comments/", views.CommentView.as_view(), name="review-comment"),
    path(
        "review/comments/<oid:public_id>/remove/",
        views.remove_comment,
        name="review-comment-remove",
    ),
    path("review/similar/<oid:public_id>/", views.similar_essay, name="review-similar"),
]
