"""What a component does with the words that it is given."""

from typing import Any

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template.loader import render_to_string
from django.utils.translation import override


@pytest.mark.parametrize(
    ("value", "together"),
    [
        ("Sat 28 Nov, 14:30–16:00", "14:30–16:00"),
        ("11月28日（周六）14:30–16:00", "14:30–16:00"),
        ("31.554000, 120.800000 (WGS-84)", "(WGS-84)"),
        ("全部参加后还差 30 学时。", "30 学时"),
    ],
)
def test_facts_do_not_break_after_a_dash_nor_before_a_measure(value: str, together: str) -> None:
    with override("en"):
        page = render_to_string("components/facts.html", {"items": [{"term": "", "value": value}]})
    assert f'<span class="nowrap">{together}</span>' in page


def test_facts_stay_escaped() -> None:
    item = {"term": "", "value": "<b>14:30–16:00"}
    page = render_to_string("components/facts.html", {"items": [item]})
    assert '&lt;b&gt;<span class="nowrap">14:30–16:00</span>' in page


class Words(forms.Form):
    text = forms.CharField(widget=forms.TextInput(attrs={"placeholder": "词句"}))
    more = forms.CharField()


def test_a_field_says_its_label_once() -> None:
    page = render_to_string("components/field.html", {"field": Words()["text"]})
    assert "<input" in page
    assert "placeholder" not in page


class Paper(forms.Form):
    file = forms.FileField(label="Slip")
    seal = forms.FileField(label="Seal")


class Both(Words, Paper):
    """Words and files."""


def upload() -> SimpleUploadedFile:
    return SimpleUploadedFile("slip.pdf", b"%PDF")


@pytest.mark.parametrize(
    ("form", "data", "files", "sentence"),
    [
        (Words, {"text": "词"}, {}, "What you wrote is still here."),
        (Words, {"text": ""}, {}, ""),
        (Paper, {}, {}, ""),
        (Paper, {}, {"file": upload()}, "Files have to be chosen again: Slip."),
        (Both, {"text": "词"}, {}, "What you wrote is still here."),
        (Both, {}, {"file": upload()}, "Files have to be chosen again: Slip."),
        (
            Both,
            {"text": "词"},
            {"seal": upload()},
            "still here; only files have to be chosen again: Seal.",
        ),
    ],
    ids=["words", "nothing", "paper", "file", "both", "only file", "words and file"],
)
def test_a_refused_form_promises_what_it_keeps(
    form: type[forms.Form], data: dict[str, str], files: dict[str, Any], sentence: str
) -> None:
    with override("en"):
        page = render_to_string("components/error_summary.html", {"form": form(data, files)})
    assert ("still here" in page) == ("still here" in sentence)
    assert ("chosen again" in page) == ("chosen again" in sentence)
    assert sentence in page


def test_what_is_wrong_with_a_hidden_field_is_said() -> None:
    class Sealed(forms.Form):
        seal = forms.CharField(
            widget=forms.HiddenInput, error_messages={"required": "No key answered."}
        )

    page = render_to_string("components/error_summary.html", {"form": Sealed({})})
    assert "<li>No key answered.</li>" in page
