"""What is held is called in the reader's language in the lists, headings and choices of the back
office.
"""

import re
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.admin.forms.models import formfield_for_dbfield
from wagtail.admin.widgets import AdminPageChooser
from wagtail.images.widgets import AdminImageChooser
from wagtail.models import Locale
from wagtail.users.models import UserProfile

from events.models import Provider
from portal.founding import found
from publishing.models import MainMenuEntry, SiteSettings
from tests.factories import (
    make_appeal,
    make_makeup,
    make_offering,
    make_person,
    make_question,
    make_registration,
    make_session,
    make_task,
    make_topic,
    make_venue,
)

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


def read_alone(run):
    """Titles read one by one: each is a statement for its page's translation."""
    return [q["sql"] for q in run if 'NOT ("wagtailcore_page"."id"' in q["sql"]]


@pytest.mark.parametrize(
    "name",
    ["wagtailadmin_home", "offerings:index", "sessions:index", "quota:index", "attendance:index"],
)
def test_lists_read_english_titles_with_their_rows(offering, reader, name):
    with CaptureQueriesContext(connection) as run:
        page = reader.get(reverse(name)).content.decode()
    assert ENGLISH in page
    assert read_alone(run) == []


@pytest.mark.parametrize("address", ["inspect/{}", "edit/{}", "{}/places"])
def test_a_page_about_an_offering_is_headed_in_english(offering, reader, address):
    page = reader.get(f"/admin/offerings/{address.format(offering.pk)}/").content.decode()
    assert f"{ENGLISH} 第1期" in page


def cells_of(page):
    """What stands in the rows of a list, apart from mark-up."""
    found = re.findall(r"<td.*?>(.*?)</td>", page, re.DOTALL)
    return [" ".join(unescape(re.sub(r"<[^>]+>", " ", one)).split()) for one in found]


def choices_of(page):
    """What a page offers in its lists of choices."""
    found = re.findall(r"<option[^>]*>(.*?)</option>", page, re.DOTALL)
    return {" ".join(unescape(one).split()) for one in found}


def test_rows_about_an_offering_name_it_in_english(staff, offering, reader):
    offering.sessions.update(title_en="Opening")
    make_task(offering)
    make_question(offering, label_en="How will you come?")
    row = make_registration(offering, make_person("", staff.unit))
    make_makeup(make_appeal(row).attendance, make_session(offering, title_en="Once more"))
    for name, said in {
        "essay-tasks": {f"{ENGLISH} 第1期"},
        "questions": {f"{ENGLISH} 第1期", "How will you come?"},
        "objections": {f"{ENGLISH} 第1期", "Opening"},
        "guests": {f"{ENGLISH} 第1期", "Once more"},
    }.items():
        with CaptureQueriesContext(connection) as run:
            page = reader.get(reverse(f"{name}:index")).content.decode()
        shown = cells_of(page)
        assert [one for one in said if not any(cell.startswith(one) for cell in shown)] == []
        assert read_alone(run) == []


@pytest.mark.parametrize("name", ["registrations", "questions", "leave", "guests", "objections"])
def test_filters_offer_english_titles_without_a_statement_more(offering, reader, name):
    def statements():
        with CaptureQueriesContext(connection) as run:
            page = reader.get(reverse(f"{name}:index")).content.decode()
        assert f"{ENGLISH} 第1期" in choices_of(page)
        return len(run)

    statements()  # what is kept from here on
    before = statements()
    for number in range(2, 5):
        make_offering(unit=offering.lead_unit, page=offering.page, label=f"第{number}期")
    assert statements() == before


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("offerings:index", ENGLISH),
        ("offerings:add", ENGLISH),
        ("essay-tasks:add", f"{ENGLISH} 第1期"),
        ("offerings:index", "Kunshan"),
        ("offerings:year", "Kunshan"),
        ("sessions:index", "Hall A"),
        ("bookings:index", "Hall A"),
        ("topics:index", "Party School"),
        ("topics:add", "Party School"),  # a form that Wagtail makes
    ],
)
def test_choices_are_named_in_english(staff, offering, reader, name, called):
    type(staff.district).objects.filter(pk=staff.district.pk).update(name_en="Kunshan")
    make_venue("甲馆", name_en="Hall A")
    make_topic(provider="甲党校")
    Provider.objects.update(name_en="Party School")
    page = reader.get(reverse(name)).content.decode()
    assert called in choices_of(page)


@pytest.mark.parametrize(
    ("field", "chooser"),
    [(MainMenuEntry.page, AdminPageChooser), (SiteSettings.emblem, AdminImageChooser)],
)
def test_what_has_a_chooser_keeps_it(field, chooser):
    assert isinstance(formfield_for_dbfield(field.field).widget, chooser)


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


def test_the_top_of_the_tree_of_pages_is_called_as_the_menu_calls_it(staff, as_person):
    found()
    client = as_person(staff.editor)
    shown = client.get("/admin/pages/").text
    assert "浏览：页面" in shown
    assert "Root" not in shown
    staff.editor.language = "en"
    staff.editor.save()
    english = client.get("/admin/pages/").text
    assert "Pages" in english
    assert "Root" not in english


def test_who_published_a_page_is_named(staff, as_person):
    home = found()
    article = home.get_children().get(slug="articles").specific
    article.save_revision(user=staff.admin).publish(user=staff.admin)
    listed = as_person(staff.admin).get("/admin/reports/aging-pages/").context["object_list"]
    named = {page.pk: page.last_published_by_user for page in listed}
    assert named.pop(article.pk) == staff.admin.name
    assert set(named.values()) == {"系统"}
