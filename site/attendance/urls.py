"""Addresses of the desk."""

from django.urls import path, register_converter

from attendance.views import (
    closing,
    desk,
    integrity,
    kit,
    leave,
    leave_page,
    makeups,
    objections,
    passes,
    roll,
    scan,
    screen,
    sites,
    spoken,
    walk_in,
)
from kernel.ids import ALPHABET


class TagConverter:
    """`<tag:tag>` of a rotating code."""

    regex = f"[{ALPHABET}]{{16}}"

    def to_python(self, value: str) -> str:
        """As it is."""
        return value

    def to_url(self, value: str) -> str:
        """As it is."""
        return value


register_converter(TagConverter, "tag")

urlpatterns = [
    path("desk/", desk.desk, name="desk"),
    path("desk/s/<oid:public_id>/", desk.SessionDesk.as_view(), name="desk-session"),
    path("desk/s/<oid:public_id>/undo/", desk.UndoMark.as_view(), name="desk-undo"),
    path("desk/s/<oid:public_id>/live/", desk.LiveDesk.as_view(), name="desk-live"),
    path("desk/s/<oid:public_id>/leaving/", desk.LeavingDesk.as_view(), name="desk-leaving"),
    path(
        "desk/s/<oid:public_id>/leaving/undo/",
        desk.UndoLeaving.as_view(),
        name="desk-leaving-undo",
    ),
    path(
        "desk/s/<oid:public_id>/leaving/live/",
        desk.LiveDesk.as_view(leaving=True),
        name="desk-leaving-live",
    ),
    path("desk/s/<oid:public_id>/roll/", roll.RollCall.as_view(), name="desk-roll"),
    path("desk/s/<oid:public_id>/walk-in/", walk_in.WalkIn.as_view(), name="desk-walk-in"),
    path(
        "desk/s/<oid:public_id>/companions/", walk_in.Companions.as_view(), name="desk-companions"
    ),
    path("desk/s/<oid:public_id>/report/", integrity.Report.as_view(), name="desk-report"),
    path("desk/s/<oid:public_id>/closing/", closing.CloseSession.as_view(), name="desk-closing"),
    path("c/<oid:public_id>/", integrity.my_mark, name="my-mark"),
    path("desk/s/<oid:public_id>/take/", kit.Take.as_view(), name="desk-take"),
    path("desk/devices/<oid:public_id>/end/", kit.end_device, name="desk-device-end"),
    path("desk/kit/", kit.kit, name="desk-kit"),
    path("desk/worker.js", kit.worker, name="desk-worker"),
    path("desk/manifest.webmanifest", kit.manifest, name="desk-manifest"),
    path("s/<oid:public_id>/code/", screen.CodeScreen.as_view(), name="code"),
    path("s/<oid:public_id>/code/now/", screen.CodeNow.as_view(), name="code-now"),
    path("s/<oid:public_id>/settings/", screen.DoorSettings.as_view(), name="door-settings"),
    path("o/<oid:public_id>/leave/", leave.ask, name="ask-leave"),
    path("o/<oid:public_id>/site/", sites.my_site, name="my-site"),
    path("me/leave/", leave.mine, name="me-leave"),
    path("unit/leave/", leave.of_unit, name="unit-leave"),
    path("leave/<oid:public_id>/", leave_page.leave_page, name="leave"),
    path("leave/<oid:public_id>/evidence/", leave.evidence, name="leave-evidence"),
    path("o/<oid:public_id>/marks/", objections.my_marks, name="my-marks"),
    path("c/<oid:public_id>/object/", objections.object_view, name="object"),
    path("objections/<oid:public_id>/", objections.objection, name="objection"),
    path("objections/<oid:public_id>/evidence/", objections.evidence, name="objection-evidence"),
    path("c/<oid:public_id>/make-up/", makeups.make_up, name="make-up"),
    path("makeups/<oid:public_id>/", makeups.makeup_page, name="makeup"),
    path("desk/s/<oid:public_id>/guest/", makeups.Guest.as_view(), name="desk-guest"),
    path("me/pass/replace/", passes.replace_own, name="pass-replace"),
    path("c/", spoken.Spoken.as_view(), name="spoken"),
    path("c/<oid:public_id>-<tag:tag>/", scan.Scan.as_view(), name="scan"),
]
