"""Reports for organisers: what was held, who came, who owes what."""

from decimal import Decimal
from typing import Any

from django.core.paginator import Paginator
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from courses.shares import DEFINITION as SHARES_DEFINITION
from courses.shares import shares_of
from events.models import Offering
from events.titles import with_titles
from kernel.exports import take_list
from kernel.rules import states
from people.models import Unit
from publishing.downloads import XLSX, answered
from publishing.figures import number, percent
from reports.definitions import DEFINITIONS, shown_figures
from reports.figures import Figures, figures_of, headcount_of
from reports.participants import debts_by_unit, participants_of
from reports.rules import see_report
from reports.selection import filters_of, selection_of, years_of
from reports.tours import tour_figures
from reports.workbook import workbook_of

PAGE = 50


@states(see_report)
@never_cache
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """`/reports/`: every offering within reach with its figures."""
    reached = see_report.visible(request.user)  # type: ignore[misc]
    units = list(Unit.objects.filter(pk__in=reached.order_by().values("lead_unit")))
    chosen = selection_of(request.GET, units)
    found = chosen.narrow(reached.with_figures())
    offerings = list(
        with_titles(found).select_related("lead_unit").order_by("-starts_at", "-opens_at", "-pk")
    )
    figures = figures_of(offerings)
    shown = Paginator(offerings, PAGE).get_page(request.GET.get("page"))
    context = {
        "page": None,
        "today": timezone.localdate(),
        "filters": filters_of(chosen, units, years_of(reached)),
        "offerings": [(offering, figures[offering.pk]) for offering in shown],
        "shown": shown,
        "totals": _totals(list(figures.values()), headcount_of([row.pk for row in offerings])),
        "definitions": [(name, definition) for name, _unit, definition in DEFINITIONS.values()],
        "shares": shares_of([row.pk for row in offerings]),
        "shares_definition": SHARES_DEFINITION,
        "is_filtered": bool(chosen.state or chosen.year or chosen.unit),
    }
    return render(request, "reports/overview.html", context)


@states(see_report)
@never_cache
@require_safe
def offering_report(request: HttpRequest, public_id: str) -> HttpResponse:
    """`/reports/o/<id>/`: the figures of one offering with their definitions, and who owes what."""
    offering = _reached(request, public_id)
    context = {
        "page": None,
        "offering": offering,
        "today": timezone.localdate(),
        "figures": shown_figures(figures_of([offering])[offering.pk]),
        "debts": debts_by_unit(offering),
        "shares": shares_of([offering.pk]),
        "shares_definition": SHARES_DEFINITION,
    }
    return render(request, "reports/offering.html", context)


@states(see_report)
@never_cache
@require_safe
def tour_report(request: HttpRequest, public_id: str) -> HttpResponse:
    """`/reports/o/<id>/all/`: all dates of the offering's page together, those within reach."""
    offering = _reached(request, public_id)
    everything = Offering.objects.of_page(offering.page)
    within = see_report.visible(request.user)  # type: ignore[misc]
    offerings = list(
        with_titles(everything.filter(pk__in=within.order_by().values("pk")).with_figures())
        .select_related("lead_unit", "page")
        .order_by(F("starts_at").asc(nulls_last=True), "pk")
    )
    figures = tour_figures(offerings)
    context = {
        "page": None,
        "offering": offering,
        "figures": figures,
        "rows": [(row, figures.stops.get(row.pk)) for row in offerings],
        "beyond": everything.count() - len(offerings),
    }
    return render(request, "reports/tour.html", context)


@states(see_report)
@never_cache
@require_safe
def offering_file(request: HttpRequest, public_id: str) -> HttpResponse:
    """The same as a workbook."""
    offering = _reached(request, public_id)
    people = participants_of(offering)
    take_list(by=request.user, path=request.path, rows=len(people))
    content = workbook_of(
        offering,
        figures=shown_figures(figures_of([offering])[offering.pk]),
        participants=people,
        debts=debts_by_unit(offering),
    )
    title = " ".join(part for part in (offering.page_title, offering.label) if part)
    name = gettext("%(title)s report %(date)s") % {
        "title": title,
        "date": timezone.localdate().isoformat(),
    }
    return answered(content, XLSX, f"{_as_file(name)}.xlsx")


def _reached(request: HttpRequest, public_id: str) -> Any:
    offerings = with_titles(Offering.objects.with_figures()).select_related("lead_unit", "page")
    offering = get_object_or_404(offerings, public_id=public_id)
    see_report.check(request.user, offering)
    return offering


def _totals(rows: list[Figures], headcount: int) -> dict[str, Any]:
    """The foot of the list; persons are counted once however many offerings they attended."""

    def total(name: str) -> Decimal:
        return sum((Decimal(getattr(row, name)) for row in rows), Decimal(0))

    due = total("hours_due")
    return {
        "offerings": len(rows),
        "confirmed": number(total("confirmed")),
        "waiting": number(total("waiting")),
        "headcount": headcount,
        "person_times": number(total("person_times")),
        "hours": number(total("hours")),
        "rate": percent(total("hours_met") / due if due else None),
        "essays_in": sum(row.essays.handed_in for row in rows),
        "essays_due": sum(row.essays.due for row in rows),
    }


def _as_file(name: str) -> str:
    """A name that every system takes as a file's: without what separates or hides."""
    kept = "".join(" " if char in '\\/:*?"<>|' or not char.isprintable() else char for char in name)
    return " ".join(kept.split())[:120].strip(". ")
