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
    path(
        "me/essays/<oid:public_id>/publication/",
        views.PublicationView.as_view(),
        name="essay-publication",
    ),
    path("me/essays/<oid:public_id>/comments/", views.own_comments, name="essay-comments"),
    path(
        "me/essays/<oid:public_id>/withdraw/",
        views.WithdrawEssayView.as_view(),
        name="essay-withdraw",
    ),
    path("unit/<oid:public_id>/essays/", views.unit_essays, name="unit-essays"),
    path("unit/<oid:public_id>/essays/owed.xlsx", views.unit_essays_file, name="unit-essays-file"),
    path("unit/essays/<oid:public_id>/recommend/", views.recommend_essay, name="unit-recommend"),
    path("review/", views.queue, name="review"),
    path("review/tasks/", views.review_tasks, name="review-tasks"),
    path("review/tasks/<oid:public_id>/", views.review_desk, name="review-desk"),
    path(
        "review/tasks/<oid:public_id>/scores.xlsx", views.ScoresView.as_view(), name="review-scores"
    ),
    path("review/tasks/<oid:public_id>/plan/", views.PlanView.as_view(), name="review-plan"),
    path("review/tasks/<oid:public_id>/assign/", views.AssignView.as_view(), name="review-assign"),
    path(
        "review/tasks/<oid:public_id>/release/", views.ReleaseView.as_view(), name="review-release"
    ),
    path("review/<oid:public_id>/decide/", views.DecideView.as_view(), name="review-decide"),
    path("review/<oid:public_id>/blackout/", views.BlackoutView.as_view(), name="review-blackout"),
    path("review/recusals/", views.RecusalsView.as_view(), name="review-recusals"),
    path("review/recusals/<oid:public_id>/lift/", views.lift_recusal, name="review-recusal-lift"),
    path(
        "review/<oid:public_id>/reviewers/",
        views.ReviewersView.as_view(),
        name="review-reviewers",
    ),
    path("review/<oid:public_id>/recuse/", views.recuse_from, name="review-recuse"),
    path("review/<oid:public_id>/", views.ReviewView.as_view(), name="review-essay"),
    path("review/<oid:public_id>/comments/", views.CommentView.as_view(), name="review-comment"),
    path(
        "review/comments/<oid:public_id>/remove/",
        views.remove_comment,
        name="review-comment-remove",
    ),
    path("review/similar/<oid:public_id>/", views.similar_essay, name="review-similar"),
]
