"""`/unit/o/<id>/list/`: nominating from a workbook: a dry run with all errors, then all or none."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from openpyxl import Workbook

from events.models import Offering
from kernel.exports import take_list
from kernel.rules import states
from people.models import Unit, User
from publishing.downloads import XLSX, answered
from publishing.spreadsheets import bytes_of, for_spreadsheet
from publishing.tabular.workbooks import Unreadable
from registration.actions.nomination import nominate_many
from registration.actions.nomination.nominate import refused, shut
from registration.cautions import cautions_for
from registration.liaison.nominations import say
from registration.liaison.reading import Line, read_people
from registration.liaison.unit import address_of, crumbs_of, offering_of, people_of, unit_of
from registration.liaison_forms import ListForm
from registration.nomination_outcomes import NominationOutcome
from registration.quota_rules import nominate_to
from registration.wording import title_of

MOST = 500


@dataclass(frozen=True)
class Found:
    """One line of the workbook with the person it means, or what is wrong with it."""

    line: Line
    person: User | None
    error: str = ""
    is_known: bool = False
    cautions: tuple[str, ...] = ()


@states(nominate_to)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest, public_id: str) -> HttpResponse:
    """GET asks for a file; POST with one shows what it would do; POST with `people` does it."""
    unit = unit_of(request)
    offering = offering_of(request, public_id)
    if request.method == "POST" and "people" in request.POST:
        return _nominate(request, offering, unit)
    form = ListForm(request.POST or None, request.FILES or None)
    found: list[Found] = []
    if request.method == "POST" and form.is_valid():
        try:
            found = examine(offering, unit, read_people(form.cleaned_data["file"], MOST))
        except Unreadable as refusal:
            form.add_error("file", str(refusal))
    return render(
        request, "registration/nomination_list.html", _context(offering, unit, form, found)
    )


@states(nominate_to)
@never_cache
@require_safe
def template(request: HttpRequest, public_id: str) -> HttpResponse:
    """`/unit/o/<id>/template/`: the workbook to fill, with the unit's people on a second sheet."""
    unit = unit_of(request)
    offering = offering_of(request, public_id)
    book = Workbook()
    sheet = book.active
    sheet.title = _("Nominations")
    sheet.append(_headings())
    people = book.create_sheet(_("People of the unit"))
    people.append(_headings())
    listed = people_of(unit)[:5000]
    for person in listed:
        people.append(
            [for_spreadsheet(text) for text in (person.name, person.number, person.phone)]
        )
    for page in (sheet, people):
        for column in "ABC":
            page.column_dimensions[column].width = 20
            for cell in page[column]:
                cell.number_format = "@"
    take_list(by=request.user, path=request.path, rows=len(listed))
    return answered(bytes_of(book), XLSX, f"nominations-{offering.public_id}.xlsx")


def _headings() -> list[str]:
    return [pgettext("person", "Name"), _("Personnel number"), _("Mobile number")]


def examine(offering: Offering, unit: Unit, lines: list[Line]) -> list[Found]:
    """Look every line up among the unit's people; nothing is written."""
    people = list(people_of(unit))
    found, seen = [], set()
    for line in lines:
        if line.errors:
            found.append(Found(line, None, " ".join(line.errors)))
            continue
        matches = [person for person in people if line.means(person)]
        person = matches[0] if len(matches) == 1 else None
        if person is None:
            found.append(Found(line, None, _unclear(line, unit, len(matches))))
            continue
        refusal = refused(offering, unit, person)
        known = refusal is not None and refusal.outcome is NominationOutcome.NOMINATED_ALREADY
        error = refusal.message if refusal and not known else ""
        if person.pk in seen:
            error = _("%(name)s stands in this list twice.") % {"name": person.name}
        seen.add(person.pk)
        found.append(Found(line, person, error, known))
    warned = cautions_for(offering, [one.person for one in found if one.person])
    return [
        Found(one.line, one.person, one.error, one.is_known, tuple(warned[one.person.pk]))
        if one.person
        else one
        for one in found
    ]


def _unclear(line: Line, unit: Unit, matches: int) -> str:
    words = {"name": line.name or line.number or line.phone, "unit": unit.name}
    if matches:
        return (
            _("Several people of %(unit)s are called %(name)s: add the number or mobile.") % words
        )
    return _("%(unit)s has nobody called %(name)s with this number or mobile.") % words


def _nominate(request: HttpRequest, offering: Offering, unit: Unit) -> HttpResponse:
    """The people of the dry run, in its order; each judged once more by the action."""
    ids = [text.replace("\0", "")[:12] for text in request.POST.getlist("people")[:MOST]]
    known = {person.public_id: person for person in people_of(unit).filter(public_id__in=ids)}
    people = [known[one] for one in dict.fromkeys(ids) if one in known]
    say(request, nominate_many(by=request.user, offering=offering, unit=unit, people=people))
    return redirect(address_of(offering, unit))


def _context(offering: Offering, unit: Unit, form: ListForm, found: list[Found]) -> dict[str, Any]:
    back = address_of(offering, unit)
    title = title_of(offering)
    refusal = shut(offering)
    return {
        "page": None,
        "offering": offering,
        "unit": unit,
        "title": title,
        "form": form,
        "found": found,
        "errors": sum(bool(one.error) for one in found),
        "new": [one for one in found if not one.error and not one.is_known],
        "refusal": refusal.message if refusal else "",
        "back": back,
        "here": address_of(offering, unit, name="nomination-list"),
        "template_url": address_of(offering, unit, name="nomination-template"),
        "crumbs": crumbs_of(unit, {"title": title, "url": back}),
    }
