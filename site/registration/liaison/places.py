"""Giving back places, offering them to another unit, answering such an offer."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from kernel.rules import states
from people.models import Unit
from publishing.refusals import refuse
from registration.actions.quota import (
    accept_transfer,
    propose_transfer,
    refuse_transfer,
    return_places,
    take_back_transfer,
)
from registration.liaison.nominations import say, show
from registration.liaison.unit import address_of, offering_of, unit_of
from registration.liaison_forms import ProposeForm, ReturnForm
from registration.models import TransferProposal
from registration.quota_rules import answer_transfer, nominate_people, nominate_to

ANSWERS = {"accept": accept_transfer, "refuse": refuse_transfer}


@states(nominate_to)
@never_cache
@require_POST
def move_places(request: HttpRequest, public_id: str) -> HttpResponse:
    """`/unit/o/<id>/places/`: return some, or offer some to another unit."""
    unit = unit_of(request)
    offering = offering_of(request, public_id)
    form: ReturnForm | ProposeForm
    if request.POST.get("do") == "propose":
        form = ProposeForm(request.POST, units=Unit.objects.active())
    else:
        form = ReturnForm(request.POST)
    if not form.is_valid():
        return show(request, offering, unit, form)
    given = {"by": request.user, "offering": offering, **form.cleaned_data}
    if isinstance(form, ProposeForm):
        result = propose_transfer(source=unit, **given)
    else:
        result = return_places(unit=unit, **given)
    if not result.ok:
        refuse(form, result)
        return show(request, offering, unit, form)
    say(request, result)
    return redirect(address_of(offering, unit))


@states(answer_transfer)
@never_cache
@require_POST
def answer(request: HttpRequest, public_id: str) -> HttpResponse:
    """`/unit/transfers/<id>/`: accept or refuse as the receiving unit, take back as the giving."""
    rows = TransferProposal.objects.select_related("offering__page", "source", "target")
    proposal = get_object_or_404(rows, public_id=public_id)
    do = request.POST.get("do")
    side = proposal.target if do in ANSWERS else proposal.source
    answer_transfer.check(request.user, proposal)
    nominate_people.check(request.user, side)
    if do in ANSWERS:
        say(request, ANSWERS[do](by=request.user, proposal=proposal))
    elif do == "take_back":
        say(request, take_back_transfer(by=request.user, proposal=proposal))
    return redirect(address_of(proposal.offering, side))
