"""The editor of a timetable as it is sent and answered, without a browser."""

from datetime import timedelta

import pytest

from courses import actions
from courses.models import DraftSession, TimetableVersion
from courses.planning import boards, reach
from courses.planning.plans import plan_of
from events.actions import edit_session
from events.conflicts import Conflict, ConflictKind
from events.models import Session
from tests.factories import make_cohort, make_registration, make_timetable, make_venue
from tests.factories.timetables import hours_of, next_monday, planned, revision_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def cohort(staff):
    """Two days, published."""
    cohort = make_cohort(unit=staff.unit)
    make_timetable(cohort, 2)
    return cohort


@pytest.fixture
def editor(cohort):
    """The address of the editor."""
    return f"/admin/cohorts/{cohort.pk}/timetable/"


@pytest.fixture
def as_person(as_person):
    """Signed in, reading Chinese."""

    def sign_in(person):
        client = as_person(person)
        client.defaults["HTTP_ACCEPT_LANGUAGE"] = "zh-hans"
        return client

    return sign_in


def send(client, editor, do, **fields):
    """Press a button without scripts."""
    return client.post(editor, {"do": do, **fields}, follow=True)


def test_as_many_queries_for_sixty_sessions_as_for_one(staff, as_person, django_assert_num_queries):
    client = as_person(staff.admin)
    cohort = make_cohort(unit=staff.unit)
    paths = [f"/admin/cohorts/{cohort.pk}/timetable/{word}" for word in ("", "publish/")]
    make_timetable(cohort, 1, halves=1)
    for wanted in (1, 3, 60):
        days = (wanted - Session.objects.count()) // 2
        make_timetable(cohort, days)
        actions.shift_timetable(by=staff.admin, cohort=cohort, days=1)
        for path, cost in zip(paths, COSTS, strict=True):
            client.get(path)
            with django_assert_num_queries(cost):
                client.get(path)


COSTS = (24, 17)


def test_a_line_adds_a_session_and_what_was_refused_stays_in_it(cohort, editor, staff, as_person):
    client = as_person(staff.organiser)
    venue = make_venue()
    answer = send(client, editor, "add", title="红色记忆", form="on_site", venue=venue.pk, at="")
    assert planned(cohort, "红色记忆").slot.venue == venue
    assert "已排在" in answer.content.decode()
    answer = send(client, editor, "add", title="", form="film", at="")
    assert "请先写专题名称" in answer.content.decode()
    answer = send(client, editor, "add", title="放映", form="film", at="sometime")
    page = answer.content.decode()
    assert 'value="放映"' in page
    assert "请从列表中选择半天" in page


def test_a_script_gets_the_board_alone(cohort, editor, staff, as_person):
    client = as_person(staff.organiser)
    key = planned(cohort, "第1天上课").key
    answer = client.post(editor, {"do": f"later:{key}"}, headers={"HX-Request": "true"})
    page = answer.content.decode()
    assert page.lstrip().startswith('<div id="timetable"')
    assert "互换" in page


def test_a_session_is_cut_and_put_down(cohort, editor, staff, as_person):
    client = as_person(staff.organiser)
    key = planned(cohort, "第1天上课").key
    thursday = next_monday() + timedelta(days=3)
    page = client.get(f"{editor}?move={key}").content.decode()
    assert "移到这里" in page
    send(client, editor, f"place:{key}:{thursday}.afternoon:")
    assert "Thu 14:00–16:30 第1天上课" in hours_of(plan_of(cohort))
    send(client, editor, f"where:{key}", day=str(thursday + timedelta(days=30)), half="evening")
    assert planned(cohort, "第1天上课").half == "evening"


