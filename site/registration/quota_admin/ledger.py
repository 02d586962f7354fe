"""The ledger of an offering for its organiser: a list of offerings, one page each, the workbook."""

from typing import Any

from django.db.models import Count, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from openpyxl import Workbook
from wagtail.admin.widgets.button import Button

from events.models import Offering, SeatPool, SeatPosting
from events.rules import follow_offering, manage_offering
from events.titles import with_titles
from publishing import dates
from publishing.backoffice.cells import Cell
from publishing.backoffice.forms import RecordInspect
from publishing.backoffice.listing import RecordListing
from publishing.downloads import XLSX, answered
from publishing.languages import named, text
from publishing.spreadsheets import bytes_of, for_spreadsheet
from registration.actions.quota.posting import rule_of
from registration.enums import RegistrationState
from registration.ledger import Ledger, ledger_of
from registration.models import Registration, TransferProposal
from registration.quota_enums import ProposalState

POSTINGS = 100


def _granted(field: str) -> Any:
    pools = SeatPool.objects.filter(offering=OuterRef("pk")).exclude(unit=None).order_by()
    total = pools.values("offering").annotate(total=Sum(field)).values("total")
    return Coalesce(Subquery(total), 0)


class QuotaListing(RecordListing):
    """Offerings with places of units, or that units nominate to."""

    model = Offering
    row_rule = follow_offering
    search_fields = ["label", "page__title", "lead_unit__name"]
    default_ordering = ("-opens_at", "-pk")
    title_label = _("Offering")
    page_title = _("Places of units")

    def prepare(self, rows: Any) -> Any:
        """Sums over the units' pools, and who awaits a decision."""
        nominated = Count(
            "registrations",
            filter=Q(registrations__state=RegistrationState.NOMINATED),
            distinct=True,
        )
        rows = rows.filter(Q(admits_nominated=True) | Q(pools__unit__isnull=False)).distinct()
        return with_titles(rows.select_related("page", "lead_unit")).annotate(
            granted=_granted("capacity"), used=_granted("taken"), nominated=nominated
        )

    def get_cells(self) -> list[Any]:
        """What an organiser looks for first."""
        return [
            Cell("closes_at", _("Registration closes"), lambda row: row.closes_at, dates.instant),
            Cell("granted", _("Granted"), lambda row: row.granted, sort_key="granted"),
            Cell("used", _("Used"), lambda row: row.used, sort_key="used"),
            Cell("left", _("Free"), lambda row: row.granted - row.used),
            Cell(
                "nominated",
                _("To decide"),
                lambda row: row.nominated or None,
                sort_key="nominated",
            ),
        ]


class QuotaInspect(RecordInspect):
    """The ledger of one offering: units in official order, then every posting."""

    model = Offering
    row_rule = follow_offering
    template_name = "admin/registration/ledger.html"
    page_title = _("Ledger of places")

    def prepare(self, rows: Any) -> Any:
        """The title is the page's."""
        return rows.select_related("page", "lead_unit")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """List, ledger."""
        return [
            *self.breadcrumbs_items,
            {"url": reverse(self.index_url_name), "label": _("Places of units")},
            {"url": "", "label": named(self.object)},
        ]

    @cached_property
    def manages(self) -> bool:
        """Whether the person may move these places."""
        person = self.request.user
        return self.user_has_permission("change") and manage_offering.allows(person, self.object)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Lines, postings, proposals, what can be done."""
        offering = self.object
        nominated = Registration.objects.filter(
            offering=offering, state=RegistrationState.NOMINATED
        )
        return super().get_context_data(**kwargs) | {
            "ledger": ledger_of(offering),
            "rule": rule_of(offering),
            "acts": self._acts() if self.manages else [],
            "export_url": reverse("quota:export", args=[offering.pk]),
            "admission_url": reverse("quota:admission", args=[offering.pk]),
            "offering_url": reverse("offerings:inspect", args=[offering.pk]),
            "nominated": nominated.count(),
            "proposals": TransferProposal.objects.filter(
                offering=offering, state=ProposalState.OPEN
            ).select_related("source", "target", "proposed_by"),
            "postings": postings_of(offering)[:POSTINGS],
        }

    def _acts(self) -> list[Button]:
        pk = self.object.pk
        return [
            Button(_("Grant places"), url=reverse("quota:grant", args=[pk]), icon_name="plus"),
            Button(
                _("Transfer places"),
                url=reverse("quota:act", args=[pk, "transfer"]),
                icon_name="resubmit",
            ),
            Button(_("Rules"), url=reverse("quota:act", args=[pk, "rule"]), icon_name="cog"),
            Button(
                _("Decide nominations"),
                url=reverse("quota:admission", args=[pk]),
                icon_name="check",
            ),
        ]


def postings_of(offering: Offering) -> Any:
    """Every line of the ledger, the latest first."""
    rows = SeatPosting.objects.filter(pool__offering=offering)
    return rows.select_related("pool__unit", "by").order_by("-at", "-pk")


class QuotaExport(QuotaInspect):
    """The ledger as a workbook of two sheets."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:  # type: ignore[override]
        """Units, then postings."""
        self.object = self.get_object()
        book = workbook_of(self.object, ledger_of(self.object))
        name = f"places-{self.object.public_id}-{timezone.localdate().isoformat()}.xlsx"
        return answered(bytes_of(book), XLSX, name)


def workbook_of(offering: Offering, ledger: Ledger) -> Workbook:
    """Both sheets; whatever people typed is neutralised."""
    book = Workbook()
    units = book.active
    units.title = gettext("Units")
    heads = ("Unit", "Granted", "Transferred", "Returned", "Lapsed", "Places", "Used", "Free")
    units.append([gettext(head) for head in heads])
    for line in [*ledger.units, ledger.total]:
        name = text(line.unit, "name") or gettext("All units")
        figures = (line.granted, line.transferred, line.returned, line.lapsed, line.capacity)
        units.append([for_spreadsheet(name), *figures, line.used, line.left])
    sheet = book.create_sheet(gettext("Postings"))
    sheet.append([gettext(head) for head in ("When", "Unit", "Kind", "Places", "Who", "Reason")])
    for posting in postings_of(offering).iterator(chunk_size=500):
        unit = text(posting.pool.unit, "name") or gettext("General places")
        who = posting.by.name if posting.by else ""
        cells = (posting.at, unit, posting.get_kind_display(), posting.delta, who, posting.said)
        sheet.append([for_spreadsheet(cell) for cell in cells])
    for page in (units, sheet):
        page.freeze_panes = "A2"
        for column in "ABCDEF":
            page.column_dimensions[column].width = 18
    return book
