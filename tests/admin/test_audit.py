"""The audit log as its auditors read it: who may, filters, and the export that is noted itself."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook
from wagtail.models import PageLogEntry
from wagtail.users.models import UserProfile

from kernel.models import AuditRow
from people import actions
from people.enums import Role
from people.groups import sync_groups
from people.models import Unit
from portal.page_history import ACTION, ActFormatter
from registration import actions as registration
from tests.factories import make_event, make_offering, make_person

LOG = "/admin/audit/"
SUM = "=1+1"


def acted(by: Any, unit: Any, action: str, **values: Any) -> AuditRow:
    """A row as an act of `by` for `unit` leaves it, free to go at once."""
    found = {"target_type": "events.offering", "target_id": "of1", "outcome": "done"} | values
    kept = {"retain_until": timezone.localdate()}
    return AuditRow.objects.create(
        actor=by, unit=unit.public_id, action=action, role="organiser", **found, **kept
    )


@pytest.fixture
def rows(staff):
    """Acts in the district, an old one among them, and one for the whole city."""
    who, liaison = staff.district_organiser, staff.liaison
    old = timezone.now() - timedelta(days=40)
    return {
        "paused": acted(who, staff.district, "events.pause_offering", reason=SUM),
        "old": acted(who, staff.district, "events.pause_offering", at=old, target_id="of2"),
        "group": acted(liaison, staff.unit, "people.keep_group", target_type="people.unitgroup"),
        "city": acted(staff.organiser, staff.city, "events.pause_offering"),
    }


def found(client, query: str = "") -> set[AuditRow]:
    """The rows that the log shows."""
    answer = client.get(f"{LOG}?{query}")
    assert answer.status_code == 200
    return set(answer.context["object_list"])


@pytest.mark.parametrize(
    ("role", "may"),
    [
        (Role.AUDITOR, True),
        (Role.OPERATOR, True),
        (Role.ORGANISER, False),
        (Role.COORDINATOR, False),
        (Role.REVIEWER, False),
        (Role.EDITOR, False),
        (Role.LIAISON, False),
        (Role.MEMBER, False),
    ],
)
def test_auditors_and_operators_read_it_and_nobody_else(staff, as_person, rows, role, may):
    person = make_person("甲乙", staff.other_unit if role == Role.LIAISON else staff.district, role)
    sync_groups(person)
    client = as_person(person)
    for path in (LOG, f"{LOG}results/", f"{LOG}?export=xlsx"):
        assert (client.get(path).status_code == 200) is may, path
    assert AuditRow.objects.filter(action="kernel.take_list").exists() is may


def test_an_auditor_reads_what_was_done_within_reach(staff, auditor, as_person, rows):
    assert found(as_person(auditor)) == {rows["paused"], rows["old"], rows["group"]}
    city = make_person("审计", staff.city, Role.AUDITOR)
    sync_groups(city)
    assert found(as_person(city)) == set(rows.values())


def test_it_is_filtered_by_who_what_when_and_which_record(staff, auditor, as_person, rows):
    client = as_person(auditor)
    today = timezone.localdate()
    for query, names in {
        f"who={staff.liaison.name}": {"group"},
        "action=events.pause_offering": {"paused", "old"},
        f"day_from={today - timedelta(days=7)}&day_to={today}": {"paused", "group"},
        f"day_to={today - timedelta(days=7)}": {"old"},
        "target_type=people.unitgroup": {"group"},
        "target_id=OF2": {"old"},
        f"unit={staff.unit.pk}": {"group"},
        f"unit={staff.district.pk}": {"paused", "old", "group"},
        "role=auditor": set(),
        f"who={staff.district_organiser.name}&action=people.keep_group": set(),
    }.items():
        assert found(client, query) == {rows[name] for name in names}, query


def test_the_export_holds_what_is_shown_as_text_and_is_noted(staff, auditor, as_person, rows):
    client = as_person(auditor)
    answer = client.get(f"{LOG}?export=xlsx&action=events.pause_offering&target_id=of1")
    book = load_workbook(BytesIO(b"".join(answer.streaming_content)))
    heads, *lines = book.worksheets[0].iter_rows(values_only=True)
    assert len(lines) == 1
    line = dict(zip(heads, lines[0], strict=True))
    assert line["操作人"] == staff.district_organiser.name
    assert line["理由"] == f"'{SUM}"
    cells = [cell for row in book.worksheets[0].iter_rows() for cell in row]
    assert all(cell.data_type != "f" for cell in cells)
    (noted,) = AuditRow.objects.filter(action="kernel.take_list")
    assert noted.actor == auditor
    assert noted.changes == {"list": LOG, "rows": 1}
    assert noted in found(client), "and stands in the log itself"


def test_units_are_named_in_english_at_once(staff, as_person):
    UserProfile.objects.create(user=staff.admin, preferred_language="en")
    client, units = as_person(staff.admin), (staff.city, staff.district, staff.unit)
    Unit.objects.filter(pk=staff.district.pk).update(name_en="Kunshan")

    def statements(number: int) -> int:
        for unit in units[:number]:
            acted(staff.organiser, unit, "events.pause_offering")
        with CaptureQueriesContext(connection) as run:
            page = client.get(LOG).text
        assert ("Kunshan</td>" in "".join(page.split())) is (number > 1)
        return len(run)

    statements(1)  # what is kept from here on
    assert statements(1) == statements(3)


def test_the_log_offers_no_way_to_change_it(staff, auditor, as_person, rows):
    client = as_person(auditor)
    page = client.get(LOG).content.decode()
    assert f"{LOG}edit/" not in page
    for path in (f"{LOG}edit/{rows['paused'].pk}/", f"{LOG}delete/{rows['paused'].pk}/"):
        assert client.post(path).status_code == 404


def test_a_persons_own_page_says_who_changed_what(staff, as_person):
    organiser = staff.organiser
    member = staff.colleague
    values = {"post": "馆员", "rank": 2}
    membership = member.memberships.get()
    actions.edit_membership(by=organiser, membership=membership, **values)
    client = as_person(organiser)
    for path in (f"people/inspect/{member.pk}", f"memberships/inspect/{membership.pk}"):
        (row,) = client.get(f"/admin/{path}/").context["history"]
        assert (row.action, row.actor) == ("people.edit_membership", organiser)
    page = client.get(f"/admin/people/inspect/{staff.participant.pk}/").content.decode()
    assert "创建以来没有更改。" in page


def test_editors_read_in_a_pages_history_what_holds_for_its_offerings_and_not_who_came(staff):
    offering = make_offering(unit=staff.city)
    kinds = {"kind": "unit_kinds", "unit_kinds": ["school"]}
    registration.add_rule(by=staff.organiser, offering=offering, **kinds)
    registration.pause_line(by=staff.organiser, offering=offering, reason="核对名额")
    registration.enter(
        by=staff.organiser, offering=offering, person=staff.participant, reason="电话报名"
    )
    told = PageLogEntry.objects.filter(page=offering.page_id, action=ACTION, user=staff.organiser)
    acts = [row.data["act"] for row in told.order_by("timestamp", "pk")]
    assert acts == ["registration.add_rule", "registration.pause_line"]
    assert "增加对象条件" in ActFormatter().format_message(told.earliest("timestamp"))


def test_the_history_of_a_page_is_read_by_its_editor(staff, as_person):
    page = make_event("沙龙一号")
    page.title = "沙龙二号"
    page.save_revision(user=staff.editor, log_action=True).publish(user=staff.admin)
    offering = make_offering(unit=staff.city, page=page)
    kinds = {"kind": "unit_kinds", "unit_kinds": ["school"]}
    registration.add_rule(by=staff.organiser, offering=offering, **kinds)
    text = as_person(staff.editor).get(f"/admin/pages/{page.pk}/history/").text
    for part in ("增加对象条件", staff.organiser.name, staff.editor.name, staff.admin.name):
        assert part in text
    for english in ("Draft saved", "Published", "Act on an offering"):
        assert english not in text


def test_changes_stand_in_words_of_the_records(staff, auditor, as_person):
    acted(staff.liaison, staff.unit, "people.edit_membership", target_type="people.membership",
          changes={"fields": ["post", "rank"]})  # fmt: skip
    acted(staff.liaison, staff.unit, "people.gone", target_type="gone.record",
          changes={"fields": ["old"], "months": None, "list": "/admin/people/"})  # fmt: skip
    page = as_person(auditor).get(LOG).content.decode()
    assert "职务、" in page
    either = ("old; list: /admin/people/", "list: /admin/people/; old")  # jsonb has its own order
    assert any(words in page for words in either)