def test_days_are_copied_moved_shifted_and_all_is_undone(cohort, editor, staff, as_person):
    client = as_person(staff.organiser)
    start = hours_of(plan_of(cohort))
    monday = next_monday()
    send(client, editor, f"copy_day:{monday}", to=str(monday + timedelta(days=2)))
    send(client, editor, f"move_day:{monday}", to=str(monday + timedelta(days=3)))
    send(client, editor, f"shift_day:{monday + timedelta(days=1)}", minutes="15")
    send(client, editor, f"shift_back:{monday + timedelta(days=1)}", minutes="30")
    send(client, editor, "shift_all", days="7", since="")
    key = planned(cohort, "第2天上课").key
    send(client, editor, f"remove:{key}")
    assert hours_of(plan_of(cohort))[-2:] == [
        "Thu 09:00–11:30 第1天上课",
        "Thu 14:00–16:30 第1天下课",
    ]
    assert "恢复" in send(client, editor, f"restore:{key}").content.decode()
    assert "Tue 08:45–11:15 第2天上课" in hours_of(plan_of(cohort))
    for _ in range(7):
        send(client, editor, "undo")
    assert hours_of(plan_of(cohort)) == start
    send(client, editor, "shift_all", days="7", since="")
    send(client, editor, "discard", based_on=revision_of(cohort))
    assert not DraftSession.objects.exists()


@pytest.mark.parametrize(
    "sent",
    [
        {"do": "explode"},
        {"do": ""},
        {"do": "remove"},
        {"do": "remove:../x"},
        {"do": "copy_day:yesterday", "to": "2026-01-01"},
        {"do": "copy_day:2026-01-01", "to": "soon"},
        {"do": "shift_all", "days": "many"},
        {"do": "shift_day:2026-01-01", "minutes": ""},
        {"do": "place:0123456789ab:2026-13-01.noon:9"},
        {"do": "place:0123456789ab"},
        {"do": "where:0123456789ab", "day": "x", "half": "noon"},
        {"do": "add", "title": "a\0b", "at": ""},
        {"do": "add", "title": "很长" * 100, "at": "", "venue": "999999"},
    ],
)
def test_what_nobody_can_mean_is_answered_and_changes_nothing(
    cohort, editor, staff, as_person, sent
):
    answer = as_person(staff.organiser).post(editor, {"based_on": "x", **sent})
    assert answer.status_code == 200
    assert 'role="alert"' in answer.content.decode()
    assert not DraftSession.objects.exists()


def test_the_second_editor_sees_both_and_may_insist(cohort, editor, staff, as_person):
    seen = revision_of(cohort)
    key = planned(cohort, "第1天上课").key
    monday = next_monday()
    actions.place_planned_session(
        by=staff.organiser, cohort=cohort, key=key, day=monday + timedelta(days=3), half="morning"
    )
    client = as_person(staff.admin)
    do = f"place:{key}:{monday + timedelta(days=4)}.morning:"
    page = client.post(editor, {"do": do, "based_on": seen}).content.decode()
    assert f"{staff.organiser}刚刚改动了这里：周一上午：移至周四上午 09:00–11:30" in page
    assert f'name="do" value="{do}"' in page
    assert planned(cohort, "第1天上课").day == monday + timedelta(days=3)
    client.post(editor, {"do": do, "based_on": revision_of(cohort)})
    assert planned(cohort, "第1天上课").day == monday + timedelta(days=4)


def test_all_details_are_edited_and_a_late_editor_keeps_what_was_typed(
    cohort, editor, staff, as_person
):
    client = as_person(staff.admin)
    entry = planned(cohort, "第1天上课")
    address = f"{editor}session/?slot={entry.key}"
    form = client.get(address).context["form"]
    sent = {f.name: f.value() if f.value() is not None else "" for f in form}
    sent |= {
        "starts_at": f"{next_monday()} 08:30",
        "ends_at": f"{next_monday()} 11:30",
        "title": "我的题目",
    }
    actions.change_planned_session(
        by=staff.organiser, cohort=cohort, key=entry.key, values={"title": "别人的题目"}
    )
    page = client.post(address, sent).content.decode()
    assert "别人的题目" in page
    assert 'value="我的题目"' in page
    sent["based_on"] = revision_of(cohort)
    assert client.post(address, sent).status_code == 302
    assert hours_of(plan_of(cohort))[0] == "Mon 08:30–11:30 我的题目"
    sent["ends_at"] = f"{next_monday()} 08:00"
    assert client.post(address, sent).status_code == 200


