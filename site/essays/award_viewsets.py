"""Prizes in the back office: set, given one by one, announced."""

from typing import Any

from django import forms
from django.db.models import Count
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from essays import actions
from essays.awarding import candidates
from essays.models import Essay, EssayCollectionPage, EssayTask, Prize
from essays.publishing_rules import announce_awards, give_awards
from essays.rules import keep_tasks
from kernel.outcomes import Result
from publishing.backoffice.cells import Cell
from publishing.backoffice.choices import NamedChoice
from publishing.backoffice.forms import (
    Act,
    ActView,
    PlainForm,
    RecordCreate,
    RecordEdit,
    RecordInspect,
    act_buttons,
)
from publishing.backoffice.listing import RecordListing, RecordViewSet


class PrizeEditForm(forms.ModelForm):  # type: ignore[type-arg]
    """Its name and how many there are."""

    class Meta:
        model = Prize
        fields = ("name", "name_en", "places", "position")
        help_texts = {
            "name": _("For example “First prize”, as the announcement has it."),
            "places": _("No more essays than these can get it."),
            "position": _("1 stands first in the announcement."),
        }

    def __init__(self, *args: Any, person: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)

    def validate_constraints(self) -> None:
        """The action says it in words."""

    def values(self) -> dict[str, Any]:
        """What the actions take."""
        names = ("name", "name_en", "places", "position")
        return {name: self.cleaned_data[name] for name in names}


class PrizeForm(PrizeEditForm):
    """A new prize with its task."""

    task = NamedChoice(
        label=_("Essay task"),
        queryset=EssayTask.objects.none(),
        help_text=_("Whose accepted essays can get it; one prize for an essay."),
    )
    field_order = ("task", *PrizeEditForm.Meta.fields)

    def __init__(self, *args: Any, person: Any, **kwargs: Any) -> None:
        super().__init__(*args, person=person, **kwargs)
        rows = keep_tasks.visible(person).order_by("-due_at", "-pk")
        self.fields["task"].queryset = rows  # type: ignore[attr-defined]


class EssayChoice(forms.ModelChoiceField):
    """An essay by its title and who wrote it."""

    def label_from_instance(self, obj: Any) -> str:
        """`复核人一栏 · 林安`."""
        return f"{obj.latest_revision()} · {obj.author}"


class GiveForm(PlainForm):
    """Which accepted essay without a prize gets it."""

    essay = EssayChoice(label=_("Essay"), queryset=Essay.objects.none())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["essay"].queryset = self.rows()  # type: ignore[attr-defined]

    def rows(self) -> Any:
        """The choices."""
        rows = Essay.objects.accepted().with_words().filter(task=self.record.task, award=None)
        return rows.select_related("author").order_by("submitted_at", "pk")


class TakeForm(GiveForm):
    """Which essay loses it."""

    def rows(self) -> Any:
        """Those that have it."""
        rows = Essay.objects.filter(award__prize=self.record)
        return rows.select_related("author").order_by("pk")


class AnnounceForm(PlainForm):
    """Where the announcement is to stand."""

    collection = NamedChoice(
        label=pgettext_lazy("essay", "Collection"),
        queryset=EssayCollectionPage.objects.filter(alias_of=None),
        help_text=_("The draft is put there and goes through moderation."),
    )


ACTS = [
    Act(
        "give",
        _("Give this prize"),
        _("You decide; the order of the list is a suggestion and nothing more."),
        actions.award,
        "prize",
        form=GiveForm,
        icon="success",
        shown=lambda prize: prize.given < prize.places,
    ),
    Act(
        "take",
        _("Take the prize back"),
        _("Its place is free again; an announcement no longer shows it."),
        actions.take_back_award,
        "prize",
        form=TakeForm,
        icon="cross",
        is_serious=True,
        shown=lambda prize: prize.given > 0,
    ),
]
ANNOUNCE = Act(
    "announce",
    _("Draft the announcement"),
    _("A page of all prizes of the task; named is who agrees to it. Moderators publish it."),
    actions.announce,
    "prize",
    form=AnnounceForm,
    icon="doc-empty",
)


def counted(rows: Any) -> Any:
    """Prizes with their task and how many are given."""
    return rows.select_related("task").annotate(given=Count("awards"))


class PrizeListing(RecordListing):
    """Prizes by task and rank."""

    model = Prize
    row_rule = announce_awards
    search_fields = ["name", "task__title"]
    default_ordering = ("-task__due_at", "task", "position", "pk")
    title_label = _("Prize")
    page_title = _("Prizes")
    add_item_label = _("New prize")

    def prepare(self, rows: Any) -> Any:
        """With its figures."""
        return counted(rows)

    def get_cells(self) -> list[Any]:
        """Of which task, how many given of how many."""
        return [
            Cell("task", _("Essay task"), lambda row: row.task),
            Cell(
                "given", pgettext_lazy("prize", "Given"), lambda row: f"{row.given} / {row.places}"
            ),
        ]


class PrizeCreate(RecordCreate):
    """A new prize."""

    model = Prize
    form_class = PrizeForm
    page_title = _("New prize")

    def act(self, form: Any) -> Result:
        """Set it."""
        task = form.cleaned_data["task"]
        return actions.create_prize(by=self.request.user, task=task, values=form.values())


class PrizeEdit(RecordEdit):
    """Change a prize."""

    model = Prize
    row_rule = give_awards
    form_class = PrizeEditForm

    def act(self, form: Any) -> Result:
        """Change it."""
        return actions.edit_prize(by=self.request.user, prize=self.object, values=form.values())


class PrizeInspect(RecordInspect):
    """The decision list: accepted essays of the task, each with the prize it has."""

    model = Prize
    row_rule = announce_awards
    template_name = "admin/essays/prize.html"
    page_title = _("Prize")

    def prepare(self, rows: Any) -> Any:
        """With its figures."""
        return counted(rows)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Acts and candidates; who only announces sees no names."""
        prize, person = self.object, self.request.user
        decides = self.user_has_permission("change") and give_awards.allows(person, prize)
        acts = [*(ACTS if decides else []), ANNOUNCE]
        return super().get_context_data(**kwargs) | {
            "acts": act_buttons(acts, prize, "essay-prizes:act"),
            "candidates": candidates(prize.task) if decides else [],
            "decides": decides,
        }


class PrizeAct(ActView):
    """Giving, taking back, announcing."""

    permission_required = "view"
    model = Prize
    acts = {act.verb: act for act in (*ACTS, ANNOUNCE)}

    @property
    def row_rule(self) -> Any:  # type: ignore[override]
        """Announcing is for editors too."""
        return announce_awards if self.verb == ANNOUNCE.verb else give_awards

    def prepare(self, rows: Any) -> Any:
        """With its figures."""
        return counted(rows)

    def get_next(self, result: Result) -> str:
        """To the page that was drafted; else back to the prize."""
        page = result.details.get("page")
        if page is None:
            return super().get_next(result)
        return reverse("wagtailadmin_pages:edit", args=[page.pk])


class PrizeViewSet(RecordViewSet):
    """`/admin/essay-prizes/`."""

    model = Prize
    name = "essay-prizes"
    icon = "pick"
    menu_label = _("Prizes")
    menu_hook = "register_reflect_menu_item"
    menu_order = 6
    index_view_class = PrizeListing
    add_view_class = PrizeCreate
    edit_view_class = PrizeEdit
    inspect_view_class = PrizeInspect

    def get_urlpatterns(self) -> list[Any]:
        """With the acts."""
        act = self.construct_view(PrizeAct)
        return [*super().get_urlpatterns(), path("<int:pk>/<slug:verb>/", act, name="act")]
