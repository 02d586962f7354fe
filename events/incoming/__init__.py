"""Rows of a tour's stops that somebody brings: their columns, and what each row would do.

Nothing here writes: `events.actions.import_stops` does what these plans say.
"""