def test_what_is_corrected_while_the_form_is_open_is_not_written_back(
    cohort, editor, staff, as_person
):
    client = as_person(staff.organiser)
    entry = planned(cohort, "第1天上课")
    address = f"{editor}session/?slot={entry.key}"
    form = client.get(address).context["form"]
    sent = {f.name: f.value() if f.value() is not None else "" for f in form}
    sent |= {
        name: form[name].value().strftime("%Y-%m-%d %H:%M") for name in ("starts_at", "ends_at")
    }
    corrected = {"credit_hours": 5, "title_en": "First"}
    edit_session(by=staff.admin, session=entry.session, values=corrected)
    assert client.post(address, sent | {"title": "我的题目"}).status_code == 302
    assert DraftSession.objects.get().touched == ["title"]
    actions.publish_timetable(by=staff.organiser, cohort=cohort)
    session = Session.objects.get(pk=entry.session.pk)
    assert (session.title, session.credit_hours, session.title_en) == ("我的题目", 5, "First")
    for unread in ("", "[1]", "{", "[" * 100_000):
        assert client.post(address, sent | {"title": "再改", "shown": unread}).status_code == 302
    assert "credit_hours" in DraftSession.objects.get().touched


def test_a_new_session_with_all_details_begins_with_a_guess(cohort, editor, staff, as_person):
    client = as_person(staff.organiser)
    form = client.get(f"{editor}session/").context["form"]
    sent = {f.name: f.value() if f.value() is not None else "" for f in form}
    sent |= {
        name: form[name].value().strftime("%Y-%m-%d %H:%M") for name in ("starts_at", "ends_at")
    }
    client.post(f"{editor}session/", sent | {"title": "新课"})
    assert "Wed 09:00–11:30 新课" in hours_of(plan_of(cohort))


def test_publishing_is_looked_at_first(cohort, editor, staff, as_person):
    client = as_person(staff.organiser)
    make_registration(cohort.offering, staff.participant)
    assert "没有要发布的改动" in client.get(f"{editor}publish/").content.decode()
    actions.shift_day(by=staff.organiser, cohort=cohort, day=next_monday(), minutes=-30)
    actions.take_out_session(
        by=staff.organiser, cohort=cohort, key=planned(cohort, "第2天下课").key
    )
    page = client.get(f"{editor}publish/").content.decode()
    assert "周一上午：提前 30 分钟" in page
    assert "向 1 名报名人员通知" in page
    sent = {"based_on": revision_of(cohort), "reason": ""}
    assert "请填写原因" in client.post(f"{editor}publish/", sent).content.decode()
    assert Session.objects.held().count() == 4
    client.post(f"{editor}publish/", sent | {"reason": "调整"})
    assert Session.objects.held().count() == 3


def test_conflicts_stand_on_the_card_and_in_the_list(cohort, editor, staff, as_person, monkeypatch):
    key = planned(cohort, "第1天上课").key
    found = [Conflict(ConflictKind.ROOM, key, "别的班", True, "报告厅此时有别的班。", {})]
    for module in (boards, reach):
        monkeypatch.setattr(module, "conflicts_of", lambda plan: found)
    page = as_person(staff.organiser).get(editor).content.decode()
    assert page.count("报告厅此时有别的班。") == 2
    assert "tt-card--blocks" in page


def test_versions_are_read_compared_and_taken_back(cohort, editor, staff, as_person):
    by = {"by": staff.organiser, "cohort": cohort}
    for title in ("甲", "乙"):
        actions.plan_session(**by, title=title)
        actions.publish_timetable(**by)
    client = as_person(staff.organiser)
    page = client.get(f"{editor}versions/?number=1&against=2").content.decode()
    assert "新增“甲”" in page
    assert "新增“乙”" not in page
    assert "新增“乙”" in client.get(f"{editor}versions/?number=2").content.decode()
    client.post(f"{editor}versions/", {"number": "1"})
    assert [entry.slot.title for entry in plan_of(cohort).removed()] == ["甲", "乙"]
    assert client.get(f"{editor}versions/?number=9").status_code == 404
    assert TimetableVersion.objects.count() == 3


@pytest.mark.parametrize("word", ["", "session/", "publish/", "versions/"])
def test_nobody_from_elsewhere_gets_in(cohort, editor, staff, as_person, word):
    for person in (staff.participant, staff.liaison):
        assert as_person(person).get(f"{editor}{word}").status_code in (302, 403)
    other = make_cohort(unit=staff.city)
    address = f"/admin/cohorts/{other.pk}/timetable/{word}"
    assert as_person(staff.district_organiser).get(address).status_code == 404
