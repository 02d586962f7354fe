"""Rows of people and of units that somebody brings: their columns, and what each row would do.

Nothing here writes: `people.actions.importing` does what these plans say, under its locks.
"""
