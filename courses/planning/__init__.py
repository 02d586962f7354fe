"""The timetable of a cohort as it is planned: what is published with the draft laid over it.

Reading alone: what is planned, where a session fits, what differs and how that is said. The writing
is done by `courses.actions`.
"""
