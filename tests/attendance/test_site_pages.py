"""Pages of remote sites: where I take part, setting them, placing people."""

from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from attendance.models import RemoteSite, SiteChoice
from attendance.remote import MAIN_HALL
from people.groups import ensure_groups, sync_groups
from tests.attendance.test_sites import set_two

pytestmark = pytest.mark.django_db


@pytest.fixture
def sites(door):
    return set_two(door)


@pytest.fixture
def staff(client, door):
    ensure_groups()
    sync_groups(door.cast.organiser)
    client.force_login(door.cast.organiser)
    return client


def test_where_i_take_part(phone, door, sites):
    address = reverse("my-site", args=[door.offering.public_id])
    assert address in phone.get(door.offering.get_absolute_url()).content.decode()
    page = phone.get(address).content.decode()
    assert "图书馆分会场" in page
    assert "还有 1 个名额" in page
    assert phone.post(address, {"spot": sites[1].key}).status_code == 302
    assert SiteChoice.objects.get().site == sites[1].site
    assert phone.post(address, {"spot": "nowhere"}).status_code == 200
    assert SiteChoice.objects.get().site == sites[1].site


def test_nobody_else_has_such_a_page(client, door, sites):
    address = reverse("my-site", args=[door.offering.public_id])
    client.force_login(door.cast.stranger)
    assert client.get(address).status_code == 404
    RemoteSite.objects.all().delete()
    client.force_login(door.cast.participant)
    assert client.get(address).status_code == 404


def lines(*rows):
    """Lines of the form as a browser sends them."""
    sent = {"form-TOTAL_FORMS": len(rows), "form-INITIAL_FORMS": 0}
    for number, row in enumerate(rows):
        sent |= {f"form-{number}-{name}": value for name, value in row.items()}
    return sent


def test_organisers_set_the_sites(staff, door, sites):
    address = reverse("admin-remote-sites", args=[door.offering.public_id])
    page = staff.get(address).content.decode()
    assert "图书馆分会场" in page
    first = {"site": sites[0].key, "name": "新馆分会场", "units": [door.cast.unit.pk]}
    removed = {"site": sites[1].key, "name": ""}
    assert staff.post(address, lines(first, removed, {"name": ""})).status_code == 302
    site = RemoteSite.objects.get()
    assert (site.public_id, site.name) == (sites[0].key, "新馆分会场")
    twice = staff.post(address, lines(first, {"name": "新馆分会场"}))
    assert twice.status_code == 400
    second = {"site": sites[1].key, "name": "千灯分会场", "units": [door.cast.unit.pk]}
    split = staff.post(address, lines(first, second))
    assert split.status_code == 400
    assert "同时列在两个分会场" in split.content.decode()
    inspect = staff.get(reverse("offerings:inspect", args=[door.offering.pk]))
    assert address in inspect.content.decode()


def test_organisers_place_people(staff, door, sites):
    address = reverse("admin-site-people", args=[door.offering.public_id])
    page = staff.get(address).content.decode()
    assert "林𠮷安" in page
    assert "按单位：图书馆分会场" in page
    sent = {f"s_{door.registration.public_id}": "main"}
    assert staff.post(address, sent).status_code == 302
    assert SiteChoice.objects.get().site is None


def test_an_old_page_undoes_no_choice_that_was_made_meanwhile(staff, door, sites):
    address = reverse("admin-site-people", args=[door.offering.public_id])
    mine, other = door.registration.public_id, door.other.public_id
    assert f'type="hidden" name="w_{mine}" value=""' in staff.get(address).content.decode()
    SiteChoice.objects.create(registration=door.registration, site=sites[1].site)
    sent = {f"s_{mine}": "", f"w_{mine}": "", f"s_{other}": "main", f"w_{other}": ""}
    assert staff.post(address, sent).status_code == 302
    assert SiteChoice.objects.get(registration=door.registration).site == sites[1].site
    assert SiteChoice.objects.get(registration=door.other).site is None


def test_others_do_not(client, door, sites):
    client.force_login(door.cast.participant)
    for name in ("admin-remote-sites", "admin-site-people"):
        address = reverse(name, args=[door.offering.public_id])
        assert client.get(address).status_code in (302, 403)


def test_the_matrix_and_the_papers_are_narrowed(staff, door, sites):
    matrix = reverse("attendance:matrix", args=[door.offering.pk])
    assert "林𠮷安" in staff.get(f"{matrix}?at={sites[0].key}").content.decode()
    assert "林𠮷安" not in staff.get(f"{matrix}?at=main").content.decode()
    papers = reverse("attendance:papers", args=[door.offering.pk])
    page = staff.get(f"{papers}?at={sites[0].key}").content.decode()
    assert f'name="at" value="{sites[0].key}"' in page
    paper = reverse("attendance:paper_roster", args=[door.offering.pk])
    assert staff.get(f"{paper}?at={sites[0].key}")["Content-Type"] == "application/pdf"


def test_the_file_of_a_site_names_whom_its_matrix_shows(staff, door, sites):
    key = door.offering.pk
    address, screen = (reverse(f"attendance:{name}", args=[key]) for name in ("workbook", "matrix"))
    assert address + '"' in staff.get(screen).content.decode()
    for spot, people in ((sites[0], {"林𠮷安", "何䶮"}), (MAIN_HALL, set())):
        at = f"?at={spot.key}"
        assert f'"{address}{at}"' in staff.get(screen + at).content.decode()
        sheet = load_workbook(BytesIO(staff.get(address + at).content)).worksheets[0]
        assert {row[0] for row in sheet.iter_rows(min_row=2, values_only=True)} == people
