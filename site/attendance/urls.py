"""Addresses of the desk."""

from django.urls import path

from attendance.views import desk, roll

urlpatterns = [
    path("desk/", desk.desk, name="desk"),
    path("desk/s/<oid:public_id>/", desk.SessionDesk.as_view(), name="desk-session"),
    path("desk/s/<oid:public_id>/undo/", desk.UndoMark.as_view(), name="desk-undo"),
    path("desk/s/<oid:public_id>/live/", desk.LiveDesk.as_view(), name="desk-live"),
    path("desk/s/<oid:public_id>/roll/", roll.RollCall.as_view(), name="desk-roll"),
]
