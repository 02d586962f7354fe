"""`/o/<id>/site/`: where one takes part, and choosing another site where that is open."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from attendance.actions import choose_site
from attendance.actions.sites import may_choose
from attendance.remote import Layout, Spot, expected_at, layout_of
from attendance.site_forms import ChooseSiteForm
from events.models import Offering
from kernel.rules import signed_in, states
from registration.models import Registration
from registration.rules import open_offering
from registration.wording import title_of


@states(signed_in)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def my_site(request: HttpRequest, public_id: str) -> HttpResponse:
    """The site of one's own place; a choice among those that are open to it."""
    offering: Offering = get_object_or_404(
        open_offering.visible(request.user).select_related("page", "lead_unit"),
        public_id=public_id,
    )
    rows = Registration.objects.of(request.user).confirmed().filter(offering=offering)
    row = rows.select_related("site_choice").first()
    layout = layout_of(offering.pk)
    if row is None or not layout.sites:
        raise Http404
    site = layout.site_of(row)
    mine = Spot(site, is_main=site is None)
    choices = _choices(layout, offering, mine)
    data = request.POST if request.method == "POST" else None
    form = ChooseSiteForm(data, choices=choices, initial={"spot": mine.key}) if choices else None
    if form is not None and form.is_bound and form.is_valid():
        spot = layout.spot(form.cleaned_data["spot"])
        result = choose_site(by=request.user, registration=row, spot=spot)
        (messages.success if result.ok else messages.error)(request, result.message)
        return redirect("my-site", offering.public_id)
    title = title_of(offering)
    context = {
        "page": None,
        "title": title,
        "offering": offering,
        "mine": mine,
        "form": form,
        "crumbs": [{"title": title, "url": offering.get_absolute_url()}],
    }
    return render(request, "attendance/sites/choose.html", context)


def _choices(layout: Layout, offering: Offering, mine: Spot) -> list[tuple[str, Any]]:
    """The open sites with their free places, and where the person sits; none where all is set."""
    taken = expected_at(layout, offering.pk)
    open_ones = [one for one in layout.spots if may_choose(layout, one) or one == mine]
    if len(open_ones) < 2:
        return []
    return [(one.key, _worded(one, taken[one.site.pk] if one.site else 0)) for one in open_ones]


def _worded(spot: Spot, taken: int) -> str:
    parts = [spot.name, spot.place]
    if spot.site is not None and spot.site.capacity is not None:
        free = max(0, spot.site.capacity - taken)
        words = ngettext("%(free)s place free", "%(free)s places free", free)
        parts.append(words % {"free": free} if free else _("full"))
    return " · ".join(part for part in parts if part)
