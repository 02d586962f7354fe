"""The desk of the state machine: every button there is, pressed in any order."""

from datetime import timedelta

from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import rule

from events.actions import (
    cancel_offering,
    move_session,
    pause_offering,
    post_places,
    resume_offering,
)
from registration.actions import (
    accept,
    approve,
    decline,
    enter,
    expire_offers,
    import_registrations,
    invite,
    move_in_line,
    move_to,
    pause_line,
    promote,
    queue,
    reconfirm,
    register,
    register_with_answers,
    remove,
    resume_line,
    uninvite,
    withdraw,
)
from registration.enums import RegistrationState as State
from registration.models import Invitation, Registration
from tests.people.rows import rows_of
from tests.registration.desk_scene import PEOPLE, who
from tests.registration.desk_terms import Terms
from tests.registration.desk_units import Units


class Desk(Units, Terms):
    """Whoever comes by themselves, and what the organiser does about them and the line."""

    @rule(number=who, companions=st.integers(0, 1), answers=st.booleans())
    def registers(self, number, companions, answers):
        person, offering = self.people[number], self.now()
        wanted = {"by": person, "offering": offering, "person": person, "companions": companions}
        if answers:
            register_with_answers(**wanted, values=self.given())
        else:
            register(**wanted)

    @rule(number=who)
    def withdraws(self, number):
        if (row := self.row(number)) is not None:
            withdraw(by=row.person, registration=row)

    @rule(number=who, act=st.sampled_from([approve, queue, decline, remove]))
    def is_decided_about(self, number, act):
        if (row := self.row(number)) is not None:
            act(by=None, registration=row, reason="另有安排")

    @rule(number=who)
    def is_entered(self, number):
        enter(by=None, offering=self.now(), person=self.people[number], reason="现场")

    @rule(numbers=st.sets(who, min_size=2, max_size=3), companions=st.integers(0, 1))
    def a_list_is_imported(self, numbers, companions):
        people = [self.people[number] for number in sorted(numbers)]
        line = {"offering": self.offering.public_id, "companions": companions}
        rows = rows_of(*(line | {"name": one.name, "email": one.email} for one in people))
        held = Registration.objects.filter(offering=self.offering, person__in=people).confirmed()
        before = held.count()
        result = import_registrations(by=self.organiser, rows=rows)
        assert held.count() == (len(people) if result.ok else before), "all of them or nobody"

    @rule(number=who, act=st.sampled_from([accept, reconfirm]))
    def says_yes(self, number, act):
        if (row := self.row(number)) is not None:
            act(by=row.person, registration=row)

    @rule()
    def the_line_is_looked_at(self):
        promote(by=self.organiser, offering=self.now())

    @rule(number=who, taken_back=st.booleans())
    def is_invited(self, number, taken_back):
        names = [self.people[number].email]
        invite(by=self.organiser, offering=self.now(), names=names)
        if taken_back:
            uninvite(by=None, offering=self.now(), invitations=list(Invitation.objects.all()))

    @rule(number=who)
    def goes_to_the_next_cohort(self, number):
        if (row := self.row(number)) is not None:
            move_to(by=None, registration=row, target=self.later, reason="调整")

    @rule(act=st.sampled_from([pause_offering, resume_offering]))
    def registration_stops_or_goes_on(self, act):
        act(by=None, offering=self.now())

    @rule(chance=st.integers(0, 15))
    def is_called_off(self, chance):
        if chance == 0:
            cancel_offering(by=None, offering=self.now(), reason="台风")

    @rule(number=who, position=st.integers(1, PEOPLE))
    def is_moved(self, number, position):
        if (row := self.row(number)) is not None:
            move_in_line(by=None, registration=row, position=position, reason="次序")

    @rule(delta=st.sampled_from([-2, -1, 1, 2]), own=st.booleans())
    def places_change(self, delta, own):
        unit = self.units[0] if own else None
        post_places(by=None, offering=self.now(), delta=delta, unit=unit)

    @rule()
    def offers_run_out(self):
        offered = Registration.objects.filter(state=State.OFFERED)
        offered.update(offered_until=timezone.now())
        expire_offers(by=None, offering=self.now())

    @rule(act=st.sampled_from([pause_line, resume_line]))
    def line_stops_or_goes_on(self, act):
        act(by=None, offering=self.now())

    @rule()
    def session_moves(self):
        session = self.offering.sessions.get()
        day = timedelta(days=1)
        later = {"starts_at": session.starts_at + day, "ends_at": session.ends_at + day}
        move_session(by=None, session=session, **later)
