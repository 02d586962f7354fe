"""Every field that points at a person is shown to them, or left out with its reason."""

import json

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.db.models import Model
from django.utils import translation

from kernel import privacy
from kernel.privacy import Section
from media.models import CustomDocument, CustomImage
from people.personal import SIGN_IN
from publishing.personal import LEFT_OUT
from tests.factories import Cast, make_offering, make_registration

SECTIONS = list(privacy.sections().values())
# One for each section but the account's, which asks for categories and groups.
QUERIES = 72
# Wagtail's own, which ours stand in for; no row of them is ever written.
REPLACED = {apps.get_model("wagtailimages.Image"), apps.get_model("wagtaildocs.Document")}


def pointing_at_persons() -> set[type[Model]]:
    """Models of ours and of libraries with a relation to a person, and the person."""
    person = get_user_model()
    return {person} | {
        model
        for model in apps.get_models()
        for field in (*model._meta.local_fields, *model._meta.local_many_to_many)
        if field.related_model is person
    }


def test_every_model_that_points_at_a_person_is_shown_or_left_out_with_a_reason():
    shown = {section.model for section in SECTIONS}
    unknown = pointing_at_persons() - shown - set(LEFT_OUT) - REPLACED
    assert sorted(model._meta.label for model in unknown) == []
    assert [model for model, reason in LEFT_OUT.items() if not reason.strip()] == []
    assert {CustomImage, CustomDocument, *SIGN_IN} <= shown


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.name)
def test_every_field_is_shown_or_left_out_with_a_reason(section: Section):
    stored = [*section.model._meta.local_fields, *section.model._meta.local_many_to_many]
    names = {field.name for field in stored if not field.primary_key}
    shown = {path.partition(".")[0] for path in section.columns}
    assert sorted(names - shown - set(section.left_out)) == []
    assert sorted(set(section.left_out) - names) == [], "left out, but not there"
    assert sorted(set(section.left_out) & shown) == [], "both shown and left out"
    assert [name for name, reason in section.left_out.items() if not reason.strip()] == []


def test_no_two_sections_have_one_name():
    declared = [s.name for provider in privacy.PROVIDERS.values() for s in provider.sections]
    assert sorted(declared) == sorted(set(declared))


@pytest.mark.parametrize("provider", privacy.PROVIDERS.values(), ids=lambda one: one.room)
def test_a_room_says_everything_by_sections(provider):
    assert {section.model for section in provider.sections} >= (
        set(provider.models) - set(LEFT_OUT) - {get_user_model()}
    )


@pytest.mark.django_db
def test_everything_about_a_person_is_plain_json(cast: Cast):
    make_registration(make_offering(unit=cast.city), cast.participant)
    held = privacy.export_all(cast.participant)
    assert list(held) == list(privacy.sections())
    assert json.loads(json.dumps(held)) == held
    with translation.override("zh-hans"):
        row = privacy.export_all(cast.participant)["memberships"][0]
    assert row["role"] == "成员"


@pytest.mark.django_db
def test_sections_ask_no_more_for_three_rows_than_for_one(cast: Cast, django_assert_num_queries):
    for number in (1, 2):
        for _ in range(number):
            make_registration(make_offering(unit=cast.city), cast.participant)
        with django_assert_num_queries(QUERIES):
            held = privacy.export_all(cast.participant)
    assert len(held["registrations"]) == 3
