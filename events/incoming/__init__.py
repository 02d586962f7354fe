"""Rows that somebody brings: the stops of a tour, a timetable; their columns, what each would do.

Nothing here writes: the actions that import do what these plans say.
"""
