"""What a refused form says, where it says it, and where its links lead."""

from typing import Any

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template import Context, Template
from django.template.loader import render_to_string
from django.utils.translation import override

from kernel.outcomes import Effect, Outcome, Result
from publishing.refusals import refuse

CHOICES = [("a", "A"), ("b", "B")]


class Ended(Outcome):
    MISSING = Effect.REFUSED, "Give a reason.", "reason"
    OVER = Effect.REFUSED, "It is over."


class Plain(forms.Form):
    reason = forms.CharField(required=False)


class Other(forms.Form):
    words = forms.CharField(required=False)


@pytest.mark.parametrize(
    ("form", "outcome", "field"),
    [
        (Plain, Ended.MISSING, "reason"),
        (Plain, Ended.OVER, forms.forms.NON_FIELD_ERRORS),
        (Other, Ended.MISSING, forms.forms.NON_FIELD_ERRORS),
    ],
)
def test_a_refusal_stands_beside_what_it_is_about(
    form: type[forms.Form], outcome: Outcome, field: str
) -> None:
    sent = form({})
    refuse(sent, Result(outcome))
    assert sent.errors == {field: [outcome.sentence]}


class Every(forms.Form):
    text = forms.CharField()
    one = forms.ChoiceField(choices=CHOICES, widget=forms.RadioSelect)
    many = forms.MultipleChoiceField(choices=CHOICES)
    file = forms.FileField()
    box = forms.BooleanField()


def test_a_field_left_empty_says_how_it_is_filled_in() -> None:
    with override("zh-hans"):
        said = {name: errors[0] for name, errors in Every({}).errors.items()}
    assert said == {
        "text": "请填写这一项。",
        "one": "请选择一项。",
        "many": "请至少选择一项。",
        "file": "请选择文件。",
        "box": "请勾选这一项。",
    }


def test_a_link_of_the_summary_leads_to_what_takes_the_focus() -> None:
    page = render_to_string("components/error_summary.html", {"form": Every({})})
    for target in ("id_text", "id_one_0", "id_many", "id_file", "id_box"):
        assert f'href="#{target}"' in page


def test_an_error_stands_above_what_is_filled_in() -> None:
    form = Every({})
    for name in form.fields:
        page = render_to_string("components/field.html", {"field": form[name]})
        control = "<select" if name == "many" else "<input"
        assert page.index("field__errors") < page.index(control), name


@pytest.mark.parametrize(
    ("forms_of_page", "wrong"),
    [
        ({"form": Every()}, False),
        ({"form": Plain({})}, False),
        ({"word": "x", "cut": Every({}, {"file": SimpleUploadedFile("a", b"a")})}, True),
    ],
)
def test_the_title_tells_whether_a_form_came_back(
    forms_of_page: dict[str, Any], wrong: bool
) -> None:
    template = Template("{% load components %}{% came_back as wrong %}{{ wrong }}")
    assert template.render(Context(forms_of_page)) == str(wrong)
