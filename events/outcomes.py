"""Named outcomes of making and changing offerings, places, sessions, routes and bookings."""

from django.utils.translation import gettext_lazy as _

from events.conflicts.kinds import BUS_TAKEN, ROOM_TAKEN, SPEAKER_TAKEN
from kernel.outcomes import Effect, Outcome


class EventOutcome(Outcome):
    """How an organiser's act on an offering ends; `%(name)s` is the offering or session."""

    CREATED = Effect.DONE, _("%(name)s has been saved as a draft. Publish it when it is complete.")
    EDITED = Effect.DONE, _("The changes to %(name)s have been saved.")
    PUBLISHED = Effect.DONE, _("%(name)s is published. Registration follows its window.")
    PAUSED = (
        Effect.DONE,
        _("Registration for %(name)s is paused. Those who have a place keep it."),
    )
    RESUMED = Effect.DONE, _("Registration for %(name)s goes on.")
    CANCELLED = Effect.DONE, _("%(name)s is cancelled. Everybody registered has been told.")
    FINISHED = Effect.DONE, _("%(name)s is finished. Marks and essays can still be completed.")
    WINDOW_CHANGED = (
        Effect.DONE,
        _("Registration for %(name)s is open from %(opens)s to %(closes)s."),
    )
    PLACES_POSTED = Effect.DONE, _("%(name)s now has %(capacity)s places, %(taken)s of them taken.")
    MINIMUM_SETTLED = (
        Effect.DONE,
        _("%(name)s will be held, however many register. You will not be reminded again."),
    )
    SESSION_ADDED = Effect.DONE, _("“%(name)s” stands in the timetable.")
    SESSION_MOVED = Effect.DONE, _("“%(name)s” has been moved. Everybody registered has been told.")
    SESSIONS_REWRITTEN = (
        Effect.DONE,
        _("%(count)s sessions of %(name)s have been changed. Whoever is concerned has been told."),
    )
    SESSION_CANCELLED = (
        Effect.DONE,
        _("“%(name)s” is cancelled. Everybody registered has been told."),
    )
    CLONED = (
        Effect.DONE,
        _("%(name)s has been saved as a draft. Look its timetable over before you publish it."),
    )
    CLONED_WITH_GAPS = (
        Effect.DONE,
        _(
            "%(name)s has been saved as a draft. Room, speaker or bus of %(gaps)s sessions is "
            "taken then and left open: choose others before you publish it."
        ),
    )
    CLONED_WITHOUT_LINKS = (
        Effect.DONE,
        _(
            "%(name)s has been saved as a draft. %(links)s of its sessions are held online, too: "
            "enter their new addresses before you publish it."
        ),
    )
    CLONED_INCOMPLETE = (
        Effect.DONE,
        _(
            "%(name)s has been saved as a draft. Before you publish it: room, speaker or bus of "
            "%(gaps)s sessions is taken then and left open, and %(links)s sessions that are held "
            "online, too, need new addresses."
        ),
    )
    REPEATED = (
        Effect.DONE,
        _("%(count)s dates have been written out until %(until)s. Each can be changed by itself."),
    )
    REPEATED_WITH_GAPS = (
        Effect.DONE,
        _(
            "%(count)s dates have been written out until %(until)s. In %(gaps)s places a room, a "
            "speaker or a bus is held by others then and was left open: fill these before you "
            "publish."
        ),
    )
    OFFERING_MOVED = (
        Effect.DONE,
        _("%(name)s now begins on %(day)s. Everybody registered has been told once."),
    )
    TEAM_SENT = Effect.DONE, _("%(team)s speaks at %(name)s: its members, as they are now.")
    TEAM_CALLED_BACK = Effect.DONE, _("%(team)s no longer speaks at %(name)s.")
    TEAM_EMPTY = (
        Effect.REFUSED,
        _("%(team)s has no members yet. Add them to the team, then send it."),
    )
    NOT_A_TOUR = (
        Effect.REFUSED,
        _("%(name)s is the cohort of a course: name its speakers in the timetable."),
    )
    NO_DATES = (
        Effect.REFUSED,
        _("The rhythm has no further day until then. Choose a later last day."),
    )
    TOO_MANY_DATES = (
        Effect.REFUSED,
        _("That would be more than %(most)s dates at once. Choose an earlier last day."),
    )
    DAY_PASSED = (
        Effect.REFUSED,
        _("The new first day lies in the past. Choose today or a later day."),
    )
    NUMBER_TAKEN = (
        Effect.REFUSED,
        _("Number %(number)s of this page is given already. The next free one is %(next)s."),
    )
    NO_SESSIONS = (
        Effect.REFUSED,
        _("%(name)s has no session whose day could be moved. Add one, or make a new offering."),
    )
    UNCHANGED = Effect.SAME, _("Nothing had to be changed: it is so already.")
    WRONG_STATE = (
        Effect.REFUSED,
        _("%(name)s is “%(state)s” now, so this cannot be done. Reload the page and look again."),
    )
    WINDOW_BACKWARDS = (
        Effect.REFUSED,
        _("Registration must open before it closes. Correct one of the two times."),
    )
    NO_WAY_IN = (
        Effect.REFUSED,
        _("Nobody could register. Choose at least one way in: by themselves, by unit, by list."),
    )
    LATE_TOO_EARLY = (
        Effect.REFUSED,
        _("Late registrations end after registration closes. Correct one of the two times."),
    )
    COUNT_PASSED = (
        Effect.REFUSED,
        _(
            "%(name)s cannot be published: the day on which its participants are counted has "
            "passed. Edit it and choose a later one, or 0 as fewest participants."
        ),
    )
    ENDS_BEFORE_START = (
        Effect.REFUSED,
        _("A session must start before it ends. Correct one of the two times."),
    )
    WRONG_TEACHING_POINT = (
        Effect.REFUSED,
        _("The teaching point “%(point)s” is not at this venue. Choose one of the venue's own."),
    )
    ROOM_TAKEN = Effect.REFUSED, ROOM_TAKEN
    SPEAKER_TAKEN = Effect.REFUSED, SPEAKER_TAKEN
    BUS_TAKEN = Effect.REFUSED, BUS_TAKEN
    BELOW_TAKEN = (
        Effect.REFUSED,
        _(
            "%(taken)s places are taken already, so %(capacity)s would be too few. Remove "
            "registrations first or take fewer places away."
        ),
    )
    NO_PLACES_NAMED = Effect.REFUSED, _("Say how many places are to be added or taken away.")
    REASON_MISSING = (
        Effect.REFUSED,
        _("Give a reason: those who registered will read it."),
        "reason",
    )


