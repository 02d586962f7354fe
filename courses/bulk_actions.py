"""Acts on many cohorts at once: those of offerings, on exactly those that the list shows."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from courses.models import Cohort
from courses.rules import manage_cohorts
from courses.viewsets.cohort_list import CohortListing
from events.bulk_actions import Finish, Publish
from events.models import Offering


class OfCohorts:
    """What tells a list of cohorts from one of offerings."""

    models: list[Any] = [Cohort]
    listing = CohortListing
    results_url_name = "cohorts:index_results"
    row_rule = manage_cohorts
    permission = "courses.change_cohort"

    def prepare(self, rows: Any) -> Any:
        """In the order of the locks of their offerings."""
        return rows.select_related("offering__page", "offering__lead_unit").order_by("offering")

    def offering_of(self, row: Cohort) -> Offering:
        """What is published and finished."""
        return row.offering


class PublishCohorts(OfCohorts, Publish):
    """Drafts become visible."""

    aria_label = _("Publish the cohorts chosen")


class FinishCohorts(OfCohorts, Finish):
    """What is over is closed."""

    aria_label = _("Finish the cohorts chosen")
