"""Teams of speakers on tour: whoever speaks beside is held like the first one, and shown."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from events.actions import (
    add_session,
    cancel_session,
    clone_offering,
    create_offering,
    move_offering,
    move_session,
    rewrite_sessions,
    send_team,
)
from events.conflicts import ConflictKind, conflicts_of_sessions
from events.enums import Counting, OfferingState
from events.models import Session, SessionSpeaker, SpeakerAbsence
from events.outcomes import EventOutcome
from notices.models import Notice
from tests.factories import (
    make_cohort,
    make_event,
    make_offering,
    make_registration,
    make_session,
    make_speaker,
    make_team,
)
from tests.factories.timetables import at as on
from tests.factories.timetables import next_monday

TUESDAY = next_monday() + timedelta(days=1)


def at(clock, days=0):
    """An instant so many days after a Tuesday that is ahead."""
    return on(TUESDAY + timedelta(days=days), clock)


def span(starts, ends, days=0):
    """The two times of a session."""
    return {"starts_at": at(starts, days), "ends_at": at(ends, days)}


MORNING = span("09:00", "11:00")


@pytest.fixture
def team(db):
    return make_team("宣讲团", "顾安然", "钱致远", head=1)


@pytest.fixture
def tour(cast, team):
    """A tour that names the team, with a stop on Tuesday morning."""
    return make_event("巡回宣讲", counting=Counting.STOP, team=team)


@pytest.fixture
def stop(cast, tour):
    return make_offering(unit=cast.district, page=tour, sessions=0, label="第1场", number=1)


@pytest.fixture
def talk(stop):
    return make_session(stop, title="宣讲", **MORNING)


def names(session):
    """All who speak, as they are saved."""
    return [
        str(one) for one in Session.objects.select_related("offering").get(pk=session.pk).speakers
    ]


def send(cast, stop, team):
    return send_team(by=cast.organiser, offering=stop, team=team)


def test_a_team_that_is_sent_speaks_and_its_head_speaks_first(cast, stop, talk, team):
    guest = make_registration(stop, cast.participant)
    result = send(cast, stop, team)
    assert result.outcome is EventOutcome.TEAM_SENT
    assert names(talk) == ["钱致远", "顾安然"]
    told = Notice.objects.get(recipient=guest.person)
    assert "钱致远、顾安然" in told.body
    assert send(cast, stop, team).outcome is EventOutcome.UNCHANGED
    assert send(cast, stop, None).outcome is EventOutcome.TEAM_CALLED_BACK
    assert names(talk) == []
    assert not SessionSpeaker.objects.exists()


def test_who_was_invited_stays_the_first(cast, stop, team):
    invited = make_speaker("何先生")
    talk = make_session(stop, speaker=invited, **MORNING)
    send(cast, stop, team)
    assert names(talk) == ["何先生", "钱致远", "顾安然"]
    other = make_team("青年团", "林越")
    send(cast, stop, other)
    assert names(talk) == ["何先生", "林越"]


def test_a_head_who_left_the_team_goes_when_it_is_sent_anew(cast, stop, talk, team):
    send(cast, stop, team)
    team.members.get(is_head=True).delete()
    assert send(cast, stop, team).outcome is EventOutcome.TEAM_SENT
    assert names(talk) == ["顾安然"]


def test_whoever_is_invited_again_after_leaving_stays_the_first(cast, stop, talk, team):
    send(cast, stop, team)
    head = team.speakers()[0]
    team.members.get(speaker=head).delete()
    for speaker in (make_speaker("何先生"), head):
        wanted = [(Session.objects.get(pk=talk.pk), {"speaker": speaker})]
        assert rewrite_sessions(by=cast.organiser, offering=stop, wanted=wanted).ok
    send(cast, stop, team)
    assert names(talk) == ["钱致远", "顾安然"]


def test_only_what_is_ahead_of_an_event_gets_a_team_with_members(cast, stop, team):
    nobody = make_team("空团")
    assert send(cast, stop, nobody).outcome is EventOutcome.TEAM_EMPTY
    cohort = make_cohort(unit=cast.district)
    assert send(cast, cohort.offering, team).outcome is EventOutcome.NOT_A_TOUR
    stop.state = OfferingState.FINISHED
    stop.save()
    assert send(cast, stop, team).outcome is EventOutcome.WRONG_STATE
    stop.refresh_from_db()
    assert stop.team is None


def test_a_new_stop_gets_the_team_of_its_page_unless_it_names_one(cast, tour, team):
    window = {"opens_at": at("09:00", -9), "closes_at": at("09:00", -1)}
    made = create_offering(by=cast.organiser, page=tour, lead_unit=cast.unit, **window)
    assert made.record.team == team
    other = make_team("青年团", "林越")
    made = create_offering(by=cast.organiser, page=tour, lead_unit=cast.unit, team=other, **window)
    assert made.record.team == other


@pytest.mark.parametrize("place", [0, 1], ids=["the first", "beside"])
def test_a_member_who_is_elsewhere_is_refused_and_nothing_is_written(
    cast, stop, talk, other, team, place
):
    taken = team.speakers()[place]
    make_session(other, title="水乡", speaker=taken, **span("10:00", "12:00"))
    result = send(cast, stop, team)
    assert result.outcome is EventOutcome.SPEAKER_TAKEN
    assert taken.name in result.message
    assert "水乡" in result.message
    assert names(talk) == []
    stop.refresh_from_db()
    assert stop.team is None


def test_a_member_beside_cannot_be_taken_by_another_session(cast, stop, talk, other, team):
    send(cast, stop, team)
    beside = team.speakers()[1]
    result = add_session(
        by=cast.organiser, offering=other, title="水乡", speaker=beside, **span("10:00", "12:00")
    )
    assert result.outcome is EventOutcome.SPEAKER_TAKEN
    later = make_session(other, title="水乡", speaker=beside, **span("13:00", "14:00"))
    moved = move_session(by=cast.organiser, session=later, **span("10:00", "12:00"))
    assert moved.outcome is EventOutcome.SPEAKER_TAKEN
    cancel_session(by=cast.organiser, session=talk, reason="台风")
    moved = move_session(by=cast.organiser, session=later, **span("10:00", "12:00"))
    assert moved.outcome is EventOutcome.SESSION_MOVED


def test_the_database_refuses_whoever_asks_nobody(cast, stop, talk, other, team):
    send(cast, stop, team)
    beside = team.speakers()[1]
    with pytest.raises(IntegrityError, match="lineup_speaker_held_once"), transaction.atomic():
        make_session(other, speaker=beside, **span("10:59", "12:00"))
    later = make_session(other, speaker=beside, **span("11:00", "12:00"))
    with pytest.raises(IntegrityError, match="lineup_speaker_held_once"), transaction.atomic():
        Session.objects.filter(pk=later.pk).update(starts_at=at("10:30"))
    with pytest.raises(IntegrityError, match="lineup_speaker_held_once"), transaction.atomic():
        Session.objects.filter(pk=talk.pk).update(ends_at=at("11:30"))
    Session.objects.filter(pk=talk.pk).update(offering_cancelled=True)
    Session.objects.filter(pk=later.pk).update(starts_at=at("10:30"))


def test_times_of_the_lineup_follow_the_session_whoever_moves_it(cast, stop, talk, team):
    send(cast, stop, team)
    Session.objects.filter(pk=talk.pk).update(**span("15:00", "16:00"))
    rows = SessionSpeaker.objects.filter(session=talk)
    assert {(row.starts_at, row.ends_at) for row in rows} == {(at("15:00"), at("16:00"))}
    move_offering(by=cast.organiser, offering=stop, first_on=TUESDAY + timedelta(days=2))
    assert {row.starts_at for row in rows.all()} == {at("15:00", 2)}
    assert names(talk) == ["钱致远", "顾安然"]


def test_two_talks_of_a_team_change_places_as_one_act(cast, stop, talk, team):
    second = make_session(stop, title="二讲", **span("11:00", "12:00"))
    send(cast, stop, team)
    wanted = [(talk, span("10:00", "12:00")), (second, span("09:00", "10:00"))]
    result = rewrite_sessions(by=cast.organiser, offering=stop, wanted=wanted)
    assert result.outcome is EventOutcome.SESSIONS_REWRITTEN
    assert names(talk) == names(second) == ["钱致远", "顾安然"]


def test_who_is_to_speak_no_longer_keeps_no_talk_from_moving(cast, stop, talk, other, team):
    send(cast, stop, team)
    make_session(other, speaker=team.speakers()[1], **span("14:00", "16:00"))
    wanted = [(talk, span("14:00", "15:00") | {"others": []})]
    result = rewrite_sessions(by=cast.organiser, offering=stop, wanted=wanted)
    assert result.outcome is EventOutcome.SESSIONS_REWRITTEN
    assert names(talk) == ["钱致远"]


def test_a_copy_takes_the_team_along_and_leaves_out_who_is_elsewhere(cast, stop, talk, other, team):
    send(cast, stop, team)
    stop.refresh_from_db()
    make_session(other, speaker=team.speakers()[1], **span("10:00", "12:00", 7))
    made = clone_offering(
        by=cast.organiser, offering=stop, first_on=TUESDAY + timedelta(days=7), label="再讲"
    )
    assert made.outcome is EventOutcome.CLONED_WITH_GAPS
    assert made.record.team == team
    assert names(made.record.sessions.get()) == ["钱致远"]
    free = clone_offering(
        by=cast.organiser, offering=stop, first_on=TUESDAY + timedelta(days=8), label="三讲"
    )
    assert names(free.record.sessions.get()) == ["钱致远", "顾安然"]


def test_lists_warn_of_members_who_are_away_or_on_the_way(cast, stop, talk, team):
    send(cast, stop, team)
    SpeakerAbsence.objects.create(speaker=team.speakers()[1], from_on=TUESDAY, until_on=TUESDAY)
    (found,) = conflicts_of_sessions([talk.pk], at("08:00", -3)).values()
    assert [(one.kind, one.blocks) for one in found] == [(ConflictKind.SPEAKER, False)]
    assert "顾安然" in str(found[0].sentence)


@pytest.mark.parametrize("number", [1, 3])
def test_conflicts_of_many_talks_cost_as_much_as_of_one(
    cast, stop, team, number, django_assert_num_queries
):
    for day in range(number):
        make_session(stop, **span("09:00", "11:00", day))
    send(cast, stop, team)
    keys = list(stop.sessions.values_list("pk", flat=True))
    with django_assert_num_queries(8):
        conflicts_of_sessions(keys, at("08:00", -3))
