"""Choices among records, by what lists and headings call them in the reader's language."""

from typing import Any

import django_filters
from django import forms
from django.db import models
from wagtail.admin.forms.models import register_form_field_override

from publishing.languages import named


class _Named:
    def label_from_instance(self, obj: Any) -> str:
        """An offering's English title must have come with its row: `events.titles.with_titles`."""
        return named(obj)


class NamedChoice(_Named, forms.ModelChoiceField):
    """One record."""


class NamedChoices(_Named, forms.ModelMultipleChoiceField):
    """Several records, or none."""


class _NamedFilterField(_Named, django_filters.fields.ModelChoiceField):
    """One record of a filter."""


class NamedFilter(django_filters.ModelChoiceFilter):
    """Of one record."""

    field_class = _NamedFilterField


def name_choices_of_wagtail() -> None:
    """The forms that Wagtail makes of models offer records in the same way.

    Whatever is nobody's in particular is of `Model`: what has a chooser of its own keeps it.
    """
    register_form_field_override(
        models.ForeignKey, to=models.Model, override={"form_class": NamedChoice}
    )
    register_form_field_override(models.ManyToManyField, override={"form_class": NamedChoices})
