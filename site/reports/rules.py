"""Who reads reports: organisers of the lead unit; liaisons see their own people at `/unit/`."""

from django.utils.translation import gettext_lazy as _

from events.rules import manage_offering
from kernel.rules import Rule

see_report = Rule(
    "reports.see_report",
    _("You can read reports only about what your own unit or one below it leads."),
    visible=manage_offering.visible,
    test=manage_offering.test,
    who_can_help=_("Ask an organiser of the lead unit."),
)
