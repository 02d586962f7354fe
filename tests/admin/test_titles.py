"""What is held is called in the reader's language in the lists and headings of the back office."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Locale
from wagtail.users.models import UserProfile

from tests.factories import make_offering, make_session

ENGLISH = "The Spirit of Two Bombs"


@pytest.fixture
def offering(staff):
    """Of the district, its page translated and published."""
    found = make_offering(
        unit=staff.district, sessions=0, capacity=30, label="第1期", admits_nominated=True
    )
    english, _ = Locale.objects.get_or_create(language_code="en")
    page = found.page.specific.copy_for_translation(english, copy_parents=True)
    page.title = ENGLISH
    page.save_revision().publish()
    make_session(found)
    return found


@pytest.fixture
def reader(staff, district):
    """The district's organiser, whose back office is in English."""
    profile = UserProfile.get_for_user(staff.district_organiser)
    profile.preferred_language = "en"
    profile.save()
    return district


@pytest.mark.parametrize(
    "name",
    ["wagtailadmin_home", "offerings:index", "sessions:index", "quota:index", "attendance:index"],
)
def test_lists_read_english_titles_with_their_rows(offering, reader, name):
    with CaptureQueriesContext(connection) as run:
        page = reader.get(reverse(name)).content.decode()
    assert ENGLISH in page
    # Read one by one, each title would be a statement for its page's translation.
    alone = [q["sql"] for q in run if 'NOT ("wagtailcore_page"."id"' in q["sql"]]
    assert alone == []


@pytest.mark.parametrize("address", ["inspect/{}", "edit/{}", "{}/places"])
def test_a_page_about_an_offering_is_headed_in_english(offering, reader, address):
    page = reader.get(f"/admin/offerings/{address.format(offering.pk)}/").content.decode()
    assert f"{ENGLISH} 第1期" in page


def test_untranslated_it_keeps_its_chinese_title(staff, reader):
    found = make_offering(unit=staff.district, sessions=0, capacity=30, label="第1期")
    page = reader.get(reverse("offerings:inspect", args=[found.pk])).content.decode()
    assert str(found) in page


def test_its_facts_name_units_and_host_in_english(staff, offering, reader):
    type(offering).objects.filter(pk=offering.pk).update(host_en="The district library")
    type(staff.district).objects.filter(pk=staff.district.pk).update(name_en="Kunshan")
    page = reader.get(reverse("offerings:inspect", args=[offering.pk])).content.decode()
    assert "The district library" in page
    assert "Kunshan" in page
