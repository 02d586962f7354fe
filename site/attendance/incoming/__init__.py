"""Attendance that other systems recorded, as rows of a table."""
