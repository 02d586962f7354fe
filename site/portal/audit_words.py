"""Actions in words, for the audit log and histories. A test finds an action without one."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: dict[str, str | Promise] = {
    "attendance.mark": _("attendance marked"),
    "attendance.mark_pass": _("attendance marked by pass"),
    "attendance.undo": _("mark taken back"),
    "attendance.replace_pass": _("pass replaced"),
    "attendance.roll_call": _("roll called"),
    "calendars.make_feed": _("calendar feed made"),
    "calendars.revoke_feed": _("calendar feed revoked"),
    "courses.create_cohort": _("cohort made"),
    "courses.edit_cohort": _("cohort changed"),
    "essays.accept": _("essay accepted"),
    "essays.create_task": _("essay task set"),
    "essays.edit_task": _("essay task changed"),
    "essays.save_draft": _("essay draft saved"),
    "essays.send_back": _("essay returned"),
    "essays.start": _("essay begun"),
    "essays.submit": _("essay submitted"),
    "events.add_session": _("session added"),
    "events.cancel_offering": _("offering cancelled"),
    "events.cancel_session": _("session cancelled"),
    "events.change_window": _("registration window changed"),
    "events.create_offering": _("offering made"),
    "events.edit_offering": _("offering changed"),
    "events.edit_session": _("session corrected"),
    "events.finish_offering": _("offering finished"),
    "events.move_session": _("session moved"),
    "events.pause_offering": _("registration paused"),
    "events.post_places": _("places posted"),
    "events.publish_offering": _("offering published"),
    "events.resume_offering": _("registration resumed"),
    "kernel.forget": _("data let go after its time"),
    "kernel.set_retention": _("retention period changed"),
    "notices.read": _("notice read"),
    "notices.read_all": _("notices read"),
    "people.activate": _("account activated"),
    "people.add_member": _("role given"),
    "people.add_unit": _("unit added"),
    "people.edit_unit": _("unit changed"),
    "people.end_membership": _("membership ended"),
    "people.hand_over_liaison": _("liaison's office handed over"),
    "people.issue_codes": _("activation codes issued"),
    "people.text_codes": _("activation codes sent by text message"),
    "people.try_code": _("activation code tried"),
    "publishing.confirm_import": _("import confirmed"),
    "publishing.match_columns": _("columns of an import matched"),
    "publishing.start_import": _("file brought for import"),
    "registration.approve": _("registration approved"),
    "registration.decline": _("registration declined"),
    "registration.promote": _("moved up from the waiting list"),
    "registration.queue": _("put on the waiting list"),
    "registration.register": _("registered"),
    "registration.remove": _("registration removed"),
    "registration.withdraw": _("withdrawn"),
}


def act_name(action: str) -> str:
    """The word for an action; its code where none is known."""
    return str(WORDS.get(action, action))
