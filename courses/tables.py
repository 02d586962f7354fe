"""The timetable of a cohort that people see already is brought into its draft."""

from dataclasses import replace
from functools import partial

from django.utils.translation import gettext_lazy as _

from courses.actions.import_draft import examine_draft, import_into_draft, plans_in_draft
from courses.models import Cohort
from events.models import Offering
from publishing.tabular.tables import Table


def into_draft(offering: Offering, table: Table) -> Table | None:
    """The table that writes into the draft; None where nobody has seen the timetable yet."""
    cohort = Cohort.objects.filter(offering=offering).select_related("offering__page").first()
    if cohort is None or not plans_in_draft(cohort):
        return None
    return replace(
        table,
        explains=_(
            "One row for each session. A session is found again by its number or its beginning; "
            "none is removed by an import. Everything goes into the draft: nobody is told before "
            "you publish the timetable."
        ),
        examine=partial(examine_draft, cohort),
        write=partial(import_into_draft, cohort=cohort),
        done_url="cohorts:timetable",
        done_args=(cohort.pk,),
    )