class RouteOutcome(Outcome):
    """How planning a visit's way ends; `%(name)s` is where it meets, a stop or a bus."""

    SAVED = Effect.DONE, _("The route from “%(name)s” has been saved.")
    REMOVED = Effect.DONE, _("The route from “%(name)s” is gone. Its buses are free.")
    BACK_BEFORE_MEETING = (
        Effect.REFUSED,
        _("A group is back after it has met. Correct one of the two times."),
    )
    OUT_OF_ORDER = (
        Effect.REFUSED,
        _(
            "The times of the stop “%(name)s” do not lie between what comes before and after it. "
            "Correct them, or put the stops into another order."
        ),
    )
    BUS_TOO_SMALL = (
        Effect.REFUSED,
        _("The bus %(name)s has %(seats)s seats for %(number)s people. Plan fewer, or add a bus."),
    )
    NOT_OF_THIS_OFFERING = (
        Effect.REFUSED,
        _("The session belongs to another offering. Choose one of this offering's own."),
    )


class BookingOutcome(Outcome):
    """How asking a venue, or noting its answer, ends; `%(name)s` is venue and session."""

    ASKED = (
        Effect.DONE,
        _("%(name)s: asked for. Send the letter, and note the answer when it comes."),
    )
    CONFIRMED = Effect.DONE, _("%(name)s: confirmed.")
    DECLINED = (
        Effect.DONE,
        _("%(name)s: declined. Move the session, choose another venue, or ask again."),
    )
    LAPSED = Effect.DONE, _("%(name)s: no answer came in time.")
    UNCHANGED = Effect.SAME, _("%(name)s: nothing had to be changed.")
    STANDS = (
        Effect.REFUSED,
        _("%(name)s stands already (%(state)s). Change that booking instead."),
    )
    DIFFERENT_STATE = (
        Effect.REFUSED,
        _("%(name)s is “%(state)s” now, so this cannot be done. Ask the venue again first."),
    )
    NO_VENUE = Effect.REFUSED, _("“%(name)s” has no venue yet. Choose one in the session first.")
    NOT_HELD = Effect.REFUSED, _("“%(name)s” is cancelled: there is nothing to book.")
    TOO_LATE_TO_ANSWER = (
        Effect.REFUSED,
        _("%(name)s: the time to answer is over already. Choose a later one."),
    )
    VENUE_FULL = (
        Effect.REFUSED,
        _(
            "%(name)s takes %(capacity)s people at a time; with %(other)s there would be "
            "%(number)s. Choose another time, or come with fewer."
        ),
    )
    GROUP_TOO_LARGE = (
        Effect.REFUSED,
        _(
            "%(name)s takes %(capacity)s people at a time, and this group has %(number)s. Choose "
            "another place, or come with fewer."
        ),
    )
