"""Printed collections in the back office: ask for one, see how far it is, take the file."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views import View
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.widgets import AdminAutoHeightTextInput

from essays.actions import ask_book
from essays.models import EssayBook, EssayTask
from essays.publishing_rules import keep_books, tasks_prepared_by
from essays.uses import BookOutcome
from kernel.outcomes import Result
from media.responses import private
from publishing import dates
from publishing.backoffice.cells import Cell, StateCell
from publishing.backoffice.choices import NamedChoices
from publishing.backoffice.forms import RecordCreate
from publishing.backoffice.listing import RecordListing, RecordViewSet

EVERY = 3  # seconds between two looks while one is being set


class BookForm(forms.ModelForm):  # type: ignore[type-arg]
    """What the book is called, what stands on its imprint, of which tasks it is made."""

    tasks = NamedChoices(
        label=_("Essay tasks"),
        queryset=EssayTask.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Printed are the accepted essays whose authors agree to print."),
    )
    accepts_lacking = forms.BooleanField(
        label=_("Set it all the same, with a mark in place of characters that the font lacks"),
        required=False,
    )

    class Meta:
        model = EssayBook
        fields = ("title", "subtitle", "imprint", "tasks")
        widgets = {"imprint": AdminAutoHeightTextInput(attrs={"rows": 5})}
        help_texts = {
            "title": _("On the title page, in the running heads, and as the name of the file."),
            "subtitle": _("Below the title. Empty: none."),
            "imprint": _("Who made the book, when, how to reach them; a line each."),
        }

    def __init__(self, *args: Any, person: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tasks"].queryset = tasks_prepared_by(person)  # type: ignore[attr-defined]
        self.fields["accepts_lacking"].widget = forms.HiddenInput()

    def ask_about_characters(self) -> None:
        """Show the box that accepts a mark in place of what the font lacks."""
        self.fields["accepts_lacking"].widget = forms.CheckboxInput()

    def values(self) -> dict[str, str]:
        """What the action takes."""
        return {name: self.cleaned_data[name] for name in ("title", "subtitle", "imprint")}


class BookListing(RecordListing):
    """Books, the latest first; looks again while one is being set."""

    model = EssayBook
    row_rule = keep_books
    search_fields = ["title", "subtitle"]
    default_ordering = ("-asked_at", "-pk")
    title_label = _("Book")
    page_title = _("Printed collections")
    add_item_label = _("New printed collection")

    def get_title_url(self, row: EssayBook) -> str | None:
        """The file, once it is there."""
        return reverse("essay-books:file", args=[row.public_id]) if row.file else None

    def get_list_more_buttons(self, instance: EssayBook) -> list[Any]:
        """The title is the link."""
        return []

    def get_cells(self) -> list[Any]:
        """How far, how long, what the font lacks."""
        return [
            StateCell("state", _("State"), state_of, primary=lambda row: bool(row.file)),
            Cell("total", _("Essays"), lambda row: row.total),
            Cell("pages", pgettext_lazy("book", "Pages"), lambda row: row.pages),
            Cell("lacking", _("Characters that the font lacks"), lambda row: row.lacking),
            Cell("asked_at", _("Asked for"), lambda row: row.asked_at, dates.instant),
        ]

    def render_to_response(self, context: Any, **kwargs: Any) -> HttpResponse:
        """With a word to the browser to look again."""
        answer: HttpResponse = super().render_to_response(context, **kwargs)
        if any(row.is_busy for row in context["object_list"]):
            answer["Refresh"] = str(EVERY)
        return answer


def state_of(row: EssayBook) -> Any:
    """How far it is."""
    if row.file:
        return _("ready: press its title")
    if row.is_busy:
        return _("being set: %(done)s of %(total)s") % {"done": row.done, "total": row.total}
    if row.failed_at:
        return _("not made: ask for it once more")
    return _("taken away: an author agrees no longer")


class BookCreate(RecordCreate):
    """Asking for one; characters that the font lacks are named first."""

    model = EssayBook
    form_class = BookForm
    page_title = _("New printed collection")

    def act(self, form: Any) -> Result:
        """Have it set."""
        result = ask_book(
            by=self.request.user,
            values=form.values(),
            tasks=form.cleaned_data["tasks"],
            accepts_lacking=form.cleaned_data["accepts_lacking"],
        )
        if result.outcome is BookOutcome.CHARACTERS_LACK:
            form.ask_about_characters()
        return result

    def get_next(self, result: Result) -> str:
        """To the list, which shows how far it is."""
        return reverse(self.index_url_name)


class BookFile(PermissionCheckedMixin, View):
    """The file, to those who keep the book."""

    permission_required = "view"
    model = EssayBook

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """As a download; 404 for one that is not made, or was taken away."""
        rows = keep_books.visible(request.user).exclude(file="")
        book = get_object_or_404(rows, public_id=kwargs["public_id"])
        return private(book.file, name=f"{book.title}.pdf")


class BookViewSet(RecordViewSet):
    """`/admin/essay-books/`."""

    model = EssayBook
    name = "essay-books"
    icon = "doc-full-inverse"
    menu_label = _("Printed collections")
    menu_hook = "register_publish_menu_item"
    menu_order = 31
    addresses = ("index", "index_results", "add")
    index_view_class = BookListing
    add_view_class = BookCreate

    def get_urlpatterns(self) -> list[Any]:
        """With the file."""
        file = self.construct_view(BookFile)
        return [*super().get_urlpatterns(), path("<slug:public_id>/file/", file, name="file")]
