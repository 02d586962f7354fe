"""Doubles in the register: found, looked at side by side, merged or kept apart."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views import View
from django.views.generic import FormView, TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from kernel.privacy import collisions_all, owned_by
from people import actions
from people.duplicates import find_pairs, pairs_with_people
from people.models import User
from people.register_forms import MergeForm, OtherForm
from people.rules import merge_people
from people.viewsets.permission import OfRegister
from publishing.backoffice.forms import tell
from publishing.refusals import refuse

ON_A_PAGE = 20


class Merging(OfRegister, PermissionCheckedMixin):
    """Behind the permission to merge; each person is judged besides."""

    permission_required = "merge"
    request: HttpRequest
    kwargs: dict[str, Any]

    def person_of(self, key: Any) -> User:
        """One of those whom the person may merge; any other does not exist."""
        rows = merge_people.visible(self.request.user).with_units()
        found = get_object_or_404(rows, pk=key)
        merge_people.check(self.request.user, found)
        return found


class Framed(Merging, WagtailAdminTemplateMixin):
    """A page in the frame of the back office."""

    header_icon = "group"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Register, doubles, this page."""
        found = [
            *self.breadcrumbs_items,
            {"url": reverse("people:index"), "label": _("Register of people")},
            {"url": reverse("people:duplicates"), "label": _("Doubles")},
        ]
        if not isinstance(self, DuplicatesView):
            found.append({"url": "", "label": self.get_page_title()})
        return found


class DuplicatesView(Framed, TemplateView):
    """Pairs that may be one person, the surest first."""

    template_name = "admin/people/duplicates.html"
    page_title = _("Doubles")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One page of pairs."""
        pairs = find_pairs(merge_people.visible(self.request.user))
        page = Paginator(pairs, ON_A_PAGE).get_page(self.request.GET.get("p"))
        rows = pairs_with_people(list(page))
        return super().get_context_data(**kwargs) | {"page": page, "pairs": rows}


class KeepApartView(Merging, View):
    """Two who look like one are two."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Remember it."""
        one, other = (self.person_of(_number(request.POST.get(name))) for name in ("one", "other"))
        tell(request, actions.keep_apart(by=request.user, one=one, other=other))
        return redirect("people:duplicates")


class OtherView(Framed, FormView):
    """Which record is the other one."""

    template_name = "admin/people/other.html"
    form_class = OtherForm
    page_title = _("Merge with another record")

    @cached_property
    def keep(self) -> User:
        """The one that stays."""
        return self.person_of(self.kwargs["pk"])

    def get_form_kwargs(self) -> dict[str, Any]:
        """With whoever looks."""
        return super().get_form_kwargs() | {"person": self.request.user}

    def form_valid(self, form: Any) -> HttpResponse:
        """Look at both."""
        return redirect("people:merge", self.keep.pk, form.cleaned_data["other"].pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The one that stays."""
        return super().get_context_data(**kwargs) | {"keep": self.keep}


class MergeView(Framed, FormView):
    """Both records side by side, what would move, what collides, and the button."""

    template_name = "admin/people/merge.html"
    form_class = MergeForm
    page_title = _("Make one of two records")

    @cached_property
    def pair(self) -> tuple[User, User]:
        """The one that stays and the one that goes."""
        return self.person_of(self.kwargs["pk"]), self.person_of(self.kwargs["drop"])

    def form_valid(self, form: Any) -> HttpResponse:
        """Merge."""
        keep, drop = self.pair
        values = {name: form.cleaned_data[name] for name in ("take_addresses", "reason")}
        result = actions.merge_people(by=self.request.user, keep=keep, drop=drop, **values)
        if not result.ok:
            refuse(form, result)
            return self.form_invalid(form)
        tell(self.request, result)
        return redirect("people:inspect", keep.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What moves and what collides."""
        keep, drop = self.pair
        return super().get_context_data(**kwargs) | {
            "keep": keep,
            "drop": drop,
            "moves": owned_by(drop),
            "collisions": collisions_all(keep, drop),
        }


def _number(text: str | None) -> int:
    """A key out of a form; 0, which nobody has, for anything else."""
    return int(text) if text and text.isdecimal() and len(text) < 19 else 0
