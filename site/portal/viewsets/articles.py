"""Bringing an article out of a DOCX; it becomes a draft that its editor looks through."""

import json
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from pypinyin import lazy_pinyin
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from events.titles import in_english
from portal.docx import Draft, read_article
from portal.docx_reader import MOST_PICTURES
from portal.models import ArticlePage, ColumnPage
from portal.rules import import_article
from publishing.backoffice.choices import NamedChoice


class ArticleForm(forms.Form):
    """Which file, and where the article belongs."""

    column = NamedChoice(
        label=pgettext_lazy("of articles", "Column"),
        queryset=ColumnPage.objects.none(),
        help_text=_("The draft is put there; it can be moved later."),
    )
    file = forms.FileField(
        label=_("File"),
        help_text=_("DOCX. The first heading becomes the title; footnotes and pictures are kept."),
    )

    def __init__(self, *args: Any, person: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        column: Any = self.fields["column"]
        column.queryset = in_english(import_article.visible(person))


class ImportArticle(WagtailAdminTemplateMixin, FormView):
    """`/admin/articles/import/`."""

    rule = import_article
    template_name = "admin/portal/import_article.html"
    form_class = ArticleForm
    page_title = _("Import an article")
    header_icon = "doc-full-inverse"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """This page."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_form_kwargs(self) -> dict[str, Any]:
        """Whose columns."""
        return super().get_form_kwargs() | {"person": self.request.user}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Where one goes without importing."""
        return super().get_context_data(**kwargs) | {"back": reverse("wagtailadmin_home")}

    def form_valid(self, form: Any) -> HttpResponse:
        """Read it, store a draft, and open it."""
        draft = read_article(form.cleaned_data["file"], self.request.user)
        if not isinstance(draft, Draft):
            form.add_error("file", draft if isinstance(draft, ValidationError) else draft.message)
            return self.form_invalid(form)
        article = stored(draft, form.cleaned_data["column"], self.request.user)
        here = _("The article is here as a draft. Please look through it before it is published.")
        messages.success(self.request, here)
        for said in said_of(draft):
            messages.warning(self.request, said)
        return redirect("wagtailadmin_pages:edit", article.pk)


def stored(draft: Draft, column: ColumnPage, by: Any) -> ArticlePage:
    """The article as a draft below `column`."""
    article = ArticlePage(
        title=draft.title or gettext("Untitled"),
        slug=free_slug(draft.title, column),
        owner=by,
        live=False,
        locale=column.locale,
        body=json.dumps([{"type": kind, "value": value} for kind, value in draft.blocks]),
    )
    column.add_child(instance=article)
    article.save_revision(user=by, log_action=True)
    return article


def free_slug(title: str, column: ColumnPage) -> str:
    """The part of the address that is its own: of the title, with a number where it is taken."""
    base = slugify(" ".join(lazy_pinyin(title)))[:60].strip("-") or "article"
    taken = set(ColumnPage.objects.get(pk=column.pk).get_children().values_list("slug", flat=True))
    numbered = (f"{base}-{number}" for number in range(2, len(taken) + 3))
    return base if base not in taken else next(slug for slug in numbered if slug not in taken)


def said_of(draft: Draft) -> list[str]:
    """What of the file did not come along as it was, or is still to be done, a sentence each."""
    said = []
    if draft.left_out:
        left_out = ngettext(
            "%(count)d picture was left out: of a kind that is not taken, not in the file, "
            "or beyond the first %(most)d.",
            "%(count)d pictures were left out: of a kind that is not taken, not in the file, "
            "or beyond the first %(most)d.",
            draft.left_out,
        )
        said.append(left_out % {"count": draft.left_out, "most": MOST_PICTURES})
    if draft.unseen:
        unseen = ngettext(
            "%(count)d picture still needs an alternative text.",
            "%(count)d pictures still need an alternative text.",
            draft.unseen,
        )
        said.append(unseen % {"count": draft.unseen})
    if draft.tables:
        said.append(gettext("Each row of a table became a line of text."))
    if draft.only_in_word:
        said.append(gettext("Something that only Word shows, such as a formula, was left out."))
    return said
